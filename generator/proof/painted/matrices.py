"""Matrices and boxes of PDF: y grows upwards, a box is its left, lower, right and upper edge."""

from __future__ import annotations

import math
from collections.abc import Iterable

# The six numbers of a PDF matrix: x' = ax + cy + e, y' = bx + dy + f (ISO 32000-1, 8.3.4).
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Point = tuple[float, float]

SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first` and `then` the other, as `cm` puts one before the current matrix."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def box_around(points: Iterable[Point], matrix: Matrix = SAME) -> Box:
    """The smallest upright box around the points as the matrix moves them; raises ValueError where there are none."""
    a, b, c, d, e, f = matrix
    xs, ys = zip(*((a * x + c * y + e, b * x + d * y + f) for x, y in points), strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def box_moved(box: Box, matrix: Matrix) -> Box:
    """The smallest upright box around a box as the matrix moves it; quick, for a page has thousands."""
    a, b, c, d, e, f = matrix
    if b or c:
        return box_around(corners(box), matrix)
    left, lower, right, upper = box[0] * a + e, box[1] * d + f, box[2] * a + e, box[3] * d + f
    if left > right:
        left, right = right, left
    if lower > upper:
        lower, upper = upper, lower
    return (left, lower, right, upper)


def moved(matrix: Matrix, x: float, y: float) -> Matrix:
    """The matrix with its origin moved in its own space, as `times` would with a matrix that only moves."""
    a, b, c, d, e, f = matrix
    return (a, b, c, d, a * x + c * y + e, b * x + d * y + f)


def corners(box: Box) -> tuple[Point, Point, Point, Point]:
    """The four corners of a box, counter-clockwise from its lower left."""
    left, lower, right, upper = box
    return ((left, lower), (right, lower), (right, upper), (left, upper))


def is_upright(matrix: Matrix) -> bool:
    """Whether the matrix keeps upright boxes upright: no turn but by quarters, no slant."""
    a, b, c, d = matrix[:4]
    return (b == 0 and c == 0) or (a == 0 and d == 0)


def scale(matrix: Matrix) -> float:
    """How much the matrix enlarges a length, on average of all directions."""
    a, b, c, d = matrix[:4]
    return math.sqrt(abs(a * d - b * c))


def height(matrix: Matrix) -> float:
    """How much the matrix enlarges a height."""
    return math.hypot(matrix[2], matrix[3])


def grown(box: Box, by: float) -> Box:
    """A box larger by `by` on every side."""
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def cut(box: Box, clip: Box | None) -> Box:
    """What of a box lies inside the clip; a box that lies outside shrinks to nothing at the nearest edge."""
    if clip is None:
        return box
    left, lower, right, upper = clip
    return (
        min(max(box[0], left), right),
        min(max(box[1], lower), upper),
        max(min(box[2], right), left),
        max(min(box[3], upper), lower),
    )
