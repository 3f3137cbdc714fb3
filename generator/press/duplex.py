"""Duplex: where a place on the front of a sheet is found on its back, for either edge the paper turns about."""

from __future__ import annotations

from enum import StrEnum

from generator.geometry import Rect, Size


class Flip(StrEnum):
    """The edge of the paper about which a duplex printer turns it."""

    LONG = "long"
    SHORT = "short"


def back_of(rect: Rect, size: Size, flip: Flip) -> Rect:
    """The rectangle on the back that lies behind `rect` on the front; applied twice it gives `rect` again."""
    if _about_vertical(size, flip):
        return Rect(size.width - rect.right, rect.y, rect.width, rect.height)
    return Rect(rect.x, size.height - rect.bottom, rect.width, rect.height)


def back_turn(turn: int, size: Size, flip: Flip) -> int:
    """The clockwise turn of a back whose top lies behind the top of a front turned by `turn` degrees.

    So a reader who turns the finished piece like a page finds its back upright.
    """
    return -turn % 360 if _about_vertical(size, flip) else (180 - turn) % 360


def _about_vertical(size: Size, flip: Flip) -> bool:
    """The long edge stands upright on portrait paper and lies flat on landscape paper."""
    return (size.height >= size.width) == (flip is Flip.LONG)
