"""A leaf: one page as the rules over what is painted look at it, with its content read once for all of them."""

from __future__ import annotations

from typing import Protocol

import pikepdf

from generator.frozen import dataclass
from generator.proof.checks import Check
from generator.proof.pages import FinishedPage
from generator.proof.painted.contents import Painted
from generator.proof.painted.matrices import Box
from generator.proof.painted.plainobjects import as_whole
from generator.proof.x4.pages import bleed_of, box_of, inherited
from generator.units import MM

_SNIPPET = 40
# The empty rim of type on each side, in shares of its box, and at the most in shares of its size.
_RIM, _MOST_RIM = 0.2, 0.5
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Leaf:
    """One page: what it paints in painting order, and what was read back from it."""

    page: pikepdf.Page
    read: FinishedPage
    painted: tuple[Painted, ...]

    @property
    def number(self) -> int:
        """The page's number, from 1."""
        return self.read.number

    @property
    def bleed(self) -> Box:
        """The part of the page that is printed."""
        return bleed_of(self.page)

    def place_of(self, x: float, y: float) -> tuple[float, float]:
        """A place seen from the top-left of the page as it is shown, in the page's own points."""
        left, lower, right, upper = box_of(self.page, "/CropBox") or box_of(self.page, "/MediaBox") or _NOWHERE
        turn = (as_whole(inherited(self.page, "/Rotate")) or 0) % 360  # clockwise (ISO 32000-1, table 30)
        if turn == 90:
            return left + y, lower + x
        if turn == 180:
            return right - x, lower + y
        if turn == 270:
            return right - y, upper - x
        return left + x, upper - y


class LeafRule(Protocol):
    """A rule over what is painted: it looks at every leaf once, and answers after the last."""

    def look(self, leaf: Leaf) -> None:
        """Hold one page against the rule."""

    def check(self) -> Check:
        """The answer for the whole file."""


def inked_box(one: Painted) -> Box:
    """Where something has ink: the box of type without the rim that its letters leave empty."""
    if one.kind != "text":
        return one.box
    left, lower, right, upper = one.box
    x, y = (min(_RIM * side, _MOST_RIM * one.size) for side in (right - left, upper - lower))
    return (left + x, lower + y, right - x, upper - y)


def what(one: Painted) -> str:
    """Something painted, for a message: its words, or its kind, size and place."""
    if one.kind == "text":
        line = "".join(character if character.isprintable() else " " for character in one.text).strip()
        return f"“{line if len(line) <= _SNIPPET else f'{line[: _SNIPPET - 1]}…'}”"
    left, lower, right, upper = (edge / MM for edge in one.box)
    kind = {"path": "shape", "image": "picture"}.get(one.kind, "blend")
    size = f"{right - left:.0f} × {upper - lower:.0f} mm"
    return f"The {kind} of {size} at {left:.0f}, {lower:.0f} mm from the lower left"
