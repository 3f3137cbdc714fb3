"""Elements: a workbook whose rows, cells or lists are beyond all measure is refused before they are held in memory."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from generator.catalog.records import elements, workbook
from generator.catalog.records.elements import fault_of
from generator.catalog.records.opening import open_table, sheets_of
from generator.errors import Refused
from generator.findings import Findings
from tests.records.sheets import csv_file, opened, refused, texts, xlsx_file

OPENING = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
HEADINGS = b'<row><c t="inlineStr"><is><t>agency</t></is></c></row>'
# Seconds of one core, and bytes: a fraction of what the bombs below would take.
SECONDS, BYTES = 10, 60_000_000


def sheet_of(rows: bytes) -> bytes:
    return OPENING + b"<sheetData>" + HEADINGS + rows + b"</sheetData></worksheet>"


def workbook_of(folder: Path, sheet: bytes) -> Path:
    """A workbook whose only sheet is this."""
    plain, path = xlsx_file(folder, [["agency"], ["North"]]), folder / "bomb.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            made.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return path


BOMBS = {
    "a million empty columns in the headings": OPENING + b"<sheetData><row>" + b"<c/>" * 1_000_000 + b"</row>",
    "a million empty columns in a row": sheet_of(b"<row>" + b"<c/>" * 1_000_000 + b"</row>"),
    "a row that ends before the next": sheet_of(b"<row>" + b"<c/>" * 60_000 + b"</row><row/>"),
    "a huge cell": sheet_of(b'<row><c t="inlineStr"><is><t>' + b"a" * 50_000_000 + b"</t></is></c></row>"),
    "a huge attribute": sheet_of(b'<row><c r="' + b"A" * 10_000_000 + b'"/></row>'),
    "rows without end": sheet_of(b"<row/>" * 2_000_000),
    "a list outside of rows": OPENING + b"<x/>" * 1_000_000 + b"<sheetData/></worksheet>",
    "a late document type": b"<!--" + b" " * 100_000 + b"--><!DOCTYPE x [<!ENTITY a 'aa'>]>" + sheet_of(b""),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_little_time_and_memory(tmp_path: Path, name: str) -> None:
    path, started = workbook_of(tmp_path, BOMBS[name]), time.process_time()
    tracemalloc.start()
    try:
        found = refused(path)
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (found.rule, found.place.file) == ("workbook.unsound", "bomb.xlsx")
    assert "CSV UTF-8" in found.fix or "document type" in found.problem
    assert held < BYTES
    assert time.process_time() - started < SECONDS
    assert sheets_of(path) == ()


@pytest.mark.parametrize("name", ["xl/media/image1.png", "xl/worksheets/sheet1.bin"], ids=["picture", "binary"])
def test_a_bomb_is_found_under_any_name(tmp_path: Path, name: str) -> None:
    path = xlsx_file(tmp_path, [["agency"], ["North"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, BOMBS["a million empty columns in a row"])
    assert refused(path).rule == "workbook.unsound"


def test_rows_that_are_wide_and_empty_end_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MAX_CELLS", 500_000)
    path = workbook_of(tmp_path, sheet_of(b"".join(b'<row><c r="XFD%d"/></row>' % row for row in range(2, 102))))
    table = opened(path)
    with pytest.raises(Refused) as refusal:
        list(table.rows())
    assert "more than 500,000 cells" in str(refusal.value)


def test_wide_rows_are_read_to_the_last(tmp_path: Path) -> None:
    rows = [[f"{row}-{column}" for column in range(120)] for row in range(150)]
    assert texts(opened(xlsx_file(tmp_path, rows))) == rows[1:]


@pytest.mark.parametrize(
    ("limit", "rows", "most"),
    [
        ("MAX_ROWS", b"<row/>", 8),
        ("MAX_ELEMENTS", b"<row/>", 9),
        ("MAX_HELD", b"<c/>", 9),
        ("MAX_BYTES", b"<row/>" + b" " * 90, 100),
    ],
    ids=["rows", "elements", "held", "bytes"],
)
def test_a_limit_is_the_last_that_passes(monkeypatch: pytest.MonkeyPatch, limit: str, rows: bytes, most: int) -> None:
    monkeypatch.setattr(elements, limit, most)
    passing = {"MAX_BYTES": 3}.get(limit, 8)
    assert fault_of(BytesIO(b"<x>" + rows * passing), texts=False) == ""
    more = b"<row>" + b" " * 200 if limit == "MAX_BYTES" else rows
    assert f"{most:,}" in fault_of(BytesIO(b"<x>" + rows * passing + more), texts=False)


def test_shared_texts_have_no_rows_and_a_limit_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elements, "MAX_HELD", 10)
    monkeypatch.setattr(elements, "MAX_TEXTS", 20)
    assert fault_of(BytesIO(b"<sst>" + b"<si/>" * 15), texts=True) == ""
    assert "more than 20 elements" in fault_of(BytesIO(b"<sst>" + b"<si/>" * 25), texts=True)
    assert "more than 10 elements" in fault_of(BytesIO(b"<sst>" + b"<si/>" * 15), texts=False)


def test_a_list_of_very_many_keys_is_refused_at_once(tmp_path: Path) -> None:
    record = "{" + ",".join(f'"k{key}": ""' for key in range(60_000)) + "}"
    started = time.process_time()
    found = refused(csv_file(tmp_path, f"[{record}]", "people.json"))
    assert (found.rule, found.place.line) == ("records.headings", 1)
    assert "more than 500 keys" in found.problem
    assert time.process_time() - started < SECONDS


def test_a_text_table_of_a_million_empty_columns_is_read_or_refused(tmp_path: Path) -> None:
    started = time.process_time()
    commas = "," * 1_000_000
    findings = Findings()
    table = open_table(csv_file(tmp_path, f"agency{commas}\nNorth{commas}\n"), findings)
    if table is None:
        assert findings.errors
    else:
        assert texts(table) == [["North"]]
    assert "million characters" in refused(csv_file(tmp_path, f"agency{commas}{commas}{commas}\n")).problem
    assert time.process_time() - started < SECONDS


def test_the_sheets_of_a_workbook_are_named_and_other_files_have_none(tmp_path: Path) -> None:
    assert sheets_of(xlsx_file(tmp_path, [["agency"]])) == ("Sheet",)
    assert sheets_of(csv_file(tmp_path, "agency\n")) == ()
    assert sheets_of(csv_file(tmp_path, b"PK\x03\x04 and no more", "torn.xlsx")) == ()
    assert sheets_of(tmp_path / "nowhere.xlsx") == ()
