"""Sheets: faces with a place and a turn on paper, the boxes of the page, and the marks around them."""

from __future__ import annotations

from generator.compose.items import Face, Group
from generator.frozen import dataclass
from generator.geometry import Rect, Size

# Six numbers that put a point elsewhere: x' = ax + cy + e, y' = bx + dy + f, in sheet points with y down.
Matrix = tuple[float, float, float, float, float, float]
AS_IT_IS: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Slot:
    """One face on a sheet: `trim` in sheet points, turned clockwise by `turn` degrees (0, 90, 180, 270).

    `clip` is how far ink may reach: the trim with as much bleed as the neighbours allow.
    """

    face: Face
    trim: Rect
    clip: Rect
    turn: int = 0


@dataclass(frozen=True)
class Sheet:
    """One side of paper: its size, TrimBox and BleedBox in sheet points, slots, and marks (artifacts).

    All that stands on it, but not its boxes, is put through `matrix`: the correction of a printer that errs.
    """

    label: str
    size: Size
    trim: Rect
    bleed: Rect
    slots: tuple[Slot, ...]
    marks: Group
    matrix: Matrix = AS_IT_IS
