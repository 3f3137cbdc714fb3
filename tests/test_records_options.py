"""The options of `build --records`: what says nothing, or contradicts itself, is told and nothing is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Command
from tests.merging.desk import LAYOUT, LAYOUT_FILE, NAME, pages_of, row, rows, written


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of two sound rows, beside a workspace with the layout."""
    path = tmp_path / "ours" / LAYOUT_FILE
    path.parent.mkdir(parents=True)
    path.write_text(LAYOUT, encoding="utf-8")
    return written(tmp_path / "t.csv", rows(2))


@pytest.mark.parametrize(
    "option",
    [
        ["--each"],
        ["--stacked"],
        ["--collated"],
        ["--keep-going"],
        ["--resume"],
        ["--restart"],
        ["--split", "5"],
        ["--encoding", "cp1252"],
        ["--sheet", "Roster"],
        ["--column", "name=Name"],
    ],
    ids=lambda option: option[0],
)
def test_an_option_of_merges_without_a_table_is_told(handbill: Command, tmp_path: Path, option: list[str]) -> None:
    ran = handbill("build", "hsi-tip-card", *option)
    assert ran.code == 2
    assert f"{option[0]} is for merges: name a table with --records." in ran.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--resume", "--restart"], "say one of them"),
        (["hsi-tip-card"], "A table fills one layout"),
        (["--purpose", "office,screen"], "not for screen: use --purpose"),
        (["--purpose", "vcard"], "not for vcard: use --purpose"),
        (["--purpose", "image"], "not for image: use --purpose"),
        (["--each", "--split", "2"], "leave --split, --stacked and --collated out"),
        (["--each", "--stacked"], "leave --split, --stacked and --collated out"),
        (["--each", "--collated"], "leave --split, --stacked and --collated out"),
        (["--each", "--copies", "3"], "leave --start, --skip and --copies out"),
        (["--rule", "ca-civ-52.6"], "A notice for a posting rule has no records"),
        (["--purpose", "press", "--start", "2"], "add --purpose office"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_options_that_do_not_go_together_are_told(
    handbill: Command, table: Path, tmp_path: Path, options: list[str], said: str
) -> None:
    ran = handbill("build", NAME, *options, "--records", table.name, "--workspace", "ours", "--out", "made")
    assert ran.code == 2
    assert said in " ".join(ran.err.split())
    assert "Traceback" not in ran.err
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("split", ["-1", "two"])
def test_a_file_has_a_whole_number_of_cards(handbill: Command, table: Path, split: str) -> None:
    ran = handbill("build", NAME, "--records", table.name, "--workspace", "ours", "--split", split)
    assert ran.code == 2
    assert "--split" in ran.err


def test_a_table_that_is_not_there_is_told(handbill: Command) -> None:
    ran = handbill("build", NAME, "--records", "nowhere.csv")
    assert ran.code == 2
    assert "nowhere.csv" in ran.err


def test_a_layout_without_a_table_is_no_merge_and_one_that_is_unknown_is_told(handbill: Command, table: Path) -> None:
    ran = handbill("build", "roster-cart", "--records", table.name, "--workspace", "ours")
    assert ran.code == 2
    assert f"Did you mean “{NAME}”?" in ran.err


def test_faulty_rows_end_with_their_places_and_no_file(handbill: Command, table: Path, tmp_path: Path) -> None:
    written(table, [row(0), row(1, phone="12"), row(2, name="")])
    ran = handbill("build", NAME, "--records", table.name, "--workspace", "ours", "--out", "made")
    assert ran.code == 1
    assert "row 3, column C “phone”" in ran.out + ran.err
    assert "row 4, column A “name”" in ran.out + ran.err
    assert not list((tmp_path / "made").glob("*.pdf"))


def test_programs_get_one_object_with_every_file(handbill: Command, table: Path) -> None:
    said = ("--records", table.name, "--workspace", "ours", "--out", "made", "--keep-going", "--json")
    written(table, [row(0), row(1, phone="12")])
    told = handbill("build", NAME, *said).json
    assert set(told["files"]) == {f"{NAME}.en.office.pdf", "manifest.json", "rejected.csv"}
    assert told["failed"] == []
    assert "field.phone" in {finding["rule"] for finding in told["findings"]}


def test_a_merge_that_nobody_says_the_purpose_of_is_for_an_office(handbill: Command, table: Path) -> None:
    ran = handbill("build", NAME, "--records", table.name, "--workspace", "ours", "--out", "made", "--draft")
    assert ran.code == 0
    assert f"{NAME}.en.draft.office.pdf" in ran.out
    assert "press" not in ran.out


def test_the_columns_that_were_said_fill_the_cards(handbill: Command, table: Path, tmp_path: Path) -> None:
    text = table.read_text(encoding="utf-8").replace("name,campus", "Who,Where=here", 1)
    table.write_text(text, encoding="utf-8")
    said = ("--column", "name=who", "--column", "campus=Where=here", "--records", table.name, "--workspace", "ours")
    ran = handbill("build", NAME, *said, "--out", "made", "--purpose", "press")
    assert ran.code == 0, ran.err
    words = " ".join(pages_of(tmp_path / f"made/{NAME}.en.press.pdf"))
    assert "Ana Brandt 0000" in words
    assert "Campus 1" in words


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (["name"], "--column takes FIELD=HEADING, not “name”"),
        (["name=A", "name=B"], "--column name is given twice, as “A” and as “B”"),
    ],
    ids=["no-pair", "twice"],
)
def test_a_column_is_said_once_as_a_pair(
    handbill: Command, table: Path, tmp_path: Path, columns: list[str], said: str
) -> None:
    options = [word for column in columns for word in ("--column", column)]
    ran = handbill("build", NAME, *options, "--records", table.name, "--workspace", "ours", "--out", "made")
    assert ran.code == 2
    assert said in " ".join(ran.err.split())
    assert not (tmp_path / "made").exists()


def test_all_that_is_wrong_with_columns_is_told_with_the_nearest_names(handbill: Command, table: Path) -> None:
    options = ("--column", "campus=Campos", "--column", "nam=name", "--records", table.name, "--workspace", "ours")
    ran = handbill("build", NAME, *options, "--out", "made")
    told = " ".join((ran.out + ran.err).split())
    assert ran.code == 1
    assert "The table has no column “Campos”, which is to fill “campus”. Did you mean “campus”?" in told
    assert f"There is no field “nam” in “{NAME}”. Did you mean “name”?" in told
