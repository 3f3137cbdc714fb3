"""Boxes: blocks that know their size, before they know their place; joining boxes moves what is in them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog.blocks import Block
from generator.compose.items import Group, Item, moved


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
