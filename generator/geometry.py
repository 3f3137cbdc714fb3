"""Points, sizes and rectangles in PDF points; x grows to the right, y grows down from the top."""

from __future__ import annotations

from generator.frozen import dataclass


@dataclass(frozen=True)
class Size:
    """A width and a height in points."""

    width: float
    height: float


@dataclass(frozen=True)
class Rect:
    """A rectangle by its top-left corner, width and height, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.height

    def moved(self, dx: float, dy: float) -> Rect:
        """The same rectangle elsewhere."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def inset(self, by: float) -> Rect:
        """A rectangle smaller by `by` on every side; a negative amount grows it, as bleed does."""
        return Rect(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def contains(self, other: Rect, slack: float = 0.01) -> bool:
        """Whether `other` lies inside, give or take `slack` points of rounding."""
        return (
            self.x <= other.x + slack
            and self.y <= other.y + slack
            and self.right >= other.right - slack
            and self.bottom >= other.bottom - slack
        )

    def overlaps(self, other: Rect, slack: float = 0.01) -> bool:
        """Whether the two share more area than a common edge."""
        return (
            self.x < other.right - slack
            and other.x < self.right - slack
            and self.y < other.bottom - slack
            and other.y < self.bottom - slack
        )


def bounds(rects: tuple[Rect, ...]) -> Rect:
    """The smallest rectangle around all of `rects`; raises ValueError when there is none."""
    left, top = min(r.x for r in rects), min(r.y for r in rects)
    right, bottom = max(r.right for r in rects), max(r.bottom for r in rects)
    return Rect(left, top, right - left, bottom - top)
