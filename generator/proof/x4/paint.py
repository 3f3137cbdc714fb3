"""PDF/X-4 with this house's own, narrower rule of colour: cyan, magenta, yellow, black and spot inks only.

ISO 15930-7 would let pictures in RGB and Lab through where they carry a profile; then a print shop's software, and not
the designer, decides their inks.
"""

from __future__ import annotations

import pikepdf

from generator.proof.checks import Check
from generator.proof.ink.leaf import Leaf, what
from generator.proof.ink.pictures import is_light_picture, space_of
from generator.proof.ink.rules import paints_light
from generator.proof.painted.contents import Painted
from generator.proof.painted.plainobjects import as_dictionary, as_whole
from generator.proof.x4.subject import BROKEN, Subject

_LAB = "Lab"
_TILING, _SHADING = 1, 2  # kinds of pattern (ISO 32000-1, 8.7)
_FIX = "Convert it to CMYK with the profile of the press, and place it again."


class InksOnly:
    """Nothing is painted in RGB or Lab: no type, no shape, no picture, no pattern."""

    def __init__(self, subject: Subject) -> None:
        self._ruling = subject.x4("rgb", "CMYK and spot inks only", "no RGB")

    def look(self, leaf: Leaf) -> None:
        """Look at what one page paints."""
        for one in leaf.painted:
            if paints_light(one) or _paints_lab(one):
                problem = (
                    f"{what(one)} is painted in {'Lab' if _paints_lab(one) else 'RGB'}, not in the inks of a press."
                )
                self._ruling.error(problem, _FIX, page=leaf.number, seen="Lab" if _paints_lab(one) else "RGB")

    def look_at_held(self, page: int, item: pikepdf.Object) -> None:
        """Look at a pattern, whose content is no page's own."""
        if _is_light_pattern(item):
            self._ruling.error("A pattern is painted in RGB, not in the inks of a press.", _FIX, page=page, seen="RGB")

    def check(self) -> Check:
        """The answer for the file."""
        return self._ruling.check(f"{self._ruling.count} in RGB" if self._ruling.count else "no RGB")


def _paints_lab(one: Painted) -> bool:
    if any(colour and colour.space == _LAB for colour in (one.fill, one.stroke)):
        return True
    return one.image is not None and space_of(one.image).family == _LAB


def _is_light_pattern(item: pikepdf.Object) -> bool:
    entries = as_dictionary(item)
    kind = as_whole(entries.get("/PatternType"))
    if kind == _SHADING:
        return is_light_picture(as_dictionary(entries.get("/Shading")))
    if kind != _TILING or not isinstance(item, pikepdf.Stream):
        return False
    pictures = as_dictionary(as_dictionary(entries.get("/Resources")).get("/XObject"))
    try:
        return bool(pikepdf.parse_content_stream(item, "rg RG")) or any(
            is_light_picture(as_dictionary(one)) for one in pictures.values()
        )
    except BROKEN:
        return False
