"""Cards in their places: each row on both sides of its card, as often as it asks, in the order that was asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from generator.geometry import Rect
from generator.making import Purpose
from generator.merging.files import MergeFiles
from generator.order import Order
from generator.pdf.placing import corners
from generator.pdf.raster import render
from generator.press.seats import Seating
from tests.merging.desk import NAME, PAGE, Desk, fronts_of, names_on, pages_of, row, rows, words_on, written

OFFICE = f"{NAME}.en.office.pdf"
# Letter paper holds two columns of five wallet cards.
PLACES = 10


def drawn(files: MergeFiles, folder: Path) -> list[Path]:
    """All files of a merge, drawn into a folder."""
    folder.mkdir(exist_ok=True)
    return [folder / one.name for unit in files.units() for one in files.drawn(unit, folder)]


def fronts(desk: Desk, folder: Path, table: Path, count: int, **how: object) -> dict[str, list[list[int]]]:
    """The rows on the front of each sheet of each file, in reading order."""
    seating = how.pop("seating", None)
    files = desk.checked(desk.merge(table, seating=seating, **how))  # type: ignore[arg-type]
    return {path.name: fronts_of(path, count) for path in drawn(files, folder / "drawn")}


def test_every_place_has_the_front_and_the_back_of_one_card(desk: Desk, tmp_path: Path) -> None:
    files = desk.checked(desk.merge(written(tmp_path / "t.csv", rows(12))))
    (path,) = drawn(files, tmp_path / "drawn")
    (unit,) = files.units()
    sides = files.imposition(*unit.detail[:2]).sides()
    for page, first in ((0, 0), (1, 0), (2, 10), (3, 10)):
        shown = words_on(path, sides[page % 2], page)
        wanted = [f"Ana Brandt {number:04}" for number in range(first, min(first + PLACES, 12))]
        assert [name in text for name, text in zip(wanted, shown, strict=False)] == [True] * len(wanted)
        assert "".join(shown).count("Ana Brandt") == len(wanted)


@pytest.mark.parametrize("number", [0, 3, 9])
def test_the_back_of_a_card_lies_behind_its_front(desk: Desk, tmp_path: Path, number: int) -> None:
    """The sheet is turned over its long edge: what is on the left of a front is on the right of its back."""
    files = desk.checked(desk.merge(written(tmp_path / "t.csv", rows(10))))
    (path,) = drawn(files, tmp_path / "drawn")
    (unit,) = files.units()
    front = files.imposition(*unit.detail[:2]).sides()[0]
    spot = front.slots[number].trim
    behind = Rect(front.size.width - spot.right, spot.y, spot.width, spot.height)
    with pypdfium2.PdfDocument(path) as document:
        words = document[1].get_textpage().get_text_bounded(*corners(behind, front.size.height))
    assert names_on(words, 10) == [number]
    assert f"Campus {number % 7}" in words
    assert f"202-555-01{number:02}" in words
    scale = 3
    picture = render(path.read_bytes(), 72 * scale, 1)[0]
    edges = (behind.x, behind.y, behind.right, behind.bottom)
    codes = zxingcpp.read_barcodes(picture.crop(tuple(round(edge * scale) for edge in edges)))
    assert [code.text for code in codes] == [f"{PAGE}?ref=C{number:05}"]


def test_cards_stand_in_the_order_of_their_rows(desk: Desk, tmp_path: Path) -> None:
    found = fronts(desk, tmp_path, written(tmp_path / "t.csv", rows(23)), 23)
    assert found == {OFFICE: [list(range(10)), list(range(10, 20)), [20, 21, 22]]}


def test_a_column_says_how_many_of_each(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", [row(0, copies="3"), row(1, copies="1"), row(2, copies="2")])
    assert fronts(desk, tmp_path, table, 3) == {OFFICE: [[0, 0, 0, 1, 2, 2]]}


def test_copies_of_the_order_are_those_of_every_row(desk: Desk, tmp_path: Path) -> None:
    found = fronts(desk, tmp_path, written(tmp_path / "t.csv", rows(3)), 3, seating=Seating(copies=4))
    assert found == {OFFICE: [[0, 0, 0, 0, 1, 1, 1, 1, 2, 2], [2, 2]]}


def test_a_row_that_says_its_copies_is_not_overruled(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", [row(0, copies="2"), row(1, copies="5")])
    assert fronts(desk, tmp_path, table, 2, seating=Seating(copies=3)) == {OFFICE: [[0, 0, 1, 1, 1, 1, 1]]}


def test_collated_copies_come_in_rounds(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", [row(0, copies="2"), row(1, copies="3"), row(2)])
    assert fronts(desk, tmp_path, table, 3, collated=True) == {OFFICE: [[0, 1, 2, 0, 1, 1]]}


def test_a_stacked_pile_is_in_order_once_it_is_cut(desk: Desk, tmp_path: Path) -> None:
    found = fronts(desk, tmp_path, written(tmp_path / "t.csv", rows(30)), 30, stacked=True)[OFFICE]
    assert len(found) == 3
    # Cut as one pile, each place gives a small pile; laid on each other they are all cards in order.
    cut = [[sheet[place] for sheet in found] for place in range(PLACES)]
    assert [card for pile in cut for card in pile] == list(range(30))


def test_a_pile_that_does_not_fill_its_last_sheet_is_in_order_too(desk: Desk, tmp_path: Path) -> None:
    files = desk.checked(desk.merge(written(tmp_path / "t.csv", rows(17)), stacked=True))
    (path,) = drawn(files, tmp_path / "drawn")
    (unit,) = files.units()
    side = files.imposition(*unit.detail[:2]).sides()[0]
    piles = [[names_on(words_on(path, side, page)[place], 17) for page in (0, 2)] for place in range(PLACES)]
    assert [card for pile in piles for cards in pile for card in cards] == list(range(17))


def test_a_part_used_sheet_is_filled_from_its_first_free_place(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", rows(9)), seating=Seating(start=4, skip=(6,)))
    files = desk.checked(merge)
    (path,) = drawn(files, tmp_path / "drawn")
    (unit,) = files.units()
    side = files.imposition(*unit.detail[:2]).sides()[0]
    seen = [names_on(words, 9) for words in words_on(path, side, 0)]
    assert seen == [[], [], [], [0], [1], [], [2], [3], [4], [5]]
    assert [names_on(words, 9) for words in words_on(path, side, 2)][:4] == [[6], [7], [8], []]


def test_only_the_first_file_begins_on_a_part_used_sheet(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", rows(12))
    files = desk.checked(desk.merge(table, seating=Seating(start=9), split=6))
    first, second = drawn(files, tmp_path / "drawn")
    side = files.imposition(*next(iter(files.units())).detail[:2]).sides()[0]
    places = [[bool(names_on(words, 12)) for words in words_on(path, side, 0)] for path in (first, second)]
    assert places == [[False] * 8 + [True] * 2, [True] * 6 + [False] * 4]
    assert fronts_of(first, 12) == [[0, 1], [2, 3, 4, 5]]
    assert fronts_of(second, 12) == [list(range(6, 12))]


@pytest.mark.parametrize(("split", "sizes"), [(5, [5, 5, 2]), (6, [6, 6]), (12, [12]), (40, [12]), (0, [12])])
def test_a_file_has_at_most_so_many_cards_and_a_number_among_others(
    desk: Desk, tmp_path: Path, split: int, sizes: list[int]
) -> None:
    found = fronts(desk, tmp_path, written(tmp_path / "t.csv", rows(12)), 12, split=split)
    numbers = [f"{number:03}." if len(sizes) > 1 else "" for number in range(1, len(sizes) + 1)]
    assert list(found) == [f"{NAME}.en.{number}office.pdf" for number in numbers]
    assert [sum(map(len, sheets)) for sheets in found.values()] == sizes
    assert [card for sheets in found.values() for sheet in sheets for card in sheet] == list(range(12))


def test_copies_of_one_row_may_be_divided_among_files(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", [row(0, copies="4"), row(1, copies="3")])
    found = fronts(desk, tmp_path, table, 2, split=5)
    assert list(found.values()) == [[[0, 0, 0, 0, 1]], [[1, 1]]]


def test_each_language_has_files_of_its_own_rows(desk: Desk, tmp_path: Path) -> None:
    records = [row(number, language=("en", "es")[number % 3 == 1]) for number in range(7)]
    table = written(tmp_path / "t.csv", records)
    found = fronts(desk, tmp_path, table, 7)
    assert found == {OFFICE: [[0, 2, 3, 5, 6]], f"{NAME}.es.office.pdf": [[1, 4]]}
    spanish = pages_of(tmp_path / f"drawn/{NAME}.es.office.pdf")[1]
    assert "911" in spanish
    assert "Emergency" not in spanish


def test_without_a_column_every_row_is_merged_in_each_language_asked_for(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", rows(3))
    order = Order(tmp_path / "out", (NAME,), ("en", "es"), (Purpose.OFFICE,))
    files = desk.checked(desk.merge(table, order=order))
    found = {path.name: fronts_of(path, 3) for path in drawn(files, tmp_path / "drawn")}
    assert found == {f"{NAME}.{lang}.office.pdf": [[0, 1, 2]] for lang in ("en", "es")}
    assert files.pieces == 6


def test_a_print_shop_gets_a_page_for_each_side_of_each_card(desk: Desk, tmp_path: Path) -> None:
    order = Order(tmp_path / "out", (NAME,), ("en",), (Purpose.PRESS, Purpose.OFFICE))
    files = desk.checked(desk.merge(written(tmp_path / "t.csv", rows(3)), order=order))
    paths = drawn(files, tmp_path / "drawn")
    assert [path.name for path in paths] == [f"{NAME}.en.press.pdf", OFFICE]
    assert [names_on(text, 3) for text in pages_of(paths[0])] == [[0], [0], [1], [1], [2], [2]]
    with pypdfium2.PdfDocument(paths[0]) as document:
        wide, high = document[0].get_size()
    # A wallet card with marks around it, not a sheet of paper.
    assert 252 < wide < 400
    assert 144 < high < 300


def test_places_of_part_used_sheets_are_no_business_of_a_shop(desk: Desk, tmp_path: Path) -> None:
    order = Order(tmp_path / "out", (NAME,), ("en",), (Purpose.PRESS,), seating=Seating(start=3))
    files = desk.checked(desk.merge(written(tmp_path / "t.csv", rows(2)), order=order))
    (path,) = drawn(files, tmp_path / "drawn")
    assert [names_on(text, 2) for text in pages_of(path)] == [[0], [0], [1], [1]]


def test_an_own_value_for_all_cards_comes_from_the_order(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", rows(2))
    lines = [",".join((cells[0], *cells[2:])) for cells in (line.split(",") for line in table.read_text().splitlines())]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    merge = desk.merge(table)
    order = replace(merge.order, fields={"campus": "North Campus"})
    (path,) = drawn(desk.checked(replace(merge, order=order)), tmp_path / "drawn")
    assert pages_of(path)[1].count("North Campus") == 2


def test_sheets_that_leave_the_same_places_empty_are_one_object(desk: Desk, tmp_path: Path) -> None:
    files = desk.checked(desk.merge(written(tmp_path / "t.csv", rows(3))))
    (unit,) = files.units()
    imposition = files.imposition(*unit.detail[:2])
    assert imposition.sides() is imposition.sides(())
    assert imposition.sides((4, 5)) is imposition.sides((4, 5))
    assert len(imposition.sides((4, 5))[0].slots) == PLACES - 2
    assert imposition.places == PLACES
