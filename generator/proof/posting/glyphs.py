"""The letters of a page as they are printed: where they stand, how large they come out, and whether they are bold."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from generator.frozen import dataclass
from generator.proof.painted.matrices import Box
from generator.proof.posting.weights import is_bold

_UNSEEN_MODES = (3, 7)  # text that is only there to be searched, or to clip (ISO 32000-1, table 106)
_STROKED_TOO = 2
_NAME_ROOM = 256
# Capitals and figures are about seven tenths of their type size. Where they are far from it, the font's own units are
# no type size (as in Type 3 fonts), and the letters themselves tell the size.
_CAPITAL, _LOWEST, _HIGHEST = 0.7, 0.45, 1.0
_STEEP = 0.01
# A new line starts where a letter stands this far from the one before, in shares of the type size.
_GAP, _RISE = 3.0, 0.6


@dataclass(frozen=True)
class Glyph:
    """One letter as printed; `size` is its type size in points, `height` how tall its own shape is, 0 if not told."""

    text: str
    size: float
    box: Box
    bold: bool | None
    font: str
    height: float

    @property
    def is_type(self) -> bool:
        """Whether it is something to read: no space and no ornament."""
        return self.text == "\ufffd" or unicodedata.category(self.text)[0] in "LMN"


def read_lines(
    page: pypdfium2.PdfPage, area: Box, weights: Mapping[str, float], unit: float = 1.0
) -> tuple[tuple[Glyph, ...], ...]:
    """The lines of a page inside an area, in reading order; `unit` is the page's own enlargement (UserUnit)."""
    lines: list[list[Glyph]] = [[]]
    for glyph in _true_sizes(list(_glyphs(page.get_textpage(), weights))):
        if glyph is None or (lines[-1] and _starts_line(lines[-1][-1], glyph)):
            lines.append([])
        if glyph is not None and _inside(glyph.box, area):
            lines[-1].append(replace(glyph, size=glyph.size * unit))
    return tuple(tuple(line) for line in lines if any(not glyph.text.isspace() for glyph in line))


def _inside(box: Box, area: Box) -> bool:
    """Whether the middle of a letter lies in the area; what lies outside is cut off."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _starts_line(last: Glyph, new: Glyph) -> bool:
    """Whether a letter is too far from the last one for both to stand on one line."""
    size = max(last.size, new.size)
    across = max(new.box[0] - last.box[2], last.box[0] - new.box[2])
    along = max(new.box[1] - last.box[3], last.box[1] - new.box[3])
    return max(across, along) > _GAP * size


def _glyphs(text: pypdfium2.PdfTextPage, weights: Mapping[str, float]) -> Iterator[Glyph | None]:
    """Every letter that is painted; None for the end of a line."""
    faces: dict[int, tuple[str, int, int]] = {}
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index) or 0xFFFD)
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            yield None if character in "\r\n" else _space(text, index)
            continue
        owner = pdfium.FPDFText_GetTextObject(text, index)
        key = ctypes.cast(owner, ctypes.c_void_p).value or 0
        if key not in faces:
            faces[key] = (*_font(text, index), pdfium.FPDFTextObj_GetTextRenderMode(owner))
        name, flags, mode = faces[key]
        if mode in _UNSEEN_MODES:
            continue
        bold = is_bold(name, flags, weights.get(name))
        if mode == _STROKED_TOO and not bold:  # a stroke around letters is how some programs make them bold
            bold = None
        yield _glyph(text, index, character, name, bold)


def _space(text: pypdfium2.PdfTextPage, index: int) -> Glyph:
    """A space that PDFium puts between words."""
    return Glyph(" ", 0.0, text.get_charbox(index), None, "", 0.0)


def _glyph(text: pypdfium2.PdfTextPage, index: int, character: str, name: str, bold: bool | None) -> Glyph:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
    size = abs(float(pdfium.FPDFText_GetFontSize(text, index))) * math.hypot(matrix.c, matrix.d)
    left, lower, right, upper = text.get_charbox(index)
    height = 0.0
    if "0" <= character <= "9" or "A" <= character <= "Z":
        if abs(matrix.c) <= _STEEP * abs(matrix.d):
            height = upper - lower
        elif abs(matrix.d) <= _STEEP * abs(matrix.c):
            height = right - left
    return Glyph(character, size, text.get_charbox(index, loose=True), bold, name, height)


def _font(text: pypdfium2.PdfTextPage, index: int) -> tuple[str, int]:
    """The name of a letter's font and its flags."""
    room, flags = ctypes.create_string_buffer(_NAME_ROOM), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, room, _NAME_ROOM, ctypes.byref(flags))
    return room.value.decode("utf-8", "replace"), max(flags.value, 0)


def _true_sizes(glyphs: list[Glyph | None]) -> Iterator[Glyph | None]:
    """The letters with their sizes as printed, where a font's own units are no type size."""
    shares: dict[str, float] = defaultdict(float)
    for glyph in glyphs:
        if glyph and glyph.height and glyph.size:
            shares[glyph.font] = max(shares[glyph.font], glyph.height / glyph.size)
    for glyph in glyphs:
        share = shares.get(glyph.font, 0.0) if glyph else 0.0
        odd = share and not _LOWEST <= share <= _HIGHEST
        yield replace(glyph, size=glyph.size * share / _CAPITAL) if glyph and odd else glyph
