"""The language of each line of a page: by its script, by small words, by tags, and else by the line beside it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from generator.catalog.languagewords import Tongue
from generator.frozen import dataclass

# Unicode names of letters begin with their script, but for these.
_SCRIPTS = {"CJK": "Han", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Addresses and numbers are the same in every language.
_NO_WORD = re.compile(r"\S*(?:\w[.@]\w|\d)\S*")
_HAN = "Han"
# A language that wins less than this share of a page's letters was a name, or was mistaken for another.
_STRAY_SHARE = 0.06
# So many words of a language bear it out; one alone may be a word of another.
_SURE = 2


def script_of(text: str) -> str:
    """The script that most letters of a text are in, as data/languages.yaml names it; empty where it has no letter."""
    counts: Counter[str] = Counter()
    for letter in text:
        if letter.isalpha():
            name = unicodedata.name(letter, "").partition(" ")[0]
            counts[_SCRIPTS.get(name, name.capitalize())] += 1
    if counts["Japanese"]:  # kana stand among Han letters in every Japanese sentence
        return "Japanese"
    return counts.most_common(1)[0][0] if counts else ""


@dataclass(frozen=True)
class Told:
    """The language of a line, empty where nothing tells; `own` says whether its own words tell, not those beside it."""

    lang: str
    own: bool


def languages_of_lines(
    lines: Sequence[str], tagged: Sequence[str], tongues: Mapping[str, Tongue]
) -> tuple[tuple[Told, ...], frozenset[str]]:
    """The language of each line, and the languages that words or scripts bear out.

    `tagged` is what tags say of each line. They count where the words leave a doubt, for tags are often wrong, and
    where a file names two languages or more: one that names a single one may never have been asked.
    """
    worded = [_NO_WORD.sub(" ", line) for line in lines]
    scores = [_scores(line, tongues) for line in worded]
    likely = _likely(worded, [_best(score) for score in scores])
    scores = [{lang: score for lang, score in one.items() if lang in likely} for one in scores]
    trusted = len(set(tagged) - {""}) > 1
    own = [_own(line, score, tag if trusted else "") for line, score, tag in zip(worded, scores, tagged, strict=True)]
    borne: Counter[str] = Counter()
    for score, lang in zip(scores, own, strict=True):
        borne[lang] += score.get(lang, 0)
    otherwise = next(iter(set(tagged) - {""}), "")
    spread = _spread(own) if any(own) else [otherwise] * len(lines)
    told = (Told(lang, bool(mine)) for lang, mine in zip(spread, own, strict=True))
    return tuple(told), frozenset(lang for lang, score in borne.items() if lang and score >= _SURE)


def _own(line: str, scores: Mapping[str, int], tag: str) -> str:
    """What a line's own words tell, and its tag where they leave a doubt; a number alone tells nothing."""
    best = _best(scores)
    if not _WORD.search(line) or (best and scores[best] >= _SURE):
        return best
    return tag or best


def _scores(line: str, tongues: Mapping[str, Tongue]) -> dict[str, int]:
    """How many words of the line each language of its script knows; a language alone in its script knows them all."""
    script = script_of(line)
    rivals = [tongue for tongue in tongues.values() if tongue.script == script]
    if len(rivals) == 1:
        return {rivals[0].lang: max(_SURE, len(_WORD.findall(line)))}
    if script == _HAN:
        return {tongue.lang: sum(letter in tongue.words for letter in line) for tongue in rivals}
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(line)]
    return {tongue.lang: sum(word in tongue.words for word in words) for tongue in rivals}


def _best(scores: Mapping[str, int]) -> str:
    """The language that leads; empty where none does."""
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] == 0 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _likely(lines: Sequence[str], told: Sequence[str]) -> Collection[str]:
    """The languages of a page: those that win more of its letters than a chance word explains."""
    letters: Counter[str] = Counter()
    for line, lang in zip(lines, told, strict=True):
        if lang:
            letters[lang] += len(line)
    whole = sum(letters.values())
    return {lang for lang, count in letters.items() if count >= _STRAY_SHARE * whole}


def _spread(told: Sequence[str]) -> list[str]:
    """Lines that tell nothing, such as a number alone, go with the line before them, else with the next."""
    filled: list[str] = []
    for lang in told:
        filled.append(lang or (filled[-1] if filled else ""))
    first = next((lang for lang in filled if lang), "")
    return [lang or first for lang in filled]
