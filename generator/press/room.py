"""Room: the first free place for a shape among what already stands on a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.geometry import Rect

# Floating-point noise only: what stands beside something may touch it but never enter it.
_TOUCH = 1e-6


def first_room(shape: Sequence[Rect], area: Rect, taken: Sequence[Rect]) -> tuple[float, float] | None:
    """How far to move `shape` so that it stands in `area` clear of `taken`: topmost, then leftmost; None without room.

    A shape pushed up and left until it can go no further touches the area or something taken,
    so trying those edges misses no room.
    """
    across = _offsets((part.x for part in shape), (area.x, *(rect.right for rect in taken)))
    down = _offsets((part.y for part in shape), (area.y, *(rect.bottom for rect in taken)))
    for dy in down:
        for dx in across:
            if all(_free(part.moved(dx, dy), area, taken) for part in shape):
                return dx, dy
    return None


def _offsets(starts: Iterable[float], edges: Sequence[float]) -> tuple[float, ...]:
    return tuple(sorted({edge - start for start in starts for edge in edges}))


def _free(part: Rect, area: Rect, taken: Sequence[Rect]) -> bool:
    return area.contains(part, _TOUCH) and not any(part.overlaps(rect, _TOUCH) for rect in taken)
