"""Part-used sheets and runs of many cards: holes on both sides, marks where pieces stand, and no work done twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.stocks import Stock
from generator.compose.extents import item_extent
from generator.compose.items import Face, Group, PathItem, Piece
from generator.errors import Refused
from generator.geometry import Rect
from generator.press import seated
from generator.press.duplex import Flip, back_of
from generator.press.margins import margin_marks
from generator.press.plans import office_sheets
from generator.press.seated import places_on, seated_sheets, sheet_plan
from generator.press.seats import Seating, seats
from generator.press.sheets import Sheet
from tests.press.samples import (
    A4,
    AVERY_5361,
    AVERY_5371,
    AVERY_8373,
    CARD,
    LETTER,
    LETTER_LYING,
    SLUG,
    assert_in_register,
    crops_of,
    marks_of,
    piece_of,
    texts_of,
)

STOCKED = {
    "letter": (CARD, LETTER),
    "letter-lying": (CARD, LETTER_LYING),
    "a4": (CARD, A4),
    "avery-5371": (CARD, AVERY_5371),
    "avery-8373": (CARD, AVERY_8373),
    "avery-5361": (piece_of("3.25in", "2in"), AVERY_5361),
}
stocked = pytest.mark.parametrize(("piece", "stock"), STOCKED.values(), ids=list(STOCKED))


def another(number: int, piece: Piece = CARD) -> Piece:
    """A piece of the same size with faces of its own."""
    faces = tuple(replace(face, name=f"{face.name} {number}") for face in piece.faces)
    return replace(piece, faces=faces)


def standing(sheet: Sheet) -> list[Rect]:
    return [slot.trim for slot in sheet.slots]


def names(sheet: Sheet) -> list[str]:
    return [slot.face.name for slot in sheet.slots]


@stocked
@pytest.mark.parametrize("flip", Flip)
def test_places_before_the_start_and_skipped_ones_stay_empty_on_both_sides(
    piece: Piece, stock: Stock, flip: Flip
) -> None:
    full = office_sheets(piece, stock, flip, SLUG)
    front, back = office_sheets(piece, stock, flip, SLUG, Seating(2, (3,)))
    kept = [number for number in range(1, len(full[0].slots) + 1) if number not in (1, 3)]
    assert standing(front) == [standing(full[0])[number - 1] for number in kept]
    assert standing(back) == [standing(full[1])[number - 1] for number in kept]
    assert_in_register(front.slots, back.slots, front.size, flip)


@stocked
def test_nothing_is_printed_on_an_empty_place(piece: Piece, stock: Stock) -> None:
    full = office_sheets(piece, stock, Flip.LONG, SLUG)
    for whole, side in zip(full, office_sheets(piece, stock, Flip.LONG, SLUG, Seating(2, (3,))), strict=True):
        empty = [slot.trim for slot in whole.slots if slot.trim not in standing(side)]
        assert len(empty) == 2
        assert not [item for item in marks_of(side) if any(item_extent(item).overlaps(hole, 1e-6) for hole in empty)]


def ends(sheet: Sheet) -> tuple[set[float], set[float]]:
    """The x of the upright crop marks and the y of the lying ones."""
    upright, lying = set(), set()
    for mark in crops_of(sheet):
        (_, start), (_, end) = mark.steps
        if start[0] == end[0]:
            upright.add(round(start[0], 3))
        else:
            lying.add(round(start[1], 3))
    return upright, lying


@pytest.mark.parametrize(("piece", "stock"), [(CARD, LETTER), (CARD, A4), (CARD, LETTER_LYING)], ids=["a", "b", "c"])
@pytest.mark.parametrize("start", range(1, 11))
def test_crop_marks_stand_at_the_cuts_of_standing_pieces_and_nowhere_else(
    piece: Piece, stock: Stock, start: int
) -> None:
    start = min(start, places_on(stock, piece))
    for side in office_sheets(piece, stock, Flip.LONG, SLUG, Seating(start)):
        upright, lying = ends(side)
        assert upright == {round(edge, 3) for trim in standing(side) for edge in (trim.x, trim.right)}
        assert lying == {round(edge, 3) for trim in standing(side) for edge in (trim.y, trim.bottom)}


def test_fold_marks_stand_at_the_folds_of_standing_pieces_and_nowhere_else() -> None:
    folded = replace(CARD, faces=(replace(CARD.faces[0], folds=((False, 40.0),)), CARD.faces[1]))
    front, _ = office_sheets(folded, LETTER, Flip.LONG, SLUG, Seating(5))
    dashed = {round(item.steps[0][1][1], 3) for item in marks_of(front) if isinstance(item, PathItem) and item.dash}
    assert dashed == {round(trim.y + 40, 3) for trim in standing(front)}
    assert len(dashed) == 3


@pytest.mark.parametrize("stock", [AVERY_5371, AVERY_8373], ids=["touching", "apart"])
def test_a_perforated_sheet_has_no_crop_marks_part_used_or_not(stock: Stock) -> None:
    for side in office_sheets(CARD, stock, Flip.LONG, SLUG, Seating(4, (7,))):
        assert crops_of(side) == []


def test_the_slug_says_which_places_are_left_out_as_counted_on_the_front() -> None:
    for side in office_sheets(CARD, AVERY_5371, Flip.LONG, SLUG, Seating(4, (7,))):
        assert "left empty: 1–3, 7" in [text.replace("\u2066", "").replace("\u2069", "") for text in texts_of(side)]
    for side in office_sheets(CARD, AVERY_5371, Flip.LONG, SLUG):
        assert not any("left empty" in text for text in texts_of(side))


def test_copies_fill_sheet_after_sheet_and_only_the_first_has_the_holes() -> None:
    sheets = office_sheets(CARD, AVERY_5371, Flip.LONG, SLUG, Seating(9, (), 15))
    assert [sheet.label for sheet in sheets] == ["front", "back"] * 3
    assert [len(sheet.slots) for sheet in sheets] == [2, 2, 10, 10, 3, 3]
    assert standing(sheets[4]) == standing(sheets[2])[:3]


def test_a_booklet_takes_whole_sheets() -> None:
    pages = tuple(replace(CARD.faces[0], name=f"page-{number}") for number in range(8))
    booklet = replace(CARD, faces=pages, saddle=True)
    assert len(office_sheets(booklet, LETTER, Flip.LONG, SLUG)) == 4
    with pytest.raises(Refused) as refused:
        office_sheets(booklet, LETTER, Flip.LONG, SLUG, Seating(2))
    assert [finding.rule for finding in refused.value.findings] == ["sheet.booklet"]


def test_a_place_that_is_not_there_is_refused_with_the_piece_and_its_stock() -> None:
    with pytest.raises(Refused) as refused:
        office_sheets(CARD, AVERY_5371, Flip.LONG, SLUG, Seating(11, (12,)))
    assert [(finding.rule, finding.place.key) for finding in refused.value.findings] == [
        ("sheet.start", "tip-card on avery-5371"),
        ("sheet.skip", "tip-card on avery-5371"),
    ]


@settings(deadline=None, max_examples=20)
@given(
    st.sampled_from(sorted(STOCKED)),
    st.sampled_from(Flip),
    st.integers(0, 40),
    st.integers(1, 3),
    st.frozensets(st.integers(1, 2)),
    st.booleans(),
)
def test_every_card_of_a_run_has_its_own_back_behind_it(
    name: str, flip: Flip, total: int, start: int, skip: frozenset[int], stacked: bool
) -> None:
    piece, stock = STOCKED[name]
    wanted = list(seats(total, places_on(stock, piece), start=start, skip=skip, stacked=stacked))
    made = list(seated_sheets(lambda number: another(number, piece), wanted, stock, flip, SLUG))
    assert len(made) == len(wanted)
    seen = []
    for front, back in made:
        behind = {slot.face.name: slot for slot in back.slots}
        for slot in front.slots:
            number = slot.face.name.removeprefix("front ")
            seen.append(int(number))
            assert behind[f"back {number}"].trim == back_of(slot.trim, front.size, flip)
        assert_in_register(front.slots, back.slots, front.size, flip)
    assert sorted(seen) == list(range(total))


def test_a_run_makes_the_marks_of_its_full_sheets_once() -> None:
    made = list(seated_sheets(another, seats(45, 10, start=4), AVERY_5371, Flip.LONG, SLUG))
    assert [len(front.slots) for front, _ in made] == [7, 10, 10, 10, 8]
    assert made[1][0].marks is made[2][0].marks is made[3][0].marks
    assert made[1][1].marks is made[3][1].marks
    assert made[0][0].marks is not made[1][0].marks


def test_a_run_asks_for_pieces_only_as_sheets_are_taken() -> None:
    asked: list[int] = []

    def piece_of_card(number: int) -> Piece:
        asked.append(number)
        return another(number)

    run = seated_sheets(piece_of_card, seats(1000, 10), AVERY_5371, Flip.LONG, SLUG)
    assert asked == []
    next(run)
    assert asked == list(range(10))


def test_the_front_and_back_of_a_plan_take_faces_one_by_one() -> None:
    plan = sheet_plan(CARD, AVERY_5371, Flip.LONG, SLUG)
    faces: list[Face | None] = [replace(CARD.faces[0], name=str(number)) for number in range(10)]
    faces[4] = None
    front, back = plan.front(faces), plan.back(faces)
    assert names(front) == names(back) == [str(number) for number in range(10) if number != 4]
    assert [slot.trim for slot in back.slots] == [back_of(slot.trim, front.size, Flip.LONG) for slot in front.slots]
    with pytest.raises(ValueError, match="argument"):
        plan.front(faces[:9])


def test_a_piece_of_one_face_has_no_back_in_its_plan() -> None:
    single = piece_of("3.5in", "2in", 1)
    plan = sheet_plan(single, AVERY_5371, Flip.LONG, SLUG)
    (sheet,) = plan.sheets([single] * 10)
    assert len(sheet.slots) == 10
    with pytest.raises(IndexError):
        plan.back([None] * 10)


def test_the_marks_of_a_run_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take milliseconds: 200 sheets must not cost 200 sets, but one for the fronts and one for the backs."""
    made: list[Group] = []

    def marked(*args: Any) -> Group:
        made.append(margin_marks(*args))
        return made[-1]

    monkeypatch.setattr(seated, "margin_marks", marked)
    sheets = list(seated_sheets(lambda _: CARD, seats(2000, 10), AVERY_5371, Flip.LONG, SLUG))
    assert len(sheets) == 200
    assert len(made) == 2
    assert all(side.marks is marks for sides in sheets for side, marks in zip(sides, made, strict=True))
