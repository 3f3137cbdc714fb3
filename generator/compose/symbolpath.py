"""A QR symbol as PDF operators, looked up eight modules at a time, for runs of thousands of symbols."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from operator import getitem

# Modules of one look-up: more are met too seldom again, fewer cut more runs in two.
STRETCH = 8
_BITS = bytes.maketrans(b"\0\1", b"01")


class Stretch(dict[int, str]):
    """Eight modules of a symbol in a row: the rectangles of their dark runs, for each pattern when it first comes."""

    def __init__(self, side: int, first: int) -> None:
        self.side = side
        self.first = first

    def __missing__(self, pattern: int) -> str:
        dark = [self.first + at for at, bit in enumerate(f"{pattern:0{STRETCH}b}") if bit == "1"]
        # A run ends with its row, or where the next dark module is not the next module.
        runs = groupby(enumerate(dark), key=lambda numbered: (numbered[1] // self.side, numbered[1] - numbered[0]))
        self[pattern] = text = "".join(self._rectangle([module for _, module in run]) for _, run in runs)
        return text

    def _rectangle(self, run: list[int]) -> str:
        row, column = divmod(run[0], self.side)
        return f"{column} {self.side - 1 - row} {len(run)} 1 re\n"


def operators(rows: tuple[bytes, ...]) -> str:
    """One filled path over the dark modules, a module one unit wide, the symbol's lower left corner at the origin.

    Rectangles of one path may touch without a seam: what antialiasing gives to the two sides of an edge adds up. So the
    rows are not merged, and a symbol costs one look-up for eight modules.
    """
    modules = b"".join(rows).translate(_BITS)
    stretches = _stretches(len(rows))
    patterns = int(modules.ljust(STRETCH * len(stretches), b"0"), 2).to_bytes(len(stretches), "big")
    return "".join(map(getitem, stretches, patterns)) + "f\n"


@cache
def _stretches(side: int) -> tuple[Stretch, ...]:
    return tuple(Stretch(side, first) for first in range(0, side * side, STRETCH))
