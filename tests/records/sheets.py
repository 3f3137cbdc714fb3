"""Small tables written for tests, and the layouts that they are read for."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from generator.catalog.layouts import Field, Layout
from generator.catalog.records.model import Table
from generator.catalog.records.opening import open_table
from generator.compose.rows import Entry, read_entries
from generator.findings import Finding, Findings, Place
from tests.compose.samples import layout_of, shipped


def field(name: str, kind: str = "text", label: str = "", **more: Any) -> Field:
    """A field of a layout."""
    settings = {"sample": f"Sample {name}", "required": False, "must_change": False, "place": Place(), **more}
    return Field(name, kind, label or name.title(), **settings)


AGENCY = field("agency", label="Your agency", sample="Sample Police", required=True)
DISPATCH = field("dispatch", "phone", "Dispatch number", sample="202-555-0142", must_change=True)
BADGE = field("badge_id", label="Badge")
LINE = field("line", "contact", "Line", sample="hsi-tipline")


def layout_with(*fields: Field) -> Layout:
    """A layout with these fields."""
    return replace(layout_of("[{spacer: }]"), fields={one.name: one for one in fields})


CARD = layout_with(AGENCY, DISPATCH, BADGE, LINE)


def csv_file(folder: Path, text: str | bytes, name: str = "people.csv") -> Path:
    """A file with this text in it."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def csv_of(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Rows as Python's own writer sets them."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def xlsx_file(folder: Path, rows: Iterable[Sequence[Any]], formats: dict[str, str] | None = None) -> Path:
    """A workbook with these cells; `formats` are number formats by cell."""
    book = Workbook()
    page = book.active
    for row in rows:
        page.append(list(row))
    for cell, shape in (formats or {}).items():
        page[cell].number_format = shape
    path = folder / "people.xlsx"
    book.save(path)
    return path


def opened(path: Path, **said: str) -> Table:
    """The table of a file that must open without an error."""
    findings = Findings()
    table = open_table(path, findings, **said)
    assert table is not None, [str(finding) for finding in findings]
    assert not findings.errors
    return table


def refused(path: Path, **said: str) -> Finding:
    """The one error of a file that must not open."""
    findings = Findings()
    assert open_table(path, findings, **said) is None
    assert len(findings.errors) == 1, [str(finding) for finding in findings]
    return findings.errors[0]


def texts(table: Table) -> list[list[str]]:
    """The texts of all rows, in the order of the columns."""
    return [[row.values[column] for column in table.columns] for row in table.rows()]


def entries(path: Path, layout: Layout = CARD) -> tuple[list[Entry], list[Finding]]:
    """The entries of a file, and all that was found in columns and rows."""
    findings = Findings()
    table = open_table(path, findings)
    assert table is not None, [str(finding) for finding in findings]
    read = list(read_entries(table, layout, shipped(), findings))
    return read, [*findings, *(finding for entry in read for finding in entry.findings)]


def said(found: Iterable[Finding]) -> list[str]:
    """Findings as rule, severity and place in a line each."""
    return [f"{finding.rule} {finding.severity}: {finding.place.key}" for finding in found]
