"""Sizes: what kind of thing a piece is when one holds it."""

from __future__ import annotations

from enum import StrEnum

from generator.catalog.formats import Format

# What is larger than a tabloid's half is hung up, what is smaller than a postcard is held in a hand.
_POSTER_SIDE = 12 * 72.0
_CARD_SIDE = 6.0 * 72


class Size(StrEnum):
    """What kind of thing a piece is when one holds it."""

    CARD = "card"
    SHEET = "sheet"
    POSTER = "poster"
    FOLDED = "folded"
    BOOKLET = "booklet"


def size_of(kind: Format) -> Size:
    """What kind of thing a format is."""
    longest = max(kind.width.pt, kind.height.pt)
    if kind.saddle:
        return Size.BOOKLET
    if any(face.folds for face in kind.faces):
        return Size.FOLDED
    return Size.POSTER if longest > _POSTER_SIDE else Size.CARD if longest <= _CARD_SIDE else Size.SHEET
