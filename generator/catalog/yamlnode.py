"""YAML as nodes that remember their file, line and column; no aliases, no duplicate keys, no surprises."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.findings import Findings, Place
from generator.frozen import dataclass
from generator.late import late

if TYPE_CHECKING:
    import yaml
else:  # a catalogue out of a snapshot has no YAML in it
    yaml = late("yaml")

# A layout or data file is a few dozen kilobytes; a megabyte is a mistake or an attack.
MAX_BYTES = 1_000_000
MAX_DEPTH = 30


@dataclass(frozen=True)
class Node:
    """One YAML value: text, a list of nodes, a mapping of nodes, or None; numbers stay text until asked for."""

    value: str | list[Node] | dict[str, Node] | None
    place: Place

    @property
    def kind(self) -> str:
        """What a person would call the value."""
        if isinstance(self.value, dict):
            return "a mapping"
        if isinstance(self.value, list):
            return "a list"
        return "nothing" if self.value is None else "text"


def read_yaml(path: Path, shown: str, findings: Findings) -> Node | None:
    """Read one file into nodes; `shown` is the file name for messages. None, with findings, where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        findings.error(
            "file.unreadable", Place(shown), f"The file cannot be read: {error.strerror}.", "Check its name."
        )
        return None
    return parse_yaml(data, shown, findings)


def parse_yaml(data: bytes, shown: str, findings: Findings) -> Node | None:
    """Parse YAML bytes into nodes under the limits of this module; None, with findings, where it is not sound."""
    text = _decode(data, shown, findings)
    if text is None:
        return None
    before = len(findings)
    try:
        root = None if _has_alias(text, shown, findings) else yaml.compose(text, Loader=_loader())
    except yaml.YAMLError as error:
        _report_syntax(error, shown, findings)
        return None
    node = None if root is None else _node(root, shown, "", findings, 0)
    if node is not None and node.value is not None:
        return node
    if len(findings) == before:
        findings.error("file.empty", Place(shown, 1, 1), "The file is empty.", "Fill it in or remove it.")
    return None


def _loader() -> Any:
    """The loader written in C, where it was built."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _decode(data: bytes, shown: str, findings: Findings) -> str | None:
    start = Place(shown, 1, 1)
    if len(data) > MAX_BYTES:
        problem, limit = f"The file has {len(data):,} bytes.", str(MAX_BYTES)
        findings.error("yaml.too-large", start, problem, "Split it.", seen=str(len(data)), limit=limit)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"The file is not UTF-8 (byte {error.start})."
        findings.error("yaml.encoding", start, problem, "Save it as UTF-8 and try again.")
        return None


def _report_syntax(error: yaml.YAMLError, shown: str, findings: Findings) -> None:
    """Errors of the parser carry a mark; a character that YAML forbids carries none."""
    mark = error.problem_mark or error.context_mark if isinstance(error, yaml.MarkedYAMLError) else None
    place = Place(shown, mark.line + 1, mark.column + 1) if mark else Place(shown, 1, 1)
    problem = error.problem if isinstance(error, yaml.MarkedYAMLError) else str(error).replace("\n", " ")
    findings.error("yaml.syntax", place, f"This is not YAML: {problem}.", "Check indentation, quotes and characters.")


def _has_alias(text: str, shown: str, findings: Findings) -> bool:
    """Aliases are refused: they can grow without bound, and a repeated block belongs in a shared part."""
    if "*" not in text and "&" not in text:
        return False
    for event in yaml.parse(text, Loader=_loader()):
        if isinstance(event, yaml.AliasEvent):
            mark = event.start_mark
            place = Place(shown, mark.line + 1, mark.column + 1) if mark else Place(shown)
            findings.error(
                "yaml.alias",
                place,
                f"The alias “*{event.anchor}” repeats another part of the file.",
                "Write the value out: aliases are not allowed here.",
            )
            return True
    return False


def _node(node: yaml.Node, shown: str, key: str, findings: Findings, depth: int) -> Node:
    place = Place(shown, node.start_mark.line + 1, node.start_mark.column + 1, key)
    if depth > MAX_DEPTH:
        findings.error("yaml.too-deep", place, f"Values are nested more than {MAX_DEPTH} deep.", "Flatten them.")
        return Node(None, place)
    if isinstance(node, yaml.MappingNode):
        return Node(_pairs(node, shown, key, findings, depth), place)
    if isinstance(node, yaml.SequenceNode):
        items = enumerate(node.value)
        return Node([_node(item, shown, f"{key}[{index}]", findings, depth + 1) for index, item in items], place)
    if node.tag == "tag:yaml.org,2002:null":
        return Node(None, place)
    return Node(str(node.value), place)


def _pairs(node: yaml.MappingNode, shown: str, key: str, findings: Findings, depth: int) -> dict[str, Node]:
    pairs: dict[str, Node] = {}
    for key_node, value_node in node.value:
        place = Place(shown, key_node.start_mark.line + 1, key_node.start_mark.column + 1, key)
        if not isinstance(key_node, yaml.ScalarNode):
            findings.error(
                "yaml.key", place, "A key must be a plain word.", "Put the list or mapping on the value side."
            )
            continue
        name = str(key_node.value)
        if name in pairs:
            findings.error(
                "yaml.duplicate-key",
                place,
                f"The key “{name}” stands twice; the first is on line {pairs[name].place.line}.",
                "Keep one of the two.",
                seen=name,
            )
            continue
        pairs[name] = _node(value_node, shown, f"{key}.{name}" if key else name, findings, depth + 1)
    return pairs
