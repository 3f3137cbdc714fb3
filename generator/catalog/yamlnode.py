"""YAML as nodes that remember their file, line and column; no aliases, no duplicate keys, no surprises."""

from __future__ import annotations

from collections.abc import Iterator
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

_NULL = "tag:yaml.org,2002:null"
# The plain words for nothing (YAML 1.1, null).
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


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


class _AliasError(Exception):
    """Aliases are refused: they can grow without bound, and a repeated block belongs in a shared part."""

    def __init__(self, event: Any) -> None:
        super().__init__(event)
        self.event = event


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
    found = Findings()
    try:
        node = _document(text, shown, found)
    except yaml.YAMLError as error:
        _report_syntax(error, shown, findings)
        return None
    except _AliasError as error:
        problem = f"The alias “*{error.event.anchor}” repeats another part of the file."
        place, fix = _place(error.event, shown, ""), "Write the value out: aliases are not allowed here."
        findings.error("yaml.alias", place, problem, fix)
        return None
    findings.extend(found)
    if node is not None and node.value is not None:
        return node
    if not found:
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


def _document(text: str, shown: str, findings: Findings) -> Node | None:
    """The one document of a file, or None where there is none.

    Nodes are made of the parser's events as they come: its own tree in between took half of the reading.
    """
    events = yaml.parse(text, Loader=_loader())
    next(events)  # the start of the stream
    start = next(events)
    if isinstance(start, yaml.StreamEndEvent):
        return None
    node = _node(next(events), events, shown, "", findings, 0)
    next(events)  # the end of the document
    after: Any = next(events)
    if not isinstance(after, yaml.StreamEndEvent):
        raise yaml.MarkedYAMLError(problem="but found another document", problem_mark=after.start_mark)
    return node


def _node(event: Any, events: Iterator[Any], shown: str, key: str, findings: Findings, depth: int) -> Node:
    """The node that begins with an event."""
    place = _place(event, shown, key)
    if depth > MAX_DEPTH:
        findings.error("yaml.too-deep", place, f"Values are nested more than {MAX_DEPTH} deep.", "Flatten them.")
        _skip(event, events)
        return Node(None, place)
    if isinstance(event, yaml.ScalarEvent):
        return Node(None if _is_null(event) else event.value, place)
    if isinstance(event, yaml.AliasEvent):
        raise _AliasError(event)
    if isinstance(event, yaml.MappingStartEvent):
        return Node(_pairs(events, shown, key, findings, depth), place)
    items: list[Node] = []
    while not isinstance(entry := next(events), yaml.SequenceEndEvent):
        items.append(_node(entry, events, shown, f"{key}[{len(items)}]", findings, depth + 1))
    return Node(items, place)


def _pairs(events: Iterator[Any], shown: str, key: str, findings: Findings, depth: int) -> dict[str, Node]:
    pairs: dict[str, Node] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            problem, fix = "A key must be a plain word.", "Put the list or mapping on the value side."
            findings.error("yaml.key", _place(event, shown, key), problem, fix)
            _skip(event, events)
            _skip(next(events), events)
        elif event.value in pairs:
            name = event.value
            problem = f"The key “{name}” stands twice; the first is on line {pairs[name].place.line}."
            findings.error("yaml.duplicate-key", _place(event, shown, key), problem, "Keep one of the two.", seen=name)
            _skip(next(events), events)
        else:
            inner = f"{key}.{event.value}" if key else event.value
            pairs[event.value] = _node(next(events), events, shown, inner, findings, depth + 1)
    return pairs


def _skip(event: Any, events: Iterator[Any]) -> None:
    """Read on past the value that begins with an event."""
    open_ = 0
    while True:
        if isinstance(event, yaml.AliasEvent):
            raise _AliasError(event)
        open_ += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if not open_:
            return
        event = next(events)


def _place(event: Any, shown: str, key: str) -> Place:
    mark = event.start_mark
    return Place(shown, mark.line + 1, mark.column + 1, key)


def _is_null(event: Any) -> bool:
    """Whether a value says that there is none: by a plain word for it, or by its tag."""
    plain = event.implicit[0] and event.tag in (None, "!")
    return event.value in _NULLS if plain else event.tag == _NULL
