"""Passages: the lines of a paragraph parted where links start and end, in reading order, with the words they say."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.compose.items import Group, Role, TextItem, groups
from generator.frozen import dataclass
from generator.text.bidi import reading_order
from generator.text.model import GlyphRun

# Roles whose own text is read as one stretch of words.
SPOKEN = frozenset({Role.H1, Role.H2, Role.H3, Role.P, Role.LBL, Role.LBODY, Role.TH, Role.TD})
# Joiners shape letters in many scripts and stay; other format characters only steer how a line is set.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class Passage:
    """A part of a paragraph under one link or none, in one language: its runs, line by line as they stand, and words.

    `turned` says that some of it is written from right to left, so that its glyphs do not stand in reading order.
    """

    link: str
    lang: str
    parts: tuple[tuple[TextItem, tuple[GlyphRun, ...]], ...]
    text: str
    turned: bool


def passages(items: Sequence[TextItem]) -> tuple[Passage, ...]:
    """The passages of a paragraph's lines in reading order, with the spaces that hang at the ends of its lines."""
    found: list[Passage] = []
    for item in items:
        for (link, lang), runs in groupby(_voiced(_as_read(item)), key=lambda voiced: (voiced[0].link, voiced[1])):
            passage = _passage(item, link, lang, tuple(run for run, _ in runs))
            if not passage.text:
                continue  # nothing but marks that steer the line: no ink, no sound
            if found and (found[-1].link, found[-1].lang) == (link, lang):
                passage = _joined(found.pop(), passage)
            found.append(passage)
    return tuple(found)


def words_of(root: Group) -> Iterator[str]:
    """The words of every heading, paragraph, label and cell, in reading order."""
    for group in groups(root):
        if group.role in SPOKEN:
            lines = [child for child in group.children if isinstance(child, TextItem)]
            yield "".join(passage.text for passage in passages(lines))


def _as_read(item: TextItem) -> list[GlyphRun]:
    runs = item.line.runs
    return [runs[index] for index in reading_order([run.level for run in runs])]


def _voiced(runs: list[GlyphRun]) -> Iterator[tuple[GlyphRun, str]]:
    """Each run with its language; what has no letters is in that of what was said before it, or in none of its own."""
    lang = next((run.lang for run in runs if _lettered(run)), "")
    for run in runs:
        lang = run.lang if _lettered(run) else lang
        yield run, lang


def _lettered(run: GlyphRun) -> bool:
    return any(character.isalpha() for character in run.text)


def _passage(item: TextItem, link: str, lang: str, runs: tuple[GlyphRun, ...]) -> Passage:
    text = "".join(_plain(run.text) for run in runs)
    standing = tuple(sorted(runs, key=lambda run: run.x))
    if not text.strip():  # a space between two links is said in no language, and is the same from both sides
        return Passage(link, "", ((item, standing),), text, turned=False)
    return Passage(link, lang, ((item, standing),), text, any(run.level % 2 for run in runs))


def _joined(first: Passage, second: Passage) -> Passage:
    parts = first.parts + second.parts
    return replace(first, parts=parts, text=first.text + second.text, turned=first.turned or second.turned)


def _plain(text: str) -> str:
    if text.isprintable():  # nearly all words are, and what is has no signs to leave out
        return text
    return "".join(c for c in text if c in _JOINERS or unicodedata.category(c) != "Cf")
