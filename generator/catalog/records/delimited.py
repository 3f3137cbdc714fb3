"""Text tables: CSV and its kin with commas, semicolons, tabs or bars, streamed row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from generator.catalog.records.decoding import find_codec, has_long_line
from generator.catalog.records.delimiter import DELIMITERS, sniffed
from generator.catalog.records.guard import unguarded
from generator.catalog.records.heading import read_headings
from generator.catalog.records.model import NO_MARKS, Row, Table, cell_place
from generator.errors import Refused
from generator.findings import Finding, Findings, Place

_SAMPLE_LINES = 50
_SAMPLE = 64 * 1024


def open_delimited(path: Path, shown: str, findings: Findings, encoding: str) -> Table | None:
    """A table out of a text file; None, with findings, where its characters, its quotes or its headings are not sound.

    The whole file is looked through once, so that rows can be trusted to be there when they are asked for.
    """
    codec = find_codec(path, shown, encoding, findings)
    if codec is None:
        return None
    if has_long_line(path):
        problem, fix = (
            "A line of the file has more than a million characters.",
            "Save it as a table with one row a line.",
        )
        findings.error("records.long-line", Place(shown), problem, fix, limit="1,000,000 characters")
        return None
    delimiter, skipped = _delimiter(path, codec)
    read = partial(_lines, path, codec, delimiter, skipped)
    first = _looked_through(read, shown, findings)
    if first is None:
        return None
    heading, cells = first
    columns = read_headings([unguarded(cell) for cell in cells], partial(cell_place, shown, heading), findings)
    if columns is None:
        return None
    rows = partial(_rows, path, codec, delimiter, skipped, heading, columns)
    return Table(shown, columns, rows, heading, delimiter=delimiter)


def _open(path: Path, codec: str) -> TextIO:
    return path.open(encoding=codec, newline="")


def _delimiter(path: Path, codec: str) -> tuple[str, int]:
    """The delimiter, and how many lines of Excel's own stand before the table: “sep=;” names it outright."""
    with _open(path, codec) as file:
        sample = "".join(islice(file, _SAMPLE_LINES))[:_SAMPLE]
    first = sample.splitlines()[0] if sample else ""
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in DELIMITERS:
        return first[4], 1
    return sniffed(sample), 0


def _lines(path: Path, codec: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Every row that has a cell, with its number: a quoted cell of several lines is one row, as in a spreadsheet."""
    with _open(path, codec) as file:
        lines = islice(file, skipped, None)
        for number, cells in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), 1):
            if cells:
                yield number, cells


def _looked_through(
    read: partial[Iterator[tuple[int, list[str]]]], shown: str, findings: Findings
) -> tuple[int, list[str]] | None:
    """The row of headings, once all rows were found to be whole."""
    first: tuple[int, list[str]] | None = None
    number = 0
    try:
        for number, cells in read():
            if first is None and any(cell.strip() for cell in cells):
                first = number, cells
    except csv.Error as error:
        findings.extend([_torn(error, shown, number + 1)])
        return None
    if first is None:
        findings.error("records.empty", Place(shown), "The file has no rows.", "Fill in the headings and a row.")
    return first


def _torn(error: csv.Error, shown: str, row: int) -> Finding:
    if "field larger" in str(error):
        problem = f"A cell of row {row} goes on for more than {csv.field_size_limit():,} characters."
    elif "unexpected end" in str(error):
        problem = f"A quotation mark is opened in row {row} or after it, and never closed."
    else:
        problem = f"A quotation mark stands in the middle of a quoted cell in row {row} or a blank one after it."
    found = Findings()
    fix = "Close each quotation mark that is opened; within a quoted cell it is written twice."
    found.error("records.quotes", Place(shown, row, 0, f"row {row}"), problem, fix)
    return found.found[0]


def _rows(
    path: Path, codec: str, delimiter: str, skipped: int, heading: int, columns: tuple[str, ...]
) -> Iterator[Row]:
    width = len(columns)
    number = heading
    try:
        for number, cells in _lines(path, codec, delimiter, skipped):
            together = "".join(cells)
            if number <= heading or not together or together.isspace():
                continue
            texts = [unguarded(cell) for cell in cells] if "'" in together else cells
            if len(texts) == width:
                yield Row(number, dict(zip(columns, texts, strict=True)))
            else:
                yield _uneven(number, texts, columns)
    except (csv.Error, UnicodeDecodeError, OSError) as error:  # it was sound when it was opened
        raise Refused([_torn(csv.Error(str(error)), path.name, number)]) from error


def _uneven(number: int, cells: list[str], columns: tuple[str, ...]) -> Row:
    """A row with more cells than there are headings, or fewer; empty cells beyond the last heading are nothing."""
    width = len(columns)
    values = dict(zip(columns, [*cells, *[""] * width], strict=False))
    beyond = tuple(cell for cell in cells[width:] if cell.strip())
    return Row(number, values, NO_MARKS, beyond, max(0, width - len(cells)))
