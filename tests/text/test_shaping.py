from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text.faces import FontFace
from generator.text.shaping import Shaped, shape
from tests.text import NOTO, PUBLIC
from tests.tools import run_tool


def shaped(text: str, *features: str, face: FontFace = PUBLIC, level: int = 0) -> Shaped:
    return shape(face, text, features, "en", level)


def glyph_texts(done: Shaped) -> list[str]:
    return [glyph.text for glyph in done.glyphs]


def alone(text: str, face: FontFace = PUBLIC) -> int:
    return sum(shaped(character, face=face).advance for character in text)


def test_a_ligature_is_one_glyph_that_stands_for_both_letters() -> None:
    assert glyph_texts(shaped("find")) == ["fi", "n", "d"]


def test_kerning_is_part_of_the_width() -> None:
    done = shaped("AVAVA")
    assert done.advance == sum(glyph.advance for glyph in done.glyphs) < alone("AVAVA")


def test_tabular_figures_have_equal_advances_and_plain_ones_have_not() -> None:
    assert len({glyph.advance for glyph in shaped("0123456789", "tnum").glyphs}) == 1
    assert len({glyph.advance for glyph in shaped("0123456789").glyphs}) > 1


def test_decomposed_vietnamese_letters_compose() -> None:
    done = shaped("e\u0323\u0302")
    assert [glyph.gid for glyph in done.glyphs] == [glyph.gid for glyph in shaped("ệ").glyphs]
    assert glyph_texts(done) == ["e\u0323\u0302"]
    assert done.faults == ()


def test_a_missing_glyph_is_a_fault_named_by_its_character() -> None:
    assert shaped("x ក 🚨").faults == ("ក", "🚨")
    assert shaped("Служба").faults == tuple("Служба")
    assert shaped("Служба", face=NOTO).faults == ()


def test_a_dotted_circle_that_nobody_wrote_is_a_fault() -> None:
    assert shaped("\u093f", face=NOTO).faults == ("\u093f",)
    assert shaped("\u0915\u093f", face=NOTO).faults == ()
    assert shaped("\u25cc", face=NOTO).faults == ()


def test_joiners_and_selectors_print_nothing_and_stay_in_the_text_before_them() -> None:
    assert glyph_texts(shaped("a\u200db©\ufe0f")) == ["a\u200d", "b", "©\ufe0f"]
    assert glyph_texts(shaped("\u200dab")) == ["\u200da", "b"]
    assert glyph_texts(shaped("\ufe0f\u2060ab")) == ["\ufe0f\u2060a", "b"]


def test_a_mark_that_does_not_compose_keeps_its_own_text() -> None:
    assert glyph_texts(shaped("x\u0323\u0301")) == ["x", "\u0323", "\u0301"]


def test_text_that_prints_nothing_takes_no_room() -> None:
    done = shaped("\u200d\ufe0f")
    assert (done.glyphs, done.advance, done.clusters) == ((), 0, ((2, 0),))


def test_an_odd_level_runs_right_to_left_and_keeps_its_clusters_in_reading_order() -> None:
    done = shaped("fix", level=1)
    assert glyph_texts(done) == ["x", "i", "f"] or glyph_texts(done) == ["x", "fi"]
    assert sum(characters for characters, _ in done.clusters) == 3
    assert done.clusters[-1] == (1, done.glyphs[0].advance)


def test_clusters_tell_the_advance_of_each_stretch() -> None:
    assert shaped("find").clusters == tuple((len(glyph.text), glyph.advance) for glyph in shaped("find").glyphs)


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="abfiAVT 1-—éе\u0301\u0323क\u093f\u200dễ", min_size=1, max_size=20), st.sampled_from([0, 1]))
def test_the_glyphs_stand_for_every_character_once(text: str, level: int) -> None:
    done = shape(NOTO, text, (), "en", level)
    assert sum(characters for characters, _ in done.clusters) == len(text)
    assert sum(advance for _, advance in done.clusters) == done.advance
    read = glyph_texts(done)
    if done.glyphs:
        assert "".join(reversed(read) if level else read) == text


@pytest.mark.parametrize("features", [(), ("tnum",), ("tnum", "ss01")], ids=str)
def test_hb_shape_agrees_on_every_glyph(features: tuple[str, ...]) -> None:
    sentence = "Officers find AVATARS: To call, dial 911 or 233733 – “free”, 24/7."
    printed = run_tool(
        "hb-shape",
        "--no-glyph-names",
        "--no-clusters",
        "--no-positions",
        "--language=en",
        f"--features={','.join(features)}",
        str(PUBLIC.path),
        sentence,
    )
    assert printed.strip("[]\n").split("|") == [str(glyph.gid) for glyph in shaped(sentence, *features).glyphs]
