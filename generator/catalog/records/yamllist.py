"""YAML records: a list of mappings, every value the text that is written, so that no zero is lost."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.catalog.records.decoding import find_codec
from generator.catalog.records.listed import Pairs, table_of
from generator.catalog.records.model import Table
from generator.findings import Findings, Place
from generator.late import late

if TYPE_CHECKING:
    import yaml
else:  # most tables are no YAML
    yaml = late("yaml")

# YAML is read slowly; a longer list is better off in a table.
MAX_BYTES = 20_000_000

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def open_yaml(path: Path, shown: str, findings: Findings, encoding: str) -> Table | None:
    """A table out of a YAML file; None, with findings, where it is no list of mappings."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        problem, limit = f"The file has {size:,} bytes.", f"{MAX_BYTES:,} bytes"
        findings.error("records.large", Place(shown), problem, "Save a list this long as CSV.", limit=limit)
        return None
    codec = find_codec(path, shown, encoding, findings)
    if codec is None:
        return None
    return table_of(shown, partial(_records, path, codec), findings)


def _records(path: Path, codec: str) -> Iterator[Pairs]:
    """The mappings of the list, one at a time; ValueError says what is wrong."""
    with path.open(encoding=codec) as file:
        try:
            yield from _members(_events(file))
        except yaml.YAMLError as error:
            line = getattr(getattr(error, "problem_mark", None), "line", None)
            where = "" if line is None else f" on line {line + 1}"
            raise ValueError(f"it is not YAML{where}") from error


def _events(file: Any) -> Iterator[Any]:
    """What the parser finds, without the start of the file; repeated parts are refused, as in every file here."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for event in yaml.parse(file, Loader=loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ValueError(f"an alias stands on line {_line(event)}: write the value out")
        if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            yield event


def _members(events: Iterator[Any]) -> Iterator[Pairs]:
    if not isinstance(next(events), yaml.SequenceStartEvent):
        raise ValueError("the file is not a list")
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            return
        if not isinstance(event, yaml.MappingStartEvent):
            raise ValueError(f"line {_line(event)} is no record with keys")
        yield _pairs(events)


def _pairs(events: Iterator[Any]) -> Pairs:
    pairs: Pairs = []
    for key in events:
        if isinstance(key, yaml.MappingEndEvent):
            break
        if not isinstance(key, yaml.ScalarEvent):
            raise ValueError(f"line {_line(key)} has a key that is no word")
        pairs.append((key.value, _value(events)))
    return pairs


def _value(events: Iterator[Any]) -> Any:
    """The text as it is written; a list or a mapping is gone over and stands as one."""
    event = next(events)
    if isinstance(event, yaml.ScalarEvent):
        return None if event.implicit[0] and event.value in _NOTHING else event.value
    depth = 1
    while depth:
        event = next(events)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
    return ()


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
