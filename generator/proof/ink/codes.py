"""QR codes in black ink alone: in several inks their edges are never sharp, and phones read them worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.proof.checks import Check
from generator.proof.codes import FoundQr
from generator.proof.ink.colours import is_black_only, is_light, is_nothing, shown
from generator.proof.ink.leaf import Leaf
from generator.proof.ink.pictures import is_black_picture
from generator.proof.ink.rules import GROUP
from generator.proof.painted.colours import Colour
from generator.proof.painted.contents import Painted
from generator.proof.ruling import Ruling
from generator.proof.x4.pages import inside

# A drawn code is one path of at least its finder marks, or so many single squares.
_MODULES = 20
# Half the side of the smallest symbol, in modules (ISO/IEC 18004, 5.3.1): what lies so near is part of the code.
_HALF = 10.5
# How far the middle of what draws a code may lie from where it was read, in modules.
_OFF = 3.0
_MODULE = 1.0  # points, where the reader does not say
_FIX = "Set the code in 100 % black only, as a drawing or as a picture in greys."


class BlackCodes:
    """Every QR code that was read is painted in black ink alone."""

    def __init__(self, name: str) -> None:
        self._ruling = Ruling(GROUP, "ink.qr-not-black", "QR codes in black ink alone", "black only", name)
        self._read = 0

    def look(self, leaf: Leaf) -> None:
        """Look at what stands on one page where codes were read."""
        for qr in leaf.read.qrs:
            self._read += 1
            self._judge(leaf, qr)

    def _judge(self, leaf: Leaf, qr: FoundQr) -> None:
        where = leaf.place_of(qr.x, qr.y)
        module = qr.module
        colours = list(_drawn(leaf.painted, where, module))
        wrong = [colour for colour in colours if not is_black_only(colour) and not is_nothing(colour)]
        if wrong:
            inks = "RGB" if is_light(wrong[0]) else shown(wrong[0])
            self._ruling.error(f"The QR code {qr.text} is painted in {inks}.", _FIX, page=leaf.number, seen=inks)
        elif not colours:
            self._judge_picture(leaf, qr, where, module)

    def _judge_picture(self, leaf: Leaf, qr: FoundQr, where: tuple[float, float], module: float) -> None:
        """The code is part of a picture: the last one painted there, where it is not only the ground."""
        there = [one for one in leaf.painted if one.kind == "image" and one.fill is None and _holds(one, where)]
        if not there or is_black_picture(there[-1].image) is not False:
            return
        if is_centred(there[-1], where, module):
            problem = f"The picture of the QR code {qr.text} is not in black ink alone."
            self._ruling.error(problem, _FIX, page=leaf.number)
        else:
            problem = f"The QR code {qr.text} is part of a coloured picture, so its edges are not sharp."
            self._ruling.warn(
                problem, "Take the code out of the picture, and set it over it in black.", page=leaf.number
            )

    def check(self) -> Check:
        """The answer for the file."""
        count = self._ruling.count
        return self._ruling.check(f"{self._read - count} of {self._read}" if self._read else "no codes")


def _drawn(painted: tuple[Painted, ...], where: tuple[float, float], module: float) -> Iterator[Colour]:
    """The colours of what draws the code: a path or stencil centred on it, or many small things within it."""
    x, y = where
    reach = _HALF * (module or _MODULE)
    core = (x - reach, y - reach, x + reach, y + reach)
    small: Counter[Colour] = Counter()
    for one in painted:
        if one.fill is None or one.kind not in ("path", "image"):
            continue
        if one.parts >= _MODULES or one.kind == "image":
            if is_centred(one, where, module):
                yield one.fill
        elif inside(one.box, core):
            small[one.fill] += max(one.parts, 1)
    yield from (colour for colour, count in small.items() if count >= _MODULES)


def is_centred(one: Painted, where: tuple[float, float], module: float) -> bool:
    """Whether the middle of what is painted is where the middle of a code of that module was read."""
    left, lower, right, upper = one.box
    off = max(abs((left + right) / 2 - where[0]), abs((lower + upper) / 2 - where[1]))
    return off <= _OFF * (module or _MODULE)


def _holds(one: Painted, where: tuple[float, float]) -> bool:
    left, lower, right, upper = one.box
    return left <= where[0] <= right and lower <= where[1] <= upper
