"""Where a line may end and where a user-perceived character ends, by ICU's rules, as offsets into Python text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from icu4py.breakers import CharacterBreaker, LineBreaker


def break_points(text: str, lang: str, atoms: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """The offsets at which a line may end, the end of the text last; never inside an atom.

    Strict breaking (CLDR key `lb`) keeps a Japanese long-vowel mark or small kana off the start of a line.
    """
    points = _ends(LineBreaker(text, f"{lang}-u-lb-strict"))
    whole = {offset for start, end in atoms for offset in range(start + 1, end)}
    return tuple(point for point in points if point not in whole)


def graphemes(text: str, lang: str) -> list[tuple[int, int]]:
    """The (start, end) ranges of the grapheme clusters of `text`: a letter with its marks is one."""
    ends = _ends(CharacterBreaker(text, lang))
    return list(zip([0, *ends], ends, strict=False))


def _ends(segments: Iterable[str]) -> list[int]:
    # ICU's own offsets count UTF-16 units and are wrong after an emoji, so the lengths of the pieces are added up.
    return list(accumulate(len(segment) for segment in segments))
