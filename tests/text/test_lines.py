from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text.lines import set_text
from generator.text.model import Line, Missing, SetText, Span, TextStyle
from tests.text import ARABIC, BODY, BOLD, JAPANESE, NOTO, PUBLIC, PUBLIC_BOLD, printed, runs, spans, texts

ATOMS = (
    "1-866-347-2423",
    "1-866-DHS-2-ICE (347-2423)",
    "+1 202-555-0142",
    "www.ice.gov/tip-line",
    "https://humantraffickinghotline.org/a-b/c?d=e",
    "help-me@ice.gov",
    "1‑888‑373‑7888",
    "A\u00a0B\u00a0C",
)
WORDS = st.sampled_from(["find", "AVATAR", "To", "Việt", "Служба,", "the", "office.", "“free”", "I", "хотите", "24/7"])
PARTS = st.lists(WORDS | st.sampled_from(ATOMS).map(lambda atom: f"{atom};"), min_size=1, max_size=14)
# Without letters of the second face: a quotation mark after them stays in that face.
LATIN_PARTS = PARTS.map(lambda parts: [part for part in parts if part not in ("Служба,", "хотите")])
MEASURES = st.floats(1, 300)
ROUNDING = 0.002


def width_of(text: str, style: TextStyle = BODY) -> float:
    return set_text(spans(text, style), 1e6, lang="en").width


def ink(line: Line) -> float:
    return sum(run.width for run in line.runs if run.text.strip() or run is not line.runs[-1])


@settings(deadline=None, max_examples=120)
@given(PARTS, MEASURES, st.booleans())
def test_a_number_or_address_is_never_broken_over_two_lines(parts: list[str], measure: float, balance: bool) -> None:
    lines = texts(set_text(spans(" ".join(parts)), measure, lang="en", balance=balance))
    for part in parts:
        assert any(part.replace("\u2011", "-") in line for line in lines)
    assert " ".join(lines) == " ".join(parts).replace("\u2011", "-")


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="ab 1-./x", max_size=20).map(lambda text: f"<a {text} b>"), MEASURES)
def test_a_span_marked_as_atom_is_never_broken(atom: str, measure: float) -> None:
    done = set_text([Span("before ", BODY), Span(atom, BOLD, atom=True), Span(" after it", BODY)], measure, lang="en")
    assert sum(atom in line for line in texts(done)) == 1


@settings(deadline=None, max_examples=120)
@given(PARTS, MEASURES, st.booleans())
def test_every_character_is_printed_once_and_in_order(parts: list[str], measure: float, balance: bool) -> None:
    done = set_text(spans(" ".join(parts)), measure, lang="en", balance=balance)
    assert "".join(printed(line) for line in done.lines) == " ".join(parts).replace("\u2011", "-")
    assert [run.text for run in runs(done)] == ["".join(glyph.text for glyph in run.glyphs) for run in runs(done)]
    assert done.missing == ()


@settings(deadline=None, max_examples=120)
@given(PARTS, MEASURES, st.booleans())
def test_no_line_is_wider_than_the_measure_unless_it_says_so(parts: list[str], measure: float, balance: bool) -> None:
    done = set_text(spans(" ".join(parts)), measure, lang="en", balance=balance)
    assert done.width <= measure + done.overfull + ROUNDING
    if done.overfull:
        assert done.overfull == pytest.approx(done.width - measure)
        widest = max(done.lines, key=lambda line: line.width)
        assert widest.text in {part.replace("\u2011", "-") for part in parts}


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, min_size=2, max_size=14), MEASURES)
def test_a_line_is_as_full_as_it_can_be(words: list[str], measure: float) -> None:
    for line, following in pairwise(texts(set_text(spans(" ".join(words)), measure, lang="en"))):
        assert width_of(f"{line} {following.split()[0]}") > measure


@settings(deadline=None, max_examples=60)
@given(LATIN_PARTS, MEASURES)
def test_a_line_is_as_wide_as_its_text_set_alone(parts: list[str], measure: float) -> None:
    for line in set_text(spans(" ".join(parts)), measure, lang="en").lines:
        assert line.width == pytest.approx(ink(line))
        assert line.width == pytest.approx(width_of(line.text))


@settings(deadline=None, max_examples=80)
@given(PARTS, MEASURES)
def test_balance_keeps_the_number_of_lines_and_is_as_narrow_as_that_allows(parts: list[str], measure: float) -> None:
    text = spans(" ".join(parts))
    plain = set_text(text, measure, lang="en")
    even = set_text(text, measure, lang="en", balance=True)
    assert len(even.lines) == len(plain.lines)
    assert even.width <= plain.width + ROUNDING
    assert even.overfull == pytest.approx(plain.overfull, abs=ROUNDING)
    narrower = set_text(text, even.width - 0.2, lang="en")
    assert narrower.overfull or len(narrower.lines) > len(even.lines)


