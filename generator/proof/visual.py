"""Visual reading: the text of a page by where its characters stand, for pages with words from right to left.

PDFium turns what it takes for right-to-left lines round, and with them the parts of “www.ice.gov” and of a number that
happen to stand on such a line. Here Latin letters and digits are read as an eye reads them.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from generator.frozen import dataclass

_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
# In points: baselines nearer than this are one line; wider gaps, in shares of the type size, part words and columns.
_SAME_LINE = 0.5
_RAISED = 0.9  # a footnote's mark, in shares of the size of the number before it
_TWO_DIGITS = re.compile(r"[0-9](?=[0-9])")
_WORD, _COLUMN = 0.2, 1.2
# “TTY 711” stands as “711 TTY” where it is read from the right, and is no number that ends in letters.
_WORD_BESIDE_NUMBER = re.compile(r"(?<=\d) (?=[A-Za-z]+\b)|(?<=[A-Za-z]) (?=\d)")


@dataclass(frozen=True)
class _Character:
    """A character, where it starts and ends along its line, and its size in points."""

    text: str
    start: float
    end: float
    size: float


def has_right_to_left(text: str) -> bool:
    """Whether any character is of a script that is read from right to left."""
    return any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)


def visual_text(page: pypdfium2.PdfTextPage) -> str:
    """Every line of a page from its left to its right as it is read, turned ones too; columns on lines of their own.

    Letters from right to left are only spaces here: nothing that the proof looks for is written in them.
    """
    read = "\n".join("".join(_joined(sorted(line, key=_start))) for line in _lines(page))
    return _WORD_BESIDE_NUMBER.sub("\n", read)


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[list[_Character]]:
    """The characters by line, from the top down; a baseline may waver a little from letter to letter."""
    by_angle: dict[int, list[tuple[float, _Character]]] = defaultdict(list)
    for (angle, baseline), character in _characters(page):
        by_angle[angle].append((-baseline, character))
    for _, characters in sorted(by_angle.items()):
        line: list[_Character] = []
        last = -math.inf
        for depth, character in sorted(characters, key=_depth):
            if line and depth - last > _SAME_LINE:
                yield line
                line = []
            line.append(character)
            last = depth
        yield line


def _depth(placed: tuple[float, _Character]) -> float:
    return placed[0]


def _start(character: _Character) -> float:
    return character.start


def _characters(page: pypdfium2.PdfTextPage) -> Iterator[tuple[tuple[int, float], _Character]]:
    """Each drawn character with the angle of its line in degrees and how high its baseline lies."""
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(page.count_chars()):
        if pdfium.FPDFText_IsGenerated(page, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(page, index, ctypes.byref(x), ctypes.byref(y))
        angle = -float(pdfium.FPDFText_GetCharAngle(page, index))  # PDFium counts clockwise
        cosine, sine = math.cos(angle), math.sin(angle)
        left, bottom, right, top = page.get_charbox(index, loose=True)
        along = [a * cosine + b * sine for a, b in ((left, bottom), (right, top))]
        text = chr(pdfium.FPDFText_GetUnicode(page, index))
        if text == " " and left == right:  # a browser's space without width may lie inside a number
            continue
        size = _size(page, index)
        height = y.value * cosine - x.value * sine
        yield (round(math.degrees(angle)), height), _Character(text, min(along), max(along), size)


def _joined(line: list[_Character]) -> Iterator[str]:
    """The characters of a line with the spaces and line ends that their distances stand for."""
    for index, character in enumerate(line):
        gap = character.start - line[index - 1].end if index else 0.0
        if gap > _COLUMN * character.size:
            yield "\n"
        elif gap > _WORD * character.size or (index and _is_mark(line[index - 1], character)):
            yield " "
        yield character.text if character.text.isdecimal() or not has_right_to_left(character.text) else " "


def _is_mark(before: _Character, character: _Character) -> bool:
    """Whether a digit is a footnote's mark behind another digit."""
    return (before.text + character.text).isdecimal() and character.size < _RAISED * before.size


def without_raised(text: str, page: pypdfium2.PdfTextPage) -> str:
    """The text with a space before each digit that is set smaller than the digit before it: a footnote's mark."""
    raised = [match.end() for match in _TWO_DIGITS.finditer(text) if _is_smaller(page, match.end(), text)]
    for place in reversed(raised):
        text = f"{text[:place]} {text[place:]}"
    return text


def _is_smaller(page: pypdfium2.PdfTextPage, index: int, text: str) -> bool:
    """Whether a character is set much smaller than the one before; False where the two count characters differently."""
    if index >= page.count_chars() or pdfium.FPDFText_GetUnicode(page, index) != ord(text[index]):
        return False
    return _size(page, index) < _RAISED * _size(page, index - 1)


def _size(page: pypdfium2.PdfTextPage, index: int) -> float:
    """The size of a character in points: some programs write size 1 and scale it up."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(page, index, matrix)
    return float(pdfium.FPDFText_GetFontSize(page, index)) * (math.hypot(matrix.c, matrix.d) or 1.0)
