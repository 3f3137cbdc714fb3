"""Total ink: the most that lies on one spot, of each thing painted and where black overprints what lies under it."""

from __future__ import annotations

import pikepdf

from generator.proof.checks import Check
from generator.proof.ink.colours import (
    TRACE,
    beside_black,
    coverage,
    is_black_only,
    is_ink,
    is_registration,
    leaves_others,
    percent,
    shown,
)
from generator.proof.ink.leaf import Leaf, inked_box, what
from generator.proof.ink.pictures import PictureInk, ink_of
from generator.proof.ink.rules import GROUP
from generator.proof.painted.colours import Colour
from generator.proof.painted.contents import Painted
from generator.proof.painted.matrices import Box
from generator.proof.ruling import Ruling
from generator.proof.x4.pages import inside, meets

# Grounds remembered under one page: drawings may have thousands of parts.
_GROUNDS = 200
_DIRECT = (0, 0)  # the number of an object that stands inside another


class TotalInk:
    """No spot takes more ink than the paper can hold.

    What overprints is added to what lies under it by upright boxes: black type on a band is right, black type beside a
    round shape may count as on it. Registration ink is left out; it has a rule of its own.
    """

    def __init__(self, name: str, limit: float) -> None:
        self._limit = limit
        self._ruling = Ruling(GROUP, "ink.total", "Ink on one spot", f"{percent(limit)} or less", name)
        self._highest = 0.0
        self._pictures: dict[tuple[int, int], PictureInk | None] = {}

    def look(self, leaf: Leaf) -> None:
        """Look at all that one page paints, in painting order."""
        grounds: list[tuple[Box, float]] = []
        for one in leaf.painted:
            if one.image is not None and one.fill is None:
                self._picture(leaf.number, one, grounds)
            for colour, over in ((one.fill, one.overprint), (one.stroke, one.stroke_overprint)):
                if colour and not is_registration(colour):
                    added = is_black_only(colour) and leaves_others(colour, over, one.overprint_mode)
                    self._colour(leaf.number, one, colour, _beneath(grounds, inked_box(one)) if added else 0.0)
            if one.fill and one.parts == 1 and not one.overprint:
                self._ground(grounds, one.box, beside_black(one.fill))

    def _colour(self, page: int, one: Painted, colour: Colour, beneath: float) -> None:
        own = coverage(colour)
        if is_ink(colour) or beneath:
            self._highest = max(self._highest, own + beneath)
        if own + beneath > self._limit + TRACE:
            sum_of = f"{percent(own)} over a ground of {percent(beneath)}" if beneath else shown(colour)
            self._accuse(page, f"{what(one)} lays down {percent(own + beneath)} ({sum_of})", own + beneath)

    def _picture(self, page: int, one: Painted, grounds: list[tuple[Box, float]]) -> None:
        ink = self._ink(one.image)
        if ink is None:
            return
        self._highest = max(self._highest, ink.total)
        if ink.total > self._limit + TRACE:
            self._accuse(page, f"{what(one)} lays down up to {percent(ink.total)}", ink.total)
        self._ground(grounds, one.box, ink.beside_black)

    def _ink(self, image: pikepdf.Object | None) -> PictureInk | None:
        """The ink of a picture, which is unpacked once however often it is painted."""
        if image is None:
            return None
        key = image.objgen
        if key == _DIRECT:
            return ink_of(image)
        if key not in self._pictures:
            self._pictures[key] = ink_of(image)
        return self._pictures[key]

    @staticmethod
    def _ground(grounds: list[tuple[Box, float]], box: Box, ink: float) -> None:
        """Remember a ground, and forget those that it covers; of too many the lightest."""
        grounds[:] = [ground for ground in grounds if not inside(ground[0], box)]
        if grounds or ink > TRACE:
            grounds.append((box, ink))
        if len(grounds) > _GROUNDS:
            grounds.remove(min(grounds, key=_ink))

    def _accuse(self, page: int, problem: str, ink: float) -> None:
        fix = "Choose a lighter colour, or convert the picture with the profile of the press; wet ink rubs off."
        limit = f"the paper takes {percent(self._limit)}"
        self._ruling.error(f"{problem}; {limit}.", fix, page=page, seen=percent(ink))

    def check(self) -> Check:
        """The answer for the file."""
        return self._ruling.check(f"at most {percent(self._highest)}")


def _ink(ground: tuple[Box, float]) -> float:
    return ground[1]


def _beneath(grounds: list[tuple[Box, float]], box: Box) -> float:
    """The most ink under a box, down to the first ground that it lies on wholly."""
    most = 0.0
    for ground, ink in reversed(grounds):
        if meets(ground, box):
            most = max(most, ink)
            if inside(box, ground):
                break
    return most
