"""The ruler: a line of known length that proves a sheet was printed at 100 %."""

from __future__ import annotations

from generator.compose.extents import item_extent
from generator.compose.items import Item, PathItem, Step
from generator.frozen import dataclass
from generator.geometry import Rect
from generator.press.marks import HAIRLINE
from generator.press.slug import Label, SlugStyle, one_line
from generator.units import MM

LENGTHS = (100, 50)
_TALL, _SHORT, _AIR = 6.0, 3.5, 2.0


@dataclass(frozen=True)
class Ruler:
    """A ruler from the origin, upright or lying, with its length in millimetres set at its foot or its end."""

    length: int
    upright: bool
    scale: PathItem
    label: Label
    label_x: float
    label_y: float

    @property
    def shape(self) -> tuple[Rect, Rect]:
        """The two rectangles it needs: the scale with its stroke, and the label."""
        return item_extent(self.scale), Rect(self.label_x, self.label_y, self.label.width, self.label.height)

    def items(self) -> tuple[Item, ...]:
        """The scale and its label, to be moved into place."""
        return (self.scale, *self.label.at(self.label_x, self.label_y))


def shown_length(length: int) -> str:
    """A ruler's length as it is printed, with a no-break space."""
    return f"{length}\u00a0mm"


def rulers(slug: SlugStyle) -> tuple[Ruler, ...]:
    """Every ruler that would do, the best first: long before short, upright before lying."""
    return tuple(_ruler(length, upright, slug) for length in LENGTHS for upright in (True, False))


def _ruler(length: int, upright: bool, slug: SlugStyle) -> Ruler:
    label = one_line(slug.data(shown_length(length)), slug)
    scale = PathItem(scale_steps(length, upright=upright), stroke=slug.style.ink, stroke_width=HAIRLINE)
    reach = length * MM + _AIR
    label_x, label_y = (0.0, reach) if upright else (reach, (_TALL - label.height) / 2)
    return Ruler(length, upright, scale, label, label_x, label_y)


def scale_steps(length: int, *, upright: bool) -> tuple[Step, ...]:
    """A line with a tick at every centimetre, taller at every fifth."""
    steps = [*_stroke(0, 0, length * MM, 0, upright)]
    for at in range(0, length + 1, 10):
        tall = _TALL if at % 50 == 0 else _SHORT
        steps += _stroke(at * MM, 0, at * MM, tall, upright)
    return tuple(steps)


def _stroke(along: float, aside: float, to_along: float, to_aside: float, upright: bool) -> tuple[Step, Step]:
    if upright:
        return ("m", (aside, along)), ("l", (to_aside, to_along))
    return ("m", (along, aside)), ("l", (to_along, to_aside))
