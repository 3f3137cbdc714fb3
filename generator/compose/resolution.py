"""Resolution: whether a picture has the pixels for the size that it is printed at."""

from __future__ import annotations

import math
from pathlib import Path

from generator.catalog.pictures import opened
from generator.findings import Findings, Place
from generator.units import POINTS, millimetres

# What print shops ask for: 300 dpi are two pixels to a dot of a 150 line screen. Black and white without greys is not
# screened, so that every step of its edges shows.
PHOTOGRAPH_DPI, LINE_ART_DPI = 300, 600
_LINE_ART = "1"
_INCH = float(POINTS["in"])


def check_resolution(file: str, path: Path, across: int, width: float, place: Place, findings: Findings) -> None:
    """Find a picture of `across` pixels that is printed `width` points wide with too few of them.

    Under the limit it is a warning; under half of it, where anyone sees the pixels, an error.
    """
    limit = _limit(path)
    if across * _INCH >= limit * width:
        return
    dpi = across * _INCH / width
    report = findings.error if dpi < limit / 2 else findings.warn
    problem = f"“{file}” is printed {millimetres(width)} wide, which is {int(dpi)} dpi, where {limit} print sharp."
    needed = math.ceil(limit * width / _INCH)
    fix = f"Make it at most {_widest(across, limit)} wide, or take one that is {needed} pixels wide."
    report("image.resolution", place, problem, fix, seen=f"{int(dpi)} dpi", limit=f"{limit} dpi")


def _limit(path: Path) -> int:
    with opened(path) as picture:
        return LINE_ART_DPI if picture.mode == _LINE_ART else PHOTOGRAPH_DPI


def _widest(across: int, limit: int) -> str:
    """The width at which so many pixels are enough, in tenths of a millimetre rounded down."""
    return f"{across * 254 // limit / 10:.1f} mm"
