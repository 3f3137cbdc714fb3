from __future__ import annotations

import pytest

from generator.text.model import Span
from generator.text.paragraphs import Paragraph, paragraphs
from tests.text import BODY, BOLD


def parted(text: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs([Span(text, BODY)], "en")]


def only(*given: Span) -> Paragraph:
    (paragraph,) = paragraphs(given, "en")
    return paragraph


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo", ["one ", "two"]),
        ("one\r\ntwo\rthree", ["one ", "two ", "three"]),
        ("  one  \n\t two  \n", ["one ", "\t two"]),
        ("one\n\ntwo", ["one ", " ", "two"]),
        ("\n\none\n \n", ["one"]),
        ("one  two", ["one  two"]),
        ("", []),
        (" \n\u200b ", []),
    ],
)
def test_a_hard_line_end_parts_the_text_and_its_space_stays_for_readers(text: str, expected: list[str]) -> None:
    assert parted(text) == expected


def test_no_spans_are_no_paragraphs() -> None:
    assert paragraphs([], "en") == ()


def test_letters_are_composed() -> None:
    assert parted("Tie\u0302\u0301ng Vie\u0323\u0302t") == ["Tiếng Việt"]


def test_steering_characters_steer_and_are_gone() -> None:
    paragraph = only(Span("one\u200btwo\u2060-three\u2011four \u2066x\u2069\ufeff", BODY))
    assert paragraph.text == "onetwo-three-four x"
    assert paragraph.points == (3, 7, 18, 19)
    assert len(paragraph.levels) == len(paragraph.text)


def test_a_soft_hyphen_is_neither_printed_nor_a_break() -> None:
    paragraph = only(Span("traf\u00adficking", BODY))
    assert (paragraph.text, paragraph.points) == ("trafficking", (11,))


def test_half_a_character_becomes_one_that_no_face_has() -> None:
    assert parted("a\ud800b") == ["a\uffffb"]


def test_an_atom_runs_on_over_a_line_end() -> None:
    paragraph = only(Span("1 866\n347", BODY, atom=True))
    assert (paragraph.text, paragraph.atoms, paragraph.points) == ("1 866 347", ((0, 9),), (9,))


def test_a_number_that_is_written_in_two_spans_is_one_atom() -> None:
    paragraph = only(Span("Call 1-866-", BODY), Span("347-2423", BOLD), Span(" now", BODY))
    assert paragraph.atoms == ((5, 19),)
    assert paragraph.points == (5, 20, 23)


def test_pieces_tell_which_span_each_stretch_is_of() -> None:
    first, second = Span("One\u200b ", BODY), Span("two", BOLD)
    paragraph = only(first, second)
    assert paragraph.pieces == ((0, 4, first), (4, 7, second))


def test_atoms_are_counted_in_printing_characters() -> None:
    paragraph = only(Span("a\u200bb 1-866-347-2423", BODY))
    assert [paragraph.text[start:end] for start, end in paragraph.atoms] == ["1-866-347-2423"]
