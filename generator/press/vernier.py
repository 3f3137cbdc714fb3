"""The stepped grid: lines on both sides of a sheet, a little farther apart on the back, that tell how far it is off."""

from __future__ import annotations

from collections.abc import Iterator

from generator.compose.items import PathItem, Step
from generator.compose.paths import circle, line
from generator.geometry import Rect, Size
from generator.press.duplex import Flip, back_of
from generator.press.ruler import scale_steps
from generator.units import MM

# Millimetres: the lines of the front and of the back, and so how much a step from line to line tells.
PITCH, STEP = 8.0, 0.2
STEPS = 10
# How far lines reach from an arm, and how far beyond it, so that those of both sides run into each other.
REACH, OVERLAP = 7.0, 1.0
# Half of the grid in the middle, in squares of a millimetre: as far as readings may go.
GRID = 5
# The rulers to be measured, in millimetres.
RULER = 180

_FINE, _PLAIN, _BOLD = 0.2, 0.4, 0.6


def front_marks(size: Size, flip: Flip, ink: str) -> tuple[PathItem, ...]:
    """The cross to be pricked and the lines to hold the back against, where they shine through the paper."""
    x, y = size.width / 2, size.height / 2
    arm = GRID * MM
    cross = line(x - arm, y, x + arm, y) + line(x, y - arm, x, y + arm)
    seen = tuple(step for rect in _lines(size, PITCH, -REACH, OVERLAP) for step in _across(back_of(rect, size, flip)))
    return (
        PathItem(cross + circle(x, y, 1.5 * MM), stroke=ink, stroke_width=_PLAIN),
        PathItem(seen, stroke=ink, stroke_width=_PLAIN),
    )


def back_marks(size: Size, ink: str) -> tuple[PathItem, ...]:
    """The grid that the hole is read on, and the numbered lines."""
    lines = tuple(step for rect in _lines(size, PITCH + STEP, -OVERLAP, REACH) for step in _across(rect))
    fine = tuple(step for at in range(-GRID, GRID + 1) for step in _grid_pair(size, at * MM))
    bold = tuple(step for at in (-GRID, 0, GRID) for step in _grid_pair(size, at * MM))
    return (
        PathItem(fine, stroke=ink, stroke_width=_FINE),
        PathItem(bold, stroke=ink, stroke_width=_BOLD),
        PathItem(lines, stroke=ink, stroke_width=_PLAIN),
    )


def numbered(size: Size) -> Iterator[tuple[bool, float, str]]:
    """For lines of the back whether they stand upright, where, and the millimetres that they stand for.

    The first on either side has none: the numbers of both arms would meet there.
    """
    for upright, middle in ((True, size.width / 2), (False, size.height / 2)):
        for step in (step for step in _steps() if abs(step) > 1):
            yield upright, middle + step * (PITCH + STEP) * MM, f"{abs(step) * STEP:.1f}"


def ruler_marks(x: float, y: float, *, upright: bool, ink: str) -> PathItem:
    """A ruler to be measured, from a point down or to the right."""
    steps = tuple((op, (at[0] + x, at[1] + y)) for op, at in scale_steps(RULER, upright=upright))
    return PathItem(steps, stroke=ink, stroke_width=_PLAIN)


def _steps() -> tuple[int, ...]:
    return tuple(step for step in range(-STEPS, STEPS + 1) if step)


def _lines(size: Size, pitch: float, start: float, end: float) -> Iterator[Rect]:
    """Lines across both arms as one looks at the back, from `start` to `end` millimetres beside the arm."""
    x, y = size.width / 2, size.height / 2
    for step in _steps():
        at = step * pitch * MM
        yield Rect(x + at, y + start * MM, 0.0, (end - start) * MM)
        yield Rect(x + start * MM, y + at, (end - start) * MM, 0.0)


def _across(rect: Rect) -> tuple[Step, ...]:
    return line(rect.x, rect.y, rect.right, rect.bottom)


def _grid_pair(size: Size, at: float) -> tuple[Step, ...]:
    x, y, half = size.width / 2, size.height / 2, GRID * MM
    return line(x + at, y - half, x + at, y + half) + line(x - half, y + at, x + half, y + at)