def test_balance_leaves_no_widow_in_a_heading() -> None:
    heading = spans("Signs that somebody may be forced to work here")
    measure = width_of("Signs that somebody may be forced to work") + 1
    assert texts(set_text(heading, measure, lang="en"))[-1] == "here"
    assert texts(set_text(heading, measure, lang="en", balance=True)) == [
        "Signs that somebody may",
        "be forced to work here",
    ]


def test_text_that_fits_one_line_is_one_line_balanced_or_not() -> None:
    for balance in (False, True):
        assert texts(set_text(spans("Call 911"), 200, lang="en", balance=balance)) == ["Call 911"]


def test_the_width_of_a_line_has_its_kerning_and_its_size() -> None:
    glyphs = set_text(spans("AVAVA"), 100, lang="en").lines[0].runs[0].glyphs
    assert width_of("AVAVA") == pytest.approx(sum(glyph.advance for glyph in glyphs) * 8 / PUBLIC.upem)
    assert width_of("AVAVA") < 3 * width_of("A") + 2 * width_of("V")
    assert width_of("AVAVA", TextStyle((PUBLIC,), 24, "text")) == pytest.approx(3 * width_of("AVAVA"))


def test_a_text_fits_a_measure_of_exactly_its_width() -> None:
    sentence = "To find AVATARS, To call 1-866-347-2423 now"
    assert texts(set_text(spans(sentence), width_of(sentence), lang="en")) == [sentence]
    assert len(texts(set_text(spans(sentence), width_of(sentence) - 0.01, lang="en"))) == 2


def test_kerning_with_the_next_line_does_not_count_against_a_line() -> None:
    first = "a safe re-"
    assert width_of("re-o") > width_of("re-") + width_of("o")
    assert texts(set_text(spans(f"{first}open"), width_of(first), lang="en")) == [first, "open"]


def test_a_right_to_left_line_is_placed_from_its_right_end_and_its_numbers_are_not_turned() -> None:
    (line,) = set_text(spans("اب 91 جد", ARABIC), 200, lang="ar", rtl=True).lines
    assert line.text == "اب 91 جد"
    assert [run.text for run in line.runs] == [" جد", "91", "اب "]
    assert ["".join(glyph.text for glyph in run.glyphs) for run in line.runs] == ["دج ", "91", " با"]
    assert [run.level for run in line.runs] == [1, 2, 1]
    assert [run.x for run in line.runs] == pytest.approx([0, line.runs[0].width, line.width - line.runs[2].width])


def test_the_space_that_closes_a_right_to_left_line_hangs_at_its_left() -> None:
    first, last = set_text(spans("اب جد", ARABIC), 12, lang="ar", rtl=True).lines
    assert [(run.text, run.level) for run in first.runs] == [(" ", 1), ("اب", 1)]
    assert first.runs[0].x == pytest.approx(-first.runs[0].width)
    assert (first.runs[1].x, first.width) == (0, pytest.approx(first.runs[1].width))
    assert [run.text for run in last.runs] == ["جد"]


def test_a_word_wider_than_the_measure_stands_whole_and_says_how_far_it_is_over() -> None:
    done = set_text(spans("a humantraffickinghotline b"), 20, lang="en")
    assert texts(done) == ["a", "humantraffickinghotline", "b"]
    assert done.overfull == pytest.approx(width_of("humantraffickinghotline") - 20)


def test_text_inside_the_measure_is_not_overfull() -> None:
    assert set_text(spans("a b"), 20, lang="en").overfull == 0


@pytest.mark.parametrize("text", ["", " ", "\n", " \n\n "])
@pytest.mark.parametrize("balance", [False, True])
def test_empty_text_gives_no_lines(text: str, balance: bool) -> None:
    assert set_text(spans(text), 100, lang="en", balance=balance) == SetText(())


def test_no_spans_give_no_lines() -> None:
    assert set_text([], 100, lang="en") == SetText(())


def test_a_hard_break_ends_the_line_without_stray_spaces_at_its_sides() -> None:
    done = set_text(spans(" one \n  two\n\nthree\n"), 200, lang="en")
    assert texts(done) == ["one", "two", "", "three"]
    assert done.lines[2].width == 0
    assert done.lines[1].runs[0].x == 0


def test_the_space_at_the_end_of_a_line_hangs_for_readers_and_takes_no_width() -> None:
    done = set_text([Span("one two", BODY, link="https://ice.gov"), Span(" end", BODY)], width_of("one t"), lang="en")
    first, *_, last = done.lines
    assert [run.text for run in first.runs] == ["one", " "]
    assert first.width == pytest.approx(first.runs[0].width) == pytest.approx(first.runs[1].x)
    assert [run.link for run in first.runs] == ["https://ice.gov", ""]
    assert [run.text for run in last.runs] == ["end"]


