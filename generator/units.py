"""Lengths with a unit: "3.5in", "1/8in", "90mm", "7pt"; a bare number is no length."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering

# Points per unit. The inch is 25.4 mm by definition; the PostScript and PDF point is 1/72 in (ISO 32000-1, 8.3.2.3).
POINTS = {"pt": Fraction(1), "in": Fraction(72), "mm": Fraction(720, 254), "cm": Fraction(7200, 254)}
MM = float(POINTS["mm"])

# Six digits before the point are a kilometre of paper: more is a slip of the finger.
_LENGTH = re.compile(r"(?P<sign>-?)(?P<number>\d{1,6}(?:\.\d{1,9})?(?:/\d{1,6})?)\s*(?P<unit>[a-z]+)")


@total_ordering
@dataclass(frozen=True, eq=False)
class Length:
    """An exact length that remembers the unit it was written in; sums of inches stay inches."""

    points: Fraction
    unit: str = "pt"

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read a length such as "3.5in" or "1/8in"; raises ValueError saying what is missing."""
        match = _LENGTH.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"“{text}” is not a length: write a number and a unit, such as 3.5in, 1/8in, 90mm or 7pt")
        if match["unit"] not in POINTS:
            raise ValueError(f"“{text}” has the unit “{match['unit']}”: use in, mm, cm or pt")
        number, _, divisor = match["number"].partition("/")
        if divisor and int(divisor) == 0:
            raise ValueError(f"“{text}” divides by zero")
        amount = Fraction(number) / (int(divisor) if divisor else 1)
        return cls((-amount if match["sign"] else amount) * POINTS[match["unit"]], match["unit"])

    @property
    def pt(self) -> float:
        """The length in points."""
        return float(self.points)

    @property
    def mm(self) -> float:
        """The length in millimetres."""
        return float(self.points / POINTS["mm"])

    def __add__(self, other: Length) -> Length:
        return Length(self.points + other.points, self.unit)

    def __sub__(self, other: Length) -> Length:
        return Length(self.points - other.points, self.unit)

    def __mul__(self, factor: int | Fraction) -> Length:
        return Length(self.points * factor, self.unit)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Length) and self.points == other.points

    def __lt__(self, other: Length) -> bool:
        return self.points < other.points

    def __hash__(self) -> int:
        return hash(self.points)

    def __str__(self) -> str:
        amount = self.points / POINTS[self.unit]
        exact = _decimal(amount)
        return f"{exact or f'{amount.numerator}/{amount.denominator}'}{self.unit}"


def _decimal(amount: Fraction) -> str:
    """The amount as a short exact decimal, or an empty string where only a fraction is exact."""
    for digits in range(7):
        shown = f"{float(amount):.{digits}f}"
        if Fraction(shown) == amount:
            return shown
    return ""


def sides(width: Length, height: Length) -> tuple[str, str, str]:
    """Two sides as people write them, and the unit of the first, which both are in: “3.5”, “2” and “in”."""
    return _amount(width.points / POINTS[width.unit]), _amount(height.points / POINTS[width.unit]), width.unit


def _amount(amount: Fraction) -> str:
    """A number as people write it: “2.625”, or “2 1/3” where only a fraction is exact."""
    whole, rest = divmod(amount, 1)
    return _decimal(amount) or f"{f'{whole} ' if whole else ''}{rest.numerator}/{rest.denominator}"


def millimetres(points: float) -> str:
    """Points as millimetres for a message, such as "1.3 mm"."""
    return f"{points / MM:.1f} mm"
