"""The words of one page of a run: each that was asked for, whole and as often, and what stands on the page besides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from generator.findings import Finding, Place, Severity
from generator.proof.plain import plain_text
from generator.proof.visual import has_right_to_left

_DIGITS = re.compile(r"[0-9]+")
_LONGEST = 60
# What may be met apart from the word that it stands at.
_POINTS = ".,:;!?()\"'“”’…"


def missing_words(
    page: int, text: str, asked: Iterable[str], *, scattered: bool, turned: bool = False
) -> Iterator[Finding]:
    """A finding for each text that stands on the page less often than it was asked for.

    The words of `scattered` pages, which are read from right to left or turned, are looked for one by one. Of
    right-to-left words that stand upside down PDFium gives the letters in pieces, so there all letters are counted.
    """
    apart = _apart(text)
    wanted = Counter(asked)
    if turned and _letters(" ".join(wanted.elements())) <= _letters(text):
        wanted = Counter({words: count for words, count in wanted.items() if not _letters(words)})
    for words, count in wanted.items():
        seen = _times_one_by_one(apart, words) if scattered else apart.count(_apart(words))
        if seen < count and not scattered:
            seen = _times_joined(apart, words)
        if seen < count:
            shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
            yield Finding(
                "proof.words-missing",
                Severity.ERROR,
                Place(key=f"page {page}"),
                f"The words “{shown}” were asked for {_times(count)} and read back {_times(seen)}.",
                "Check that nothing cuts them off or lies over them, and that their font copies as text.",
                seen=str(seen),
                limit=str(count),
            )


def rest_of(text: str, asked: Iterable[str]) -> frozenset[str]:
    """What stands on a page between the words that were asked for, whatever its figures are."""
    apart = _apart(text)
    for words in sorted(set(map(_apart, asked)), key=len, reverse=True):
        if words.strip():
            apart = apart.replace(words, "\n")
    return frozenset(_DIGITS.sub("0", part) for part in apart.split("\n"))


@lru_cache(maxsize=4096)  # what cards share is looked for on every page
def _apart(text: str) -> str:
    """Plain words with a space of their own before and after each, so that a word is found whole and in order."""
    return f" {'  '.join(plain_text(text).text.split())} "


def _letters(text: str) -> Counter[str]:
    """The right-to-left letters of a text."""
    return Counter(letter for letter in plain_text(text).text if has_right_to_left(letter))


def _times_one_by_one(apart: str, words: str) -> int:
    """How often every word stands there, whatever their order.

    A right-to-left name within a line that is read from the left comes out of PDFium with some of its words turned
    round, and others not.
    """
    tokens = Counter(word.strip(_POINTS) or word for word in plain_text(words).text.split())
    return min((_times_either_way(apart, token) // count for token, count in tokens.items()), default=0)


def _times_either_way(apart: str, token: str) -> int:
    """How often a word stands there; one with a hyphen may be parted at it, its parts on lines in any order."""
    turned = token[::-1] if has_right_to_left(token) else token
    seen = apart.count(token) + (apart.count(turned) if turned != token else 0)
    parts = [part for part in token.split("-") if part]
    whole_in_parts = len(parts) > 1 and not any(map(str.isdigit, token))  # a number is read whole or not at all
    return max(seen, min(map(apart.count, parts))) if whole_in_parts else seen


def _times_joined(apart: str, words: str) -> int:
    """How often words stand there in other pieces than they were asked for in, as line ends and fonts break them."""
    pieces = (re.escape(piece) for piece in "".join(plain_text(words).text.split()))
    return len(re.findall(rf"(?<!\w){r' *-? *'.join(pieces)}(?!\w)", apart)) if words.strip() else 0


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
