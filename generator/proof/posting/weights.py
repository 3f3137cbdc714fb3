"""Whether a face is bold, by what its file says of it: its name, its flags and its weight."""

from __future__ import annotations

import re

import pikepdf

from generator.proof.painted.plainobjects import as_dictionary, as_items, as_name, as_number
from generator.proof.x4.pages import inherited

FORCE_BOLD = 1 << 18  # ISO 32000-1, table 123
_BOLD, _NOT_YET_BOLD = 700.0, 600.0  # weights (ISO 32000-1, table 122); what lies between is for people

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_HALF_BOLD = re.compile(r"semi-?bold|demi|medium", re.IGNORECASE)
_BOLD_NAME = re.compile(r"bold|black|heavy|(?<![a-z])Bd(?![a-z])", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"regular|light|thin|book|roman|italic|oblique", re.IGNORECASE)
# Names that programs make up, which say nothing of the face.
_MADE_UP = re.compile(r"(?:CID)?Font\+?\w{0,3}|[A-Za-z]{0,3}\d*|T3\w*|Type3\w*", re.IGNORECASE)


def is_bold(name: str, flags: int, weight: float | None) -> bool | None:
    """Whether the face is bold; None where nothing tells.

    A name without a style is that of the regular face, as type is named everywhere; a made-up name says nothing.
    """
    name = _SUBSET.sub("", name)
    if weight is not None and weight >= _BOLD:
        return True
    if _HALF_BOLD.search(name):
        return None
    if _BOLD_NAME.search(name) or flags & FORCE_BOLD:
        return True
    if weight is not None:
        return False if weight < _NOT_YET_BOLD else None
    if _PLAIN_NAME.search(name):
        return False
    return None if _MADE_UP.fullmatch(name) else False


def font_weights(pdf: pikepdf.Pdf) -> dict[str, float]:
    """The weight that each face of a file gives itself, by its name; most give none."""
    found: dict[str, float] = {}
    waiting: list[object] = [inherited(page, "/Resources") for page in pdf.pages]
    met: set[tuple[int, int]] = set()
    while waiting:
        entries = as_dictionary(waiting.pop())
        for _, font in as_dictionary(entries.get("/Font")).items():
            _add(as_dictionary(font), found)
        for _, thing in as_dictionary(entries.get("/XObject")).items():
            if isinstance(thing, pikepdf.Stream) and thing.objgen not in met:  # forms may call each other
                met.add(thing.objgen)
                waiting.append(thing.get("/Resources"))
    return found


def _add(font: pikepdf.Object, found: dict[str, float]) -> None:
    below = as_dictionary(next(iter(as_items(font.get("/DescendantFonts"))), font))
    weight = as_number(as_dictionary(below.get("/FontDescriptor")).get("/FontWeight"))
    if weight is not None:
        found[as_name(font.get("/BaseFont")).lstrip("/")] = weight
