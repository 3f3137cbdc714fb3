"""The slug says the same in every direction of writing."""

from __future__ import annotations

from generator.press.slug import SlugStyle, line_labels, press_fields, ruler_fields
from generator.text.faces import load_face
from generator.text.model import TextStyle
from tests.conftest import ROOT
from tests.press.samples import WORDS, piece_of


def test_a_slug_from_right_to_left_keeps_width_before_height_and_number_before_unit() -> None:
    arabic = SlugStyle(
        TextStyle((load_face(ROOT / "fonts/noto-sans-arabic/NotoSansArabic-Regular.ttf"),), 6.0, "ink"),
        "ar",
        True,
        {**WORDS, "trim": "القص", "ruler": "المسطرة تبين {length}: يُرجى قياسها"},
    )
    piece = piece_of("3.5in", "2in")
    fields = (*press_fields(piece, piece.faces[0], arabic), *ruler_fields("100 mm", arabic))
    (label,) = line_labels(fields, 10_000, arabic)
    seen = "".join(glyph.text for _, line in label.lines for run in line.runs for glyph in run.glyphs)
    assert "88.9 × 50.8 mm" in seen
    assert "100 mm" in seen
