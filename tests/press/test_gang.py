from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compose.extents import item_extent
from generator.compose.items import TextItem, walk
from generator.errors import Refused
from generator.geometry import Rect, Size, bounds
from generator.press.duplex import Flip, back_of
from generator.press.gang import Cut, Ganged, GangSheet, Place, cuts_of, gang_sheets, shelves
from generator.units import MM
from tests.press.samples import AVERY_5371, CARD, LETTER, SLUG, piece_of, plain

TABLOID = plain("11in", "17in", name="tabloid")
ROOM = Rect(40, 40, 700, 1000)
sizes = st.builds(Size, st.floats(40, 690), st.floats(40, 690))


def orders(*rows: tuple[str, str, int, int]) -> list[Ganged]:
    return [
        Ganged(piece_of(width, height, faces, layout=f"l{index}"), copies)
        for index, (width, height, faces, copies) in enumerate(rows)
    ]


MIXED = orders(("3.5in", "2in", 2, 6), ("4in", "2in", 1, 3), ("5in", "3in", 2, 4))


def refusal(ganged: list[Ganged], stock: object = LETTER) -> str:
    with pytest.raises(Refused) as refused:
        gang_sheets(ganged, stock, Flip.LONG, SLUG)  # type: ignore[arg-type]
    return refused.value.findings[0].rule


def crosses(cut: Cut, rect: Rect) -> bool:
    """Whether a stroke goes through the inside of a piece."""
    low, high = (rect.x, rect.right) if cut.upright else (rect.y, rect.bottom)
    start, end = (rect.y, rect.bottom) if cut.upright else (rect.x, rect.right)
    return low + 0.01 < cut.at < high - 0.01 and cut.start < end - 0.01 and start + 0.01 < cut.end


def freed(place: Place, cuts: tuple[Cut, ...]) -> bool:
    """Whether there is a stroke along each side of a piece, all the way."""
    rect = place.trim
    return all(
        any(
            cut.upright == upright and abs(cut.at - at) < 0.01 and cut.start < start + 0.02 and cut.end > end - 0.02
            for cut in cuts
        )
        for upright, at, start, end in (
            (True, rect.x, rect.y, rect.bottom),
            (True, rect.right, rect.y, rect.bottom),
            (False, rect.y, rect.x, rect.right),
            (False, rect.bottom, rect.x, rect.right),
        )
    )


@settings(deadline=None, max_examples=80)
@given(st.lists(sizes, min_size=1, max_size=24), st.floats(0, 40))
def test_pieces_lie_in_the_room_a_gutter_apart_and_none_is_lost(wanted: list[Size], gutter: float) -> None:
    packed = shelves(wanted, ROOM, gutter)
    assert packed is not None
    assert sorted(place.index for sheet in packed for place in sheet) == list(range(len(wanted)))
    for sheet in packed:
        assert all(ROOM.contains(place.trim, 0.02) for place in sheet)
        for one, other in combinations(sheet, 2):
            assert not one.trim.inset(-gutter / 2).overlaps(other.trim.inset(-gutter / 2), 0.02)
        for place in sheet:
            size = wanted[place.index]
            laid = (size.width, size.height) if place.turn == 0 else (size.height, size.width)
            assert (place.trim.width, place.trim.height) == laid


@settings(deadline=None, max_examples=80)
@given(st.lists(sizes, min_size=1, max_size=24), st.floats(1, 40))
def test_no_cut_crosses_a_piece_and_the_cuts_free_every_side_of_each(wanted: list[Size], gutter: float) -> None:
    packed = shelves(wanted, ROOM, gutter)
    assert packed is not None
    for sheet in packed:
        cuts = cuts_of(sheet, Size(780, 1080))
        assert not [(cut, place) for cut in cuts for place in sheet if crosses(cut, place.trim)]
        assert all(freed(place, cuts) for place in sheet)


@settings(deadline=None, max_examples=40)
@given(st.lists(sizes, min_size=1, max_size=12), st.floats(1, 40))
def test_each_cut_goes_right_through_the_paper_that_the_cuts_before_it_left(wanted: list[Size], gutter: float) -> None:
    """That is what a guillotine can do: every stroke ends at strokes made before, or at the rim of the sheet."""
    packed = shelves(wanted, ROOM, gutter)
    assert packed is not None
    for sheet in packed:
        done = [Cut(True, 0, 0, 1080), Cut(True, 780, 0, 1080), Cut(False, 0, 0, 780), Cut(False, 1080, 0, 780)]
        for cut in cuts_of(sheet, Size(780, 1080)):
            for end in (cut.start, cut.end):
                ends = [one for one in done if one.upright != cut.upright and abs(one.at - end) < 0.02]
                assert any(one.start - 0.02 <= cut.at <= one.end + 0.02 for one in ends), cut
            done.append(cut)


