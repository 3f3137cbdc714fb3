from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.geometry import Rect, Size, bounds

COORDINATES = st.floats(-1000, 1000, allow_nan=False).map(lambda value: round(value, 3))
EXTENTS = st.floats(1, 1000, allow_nan=False).map(lambda value: round(value, 3))
RECTS = st.builds(Rect, COORDINATES, COORDINATES, EXTENTS, EXTENTS)


@settings(deadline=None, max_examples=100)
@given(RECTS, COORDINATES, COORDINATES)
def test_a_moved_rectangle_keeps_its_size(rect: Rect, dx: float, dy: float) -> None:
    moved = rect.moved(dx, dy)
    assert (moved.width, moved.height) == (rect.width, rect.height)
    assert moved.moved(-dx, -dy).contains(rect)


@settings(deadline=None, max_examples=100)
@given(RECTS, st.floats(0.1, 100))
def test_a_rectangle_grown_by_its_bleed_contains_itself(rect: Rect, bleed: float) -> None:
    grown = rect.inset(-bleed)
    assert grown.contains(rect)
    assert not rect.contains(grown)
    assert grown.inset(bleed).contains(rect)


@settings(deadline=None, max_examples=100)
@given(st.lists(RECTS, min_size=1, max_size=6))
def test_bounds_contain_every_rectangle_and_no_more(rects: list[Rect]) -> None:
    around = bounds(tuple(rects))
    assert all(around.contains(rect) for rect in rects)
    assert around.x == min(rect.x for rect in rects)
    assert around.right == pytest.approx(max(rect.right for rect in rects))
    assert around.bottom == pytest.approx(max(rect.bottom for rect in rects))


@settings(deadline=None, max_examples=100)
@given(RECTS, RECTS)
def test_overlap_is_mutual(one: Rect, other: Rect) -> None:
    assert one.overlaps(other) == other.overlaps(one)


def test_neighbours_with_a_common_edge_do_not_overlap() -> None:
    left = Rect(0, 0, 252, 144)
    assert not left.overlaps(left.moved(252, 0))
    assert not left.overlaps(left.moved(0, 144))
    assert left.overlaps(left.moved(251, 0))
    assert left.overlaps(left.moved(0, 143))


def test_containing_forgives_rounding_and_nothing_more() -> None:
    trim = Rect(0, 0, 252, 144)
    assert trim.contains(Rect(-0.005, 0, 252.01, 144))
    for outside in (Rect(-1, 0, 10, 10), Rect(0, -1, 10, 10), Rect(250, 0, 10, 10), Rect(0, 140, 10, 10)):
        assert not trim.contains(outside)


def test_the_bounds_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        bounds(())


def test_edges_follow_from_corner_and_size() -> None:
    rect = Rect(10, 20, 30, 40)
    assert (rect.right, rect.bottom) == (40, 60)
    assert Size(3, 4) == Size(3, 4)
