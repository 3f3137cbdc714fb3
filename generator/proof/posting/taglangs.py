"""The languages that the tags of a file give its pages: which part of a page is said to be in which language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pikepdf

from generator.frozen import dataclass
from generator.proof.painted.matrices import Box
from generator.proof.painted.plainobjects import DAMAGE
from generator.proof.tags.tags import read_tags
from generator.proof.tags.tree import Content, Element


@dataclass(frozen=True)
class Tagged:
    """A part of a page with the language that the tags give it."""

    box: Box
    lang: str


def tagged_parts(pdf: pikepdf.Pdf) -> dict[int, tuple[Tagged, ...]]:
    """The parts by page, counted from 1, the smallest first; none where the file has no tags, or broken ones."""
    try:
        tags = read_tags(pdf)
    except DAMAGE:
        return {}
    found: dict[int, list[Tagged]] = defaultdict(list)
    for element in tags.elements:
        for page, part in _parts(element, tags.lang):
            found[page].append(part)
    return {page: tuple(sorted(parts, key=_area)) for page, parts in found.items()}


def _area(part: Tagged) -> float:
    left, lower, right, upper = part.box
    return (right - left) * (upper - lower)


def _parts(element: Element, lang: str) -> Iterator[tuple[int, Tagged]]:
    lang = element.lang or lang
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _parts(kid, lang)
        elif isinstance(kid, Content) and kid.page and kid.piece and kid.piece.text.strip() and lang:
            yield kid.page, Tagged(kid.piece.box, lang)
