"""Passages: a paragraph as it is read, parted by links and languages, whatever order its glyphs stand in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.compose.items import Group, Role, TextItem
from generator.compose.passages import passages, words_of
from generator.text.faces import load_face
from generator.text.lines import set_text
from generator.text.model import Span, TextStyle
from tests.pdf.samples import box, text

FONTS = Path(__file__).parents[2] / "fonts"
FACES = tuple(
    load_face(FONTS / name)
    for name in ("noto-sans-arabic/NotoSansArabic-Regular.ttf", "public-sans/PublicSans-Regular.ttf")
)
STYLE = TextStyle(FACES, 10, "ink")
TEL = "tel:+18663472423"
ARABIC = "اتصل بالخط"


def lines(*spans: Span, measure: float = 1000, lang: str = "ar", rtl: bool = True) -> list[TextItem]:
    done = set_text(spans, measure, lang=lang, rtl=rtl, latin="en")
    assert not done.missing
    return [TextItem(0, 12 * index, line) for index, line in enumerate(done.lines)]


def test_lines_of_one_voice_are_one_passage_with_the_spaces_between_them() -> None:
    items = lines(Span("Call the tip line day and night", STYLE), measure=60, lang="en", rtl=False)
    (passage,) = passages(items)
    assert len(passage.parts) == len(items) > 2
    assert passage.text == "Call the tip line day and night"
    assert not passage.turned


def test_a_link_is_a_passage_of_its_own_in_the_midst_of_the_words() -> None:
    items = lines(
        Span("Call ", STYLE), Span("911", STYLE, atom=True, link="tel:911"), Span(" now", STYLE), lang="en", rtl=False
    )
    assert [(passage.text, passage.link) for passage in passages(items)] == [
        ("Call ", ""),
        ("911", "tel:911"),
        (" now", ""),
    ]


def test_words_from_right_to_left_come_as_they_are_read() -> None:
    items = lines(Span(f"{ARABIC} ", STYLE), Span("1-866-347-2423", STYLE, atom=True, link=TEL), Span(" الآن", STYLE))
    found = passages(items)
    assert "".join(passage.text for passage in found) == f"{ARABIC} 1-866-347-2423 الآن"
    assert [passage.turned for passage in found] == [True, False, True]
    assert [passage.link for passage in found] == ["", TEL, ""]


def test_the_runs_of_a_passage_stand_as_the_eye_finds_them() -> None:
    items = lines(Span(f"{ARABIC} 911 {ARABIC}", STYLE))
    (passage,) = passages(items)
    ((_, runs),) = passage.parts
    assert len(runs) > 2
    assert [run.x for run in runs] == sorted(run.x for run in runs)
    assert passage.text == f"{ARABIC} 911 {ARABIC}"


def test_a_name_in_another_language_is_a_passage_and_a_number_is_none() -> None:
    found = passages(lines(Span(f"{ARABIC} HSI {ARABIC} 911", STYLE)))
    assert [(passage.lang, passage.text.strip()) for passage in found] == [
        ("ar", ARABIC),
        ("en", "HSI"),
        ("ar", f"{ARABIC} 911"),
    ]


def test_isolates_are_not_spoken_and_joiners_are() -> None:
    marked = text("x")
    run = replace(marked.line.runs[0], text="\u2066a\u200cb\u2069\u200bc")
    item = replace(marked, line=replace(marked.line, runs=(run,)))
    assert passages([item])[0].text == "a\u200cbc"


def test_nothing_has_no_passage() -> None:
    assert passages([]) == ()


@pytest.mark.parametrize("role", [Role.H1, Role.H2, Role.H3, Role.P, Role.LBL, Role.LBODY, Role.TH, Role.TD])
def test_the_words_of_every_speaking_role_are_told_in_order(role: Role) -> None:
    root = Group(
        Role.SECT,
        (Group(Role.P, (text("One"),)), Group(Role.DIV, (Group(role, (text("two"), text(" three"))),))),
    )
    assert list(words_of(root)) == ["One", "two three"]


def test_artifacts_and_figures_say_no_words() -> None:
    root = Group(
        Role.SECT,
        (Group(Role.ARTIFACT, (text("1"),)), Group(Role.FOLIO, (text("2"),)), Group(Role.FIGURE, (box(0, 0, 1, 1),))),
    )
    assert list(words_of(root)) == []


def test_what_makes_no_sound_is_no_passage() -> None:
    marked = text("x")
    run = replace(marked.line.runs[0], text="\u200b")
    assert passages([replace(marked, line=replace(marked.line, runs=(run,)))]) == ()


def test_a_line_of_digits_alone_is_in_no_language_of_its_own() -> None:
    assert [passage.lang for passage in passages([text("233733")])] == [""]


def test_a_space_that_hangs_after_a_link_is_in_no_language_of_its_own() -> None:
    words, number, space = (text(part).line.runs[0] for part in ("SMS ", "233733", " "))
    runs = (words, replace(number, link="sms:233733"), replace(space, level=1))
    item = text("x")
    first = replace(item, line=replace(item.line, runs=runs))
    found = [(one.text, one.lang, one.turned) for one in passages([first])]
    assert sorted(found) == [(" ", "", False), ("233733", "en", False), ("SMS ", "en", False)]
