"""Boxes: blocks that know their size, before they know their place; joining boxes moves what is in them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.catalog.blocks import Block
from generator.compose.items import Group, Item, moved
from generator.frozen import dataclass


@dataclass(frozen=True)
class Box:
    """A laid-out block: width and height in points and its parts from its own top-left corner.

    `open` boxes are spacers that share what room is left; `block` is what the box was made from.
    """

    width: float
    height: float
    parts: tuple[Group | Item, ...] = ()
    block: Block | None = None
    open: bool = False

    def at(self, x: float, y: float) -> tuple[Group | Item, ...]:
        """The parts with the box's corner at that place."""
        return tuple(moved(part, x, y) for part in self.parts)


def pile(boxes: Sequence[Box], gap: float = 0.0) -> tuple[tuple[Group | Item, ...], float]:
    """The parts of boxes below one another, and how high they come."""
    parts: list[Group | Item] = []
    y = 0.0
    for box in boxes:
        parts += box.at(0, y)
        y += box.height + gap
    return tuple(parts), y - gap if boxes else 0.0


def pour(columns: Sequence[Sequence[Box]], pitch: float, gap: float) -> tuple[tuple[Group | Item, ...], float]:
    """The parts of boxes in columns `pitch` points apart, read downwards, and how high the tallest comes."""
    piles = [pile(column, gap) for column in columns]
    parts = (moved(part, index * pitch, 0) for index, (column, _) in enumerate(piles) for part in column)
    return tuple(parts), max((height for _, height in piles), default=0.0)
