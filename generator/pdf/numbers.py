"""Numbers as PDF wants them: short decimals, never with an exponent."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache


# The same places come back all the time: lines that are aligned, the modules of QR codes.
@lru_cache(maxsize=4096)
def number(value: float, digits: int = 3) -> str:
    """The value to a thousandth (of a point, 0.35 µm), without trailing zeros, exponent or minus zero."""
    shown = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def numbers(values: Iterable[float]) -> str:
    """Several numbers with spaces between them."""
    return " ".join(map(number, values))


def matrix_numbers(matrix: Iterable[float]) -> str:
    """The six numbers of a matrix; its factors to a millionth, for a thousandth of a whole sheet is seen."""
    return " ".join(number(value, 6 if place < 4 else 3) for place, value in enumerate(matrix))
