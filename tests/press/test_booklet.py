"""Booklets: every page is imposed once and backs its mate, and inner pages move to the spine."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compose.items import Face, Group, Piece, Role
from generator.errors import Refused
from generator.geometry import Rect, Size
from generator.press.booklet import signatures, spreads
from generator.press.duplex import Flip, back_of
from generator.press.folds import folds_of
from generator.press.plans import office_sheets
from generator.press.sheets import Slot
from tests.press.samples import SLUG, plain

LETTER = plain("8.5in", "11in", name="letter")
SHEET = Size(792, 612)
CALIPER = 0.28


def pages(count: int, bleed: float = 9.0) -> tuple[Face, ...]:
    return tuple(Face(f"page-{n + 1}", Size(396, 612), bleed, 36.0, Group(Role.SECT, ())) for n in range(count))


def numbers(slots: tuple[Slot, ...]) -> list[int]:
    return [int(slot.face.name.removeprefix("page-")) for slot in sorted(slots, key=lambda slot: slot.trim.x)]


def test_eight_pages_stand_in_the_order_every_binder_knows() -> None:
    sides = [side for signature in signatures(pages(8)) for side in spreads(signature, SHEET, 0, LETTER, Flip.SHORT)]
    assert [numbers(side) for side in sides] == [[8, 1], [2, 7], [6, 3], [4, 5]]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12), st.sampled_from(Flip))
def test_every_page_is_imposed_once_and_backs_its_mate(quarter: int, flip: Flip) -> None:
    seen: list[int] = []
    for signature in signatures(pages(quarter * 4)):
        front, back = spreads(signature, SHEET, CALIPER, LETTER, flip)
        seen += numbers(front) + numbers(back)
        for slot, behind in zip(front, back, strict=True):
            page, mate = (int(one.face.name.removeprefix("page-")) for one in (slot, behind))
            assert {page, mate} == {min(page, mate), min(page, mate) + 1}
            assert min(page, mate) % 2 == 1
            seen_through = back_of(behind.trim, SHEET, flip)
            assert (seen_through.x, seen_through.y) == pytest.approx((slot.trim.x, slot.trim.y))
    assert sorted(seen) == list(range(1, quarter * 4 + 1))


def test_creep_moves_inner_pages_to_the_spine_by_the_paper_and_clips_them_there() -> None:
    for signature in signatures(pages(16)):
        (left, right), _ = spreads(signature, SHEET, CALIPER, LETTER, Flip.SHORT)
        moved = signature.number * CALIPER
        assert left.trim.right == pytest.approx(396 + moved)
        assert right.trim.x == pytest.approx(396 - moved)
        assert left.clip.right == pytest.approx(396)
        assert right.clip.x == pytest.approx(396)


def test_pages_that_are_no_multiple_of_four_cannot_be_stitched() -> None:
    with pytest.raises(ValueError, match="6 pages"):
        signatures(pages(6))


def test_two_pages_that_do_not_fit_the_paper_are_refused_with_both_sizes() -> None:
    wide = tuple(replace(page, trim=Size(420, 612)) for page in pages(4))
    with pytest.raises(Refused, match=r"296\.3 × 215\.9 mm, but “letter” is 279\.4"):
        spreads(signatures(wide)[0], SHEET, 0, LETTER, Flip.LONG)


def test_an_office_booklet_is_a_sheet_for_every_four_pages_and_two_sides() -> None:
    piece = Piece("guide", "Guide", "en", pages(12), (), saddle=True)
    sheets = office_sheets(piece, LETTER, Flip.LONG, SLUG)
    assert [sheet.label for sheet in sheets] == [
        "page-12 + page-1",
        "page-11 + page-2",
        "page-10 + page-3",
        "page-9 + page-4",
        "page-8 + page-5",
        "page-7 + page-6",
    ]
    assert {(sheet.size.width, sheet.size.height) for sheet in sheets} == {(792.0, 612.0)}


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (0, ((True, 110.0), (False, 220.0))),
        (90, ((False, 210.0), (True, 280.0))),
        (180, ((True, 390.0), (False, 380.0))),
        (270, ((False, 490.0), (True, 120.0))),
    ],
)
def test_folds_are_turned_with_the_face(turn: int, expected: tuple[tuple[bool, float], ...]) -> None:
    face = replace(pages(4)[0], trim=Size(300, 200), folds=((True, 10.0), (False, 20.0)))
    size = (300, 200) if turn % 180 == 0 else (200, 300)
    trim = Rect(100, 200, *size)
    assert folds_of(Slot(face, trim, trim, turn)) == expected
