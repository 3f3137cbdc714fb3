"""Extracted text brought to plain characters: one kind of digit, hyphen and space, and no invisible marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from generator.frozen import dataclass

# What PDFium gives for a hyphen at the end of a line (U+FFFE, in older versions U+0002).
_LINE_END_HYPHENS = "\ufffe\x02"
# Dots that designers set between the groups of a number, and hyphens that Unicode does not class as dashes.
_DOTS = "·•∙⋅‧・▪■◦●○◆⬥٫"
_HYPHENS = "−⁃˗ーㅡـ⁻"
_BRACKETS = {"[": "(", "]": ")", "【": "(", "】": ")", "〔": "(", "〕": ")", "［": "(", "］": ")"}
_STANDS_FOR = {**dict.fromkeys(_LINE_END_HYPHENS + _HYPHENS, "-"), **dict.fromkeys(_DOTS, "."), **_BRACKETS}
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_BREAKS = "\n\x0b\x0c\x1e\u0085\u2028\u2029"


@dataclass(frozen=True)
class PlainText:
    """Text in plain characters; `places[i]` is where character i stands in the source."""

    text: str
    source: str
    places: Sequence[int]

    def seen(self, start: int, end: int) -> str:
        """What the source has there, on one line, for a message."""
        if start >= end:
            return ""
        return " ".join(self.source[self.places[start] : self.places[end - 1] + 1].split())


def plain_text(source: str) -> PlainText:
    """Fold digits of every script, dashes, spaces and full-width forms; drop bidi, zero-width and combining marks."""
    text = source.translate(_LETTERS)
    if len(text) == len(source):  # each character stands for one
        return PlainText(text, source, range(len(source)))
    return PlainText(text, source, tuple([place for place, letter in enumerate(source) if _LETTERS[ord(letter)]]))


def squeezed(text: str) -> str:
    """The text in small plain characters without any space, to look for something however it was broken into lines."""
    return "".join(plain_text(text).text.split()).casefold()


def _plain(character: str) -> str:
    """The plain form of one character: one character, or nothing for an invisible one."""
    if "\x20" <= character <= "\x7e":
        return _BRACKETS.get(character, character)
    if character in _BREAKS:
        return "\n"
    # Not `digit`: a raised footnote mark such as ² is a digit, but no decimal, and nobody dials it.
    decimal = unicodedata.decimal(character, None)
    if decimal is not None:
        return str(decimal)
    if ord(character) in _FULL_WIDTH and character not in _BRACKETS:
        return chr(ord(character) - 0xFEE0)
    return _STANDS_FOR.get(character) or _by_category(character)


class _Letters(dict[int, str]):
    """The plain forms of the code points met so far: a page has thousands of characters, and few different ones."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = _plain(chr(code))
        return letter


_LETTERS = _Letters()


def _by_category(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Pd":
        return "-"
    if category == "Zs" or character == "\t":
        return " "
    return "" if category in _INVISIBLE or character == "\r" else character
