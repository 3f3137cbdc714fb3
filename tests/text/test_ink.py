from __future__ import annotations

import pytest

from generator.text.ink import reach
from generator.text.lines import set_text
from generator.text.model import Line
from tests.text import ARABIC, BODY, PUBLIC, spans


def line(text: str, lang: str = "en") -> Line:
    return set_text(spans(text, ARABIC if lang == "ar" else BODY), 1000, lang=lang, rtl=lang == "ar").lines[0]


def test_letters_reach_from_their_feet_to_their_heads() -> None:
    above, below = reach(line("Hx"))
    assert above == pytest.approx(PUBLIC.cap_height * 8, abs=0.1)
    assert below == pytest.approx(0, abs=0.1)


def test_tails_reach_below_and_accents_above() -> None:
    assert reach(line("gy"))[1] > reach(line("nx"))[1] + 1
    assert reach(line("É"))[0] > reach(line("E"))[0] + 1


def test_ink_reaches_no_farther_than_the_font_allows_for() -> None:
    face = ARABIC.faces[0]
    above, below = reach(line("اتصل على الخط", "ar"))
    assert 0 < above < face.ascent * 8
    assert 0 < below < -face.descent * 8


def test_a_line_without_ink_reaches_nowhere() -> None:
    assert reach(Line((), 0.0, "")) == (0.0, 0.0)
