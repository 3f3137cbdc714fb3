"""The ink rules over what is painted: rich black type, overprinting, registration ink, RGB among inks, codes in black.

Where a rule asks what lies under something it goes by upright boxes in painting order, which is near enough for type
on bands and pictures; exact plates come only from a press's own software.
"""

from __future__ import annotations

from generator.proof.checks import Check
from generator.proof.ink.colours import (
    beside_black,
    coverage,
    is_black_only,
    is_ink,
    is_light,
    is_nothing,
    is_registration,
    leaves_others,
    shown,
)
from generator.proof.ink.leaf import Leaf, inked_box, what
from generator.proof.ink.pictures import is_ink_picture, is_light_picture
from generator.proof.painted.colours import Colour
from generator.proof.painted.contents import Painted
from generator.proof.ruling import Ruling
from generator.proof.x4.pages import meets

GROUP = "Ink"
# Two plates never meet exactly: under this size letters show a coloured rim (a rule of thumb of print shops).
_SMALL_TYPE = 14.0
# Black to the eye: nearly full black with a visible share of a colour, or as much ink as 60/40/40/100 has.
_BLACK, _COLOURED, _RICH = 0.85, 0.05, 2.4
_FULL_BLACK = 0.99
# Grounds looked at under one piece of type, the last ones painted: drawings may have thousands of parts.
_GROUNDS = 200


class RichBlackText:
    """Small black type is of black ink alone."""

    def __init__(self, name: str) -> None:
        self._ruling = Ruling(GROUP, "ink.rich-black-text", "Small black type in black ink alone", "under 14 pt", name)

    def look(self, leaf: Leaf) -> None:
        """Look at the type of one page."""
        for one in leaf.painted:
            colour = one.fill or one.stroke
            if one.kind == "text" and colour and one.size < _SMALL_TYPE and is_rich_black(colour):
                problem = f"{what(one)} is set in {one.size:.1f} pt in {shown(colour)}: black of several inks."
                fix = "Set it in 100 % black only, with no cyan, magenta or yellow; it stays sharp then."
                self._ruling.error(problem, fix, page=leaf.number, seen=shown(colour))

    def check(self) -> Check:
        """The answer for the file."""
        return self._ruling.check(_counted(self._ruling, "in rich black"))


def is_rich_black(colour: Colour) -> bool:
    """Whether a colour looks black and is made of more than black ink."""
    if colour.process is None or is_registration(colour):
        return False
    black = colour.process[3] >= _BLACK and max(colour.process[:3]) > _COLOURED
    return black or (coverage(colour) >= _RICH and not colour.colorants)


class BlackKnocksOut:
    """Black type overprints what lies under it, so that no white rim shows; asked of press files only."""

    def __init__(self, name: str) -> None:
        self._ruling = Ruling(GROUP, "ink.black-knocks-out", "Black type overprints colours", "on any ground", name)

    def look(self, leaf: Leaf) -> None:
        """Look at the black type of one page that stands on a ground."""
        grounds: list[Painted] = []
        for one in leaf.painted:
            if one.kind != "text" and _covers_with_colour(one):
                grounds.append(one)
            elif _knocks_out(one) and any(meets(inked_box(one), ground.box) for ground in grounds[-_GROUNDS:]):
                problem = f"{what(one)} is black type that knocks a hole into the colour under it."
                fix = "Set black type to overprint; most programs do so for 100 % black."
                self._ruling.warn(problem, fix, page=leaf.number)

    def check(self) -> Check:
        """The answer for the file."""
        return self._ruling.check(_counted(self._ruling, "knocking out"))


def _knocks_out(one: Painted) -> bool:
    if one.kind != "text" or one.fill is None or not is_black_only(one.fill):
        return False
    return coverage(one.fill) >= _FULL_BLACK and not leaves_others(one.fill, one.overprint, one.overprint_mode)


def _covers_with_colour(one: Painted) -> bool:
    if one.kind == "image":
        return one.image is not None and is_ink_picture(one.image)
    return bool(one.fill and one.parts == 1 and is_ink(one.fill) and beside_black(one.fill) > _COLOURED)


