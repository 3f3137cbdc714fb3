"""The parts of a run's proof alone: lean text, shapes of content, the sample, and quick ways that say the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.proof.numbers import read_text
from generator.proof.plain import _plain, plain_text
from generator.proof.runs.lean import lean_text
from generator.proof.runs.shapes import shape_of
from generator.proof.runs.whole import sample_of
from generator.proof.runs.wording import missing_words, rest_of
from generator.proof.slips import slips

_LINES = (
    *("Avoids eye contact", "Never speaks alone, or", "carries no papers", "call or text", "to the number", "Suite"),
    *("1-888-373-7888", "866-", "347-2423", "911", "text 233733", "BEFREE", "1-866-DHS-2-ICE", "1", "8", "6"),
    *("www.ice.gov/", "tipline", "https://example.org/a", "Avery Example 00012", "Room 211", "a b c", "years ago:"),
    *("hotline@oig.dol.gov", "Llame al", "código", "Über alles", "the line is", "open all day", "$", "12 %", "(866)"),
)


def seen(text: str) -> tuple[object, ...]:
    """All that is read in a text, wherever it stands."""
    numbers, addresses = read_text(text)
    return (
        [(one.text, one.digits, one.sure, one.word) for one in numbers],
        [(one.text, one.address, one.joined) for one in addresses],
    )


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_LINES), max_size=40), st.sampled_from(["\n", "\r\n"]))
def test_lean_text_reads_as_the_whole_does(lines: list[str], end: str) -> None:
    text = end.join(lines)
    assert seen(lean_text(text)) == seen(text)


def test_lean_text_leaves_most_of_a_stretch_of_words_out() -> None:
    text = "\n".join(["1-888-373-7888", *["Avoids eye contact"] * 40, "911"])
    assert len(lean_text(text)) < len(text) / 3


@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_plain_ascii_is_what_the_rule_for_each_character_says(text: str) -> None:
    plain = plain_text(text)
    kept = [(_plain(one), place) for place, one in enumerate(text) if _plain(one)]
    assert (plain.text, list(plain.places)) == ("".join(one for one, _ in kept), [place for _, place in kept])


@given(st.text("012", max_size=8), st.text("012", max_size=8), st.integers(0, 8))
def test_slips_are_counted_up_to_the_most_that_matters(one: str, other: str, most: int) -> None:
    whole = slips(one, other)
    assert slips(one, other, most) == whole if whole <= most else slips(one, other, most) > most


CARD = b"""q 54 612 252 144 re W n 1 0 0 1 54 612 cm
/Artifact <</Type /Layout>> BDC
1 0.6 0 0.2 k /Plain gs 0 124 252 20 re f
EMC
/P <</MCID 3>> BDC
BT 0 0 0 1 k /Over gs /Font2 5.4 Tf 1 0 0 1 8 106.8 Tm
[<000E> 7 <0008>] TJ (a \\) b) Tj ET
EMC
/Span <</MCID 4 /ActualText <FEFF0041>>> BDC BT /Font2 5.4 Tf 3 4 Td <0001> Tj ET EMC
/Figure <</MCID 5>> BDC
0 0 0 1 k 1 2 3 4 re 5 6 7 8 re f 1 2 m 3 4 l h S
EMC
/Art1 Do
Q
"""
ALIKE = {
    "other letters": (b"<000E> 7 <0008>", b"<0001000A> -3.5 <0009> 2 <0008>"),
    "letters in brackets": (rb"(a \) b)", b"(other \\( words)"),
    "another place": (b"54 612 cm", b"306 36 cm"),
    "another line": (b"8 106.8 Tm", b"9.5 -20 Tm"),
    "a step further": (b"3 4 Td", b"7.5 4 Td"),
    "another mark": (b"/MCID 3>>", b"/MCID 77>>"),
    "other words to say": (b"<FEFF0041>", b"<FEFF00410042>"),
    "a larger drawing": (b"5 6 7 8 re f", b"5 6 7 8 re 9 9 9 9 re f"),
    "another outline": (b"3 4 l h", b"3 4 l 5 6 l 1 1 2 2 3 3 c h"),
}
UNLIKE = {
    "another ink": (b"1 0.6 0 0.2 k", b"1 0.6 0.4 0.2 k"),
    "another size": (b"/Font2 5.4 Tf 1", b"/Font2 5 Tf 1"),
    "another font": (b"/Font2 5.4 Tf 1", b"/Font1 5.4 Tf 1"),
    "another state": (b"/Over gs", b"/Plain gs"),
    "scaled": (b"1 0 0 1 54 612 cm", b"2 0 0 2 54 612 cm"),
    "turned letters": (b"1 0 0 1 8 106.8 Tm", b"0 1 -1 0 8 106.8 Tm"),
    "another role": (b"/P <</MCID", b"/H1 <</MCID"),
    "other artwork": (b"/Art1 Do", b"/Art2 Do"),
    "no mark": (b"/P <</MCID 3>> BDC", b"/Artifact BMC"),
    "one box where there were two": (b"5 6 7 8 re f", b"f"),
    "stroked and not filled": (b"0 124 252 20 re f", b"0 124 252 20 re S"),
    "hidden letters": (b"BT 0 0 0 1 k", b"BT 3 Tr 0 0 0 1 k"),
    "something not known": (b"/Art1 Do", b"/Art1 Do 9 9 9 xyz"),
    "a blend": (b"/Art1 Do", b"/Sh1 sh /Art1 Do"),
}


@pytest.mark.parametrize("change", ALIKE)
def test_pages_alike_but_for_places_letters_and_outlines_have_one_shape(change: str) -> None:
    old, new = ALIKE[change]
    assert CARD.count(old) == 1
    assert shape_of(CARD.replace(old, new)) == shape_of(CARD)


@pytest.mark.parametrize("change", UNLIKE)
def test_whatever_a_rule_may_ask_of_painting_makes_another_shape(change: str) -> None:
    old, new = UNLIKE[change]
    assert CARD.count(old) == 1
    assert shape_of(CARD.replace(old, new)) - shape_of(CARD)


def test_a_page_of_more_of_the_same_cards_has_no_new_shape_after_one_of_two() -> None:
    assert shape_of(CARD * 10) == shape_of(CARD * 2)


def test_the_sample_has_the_ends_some_between_and_every_shape() -> None:
    common = dict.fromkeys([b"a", b"b"], 1)
    assert sample_of(1, [common]) == (0,)
    chosen = sample_of(1000, [common, {b"a": 500, b"c": 700}, {b"c": 650}])
    assert {0, 999, 649} <= set(chosen)
    assert 699 not in chosen
    assert len(chosen) <= 13
    assert sample_of(1000, [common]) == sample_of(1000, [common])


@pytest.mark.parametrize(
    ("text", "asked", "missing"),
    [
        ("Avery Example\r\nCampus 01", ("Avery Example", "Campus 01"), 0),
        ("Avery\r\nExample of a long name", ("Avery Example of a long name",), 0),
        ("Avery Ex-\r\nample", ("Avery Example",), 0),
        ("A A A", ("A", "A", "A"), 0),
        ("Avery Example", ("Avery Example", "Avery Example"), 1),
        ("Avery Exampl", ("Avery Example",), 1),
        ("Avery Examples", ("Avery Example",), 1),
        ("Campus 011", ("Campus 01",), 1),
        ("中文\r\n名字", ("中文名字",), 0),
    ],
)
def test_words_are_found_whole_and_as_often_as_asked(text: str, asked: tuple[str, ...], missing: int) -> None:
    assert len(list(missing_words(3, text, asked))) == missing


@pytest.mark.parametrize("last", ["end", "en-d", "e nd"])
def test_a_long_text_that_differs_in_its_last_letter_is_answered_and_not_tried_in_every_way(last: str) -> None:
    told = "one word and another, " * 60
    assert not list(missing_words(3, f"{told}{last}", (f"{told}end",)))
    assert len(list(missing_words(3, f"{told}{last}", (f"{told}and",)))) == 1


def test_what_stands_besides_the_words_asked_for_is_the_same_whatever_its_figures() -> None:
    one = rest_of("Sheet 3 of 10\nAvery\nKnow the signs", ["Avery"])
    assert one == rest_of("Sheet 41 of 200\nBlake\nKnow the signs", ["Blake"])
    assert one != rest_of("Sheet 3 of 10\nAveryx\nKnow the signs", ["Avery"])
    assert not any(re.search("[1-9]", part) for part in one)


def test_a_long_text_of_which_the_end_is_missing_is_told_and_does_not_take_for_ever() -> None:
    words = " ".join(f"word{number}" for number in range(60))
    (finding,) = missing_words(1, f"{words[:-1]}X and more", [words])
    assert (finding.seen, finding.limit) == ("0", "1")


def test_words_that_a_line_end_parted_are_found_with_their_hyphen_or_without() -> None:
    text = "Ana Fernán- dez and Ana Fernán dez and Ana Fernández"
    assert list(missing_words(1, text, ["Ana Fernández"] * 3)) == []
    assert [finding.seen for finding in missing_words(1, text, ["Ana Fernández"] * 4)] == ["3"]
    assert [finding.seen for finding in missing_words(1, "Ana Fernández-Ruiz", ["Ana Fernández-Ruizo"])] == ["0"]