def test_a_no_break_space_keeps_its_words_together() -> None:
    done = set_text(spans("in Title\u00a018 today"), width_of("in Title"), lang="en")
    assert texts(done) == ["in", "Title\u00a018", "today"]


def test_a_hyphen_that_does_not_break_prints_as_a_hyphen_and_does_not_break() -> None:
    assert texts(set_text(spans("a re\u2011entry b"), 10, lang="en")) == ["a", "re-entry", "b"]
    assert texts(set_text(spans("a re-entry b"), 10, lang="en")) == ["a", "re-", "entry", "b"]


def test_a_zero_width_space_is_a_break_opportunity_and_prints_nothing() -> None:
    narrow = set_text(spans("one\u200btwo"), width_of("one"), lang="en")
    assert texts(narrow) == ["one", "two"]
    wide = set_text(spans("one\u200btwo"), 100, lang="en")
    assert texts(wide) == ["onetwo"]
    assert wide.width == pytest.approx(width_of("onetwo"))
    assert [glyph.text for glyph in wide.lines[0].runs[0].glyphs] == list("onetwo")


def test_a_missing_glyph_is_reported_with_its_character_its_words_and_the_faces() -> None:
    done = set_text(spans("Call ក now", BOLD), 200, lang="en")
    assert done.missing == (Missing("ក", "Call ក now", ("PublicSans-Bold",)),)
    assert texts(done) == ["Call ក now"]


def test_a_missing_character_is_reported_once_however_often_it_stands() -> None:
    done = set_text([*spans("🚨 a 🚨\n🚨"), Span("🚨", BOLD)], 20, lang="en")
    assert [(each.character, each.faces) for each in done.missing] == [
        ("🚨", (PUBLIC.name, NOTO.name)),
        ("🚨", (PUBLIC_BOLD.name,)),
    ]


def test_a_tab_or_a_broken_character_is_reported() -> None:
    missing = set_text(spans("a\tb\ud800"), 200, lang="en").missing
    assert [each.character for each in missing] == ["\t", "\uffff"]


def test_cyrillic_is_set_in_the_next_face_and_nothing_is_missing() -> None:
    done = set_text(spans("Call Служба 911"), 200, lang="en")
    assert [(run.text, run.face.name) for run in runs(done)] == [("Call ", PUBLIC.name), ("Служба 911", NOTO.name)]
    assert done.missing == ()


@pytest.mark.parametrize("code", ["\u202a", "\u202b", "\u202d", "\u202e", "\u202c"])
def test_a_code_that_turns_the_text_after_it_is_reported(code: str) -> None:
    assert code in {each.character for each in set_text(spans(f"Call {code}abc"), 200, lang="en").missing}


def test_decomposed_vietnamese_is_the_same_as_composed() -> None:
    assert runs(set_text(spans("Vie\u0323\u0302t"), 200, lang="vi")) == runs(set_text(spans("Việt"), 200, lang="vi"))


def test_runs_stand_one_after_the_other_and_carry_their_style() -> None:
    style = TextStyle((PUBLIC_BOLD,), 11, "accent", ("tnum",))
    done = set_text([Span("Call ", BODY), Span("911", style, atom=True, link="tel:911")], 200, lang="es")
    call, number = done.lines[0].runs
    assert (call.x, number.x) == (0, call.width)
    assert (number.size, number.ink, number.face, number.link) == (11, "accent", PUBLIC_BOLD, "tel:911")
    assert (number.lang, number.level) == ("es", 0)
    assert done.width == pytest.approx(call.width + number.width)
    assert len({glyph.advance for glyph in number.glyphs}) == 1


def test_the_same_text_is_set_the_same_way_again() -> None:
    text = spans("Call 1-866-347-2423 or Служба 911, day or night.")
    assert set_text(text, 60, lang="en") == set_text(text, 60, lang="en")


def test_japanese_lines_end_between_phrases_and_within_one_only_where_it_has_no_room() -> None:
    sentence = "電話で、話したい言語を伝えてください。"
    wide = set_text(spans(sentence, JAPANESE), 90, lang="ja")
    assert texts(wide) == ["電話で、話したい言語を", "伝えてください。"]
    narrow = set_text(spans(sentence, JAPANESE), 41, lang="ja")
    assert narrow.overfull == 0
    assert "".join(texts(narrow)) == sentence


def test_no_space_is_left_behind_a_full_width_mark() -> None:
    (line,) = set_text([Span("通話は無料です。", JAPANESE), Span(" 電話で! x", JAPANESE)], 200, lang="ja").lines
    assert line.text == "通話は無料です。電話で! x"
