"""Where a line may end and where a user-perceived character ends, by ICU's rules, as offsets into Python text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from icu4py.breakers import CharacterBreaker, LineBreaker, WordBreaker

from generator.late import late

if TYPE_CHECKING:
    import budoux
else:  # only Japanese is broken by it
    budoux = late("budoux")

# Marks that repeat the word before them: Khmer, Thai, Lao.
_NEVER_FIRST = frozenset("ៗๆໆ")
# Two letters of a script whose words stand without spaces: Thai, Lao, Burmese, Khmer, kana, Chinese.
_UNSPACED = re.compile("[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff]{2}")
_WITHOUT_SPACES = frozenset({"th", "lo", "my", "km", "ja", "zh", "ko"})


def break_points(text: str, lang: str, atoms: Sequence[tuple[int, int]], *, loose: bool = False) -> tuple[int, ...]:
    """The offsets at which a line may end, the end of the text last; never inside an atom.

    Strict breaking (CLDR key `lb`) keeps a long-vowel mark or small kana off the start of a line. Korean and Chinese
    words, Japanese and Burmese phrases stay whole, unless `loose`, for a measure that is too narrow for them.
    """
    name = lang.partition("-")[0]
    words = "-lw-phrase" if name == "ko" and not loose else ""
    points = _ends(LineBreaker(text, f"{lang}-u-lb-strict{words}"))
    if name in _WORDS and not loose:
        ends = {*_WORDS[name](text), *_after_spaces(text), len(text)}
        points = [point for point in points if point in ends]
    points = [point for point in points if text[point : point + 1] not in _NEVER_FIRST or point == len(text)]
    if not loose and _has_name(text, name):
        points = [point for point in points if not _UNSPACED.fullmatch(text[point - 1 : point + 1])]
    whole = {offset for start, end in atoms for offset in range(start + 1, end)}
    return tuple(point for point in points if point not in whole)


def has_phrases(text: str, lang: str) -> bool:
    """Whether lines of the text end between phrases, and between letters only where a phrase has no room."""
    name = lang.partition("-")[0]
    return name in ("ko", *_WORDS) or _has_name(text, name)


def _has_name(text: str, name: str) -> bool:
    """Whether words of a script without spaces stand in a language that has them: these are names, and stay whole."""
    return name not in _WITHOUT_SPACES and not text.isascii() and _UNSPACED.search(text) is not None


def _chinese_words(text: str) -> list[int]:
    """Where Chinese words end, by ICU's dictionary."""
    return _ends(WordBreaker(text, "zh"))


def _japanese_phrases(text: str) -> list[int]:
    """Where Japanese phrases end; BudouX knows it better than ICU, which parts “くだ” from “さい”."""
    return _ends(_budoux().parse(text))


def _burmese_phrases(text: str) -> list[int]:
    """Where Burmese phrases end: writers part them by spaces and marks, while ICU parts particles from their words."""
    return [index + 1 for index, character in enumerate(text) if character in "၊။"]


_WORDS = {"ja": _japanese_phrases, "my": _burmese_phrases, "zh": _chinese_words}


@lru_cache(maxsize=1)
def _budoux() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


def _after_spaces(text: str) -> Iterator[int]:
    return (index + 1 for index, character in enumerate(text) if character.isspace() or character == "\u200b")


def graphemes(text: str, lang: str) -> list[tuple[int, int]]:
    """The (start, end) ranges of the grapheme clusters of `text`: a letter with its marks is one."""
    ends = _ends(CharacterBreaker(text, lang))
    return list(zip([0, *ends], ends, strict=False))


def _ends(segments: Iterable[str]) -> list[int]:
    # ICU's own offsets count UTF-16 units and are wrong after an emoji, so the lengths of the pieces are added up.
    return list(accumulate(len(segment) for segment in segments))
