"""YAML as nodes that remember their file, line and column; no aliases, no duplicate keys, no surprises."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.findings import Findings, Place

# A layout or data file is a few dozen kilobytes; a megabyte is a mistake or an attack.
MAX_BYTES = 1_000_000
MAX_DEPTH = 30

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Node:
    """One YAML value: text, a list of nodes, a mapping of nodes, or None; numbers stay text until asked for."""

    value: str | list[Node] | dict[str, Node] | None
    place: Place
    quoted: bool = False

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
        findings.error("file.unreadable", Place(shown), f"The file cannot be read: {error.strerror}.", "Check its name.")
        return None
    return parse_yaml(data, shown, findings)


def parse_yaml(data: bytes, shown: str, findings: Findings) -> Node | None:
    """Parse YAML bytes into nodes under the limits of this module; None, with findings, where it is not sound."""
    start = Place(shown, 1, 1)
    if len(data) > MAX_BYTES:
        findings.error(
            "yaml.too-large",
            start,
            f"The file has {len(data):,} bytes.",
            "Split it.",
            seen=str(len(data)),
            limit=str(MAX_BYTES),
        )
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.error(
            "yaml.encoding", start, f"The file is not UTF-8 (byte {error.start}).", "Save it as UTF-8 and try again."
        )
        return None
    try:
        if _has_alias(text, shown, findings):
            return None
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(shown, mark.line + 1, mark.column + 1) if mark else start
        findings.error("yaml.syntax", place, f"This is not YAML: {error.problem}.", "Check indentation and quotes.")
        return None
    except yaml.YAMLError as error:  # a character YAML forbids carries no mark
        findings.error("yaml.syntax", start, f"This is not YAML: {error}.".replace("\n", " "), "Remove the character.")
        return None
    return None if root is None else _node(root, shown, "", findings, 0)


def _has_alias(text: str, shown: str, findings: Findings) -> bool:
    """Aliases are refused: they can grow without bound, and a repeated block belongs in a shared part."""
    if "*" not in text and "&" not in text:
        return False
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            place = Place(shown, event.start_mark.line + 1, event.start_mark.column + 1)
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
    return Node(str(node.value), place, quoted=node.style in ("'", '"', "|", ">"))


def _pairs(node: yaml.MappingNode, shown: str, key: str, findings: Findings, depth: int) -> dict[str, Node]:
    pairs: dict[str, Node] = {}
    for key_node, value_node in node.value:
        place = Place(shown, key_node.start_mark.line + 1, key_node.start_mark.column + 1, key)
        if not isinstance(key_node, yaml.ScalarNode):
            findings.error("yaml.key", place, "A key must be a plain word.", "Put the list or mapping on the value side.")
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
