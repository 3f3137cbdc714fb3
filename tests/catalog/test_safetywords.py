"""Promises about words to avoid in scripts that write without spaces or let words grow together."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.safetywords import Words, any_of, folded, hits


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("警察", "会叫警察来"),
        ("경찰", "경찰은 아닙니다"),
        ("ตำรวจ", "ไม่ใช่ตำรวจค่ะ"),
        ("পুলিশ", "পুলিশের নয়"),
        ("شرطة", "ليست الشرطة"),
    ],
)
def test_a_word_is_found_within_what_stands_around_it(word: str, text: str) -> None:
    assert hits(any_of([], [word]), text) == (word,)


@pytest.mark.parametrize(("word", "text"), [("ice", "a nice voice"), ("секс", "сексуальный"), ("sexo", "sexología")])
def test_in_latin_and_cyrillic_a_word_stands_alone(word: str, text: str) -> None:
    assert hits(any_of([], [word]), text) == ()
    assert hits(any_of([], [word]), f"… {word}!") == (word,)


def test_forms_of_a_word_are_still_found() -> None:
    assert hits(any_of(["rescue"]), "They rescued her. Rescuers came.") == ("rescued", "Rescuers")


# Letters that a search without case takes for others: dotted and dotless i, long and final s, sharp s, signs.
ODD = "aAiIİıĳsSſßẞςσΣµμkK\u212aåÅ\u212bеЕdž\u0307 -"
PHRASES = ["rescue", "carry", "sex slave", "is", "kiss", "σς", "ĳs", "aß", "åk", "aiſ"]


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3), st.text(ODD + "recuyx", max_size=12), st.booleans())
def test_a_text_without_a_stem_has_no_hit(phrases: list[str], around: str, exact: bool) -> None:
    words = Words((), tuple(phrases)) if exact else Words(tuple(phrases))
    for text in (around, *(f"{around} {phrase.upper()} {around}" for phrase in phrases)):
        if words.pattern.search(text):
            assert words.may_stand_in(folded(text)), (phrases, text)


def test_letters_that_are_one_to_a_search_are_one_when_folded() -> None:
    told_apart = []
    for one in sorted({*ODD, *map(chr, range(0x250)), *map(chr, range(0x370, 0x530))}):
        others = {other for other in (one.lower(), one.upper(), one.swapcase(), *ODD) if len(other) == 1}
        same = [other for other in others if re.fullmatch(re.escape(one), other, re.IGNORECASE)]
        told_apart += [(one, other) for other in same if folded(one) != folded(other)]
    assert told_apart == []


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("rescue", "rescuing"),
        ("carry", "carries"),
        ("sex slave", "SEX-slaves"),
        ("modern slavery", "modern  slavery’s"),
    ],
)
def test_every_form_has_the_stem(phrase: str, text: str) -> None:
    words = Words((phrase,))
    assert hits(words.pattern, text)
    assert words.may_stand_in(folded(text))
    assert not words.may_stand_in(folded("nothing of the kind"))
