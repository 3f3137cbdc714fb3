"""Marks: hairlines that show where to cut and whether the plates agree, always outside the bleed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from generator.catalog.inks import REGISTRATION
from generator.compose.extents import item_extent
from generator.compose.items import PathItem
from generator.compose.paths import circle, line
from generator.geometry import Rect, bounds

HAIRLINE = 0.25
PRESS_MARK = 13.5  # 3/16 in
# On a desk: long enough to lay a knife against, and high enough that a 6 pt line of slug stands beside it.
OFFICE_MARK = 8.5
# A piece without bleed still keeps its marks this far away, so that a cut a little outside shows no ink.
NEAREST_MARK = 3.0
TARGET = 13.5
TICK = 6.0
FOLD_DASH = (2.0, 1.5)

# A line across a sheet: upright at an x, or lying at a y.
Line = tuple[bool, float]


def mark_offset(bleed: float) -> float:
    """How far from the trim a crop mark starts, in points; its round cap ends where the bleed ends."""
    return max(bleed, NEAREST_MARK) + HAIRLINE / 2


def mark_reach(bleed: float) -> float:
    """How much room beyond the trim an office crop mark needs, caps and all."""
    return mark_offset(bleed) + OFFICE_MARK + HAIRLINE / 2


def crop_marks(trims: tuple[Rect, ...], bleed: float, length: float) -> tuple[PathItem, ...]:
    """A pair of marks at every cut line, in the margins around the block of pieces and outside its bleed."""
    return tuple(mark for cut in _cut_lines(trims) for mark in _pair(cut, bounds(trims), bleed, length))


def office_marks(trims: tuple[Rect, ...], bleed: float, printable: Rect, block: Rect) -> tuple[PathItem, ...]:
    """Crop marks around the block of all places, as far as the printer reaches, for the cuts of those that are taken.

    Where pieces run to the rim they are ticks on the cut line inside it.
    """
    return tuple(
        mark for cut in _cut_lines(trims) for mark in _reachable(cut, _pair(cut, block, bleed, OFFICE_MARK), printable)
    )


def fold_marks(folds: Iterable[Line], block: Rect, bleed: float, area: Rect) -> tuple[PathItem, ...]:
    """Dashed marks at both ends of every fold, outside the bleed, or as ticks where `area` ends before that."""
    return tuple(
        replace(mark, dash=FOLD_DASH)
        for fold in dict.fromkeys(folds)
        for mark in _reachable(fold, _pair(fold, block, bleed, OFFICE_MARK), area)
    )


def _cut_lines(trims: tuple[Rect, ...]) -> tuple[Line, ...]:
    upright = tuple((True, x) for x in _cuts(edge for trim in trims for edge in (trim.x, trim.right)))
    return (*upright, *((False, y) for y in _cuts(edge for trim in trims for edge in (trim.y, trim.bottom))))


def _pair(cut: Line, block: Rect, bleed: float, length: float) -> tuple[PathItem, PathItem]:
    """The marks at both ends of a line across the block."""
    near, far = mark_offset(bleed), mark_offset(bleed) + length
    upright, at = cut
    if upright:
        return (
            _hairline(at, block.y - near, at, block.y - far),
            _hairline(at, block.bottom + near, at, block.bottom + far),
        )
    return _hairline(block.x - near, at, block.x - far, at), _hairline(block.right + near, at, block.right + far, at)


def _reachable(cut: Line, marks: tuple[PathItem, PathItem], area: Rect) -> list[PathItem]:
    """The marks inside the area; for one outside a tick inside it, unless the line is the rim itself."""
    upright, at = cut
    inside = area.x < at < area.right if upright else area.y < at < area.bottom
    kept = []
    for index, mark in enumerate(marks):
        if area.contains(item_extent(mark), slack=1.0):
            kept.append(mark)
        elif inside:
            start = (area.y, area.bottom - TICK)[index] if upright else (area.x, area.right - TICK)[index]
            line_ends = (at, start, at, start + TICK) if upright else (start, at, start + TICK, at)
            kept.append(_hairline(*line_ends))
    return kept


def targets(trim: Rect, centre: float) -> tuple[PathItem, ...]:
    """Registration targets in the middle of each side with room for one, `centre` points outside the trim."""
    middle_x, middle_y = trim.x + trim.width / 2, trim.y + trim.height / 2
    marks: list[PathItem] = []
    if trim.width >= 3 * TARGET:
        marks += [target(middle_x, trim.y - centre), target(middle_x, trim.bottom + centre)]
    if trim.height >= 3 * TARGET:
        marks += [target(trim.x - centre, middle_y), target(trim.right + centre, middle_y)]
    return tuple(marks)


def _cuts(edges: Iterable[float]) -> tuple[float, ...]:
    """Each cut line once: where pieces touch, two edges are one cut."""
    ordered = sorted(edges)
    return (*ordered[:1], *(after for before, after in pairwise(ordered) if after - before > 0.01))


def _hairline(x: float, y: float, to_x: float, to_y: float) -> PathItem:
    return PathItem(line(x, y, to_x, to_y), stroke=REGISTRATION, stroke_width=HAIRLINE)


def target(x: float, y: float) -> PathItem:
    """A circle with a cross through it, `TARGET` points across with its stroke."""
    arm = (TARGET - HAIRLINE) / 2
    cross = line(x - arm, y, x + arm, y) + line(x, y - arm, x, y + arm)
    return PathItem(cross + circle(x, y, arm * 0.6), stroke=REGISTRATION, stroke_width=HAIRLINE)
