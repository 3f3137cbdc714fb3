from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.text.atoms import find_atoms
from generator.text.bidi import levels
from generator.text.lines import set_text
from generator.text.model import GlyphRun, Line, SetText, Span
from generator.text.shaping import Shaped, shape
from scripts.languages import FOLDER, fonts_table
from tests.text.pictures import chromium, distances, ours
from tests.text.witness import (
    UNBROKEN,
    Question,
    Sentence,
    languages,
    questions,
    reading_order,
    sentences,
    stands_left_to_right,
    style,
)

SENTENCES = sentences()
RTL = [name for name, sentence in SENTENCES.items() if sentence.language.rtl]
EACH = pytest.mark.parametrize("name", SENTENCES)
EACH_FROM_THE_RIGHT = pytest.mark.parametrize("name", RTL)
ROUNDING = 0.002

PHONE, ADDRESS, MAIL, CODE = "1-866-347-2423", "www.ice.gov/tipline", "help-me@ice.dhs.gov", "233733"
EACH_ATOM = pytest.mark.parametrize("atom", [PHONE, ADDRESS, MAIL, CODE])


def test_there_is_a_sentence_in_every_language() -> None:
    assert {sentence.language.id for sentence in SENTENCES.values()} == set(languages())


@EACH
def test_no_face_lacks_a_character_of_its_language(name: str) -> None:
    done = SENTENCES[name].set()
    assert (done.missing, len(done.lines), done.lines[0].text) == ((), 1, SENTENCES[name].text)


def test_the_page_about_languages_tells_what_each_is_set_with_and_shows_it() -> None:
    page = (FOLDER.parent / "languages.md").read_text(encoding="utf-8")
    assert "\n".join(fonts_table()) in page
    assert {path.stem for path in FOLDER.glob("*.png")} == set(SENTENCES)
    assert all(f"](languages/{name}.png)" in page for name in SENTENCES)


# Glyphs, as HarfBuzz's own program sees them.


@EACH
def test_hb_shape_gives_the_glyphs_of_every_run_of_every_line(name: str) -> None:
    asked: dict[Question, list[GlyphRun]] = defaultdict(list)
    for measure in (130, 260, UNBROKEN):
        for question, run in questions(SENTENCES[name].set(measure), SENTENCES[name].language.id):
            asked[question].append(run)
    for question, runs in asked.items():
        for run, glyphs in zip(runs, question.ask([run.text for run in runs]), strict=True):
            assert [glyph.gid for glyph in run.glyphs] == glyphs, (run.text, question)


# Lines of any mixture.

ATOMS = (PHONE, ADDRESS, MAIL, "+1 (866) 347-2423", "1-866-DHS-2-ICE", "https://ice.gov/a-b/?c=1")
WORDS = ("خط", "«مساعدة»", "می‌خواهید،", "أولًا.", "(بلاغات)", "ہے؟", "الآن", "HSI", "“help”", "find", "(a)", "۵٪")
FIGURES = ("911", "24/7", "5%", CODE, "$5", "-3", "1.5", "٣٫٥", "٨٦٦-٣٤٧-٢٤٢٣")
RAW = st.text(alphabet="ابلهء\u064b\u200cabfi 0159٣۵-./()[]«»؟،:%+#", min_size=1, max_size=12)
PARTS = st.lists(st.sampled_from(ATOMS + WORDS + FIGURES) | RAW, min_size=1, max_size=12)
MEASURES = st.floats(1, 400)
PLAIN, BOLD = (style(("noto-sans-arabic", "public-sans"), 8, bold=bold) for bold in (False, True))


def mixed(parts: Sequence[str], measure: float, *, rtl: bool, balance: bool = False) -> SetText:
    """The parts with spaces between, every third in bold."""
    words = [f"{part} " for part in parts]
    styled = [Span(word, PLAIN if at % 3 else BOLD) for at, word in enumerate(words)]
    return set_text(styled, measure, lang="ar", rtl=rtl, balance=balance)


@settings(deadline=None, max_examples=150)
@given(PARTS, MEASURES, st.booleans(), st.booleans())
def test_every_character_of_a_mixed_text_is_set_once_and_in_order(
    parts: list[str], measure: float, rtl: bool, balance: bool
) -> None:
    done = mixed(parts, measure, rtl=rtl, balance=balance)
    whole = " ".join(parts).strip(" ")
    runs = [run for line in done.lines for run in reading_order(line)]
    assert "".join(run.text for run in runs) == whole
    for run in runs:
        shown = [glyph.text for glyph in run.glyphs]
        assert not shown or "".join(reversed(shown) if run.level % 2 else shown) == run.text
    rest = whole
    for line in done.lines:
        assert rest.startswith(line.text)
        rest = rest.removeprefix(line.text).lstrip(" ")
    assert rest == ""


