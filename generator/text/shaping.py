"""Shaping: a stretch of text in one face becomes glyphs with advances, and tells what the face could not show."""

from __future__ import annotations

from functools import lru_cache

import uharfbuzz as hb

from generator.frozen import dataclass
from generator.text.faces import FontFace
from generator.text.model import Glyph

DOTTED_CIRCLE = 0x25CC


@dataclass(frozen=True)
class Shaped:
    """Glyphs in visual order and their whole advance in font units.

    `clusters` are (characters, advance) in reading order; `faults` are the texts of the clusters that the face
    lacks, or under which the shaper had to set a dotted circle because a mark has no letter to stand on.
    """

    glyphs: tuple[Glyph, ...]
    advance: int
    clusters: tuple[tuple[int, int], ...]
    faults: tuple[str, ...]


@lru_cache(maxsize=2048)
def shape(
    face: FontFace,
    text: str,
    features: tuple[str, ...],
    lang: str,
    level: int = 0,
    script: str = "",
    beside: tuple[str, str] = ("", ""),
) -> Shaped:
    """Shape `text` with OpenType `features` switched on; an odd `level` runs right to left.

    `script` is an ISO 15924 code; where it is empty, the first letter decides. `beside` is what stands before and after
    in the same word, which the letters join although it is shaped apart.
    """
    buffer = _buffer(text, lang, level, script, beside)
    hb.shape(face.font, buffer, dict.fromkeys(features, True))
    glyphs: list[Glyph] = []
    clusters: list[tuple[int, int]] = []
    faults: list[str] = []
    circle = face.font.get_nominal_glyph(DOTTED_CIRCLE)
    texts = _cluster_texts(text, [info.cluster - len(beside[0]) for info in buffer.glyph_infos])
    last, whole = -1, ""
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        first = info.cluster != last
        if first:
            last, whole = info.cluster, texts[info.cluster - len(beside[0])]
            clusters.append((len(whole), 0))
        glyphs.append(Glyph(info.codepoint, at.x_advance, at.x_offset, at.y_offset, whole if first else ""))
        clusters[-1] = (len(whole), clusters[-1][1] + at.x_advance)
        if info.codepoint == 0 or (info.codepoint == circle and chr(DOTTED_CIRCLE) not in whole):
            faults.append(whole)
    if not clusters:  # nothing but joiners and selectors, which print nothing
        clusters.append((len(text), 0))
    return Shaped(
        glyphs=tuple(glyphs),
        advance=sum(glyph.advance for glyph in glyphs),
        clusters=tuple(reversed(clusters) if level % 2 else clusters),
        faults=tuple(dict.fromkeys(faults)),
    )


def _buffer(text: str, lang: str, level: int, script: str, beside: tuple[str, str]) -> hb.Buffer:
    before, after = beside
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.add_str(before + text + after, len(before), len(text))
    buffer.direction = "rtl" if level % 2 else "ltr"
    buffer.language = lang
    if script:
        buffer.script = script
    buffer.guess_segment_properties()
    return buffer


def _cluster_texts(text: str, clusters: list[int]) -> dict[int, str]:
    """The text of each cluster; HarfBuzz gives a character that was shaped away to a neighbour's cluster."""
    starts = sorted(set(clusters))
    edges = [*starts, len(text)]
    return {cluster: text[edges[index] : edges[index + 1]] for index, cluster in enumerate(starts)}
