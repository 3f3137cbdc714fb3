"""Pieces lie where the stock says, or as many as paper takes, and their bleed stays off the neighbours."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from generator.catalog.stocks import Stock
from generator.errors import Refused
from generator.geometry import Rect, bounds
from generator.press.grid import Axis, slots_on
from tests.press.samples import A4, AVERY_5371, AVERY_8373, CARD, LETTER, LETTER_LYING, mm, perforated, piece_of, plain


def places(stock: Stock, width: str, height: str, bleed: str = "0.125in") -> tuple[tuple[Rect, Rect, int], ...]:
    slots = slots_on(stock, piece_of(width, height, bleed=bleed).faces[0])
    return tuple((slot.trim, slot.clip, slot.turn) for slot in slots)


def refusal(stock: Stock, width: str, height: str) -> Refused:
    with pytest.raises(Refused) as refused:
        slots_on(stock, piece_of(width, height).faces[0])
    return refused.value


def test_letter_takes_ten_wallet_cards_with_the_margins_of_the_perforated_sheet() -> None:
    cut, torn = places(LETTER, "3.5in", "2in"), places(AVERY_5371, "3.5in", "2in")
    assert len(cut) == 10
    assert (cut[0][0].x / 72, cut[0][0].y / 72) == (0.75, 0.5)
    assert cut == torn


def test_a4_takes_ten_wallet_cards_in_the_middle_of_the_sheet() -> None:
    slots = places(A4, "3.5in", "2in")
    block = bounds(tuple(trim for trim, _, _ in slots))
    assert len(slots) == 10
    assert mm(block.x) == pytest.approx((210 - 2 * 88.9) / 2)
    assert mm(block.y) == pytest.approx((297 - 5 * 50.8) / 2)
    assert {turn for _, _, turn in slots} == {0}


def test_lying_letter_takes_ten_wallet_cards_by_turning_them() -> None:
    slots = places(LETTER_LYING, "3.5in", "2in")
    assert len(slots) == 10
    assert {turn for _, _, turn in slots} == {90}
    assert {(trim.width, trim.height) for trim, _, _ in slots} == {(144, 252)}


def test_a_piece_stays_upright_where_turning_wins_nothing() -> None:
    assert {turn for _, _, turn in places(LETTER, "3in", "3in")} == {0}
    assert {turn for _, _, turn in places(LETTER, "5.5in", "5.6in")} == {0}


def test_a_postcard_is_turned_rather_than_pressed_against_the_unprintable_edge() -> None:
    slots = places(LETTER, "4in", "6in")
    assert [turn for _, _, turn in slots] == [90, 90]


def test_touching_pieces_bleed_outwards_only() -> None:
    slots = places(AVERY_5371, "3.5in", "2in")
    assert slots[0][1] == Rect(54 - 9, 36 - 9, 252 + 9, 144 + 9)
    assert slots[1][1] == Rect(54 + 252, 36 - 9, 252 + 9, 144 + 9)
    assert slots[2][1] == Rect(54 - 9, 36 + 144, 252 + 9, 144)
    assert slots[9][1] == Rect(54 + 252, 36 + 4 * 144, 252 + 9, 144 + 9)


def test_a_wide_gutter_leaves_the_whole_bleed_and_a_narrow_one_half_of_itself() -> None:
    wide = places(AVERY_8373, "3.5in", "2in")
    assert all(clip == trim.inset(-9) for trim, clip, _ in wide)
    narrow = places(plain("8.5in", "11in", gutter="6pt"), "3in", "2in")
    (first, first_clip, _), (second, second_clip, _) = narrow[0], narrow[1]
    assert first_clip.right - first.right == pytest.approx(3)
    assert second.x - second_clip.x == pytest.approx(3)
    assert first.x - first_clip.x == pytest.approx(9)


def test_bleed_ends_at_the_rim_of_the_paper() -> None:
    stock = perforated("rim", ("8.5in", "11in"), (2, "4.2in", "0.05in", "4.2in"), (2, "4.25in", "1in", "4.25in"))
    slots = places(stock, "4.2in", "4.25in")
    assert slots[0][1].x == pytest.approx(0)
    assert slots[1][1].right == pytest.approx(8.5 * 72)


def test_a_piece_of_another_size_than_the_perforation_is_refused_with_both_sizes() -> None:
    (finding,) = refusal(AVERY_5371, "85mm", "54mm").findings
    assert finding.rule == "stock.misfit"
    assert (finding.seen, finding.limit) == ("85.00 × 54.00 mm", "88.90 × 50.80 mm")
    assert finding.seen in finding.problem
    assert finding.limit in finding.problem
    assert finding.place == AVERY_5371.place


def test_a_hundredth_of_a_millimetre_is_no_misfit_and_two_are() -> None:
    assert len(places(AVERY_5371, "88.905mm", "50.795mm")) == 10
    assert refusal(AVERY_5371, "88.92mm", "50.8mm").findings[0].rule == "stock.misfit"
    assert refusal(AVERY_5371, "88.9mm", "50.82mm").findings[0].rule == "stock.misfit"


def test_a_piece_too_large_for_the_paper_is_refused_with_the_room_there_is() -> None:
    (finding,) = refusal(LETTER, "8.6in", "11in").findings
    assert finding.rule == "stock.too-small"
    assert finding.seen == "218.44 × 279.40 mm"
    assert "letter" in finding.problem


@settings(deadline=None, max_examples=150)
@given(
    st.tuples(st.integers(100, 450), st.integers(100, 450)),
    st.tuples(st.integers(20, 300), st.integers(20, 300)),
    st.integers(0, 12),
    st.integers(0, 5),
    st.integers(2, 12),
)
def test_pieces_lie_inside_the_printable_area_and_nothing_prints_on_a_neighbour(
    paper: tuple[int, int], piece: tuple[int, int], gutter: int, bleed: int, edge: int
) -> None:
    stock = plain(f"{paper[0]}mm", f"{paper[1]}mm", gutter=f"{gutter}mm", edge=f"{edge}mm")
    try:
        slots = places(stock, f"{piece[0]}mm", f"{piece[1]}mm", f"{bleed}mm")
    except Refused:
        reject()
    whole = Rect(0, 0, stock.paper.width.pt, stock.paper.height.pt)
    block = bounds(tuple(trim for trim, _, _ in slots))
    rimmed = block.width >= whole.width - 0.1 or block.height >= whole.height - 0.1
    printable = whole if rimmed else whole.inset(stock.paper.edge.pt)
    for trim, clip, _ in slots:
        assert clip.contains(trim, 1e-9)
        assert trim.inset(-stock.paper.width.pt).contains(clip)
        assert printable.contains(clip, 1e-6)
        assert trim.inset(-bleed * 72 / 25.4).contains(clip, 1e-6)
    for (_, clip, _), (other, other_clip, _) in combinations(slots, 2):
        assert not clip.overlaps(other_clip, 1e-6)
        assert not clip.overlaps(other, 1e-6)
    assert block.x == pytest.approx(stock.paper.width.pt - block.right)
    assert block.y == pytest.approx(stock.paper.height.pt - block.bottom)


@settings(deadline=None, max_examples=100)
@given(st.integers(20, 150), st.integers(20, 150), st.integers(0, 10))
def test_neither_turn_of_the_piece_would_give_more(width: int, height: int, gutter: int) -> None:
    stock = plain("210mm", "297mm", gutter=f"{gutter}mm")
    slots = places(stock, f"{width}mm", f"{height}mm")
    # The unprintable edge, the bleed and a crop mark with its caps at both ends; a ruler at the ends of one side.
    margin, strips = 2 * (6.35 + mm(9 + 8.5 + 0.25)), mm(26)

    def fitted(extent: float, piece: int) -> int:
        return int((extent + gutter) // (piece + gutter))

    def count(across: int, down: int) -> int:
        return max(
            fitted(210 - margin, across) * fitted(297 - margin - strips, down),
            fitted(210 - margin - strips, across) * fitted(297 - margin, down),
        )

    upright, turned = count(width, height), count(height, width)
    assert len(slots) == max(upright, turned)
    assert (slots[0][2] == 90) == (turned > upright)


def test_all_slots_of_a_front_hold_the_same_face() -> None:
    assert {slot.face.name for slot in slots_on(LETTER, CARD.faces[0])} == {"front"}


def test_an_axis_lets_ink_no_further_than_its_reach_on_any_side() -> None:
    axis = Axis(extent=300, first=50, piece=80, pitch=100, count=2, reach=4.0)
    assert axis.clip(0, 9) == (46, 88)
    assert axis.clip(1, 9) == (146, 88)
    assert replace(axis, reach=0.0).clip(0, 9) == (50, 80)
    assert Axis(300, 50, 80, 100, 2).clip(0, 9) == (41, 98), "without a reach the bleed is the limit"


def test_a_piece_of_neither_size_is_refused_with_both_sizes() -> None:
    with pytest.raises(Refused) as refused:
        slots_on(AVERY_5371, piece_of("2.1in", "3.5in").faces[0])
    (finding,) = refused.value.findings
    assert finding.rule == "stock.misfit"
    assert "88.90 × 50.80 mm" in finding.problem


def test_an_upright_card_lies_turned_on_lying_pieces_and_keeps_its_bleed() -> None:
    slots = slots_on(AVERY_8373, piece_of("2in", "3.5in").faces[0])
    assert {slot.turn for slot in slots} == {90}
    assert [slot.trim for slot in slots] == [slot.trim for slot in slots_on(AVERY_8373, CARD.faces[0])]
    assert [slot.clip for slot in slots] == [slot.clip for slot in slots_on(AVERY_8373, CARD.faces[0])]


def test_a_square_piece_is_never_turned() -> None:
    square = perforated("square", ("8.5in", "11in"), (2, "4in", "0.25in", "4in"), (2, "4in", "1.5in", "4in"))
    assert {slot.turn for slot in slots_on(square, piece_of("4in", "4in").faces[0])} == {0}
