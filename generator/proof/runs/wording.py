"""The words of one page of a run: each that was asked for, whole and as often, and what stands on the page besides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

from generator.findings import Finding, Place, Severity
from generator.proof.plain import plain_text
from generator.proof.runs.turning import times_on

_DIGITS = re.compile(r"[0-9]+")
_LONGEST = 60
# Spaces and a hyphen that a line end brings. Taken once and kept: tried in every way, a long text would never end.
_BROKEN = r" *+(?:- *+)?"


def missing_words(page: int, text: str, asked: Iterable[str]) -> Iterator[Finding]:
    """A finding for each text that stands among the words of the page less often than it was asked for."""
    return _missing(page, asked, partial(_times_in, _apart(text)))


def missing_on(page: int, lines: Sequence[str], asked: Iterable[str]) -> Iterator[Finding]:
    """The same of folded lines as they stand from left to right, turned ones and those with right-to-left words too."""
    return _missing(page, asked, partial(times_on, lines))


def _missing(page: int, asked: Iterable[str], times: Callable[[str, int], int]) -> Iterator[Finding]:
    for words, count in Counter(asked).items():
        seen = times(words, count)
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


def _times_in(apart: str, words: str, least: int) -> int:
    seen = apart.count(_apart(words))
    return seen if seen >= least else _times_joined(apart, words)


def _times_joined(apart: str, words: str) -> int:
    """How often words stand there in other pieces than they were asked for in, as line ends and fonts break them."""
    pieces = (re.escape(piece) for piece in "".join(plain_text(words).text.split()))
    return len(re.findall(rf"(?<!\w){_BROKEN.join(pieces)}(?!\w)", apart)) if words.strip() else 0


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
