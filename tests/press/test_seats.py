"""Every card has one seat, part-used sheets keep their holes, and a pile that is cut and stacked is in order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import Refused
from generator.press.seats import Seating, Seats, cards_of, empty_places, piece_seats, seats, shown_places

PLACES = st.integers(1, 12)


@st.composite
def runs(draw: st.DrawFn) -> tuple[int, int, int, frozenset[int]]:
    """How many cards, how many places, where to start, and what to skip so that one place is left."""
    places = draw(PLACES)
    start = draw(st.integers(1, places))
    kept = draw(st.integers(start, places))
    skip = draw(st.frozensets(st.integers(1, places).filter(lambda place: place != kept)))
    return draw(st.integers(0, 60)), places, start, skip


def rules(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.rule for finding in refused.value.findings]


def seated(sheets: list[Seats]) -> list[int]:
    return [card for sheet in sheets for card in sheet if card is not None]


@settings(max_examples=50)
@given(runs(), st.booleans())
def test_every_card_has_exactly_one_seat(run: tuple[int, int, int, frozenset[int]], stacked: bool) -> None:
    total, places, start, skip = run
    sheets = list(seats(total, places, start=start, skip=skip, stacked=stacked))
    assert sorted(seated(sheets)) == list(range(total))
    assert all(len(sheet) == places for sheet in sheets)
    assert all(seated([sheet]) for sheet in sheets)


@settings(max_examples=50)
@given(runs(), st.booleans())
def test_only_the_first_sheet_has_holes_and_only_the_last_may_end_early(
    run: tuple[int, int, int, frozenset[int]], stacked: bool
) -> None:
    total, places, start, skip = run
    sheets = list(seats(total, places, start=start, skip=skip, stacked=stacked))
    places_of = range(1, places + 1)
    used = [place for place in places_of if place < start or place in skip]
    for number, sheet in enumerate(sheets):
        free = [place for place in places_of if number > 0 or place not in used]
        ended = [place for place in empty_places(sheet) if place in free]
        assert [place for place in empty_places(sheet) if place not in free] == (used if number == 0 else [])
        # what stays empty for want of cards are the last places of the last sheet
        assert ended == free[len(free) - len(ended) :]
        assert not ended or number == len(sheets) - 1


@settings(max_examples=50)
@given(runs())
def test_row_by_row_the_cards_follow_one_another_over_the_places(run: tuple[int, int, int, frozenset[int]]) -> None:
    total, places, start, skip = run
    assert seated(list(seats(total, places, start=start, skip=skip))) == list(range(total))


@settings(max_examples=50)
@given(runs())
def test_piles_cut_from_the_sheets_and_stacked_place_by_place_are_in_order(
    run: tuple[int, int, int, frozenset[int]],
) -> None:
    total, places, start, skip = run
    sheets = list(seats(total, places, start=start, skip=skip, stacked=True))
    piles = [[sheet[place] for sheet in sheets if sheet[place] is not None] for place in range(places)]
    assert [card for pile in piles for card in pile] == list(range(total))


def test_stacked_takes_no_more_sheets_than_row_by_row() -> None:
    for total in range(1, 40):
        usual = list(seats(total, 6, start=3, skip=(4,)))
        assert len(list(seats(total, 6, start=3, skip=(4,), stacked=True))) == len(usual)


def test_a_part_used_sheet_written_out() -> None:
    assert list(seats(8, 4, start=2, skip=(3,))) == [(None, 0, None, 1), (2, 3, 4, 5), (6, 7, None, None)]
    assert list(seats(8, 4, start=2, skip=(3,), stacked=True)) == [(None, 2, None, 6), (0, 3, 5, 7), (1, 4, None, None)]


@pytest.mark.parametrize(
    ("start", "skip", "expected"),
    [
        (0, (), ["sheet.start"]),
        (11, (), ["sheet.start"]),
        (1, (11,), ["sheet.skip"]),
        (12, (0, 30), ["sheet.start", "sheet.skip", "sheet.skip"]),
        (9, (9, 10), ["sheet.full"]),
        (1, tuple(range(1, 11)), ["sheet.full"]),
    ],
    ids=["start-0", "start-beyond", "skip-beyond", "all-wrong-at-once", "rest-skipped", "everything-skipped"],
)
def test_places_that_are_not_there_are_refused_before_any_sheet(
    start: int, skip: tuple[int, ...], expected: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        seats(5, 10, start=start, skip=skip)
    assert rules(refused) == expected


@given(st.lists(st.integers(0, 5), max_size=8))
def test_copies_come_as_often_as_ordered_side_by_side_or_set_by_set(copies: list[int]) -> None:
    apart, sets = list(cards_of(copies, collated=False)), list(cards_of(copies, collated=True))
    assert [apart.count(record) for record in range(len(copies))] == copies
    assert apart == sorted(apart) == sorted(sets)
    falls = [index for index in range(1, len(sets)) if sets[index] <= sets[index - 1]]
    parts = [sets[a:b] for a, b in zip([0, *falls], [*falls, len(sets)], strict=True)]
    assert len([part for part in parts if part]) == max(copies, default=0)


def test_a_piece_fills_what_is_left_of_its_sheet_unless_told_how_many() -> None:
    (sheet,) = piece_seats(Seating(4, (5,)), 8)
    assert empty_places(sheet) == (1, 2, 3, 5)
    (few,) = piece_seats(Seating(4, (5,), 2), 8)
    assert empty_places(few) == (1, 2, 3, 5, 7, 8)
    assert [len(seated([sheet])) for sheet in piece_seats(Seating(4, (5,), 14), 8)] == [4, 8, 2]


@pytest.mark.parametrize(("copies", "fine"), [(0, False), (-3, False), (1000, True), (1001, False)])
def test_a_number_of_copies_is_at_least_one_and_at_most_a_hundred_sheets(copies: int, fine: bool) -> None:
    if fine:
        assert len(list(piece_seats(Seating(copies=copies), 10))) == 100
        return
    with pytest.raises(Refused) as refused:
        piece_seats(Seating(copies=copies), 10)
    assert rules(refused) == ["sheet.copies"]


@pytest.mark.parametrize(
    ("places", "shown"),
    [((), ""), ((4,), "4"), ((1, 2, 3), "1–3"), ((1, 2, 3, 7), "1–3, 7"), ((2, 4, 5, 9, 10), "2, 4–5, 9–10")],
    ids=["none", "one", "run", "run-and-one", "mixed"],
)
def test_places_are_shown_as_runs(places: tuple[int, ...], shown: str) -> None:
    assert shown_places(places) == shown
