"""Room is found wherever there is some."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.geometry import Rect
from generator.press.room import first_room

AREA = Rect(10, 10, 100, 100)


def test_an_empty_area_is_filled_from_its_top_left_corner() -> None:
    assert first_room((Rect(0, 0, 100, 100),), AREA, ()) == (10, 10)
    assert first_room((Rect(5, -3, 20, 20),), AREA, ()) == (5, 13)


def test_what_is_larger_than_the_area_finds_no_room() -> None:
    assert first_room((Rect(0, 0, 100.1, 1),), AREA, ()) is None


def test_a_shape_stands_beside_what_is_taken_and_may_touch_it() -> None:
    assert first_room((Rect(0, 0, 50, 20),), AREA, (Rect(10, 10, 50, 100),)) == (60, 10)
    assert first_room((Rect(0, 0, 51, 20),), AREA, (Rect(10, 10, 50, 100),)) is None
    assert first_room((Rect(0, 0, 51, 20),), AREA, (Rect(10, 10, 100, 30),)) == (10, 40)


def test_the_parts_of_a_shape_keep_their_places_to_each_other() -> None:
    shape = (Rect(0, 0, 10, 80), Rect(0, 82, 30, 8))
    assert first_room(shape, AREA, (Rect(25, 10, 85, 60),)) == (10, 10)
    assert first_room(shape, AREA, (Rect(25, 10, 85, 100),)) is None


spots = st.builds(Rect, st.integers(0, 9), st.integers(0, 9), st.integers(1, 4), st.integers(1, 4))


@settings(deadline=None, max_examples=200)
@given(st.lists(spots, max_size=8), st.integers(1, 6), st.integers(1, 6))
def test_room_is_found_exactly_when_trying_every_place_finds_it(taken: list[Rect], width: int, height: int) -> None:
    """With whole numbers every place can be tried."""
    area = Rect(0, 0, 10, 10)
    shape = (Rect(0, 0, width, height), Rect(width, 0, 1, 1))
    tried = [
        (x, y)
        for y in range(10)
        for x in range(10)
        if all(
            area.contains(part.moved(x, y)) and not any(part.moved(x, y).overlaps(rect) for rect in taken)
            for part in shape
        )
    ]
    assert first_room(shape, area, taken) == (tried[0] if tried else None)
