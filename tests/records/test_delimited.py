"""Text tables: any delimiter, any line end, any byte-order mark; rows numbered as a spreadsheet numbers them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from generator.catalog.records.delimiter import sniffed
from generator.catalog.records.model import letters
from generator.catalog.records.opening import open_table
from generator.findings import Findings
from tests.records.sheets import csv_file, opened, refused, texts

ROWS = [["agency", "dispatch"], ["Police, North; Unit | 1", "202-555-0110"], ["Ríos", "202-555-0120"]]


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2\n3,5;4\n", ";"),
        ("a\tb\n1, 2; 3\t4\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("name; title,phone\nA,1\nB,2\n", ","),
        ('"a;x",b\n"1;2;3",4\n', ","),
        ("a,b;c\n1;2\n3;4\n", ";"),
        ('a;b\n"1,2\n3,4";5\n', ";"),
        ("agency\nPolice, North\n", ","),
        ("", ","),
    ],
    ids=["comma", "decimal-commas", "tab", "bar", "odd-heading", "quoted", "odd-comma", "quoted-lines", "one", "none"],
)
def test_the_delimiter_is_the_one_that_the_rows_follow(sample: str, delimiter: str) -> None:
    assert sniffed(sample) == delimiter


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_any_delimiter_line_end_and_byte_order_mark_reads_the_same(
    tmp_path: Path, delimiter: str, ending: str, encoding: str
) -> None:
    text = ending.join(delimiter.join(f'"{cell}"' for cell in row) for row in ROWS)
    table = opened(csv_file(tmp_path, text.encode(encoding)))
    assert list(table.columns) == ROWS[0]
    assert texts(table) == ROWS[1:]
    assert table.delimiter == delimiter


def test_a_delimiter_that_excel_names_outright_is_taken_and_is_no_row(tmp_path: Path) -> None:
    table = opened(csv_file(tmp_path, "sep=;\na;b\n1,2,3;4\n"))
    assert table.columns == ("a", "b")
    assert [row.number for row in table.rows()] == [2]
    assert texts(table) == [["1,2,3", "4"]]


def test_rows_are_numbered_as_the_spreadsheet_shows_them_and_blank_ones_are_left_out(tmp_path: Path) -> None:
    table = opened(csv_file(tmp_path, '\na,b\n1,"two\nlines"\n\n  ,\n3,4\n'))
    assert [row.number for row in table.rows()] == [3, 6]
    assert table.heading == 2
    assert str(table.place(6, "b")) == "people.csv:6:2 (row 6, column B “b”)"
    assert str(table.place(6)) == "people.csv:6 (row 6)"


def test_a_table_can_be_read_again_and_sent_to_another_process(tmp_path: Path) -> None:
    table = opened(csv_file(tmp_path, "a,b\n1,2\n"))
    assert texts(table) == texts(table) == texts(pickle.loads(pickle.dumps(table))) == [["1", "2"]]  # noqa: S301


@pytest.mark.parametrize(
    ("index", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA")], ids=str
)
def test_columns_have_the_letters_of_spreadsheets(index: int, name: str) -> None:
    assert letters(index) == name


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("", "records.empty", "no rows"),
        ("\n , \n", "records.empty", "no rows"),
        ('a,b\n1,"2\n3,4\n', "records.quotes", "never closed"),
        ('a,b\n1,2\n3,"4"5\n', "records.quotes", "row 3"),
        ("a,b\n" + "x" * 2_500_000, "records.long-line", "million"),
        ('a,b\n1,"2\n' + "3,4\n" * 50_000, "records.quotes", "131,072"),
        (",".join(f"c{number}" for number in range(501)), "records.headings", "501"),
        ("a,b\n1,2\n\0,3\n", "records.encoding", "zero bytes"),
    ],
    ids=["empty", "blank", "open-quote", "inner-quote", "endless", "giant", "wide", "zeros"],
)
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path: Path, text: str, rule: str, words: str) -> None:
    finding = refused(csv_file(tmp_path, text))
    assert finding.rule == rule
    assert words in finding.problem
    assert finding.fix


def test_a_quotation_mark_within_a_bare_cell_is_text(tmp_path: Path) -> None:
    assert texts(opened(csv_file(tmp_path, 'a,b\n5" card,2\n'))) == [['5" card', "2"]]


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere.csv").rule == "file.unreadable"
    assert refused(tmp_path).rule == "file.unreadable"


def test_a_sheet_of_a_text_file_is_refused(tmp_path: Path) -> None:
    assert refused(csv_file(tmp_path, "a,b\n1,2\n"), sheet="June").rule == "workbook.sheet"


def test_old_excel_files_are_named_as_such(tmp_path: Path) -> None:
    finding = refused(csv_file(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "people.xls"))
    assert finding.rule == "records.kind"
    assert ".xlsx" in finding.fix


def test_headings_are_cleaned_with_a_note_and_told_apart(tmp_path: Path) -> None:
    findings = Findings()
    table = open_table(csv_file(tmp_path, "\xa0Your\xa0agency\u200b,Phone,,phone ,,\n1,2,3,4,,\n"), findings)
    assert table is not None
    assert table.columns == ("Your agency", "Phone", "(column C)", "phone (column D)")
    assert [(finding.rule, finding.place.key) for finding in findings] == [
        ("column.hidden", "row 1, column A “Your agency”"),
        ("column.twice", "row 1, column D “phone”"),
    ]
    assert "column B" in findings.errors[0].problem
