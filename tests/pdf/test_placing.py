"""Faces in their slots: the four turns, y turned up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compose.items import Group, Role
from generator.geometry import Rect, Size
from generator.pdf.placing import corners, mapped, sheet_matrix, slot_matrix
from generator.press.sheets import Sheet, Slot
from tests.pdf.samples import face_of

WIDTH, HEIGHT = 250.0, 140.0


def turned(rect: Rect, turn: int) -> Rect:
    """Where a rectangle of the face lies in the face's own frame after a clockwise turn, y down."""
    if turn == 90:
        return Rect(HEIGHT - rect.bottom, rect.x, rect.height, rect.width)
    if turn == 180:
        return Rect(WIDTH - rect.right, HEIGHT - rect.bottom, rect.width, rect.height)
    if turn == 270:
        return Rect(rect.y, WIDTH - rect.right, rect.height, rect.width)
    return rect


coordinates = st.floats(0, 600)


@settings(deadline=None, max_examples=100)
@given(turn=st.sampled_from([0, 90, 180, 270]), x=coordinates, y=coordinates, left=coordinates, top=coordinates)
def test_a_turned_face_lands_in_its_slot_and_keeps_its_inside_in_place(
    turn: int, x: float, y: float, left: float, top: float
) -> None:
    inside = Rect(left, top, 20, 7)
    frame = turned(Rect(0, 0, WIDTH, HEIGHT), turn).moved(x, y)
    slot = Slot(face_of(width=WIDTH, height=HEIGHT), frame, frame, turn)
    matrix = slot_matrix(slot, 1224)
    assert mapped(corners(Rect(0, 0, WIDTH, HEIGHT), HEIGHT), matrix) == pytest.approx(corners(frame, 1224))
    expected = corners(turned(inside, turn).moved(x, y), 1224)
    assert mapped(corners(inside, HEIGHT), matrix) == pytest.approx(expected, abs=1e-6)


def test_a_turn_that_is_no_quarter_is_a_mistake_of_the_press() -> None:
    frame = Rect(0, 0, WIDTH, HEIGHT)
    with pytest.raises(KeyError):
        slot_matrix(Slot(face_of(), frame, frame, 45), 792)


@given(
    st.tuples(*(st.floats(-2, 2) for _ in range(4)), st.floats(-50, 50), st.floats(-50, 50)),
    st.floats(0, 600),
    st.floats(0, 800),
)
def test_a_sheet_matrix_puts_points_where_the_correction_does_seen_with_y_up(
    matrix: tuple[float, float, float, float, float, float], x: float, y: float
) -> None:
    sheet = Sheet(
        "front", Size(600, 800), Rect(0, 0, 600, 800), Rect(0, 0, 600, 800), (), Group(Role.ARTIFACT, ()), matrix
    )
    a, b, c, d, e, f = matrix
    wanted = (a * x + c * y + e, 800 - (b * x + d * y + f))
    a, b, c, d, e, f = sheet_matrix(sheet)
    up = 800 - y
    assert (a * x + c * up + e, b * x + d * up + f) == pytest.approx(wanted, abs=1e-6)
