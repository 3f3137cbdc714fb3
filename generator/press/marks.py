"""Marks: hairlines that show where to cut and whether the plates agree, always outside the bleed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from generator.compose.items import PathItem
from generator.compose.paths import circle, line
from generator.geometry import Rect, bounds

# Printed on every plate (ISO 32000-1, 8.6.6.4: the colorant All).
REGISTRATION = "registration"
HAIRLINE = 0.25
PRESS_MARK = 13.5  # 3/16 in
# On a desk: long enough to lay a knife against, and high enough that a 6 pt line of slug stands beside it.
OFFICE_MARK = 8.5
# A piece without bleed still keeps its marks this far away, so that a cut a little outside shows no ink.
NEAREST_MARK = 3.0
TARGET = 13.5


def mark_offset(bleed: float) -> float:
    """How far from the trim a crop mark starts, in points; its round cap ends where the bleed ends."""
    return max(bleed, NEAREST_MARK) + HAIRLINE / 2


def mark_reach(bleed: float) -> float:
    """How much room beyond the trim an office crop mark needs, caps and all."""
    return mark_offset(bleed) + OFFICE_MARK + HAIRLINE / 2


def crop_marks(trims: tuple[Rect, ...], bleed: float, length: float) -> tuple[PathItem, ...]:
    """A pair of marks at every cut line, in the margins around the block of pieces and outside its bleed."""
    block = bounds(trims)
    near, far = mark_offset(bleed), mark_offset(bleed) + length
    marks: list[PathItem] = []
    for x in _cuts(edge for trim in trims for edge in (trim.x, trim.right)):
        marks.append(_hairline(x, block.y - near, x, block.y - far))
        marks.append(_hairline(x, block.bottom + near, x, block.bottom + far))
    for y in _cuts(edge for trim in trims for edge in (trim.y, trim.bottom)):
        marks.append(_hairline(block.x - near, y, block.x - far, y))
        marks.append(_hairline(block.right + near, y, block.right + far, y))
    return tuple(marks)


def targets(trim: Rect, centre: float) -> tuple[PathItem, ...]:
    """Registration targets in the middle of each side with room for one, `centre` points outside the trim."""
    middle_x, middle_y = trim.x + trim.width / 2, trim.y + trim.height / 2
    marks: list[PathItem] = []
    if trim.width >= 3 * TARGET:
        marks += [_target(middle_x, trim.y - centre), _target(middle_x, trim.bottom + centre)]
    if trim.height >= 3 * TARGET:
        marks += [_target(trim.x - centre, middle_y), _target(trim.right + centre, middle_y)]
    return tuple(marks)


def path_extent(path: PathItem) -> Rect:
    """The rectangle of all points of a stroked path of lines and curves, with half its stroke around."""
    xs = [value for _, at in path.steps for value in at[0::2]]
    ys = [value for _, at in path.steps for value in at[1::2]]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).inset(-path.stroke_width / 2)


def _cuts(edges: Iterable[float]) -> tuple[float, ...]:
    """Each cut line once: where pieces touch, two edges are one cut."""
    ordered = sorted(edges)
    return (*ordered[:1], *(after for before, after in pairwise(ordered) if after - before > 0.01))


def _hairline(x: float, y: float, to_x: float, to_y: float) -> PathItem:
    return PathItem(line(x, y, to_x, to_y), stroke=REGISTRATION, stroke_width=HAIRLINE)


def _target(x: float, y: float) -> PathItem:
    """A circle with a cross through it, `TARGET` points across with its stroke."""
    arm = (TARGET - HAIRLINE) / 2
    cross = line(x - arm, y, x + arm, y) + line(x, y - arm, x, y + arm)
    return PathItem(cross + circle(x, y, arm * 0.6), stroke=REGISTRATION, stroke_width=HAIRLINE)
