"""Rejected rows: written as they stood with their reasons, safe in any spreadsheet, and read back as they were."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from generator.catalog.records.model import Row
from generator.catalog.records.opening import open_table
from generator.compose.rows import read_entries
from generator.findings import Findings
from generator.rejected import REJECTED, RejectedRow, rejected_csv
from tests.compose.samples import shipped
from tests.records.sheets import CARD, csv_file, csv_of, opened, texts, xlsx_file

HEAD = ("agency", "dispatch", "badge_id", "Notes")
ROWS = [
    ("North Police", "+1 202-555-0110", "00501", "fine"),
    ("South Police", "+1 202-555-011", "00502", "a digit short"),
    ('=HYPERLINK("http://example.org")', "202-555-0112", "00503", "a formula"),
    ("Ríos; Norte", "", "", '@note, "quoted"'),
    ("", "202-555-0114", "-7", "\ttab"),
]


def rejected_of(path: Path) -> bytes:
    findings = Findings()
    table = open_table(path, findings)
    assert table is not None
    rows = {row.number: row for row in table.rows()}
    bad = [entry for entry in read_entries(table, CARD, shipped(), findings) if not entry.sound]
    return rejected_csv(table, (RejectedRow(rows[entry.row], entry.findings) for entry in bad))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_rejected_rows_have_their_columns_numbers_and_reasons(tmp_path: Path, delimiter: str) -> None:
    data = rejected_of(csv_file(tmp_path, csv_of([HEAD, *ROWS], delimiter)))
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=delimiter))
    assert read[0] == [*HEAD, "row", "reason"]
    assert [row[4] for row in read[1:]] == ["3", "4", "6"]
    assert read[1][5].startswith("column B “dispatch”: The value “+1 202-555-011”")
    assert "formula" in read[2][5]
    assert "every card needs it" in read[3][5]


def test_no_cell_of_it_is_a_formula_to_a_spreadsheet(tmp_path: Path) -> None:
    data = rejected_of(csv_file(tmp_path, csv_of([HEAD, *ROWS])))
    cells = [cell for row in csv.reader(data.decode("utf-8-sig").splitlines()) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'+1 202-555-011" in cells


def test_it_is_read_back_as_it_was_and_mended_it_can_be_used(tmp_path: Path) -> None:
    data = rejected_of(csv_file(tmp_path, csv_of([HEAD, *ROWS])))
    path = csv_file(tmp_path, data, REJECTED)
    assert [row[:4] for row in texts(opened(path))] == [list(ROWS[index]) for index in (1, 2, 4)]
    mended = csv_file(tmp_path, data.replace(b"202-555-011,", b"202-555-0111,"), REJECTED)
    findings = Findings()
    first = next(read_entries(opened(mended), CARD, shipped(), findings))
    assert first.sound
    assert first.record["dispatch"].number == "+12025550111"
    assert [finding.place.key for finding in findings] == ["row 1, column D “Notes”"]


def test_rows_of_a_workbook_and_of_a_list_are_written_with_commas(tmp_path: Path) -> None:
    for path in (
        xlsx_file(tmp_path, [["agency", "badge_id"], ["North", 501], ["South", "x"]]),
        csv_file(tmp_path, '[{"agency": "North", "badge_id": 501}, {"agency": "South"}]', "people.json"),
    ):
        lines = rejected_of(path).decode("utf-8-sig").splitlines()
        assert lines[0] == "agency,badge_id,row,reason"
        assert lines[1].startswith(f"North,501,{2 if path.suffix == '.xlsx' else 1},")
        assert len(lines) == 2


def test_a_warning_is_no_reason(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "agency,badge_id\n@north,#REF!\n")
    data = rejected_of(path).decode("utf-8-sig")
    assert "'@north,#REF!,2," in data
    assert "#REF!" in data.splitlines()[1].split(",", 3)[3]
    assert "begins with" not in data


def test_a_heading_is_guarded_too(tmp_path: Path) -> None:
    table = opened(csv_file(tmp_path, "agency,=cmd\nNorth,1\n"))
    data = rejected_csv(table, [RejectedRow(Row(2, {"agency": "North", "=cmd": "1"}), ())])
    assert data.decode("utf-8-sig").splitlines() == ["agency,'=cmd,row,reason", "North,1,2,"]
    assert opened(csv_file(tmp_path, data)).columns == ("agency", "=cmd", "row", "reason")
