"""Placing: from points with y down to PDF's y up, and from a face to its slot on the sheet."""

from __future__ import annotations

from generator.geometry import Rect, Size
from generator.press.sheets import Sheet, Slot

# The six numbers of a PDF matrix: x' = ax + cy + e, y' = bx + dy + f (ISO 32000-1, 8.3.4).
Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)
# Left, lower, right and upper edge, y up.
Edges = tuple[float, float, float, float]

# A clockwise turn on paper; y grows upwards here.
_TURNS = {0: (1, 0, 0, 1), 90: (0, -1, 1, 0), 180: (-1, 0, 0, -1), 270: (0, 1, -1, 0)}


def corners(rect: Rect, height: float) -> Edges:
    """Left, lower, right and upper edge with y up, in a space `height` points high."""
    return (rect.x, height - rect.bottom, rect.right, height - rect.y)


def read_size(frame: Rect, turn: int) -> Size:
    """How large a thing is as it is read, that stands in `frame` turned by `turn` degrees."""
    return Size(frame.height, frame.width) if turn % 180 else Size(frame.width, frame.height)


def turned_matrix(size: Size, frame: Rect, turn: int, height: float) -> Matrix:
    """From the own space of a thing of `size` (origin at its lower left) to a space `height` points high.

    Raises KeyError for a turn other than 0, 90, 180 or 270 degrees clockwise.
    """
    a, b, c, d = _TURNS[turn]
    left, lower, _, _ = corners(frame, height)
    right, up = a * size.width + c * size.height, b * size.width + d * size.height
    return (a, b, c, d, left - min(0, right), lower - min(0, up))


def slot_matrix(slot: Slot, sheet_height: float) -> Matrix:
    """From the face's own space to the sheet's."""
    return turned_matrix(slot.face.trim, slot.trim, slot.turn, sheet_height)


def sheet_matrix(sheet: Sheet) -> Matrix:
    """The sheet's correction in PDF's own space, where y grows upwards."""
    a, b, c, d, e, f = sheet.matrix
    height = sheet.size.height
    return (a, -b, -c, d, e + c * height, height * (1 - d) - f)


def combined(first: Matrix, then: Matrix) -> Matrix:
    """One matrix for two, put through one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def mapped(edges: Edges, matrix: Matrix) -> Edges:
    """Left, lower, right and upper edge after the matrix."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = edges
    xs = (a * x0 + c * y0 + e, a * x1 + c * y1 + e)
    ys = (b * x0 + d * y0 + f, b * x1 + d * y1 + f)
    return (min(xs), min(ys), max(xs), max(ys))
