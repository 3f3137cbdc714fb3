from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text.breaks import break_points, graphemes


def pieces(text: str, lang: str = "en", atoms: tuple[tuple[int, int], ...] = ()) -> list[str]:
    points = break_points(text, lang, atoms)
    return [text[start:end] for start, end in zip((0, *points), points, strict=False)]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Call the line", "en", ["Call ", "the ", "line"]),
        ("help-line and/or", "en", ["help-", "line ", "and/", "or"]),
        ("a\u00a0b c\u202fd e\u2011f g\u2060h", "en", ["a\u00a0b ", "c\u202fd ", "e\u2011f ", "g\u2060h"]),
        ("a\u200bb", "en", ["a\u200b", "b"]),
        ("“quoted” (text) 24/7", "en", ["“quoted” ", "(text) ", "24/7"]),
        ("ขอความช่วยเหลือ", "th", ["ขอ", "ความ", "ช่วย", "เหลือ"]),
        ("សូមជួយ", "km", ["សូម", "ជួយ"]),
        ("サーバー。", "th", ["サー", "バー。"]),
        ("安全な電話を使ってください。", "ja", ["安全な", "電話を", "使ってください。"]),
        ("보았다면 전화하세요", "ko", ["보았다면 ", "전화하세요"]),
        ("တိုင်ကြားပါ။ ယုံပါတယ်။", "my", ["တိုင်ကြားပါ။ ", "ယုံပါတယ်။"]),
        ("នីមួយៗ", "km", ["នី", "មួយៗ"]),
        ("请拨打电话，外交官。", "zh-Hans", ["请拨", "打电话，", "外交官。"]),
        ("強迫勞動的產品", "zh-Hant", ["強迫", "勞動", "的", "產品"]),
        ("ຂໍຄວາມຊ່ວຍເຫຼືອ", "lo", ["ຂໍ", "ຄວາມຊ່ວຍເຫຼືອ"]),
    ],
)
def test_lines_may_end_where_the_script_allows(text: str, lang: str, expected: list[str]) -> None:
    assert pieces(text, lang) == expected


def test_offsets_after_an_emoji_count_characters() -> None:
    assert pieces("😀 two 🚨 four") == ["😀 ", "two ", "🚨 ", "four"]
    assert graphemes("😀é\u0301x", "en") == [(0, 1), (1, 3), (3, 4)]


def test_there_is_no_break_inside_an_atom_but_there_is_beside_it() -> None:
    assert pieces("a b c d", atoms=((2, 5),)) == ["a ", "b c ", "d"]


def test_a_language_that_nobody_knows_breaks_by_the_common_rules() -> None:
    assert pieces("one two", "xx") == ["one ", "two"]


def test_a_letter_and_its_marks_are_one_grapheme() -> None:
    text = "e\u0323\u0302 👩\u200d👧 क्षि"
    assert [text[start:end] for start, end in graphemes(text, "hi")] == ["e\u0323\u0302", " ", "👩\u200d👧", " ", "क्षि"]


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="ab -\u200b\u00a0é😀中ก/.", max_size=30))
def test_break_points_rise_to_the_end_of_the_text(text: str) -> None:
    points = break_points(text, "en", ())
    assert list(points) == sorted(set(points))
    assert points[-1:] == ((len(text),) if text else ())


def test_a_measure_too_narrow_for_a_phrase_breaks_within_it_and_a_wide_one_does_not() -> None:
    assert break_points("使ってください。", "ja", ()) == (8,)
    assert break_points("使ってください。", "ja", (), loose=True) == (2, 3, 4, 5, 6, 8)  # never before the small っ
    assert break_points("전화하세요", "ko", ()) == (5,)
    assert break_points("전화하세요", "ko", (), loose=True) == (1, 2, 3, 4, 5)
