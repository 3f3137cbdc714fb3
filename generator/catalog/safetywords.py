"""Words to avoid, found in texts: whole words and phrases, in every form, outside of references and allowed phrases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from generator.findings import Finding, Findings, Place, Severity
from generator.frozen import dataclass

_REFERENCE = re.compile(r"\{[^{}]*\}")


# What a search that ignores case takes for one, and `casefold` does not: the Turkish letters i.
_TURKISH = str.maketrans({"ı": "i", "\u0307": None})


@dataclass(frozen=True)
class Words:
    """Words to look for: `forms` in every English form, `exact` as they are written."""

    forms: tuple[str, ...]
    exact: tuple[str, ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds any of them, compiled when it is first asked for: most texts hold not even a stem of them."""
        return _compiled(self.forms, self.exact)

    def may_stand_in(self, text: str) -> bool:
        """Whether a folded text has a stem of any of them; where it has none, the pattern finds nothing."""
        return any(stem in text for stem in _stems(self.forms, self.exact))


@dataclass(frozen=True)
class WordRule:
    """Words to avoid, phrases in which they may stay, what to write instead, and why; no audiences means all."""

    avoid: Words
    unless: Words | None
    audiences: tuple[str, ...]
    severity: Severity
    write: str
    why: str

    @property
    def found(self) -> re.Pattern[str]:
        """What finds the words to avoid."""
        return self.avoid.pattern


def any_of(forms: Sequence[str], exact: Sequence[str] = ()) -> re.Pattern[str]:
    """What finds any of these as whole words: `forms` in every English form, `exact` as they are written.

    Other scripts than Latin, Cyrillic and Greek write words without spaces, or with more words grown on to them; there
    a word is found wherever its letters stand.
    """
    words = [_phrase(word, inflected=True) for word in forms] + [_phrase(word, inflected=False) for word in exact]
    longest_first = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(longest_first, re.IGNORECASE)


@lru_cache(maxsize=64)
def _compiled(forms: tuple[str, ...], exact: tuple[str, ...]) -> re.Pattern[str]:
    return any_of(forms, exact)


@lru_cache(maxsize=64)
def _stems(forms: tuple[str, ...], exact: tuple[str, ...]) -> tuple[str, ...]:
    """Of each phrase the longest word that has to be there to the letter."""
    written = (phrase.split() for phrase in exact)
    inflected = ([*before, _stem(last)] for *before, last in (phrase.split() for phrase in forms))
    return tuple(dict.fromkeys(folded(max(words, key=len)) for words in (*written, *inflected)))


def folded(text: str) -> str:
    """The text as it is compared where case is ignored; what two texts have in common without case, they keep."""
    return text.casefold().translate(_TURKISH)


@lru_cache(maxsize=64)
def forms_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of these in every form, compiled when it is first asked for: a run needs few languages."""
    return any_of(words)


def _phrase(phrase: str, *, inflected: bool) -> str:
    """A pattern for a phrase, its words parted by spaces or hyphens, the last of them in every form if asked."""
    *before, last = phrase.split()
    words = r"[\s-]+".join([*map(re.escape, before), _inflected(last) if inflected else re.escape(last)])
    start = r"(?<!\w)" if _parted(phrase[0]) else ""
    end = r"(?:[’']s)?(?!\w)" if _parted(phrase[-1]) else ""
    return f"{start}{words}{end}"


def _parted(letter: str) -> bool:
    """Whether words that begin or end with the letter are parted from others by spaces or marks."""
    return not letter.isalpha() or unicodedata.name(letter).startswith(("LATIN", "CYRILLIC", "GREEK"))


def _stem(word: str) -> str:
    """What all forms of a noun or verb begin with."""
    return word[:-1] if word.endswith("e") or re.search("[^aeiou]y$", word) else word


def _inflected(word: str) -> str:
    """A noun or verb with its regular endings."""
    if word.endswith("e"):
        return f"{re.escape(_stem(word))}(?:e|es|ed|er|ers|ing)"
    if _stem(word) != word:
        return f"{re.escape(_stem(word))}(?:y|ies|ied|ying)"
    return f"{re.escape(word)}(?:s|es|ed|er|ers|ing)?"


def bare(text: str) -> str:
    """The text without its references and bold marks."""
    return _REFERENCE.sub("…", text).replace("**", "")


def hits(found: re.Pattern[str], text: str, unless: re.Pattern[str] | None = None) -> tuple[str, ...]:
    """The words of a bare text that a pattern finds, each once; allowed phrases are not looked at."""
    if found.search(text) is None:
        return ()
    kept = unless.sub("…", text) if unless else text
    return tuple(dict.fromkeys(match[0] for match in found.finditer(kept)))


def check_words(texts: Iterable[tuple[str, Place]], rules: Iterable[WordRule], findings: Findings) -> None:
    """A finding for each word that a rule asks to avoid, with what to write instead."""
    rules = tuple(rules)
    for text, place in texts if rules else ():
        words = bare(text)
        small = folded(words)
        for rule in (rule for rule in rules if rule.avoid.may_stand_in(small)):
            for word in hits(rule.found, words, rule.unless.pattern if rule.unless else None):
                problem = f"“{word}” is a word to avoid. {rule.why}"
                fix = f"Write “{rule.write}”, or say it another way."
                findings.extend([Finding("safety.word", rule.severity, place, problem, fix, seen=word)])
