"""Runs: a paragraph divided where style, direction, script, atom or face changes; here faces help each other out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from generator.frozen import dataclass
from generator.text.breaks import graphemes
from generator.text.faces import FontFace
from generator.text.model import Span, TextStyle
from generator.text.paragraphs import Paragraph
from generator.text.scripts import is_kana
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

    @property
    def is_spared(self) -> bool:
        """Whether a spare face sets it, for those of the language have not its letters."""
        return self.face not in self.style.faces

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

    The first face of the style that has all letters of a word sets it, or else that has a whole grapheme cluster of
    it; where none has, a spare one does. Digits, spaces and punctuation stay with the face before them. An atom takes
    one face as a whole if any has all of it.
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
    face, helpers = before, _Helpers(text, voice)
    for word in _words(text, voice.lang):
        letters = [text[start:end] for start, end in word if not _is_neutral(text[start:end])]
        whole_face = helpers.face_of("".join(letters))
        for start, end in word:
            cluster = text[start:end]
            neutral = _is_neutral(cluster)
            if face is None or not (neutral and voice.has(face, cluster)):
                # A sign that stands in a cluster of its own is only whole beside the letters of its word.
                fits = whole_face is not None and (not neutral or voice.has(whole_face, cluster))
                face = (whole_face if fits else helpers.face_of(cluster)) or faces[0]
            if parts and parts[-1][2] == face:
                parts[-1] = (parts[-1][0], end, face)
            else:
                parts.append((start, end, face))
    return parts


def _words(text: str, lang: str) -> Iterator[list[tuple[int, int]]]:
    """The grapheme clusters of each word by their offsets; spaces end a word and go with it."""
    word: list[tuple[int, int]] = []
    for start, end in graphemes(text, lang):
        if word and text[word[-1][0]].isspace() and not text[start].isspace():
            yield word
            word = []
        word.append((start, end))
    if word:
        yield word


@dataclass(frozen=True)
class _Helpers:
    """Which face sets a part of a stretch that the first face has not all of: one of the style's own, or a spare one.

    A spare face that has the whole stretch goes before one that has the part: a name is set in one hand.
    """

    text: str
    voice: _Voice

    def face_of(self, part: str) -> FontFace | None:
        """The face for a part, None where no face has it."""
        if not part:
            return None
        own = next((face for face in self.voice.style.faces if self.voice.has(face, part)), None)
        if own or not self.voice.style.spares.paths:
            return own
        if self._leader is not None and self.voice.has(self._leader, part):
            return self._leader
        return self._first_spare(part)

    @cached_property
    def _leader(self) -> FontFace | None:
        return self._first_spare(self.text.strip())

    def _first_spare(self, part: str) -> FontFace | None:
        """The first spare face that has a part; shaping it tells, which few faces are asked to do."""
        letter = next(filter(str.isalpha, part), part[0])
        forms = (letter, unicodedata.normalize("NFD", letter)[0])
        faces = self.voice.style.spares.faces(kana=any(map(is_kana, self.text)))
        likely = (face for face in faces if any(face.font.get_nominal_glyph(ord(form)) for form in forms))
        return next((face for face in likely if self.voice.has(face, part)), None)


def _is_neutral(cluster: str) -> bool:
    """Whether the cluster is a digit, a space, a mark of punctuation or a symbol, which belong to no script."""
    return unicodedata.category(cluster[0])[0] in "NPSZ"
