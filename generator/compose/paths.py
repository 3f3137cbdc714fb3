"""Small geometry for paths: circles, rectangles and lines as steps."""

from __future__ import annotations

from generator.compose.items import Step
from generator.geometry import Rect

# Four cubic curves draw a circle to within 0.03 % of its radius with this share of the radius as handle length.
_KAPPA = 0.5522847


def circle(x: float, y: float, radius: float) -> tuple[Step, ...]:
    """A circle around (x, y)."""
    r, k = radius, radius * _KAPPA
    return (
        ("m", (x + r, y)),
        ("c", (x + r, y + k, x + k, y + r, x, y + r)),
        ("c", (x - k, y + r, x - r, y + k, x - r, y)),
        ("c", (x - r, y - k, x - k, y - r, x, y - r)),
        ("c", (x + k, y - r, x + r, y - k, x + r, y)),
        ("h", ()),
    )


def rectangle(rect: Rect) -> tuple[Step, ...]:
    """A rectangle."""
    return (("re", (rect.x, rect.y, rect.width, rect.height)),)


def line(x1: float, y1: float, x2: float, y2: float) -> tuple[Step, ...]:
    """A straight line."""
    return (("m", (x1, y1)), ("l", (x2, y2)))