class Overprints:
    """Only black overprints: white would vanish, and colours would mix with what lies under them."""

    def __init__(self, name: str) -> None:
        title = "White and colours do not overprint"
        self._ruling = Ruling(GROUP, "ink.white-overprint", title, "black ink only", name)

    def look(self, leaf: Leaf) -> None:
        """Look at all that overprints on one page."""
        for one in leaf.painted:
            pairs = ((one.fill, one.overprint), (one.stroke, one.stroke_overprint))
            for colour in (colour for colour, over in pairs if colour and over):
                self._judge(leaf.number, one, colour)

    def _judge(self, page: int, one: Painted, colour: Colour) -> None:
        fix = "Switch overprinting off for everything but 100 % black."
        if is_nothing(colour):
            problem = f"{what(one)} is white and overprints, so it vanishes from the print."
            self._ruling.error(problem, fix, page=page, seen=f"{shown(colour)}, overprint")
        elif colour.process and not colour.colorants and not is_black_only(colour):
            problem = f"{what(one)} in {shown(colour)} overprints, so it mixes with what lies under it."
            self._ruling.error(problem, fix, page=page, seen=f"{shown(colour)}, overprint")

    def check(self) -> Check:
        """The answer for the file."""
        return self._ruling.check(_counted(self._ruling, "overprinting"))


class RegistrationInk:
    """Registration ink is for marks outside the bleed: anywhere else it lays every plate on one spot."""

    def __init__(self, name: str) -> None:
        title = "Registration ink for marks only"
        self._ruling = Ruling(GROUP, "ink.registration", title, "outside the bleed", name)
        self._seen = False

    def look(self, leaf: Leaf) -> None:
        """Look at what one page paints on every plate."""
        printed = leaf.bleed
        for one in leaf.painted:
            colours = [colour for colour in (one.fill, one.stroke) if colour and is_registration(colour)]
            self._seen |= bool(colours)
            if colours and max(max(colour.values, default=0) for colour in colours) > 0 and meets(one.box, printed):
                problem = f"{what(one)} inside the bleed is in registration ink, which prints on every plate."
                self._ruling.error(problem, "Use 100 % black instead.", page=leaf.number)

    def check(self) -> Check:
        """The answer for the file."""
        return self._ruling.check(_counted(self._ruling, "inside", "marks only" if self._seen else "none"))


class MixedColours:
    """One file is painted in inks or in light, not both; asked where no output intent tells how to unite them."""

    def __init__(self, name: str) -> None:
        self._ruling = Ruling(GROUP, "ink.mixed", "Inks and RGB are not mixed", "one of them", name)
        self._inks = 0
        self._light = 0

    def look(self, leaf: Leaf) -> None:
        """Look at the colours of one page."""
        if not self._inks and has_ink(leaf):
            self._inks = leaf.number
        if not self._light and any(map(paints_light, leaf.painted)):
            self._light = leaf.number

    def check(self) -> Check:
        """The answer for the file."""
        if self._inks and self._light:
            problem = f"The file is painted in inks (page {self._inks}) and in RGB (page {self._light})."
            self._ruling.warn(problem, "Convert all of it to CMYK for print, or all of it to RGB for screens.")
        return self._ruling.check("both" if self._inks and self._light else "inks only")


def has_ink(leaf: Leaf) -> bool:
    """Whether anything on the page is painted in process or spot inks."""
    return any(
        any(colour and is_ink(colour) for colour in (one.fill, one.stroke))
        or (one.image is not None and is_ink_picture(one.image))
        for one in leaf.painted
    )


def paints_light(one: Painted) -> bool:
    """Whether something is painted in red, green and blue."""
    if any(colour and is_light(colour) for colour in (one.fill, one.stroke)):
        return True
    return one.image is not None and is_light_picture(one.image)


def _counted(ruling: Ruling, words: str, otherwise: str = "none") -> str:
    return f"{ruling.count} {words}" if ruling.count else otherwise
