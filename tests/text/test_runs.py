from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from generator.text.lines import set_text
from generator.text.model import Span, TextStyle
from generator.text.paragraphs import paragraphs
from generator.text.runs import Run, itemise
from tests.text import ARABIC, BODY, BOLD, NOTO, PUBLIC, PUBLIC_BOLD


def itemised(*given: Span) -> list[tuple[str, Run]]:
    (paragraph,) = paragraphs(given, "en")
    return [(paragraph.text[run.start : run.end], run) for run in itemise(paragraph, "en")]


def by_face(*given: Span) -> list[tuple[str, str]]:
    return [(text, run.face.name) for text, run in itemised(*given)]


def test_plain_text_is_one_run_in_the_first_face() -> None:
    assert by_face(Span("Call 911, day or night.", BODY)) == [("Call 911, day or night.", PUBLIC.name)]


def test_letters_that_the_first_face_lacks_take_the_next_with_their_digits_and_points() -> None:
    assert by_face(Span("Call Служба 911, помощь! Now", BODY)) == [
        ("Call ", PUBLIC.name),
        ("Служба 911, помощь! ", NOTO.name),
        ("Now", PUBLIC.name),
    ]


def test_a_letter_and_its_accent_share_a_face() -> None:
    assert by_face(Span("о\u0301n", BODY)) == [("о\u0301", NOTO.name), ("n", PUBLIC.name)]


def test_a_number_is_set_in_one_face_even_after_other_letters() -> None:
    assert by_face(Span("Служба: 1-866-DHS-2-ICE.", BODY)) == [
        ("Служба: ", NOTO.name),
        ("1-866-DHS-2-ICE", PUBLIC.name),
        (".", PUBLIC.name),
    ]


def test_an_atom_that_only_a_later_face_has_is_set_in_it_whole() -> None:
    assert by_face(Span("02 Служба", BODY, atom=True)) == [("02 Служба", NOTO.name)]
    assert by_face(Span("02 Служба", BODY)) == [("02 ", PUBLIC.name), ("Служба", NOTO.name)]


def test_an_atom_that_no_face_has_whole_is_set_by_letter() -> None:
    assert by_face(Span("Служба ក", BODY, atom=True)) == [("Служба ", NOTO.name), ("ក", PUBLIC.name)]


def test_a_character_that_no_face_has_stays_with_the_first() -> None:
    assert by_face(Span("a ក b", BODY)) == [("a ", PUBLIC.name), ("ក ", PUBLIC.name), ("b", PUBLIC.name)]


def test_a_new_style_begins_a_new_run_with_its_own_face_and_link() -> None:
    found = itemised(Span("Служба ", BODY), Span("911", BOLD, link="tel:911"), Span(" now", BODY))
    assert [(text, run.face.name, run.link) for text, run in found] == [
        ("Служба ", NOTO.name, ""),
        ("911", PUBLIC_BOLD.name, "tel:911"),
        (" ", PUBLIC.name, ""),
        ("now", PUBLIC.name, ""),
    ]


def test_the_face_before_is_kept_only_within_the_same_style() -> None:
    large = TextStyle(BODY.faces, 12, "text")
    assert by_face(Span("Да", BODY), Span(", да", large))[1] == (", ", PUBLIC.name)
    assert by_face(Span("Да", BODY), Span(", да", BODY))[1] == (", да", NOTO.name)


def test_an_atom_is_a_run_of_its_own() -> None:
    assert [text for text, _ in itemised(Span("Call 1-866-347-2423 now", BODY))] == ["Call ", "1-866-347-2423", " now"]


def test_the_runs_cover_the_paragraph_without_gap() -> None:
    found = itemised(Span("Да 911 ", BODY), Span("x", BOLD), Span(" www.ice.gov, да ក", BODY))
    assert "".join(text for text, _ in found) == "Да 911 x www.ice.gov, да ក"
    assert all(before.end == after.start for (_, before), (_, after) in pairwise(found))


def test_letters_join_over_the_edge_of_a_run_within_a_word_and_over_no_other() -> None:
    bold = replace(ARABIC, ink="accent")
    whole = set_text([Span("بخط من", ARABIC)], 100, lang="ar", rtl=True).lines[0]
    parts = set_text([Span("ب", ARABIC), Span("خط", bold), Span(" من", ARABIC)], 100, lang="ar", rtl=True).lines[0]
    assert [glyph.gid for run in parts.runs for glyph in run.glyphs] == [
        glyph.gid for run in whole.runs for glyph in run.glyphs
    ]
    apart = set_text([Span("ب ", ARABIC), Span("خط", bold)], 100, lang="ar", rtl=True).lines[0]
    assert [run.text for run in apart.runs] == ["خط", "ب "]
    assert apart.runs[0].glyphs != parts.runs[-2].glyphs
