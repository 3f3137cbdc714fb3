"""Where things stand on a page of several cards: each code and each line of words on the card that it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from generator.findings import Finding, Place, Severity
from generator.press.asked import AskedPage, Spot
from generator.proof.codes import FoundQr

Box = tuple[float, float, float, float]
_FIX = "Build it again; if it stays so, report it as a fault of Handbill."


def strayed_codes(number: int, spots: Sequence[Spot], codes: Sequence[FoundQr]) -> Iterator[Finding]:
    """A finding for each code that does not stand on the card that it was asked for."""
    for at, spot in enumerate(spots, 1):
        left, upper, right, lower = spot.box
        seen = Counter(code.text for code in codes if left <= code.x <= right and upper <= code.y <= lower)
        for payload in Counter(spot.qrs) - seen:
            problem = f"The QR code to {payload} does not stand on card {at} of the page, for which it was asked."
            yield Finding("proof.qr-missing", Severity.ERROR, Place(key=f"page {number}"), problem, _FIX, seen=payload)


def strayed_words(asked: AskedPage, missing_in: Callable[[Box, Sequence[str]], Iterable[Finding]]) -> Iterator[Finding]:
    """A finding for each line of words that does not stand on the card that it was asked for."""
    for at, spot in enumerate(asked.spots, 1):
        for found in missing_in(spot.box, spot.words):
            yield replace(found, problem=f"On card {at} of the page: {found.problem}", fix=_FIX)
