"""A file for each row: named as it asks or by its number, with its card in every place of its sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.making import Purpose
from generator.merging.files import MergeFiles
from generator.order import Order
from tests.merging.desk import NAME, Desk, fronts_of, manifest_of, names_on, pages_of, row, rows, words_on, written
from tests.merging.test_cards import drawn


def opened(desk: Desk, table: Path, **how: object) -> MergeFiles:
    return desk.checked(desk.merge(table, each=True, **how))  # type: ignore[arg-type]


def test_each_row_has_a_file_by_its_number_in_the_table(desk: Desk, tmp_path: Path) -> None:
    paths = drawn(opened(desk, written(tmp_path / "t.csv", rows(3))), tmp_path / "drawn")
    assert [path.name for path in paths] == [f"{NAME}.0000{number}.en.office.pdf" for number in (1, 2, 3)]
    assert [fronts_of(path, 3) for path in paths] == [[[number] * 10] for number in range(3)]


def test_a_row_left_out_keeps_its_number_for_itself(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", [row(0), row(1, name=""), row(2)])
    paths = drawn(opened(desk, table, keep_going=True), tmp_path / "drawn")
    assert [path.name for path in paths] == [f"{NAME}.0000{number}.en.office.pdf" for number in (1, 3)]


def test_a_column_names_the_files(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", [row(0, file="north"), row(1), row(2, file="South-2")])
    paths = drawn(opened(desk, table), tmp_path / "drawn")
    assert [path.name for path in paths] == [
        "north.en.office.pdf",
        f"{NAME}.00002.en.office.pdf",
        "South-2.en.office.pdf",
    ]
    assert [set(fronts_of(path, 3)[0]) for path in paths] == [{0}, {1}, {2}]


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ("north", "north", "row.file"),
        ("north", "North", "row.file"),
        (f"{NAME}.00002", "", "row.file"),
        (f"{NAME.upper()}.00002", "", "row.file"),
        ("../north", "", "row.file"),
        ("con", "", "row.file"),
    ],
    ids=["same", "same but for case", "a number’s", "a number’s but for case", "a folder", "a device"],
)
def test_no_file_takes_the_place_of_another(desk: Desk, tmp_path: Path, first: str, second: str, rule: str) -> None:
    table = written(tmp_path / "t.csv", [row(0, file=first), row(1, file=second)])
    found = desk.found(desk.merge(table, each=True))
    assert rule in {finding.rule for finding in found if finding.severity == "error"}


@pytest.mark.parametrize("file", [f"{NAME}.00001", f"{NAME}.00003", "roster"])
def test_a_name_that_no_other_row_gets_is_free(desk: Desk, tmp_path: Path, file: str) -> None:
    table = written(tmp_path / "t.csv", [row(0, file=file), row(1)])
    names = [path.name for path in drawn(opened(desk, table), tmp_path / "drawn")]
    assert names == [f"{file}.en.office.pdf", f"{NAME}.00002.en.office.pdf"]


def test_a_column_of_copies_says_nothing_to_files_of_single_rows(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", [row(0, copies="2"), row(1)])
    found = desk.found(desk.merge(table, each=True))
    assert "records.copies" in {finding.rule for finding in found if finding.severity == "error"}


def test_units_hold_fifty_rows_whoever_makes_them(desk: Desk, tmp_path: Path) -> None:
    files = opened(desk, written(tmp_path / "t.csv", rows(120)))
    assert [unit.pieces for unit in files.units()] == [50, 50, 20]
    assert len({unit.key for unit in files.units()}) == 3
    assert files.pieces == 120
    assert files.noun == "files"


def test_units_of_languages_and_purposes_are_told_apart(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", rows(3))
    order = Order(tmp_path / "out", (NAME,), ("en", "es"), (Purpose.OFFICE, Purpose.PRESS))
    files = opened(desk, table, order=order)
    units = list(files.units())
    assert [(unit.detail[0], unit.detail[1]) for unit in units] == [
        ("en", Purpose.OFFICE),
        ("en", Purpose.PRESS),
        ("es", Purpose.OFFICE),
        ("es", Purpose.PRESS),
    ]
    names = [path.name for path in drawn(files, tmp_path / "drawn")]
    assert len(set(names)) == len(names) == files.pieces == 12


def test_every_place_of_both_sides_has_the_card_of_the_file(desk: Desk, tmp_path: Path) -> None:
    files = opened(desk, written(tmp_path / "t.csv", rows(2)))
    sides = files.imposition(*next(iter(files.units())).detail[:2]).sides()
    for number, path in enumerate(drawn(files, tmp_path / "drawn")):
        for page in (0, 1):
            seen = [names_on(words, 2) for words in words_on(path, sides[page], page)]
            assert seen == [[number]] * 10


def test_a_row_that_fits_no_pattern_has_a_file_like_all_others(desk: Desk, tmp_path: Path) -> None:
    long = row(1, name="Ana Brandt 0001 whose name is so long that it takes a second line of this small card")
    paths = drawn(opened(desk, written(tmp_path / "t.csv", [row(0), long, row(2)])), tmp_path / "drawn")
    assert [fronts_of(path, 3) for path in paths] == [[[number] * 10] for number in range(3)]
    assert "takes a second line" in pages_of(paths[1])[0].replace("\r\n", " ")
    assert "takes a second line" not in pages_of(paths[2])[0].replace("\r\n", " ")


def test_a_shop_gets_a_file_of_two_pages_for_each_row(desk: Desk, tmp_path: Path) -> None:
    order = Order(tmp_path / "out", (NAME,), ("en",), (Purpose.PRESS,))
    paths = drawn(opened(desk, written(tmp_path / "t.csv", rows(2)), order=order), tmp_path / "drawn")
    assert [[names_on(text, 2) for text in pages_of(path)] for path in paths] == [[[0], [0]], [[1], [1]]]


def test_the_manifest_tells_each_file_its_own_numbers_and_addresses(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", rows(3)), each=True)
    desk.made(merge)
    files = manifest_of(merge)["files"]
    assert [entry["local_numbers"] for entry in files.values()] == [
        [row(number)["phone"], row(number)["url"]] for number in range(3)
    ]
    assert {entry["pages"] for entry in files.values()} == {2}
    assert len({entry["sha256"] for entry in files.values()}) == 3
