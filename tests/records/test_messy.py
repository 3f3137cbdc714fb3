"""A messy spreadsheet: everything wrong at once gives one clear report, and no entry that could print a wrong card."""

from __future__ import annotations

from pathlib import Path

from generator.catalog.records.opening import open_table
from generator.catalog.records.tally import Tally
from generator.compose.rows import read_entries
from generator.findings import Findings
from tests.compose.samples import shipped
from tests.records.sheets import CARD, csv_file, opened, refused, said, xlsx_file

HEAD = "\xa0Your\u00a0agency ;Dispatch\u200b number;badge_id;Notes\r\n"
ROWS = [
    ("Policía Norte", "202-555-0110", "00501", ""),
    ("South Police", "202555011", "00502", "zero lost"),
    ("East Police", "2.03E+09", "00503", ""),
    ("=B2&C2", "202-555-0113", "00504", ""),
    ("West Police", "5-Jan", "#REF!", ""),
    ("Lake\u200bside", "202-555-0114", "00506", ""),
    ("Policía Norte", "202-555-0110", "00501", ""),
    ("", "202-555-0116", "00508", ""),
    ("Hill Police", "202-555-0117", "00509", ""),
]
TEXT = HEAD + "\r\n".join(";".join(row) for row in ROWS) + "\r\n"
REPORT = [
    "column.hidden note: row 1, column A “Your agency”",
    "column.hidden note: row 1, column B “Dispatch number”",
    "column.unknown warning: row 1, column D “Notes”",
    "cell.zeros error: row 3, column B “Dispatch number”",
    "cell.scientific error: row 4, column B “Dispatch number”",
    "cell.formula error: row 5, column A “Your agency”",
    "cell.date error: row 6, column B “Dispatch number”",
    "cell.error error: row 6, column C “badge_id”",
    "cell.hidden error: row 7, column A “Your agency”",
    "row.twice warning: row 8",
    "cell.empty error: row 9, column A “Your agency”",
]


def test_everything_wrong_is_told_at_once_by_row_and_column(tmp_path: Path) -> None:
    findings = Findings()
    table = open_table(csv_file(tmp_path, TEXT.encode("utf-8-sig")), findings)
    assert table is not None
    read = list(read_entries(table, CARD, shipped(), findings))
    tally = Tally()
    for entry in read:
        tally.add(entry.findings)
    findings.extend(tally.summed())
    assert said(findings.sorted()) == REPORT
    assert [entry.row for entry in read if entry.sound] == [2, 8, 10]
    shown = {value.shown for entry in read if entry.sound for value in entry.record.values()}
    assert shown == {"Policía Norte", "202-555-0110", "00501", "Hill Police", "202-555-0117", "00509"}


def test_the_same_file_of_windows_is_not_read_until_its_encoding_is_said(tmp_path: Path) -> None:
    data = TEXT.replace("\u200b", "").encode("cp1252")
    assert "--encoding cp1252" in refused(csv_file(tmp_path, data)).fix
    table = opened(csv_file(tmp_path, data), encoding="cp1252")
    assert next(table.rows()).values["Your agency"] == "Policía Norte"


def test_the_same_rows_in_a_workbook_are_judged_the_same(tmp_path: Path) -> None:
    cells: list[list[object]] = [["\xa0Your\u00a0agency ", "Dispatch\u200b number", "badge_id", "Notes"]]
    cells += [[cell or None for cell in row] for row in ROWS]
    cells[2][1] = 202555011
    cells[3][1] = 2.03e9
    findings = Findings()
    table = open_table(xlsx_file(tmp_path, cells), findings)
    assert table is not None
    tally = Tally()
    for entry in read_entries(table, CARD, shipped(), findings):
        tally.add(entry.findings)
    findings.extend(tally.summed())
    found = said(findings.sorted())
    assert found == [line.replace("cell.scientific", "cell.zeros") for line in REPORT]


def test_a_fault_in_every_row_is_told_three_times_and_then_counted(tmp_path: Path) -> None:
    lines = "".join(f"Police {number},202-555-01\n" for number in range(5_000))
    findings = Findings()
    table = open_table(csv_file(tmp_path, "agency,dispatch\n" + lines), findings)
    assert table is not None
    tally = Tally()
    for entry in read_entries(table, CARD, shipped(), findings):
        tally.add(entry.findings)
    report = tally.summed()
    assert tally.errors == 5_000
    assert [finding.place.line for finding in report] == [2, 3, 4, 5]
    assert "4,997 more: rows 5, 6, 7, 8, 9, 10 and 4,991 further ones" in report[-1].problem
    assert report[-1].seen == "5,000 in all"


def test_a_fault_in_a_few_rows_is_told_for_each(tmp_path: Path) -> None:
    lines = "".join(f"Police {number},202-555-01\n" for number in range(4))
    findings = Findings()
    table = open_table(csv_file(tmp_path, "agency,dispatch\n" + lines), findings)
    assert table is not None
    tally = Tally()
    for entry in read_entries(table, CARD, shipped(), findings):
        tally.add(entry.findings)
    assert [finding.place.line for finding in tally.summed()] == [2, 3, 4, 5]
    assert all("more" not in finding.problem for finding in tally.summed())
