"""Reading grades: syllables are counted as people do, and plain words read easier than officialese."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.reading import grade, syllables, words_of


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("person", 2),
        ("people", 2),
        ("trafficking", 3),
        ("experiencing", 5),
        ("immigration", 4),
        ("promised", 2),
        ("place", 1),
        ("translating", 3),
        ("wanted", 2),
        ("places", 2),
        ("signs", 1),
        ("the", 1),
        ("always", 2),
        ("while", 1),
        ("sales", 1),
        ("little", 2),
        ("teaches", 2),
        ("safety", 2),
        ("homeland", 2),
        ("something", 2),
        ("safely", 2),
        ("being", 2),
        ("area", 3),
        ("areas", 3),
        ("video", 3),
        ("people’s", 2),
        ("sexual", 3),
        ("agencies", 3),
        ("violence", 3),
        ("social", 2),
        ("audience", 3),
        ("hsi", 1),
    ],
)
def test_syllables_are_counted_as_people_do(word: str, count: int) -> None:
    assert syllables(word) == count


@given(st.text("abcdefghijklmnopqrstuvwxyz’'", min_size=1, max_size=20))
@settings(deadline=None, max_examples=200)
def test_every_word_has_at_least_one_syllable_and_no_more_than_letters(word: str) -> None:
    assert 1 <= syllables(word) <= len(word)


def test_the_grade_is_that_of_the_published_formula() -> None:
    # 0.39 × 6 words a sentence + 11.8 × 1 syllable a word − 15.59
    assert grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_the_grade_tells_plain_words_from_officialese() -> None:
    assert grade(["The person was promised one job and is now made to do another."]) < 6
    assert grade(["The individual has unreasonable security measures and numerous inconsistencies."]) > 12


def test_two_short_sentences_read_easier_than_one_long() -> None:
    long = "You can call the line at night and the people there will listen and help you find a safe place."
    short = "You can call the line at night. The people there will listen. They help you find a safe place."
    assert grade([short]) < grade([long])


def test_each_entry_of_a_list_is_a_sentence_even_without_a_full_stop() -> None:
    entries = ["Seems afraid, tense or very sad", "Is cut off from family and friends"]
    assert grade(entries) < grade([" ".join(entries)])


def test_a_full_stop_within_an_address_or_a_number_ends_no_sentence() -> None:
    assert grade(["Read more at www.dhs.gov and tell a friend"]) > grade(["Read more. Tell a friend"])
    assert grade(["Some 27.6 million people"]) == grade(["Some million people"])


@pytest.mark.parametrize("texts", [[], [""], ["911", "1-866-347-2423"], ["…"]])
def test_texts_without_words_have_no_grade(texts: list[str]) -> None:
    assert grade(texts) == 0.0


def test_words_are_found_with_their_apostrophes_and_without_numbers() -> None:
    assert words_of("Don’t call 911 for the person's ID.") == ["don’t", "call", "for", "the", "person's", "id"]
