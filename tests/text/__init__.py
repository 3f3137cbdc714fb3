"""The faces that the tests of the text engine set with."""

from __future__ import annotations

from pathlib import Path

from generator.text.faces import load_face
from generator.text.model import GlyphRun, Line, SetText, Span, TextStyle

FONTS = Path(__file__).resolve().parents[2] / "fonts"
PUBLIC = load_face(FONTS / "public-sans" / "PublicSans-Regular.ttf")
PUBLIC_BOLD = load_face(FONTS / "public-sans" / "PublicSans-Bold.ttf")
NOTO = load_face(FONTS / "noto-sans" / "NotoSans-Regular.ttf")

BODY = TextStyle((PUBLIC, NOTO), 8, "text")
ARABIC = TextStyle((load_face(FONTS / "noto-sans-arabic" / "NotoSansArabic-Regular.ttf"), PUBLIC), 8, "text")
JAPANESE = TextStyle((load_face(FONTS / "noto-sans-jp" / "NotoSansJP-Regular.ttf"), PUBLIC), 8, "text")
BOLD = TextStyle((PUBLIC_BOLD,), 8, "text")


def spans(text: str, style: TextStyle = BODY) -> tuple[Span, ...]:
    """One span of plain text."""
    return (Span(text, style),)


def texts(done: SetText) -> list[str]:
    """The text of each line."""
    return [line.text for line in done.lines]


def runs(done: SetText) -> list[GlyphRun]:
    """Every run of every line."""
    return [run for line in done.lines for run in line.runs]


def printed(line: Line) -> str:
    """What the glyphs of a line stand for."""
    return "".join(glyph.text for run in line.runs for glyph in run.glyphs)
