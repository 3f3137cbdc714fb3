"""The pieces a trainer leads a course with: minutes that add up, care at both ends, every role in both languages."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

import pytest

from generator.catalog.catalog import Catalog
from generator.catalog.topics import texts_of
from generator.catalog.translated import in_language
from generator.compose.items import Face
from generator.findings import Findings
from generator.making import Purpose
from generator.order import Order, composed
from tests.catalog.shelf import ROOT
from tests.compose.samples import shipped, texts

GUIDE, BRIEFING, TALK, POSTER = "facilitator-guide", "five-minute-briefing", "discussion-guide", "agenda-poster"
STEPS = ("opening", "what", "signs", "cases", "respond", "check", "close")
LANGS = ("en", "es")
ROLES = tuple(shipped().training.roles)


@cache
def _pieces(role: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """What each face of each piece says, by layout and language, all fields filled in and nothing set too small."""
    findings, names = Findings(), (GUIDE, BRIEFING, TALK, POSTER)
    samples = {name: field.sample for piece in names for name, field in shipped().layouts[piece].fields.items()}
    order = Order(ROOT, layouts=names, langs=LANGS, purposes=(Purpose.SCREEN,), fields={**samples, "role": role})
    jobs = composed(shipped(), order, findings).jobs
    assert not [str(finding) for finding in findings if finding in findings.errors or finding.rule == "type.small"]
    return {(job.piece.layout, job.piece.lang): tuple(map(_line, job.piece.faces)) for job in jobs}


def printed(piece: str, lang: str, role: str = "campus-police") -> tuple[str, ...]:
    return _pieces(role)[piece, lang]


def _line(face: Face) -> str:
    return " ".join(" ".join(texts(face)).split())


@cache
def _spoken(lang: str) -> Catalog:
    return in_language(shipped(), lang)


def said(reference: str, lang: str) -> list[str]:
    """The texts of a topic in a language, without marks of bold."""
    return [text.replace("**", "") for text in texts_of(_spoken(lang).topics, reference)]


def one(reference: str, lang: str) -> str:
    (text,) = said(reference, lang)
    return text


def minutes(step: str, lang: str = "en") -> int:
    """How long a step takes, as the agenda says."""
    return int(one(f"agenda.list.{step}.minutes", lang).removesuffix(" min"))


def length(lang: str) -> int:
    """How long the agenda says that the course takes."""
    return int(one("agenda.total.minutes", lang).split()[0])


@pytest.mark.parametrize("lang", LANGS)
def test_the_minutes_of_the_steps_add_up_to_the_length_of_the_course(lang: str) -> None:
    assert sum(minutes(step, lang) for step in STEPS) == length(lang)


@pytest.mark.parametrize("lang", LANGS)
def test_each_step_starts_when_the_one_before_it_ends(lang: str) -> None:
    starts = [one(f"agenda.list.{step}.start", lang) for step in STEPS] + [one("agenda.total.start", lang)]
    due = accumulate((minutes(step, lang) for step in STEPS), initial=0)
    assert starts == [f"{at // 60}:{at % 60:02}" for at in due]


@pytest.mark.parametrize(("piece", "page"), [(GUIDE, 1), (POSTER, 0)], ids=[GUIDE, POSTER])
@pytest.mark.parametrize("lang", LANGS)
def test_guide_and_poster_print_every_step_in_its_order_with_minutes_that_add_up(
    piece: str, page: int, lang: str
) -> None:
    face = printed(piece, lang)[page]
    rows = [f"{one(f'agenda.list.{step}.title', lang)} {minutes(step, lang)} min" for step in STEPS]
    assert [row for row in rows if row not in face] == []
    assert sorted(rows, key=face.index) == rows
    assert sum(map(int, re.findall(r"(\d+) min\b", face))) == length(lang)
    assert one("agenda.total.minutes", lang) in face


@pytest.mark.parametrize("lang", LANGS)
def test_the_guide_has_every_block_under_its_start_and_minutes(lang: str) -> None:
    guide = " ".join(printed(GUIDE, lang))
    for step in STEPS:
        title, start, length_ = (one(f"agenda.list.{step}.{key}", lang) for key in ("title", "start", "minutes"))
        assert f"{title} {start} · {length_}" in guide


@pytest.mark.parametrize("step", ["what", "signs", "respond"])
@pytest.mark.parametrize("lang", LANGS)
def test_the_parts_of_a_block_take_as_long_as_the_block(step: str, lang: str) -> None:
    assert sum(map(int, re.findall(r"\d+", one(f"facilitator.{step}.time", lang)))) == minutes(step)


@pytest.mark.parametrize("lang", LANGS)
def test_the_parts_of_a_case_take_as_long_as_the_cases(lang: str) -> None:
    parts = re.findall(r"\((\d+) min\)", " ".join(said("facilitator.cases.how", lang)))
    assert sum(map(int, parts)) == minutes("cases")


@pytest.mark.parametrize("lang", LANGS)
def test_a_briefing_of_five_minutes_has_a_row_for_each(lang: str) -> None:
    names = ("open", "what", "signs", "act", "close")
    assert [one(f"briefing.steps.{name}.minute", lang) for name in names] == ["1", "2", "3", "4", "5"]
    (face,) = printed(BRIEFING, lang)
    assert all(f"{at} {one(f'briefing.steps.{name}.do', lang)}" in face for at, name in enumerate(names, start=1))


@pytest.mark.parametrize("lang", LANGS)
def test_the_guide_says_first_what_people_can_do_afterwards(lang: str) -> None:
    page = printed(GUIDE, lang)[1]
    order = [
        one("facilitator.objectives.title", lang),
        *said("facilitator.objectives.list", lang),
        one("agenda.title", lang),
    ]
    assert sorted(order, key=page.index) == order


CARE = {
    "warning": (3, "facilitator.opening.warning"),
    "opening": (3, "facilitator.opening.care"),
    "rules": (3, "facilitator.opening.rules"),
    "unsolved": (6, "facilitator.cases.solve-title"),
    "closing": (10, "facilitator.close.say"),
    "retention": (10, "facilitator.after.list.sign-in"),
    "trainer": (10, "facilitator.after.list.you"),
    "secrecy": (11, "facilitator.disclose.list.limits"),
    "disclosure": (11, "facilitator.disclose.list"),
}


@pytest.mark.parametrize(("page", "reference"), CARE.values(), ids=list(CARE))
@pytest.mark.parametrize("lang", LANGS)
def test_the_guide_takes_care_of_people(page: int, reference: str, lang: str) -> None:
    assert [text for text in said(reference, lang) if text not in printed(GUIDE, lang)[page]] == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("lang", LANGS)
def test_every_role_has_a_guide_with_its_own_signs_steps_and_answers(role: str, lang: str) -> None:
    guide, training = printed(GUIDE, lang, role), shipped().training
    signs = [one(f"indicators.signs.{sign}.full", lang) for sign in training.roles[role].signs]
    assert [text for text in signs + said(f"roles.list.{role}.see", lang) if text not in guide[5]] == []
    titles = [one(f"cases.list.{name}.title", lang) for name, case in training.cases.items() if role in case.roles]
    assert [title in guide[7] for title in titles] == [True] * 3 + [False] * 3
    assert [title in guide[8] for title in titles] == [False] * 3 + [True] * 3
    assert one(f"roles.list.{role}.name", lang) in guide[0]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("lang", LANGS)
def test_every_role_can_be_briefed_and_can_hold_an_evening(role: str, lang: str) -> None:
    name = one(f"roles.list.{role}.name", lang)
    signs = [one(f"indicators.signs.{sign}.short", lang) for sign in shipped().training.roles[role].signs]
    (briefing,) = printed(BRIEFING, lang, role)
    assert [text for text in [name, *signs] if text not in briefing] == []
    assert name in printed(TALK, lang, role)[1]
