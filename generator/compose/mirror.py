"""Mirroring: what was composed from left to right set over for readers from right to left, with nothing turned in it.

Blocks are laid as if every language were read from left to right; here starts become ends. Words, codes, icons and
pictures keep their own look and only change their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.catalog.formats import Format
from generator.catalog.panels import FaceSpec
from generator.compose.extents import item_extent
from generator.compose.items import Group, Item, Role, TextItem, moved, walk
from generator.geometry import bounds
from generator.units import Length

# What is in these belongs together as a drawing, such as the strokes of an icon, and is moved as one.
_WHOLE = frozenset({Role.ARTIFACT, Role.FIGURE, Role.FORM})


def mirrored(parts: Sequence[Group | Item], width: float) -> tuple[Group | Item, ...]:
    """The parts of an area `width` points wide with their places counted from its right edge."""
    return tuple(_mirrored(part, width) for part in parts)


def _mirrored(part: Group | Item, width: float) -> Group | Item:
    if isinstance(part, Group) and part.role not in _WHOLE:
        return replace(part, children=mirrored(part.children, width))
    left, right = _reach(part)
    return moved(part, width - right - left, 0)


def _reach(part: Group | Item) -> tuple[float, float]:
    """Where a part starts and ends: a line of text by its measured width, anything else by its ink."""
    if isinstance(part, TextItem):
        return part.x, part.x + part.line.width
    if not isinstance(part, Group):
        extent = item_extent(part)
        return extent.x, extent.right
    extents = bounds(tuple(item_extent(item) for _, item in walk(part)))
    return extents.x, extents.right


def mirrored_format(kind: Format) -> Format:
    """The format with panels and folds counted from the right: its covers open at the other side."""
    return replace(kind, faces=tuple(_mirrored_face(face, kind.width) for face in kind.faces))


def _mirrored_face(face: FaceSpec, width: Length) -> FaceSpec:
    panels = tuple(replace(panel, x=width - panel.x - panel.width) for panel in face.panels)
    folds = tuple(replace(fold, at=width - fold.at) if fold.upright else fold for fold in face.folds)
    return replace(face, panels=panels, folds=folds)
