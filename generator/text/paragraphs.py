"""Spans made ready for setting: normalised, parted at hard line ends, with atoms, levels and break points."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby

from generator.frozen import dataclass
from generator.text.atoms import find_atoms, merge
from generator.text.bidi import levels
from generator.text.breaks import break_points
from generator.text.model import Span
from generator.text.scripts import scripts

# Spaces at which a line may end (Unicode Standard Annex 14, classes SP, BA and ZW): they hang at a line's end.
SPACES = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000\u200b"
# These steer breaks and order, and print nothing: zero-width space, word joiner, direction marks and isolates.
_STEERING = frozenset("\u200b\u2060\ufeff\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
# Marks that are as wide as a letter and mostly white: where layouts join sentences, no space follows them.
_WIDE_MARKS = frozenset("。、，．！？：；」』）】")
# Public-safety text is not hyphenated, so a soft hyphen means nothing.
_SOFT_HYPHEN = "\u00ad"
# Half a character (a broken command line) becomes a code point that no face may have, so that it is reported.
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_NO_CHARACTER = "\uffff"


_Characters = list[tuple[str, Span]]


@dataclass(frozen=True)
class Paragraph:
    """The text between two hard line ends as it prints, and what is known of its characters by offset.

    `pieces` are (start, end, span) in order, `atoms` (start, end); `points` are where a line may end. `base` is the
    level of the paragraph.
    """

    text: str
    base: int
    pieces: tuple[tuple[int, int, Span], ...]
    atoms: tuple[tuple[int, int], ...]
    levels: tuple[int, ...]
    scripts: tuple[str, ...]
    points: tuple[int, ...]


def paragraphs(spans: Sequence[Span], lang: str, base: int = 0, *, loose: bool = False) -> tuple[Paragraph, ...]:
    """The paragraphs of `spans` at level `base`, 1 right to left; `loose` breaks within phrases.

    Blank ones stay between others, and go at the beginning and the end.
    """
    characters = _without_wide_gaps([(character, span) for span in spans for character in _clean(span)])
    hard_lines = [_stripped(line) for line in _split(characters)]
    while hard_lines and not _printing(hard_lines[-1]):
        hard_lines.pop()
    while hard_lines and not _printing(hard_lines[0]):
        hard_lines.pop(0)
    if hard_lines:
        hard_lines[-1] = hard_lines[-1][:-1]
    return tuple(_paragraph(line, lang, base, loose=loose) for line in hard_lines)


def _clean(span: Span) -> str:
    """The span's text in composed form with plain line ends; an atom has none."""
    text = _HALF_CHARACTER.sub(_NO_CHARACTER, span.text).replace(_SOFT_HYPHEN, "")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\n", " ") if span.atom else text


def _without_wide_gaps(characters: _Characters) -> _Characters:
    """The characters without spaces behind full-width marks, which bring their own room."""
    return [
        pair
        for index, pair in enumerate(characters)
        if pair[0] != " " or not index or characters[index - 1][0] not in _WIDE_MARKS
    ]


def _split(characters: _Characters) -> list[_Characters]:
    """Hard lines, each ended by a space: tagged text keeps words apart with real spaces (ISO 32000-1, 14.8.2.5)."""
    lines: list[_Characters] = [[]]
    for character, span in characters:
        lines[-1].append((" " if character == "\n" else character, span))
        if character == "\n":
            lines.append([])
    if characters:
        lines[-1].append((" ", characters[-1][1]))
    return lines


def _stripped(line: _Characters) -> _Characters:
    """The line without spaces at its ends but for the one that closes it."""
    text = "".join(character for character, _ in line[:-1])
    start = len(text) - len(text.lstrip(SPACES))
    end = max(start, len(text.rstrip(SPACES)))
    return [*line[start:end], *line[-1:]]


def _printing(line: _Characters) -> bool:
    return len(line) > 1


def _paragraph(line: _Characters, lang: str, base: int, *, loose: bool) -> Paragraph:
    text = "".join(character for character, _ in line)
    pieces, at = [], 0
    for _, group in groupby(line, key=lambda pair: id(pair[1])):
        members = list(group)
        pieces.append((at, at + len(members), members[0][1]))
        at += len(members)
    marked = [(start, end) for start, end, span in pieces if span.atom]
    atoms = merge((*find_atoms(text), *marked))
    order, points = tuple(levels(text, base, atoms)), break_points(text, lang, atoms, loose=loose)
    return _printed(Paragraph(text, base, tuple(pieces), atoms, order, tuple(scripts(text, atoms)), points))


def _printed(paragraph: Paragraph) -> Paragraph:
    """The paragraph in the characters that print: steering ones have done their work once levels and breaks are known.

    The hyphen that does not break becomes a plain one, which every face has.
    """
    kept = [index for index, character in enumerate(paragraph.text) if character not in _STEERING]

    def moved(offset: int) -> int:
        return bisect_left(kept, offset)

    return Paragraph(
        text="".join(paragraph.text[index] for index in kept).replace("\u2011", "-"),
        base=paragraph.base,
        pieces=tuple((moved(start), moved(end), span) for start, end, span in paragraph.pieces),
        atoms=tuple((moved(start), moved(end)) for start, end in paragraph.atoms),
        levels=tuple(paragraph.levels[index] for index in kept),
        scripts=tuple(paragraph.scripts[index] for index in kept),
        points=tuple(dict.fromkeys(moved(point) for point in paragraph.points)),
    )