def test_what_fits_neither_upright_nor_turned_is_not_packed() -> None:
    assert shelves([Size(720, 720)], ROOM, 10) is None
    turned = shelves([Size(900, 100)], ROOM, 10)
    assert turned is not None
    assert turned[0][0].turn == 90


def test_the_same_order_gives_the_same_sheets() -> None:
    assert gang_sheets(MIXED, TABLOID, Flip.LONG, SLUG) == gang_sheets(list(MIXED), TABLOID, Flip.LONG, SLUG)


@pytest.mark.parametrize("flip", Flip)
def test_every_copy_is_on_a_sheet_with_its_back_behind_it(flip: Flip) -> None:
    sheets = gang_sheets(MIXED, TABLOID, flip, SLUG)
    counts = Counter(place.index for sheet in sheets for place in sheet.places)
    assert counts == {0: 6, 1: 3, 2: 4}
    for sheet in sheets:
        front, *behind = sheet.sides
        doubles = [place for place in sheet.places if len(MIXED[place.index].piece.faces) == 2]
        assert [slot.trim for slot in front.slots] == [place.trim for place in sheet.places]
        backs = [slot for side in behind for slot in side.slots]
        assert [slot.trim for slot in backs] == [back_of(place.trim, front.size, flip) for place in doubles]
        assert {slot.face.name for slot in backs} <= {"back"}


def test_bleeds_do_not_meet_a_neighbour_and_marks_stand_outside_of_them_on_the_paper() -> None:
    for sheet in gang_sheets(MIXED, TABLOID, Flip.LONG, SLUG):
        for side in sheet.sides:
            page = Rect(0, 0, side.size.width, side.size.height)
            for one, other in combinations(side.slots, 2):
                assert not one.clip.overlaps(other.clip, 0.02)
            for _, item in walk(side.marks):
                assert page.inset(TABLOID.paper.edge.pt - 0.5).contains(item_extent(item), 1.0)
                assert not any(item_extent(item).overlaps(slot.clip) for slot in side.slots)
            assert all(side.bleed.contains(slot.clip) for slot in side.slots)
            assert bounds(tuple(slot.trim for slot in side.slots)).width <= side.trim.width + 0.01


def words(sheet: GangSheet) -> str:
    items = [item for _, item in walk(sheet.sides[0].marks) if isinstance(item, TextItem)]
    return " ".join("".join(run.text for run in item.line.runs) for item in items)


def test_the_slug_lists_every_cut_in_order_and_counts_the_pieces() -> None:
    sheets = gang_sheets(MIXED, TABLOID, Flip.LONG, SLUG)
    for sheet in sheets:
        said = words(sheet)
        places = [said.find(f"{n}: {'x' if c.upright else 'y'} {c.at / MM:.1f}") for n, c in enumerate(sheet.cuts, 1)]
        assert -1 not in places
        assert places == sorted(places)
        assert "print at 100" in said
        for index, count in Counter(place.index for place in sheet.places).items():
            assert f"{count} × l{index} en" in said


def test_more_than_a_sheet_holds_goes_on_a_second_one() -> None:
    many = [replace(MIXED[0], copies=60)]
    sheets = gang_sheets(many, TABLOID, Flip.LONG, SLUG)
    assert len(sheets) > 1
    assert sum(len(sheet.places) for sheet in sheets) == 60


@pytest.mark.parametrize(
    ("ganged", "stock", "rule"),
    [
        ([Ganged(CARD, 1)], AVERY_5371, "gang.stock"),
        (orders(("3in", "2in", 3, 1)), LETTER, "gang.faces"),
        ([Ganged(replace(CARD, saddle=True), 1)], LETTER, "gang.faces"),
        (orders(("8.5in", "11in", 1, 1)), LETTER, "gang.too-large"),
    ],
    ids=["perforated", "three faces", "booklet", "too large"],
)
def test_what_cannot_be_ganged_is_refused(ganged: list[Ganged], stock: object, rule: str) -> None:
    assert refusal(ganged, stock) == rule
