"""Colour: a named ink as the operator that sets it, in process inks or in light."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from generator.catalog.themes import Ink
from generator.pdf.numbers import numbers
from generator.press.marks import REGISTRATION


class ColourSpace(StrEnum):
    """What the document is painted in: the four process inks for paper, or red, green and blue for screens."""

    CMYK = "cmyk"
    RGB = "rgb"


def on_every_plate(ink: str, colour: ColourSpace) -> bool:
    """Whether the ink is painted through the colour space named /All, on every plate (ISO 32000-1, 8.6.6.4)."""
    return ink == REGISTRATION and colour is ColourSpace.CMYK


def colour_operator(ink: str, inks: Mapping[str, Ink], colour: ColourSpace, *, stroke: bool) -> str:
    """The operator that makes `ink` the fill or stroke colour; raises KeyError for an ink nobody declared."""
    if on_every_plate(ink, colour):
        return "/All CS 1 SCN" if stroke else "/All cs 1 scn"
    if ink == REGISTRATION:
        return "0 0 0 RG" if stroke else "0 0 0 rg"
    if colour is ColourSpace.CMYK:
        return f"{numbers(inks[ink].cmyk)} {'K' if stroke else 'k'}"
    return f"{numbers(inks[ink].rgb)} {'RG' if stroke else 'rg'}"
