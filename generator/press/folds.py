"""Folds on a sheet: where the folds of a placed face run across the paper."""

from __future__ import annotations

from generator.press.marks import Line
from generator.press.sheets import Slot


def folds_of(slot: Slot) -> tuple[Line, ...]:
    """The face's folds as lines across the sheet, turned with the face."""
    return tuple(_placed(upright, at, slot) for upright, at in slot.face.folds)


def _placed(upright: bool, at: float, slot: Slot) -> Line:
    trim = slot.trim
    if slot.turn == 90:  # the face's x runs down the sheet, its y from right to left
        return (False, trim.y + at) if upright else (True, trim.right - at)
    if slot.turn == 180:
        return (True, trim.right - at) if upright else (False, trim.bottom - at)
    if slot.turn == 270:
        return (False, trim.bottom - at) if upright else (True, trim.x + at)
    return (True, trim.x + at) if upright else (False, trim.y + at)
