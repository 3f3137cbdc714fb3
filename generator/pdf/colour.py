"""Colour: a named ink as the operator that sets it, in process inks, in a plate of its own, or in light."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from generator.catalog.inks import BLACK, CMYK, REGISTRATION, Ink
from generator.frozen import dataclass
from generator.pdf.numbers import numbers


class ColourSpace(StrEnum):
    """What the document is painted in: the four process inks for paper, or red, green and blue for screens."""

    CMYK = "cmyk"
    RGB = "rgb"


@dataclass(frozen=True)
class Separation:
    """A plate of its own; where a press has no plate of that name, `alternate` is painted in its stead."""

    colorant: str
    alternate: CMYK


# Every plate at once (ISO 32000-1, 8.6.6.4).
ALL_PLATES = Separation("All", (1, 1, 1, 1))


@dataclass(frozen=True)
class Overprint:
    """A state of overprinting: whether fills and strokes leave the inks below that they do not use themselves."""

    fill: bool
    stroke: bool

    @property
    def name(self) -> str:
        """What the state is called among a document's resources."""
        return f"Overprint{'Fill' * self.fill}{'Stroke' * self.stroke}" if self.fill or self.stroke else "KnockOut"


def separation_of(ink: str, inks: Mapping[str, Ink], colour: ColourSpace) -> Separation | None:
    """The plate that the ink has to itself; None for process inks and light. Raises KeyError for an unknown ink."""
    if ink == REGISTRATION:
        return ALL_PLATES if colour is ColourSpace.CMYK else None
    if colour is ColourSpace.CMYK and inks[ink].spot:
        return Separation(inks[ink].spot, inks[ink].cmyk)
    return None


def colour_operator(ink: str, inks: Mapping[str, Ink], colour: ColourSpace, *, stroke: bool) -> str:
    """The operator that makes an ink without a plate of its own the fill or stroke colour."""
    if ink == REGISTRATION:
        return "0 0 0 RG" if stroke else "0 0 0 rg"
    if colour is ColourSpace.CMYK:
        return f"{numbers(inks[ink].cmyk)} {'K' if stroke else 'k'}"
    return f"{numbers(inks[ink].rgb)} {'RG' if stroke else 'rg'}"


def overprint_of(fill: str, stroke: str) -> Overprint:
    """Black alone, where these operators set it, overprints; whatever else they set knocks out what lies under it.

    In overprint mode 1 a share of nothing leaves the ink below as it is (ISO 32000-1, 11.7.4.3): white would vanish,
    and a tint would take on the colour of its ground.
    """
    black = numbers(BLACK)
    return Overprint(fill == f"{black} k", stroke == f"{black} K")
