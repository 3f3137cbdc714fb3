"""The questions of the knowledge check: ten for every role, no help to a guess, and answered by the key as asked."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from generator.catalog.layouts import Layout
from generator.catalog.topics import look_up
from generator.catalog.training import Question
from generator.catalog.translated import lacking
from generator.compose.chosen import chosen
from generator.compose.items import Group, Piece, Role, TextItem, groups, walk
from generator.compose.piece import compose_in
from generator.findings import Findings
from tests.compose.samples import shipped

ROLES = ("campus-police", "school-officer", "hotel-desk", "housekeeping", "health-staff", "driver")
LAYOUTS = ("knowledge-check", "knowledge-key", "participant-handout")
VERSIONS = ("A", "B")


def _asked(role: str) -> list[Question]:
    """The questions of a role."""
    return [question for question in shipped().training.questions.values() if role in (question.roles or (role,))]


def _words(key: str) -> str:
    node = look_up(shipped().topics, key)
    assert node is not None, key
    return str(node.value)


def _option(question: Question, option: str) -> str:
    return _words(f"questions.list.{question.id}.options.{option}")


@cache
def _piece(layout: str, role: str, version: str = "", lang: str = "en") -> Piece:
    """A piece of a role, composed only: it must be without a finding."""
    findings = Findings()
    given = {"role": role, "version": version} if version else {"role": role}
    (taken,) = chosen([_layout(layout)], given, shipped(), findings)
    piece, _ = compose_in(taken, shipped(), lang, {}, findings)
    assert not list(findings), [str(finding) for finding in findings]
    return piece


def _layout(name: str) -> Layout:
    return shipped().layouts[name]


def _text(group: Group) -> str:
    """The words of a group, its lines joined."""
    return " ".join(item.line.text for _, item in walk(group) if isinstance(item, TextItem))


def _texts(group: Group, role: Role) -> list[str]:
    return [_text(one) for one in groups(group) if one.role is role]


Asked = dict[str, dict[str, str]]


def _on_check(piece: Piece) -> Asked:
    """What the check asks, in its order: the words of each option by its letter, by the question without its number."""
    asked: Asked = {}
    for face in piece.faces:
        for group in groups(face.root):
            if group.role is Role.H2:
                number, _, question = _text(group).partition(". ")
                assert number == str(len(asked) + 1), number
                asked[question] = {}
            elif group.role is Role.LI and asked:
                (letter,), (words,) = _texts(group, Role.LBL), _texts(group, Role.LBODY)
                asked[next(reversed(asked))][letter] = words
    return asked


def _on_key(piece: Piece, version: str) -> list[tuple[str, str, str]]:
    """The number, the letter and the words of each right answer on the side of a version."""
    face = piece.faces[VERSIONS.index(version)]
    assert version in _texts(face.root, Role.P)
    rows = [_texts(group, Role.TD) for group in groups(face.root) if group.role is Role.TR]
    return [(number, *right.split(" ", 1)) for number, right, _ in filter(None, rows)]


def test_the_roles_are_those_of_the_course() -> None:
    assert tuple(shipped().training.roles) == ROLES


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_asked_ten_questions(role: str) -> None:
    assert len(_asked(role)) == 10


@pytest.mark.parametrize("question", shipped().training.questions.values(), ids=lambda question: question.id)
def test_every_question_has_three_options_one_of_them_right_and_one_sentence_that_says_why(question: Question) -> None:
    said = {_option(question, option) for option in question.options}
    assert (len(question.options), len(said), question.answer in question.options) == (3, 3, True)
    because = _words(f"questions.list.{question.id}.because")
    assert because.endswith(".")
    assert ". " not in because


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("role", ROLES)
def test_who_ticks_the_longest_option_fails(role: str, lang: str) -> None:
    longest = 0
    for options in _on_check(_piece("knowledge-check", role, "A", lang)).values():
        right = set(_rights(role, "A", lang)) & set(options.values())
        longest += max(options.values(), key=len) in right
    assert longest <= 5, f"{longest} of 10"


def _rights(role: str, version: str, lang: str) -> list[str]:
    """The words of the right answers, as the key has them."""
    return [words for _, _, words in _on_key(_piece("knowledge-key", role, lang=lang), version)]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("role", ROLES)
def test_who_ticks_one_letter_all_the_way_fails(role: str, version: str) -> None:
    letters = Counter(letter for _, letter, _ in _on_key(_piece("knowledge-key", role), version))
    assert set(letters) == {"a", "b", "c"}
    assert max(letters.values()) <= 6, letters


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_piece_is_complete_in_spanish(name: str) -> None:
    assert lacking(_layout(name), shipped(), "es") == ()


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("role", ROLES)
def test_both_versions_ask_the_same_in_other_orders(role: str, lang: str) -> None:
    first, second = (_on_check(_piece("knowledge-check", role, version, lang)) for version in VERSIONS)
    assert len(first) == 10
    assert list(first) != list(second)
    assert {ask: set(options.values()) for ask, options in first.items()} == {
        ask: set(options.values()) for ask, options in second.items()
    }
    assert any(first[ask] != second[ask] for ask in first)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_box_says_its_question_to_a_screen_reader(lang: str) -> None:
    piece = _piece("knowledge-check", "driver", "B", lang)
    said = [group.alt for face in piece.faces for group in groups(face.root) if group.role is Role.FORM]
    wanted = [
        f"{ask} {letter}. {words}"
        for ask, options in _on_check(piece).items()
        for letter, words in sorted(options.items())
    ]
    assert [words for words in said if words in wanted] == wanted
    assert len(wanted) == 30


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("role", ROLES)
def test_the_key_names_for_every_question_the_letter_under_which_the_right_words_stand(role: str, version: str) -> None:
    right = {_words(f"questions.list.{one.id}.ask"): _option(one, one.answer) for one in _asked(role)}
    asked = _on_check(_piece("knowledge-check", role, version))
    expected = [
        (str(number), *next((letter, words) for letter, words in options.items() if words == right[ask]))
        for number, (ask, options) in enumerate(asked.items(), 1)
    ]
    assert _on_key(_piece("knowledge-key", role), version) == expected


def test_the_key_in_spanish_has_the_letters_of_the_key_in_english() -> None:
    english, spanish = (
        [row[:2] for version in VERSIONS for row in _on_key(_piece("knowledge-key", "driver", lang=lang), version)]
        for lang in ("en", "es")
    )
    assert english == spanish
