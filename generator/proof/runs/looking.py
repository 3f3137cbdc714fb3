"""The codes of one page of a run: looked for at as low a resolution as shows all that was asked for, and no lower."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pypdfium2

from generator.proof.codes import LOCAL, FoundQr, raw_codes, reading_order
from generator.proof.eyes import look_again, same_place
from generator.proof.reading import largest_picture, pixels_of

# At 150 dpi a module of 0.5 mm has three pixels, which is what a phone sees at arm's length. The last one is that of
# every other proof.
STEPS = (150.0, 220.0, 300.0)


def look_for(
    picture: pypdfium2.PdfPage, number: int, asked: Sequence[str], first: float = STEPS[0]
) -> tuple[tuple[FoundQr, ...], float]:
    """Every code that was seen until all that was asked for was, and the resolution that it took."""
    wanted, found = Counter(asked), list[FoundQr]()
    for dpi, codes in _looks(picture, number, first):
        found += [code for code in codes if not any(same_place(code, known) for known in found)]
        if not wanted - Counter(code.text for code in found):
            return tuple(sorted(found, key=reading_order)), dpi
    return tuple(sorted(found, key=reading_order)), first


def _looks(picture: pypdfium2.PdfPage, number: int, first: float) -> Iterator[tuple[float, Iterable[FoundQr]]]:
    """What is seen at one resolution after another; then harder looks at the last, whose codes are weak."""
    for dpi in (step for step in STEPS if step >= first):
        pixels = pixels_of(picture, dpi)
        yield dpi, raw_codes(pixels, number, LOCAL, hard=dpi > first)[0]
    for codes in look_again(pixels_of(picture, STEPS[-1]), number, largest_picture(picture) > 0):
        yield first, (replace(code, weak=True) for code in codes)
