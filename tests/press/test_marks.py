"""Crop marks show every cut and never print on a piece."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.stocks import Stock
from generator.compose.extents import item_extent
from generator.compose.items import PathItem
from generator.geometry import Rect, bounds
from generator.press.duplex import Flip
from generator.press.marks import OFFICE_MARK, PRESS_MARK, REGISTRATION, TARGET, crop_marks, targets
from generator.press.plans import office_sheets
from tests.press.samples import A4, AVERY_5371, CARD, LETTER, SLUG, crops_of, plain

PIECE = Rect(100, 100, 252, 144)


def ends(mark: PathItem) -> tuple[tuple[float, ...], tuple[float, ...]]:
    (_, start), (_, end) = mark.steps
    return start, end


def grid_of(columns: int, rows: int, gutter: float) -> tuple[Rect, ...]:
    return tuple(
        Rect(100 + i * (60 + gutter), 100 + j * (40 + gutter), 60, 40) for j in range(rows) for i in range(columns)
    )


def test_one_piece_has_eight_marks_on_the_lines_of_its_edges() -> None:
    marks = crop_marks((PIECE,), 9, PRESS_MARK)
    upright = sorted(ends(mark)[0][0] for mark in marks if ends(mark)[0][0] == ends(mark)[1][0])
    lying = sorted(ends(mark)[0][1] for mark in marks if ends(mark)[0][1] == ends(mark)[1][1])
    assert upright == [100, 100, 352, 352]
    assert lying == [100, 100, 244, 244]


def test_marks_are_hairlines_three_sixteenths_of_an_inch_long_in_the_registration_ink() -> None:
    for mark in crop_marks((PIECE,), 9, PRESS_MARK):
        start, end = ends(mark)
        assert abs(start[0] - end[0]) + abs(start[1] - end[1]) == pytest.approx(PRESS_MARK)
        assert (mark.stroke, mark.stroke_width, mark.fill) == (REGISTRATION, 0.25, "")


def test_the_round_cap_of_a_mark_ends_where_the_bleed_ends() -> None:
    left = min((item_extent(mark) for mark in crop_marks((PIECE,), 9, PRESS_MARK)), key=lambda rect: rect.x)
    assert left.right == pytest.approx(PIECE.x - 9)


def test_without_bleed_marks_still_stand_off_the_piece() -> None:
    for mark in crop_marks((PIECE,), 0, PRESS_MARK):
        assert not item_extent(mark).overlaps(PIECE.inset(-2.9))


def test_pieces_that_touch_share_a_cut_and_pieces_apart_have_two() -> None:
    assert len(crop_marks(grid_of(2, 1, 0), 9, PRESS_MARK)) == 2 * 3 + 2 * 2
    assert len(crop_marks(grid_of(2, 1, 6), 9, PRESS_MARK)) == 2 * 4 + 2 * 2


@settings(deadline=None, max_examples=80)
@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 30), st.integers(0, 12))
def test_marks_stand_in_the_outer_margins_only(columns: int, rows: int, gutter: int, bleed: int) -> None:
    trims = grid_of(columns, rows, gutter)
    block = bounds(trims)
    edges = {("x", value) for trim in trims for value in (trim.x, trim.right)}
    edges |= {("y", value) for trim in trims for value in (trim.y, trim.bottom)}
    marks = crop_marks(trims, bleed, OFFICE_MARK)
    shown = set()
    for mark in marks:
        assert not item_extent(mark).overlaps(block.inset(-bleed), 1e-9)
        start, end = ends(mark)
        shown.add(("x", start[0]) if start[0] == end[0] else ("y", start[1]))
    assert shown == edges
    assert len(marks) == 2 * len(edges)


@pytest.mark.parametrize("stock", [LETTER, A4, plain("8.5in", "11in", gutter="0.25in")], ids=lambda stock: stock.id)
@pytest.mark.parametrize("flip", Flip)
def test_no_mark_of_a_sheet_enters_a_piece_or_its_bleed_or_the_unprintable_edge(stock: Stock, flip: Flip) -> None:
    for sheet in office_sheets(CARD, stock, flip, SLUG):
        crops = crops_of(sheet)
        assert crops
        for mark in crops:
            extent = item_extent(mark)
            assert max(extent.width, extent.height) >= 6
            assert sheet.trim.inset(18).contains(extent, 1e-6)
            assert not any(extent.overlaps(slot.clip, 1e-6) for slot in sheet.slots)


def test_perforated_sheets_have_no_crop_marks() -> None:
    for sheet in office_sheets(CARD, AVERY_5371, Flip.LONG, SLUG):
        assert crops_of(sheet) == []


def test_targets_stand_in_the_middle_of_each_side_with_room() -> None:
    found = [item_extent(mark) for mark in targets(PIECE, 20)]
    middles = [(rect.x + rect.width / 2, rect.y + rect.height / 2) for rect in found]
    assert middles == [(226, 80), (226, 264), (80, 172), (372, 172)]
    assert all(rect.width == pytest.approx(TARGET) and rect.height == pytest.approx(TARGET) for rect in found)


def test_short_sides_have_no_target() -> None:
    assert len(targets(Rect(0, 0, 200, 30), 20)) == 2
    assert len(targets(Rect(0, 0, 30, 200), 20)) == 2
    assert targets(Rect(0, 0, 30, 30), 20) == ()


def test_the_extent_of_a_path_has_its_stroke_around_it() -> None:
    line = PathItem((("m", (10, 20)), ("l", (30, 20))), stroke="ink", stroke_width=2)
    assert item_extent(line) == Rect(9, 19, 22, 2)
