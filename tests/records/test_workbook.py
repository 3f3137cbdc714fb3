"""Workbooks: every cell as text with what it is to Excel, and nothing hostile unpacked, computed or followed."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from generator.catalog.records import archive
from generator.catalog.records.model import Mark
from generator.catalog.records.opening import open_table
from generator.errors import Refused
from generator.findings import Findings
from tests.records.sheets import opened, refused, texts, xlsx_file


@pytest.mark.parametrize(
    ("value", "shape", "text", "mark"),
    [
        ("202-555-0142", "General", "202-555-0142", None),
        ("007", "@", "007", None),
        (2025550142, "General", "2025550142", Mark.NUMBER),
        (2025550142, "@", "2025550142", None),
        (2025550142, "0", "2025550142", Mark.NUMBER),
        (2025550142.0, "General", "2025550142", Mark.NUMBER),
        (501, "00000", "00501", None),
        (0.5, "0%", "0.5", Mark.SHOWN_OTHERWISE),
        (1.5, "0.00", "1.5", Mark.SHOWN_OTHERWISE),
        (2025550142, "(000) 000-0000", "2025550142", Mark.SHOWN_OTHERWISE),
        (1234567890123456, "General", "1234567890123456", Mark.IMPRECISE),
        (datetime.datetime(2026, 1, 5), "General", "2026-01-05", Mark.DATE),
        (datetime.time(20, 5), "General", "20:05:00", Mark.DATE),
        ("=A1&B1", "General", "=A1&B1", Mark.FORMULA),
        ("#REF!", "General", "#REF!", Mark.ERROR),
        (True, "General", "TRUE", None),
        ("two\nlines", "General", "two\nlines", None),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_cell_is_its_text_and_what_it_is_to_excel(
    tmp_path: Path, value: Any, shape: str, text: str, mark: Mark | None
) -> None:
    shapes = {} if shape == "General" else {"B2": shape}
    row = next(opened(xlsx_file(tmp_path, [["a", "b"], ["x", value]], shapes)).rows())
    assert row.values == {"a": "x", "b": text}
    assert row.marks.get("b") is mark


def test_rows_have_the_numbers_of_the_sheet_and_blank_ones_are_left_out(tmp_path: Path) -> None:
    table = opened(xlsx_file(tmp_path, [[], ["a", "b"], ["1", "2"], [None, "  "], [], ["3", None]]))
    assert table.heading == 2
    assert [(row.number, dict(row.values)) for row in table.rows()] == [
        (3, {"a": "1", "b": "2"}),
        (6, {"a": "3", "b": ""}),
    ]
    assert str(table.place(6, "b")) == "people.xlsx:6:2 (row 6, column B “b”)"


def test_a_cell_under_no_heading_is_not_lost(tmp_path: Path) -> None:
    rows = list(opened(xlsx_file(tmp_path, [["a", "b"], ["1", "2", None, "far"]])).rows())
    assert rows[0].beyond == ("far",)


def test_the_first_sheet_that_shows_is_read_with_a_note_or_the_one_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Old"
    book.active.sheet_state = "hidden"
    for title in ("June", "July"):
        book.create_sheet(title).append([title])
        book[title].append(["x"])
    path = tmp_path / "months.xlsx"
    book.save(path)
    findings = Findings()
    table = open_table(path, findings)
    assert table is not None
    assert table.columns == ("June",)
    assert [finding.rule for finding in findings] == ["workbook.sheets"]
    assert opened(path, sheet="july").columns == ("July",)
    assert "Did you mean “July”?" in refused(path, sheet="Juli").fix


def test_an_empty_sheet_is_a_finding(tmp_path: Path) -> None:
    assert refused(xlsx_file(tmp_path, [])).rule == "records.empty"


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None) -> Path:
    """The workbook with parts changed, left out or added."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in {**parts, **(extra or {})}.items():
            changed = change(name, data)
            if changed is not None:
                new.writestr(name, changed)
    return path


