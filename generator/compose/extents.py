"""Extents: the rectangles that placed items take up, and whether they keep to their panel."""

from __future__ import annotations

from collections.abc import Iterator

from generator.compose.items import Group, ImageItem, Item, PathItem, Role, TextItem, walk
from generator.geometry import Rect, bounds
from generator.text.model import GlyphRun

# Two hundredths of a millimetre are rounding.
_SLACK = 0.05


def item_extent(item: Item) -> Rect:
    """The rectangle around an item: text from ascent to descent, a path with its stroke, an image by its frame."""
    if isinstance(item, ImageItem):
        return item.frame
    if isinstance(item, PathItem):
        points = bounds(tuple(rect for operator, at in item.steps for rect in _step_extents(operator, at)))
        return points.inset(-item.stroke_width / 2) if item.stroke else points
    return bounds(tuple(run_extent(item, run) for run in item.line.runs))


def run_extent(item: TextItem, run: GlyphRun) -> Rect:
    """The rectangle of one run of a line, from ascent to descent."""
    ascent, descent = run.face.ascent * run.size, run.face.descent * run.size
    return Rect(item.x + run.x, item.baseline - ascent, run.width, ascent - descent)


def strays(group: Group, safe: Rect, painted: Rect) -> Iterator[Item]:
    """Items outside of where they may stand: live content in the safe area, paint in the panel with its bleed.

    A line of text is held to its width: ascenders reach over the first line's box in every design.
    """
    for owner, item in walk(group):
        if isinstance(item, TextItem):
            strays_off = not safe.contains(Rect(item.x, item.baseline, item.line.width, 0), _SLACK)
        else:
            strays_off = not (painted if owner.role is Role.ARTIFACT else safe).contains(item_extent(item), _SLACK)
        if strays_off:
            yield item


def _step_extents(operator: str, at: tuple[float, ...]) -> Iterator[Rect]:
    if operator == "re":
        yield Rect(*at)
    else:
        yield from (Rect(x, y, 0, 0) for x, y in zip(at[::2], at[1::2], strict=True))
