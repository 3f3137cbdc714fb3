"""JSON records: a list of mappings, read object by object so that a long list is never held as a whole."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from generator.catalog.records.decoding import find_codec
from generator.catalog.records.heading import read_headings
from generator.catalog.records.model import MAX_COLUMNS, NO_MARKS, Mark, Row, Table
from generator.errors import Refused
from generator.findings import Findings, Place

_CHUNK = 1 << 16
# One record is a few lines; one that goes on for a million characters is none.
_MAX_RECORD = 1_000_000
_FIX = "Write a list of records: [{“agency”: “…”, “dispatch”: “…”}, …], each value a text in quotes."

Pairs = list[tuple[str, Any]]


class _Number(str):
    """A number as it is written in the file."""

    __slots__ = ()


_DECODER = json.JSONDecoder(object_pairs_hook=tuple, parse_int=_Number, parse_float=_Number, parse_constant=_Number)


def open_json(path: Path, shown: str, findings: Findings, encoding: str) -> Table | None:
    """A table out of a JSON file, looked through once for its keys; None, with findings, where it is no list."""
    codec = find_codec(path, shown, encoding, findings)
    if codec is None:
        return None
    return table_of(shown, partial(_records, path, codec), findings)


def table_of(shown: str, records: partial[Iterator[Any]], findings: Findings) -> Table | None:
    """The table of records, each a sequence of keys and values; every key that any of them has is a column."""
    keys: dict[str, None] = {}
    before = len(findings.errors)
    number = 0
    try:
        for number, record in enumerate(records(), 1):
            _check(record, number, shown, findings)
            keys.update(dict.fromkeys(key for key, _ in record))
            if len(keys) > MAX_COLUMNS:
                problem, place = f"The records have more than {MAX_COLUMNS} keys.", Place(shown, number)
                findings.error("records.headings", place, problem, _FIX, limit=str(MAX_COLUMNS))
                break
    except (ValueError, RecursionError) as error:
        place = Place(shown, number + 1, 0, f"record {number + 1}")
        findings.error("records.list", place, f"The list breaks off here: {error}.", _FIX)
    if len(findings.errors) > before:
        return None
    if not number:
        findings.error("records.empty", Place(shown), "The file has no records.", _FIX)
        return None
    if read_headings(list(keys), partial(_key_place, shown), findings) is None:
        return None
    return Table(shown, tuple(keys), partial(_rows, shown, records, tuple(keys)), 0, "record")


def _key_place(shown: str, _: int, name: str) -> Place:
    return Place(shown, 0, 0, name)


def _check(record: Pairs, number: int, shown: str, findings: Findings) -> None:
    if len(findings) > 100:  # more of the same helps nobody
        return
    counted = Counter(key for key, _ in record)
    for name in [name for name, count in counted.items() if count > 1][:100]:
        place = Place(shown, number, 0, f"record {number}, “{name}”")
        findings.error("records.twice", place, f"The record has “{name}” twice.", "Keep one of the two.", seen=name)


def _rows(shown: str, records: partial[Iterator[Any]], columns: tuple[str, ...]) -> Iterator[Row]:
    try:
        for number, record in enumerate(records(), 1):
            row = _row(number, dict(record), columns)
            if any(text and not text.isspace() for text in row.values.values()):
                yield row
    except (ValueError, OSError) as error:  # it was sound when it was opened
        findings = Findings()
        findings.error("records.list", Place(shown), f"The list breaks off: {error}.", "Try again.")
        raise Refused(findings) from error


def _row(number: int, record: Mapping[str, Any], columns: tuple[str, ...]) -> Row:
    values: dict[str, str] = {}
    marks: dict[str, Mark] = {}
    for column in columns:
        value = record.get(column)
        values[column], mark = _text(value)
        if mark is not None:
            marks[column] = mark
    return Row(number, values, marks or NO_MARKS)


def _text(value: Any) -> tuple[str, Mark | None]:
    if isinstance(value, str):
        return str(value), Mark.NUMBER if isinstance(value, _Number) else None
    if value is None:
        return "", None
    if isinstance(value, bool):
        return str(value).lower(), None
    return "a list or a mapping", Mark.NESTED


def _records(path: Path, codec: str) -> Iterator[Pairs]:
    """The objects of the list, one at a time; ValueError says what is wrong."""
    with path.open(encoding=codec) as file:
        text = _Window(file)
        if text.next() != "[":
            raise ValueError("the file does not begin with a list")
        text.drop(1)
        if text.next() == "]":
            text.drop(1)
        else:
            yield from _members(text)
        if text.next():
            raise ValueError("something stands after the end of the list")


def _members(text: _Window) -> Iterator[Pairs]:
    while True:
        if text.next() != "{":
            raise ValueError("a record is written as {…}")
        yield text.record()
        mark = text.next()
        text.drop(1)
        if mark == "]":
            return
        if mark != ",":
            raise ValueError("a comma or the end of the list is missing")


class _Window:
    """The part of a text that is being read; what was read is dropped."""

    def __init__(self, file: TextIO) -> None:
        self.file, self.text, self.at = file, "", 0

    def next(self) -> str:
        """The next character that is no space; “” at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
                self.at += 1
            if self.at < len(self.text) or not self._more():
                return self.text[self.at : self.at + 1]

    def drop(self, count: int) -> None:
        """Go on by so many characters."""
        self.at += count

    def record(self) -> Pairs:
        """The object that begins here."""
        while True:
            try:
                value, self.at = _DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                if len(self.text) - self.at > _MAX_RECORD:
                    raise ValueError("the record has more than a million characters") from None
                if not self._more():
                    raise ValueError(f"it is not JSON ({error.msg})") from None
            else:
                return list(value)

    def _more(self) -> bool:
        chunk = self.file.read(_CHUNK)
        self.text, self.at = self.text[self.at :] + chunk, 0
        return bool(chunk)