def same(_: str, data: bytes) -> bytes:
    return data


def test_a_bomb_is_refused_by_its_size_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 5_000_000)
    path = xlsx_file(tmp_path, [["a"], ["1"]])
    rewritten(path, same, {"xl/media/image1.bin": bytes(6_000_000)})
    assert path.stat().st_size < 50_000
    finding = refused(path)
    assert finding.rule == "workbook.unsound"
    assert "bytes" in finding.problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(tmp_path: Path, encoding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'

    def poisoned(name: str, data: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return data
        return (f'<?xml version="1.0" encoding="{encoding}"?>' + bomb + data.decode()).encode(encoding)

    assert "document type" in refused(rewritten(xlsx_file(tmp_path, [["a"], ["1"]]), poisoned)).problem


def _cut(name: str, data: bytes) -> bytes:
    return data[: len(data) // 2] if name.startswith("xl/worksheets") else data


def _no_workbook(name: str, data: bytes) -> bytes | None:
    return None if name == "xl/workbook.xml" else data


def _no_sheet(name: str, data: bytes) -> bytes | None:
    return None if name.startswith("xl/worksheets") else data


def _wild_number(name: str, data: bytes) -> bytes:
    return re.sub(rb'<row r="1"', b'<row r="one"', data) if name.startswith("xl/worksheets") else data


@pytest.mark.parametrize("change", [_cut, _no_workbook, _no_sheet, _wild_number], ids=lambda change: change.__name__)
def test_a_torn_workbook_is_a_finding_and_never_a_traceback(tmp_path: Path, change: Callable[..., Any]) -> None:
    path = rewritten(xlsx_file(tmp_path, [["a"], ["1"]]), change)
    findings = Findings()
    table = open_table(path, findings)
    if table is not None:
        with pytest.raises(Refused) as caught:
            list(table.rows())
        findings.extend(caught.value.findings)
    expected = "workbook.sheet" if change is _no_sheet else "workbook.unsound"
    assert [finding.rule for finding in findings.errors] == [expected]


def test_a_row_far_below_the_sheet_ends_in_a_sentence(tmp_path: Path) -> None:
    def far(_: str, data: bytes) -> bytes:
        return data.replace(b'r="2"', b'r="4000000000"').replace(b'"A2"', b'"A4000000000"')

    table = opened(rewritten(xlsx_file(tmp_path, [["a"], ["1"]]), far))
    with pytest.raises(Refused, match="1,048,576 rows"):
        list(table.rows())


@pytest.mark.parametrize(
    "parts",
    [{"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}, {"readme.txt": b"hello"}],
    ids=["opendocument", "archive"],
)
def test_other_archives_are_named_for_what_they_are(tmp_path: Path, parts: dict[str, bytes]) -> None:
    path = tmp_path / "people.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    finding = refused(path)
    assert finding.rule == "workbook.unsound"
    assert "Save" in finding.fix


def test_a_cut_archive_is_a_finding(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, [["a"], ["1"]])
    path.write_bytes(path.read_bytes()[:-60])
    assert refused(path).rule == "workbook.unsound"


def test_links_to_other_files_and_macros_are_left_alone(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, [["a", "b"], ["1", "='[http://example.org/x.xlsx]S'!A1"]])
    rewritten(
        path, same, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    )
    row = next(opened(path).rows())
    assert row.marks == {"b": Mark.FORMULA}
    assert "example.org" in row.values["b"]


def test_what_is_read_is_what_excel_keeps(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, [["a", "b"], ["=not", "x"], ["+1 202 555 0142", "ñ\u200d"]])
    book = load_workbook(path)
    book.active["A2"].data_type = "s"
    book.save(path)
    assert texts(opened(path)) == [["=not", "x"], ["+1 202 555 0142", "ñ\u200d"]]
    assert not next(opened(path).rows()).marks
