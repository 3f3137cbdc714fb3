"""Rows: each fault a table can have is found at its row and column, and no row with an error makes a card."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from generator.catalog.records.model import Mark
from generator.catalog.records.oddities import oddity_of
from generator.compose.record import Value
from tests.records.sheets import AGENCY, BADGE, CARD, DISPATCH, csv_file, csv_of, entries, field, layout_with, said
from tests.records.sheets import xlsx_file as workbook


def rows_of(folder: Path, *rows: tuple[str, ...]) -> Path:
    return csv_file(folder, csv_of(rows))


HEAD = ("agency", "dispatch", "badge_id")
GOOD = ("North Police", "202-555-0110", "00501")


def test_a_good_row_is_an_entry_with_its_values(tmp_path: Path) -> None:
    (entry,), found = entries(
        rows_of(tmp_path, (*HEAD, "copies", "language", "file"), (*GOOD, "25", "Español", "north-1"))
    )
    assert not found
    assert entry.sound
    assert entry.record == {
        "agency": Value("North Police"),
        "dispatch": Value("202-555-0110", "+12025550110"),
        "badge_id": Value("00501"),
    }
    assert (entry.row, entry.copies, entry.language, entry.file) == (2, 25, "es", "north-1")
    assert entry.given == dict(zip(HEAD, GOOD, strict=True))


def test_what_a_row_does_not_say_is_one_copy_in_no_language_of_its_own(tmp_path: Path) -> None:
    (entry,), _ = entries(rows_of(tmp_path, (*HEAD, "copies", "language", "file"), (*GOOD, "", " ", "")))
    assert (entry.copies, entry.language, entry.file) == (1, "", "")


@pytest.mark.parametrize(
    "heading",
    ["dispatch", "DISPATCH", "Dispatch number", " dispatch  Number ", "dispatch\xa0number", "dispatch_number"],
    ids=["name", "capitals", "label", "spaces", "no-break", "underscore"],
)
def test_a_column_is_known_by_the_name_or_the_label_of_its_field(tmp_path: Path, heading: str) -> None:
    (entry,), found = entries(rows_of(tmp_path, ("Your agency", heading), GOOD[:2]))
    assert [finding.rule for finding in found] in ([], ["column.hidden"])
    assert entry.record["dispatch"].number == "+12025550110"


@pytest.mark.parametrize(
    ("headings", "expected", "words"),
    [
        (("agency", "dispach"), "column.unknown error: row 1, column B “dispach”", "Did you mean “dispatch”?"),
        (("agency", "T-shirt"), "column.unknown warning: row 1, column B “T-shirt”", "dispatch, badge_id"),
        (("dispatch", "badge_id"), "column.missing error: row 1", "Add a column “agency”"),
        (("agency", "Your agency"), "column.twice error: row 1, column B “Your agency”", "Keep one"),
        (("agency", "Agency"), "column.twice error: row 1, column B “Agency”", "Keep one"),
    ],
    ids=["slip", "unknown", "missing", "label-twice", "name-twice"],
)
def test_what_is_wrong_with_columns_is_found_once(
    tmp_path: Path, headings: tuple[str, ...], expected: str, words: str
) -> None:
    _, found = entries(rows_of(tmp_path, headings, ("North", ""), ("South", "")))
    assert said(found)[0] == expected
    assert words in found[0].fix


def test_a_table_without_any_known_column_is_refused_as_such(tmp_path: Path) -> None:
    _, found = entries(rows_of(tmp_path, ("x1", "x2"), ("North", "1")), layout_with(DISPATCH))
    assert "column.none error: row 1" in said(found)


def test_a_label_of_two_fields_names_neither(tmp_path: Path) -> None:
    layout = layout_with(field("one", label="Phone"), field("two", label="Phone"))
    (entry,), found = entries(rows_of(tmp_path, ("one", "Phone"), ("x", "y")), layout)
    assert [finding.rule for finding in found] == ["column.unknown"]
    assert set(entry.record) == {"one"}


# What stands in a cell, the column it stands in, and the rule that refuses it there.
FAULTS = {
    "scientific-phone": ("dispatch", "2.03E+09", "cell.scientific"),
    "scientific-id": ("badge_id", "1.2E+09", "cell.scientific"),
    "scientific-comma": ("badge_id", "1,2e+12", "cell.scientific"),
    "nine-digits": ("dispatch", "202-555-014", "cell.zeros"),
    "short": ("dispatch", "555-0142", "field.phone"),
    "letters": ("dispatch", "call us", "field.phone"),
    "date-iso": ("dispatch", "2020-05-05", "cell.date"),
    "date-month": ("dispatch", "5-Jan", "cell.date"),
    "date-slashes": ("dispatch", "5/1/2020", "cell.date"),
    "date-words": ("dispatch", "Jan 5, 2020", "cell.date"),
    "date-dots": ("dispatch", "05.01.2020", "cell.date"),
    "float": ("dispatch", "2025550142.0", "cell.number"),
    "formula": ("agency", "=A1&B1", "cell.formula"),
    "formula-phone": ("dispatch", "=2025550142", "cell.formula"),
    "formula-plus": ("agency", "+A1+B1", "cell.formula"),
    "formula-minus": ("badge_id", "-SUM(A1:A9)", "cell.formula"),
    "formula-at": ("agency", "@SUM(1+9)*cmd|' /C calc'!A0", "cell.formula"),
    "error": ("agency", "#REF!", "cell.error"),
    "error-phone": ("dispatch", "#N/A", "cell.error"),
    "error-libre": ("badge_id", "Err:502", "cell.error"),
    "hashes": ("badge_id", "#########", "cell.error"),
    "nan": ("agency", "nan", "cell.nothing"),
    "undefined": ("agency", "undefined", "cell.nothing"),
    "no-break": ("agency", "North\xa0Police", "cell.hidden"),
    "zero-width": ("agency", "Nor\u200bth", "cell.hidden"),
    "bidi": ("agency", "North\u202ePolice", "cell.hidden"),
    "bidi-phone": ("dispatch", "202-\u2066555-0110", "cell.hidden"),
    "line": ("agency", "North\nPolice", "cell.hidden"),
    "bell": ("agency", "North\aPolice", "cell.hidden"),
    "soft-hyphen": ("agency", "Nor\u00adth", "cell.hidden"),
    "mojibake": ("agency", "PolicÃ\xada", "cell.hidden"),
    "mojibake-visible": ("agency", "CampusÃ© Police", "cell.misread"),
    "mojibake-quote": ("agency", "Womenâ€™s Shelter", "cell.misread"),
    "replaced": ("agency", "Polic\ufffda", "cell.misread"),
    "long": ("agency", "x" * 201, "field.value"),
    "long-id": ("badge_id", "1" * 201, "field.value"),
    "empty": ("agency", "", "cell.empty"),
    "only-space": ("agency", "\xa0\u200b ", "cell.empty"),
    "sample": ("dispatch", "202-555-0142", "cell.sample"),
    "contact": ("line", "hsi-tiplin", "contact.unknown"),
    "copies-none": ("copies", "0", "row.copies"),
    "copies-many": ("copies", "1000", "row.copies"),
    "copies-part": ("copies", "2.5", "row.copies"),
    "copies-words": ("copies", "two", "row.copies"),
    "language": ("language", "Klingon", "row.language"),
    "file-path": ("file", "../north", "row.file"),
    "file-device": ("file", "con", "row.file"),
    "file-letters": ("file", "ríos", "row.file"),
    "file-dot": ("file", "north.", "row.file"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_in_its_cell_and_the_row_makes_no_card(tmp_path: Path, fault: str) -> None:
    column, text, rule = FAULTS[fault]
    headings = [*HEAD, "line", "copies", "language", "file"]
    rows = [["North", "202-555-0110", "7", "", "", "", ""], ["South", "202-555-0111", "8", "", "", "", ""]]
    rows[1][headings.index(column)] = text
    read, found = entries(csv_file(tmp_path, csv_of([headings, *rows])))
    errors = [finding for finding in found if finding.severity == "error"]
    assert said(errors) == [f"{rule} error: row 3, column {'ABCDEFG'[headings.index(column)]} “{column}”"]
    assert (errors[0].place.file, errors[0].place.line) == ("people.csv", 3)
    assert errors[0].fix
    assert [entry.sound for entry in read] == [True, False]
    assert column not in read[1].record


@pytest.mark.parametrize(
    ("column", "text", "shown"),
    [
        ("agency", "\xa0North\u3000", "North"),
        ("agency", "\u200bNorth\ufeff", "North"),
        ("agency", "Pen\u0303on", "Peñon"),
        ("agency", "24-7 Desk", "24-7 Desk"),
        ("agency", "E-Center", "E-Center"),
        ("agency", "São João", "São João"),
        ("agency", "Ünal’s Café — Nº 5", "Ünal’s Café — Nº 5"),
        ("agency", "پلیس می\u200cروم", "پلیس می\u200cروم"),
        ("badge_id", "12E5", "12E5"),
        ("badge_id", "2020-05-05", "2020-05-05"),
        ("badge_id", "+1 202 555 0142", "+1 202 555 0142"),
        ("dispatch", "+1 202-555-0110", "202-555-0110"),
        ("dispatch", "\xa0202-555-0110 ", "202-555-0110"),
    ],
    ids=lambda value: ascii(value)[:24],
)
def test_what_is_right_passes_without_a_word(tmp_path: Path, column: str, text: str, shown: str) -> None:
    cells = dict(zip(HEAD, GOOD, strict=True)) | {column: text}
    (entry,), found = entries(rows_of(tmp_path, HEAD, tuple(cells[name] for name in HEAD)))
    assert not said(found)
    assert entry.record[column].shown == shown


# What a cell is to Excel, in which column, with which rule and severity.
CELLS: dict[str, tuple[str, Any, str, str]] = {
    "formula": ("agency", "=B2", "cell.formula", "error"),
    "date": ("dispatch", datetime.datetime(2026, 1, 5), "cell.date", "error"),
    "date-text": ("agency", datetime.datetime(2026, 1, 5), "cell.date", "error"),
    "error": ("badge_id", "#DIV/0!", "cell.error", "error"),
    "id": ("badge_id", 501, "cell.number", "error"),
    "text": ("agency", 12, "cell.number", "warning"),
    "phone": ("dispatch", 2025550110, "cell.number", "warning"),
    "zero": ("dispatch", 202555014, "cell.zeros", "error"),
    "long": ("badge_id", 12345678901234567, "cell.number", "error"),
    "copies-formula": ("copies", "=1+1", "cell.formula", "error"),
    "copies-date": ("copies", datetime.datetime(2026, 1, 5), "cell.date", "error"),
}


@pytest.mark.parametrize("fault", CELLS)
def test_a_cell_that_is_no_text_to_excel_is_found(tmp_path: Path, fault: str) -> None:
    column, value, rule, severity = CELLS[fault]
    row = {"agency": "North", "dispatch": "202-555-0110", "badge_id": "7", "copies": 3} | {column: value}
    (entry,), found = entries(workbook(tmp_path, [list(row), list(row.values())]))
    assert said(found) == [f"{rule} {severity}: row 2, column {'ABCD'[list(row).index(column)]} “{column}”"]
    assert entry.sound is (severity == "warning")


def test_a_phone_cell_that_is_a_number_is_dialled_right(tmp_path: Path) -> None:
    (entry,), _ = entries(workbook(tmp_path, [["agency", "dispatch"], ["North", 2025550110.0]]))
    assert entry.record["dispatch"] == Value("202-555-0110", "+12025550110")


def test_a_number_shown_in_another_form_is_refused_in_a_text_but_not_in_a_phone(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["agency", "dispatch"], [0.5, 2025550110]], {"A2": "0%", "B2": "(000) 000-0000"})
    _, found = entries(path)
    assert said(found) == [
        "cell.number error: row 2, column A “agency”",
        "cell.number warning: row 2, column B “dispatch”",
    ]


def test_rows_that_are_longer_or_shorter_than_the_headings_are_refused(tmp_path: Path) -> None:
    text = "agency,badge_id\nNorth,1,x,y\nSouth\nEast,2,,\nWest,3\n"
    read, found = entries(csv_file(tmp_path, text))
    assert said(found) == ["row.long error: row 2", "row.short error: row 3"]
    assert [entry.sound for entry in read] == [False, False, True, True]


def test_a_row_that_stands_twice_is_a_warning_that_names_the_first(tmp_path: Path) -> None:
    read, found = entries(rows_of(tmp_path, HEAD, GOOD, ("South", "", "7"), GOOD, GOOD))
    assert said(found) == ["row.twice warning: row 4", "row.twice warning: row 5"]
    assert all("row 2" in finding.problem for finding in found)
    assert all(entry.sound for entry in read)


def test_two_rows_of_one_file_name_are_refused_unless_they_differ_in_language(tmp_path: Path) -> None:
    rows = (("a", "en", "North"), ("b", "es", "north"), ("c", "EN", "NORTH"))
    read, found = entries(rows_of(tmp_path, ("agency", "language", "file"), *rows))
    assert said(found) == ["row.file error: row 4, column C “file”"]
    assert "Row 2" in found[0].problem
    assert [entry.sound for entry in read] == [True, True, False]


def test_the_sample_row_of_a_template_is_never_printed(tmp_path: Path) -> None:
    read, found = entries(rows_of(tmp_path, HEAD, ("Sample Police", "202-555-0142", "Sample badge_id"), GOOD))
    assert "row.sample error: row 2" in said(found)
    assert [entry.sound for entry in read] == [False, True]


def test_a_number_one_slip_from_the_directory_is_a_warning(tmp_path: Path) -> None:
    _, found = entries(rows_of(tmp_path, HEAD, ("North", "866-347-2432", "7"), ("South", "866-347-2432", "8")))
    assert said(found) == [
        "field.near warning: row 2, column B “dispatch”",
        "field.near warning: row 3, column B “dispatch”",
    ]


def test_ids_shorter_than_all_others_are_a_warning_about_the_column(tmp_path: Path) -> None:
    ids = [f"{number:05}" for number in range(10_000, 10_020)] + ["501", "601"]
    _, found = entries(rows_of(tmp_path, ("agency", "badge_id"), *((f"Police {n}", n) for n in ids)))
    assert said(found) == ["cell.zeros warning: row 22, column B “badge_id”"]
    assert "22, 23" in found[0].problem


def test_ids_of_many_lengths_are_no_fault(tmp_path: Path) -> None:
    _, found = entries(rows_of(tmp_path, ("agency", "badge_id"), *((f"P {n}", str(n)) for n in range(80, 120))))
    assert not found


def test_a_text_that_only_begins_like_a_formula_is_a_warning(tmp_path: Path) -> None:
    (entry,), found = entries(rows_of(tmp_path, ("agency",), ("@northpolice",)), layout_with(AGENCY))
    assert said(found) == ["cell.formula warning: row 2, column A “agency”"]
    assert entry.record["agency"].shown == "@northpolice"


def test_a_contact_is_given_and_no_value(tmp_path: Path) -> None:
    (entry,), found = entries(rows_of(tmp_path, ("agency", "line"), ("North", "hsi-tipline")))
    assert not found
    assert "line" not in entry.record
    assert entry.given["line"] == "hsi-tipline"


def test_a_field_of_a_kind_that_is_new_is_read_as_its_reader_reads_it(tmp_path: Path) -> None:
    (entry,), found = entries(rows_of(tmp_path, ("code",), ("AB-1",)), layout_with(field("code", "novel")))
    assert not found
    assert entry.record["code"].shown == "AB-1"


def test_records_of_json_say_their_place_as_records(tmp_path: Path) -> None:
    text = '[{"agency": "North", "badge_id": 501}, {"agency": ["x"]}]'
    _, found = entries(csv_file(tmp_path, text, "people.json"))
    assert said(found) == ["cell.number error: record 1, “badge_id”", "cell.nested error: record 2, “agency”"]


@pytest.mark.parametrize("mark", Mark)
def test_whatever_a_spreadsheet_marks_is_told_in_every_kind_of_column(mark: Mark) -> None:
    for phone, number in ((True, False), (False, True), (False, False)):
        assert oddity_of("12", mark, phone=phone, number=number) is not None


def test_card_has_the_fields_these_tests_speak_of() -> None:
    assert [CARD.fields[name] for name in HEAD] == [AGENCY, DISPATCH, BADGE]
