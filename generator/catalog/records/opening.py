"""Opening a file of records, whatever it is: told by its first bytes, then by its name."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from generator.catalog.records.delimited import open_delimited
from generator.catalog.records.listed import open_json
from generator.catalog.records.model import Table
from generator.catalog.records.yamllist import open_yaml
from generator.findings import Findings, Place

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"  # Excel before 2007, and any workbook with a password


def open_table(path: Path, findings: Findings, *, encoding: str = "", sheet: str = "") -> Table | None:
    """The records of a CSV, TSV, XLSX, JSON or YAML file; None, always with an error, where they cannot be read.

    `encoding` is what the user says of a text file, `sheet` the sheet of a workbook; without it the first is read.
    """
    shown = path.name
    try:
        with path.open("rb") as file:
            head = file.read(4)
        return _opened(path, shown, head, findings, encoding, sheet)
    except OSError as error:
        problem = f"The file cannot be read: {error.strerror or error}."
        findings.error("file.unreadable", Place(shown), problem, "Check its name.")
        return None


def sheets_of(path: Path) -> tuple[str, ...]:
    """The sheets of a workbook that show, in their order; none of a file of another kind, or of one that is torn."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError:
        return ()
    if head != _ZIP:
        return ()
    titles: tuple[str, ...] = import_module("generator.catalog.records.workbook").titles_of(path)
    return titles


def _opened(path: Path, shown: str, head: bytes, findings: Findings, encoding: str, sheet: str) -> Table | None:
    if head == _OLE:
        problem = "This is an old Excel file, or one with a password."
        findings.error("records.kind", Place(shown), problem, "Save it as .xlsx without a password.")
        return None
    if head == _ZIP:
        # openpyxl takes longer to load than most tables take to read: only workbooks pay for it
        workbook = import_module("generator.catalog.records.workbook")
        table: Table | None = workbook.open_workbook(path, shown, findings, sheet)
        return table
    if sheet:
        problem = f"There is no sheet “{sheet}” in a file that is no workbook."
        findings.error("workbook.sheet", Place(shown), problem, "Leave --sheet out.", seen=sheet)
        return None
    if path.suffix.lower() == ".json":
        return open_json(path, shown, findings, encoding)
    if path.suffix.lower() in (".yaml", ".yml"):
        return open_yaml(path, shown, findings, encoding)
    return open_delimited(path, shown, findings, encoding)