@settings(deadline=None, max_examples=150)
@given(PARTS, MEASURES, st.booleans(), st.booleans())
def test_no_line_of_a_mixed_text_is_wider_than_its_measure_unless_it_says_so(
    parts: list[str], measure: float, rtl: bool, balance: bool
) -> None:
    done = mixed(parts, measure, rtl=rtl, balance=balance)
    assert done.width <= measure + done.overfull + ROUNDING
    if done.overfull:
        assert done.overfull == pytest.approx(done.width - measure)


@settings(deadline=None, max_examples=100)
@given(PARTS, MEASURES, st.booleans())
def test_the_runs_of_a_mixed_line_stand_side_by_side(parts: list[str], measure: float, rtl: bool) -> None:
    for line in mixed(parts, measure, rtl=rtl).lines:
        pen = line.runs[0].x
        for run in line.runs:
            assert run.x == pytest.approx(pen, abs=ROUNDING)
            pen += run.width
        start, end = line.runs[0].x, pen
        assert (end if rtl else start) == pytest.approx(line.width if rtl else 0, abs=ROUNDING)


@settings(deadline=None, max_examples=150)
@given(PARTS, MEASURES, st.booleans(), st.booleans())
def test_an_atom_of_a_mixed_text_stands_whole_on_one_line(
    parts: list[str], measure: float, rtl: bool, balance: bool
) -> None:
    done = mixed(parts, measure, rtl=rtl, balance=balance)
    whole = " ".join(parts).strip(" ")
    for start, end in find_atoms(whole):
        assert any(whole[start:end] in line.text for line in done.lines)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(WORDS + FIGURES), max_size=6), st.sampled_from(ATOMS), MEASURES, st.booleans())
def test_an_atom_among_any_words_stands_from_left_to_right(
    words: list[str], atom: str, measure: float, rtl: bool
) -> None:
    done = mixed([*words[:3], atom, *words[3:]], measure, rtl=rtl)
    assert any(stands_left_to_right(atom, line) for line in done.lines)


# Numbers and addresses among letters that run from right to left.


def line_of(name: str, before: str, atom: str, after: str) -> Line:
    """One line of words around an atom."""
    sentence = SENTENCES[name]
    span = Span(f"{before}{atom}{after}", style(sentence.families))
    (line,) = set_text([span], UNBROKEN, lang=sentence.language.id, rtl=True).lines
    return line


@EACH_ATOM
@pytest.mark.parametrize(("before", "after"), [("اتصل على ", " الآن"), ("الخط (", ")، ليلًا"), ("", "؟"), ("عند: ", "")])
def test_a_number_or_address_in_arabic_stands_from_left_to_right(before: str, after: str, atom: str) -> None:
    assert stands_left_to_right(atom, line_of("ar", before, atom, after))


@EACH_ATOM
@pytest.mark.parametrize(
    ("before", "after"), [("با ", " تماس بگیرید"), ("خط (", ")، شب و روز"), ("", "؟"), ("به: ", "")]
)
def test_a_number_or_address_in_farsi_stands_from_left_to_right(before: str, after: str, atom: str) -> None:
    assert stands_left_to_right(atom, line_of("fa", before, atom, after))


@EACH_ATOM
@pytest.mark.parametrize("name", ["ur", "ur-large"])
@pytest.mark.parametrize(
    ("before", "after"), [("ابھی ", " پر کال کریں"), ("لائن (", ")، دن رات"), ("", "؟"), ("پر: ", "")]
)
def test_a_number_or_address_in_urdu_stands_from_left_to_right(name: str, before: str, after: str, atom: str) -> None:
    assert stands_left_to_right(atom, line_of(name, before, atom, after))


def levels_without_atoms(text: str, base: int = 0, atoms: Sequence[tuple[int, int]] = ()) -> list[int]:
    """Levels as they would be if numbers and addresses were not isolated."""
    return levels(text, base, atoms[:0])


