"""Runs: a paragraph divided where style, direction, script, atom or face changes; here faces help each other out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from generator.frozen import dataclass
from generator.text.breaks import graphemes
from generator.text.faces import FontFace
from generator.text.model import Span, TextStyle
from generator.text.paragraphs import Paragraph
from generator.text.shaping import Shaped, shape

# Scripts of joined letters, as far as Handbill's languages use them.
_JOINING = frozenset({"Arab"})


@dataclass(frozen=True)
class Run:
    """Characters from `start` to `end` of a paragraph that are shaped together.

    `beside` is what stands before and after in the same word, in a run of another look.
    """

    start: int
    end: int
    style: TextStyle
    face: FontFace
    level: int
    script: str
    link: str
    beside: tuple[str, str] = ("", "")

    def shaped(self, text: str, lang: str) -> Shaped:
        """A stretch of this run's text as glyphs."""
        return shape(self.face, text, self.style.features, lang, self.level, self.script, self.beside)

    def clipped(self, start: int, end: int) -> Run:
        """The part of the run between two offsets, which joins nothing where it was cut."""
        start, end = max(start, self.start), min(end, self.end)
        if (start, end) == (self.start, self.end):
            return self
        before, after = self.beside
        beside = (before if start == self.start else "", after if end == self.end else "")
        return replace(self, start=start, end=end, beside=beside)


def itemise(paragraph: Paragraph, lang: str) -> tuple[Run, ...]:
    """The runs of a paragraph in reading order.

    The first face of the style that has a whole grapheme cluster sets it; digits, spaces and punctuation stay with
    the face before them. An atom takes one face as a whole if any has all of it.
    """
    runs: list[Run] = []
    for start, end, span, atom in _stretches(paragraph):
        before = runs[-1].face if runs and runs[-1].style == span.style else None
        level, script = paragraph.levels[start], paragraph.scripts[start]
        voice = _Voice(span.style, lang, level, script)
        for first, last, face in _by_face(paragraph.text[start:end], voice, atom=atom, before=before):
            place = (start + first, start + last)
            runs.append(Run(*place, span.style, face, level, script, span.link, _beside(paragraph, *place)))
    return tuple(runs)


def _beside(paragraph: Paragraph, start: int, end: int) -> tuple[str, str]:
    """The letters that the first and the last letter of a run join, where the run ends within a word."""
    text = paragraph.text

    def joined(before: int, after: int) -> bool:
        within = before >= 0 and after < len(text) and paragraph.scripts[before] in _JOINING
        return within and paragraph.scripts[after] in _JOINING and not (text[before].isspace() or text[after].isspace())

    return (
        text[start - 1] if joined(start - 1, start) else "",
        text[end] if joined(end - 1, end) else "",
    )


def _stretches(paragraph: Paragraph) -> Iterator[tuple[int, int, Span, bool]]:
    """Stretches of one span, one level, one script, and either inside one atom or outside any."""
    kinds = list(zip(paragraph.levels, paragraph.scripts, strict=True))
    turns = (index for index in range(1, len(kinds)) if kinds[index] != kinds[index - 1])
    cuts = sorted({*turns, *(edge for atom in paragraph.atoms for edge in atom)})
    for start, end, span in paragraph.pieces:
        edges = [start, *(cut for cut in cuts if start < cut < end), end]
        for first, last in pairwise(edges):
            if first < last:
                yield first, last, span, any(a <= first and last <= b for a, b in paragraph.atoms)


@dataclass(frozen=True)
class _Voice:
    """What a stretch is shaped as, whichever face sets it."""

    style: TextStyle
    lang: str
    level: int
    script: str

    def has(self, face: FontFace, text: str) -> bool:
        """Whether the face can set all of the text."""
        return not shape(face, text, self.style.features, self.lang, self.level, self.script).faults


def _by_face(text: str, voice: _Voice, *, atom: bool, before: FontFace | None) -> list[tuple[int, int, FontFace]]:
    """The stretches of `text` with the face that sets each; what no face has stays with the first."""
    faces = voice.style.faces
    for whole in faces if atom else faces[:1]:
        if voice.has(whole, text):
            return [(0, len(text), whole)]
    parts: list[tuple[int, int, FontFace]] = []
    face = before
    for start, end in graphemes(text, voice.lang):
        cluster = text[start:end]
        if face is None or not (_is_neutral(cluster) and voice.has(face, cluster)):
            face = next((other for other in faces if voice.has(other, cluster)), faces[0])
        if parts and parts[-1][2] == face:
            parts[-1] = (parts[-1][0], end, face)
        else:
            parts.append((start, end, face))
    return parts


def _is_neutral(cluster: str) -> bool:
    """Whether the cluster is a digit, a space, a mark of punctuation or a symbol, which belong to no script."""
    return unicodedata.category(cluster[0])[0] in "NPSZ"
