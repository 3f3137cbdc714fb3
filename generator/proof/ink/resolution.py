"""The resolution of pictures at the size they are printed in."""

from __future__ import annotations

import math

from generator.proof.checks import Check
from generator.proof.ink.codes import is_centred
from generator.proof.ink.leaf import Leaf, what
from generator.proof.ink.rules import GROUP
from generator.proof.painted.contents import Painted
from generator.proof.painted.plainobjects import as_dictionary, as_flag, as_whole
from generator.proof.ruling import Ruling

_POINTS = 72.0
# Pixels to the inch: below the first a person should look, below the second nobody would print (rules of thumb).
_TONES, _LINES = (300.0, 150.0), (600.0, 300.0)
# Programs round sizes: 299.6 is 300.
_ROUNDING = 0.99
# A picture of so few pixels is a ground or a ramp stretched over a place, and not to be seen as pixels.
_FEW = 16


class Resolution:
    """Every picture has pixels enough for the size it is printed in."""

    def __init__(self, name: str) -> None:
        title = "Pictures sharp enough at their size"
        self._ruling = Ruling(GROUP, "ink.resolution", title, "300 ppi, line art 600", name)
        self._lowest = math.inf

    def look(self, leaf: Leaf) -> None:
        """Look at the pictures of one page."""
        for one in leaf.painted:
            if one.image is not None and one.size > 0:
                self._judge(leaf, one)

    def _judge(self, leaf: Leaf, one: Painted) -> None:
        image = as_dictionary(one.image)
        width, height = (as_whole(image.get(key)) or 0 for key in ("/Width", "/Height"))
        if min(width, height) < _FEW or _is_code(leaf, one):
            return
        resolution = math.sqrt(width * height) / one.size * _POINTS
        self._lowest = min(self._lowest, resolution)
        lines = as_flag(image.get("/ImageMask")) or as_whole(image.get("/BitsPerComponent")) == 1
        good, poor = _LINES if lines else _TONES
        seen = f"{resolution:.0f} ppi"
        problem = f"{what(one)} has {seen} at its size; it should have {good:.0f}."
        fix = "Place the picture smaller, or take one with more pixels."
        if resolution < poor * _ROUNDING:
            self._ruling.error(problem, fix, page=leaf.number, seen=seen)
        elif resolution < good * _ROUNDING:
            self._ruling.warn(problem, fix, page=leaf.number, seen=seen)

    def check(self) -> Check:
        """The answer for the file."""
        return self._ruling.check("no pictures" if math.isinf(self._lowest) else f"at least {self._lowest:.0f} ppi")


def _is_code(leaf: Leaf, one: Painted) -> bool:
    """Whether the picture is a QR code, whose modules may be a pixel each and are sharp all the same."""
    return any(is_centred(one, leaf.place_of(qr.x, qr.y), qr.module) for qr in leaf.read.qrs)
