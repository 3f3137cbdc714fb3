"""Text as drawn and as copied."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compose.items import Group, Role
from generator.pdf.glyphfont import GlyphFont
from generator.pdf.objects import Objects
from generator.pdf.packing import Packer
from generator.pdf.settext import _show_run, clusters, run_operators, words
from generator.text.model import Glyph, Line
from tests.pdf.samples import (
    BOLD,
    NOTO,
    REGULAR,
    copied_text,
    opened,
    operators,
    pdf_of,
    picture_of,
    placed,
    run_of,
    saved,
    shape,
    text,
)
from tests.tools import run_tool

STACKED = "q\u0323\u0301"  # has no composed form: three glyphs, two of them marks


def named(data: bytes, wanted: str) -> list[list[object]]:
    return [operands for operands, operator in operators(data) if operator == wanted]


@pytest.mark.parametrize(
    ("words_", "face"),
    [
        ("Find the office: five waffles", REGULAR),
        ("AV To 1-866-347-2423 (24 hours)", BOLD),
        ("Está señal, ça va, größer, Łódź", REGULAR),
        ("Nói chuyện với người tin cậy", NOTO),
        ("Звоните бесплатно", NOTO),
        ("cafe\u0301 ole\u0301", NOTO),
        (f"{STACKED}uick {STACKED} end", NOTO),
    ],
)
def test_copied_words_are_the_words_set(words_: str, face: object, tmp_path: Path) -> None:
    data = pdf_of(text(words_, face=face, size=8))
    for copied in (copied_text(data), run_tool("pdftotext", saved(data, tmp_path), "-")):
        assert composed(copied) == composed(words_)


def composed(words_: str) -> str:
    return unicodedata.normalize("NFC", words_).strip()


def test_lines_are_copied_one_after_another(tmp_path: Path) -> None:
    data = pdf_of(text("Call", baseline=20), text("for help", baseline=36))
    assert copied_text(data).split() == ["Call", "for", "help"]
    assert run_tool("pdftotext", saved(data, tmp_path), "-").split() == ["Call", "for", "help"]


def test_plain_words_and_ligatures_carry_no_actual_text() -> None:
    assert actual_texts(pdf_of(text("Find the office"))) == []
    assert any(glyph.text == "fi" for glyph in shape("office"))


def actual_texts(data: bytes) -> list[str]:
    """Every ActualText in the content of the first page; all marks must be closed."""
    assert len(named(data, "BDC")) == len(named(data, "EMC"))
    with opened(data) as pdf:
        found = re.findall(rb"ActualText <FEFF([0-9A-F]+)>", pdf.pages[0].Contents.read_bytes())
    return [bytes.fromhex(digits.decode()).decode("utf-16-be") for digits in found]


def test_only_the_word_that_its_glyphs_do_not_spell_carries_actual_text() -> None:
    assert actual_texts(pdf_of(text(f"plain {STACKED}uick plain", face=NOTO))) == [f"{STACKED}uick"]


@pytest.mark.parametrize("offset", [{"dx": -40}, {"dy": 40}])
def test_a_word_with_a_glyph_out_of_its_place_carries_actual_text(offset: dict[str, int]) -> None:
    first, *rest = shape("ab cd")
    assert actual_texts(pdf_of(placed(run_of((replace(first, **offset), *rest))))) == ["ab"]


def test_right_to_left_text_is_spelled_a_cluster_at_a_time() -> None:
    first, mark, second = shape("a")[0], replace(shape("'")[0], text=""), shape("b")[0]
    run = run_of((first, mark, second))
    assert actual_texts(pdf_of(placed(run))) == ["ab"]
    assert actual_texts(pdf_of(placed(replace(run, level=1)))) == ["a"]
    assert actual_texts(pdf_of(placed(replace(run, level=2)))) == ["ab"]
    assert [len(cluster) for cluster in clusters(run.glyphs)] == [2, 1]


def test_words_end_at_spaces_and_keep_every_glyph() -> None:
    glyphs = shape("to be  free ")
    parts = list(words(glyphs))
    assert ["".join(glyph.text for glyph in part) for part in parts] == ["to", " ", "be", " ", " ", "free", " "]
    assert tuple(glyph for part in parts for glyph in part) == glyphs


def test_a_plain_run_is_one_array_with_its_kerning() -> None:
    ((array,),) = named(pdf_of(text("AVAV")), "TJ")
    glyphs = shape("AVAV")
    kern = REGULAR.font.get_glyph_h_advance(glyphs[0].gid) - glyphs[0].advance
    assert kern > 0
    assert str(kern / 2).removesuffix(".0") in str(array)


def inked(*glyphs: Glyph) -> tuple[float, ...]:
    """Left, top, right and bottom of what 20 point glyphs leave on paper, in points."""
    image = picture_of(pdf_of(placed(run_of(glyphs, size=20), baseline=60)), 144).convert("L")
    edges = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert edges is not None
    return tuple(edge / 2 for edge in edges)


def test_a_glyph_with_an_offset_is_moved_and_the_next_is_not() -> None:
    first, second = shape("ll")
    left, top, right, bottom = inked(first, second)
    # 2,000 units an em: 100 units are a point at 20 point.
    assert inked(replace(first, dx=-100), second) == (left - 1, top, right, bottom)
    assert inked(replace(first, dy=300), second) == (left, top - 3, right, bottom)
    assert inked(replace(first, dy=300, dx=-100)) == (left - 1, top - 3, inked(first)[2] - 1, bottom - 3)


def test_the_rise_never_leaks_into_the_next_run() -> None:
    high = run_of((replace(shape("a")[0], dy=400),))
    low = replace(run_of(shape("b")), x=30)
    item = placed(high)
    item = replace(item, line=Line((high, low), 40, "ab"))
    sequence = [operator for _, operator in operators(pdf_of(item))]
    assert [str(value) for (value,) in named(pdf_of(item), "Ts")] == ["2.4", "0"]
    assert sequence.index("Ts") < sequence.index("TJ") < len(sequence) - 1 - sequence[::-1].index("Ts")


def test_the_drawn_width_is_the_width_asked_for() -> None:
    glyphs = tuple(replace(glyph, advance=glyph.advance + 200) for glyph in shape("llll"))
    image = picture_of(pdf_of(placed(run_of(glyphs, size=40), x=10, baseline=60)), 144).convert("L")
    inked = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    expected = 10 + sum(glyph.advance for glyph in glyphs[:3]) * 40 / 2000
    left_bearing = REGULAR.font.get_glyph_extents(glyphs[3].gid)
    right = expected + (left_bearing.x_bearing + left_bearing.width) * 40 / 2000
    assert inked is not None
    assert abs(inked[2] / 2 - right) < 0.6


def test_a_cluster_of_several_glyphs_without_text_never_copies_as_nothing() -> None:
    pair = (Glyph(shape("a")[0].gid, 1000, 0, 0, "xy"), Glyph(shape("b")[0].gid, 1000, 0, 0, ""))
    assert copied_text(pdf_of(placed(run_of(pair)))).strip() == "xy"


def test_an_ink_and_a_font_are_set_once_for_like_runs() -> None:
    data = pdf_of(Group(Role.P, (text("one"), text("two", baseline=50), text("three", baseline=70))))
    assert len(named(data, "Tf")) == 1
    assert len(named(data, "rg")) == 1
    assert len(named(data, "BT")) == len(named(data, "ET")) == 3


def font_of() -> GlyphFont:
    return GlyphFont(Objects(Packer(io.BytesIO())), REGULAR)


GLYPHS = st.builds(
    Glyph,
    gid=st.integers(1, 9),
    advance=st.sampled_from([REGULAR.font.get_glyph_h_advance(gid) for gid in range(1, 10)]),
    dx=st.sampled_from([0, 0, 0, 0, 30]),
    dy=st.sampled_from([0, 0, 0, 0, -20]),
    text=st.sampled_from(["a", "b", " ", "fi", "\u200d", "", "c"]),
)
PLAIN = st.builds(
    lambda gid, kern: Glyph(gid, REGULAR.font.get_glyph_h_advance(gid) + kern, 0, 0, chr(64 + gid)),
    st.integers(1, 9),
    st.sampled_from([0, 0, 0, -12, 7]),
)


@given(
    runs=st.lists(st.tuples(st.one_of(st.lists(PLAIN, max_size=9), st.lists(GLYPHS, max_size=9)), st.integers(0, 1))),
)
def test_the_quick_way_and_the_long_way_show_the_same(runs: list[tuple[list[Glyph], int]]) -> None:
    quick, long = font_of(), font_of()
    for glyphs, level in runs:
        run = replace(run_of(tuple(glyphs)), level=level)
        assert run_operators(run, quick) == _show_run(run, long)
        assert run_operators(run, quick) == _show_run(run, long)  # and once the glyphs are known


def test_a_plain_run_is_one_string_and_a_kerned_one_an_array() -> None:
    font = font_of()
    assert run_operators(run_of(shape("on")), font) == "[<00010002>] TJ"
    kerned = run_operators(run_of(shape("AV.")), font)
    assert re.fullmatch(r"\[<0003> [\d.]+ <0004> [\d.]+ <0005>\] TJ", kerned)


def test_a_step_after_the_last_glyph_is_not_written() -> None:
    (glyph,) = shape("o")
    assert run_operators(run_of((replace(glyph, advance=glyph.advance + 40),)), font_of()) == "[<0001>] TJ"
