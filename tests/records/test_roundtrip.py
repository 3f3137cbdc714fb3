"""There and back: whatever text is written into a list is read out of it unchanged."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from generator.catalog.records.guard import guarded, unguarded
from tests.records.sheets import opened, texts, xlsx_file

FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

CELL = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
# A carriage return and a null are no text to a table: csv and XML change them.
PLAIN = CELL.filter(lambda text: "\r" not in text and "\0" not in text)
TRICKY = st.sampled_from(["=1+1", "+1 202 555 0142", "-1", "@x", "'=1", "''+x", "'tis", '"', '","', ";", "\t", "0501"])
RECORDS = st.lists(st.tuples(PLAIN | TRICKY, PLAIN | TRICKY, PLAIN), min_size=1, max_size=6).map(
    lambda rows: [("x", *row) for row in rows]  # a first cell, so that no row is blank
)
HEAD = ("id", "b", "c", "d")


@FEW
@given(rows=RECORDS, delimiter=st.sampled_from(",;\t|"), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
@example(rows=[("x", "+1 202 555 0142", "'=1", '"')], delimiter=",", encoding="utf-8")
def test_guarded_text_survives_any_table(
    tmp_path: Path, rows: list[tuple[str, ...]], delimiter: str, encoding: str
) -> None:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([HEAD, *(tuple(map(guarded, row)) for row in rows)])
    path = tmp_path / "people.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    assert texts(opened(path)) == [list(row) for row in rows]


@FEW
@given(rows=RECORDS)
def test_text_survives_json_and_yaml(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    records = [dict(zip(HEAD, row, strict=True)) for row in rows]
    path = tmp_path / "people.json"
    path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8", newline="")
    assert texts(opened(path)) == [list(row) for row in rows]
    listed = tmp_path / "people.yaml"
    listed.write_text(yaml.safe_dump(records, sort_keys=False, default_style='"'), encoding="utf-8", newline="")
    assert texts(opened(listed)) == [list(row) for row in rows]


@settings(FEW, max_examples=12)
@given(rows=RECORDS.map(lambda rows: [tuple(ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row) for row in rows]))
def test_text_survives_a_workbook(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    rows = [tuple("".join(c for c in cell if c not in "\ufffe\uffff") for cell in row) for row in rows]
    path = xlsx_file(tmp_path, [HEAD])
    book = load_workbook(path)
    for number, row in enumerate(rows, 2):
        for index, text in enumerate(row, 1):
            if text:
                book.active.cell(number, index, text).data_type = "s"
    book.save(path)
    assert texts(opened(path)) == [list(row) for row in rows]


@given(text=CELL | TRICKY)
def test_what_is_guarded_is_no_formula_and_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {*"=+-@\t\r\n＝＋－＠"}


@pytest.mark.parametrize("text", ["'tis the season", "O'Hara", "", "'", "''", "x=1"], ids=repr)
def test_an_apostrophe_that_guards_nothing_is_left_alone(text: str) -> None:
    assert guarded(text) == unguarded(text) == text
