"""What outside witnesses are asked: sentences in every language, HarfBuzz's own program, the order of reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path

import yaml

from generator.catalog.fonts import FontRecord, read_fonts
from generator.catalog.languages import LATIN, Language, read_languages
from generator.catalog.places import Roots, shipped_root
from generator.catalog.translations import ENGLISH
from generator.findings import Findings
from generator.text.atoms import find_atoms
from generator.text.faces import FontFace, load_face
from generator.text.lines import set_text
from generator.text.model import GlyphRun, Line, SetText, Span, TextStyle
from generator.text.scripts import scripts
from generator.text.shaping import shape
from generator.units import Length
from tests.tools import run_tool

# Points of the engine, and pixels of the browser.
SIZE = 16.0
# One long line.
UNBROKEN = 10_000.0
BOLD_FEATURES = ("tnum",)
_MARKS = re.compile(r"([*{}])")
_ROOTS = Roots(shipped_root())
_THEME_FAMILY = "public-sans"
_SMALL = Length.parse("8pt")


@dataclass(frozen=True)
class Part:
    """A stretch of a sentence: bold or not, and whether it is a number or address."""

    text: str
    bold: bool
    number: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence in a language and in the fonts of one of its fits; `id` tells the fits apart."""

    id: str
    language: Language
    families: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        return "".join(part.text for part in self.parts)

    def spans(self, size: float = SIZE) -> list[Span]:
        """The sentence for the engine, which is not told where the numbers are."""
        return [
            Span("".join(part.text for part in parts), style(self.families, size, bold=bold))
            for bold, parts in groupby(self.parts, key=lambda part: part.bold)
        ]

    def set(self, measure: float = UNBROKEN, size: float = SIZE) -> SetText:
        """The sentence in lines of at most `measure` points."""
        latin = self.language.id if self.language.script == LATIN else ENGLISH
        return set_text(self.spans(size), measure, lang=self.language.id, rtl=self.language.rtl, latin=latin)


@lru_cache(maxsize=1)
def languages() -> dict[str, Language]:
    """The languages that Handbill knows."""
    return read_languages(_ROOTS, Findings())


@lru_cache(maxsize=1)
def fonts() -> dict[tuple[str, str], FontRecord]:
    """The register of faces by family and weight."""
    return read_fonts(_ROOTS, Findings())


@lru_cache(maxsize=1)
def sentences() -> dict[str, Sentence]:
    """Every sentence by its id: the language's tag, with “-large” in the fonts of its large type."""
    source = yaml.safe_load(Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8"))
    found = [each for tag, text in source.items() for each in _fits(languages()[tag], text)]
    return {sentence.id: sentence for sentence in found}


def _fits(language: Language, text: str) -> Iterable[Sentence]:
    parts = tuple(_parts(text))
    yield Sentence(language.id, language, language.fitted(_SMALL, _THEME_FAMILY).families, parts)
    if language.large:
        families = language.fitted(language.large.start, _THEME_FAMILY).families
        yield Sentence(f"{language.id}-large", language, families, parts)


def _parts(text: str) -> Iterable[Part]:
    bold = number = False
    for piece in _MARKS.split(text):
        if piece == "*":
            bold = not bold
        elif piece in ("{", "}"):
            number = piece == "{"
        elif piece:
            yield Part(piece, bold, number)


def style(families: tuple[str, ...], size: float = SIZE, *, bold: bool = False) -> TextStyle:
    """Black type of these families; figures are of one width in bold, so that a feature is tried too."""
    faces = tuple(load_face(fonts()[family, "bold" if bold else "regular"].path) for family in families)
    return TextStyle(faces, size, "black", BOLD_FEATURES if bold else ())


def reading_order(line: Line) -> list[GlyphRun]:
    """The runs of a line as they are read: rule L2 of Unicode Standard Annex 9 undone, from the lowest level up."""
    runs = list(line.runs)
    for least in range(1, max((run.level for run in runs), default=0) + 1):
        stretches = groupby(runs, key=lambda run: run.level >= least)
        runs = [run for turned, stretch in stretches for run in (reversed(list(stretch)) if turned else stretch)]
    return runs


@dataclass(frozen=True)
class Question:
    """How a run was shaped, as far as HarfBuzz is told."""

    face: FontFace
    direction: str
    script: str
    lang: str
    features: tuple[str, ...]

    def ask(self, texts: Sequence[str]) -> list[list[int]]:
        """The glyphs that `hb-shape` gives each text."""
        options = [
            "--no-glyph-names",
            "--no-clusters",
            "--no-positions",
            "--remove-default-ignorables",
            f"--direction={self.direction}",
            f"--language={self.lang}",
            f"--features={','.join(self.features)}",
            "--text-file=-",
            *([f"--script={self.script}"] if self.script else []),
        ]
        lines = "".join(f"{text}\n" for text in texts)
        printed = run_tool("hb-shape", *options, str(self.face.path), stdin=lines)
        rows = [row.strip("[]") for row in printed.splitlines()]
        return [[int(glyph) for glyph in row.split("|") if glyph] for row in rows]


def questions(done: SetText, lang: str) -> Iterable[tuple[Question, GlyphRun]]:
    """Every run of a paragraph of a language in reading order, with the question that HarfBuzz answers about it."""
    runs = [run for line in done.lines for run in reading_order(line)]
    text = "".join(run.text for run in runs)
    of_character, at = scripts(text, find_atoms(text)), 0
    for run in runs:
        features = BOLD_FEATURES if run.face.name.endswith("-Bold") else ()
        yield Question(run.face, "rtl" if run.level % 2 else "ltr", of_character[at], lang, features), run
        at += len(run.text)


@dataclass(frozen=True)
class Placed:
    """A glyph and where it stands, in points from the start of its line."""

    x: float
    face: FontFace
    gid: int


def placed(line: Line) -> list[Placed]:
    """The glyphs of a line from left to right."""
    found = []
    for run in line.runs:
        pen, scale = run.x, run.size / run.face.upem
        for glyph in run.glyphs:
            found.append(Placed(pen + glyph.dx * scale, run.face, glyph.gid))
            pen += glyph.advance * scale
    return sorted(found, key=lambda glyph: glyph.x)


def stands_left_to_right(text: str, line: Line) -> bool:
    """Whether the faces' own glyphs for the characters of `text` stand side by side in their order."""
    glyphs = placed(line)
    for at in range(len(glyphs) - len(text) + 1):
        here = glyphs[at : at + len(text)]
        rising = all(left.x < right.x for left, right in pairwise(here))
        if rising and all(_is_of(glyph, character) for glyph, character in zip(here, text, strict=True)):
            return True
    return False


def _is_of(glyph: Placed, character: str) -> bool:
    """Whether it is the face's glyph for the character, or its form among Latin letters: some faces have two points."""
    among_latin = shape(glyph.face, character, (), "en", script="Latn").glyphs[0]
    return glyph.gid in (glyph.face.font.get_nominal_glyph(ord(character)), among_latin.gid)
