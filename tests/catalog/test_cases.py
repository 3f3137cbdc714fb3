"""The cases and roles that ship: as many as promised, every sign shown, short and plain, and each fits its cards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from generator.catalog.model import Catalog
from generator.catalog.reading import grade
from generator.catalog.safetypiece import leaves
from generator.catalog.safetywords import bare
from generator.catalog.topics import look_up, texts_of
from generator.catalog.training import SETTINGS
from generator.catalog.translated import in_language
from generator.compose.chosen import chosen
from generator.compose.items import Piece, TextItem, walk
from generator.compose.piece import compose_in
from generator.findings import Findings
from tests.compose.samples import shipped

CARDS = ("scenario-card", "scenario-card-large")
LANGS = ("en", "es")
# Spanish needs about a tenth more words for the same story.
WORDS = {"en": (45, 75), "es": (45, 80)}
# These turn out to be something else than trafficking, or stay open.
OPEN = {"late-lab", "late-check-in", "family-shop"}
ROLES = ["campus-police", "school-officer", "hotel-desk", "housekeeping", "health-staff", "driver"]


def spoken(lang: str) -> Catalog:
    return in_language(shipped(), lang)


def said(catalog: Catalog, case: str, key: str) -> str:
    (text,) = texts_of(catalog.topics, f"cases.list.{case}.{key}")
    return text


def words_of_topic(catalog: Catalog, name: str) -> Iterator[tuple[str, str]]:
    """Every text of a topic with its key, but for the signs, which are others' words."""
    yield from ((key, text) for key, text, _ in leaves(name, catalog.topics[name].node) if ".signs." not in key)


def printed(piece: Piece, face: str) -> str:
    (found,) = (one for one in piece.faces if one.name == face)
    return " ".join(item.line.text.strip() for _, item in walk(found.root) if isinstance(item, TextItem))


def test_there_are_sixteen_cases_and_every_role_has_exactly_six_of_them() -> None:
    training = shipped().training
    assert len(training.cases) == 16
    assert list(training.roles) == ROLES
    assert Counter(role for case in training.cases.values() for role in case.roles) == dict.fromkeys(ROLES, 6)


def test_cases_are_of_labor_of_sex_and_of_both_and_play_in_every_place() -> None:
    cases = shipped().training.cases
    plain = Counter(case.kind for case in cases.values() if case.id not in OPEN)
    assert plain["labor"] >= 6
    assert plain["sex"] >= 5
    assert plain["both"] == 2
    assert set(cases) >= OPEN
    assert {case.setting for case in cases.values()} == set(SETTINGS)


def test_each_sign_is_shown_by_two_cases_and_seen_by_a_role() -> None:
    training = shipped().training
    assert len(training.signs) == 14
    shown = Counter(sign for case in training.cases.values() for sign in case.signs)
    assert [sign for sign in training.signs if shown[sign] < 2] == []
    assert {sign for role in training.roles.values() for sign in role.signs} == set(training.signs)
    assert {len(role.signs) for role in training.roles.values()} == {5}
    assert {len(case.signs) for case in training.cases.values()} <= {2, 3, 4}


@pytest.mark.parametrize("lang", LANGS)
def test_a_case_is_a_short_story_with_one_question_three_steps_and_a_point(lang: str) -> None:
    catalog = spoken(lang)
    least, most = WORDS[lang]
    for case in shipped().training.cases:
        story = said(catalog, case, "text")
        assert least <= len(story.split()) <= most, case
        assert 3 <= len(re.findall(r"[.?!](?=[”\s]|$)", story)) <= 5, case
        assert len(said(catalog, case, "title").split()) <= 4, case
        assert said(catalog, case, "ask").count("?") == 1, case
        assert len(texts_of(catalog.topics, f"cases.list.{case}.next")) == 3, case
        assert said(catalog, case, "point").endswith("."), case


@pytest.mark.parametrize("lang", LANGS)
def test_a_role_has_a_name_four_places_and_four_steps_of_which_the_first_is_for_danger(lang: str) -> None:
    catalog = spoken(lang)
    for role in shipped().training.roles:
        assert texts_of(catalog.topics, f"roles.list.{role}.name")
        assert len(texts_of(catalog.topics, f"roles.list.{role}.see")) == 4, role
        steps = texts_of(catalog.topics, f"roles.list.{role}.do")
        assert len(steps) == 4, role
        assert "{contact.emergency.voice}" in steps[0], role


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("topic", ["cases", "roles"])
def test_no_digit_is_typed(topic: str, lang: str) -> None:
    typed = [key for key, text in words_of_topic(spoken(lang), topic) if re.search(r"\d", bare(text))]
    assert typed == []


def test_the_english_of_the_cases_reads_at_grade_seven_and_no_story_above_nine() -> None:
    catalog = spoken("en")
    assert grade([bare(text) for _, text in words_of_topic(catalog, "cases")]) <= 7
    hard = [case for case in shipped().training.cases if grade([said(catalog, case, "text")]) > 9]
    assert hard == []


@pytest.mark.parametrize("lang", LANGS)
def test_no_story_names_its_signs_in_their_own_words(lang: str) -> None:
    catalog = spoken(lang)
    for case in shipped().training.cases.values():
        story = said(catalog, case.id, "text").casefold()
        for sign in case.signs:
            node = look_up(catalog.topics, f"indicators.signs.{sign}.short")
            assert node is not None
            assert isinstance(node.value, str)
            assert node.value.casefold() not in story, (case.id, sign)


def test_where_a_child_is_used_in_paid_sex_the_steps_name_the_emergency_number_and_a_report() -> None:
    children = [case.id for case in shipped().training.cases.values() if "minor-sex-act" in case.signs]
    assert children
    for case in children:
        steps = " ".join(texts_of(shipped().topics, f"cases.list.{case}.next"))
        assert "{contact.emergency.voice}" in steps, case
        assert "law on child abuse" in steps or "child welfare" in steps, case


@pytest.mark.parametrize("card", CARDS)
def test_every_case_fits_its_card_in_both_languages_and_the_back_answers_with_its_signs(card: str) -> None:
    catalog = shipped()
    for case in catalog.training.cases.values():
        for lang in LANGS:
            findings = Findings()
            (layout,) = chosen([catalog.layouts[card]], {"case": case.id}, catalog, findings)
            piece, words = compose_in(layout, catalog, lang, {}, findings)
            assert [str(finding) for finding in findings] == []
            assert said(words, case.id, "title") in printed(piece, "front")
            for sign in case.signs:
                (short,) = texts_of(words.topics, f"indicators.signs.{sign}.short")
                assert short in printed(piece, "back"), (case.id, lang)
                assert short not in printed(piece, "front"), (case.id, lang)
