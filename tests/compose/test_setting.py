"""Promises about words set once: the same result as setting them anew, and no two texts taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compose import setting
from generator.compose.setting import set_words
from generator.text.lines import set_text
from generator.text.model import Span, TextStyle
from tests.press.samples import SLUG

STYLE = SLUG.style
SMALL = TextStyle(STYLE.faces, 4.0, "ink")

spans = st.lists(
    st.builds(Span, st.text("ab fi-1\n", max_size=8), st.sampled_from([STYLE, SMALL]), atom=st.booleans()), max_size=4
)


@settings(max_examples=60, deadline=None)
@given(spans, st.sampled_from([20.0, 10_000.0]), st.sampled_from(["en", "es"]), st.booleans(), st.booleans())
def test_remembered_words_are_set_as_if_for_the_first_time(
    words: list[Span], measure: float, lang: str, rtl: bool, balance: bool
) -> None:
    for _ in range(2):
        assert set_words(words, measure, lang=lang, rtl=rtl, balance=balance) == set_text(
            words, measure, lang=lang, rtl=rtl, balance=balance
        )


def test_the_same_words_are_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[str] = []

    def counted(words: tuple[Span, ...], measure: float, **options: object) -> object:
        times.append(words[0].text)
        return set_text(words, measure, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(setting, "set_text", counted)
    text = "words that no other test says"
    for _ in range(3):
        set_words([Span(text, STYLE)], 100.0, lang="en")
    assert times == [text]
    for other in (
        {"lang": "es"},
        {"lang": "en", "rtl": True},
        {"lang": "en", "latin": "fr"},
        {"lang": "en", "balance": True},
    ):
        set_words([Span(text, STYLE)], 100.0, **other)  # type: ignore[arg-type]
    set_words([Span(text, SMALL)], 100.0, lang="en")
    set_words([Span(text, STYLE)], 99.0, lang="en")
    assert times == [text] * 7


def test_one_span_said_twice_and_two_equal_ones_are_told_apart() -> None:
    one, twin = Span("ab", STYLE), Span("ab", STYLE)
    assert one == twin
    for words in ([one, one], [one, twin], [one, one]):
        assert set_words(words, 100.0, lang="en") == set_text(words, 100.0, lang="en")
    assert setting._joints((one, one, twin)) == (True, False)
