"""Promises about words to avoid in scripts that write without spaces or let words grow together."""

from __future__ import annotations

import pytest

from generator.catalog.safetywords import any_of, hits


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
