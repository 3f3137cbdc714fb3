"""Backs lie behind their fronts, upright for the reader who turns the piece like a page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.stocks import Stock
from generator.geometry import Rect, Size
from generator.press.duplex import Flip, back_of, back_turn
from generator.press.plans import office_sheets
from tests.press.samples import (
    A4,
    AVERY_5361,
    AVERY_5371,
    CARD,
    LETTER,
    LETTER_LYING,
    SLUG,
    assert_in_register,
    piece_of,
    plain,
)

PORTRAIT, LANDSCAPE = Size(612, 792), Size(792, 612)
RECT = Rect(10, 20, 30, 40)
STOCKS = (LETTER, A4, LETTER_LYING, AVERY_5371, AVERY_5361)
coordinates = st.floats(0, 1000, allow_nan=False)
rects = st.builds(Rect, coordinates, coordinates, coordinates, coordinates)
sizes = st.builds(Size, st.floats(10, 1000), st.floats(10, 1000))


@pytest.mark.parametrize(
    ("paper", "flip", "back"),
    [
        (PORTRAIT, Flip.LONG, Rect(612 - 40, 20, 30, 40)),
        (PORTRAIT, Flip.SHORT, Rect(10, 792 - 60, 30, 40)),
        (LANDSCAPE, Flip.LONG, Rect(10, 612 - 60, 30, 40)),
        (LANDSCAPE, Flip.SHORT, Rect(792 - 40, 20, 30, 40)),
    ],
)
def test_the_long_edge_stands_on_portrait_paper_and_lies_on_landscape_paper(
    paper: Size, flip: Flip, back: Rect
) -> None:
    assert back_of(RECT, paper, flip) == back


@pytest.mark.parametrize(
    ("paper", "flip", "turns"),
    [
        (PORTRAIT, Flip.LONG, {0: 0, 90: 270, 180: 180, 270: 90}),
        (PORTRAIT, Flip.SHORT, {0: 180, 90: 90, 180: 0, 270: 270}),
        (LANDSCAPE, Flip.LONG, {0: 180, 90: 90, 180: 0, 270: 270}),
        (LANDSCAPE, Flip.SHORT, {0: 0, 90: 270, 180: 180, 270: 90}),
    ],
)
def test_a_back_is_turned_so_that_its_top_lies_behind_the_top_of_the_front(
    paper: Size, flip: Flip, turns: dict[int, int]
) -> None:
    assert {turn: back_turn(turn, paper, flip) for turn in turns} == turns


@settings(deadline=None, max_examples=200)
@given(rects, sizes, st.sampled_from(Flip), st.sampled_from((0, 90, 180, 270)))
def test_paper_turned_twice_lies_as_it_lay(rect: Rect, size: Size, flip: Flip, turn: int) -> None:
    again = back_of(back_of(rect, size, flip), size, flip)
    assert again.x == pytest.approx(rect.x, abs=1e-9)
    assert again.y == pytest.approx(rect.y, abs=1e-9)
    assert (again.width, again.height) == (rect.width, rect.height)
    assert back_turn(back_turn(turn, size, flip), size, flip) == turn


@pytest.mark.parametrize("flip", Flip)
@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: stock.id)
def test_every_card_has_its_back_behind_it_on_every_kind_of_stock(stock: Stock, flip: Flip) -> None:
    piece = piece_of("3.25in", "2in") if stock is AVERY_5361 else CARD
    front, back = office_sheets(piece, stock, flip, SLUG)
    assert_in_register(front.slots, back.slots, front.size, flip)
    assert {slot.face.name for slot in front.slots} == {"front"}
    assert {slot.face.name for slot in back.slots} == {"back"}


def test_a_sheet_with_one_column_off_the_middle_has_its_backs_on_the_other_half() -> None:
    front, back = office_sheets(piece_of("3.25in", "2in"), AVERY_5361, Flip.LONG, SLUG)
    assert {round(slot.trim.x, 3) for slot in front.slots} == {round(4.3126 * 72, 3)}
    assert {round(slot.trim.x, 3) for slot in back.slots} == {round((8.5 - 4.3126 - 3.25) * 72, 3)}


@settings(deadline=None, max_examples=60)
@given(
    st.tuples(st.integers(45, 120), st.integers(45, 120)),
    st.integers(0, 8),
    st.integers(0, 4),
    st.booleans(),
    st.sampled_from(Flip),
)
def test_backs_are_in_register_for_any_piece_gutter_paper_and_flip(
    size: tuple[int, int], gutter: int, bleed: int, lying: bool, flip: Flip
) -> None:
    paper = ("400mm", "300mm") if lying else ("300mm", "400mm")
    stock = plain(*paper, gutter=f"{gutter}mm")
    front, back = office_sheets(piece_of(f"{size[0]}mm", f"{size[1]}mm", bleed=f"{bleed}mm"), stock, flip, SLUG)
    assert_in_register(front.slots, back.slots, front.size, flip)
