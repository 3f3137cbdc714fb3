"""Plain lines: the short way of setting a line gives what the long way gives, or gives nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text import lines
from generator.text.faces import load_face
from generator.text.lines import set_text
from generator.text.model import SetText, Span, TextStyle
from generator.text.plain import plain_line
from tests.compose.samples import shipped

LETTERS = st.text("Aby zÉñşŁğ ’–&(.)/@:+-0123456789", min_size=1, max_size=24)
ANY = st.text(st.sampled_from("ab fiffl Á́ע9-\u00ad\u00a0\u2011ก漢é"), min_size=1, max_size=12)
MEASURES = st.floats(20, 400)


def style(family: str = "public-sans", size: float = 8, ink: str = "ink") -> TextStyle:
    fonts = shipped().fonts
    faces = tuple(load_face(fonts[name, "regular"].path) for name in (family, "noto-sans"))
    return TextStyle(faces, size, ink)


def the_long_way(monkeypatch: pytest.MonkeyPatch, spans: list[Span], measure: float, lang: str) -> SetText:
    with monkeypatch.context() as patched:
        patched.setattr(lines, "plain_line", lambda *_: None)
        return set_text(spans, measure, lang=lang)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(LETTERS | ANY, st.booleans(), st.sampled_from(["", "tel:+12025550142"])), min_size=1, max_size=3
    ),
    MEASURES,
    st.sampled_from(["en", "vi", "tr", "km"]),
)
def test_a_plain_line_is_the_line_of_the_whole_engine(
    parts: list[tuple[str, bool, str]], measure: float, lang: str
) -> None:
    plain, heavy = style(), style(size=9, ink="brand")
    spans = [Span(text, heavy if atom else plain, atom=atom, link=link) for text, atom, link in parts]
    with pytest.MonkeyPatch.context() as patched:
        long = the_long_way(patched, spans, measure, lang)
    short = plain_line(spans, measure, lang, lang)
    assert short is None or long == SetText((short,))
    assert set_text(spans, measure, lang=lang) == long


@pytest.mark.parametrize(
    "text", ["Ana Müller", "Campus police 555-0142", "www.ice.gov/tipline", "Đặng Thị Hà", "O’Neill – East"]
)
def test_names_numbers_and_addresses_go_the_short_way(text: str) -> None:
    line = plain_line([Span(text, style())], 400, "en", "en")
    assert line is not None
    assert line.text == text


@pytest.mark.parametrize(
    "text",
    ["", " ab", "ab ", "a\nb", "a\u00adb", "a\u00a0b", "a\u2011b", "אבג", "e\u0301", "漢字", "a\u202eb"],
)
def test_what_is_not_plain_is_left_to_the_whole_engine(text: str) -> None:
    assert plain_line([Span(text, style())], 400, "en", "en") is None


def test_a_line_without_room_is_left_to_the_whole_engine() -> None:
    line = plain_line([Span("Somewhat long", style())], 400, "en", "en")
    assert line is not None
    assert plain_line([Span("Somewhat long", style())], line.width - 0.01, "en", "en") is None