@EACH_FROM_THE_RIGHT
@pytest.mark.parametrize("atom", [PHONE, "+1 (866) 347-2423", "https://ice.gov/", "1@ice.gov"])
def test_without_isolation_a_number_or_address_would_not(name: str, atom: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Letters keep their order by themselves, and so does a row of digits: these begin or end in neither.
    assert stands_left_to_right(atom, line_of(name, "خط ", atom, " ان"))
    monkeypatch.setattr("generator.text.paragraphs.levels", levels_without_atoms)
    assert not stands_left_to_right(atom, line_of(name, "خط ", atom, " ان"))


# Bold words in a line of joined letters.

WORDS_OF = {"ar": "اتصل بخط مساعدة الآن", "fa": "کمک می‌خواهید تماس بگیرید", "ur": "پہلے مدد لائن دیکھیں"}


@pytest.mark.parametrize("heavy", range(4))
@pytest.mark.parametrize("lang", WORDS_OF)
def test_a_bold_word_keeps_its_place_and_the_joining_of_the_words_around_it(lang: str, heavy: int) -> None:
    families = SENTENCES[lang].families
    styles = [style(families, bold=at == heavy) for at in range(4)]
    words = WORDS_OF[lang].split()
    spans = [Span(f"{word} ", each) for word, each in zip(words, styles, strict=True)]
    (line,) = set_text(spans, UNBROKEN, lang=lang, rtl=True).lines
    alone = []
    for word, each in reversed(list(zip(words, styles, strict=True))):
        (glyphs,) = Question(each.faces[0], "rtl", "Arab", lang, each.features).ask([word])
        alone += [(each.faces[0].name, gid) for gid in glyphs]
    spaces = {(each.faces[0].name, each.faces[0].font.get_nominal_glyph(ord(" "))) for each in styles}
    shown = [(run.face.name, glyph.gid) for run in line.runs for glyph in run.glyphs]
    assert [glyph for glyph in shown if glyph not in spaces] == alone
    assert all(left.x < right.x for left, right in pairwise(line.runs))


# Pictures, beside Chromium's. A picture's distance is that of its worst stretch of one em, 1 also where the width is
# another. Measured with Chromium 156: our sentences are at 0.11 to 0.17. Number and address exchanged are at 0.79 to
# 0.93, the number backwards at 0.81 to 0.84, runs from left to right at 0.88 to 0.97, letters shaped by Latin rules at
# 0.80 to 1, one joint of letters open at 0.37 to 1, bold words set plain at 0.41 to 1.
TOLERANCE = 0.27
IN_CHROMIUM = pytest.mark.xdist_group("chromium")


@pytest.fixture(scope="module")
def shown() -> dict[str, Image.Image]:
    """Every sentence as Chromium shows it."""
    return dict(zip(SENTENCES, chromium(list(SENTENCES.values())), strict=True))


def like(sentence: Sentence, picture: Image.Image) -> bool:
    """Whether the sentence as Handbill sets it looks like the picture."""
    (drawn,) = ours(sentence.set().lines)
    return all(distance <= TOLERANCE for distance in distances(drawn, picture, enough=TOLERANCE))


@IN_CHROMIUM
@EACH
def test_a_sentence_looks_as_it_does_in_chromium(name: str, shown: dict[str, Image.Image]) -> None:
    (drawn,) = ours(SENTENCES[name].set().lines)
    assert max(distances(drawn, shown[name], enough=TOLERANCE)) <= TOLERANCE


@IN_CHROMIUM
@EACH
def test_a_number_and_an_address_that_changed_places_would_be_seen(name: str, shown: dict[str, Image.Image]) -> None:
    parts = list(SENTENCES[name].parts)
    first, last = (at for at, part in enumerate(parts) if part.number)
    parts[first], parts[last] = parts[last], parts[first]
    assert not like(replace(SENTENCES[name], parts=tuple(parts)), shown[name])


@IN_CHROMIUM
@EACH
def test_bold_words_that_are_set_plain_would_be_seen(name: str, shown: dict[str, Image.Image]) -> None:
    plain = tuple(replace(part, bold=False) for part in SENTENCES[name].parts)
    assert not like(replace(SENTENCES[name], parts=plain), shown[name])


@IN_CHROMIUM
@pytest.mark.parametrize(
    ("name", "joined", "apart"),
    [
        ("ar", "مس", "م\u200cس"),
        ("fa", "کم", "ک\u200cم"),
        ("ur", "مد", "م\u200cد"),
        ("ur-large", "مد", "م\u200cد"),
        ("hi", "क्या", "क्\u200cया"),
        ("bn", "য্য", "য্\u200cয"),
        ("pa", "ਹਿ", "ਿਹ"),
        ("my", "ကြ", "ြက"),
    ],
)
def test_letters_that_came_apart_in_one_place_would_be_seen(
    name: str, joined: str, apart: str, shown: dict[str, Image.Image]
) -> None:
    assert joined in SENTENCES[name].text
    parts = tuple(replace(part, text=part.text.replace(joined, apart)) for part in SENTENCES[name].parts)
    assert not like(replace(SENTENCES[name], parts=parts), shown[name])


@IN_CHROMIUM
@pytest.mark.parametrize("name", ["ar", "fa", "ur", "ur-large", "hi", "bn", "km", "my"])
def test_letters_shaped_by_the_rules_of_another_script_would_be_seen(
    name: str, shown: dict[str, Image.Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_latin(*given: Any) -> Shaped:
        return shape(*given[:5], script="Latn")

    monkeypatch.setattr("generator.text.runs.shape", as_latin)
    assert not like(SENTENCES[name], shown[name])


@IN_CHROMIUM
@EACH_FROM_THE_RIGHT
def test_a_number_printed_backwards_would_be_seen(
    name: str, shown: dict[str, Image.Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.text.paragraphs.levels", levels_without_atoms)
    assert not like(SENTENCES[name], shown[name])


@IN_CHROMIUM
@EACH_FROM_THE_RIGHT
def test_words_in_the_order_of_the_other_direction_would_be_seen(
    name: str, shown: dict[str, Image.Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.text.lines.visual_order", lambda levels: list(range(len(levels))))
    assert not like(SENTENCES[name], shown[name])
