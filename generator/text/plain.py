"""Plain lines: Latin words that fit on one line, set without asking for breaks, directions and fallback faces.

A merge sets a few short texts for each of ten thousand records, and nearly all of them are such lines. What comes out
is what the whole engine gives, glyph for glyph; whatever is not plain, or has no room, is left to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import uharfbuzz as hb

from generator.text.atoms import find_atoms, merge
from generator.text.faces import FontFace
from generator.text.model import Glyph, GlyphRun, Line, Span, TextStyle
from generator.text.scripts import LATIN

_ASCII = frozenset(map(chr, range(0x20, 0x7F)))
# Precomposed Latin letters, the signs of Latin-1 without the no-break space and the soft hyphen, and common marks.
_LATIN = frozenset(map(chr, [*range(0xA1, 0xAD), *range(0xAE, 0x180), *range(0x1E00, 0x1E9A), *range(0x1EA0, 0x1EFA)]))
_MARKS = frozenset("‘’“”–—…•·")
_PLAIN = _ASCII | _LATIN | _MARKS
# Atoms hold a digit, a dot or an @; a text without any of them has none.
_OF_ATOMS = frozenset("0123456789.@:")
# Glyphs by face, number and advance, with the text that they stand for: the same few hundred in every record.
_glyphs: dict[tuple[int, int, int, str], Glyph] = {}
_MOST_GLYPHS = 20_000


def plain_line(spans: Sequence[Span], measure: float, lang: str, latin: str) -> Line | None:
    """The spans as one line at most `measure` points wide, from left to right; None where that is not so simple."""
    text = "".join([span.text for span in spans])
    if not text or text[0] == " " or text[-1] == " " or not _PLAIN.issuperset(text):
        return None
    script = LATIN if any(map(str.isalpha, text)) else ""
    runs: list[GlyphRun] = []
    x = 0.0
    for span, part in _stretches(spans, text):
        face, size = span.style.faces[0], span.style.size
        shaped = _shaped(face, part, span.style, lang, script)
        if shaped is None:
            return None
        glyphs, advance = shaped
        width = advance * size / face.upem
        voice = latin if script else lang
        runs.append(GlyphRun(face, size, span.style.ink, glyphs, part, x, width, 0, voice, span.link))
        x += width
    total = sum([run.width for run in runs])
    return Line(tuple(runs), total, text) if total <= measure else None


def _stretches(spans: Sequence[Span], text: str) -> Iterator[tuple[Span, str]]:
    """The text of each span, parted where an atom begins or ends: a run ends there too."""
    if _OF_ATOMS.isdisjoint(text):
        yield from ((span, span.text) for span in spans if span.text)
        return
    edges, start = [0], 0
    for span in spans:
        edges.append(edges[-1] + len(span.text))
    marked = (ends for ends, span in zip(pairwise(edges), spans, strict=True) if span.atom)
    cuts = sorted({edge for atom in merge((*find_atoms(text), *marked)) for edge in atom})
    for span, (start, end) in zip(spans, pairwise(edges), strict=True):
        for first, last in pairwise([start, *(cut for cut in cuts if start < cut < end), end]):
            if first < last:
                yield span, text[first:last]


def _shaped(
    face: FontFace, text: str, style: TextStyle, lang: str, script: str
) -> tuple[tuple[Glyph, ...], int] | None:
    """Glyphs and advance of a stretch, one glyph a character where it stands; None where shaping did more than that."""
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.direction = "ltr"
    buffer.language = lang
    if script:
        buffer.script = script
    buffer.guess_segment_properties()
    hb.shape(face.font, buffer, dict.fromkeys(style.features, True))
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    if len(infos) != len(text):
        return None
    glyphs, whole, key = [], 0, id(face)
    for index, (info, at) in enumerate(zip(infos, places, strict=True)):
        gid, advance = info.codepoint, at.x_advance
        if not gid or info.cluster != index or at.x_offset or at.y_offset:
            return None
        glyphs.append(_glyph(key, gid, advance, text[index]))
        whole += advance
    return tuple(glyphs), whole


def _glyph(face: int, gid: int, advance: int, text: str) -> Glyph:
    known = _glyphs.get((face, gid, advance, text))
    if known is None:
        if len(_glyphs) > _MOST_GLYPHS:
            _glyphs.clear()
        known = _glyphs[face, gid, advance, text] = Glyph(gid, advance, 0, 0, text)
    return known
