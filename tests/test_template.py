"""Templates: a workbook whose columns are text, which explains itself, and which Handbill reads back."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.catalog.layouts import Layout
from generator.catalog.translated import languages_of
from generator.compose.columns import plan_of
from generator.compose.rows import read_entries
from generator.errors import SetupError
from generator.findings import Findings
from generator.template import columns_of, template_csv, template_xlsx, write_new
from tests.compose.samples import shipped
from tests.conftest import ROOT, Command
from tests.records.sheets import csv_file, field, layout_with, opened

CARD = "campus-glovebox-card"


def written(layout: Layout) -> bytes:
    return template_xlsx(layout, columns_of(layout, shipped()))


def test_every_column_is_text_but_copies_and_a_slip_is_refused_as_it_is_typed() -> None:
    page = load_workbook(BytesIO(written(shipped().layouts[CARD])))["Records"]
    heads = {cell.value: cell.column_letter for cell in page[1]}
    assert list(heads) == [
        "Your agency",
        "Your logo",
        "Your dispatch",
        "Victim advocate",
        "Local task force",
        "copies",
        "language",
        "file",
    ]
    shapes = {name: page.column_dimensions[letter].number_format for name, letter in heads.items()}
    assert shapes == {name: "0" if name == "copies" else "@" for name in heads}
    checks = {str(check.sqref).split(":")[0][0]: check for check in page.data_validations.dataValidation}
    copies, language = checks[heads["copies"]], checks[heads["language"]]
    assert (copies.type, copies.formula1, copies.formula2, copies.showErrorMessage) == ("whole", "1", "999", True)
    assert language.formula1 == f'"{",".join(languages_of(shipped().layouts[CARD], shipped()))}"'
    assert page.freeze_panes == "A2"


def test_the_second_sheet_explains_every_column() -> None:
    book = load_workbook(BytesIO(written(shipped().layouts[CARD])))
    rows = list(book["How to fill in"].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:9]] == [cell.value for cell in book["Records"][1]]
    assert [row[1] for row in rows[1:9]] == ["no", "no", "yes", "no", "no", "no", "no", "no"]
    assert all(row[2] for row in rows[1:9])
    assert "picture of your workspace" in next(row[2] for row in rows if row[0] == "Your logo")


def test_a_template_has_the_same_bytes_each_time_and_no_date_of_today() -> None:
    data = written(shipped().layouts[CARD])
    assert data == written(shipped().layouts[CARD])
    with zipfile.ZipFile(BytesIO(data)) as book:
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert book.read("docProps/core.xml").count(b">1980-01-01T00:00:00Z<") == 2


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_headings_of_every_layout_are_understood_and_the_sample_row_makes_no_card(
    tmp_path: Path, kind: str
) -> None:
    for layout in (one for one in shipped().layouts.values() if one.fields):
        columns = columns_of(layout, shipped())
        data = template_xlsx(layout, columns) if kind == "xlsx" else template_csv(columns)
        table = opened(csv_file(tmp_path, data, f"{layout.id}.{kind}"))
        findings = Findings()
        plan = plan_of(table, layout, findings)
        assert {slot.name for slot in plan.slots} == set(layout.fields)
        assert (plan.copies, plan.language, plan.file) == ("copies", "language", "file")
        assert not findings.found
        if sum(one.kind != "contact" for one in layout.fields.values()) > 1:
            assert [entry.sound for entry in read_entries(table, layout, shipped(), findings)] == [False]


def test_labels_and_samples_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    evil = field("evil", label="=cmd|' /C calc'!A0", sample="@SUM(1+1)")
    layout = replace(layout_with(evil, field("bell", label="Be\all")), title="=1+1")
    book = load_workbook(BytesIO(written(layout)))
    for page in book:
        assert not [cell.coordinate for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert book["Records"]["A1"].value == evil.label
    text = template_csv(columns_of(layout, shipped())).decode("utf-8-sig")
    assert text.startswith("'=cmd")
    assert opened(csv_file(tmp_path, text)).columns[0] == evil.label


def test_a_label_that_two_fields_share_gives_way_to_their_names() -> None:
    layout = layout_with(field("one", label="Phone"), field("two", label="Phone"), field("copies", label="Copies"))
    assert [column.heading for column in columns_of(layout, shipped())] == ["one", "two", "copies", "language", "file"]


def test_the_command_writes_a_workbook_and_never_over_another(handbill: Command, tmp_path: Path) -> None:
    done = handbill("template", CARD)
    assert done.code == 0, done.err
    data = (tmp_path / f"{CARD}.xlsx").read_bytes()
    assert data == written(shipped().layouts[CARD])
    (tmp_path / f"{CARD}.xlsx").write_bytes(b"mine")
    again = handbill("template", CARD)
    assert (again.code, "is there already" in again.err) == (2, True)
    assert (tmp_path / f"{CARD}.xlsx").read_bytes() == b"mine"
    write_new(tmp_path / f"{CARD}.xlsx", data, force=True)
    assert (tmp_path / f"{CARD}.xlsx").read_bytes() == data
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{CARD}.xlsx"]


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "lists").write_bytes(b"")
    with pytest.raises(SetupError, match="cannot be written"):
        write_new(tmp_path / "lists" / "tip.csv", b"", force=False)


def test_the_command_writes_a_csv_where_it_is_told_to(handbill: Command, tmp_path: Path) -> None:
    done = handbill("template", "hsi-tip-card", "--csv", "--out", "lists/tip.csv", "--json")
    assert done.json["files"] == [str(Path("lists/tip.csv"))]
    text = (tmp_path / "lists" / "tip.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "Your agency,Dispatch number,copies,language,file"


def test_a_layout_that_is_not_there_is_named_with_the_nearest(handbill: Command) -> None:
    done = handbill("template", "hsi-tip-crad")
    assert done.code == 2
    assert "Did you mean “hsi-tip-card”?" in done.err


@pytest.mark.parametrize(
    ("name", "layout"), [("campus-officers.csv", CARD), ("tip-cards.csv", "hsi-tip-card")], ids=["campus", "tips"]
)
def test_the_lists_to_try_are_without_fault(name: str, layout: str) -> None:
    findings = Findings()
    table = opened(ROOT / "data" / "samples" / name)
    read = list(read_entries(table, shipped().layouts[layout], shipped(), findings))
    assert len(read) == 4
    assert not [*findings, *(finding for entry in read for finding in entry.findings)]
