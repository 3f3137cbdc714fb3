"""Headings: the outline of a piece, which readers who cannot see the page find their way by."""

from __future__ import annotations

from collections.abc import Iterator

from generator.compose.items import Face, Piece, Role, TextItem, groups, walk
from generator.findings import Findings, Place

_LEVELS = {Role.H1: 1, Role.H2: 2, Role.H3: 3}


def check_headings(piece: Piece, place: Place, findings: Findings) -> None:
    """The first heading is of level 1, and none is more than one level below the one before it (ISO 14289-1, 7.4.2).

    A piece without any is permitted, but worth a word.
    """
    above, before = 0, ""
    for level, words in outline(piece):
        if level > above + 1:
            after = f"comes after “{before}” of level {above}" if above else "is the first of the piece"
            findings.error(
                "headings.skip",
                place,
                f"The heading “{words}” of level {level} {after}, so a level is left out.",
                f"Write “level: {above + 1}” for it; “style” keeps its look.",
                seen=f"{level}",
                limit=f"{above + 1}",
            )
        above, before = level, words
    if not before:
        problem = f"The piece “{piece.layout}” has no heading, so nobody who listens to it hears what it is about."
        findings.warn("headings.none", place, problem, "Make its first words one: “- heading: …”.")


def outline(piece: Piece) -> Iterator[tuple[int, str]]:
    """The headings of a piece in reading order: their levels and their words."""
    for face in piece.faces:
        yield from headings_of(face)


def headings_of(face: Face) -> Iterator[tuple[int, str]]:
    """The headings of a face in reading order."""
    for group in groups(face.root):
        if group.role in _LEVELS:
            lines = (item.line.text for _, item in walk(group) if isinstance(item, TextItem))
            yield _LEVELS[group.role], " ".join(lines)
