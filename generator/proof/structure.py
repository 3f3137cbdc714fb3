"""The structure of a PDF read through pikepdf: boxes, fonts wherever they are used, live links."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from generator.geometry import Rect
from generator.proof.pages import Boxes, FoundFont

_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_ELSEWHERE = ("/Parent", "/P", "/Popup", "/Dest", "/D")  # entries that lead to other pages, or back up


@dataclass(frozen=True)
class Structure:
    """What a PDF says of itself, page by page; `pressed` is the file with notes and filled fields as page content."""

    boxes: tuple[Boxes, ...]
    links: tuple[tuple[str, ...], ...]
    fonts: tuple[FoundFont, ...]
    pressed: bytes


def read_structure(data: bytes) -> Structure:
    """Read a PDF's structure; raises what pikepdf raises where the file is locked or damaged."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return Structure(
            boxes=tuple(_boxes(page) for page in pdf.pages),
            links=tuple(_links(page) for page in pdf.pages),
            fonts=_file_fonts(pdf),
            pressed=_pressed(pdf, data),
        )


def _pressed(pdf: pikepdf.Pdf, data: bytes) -> bytes:
    """Filled form fields and typewriter notes are printed too: as page content their text and codes are read."""
    if not any(_has_other_annotations(page) for page in pdf.pages):
        return data
    pdf.flatten_annotations("all")
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def _boxes(page: pikepdf.Page) -> Boxes:
    """MediaBox, BleedBox and TrimBox; a box that is not given is the CropBox (ISO 32000-1, 14.11.2.1)."""
    media = _corners(page.mediabox)
    left, top = media[0], media[3]

    def placed(box: pikepdf.Object) -> Rect:
        x0, y0, x1, y1 = _corners(box)
        return Rect(x0 - left, top - y1, x1 - x0, y1 - y0)

    return Boxes(placed(page.mediabox), placed(page.bleedbox), placed(page.trimbox))


def _links(page: pikepdf.Page) -> tuple[str, ...]:
    """The addresses behind the live links of the page."""
    actions = (annotation.get("/A") for annotation in _annotations(page))
    return tuple(str(one["/URI"]) for one in actions if isinstance(one, pikepdf.Dictionary) and "/URI" in one)


def _has_other_annotations(page: pikepdf.Page) -> bool:
    """Whether anything but links lies over the page: form fields and notes hold text of their own."""
    return any(str(one.get("/Subtype")) not in ("/Link", "/Popup") for one in _annotations(page))


def _annotations(page: pikepdf.Page) -> list[pikepdf.Object]:
    return [item for item in _items(page.obj.get("/Annots")) if isinstance(item, pikepdf.Dictionary)]


def _file_fonts(pdf: pikepdf.Pdf) -> tuple[FoundFont, ...]:
    """Every font that any page has at hand, each once, with the first page that has it."""
    found: dict[tuple[str, bool], FoundFont] = {}
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        for font in _fonts(page.obj, seen):
            name = str(font.get("/BaseFont", font.get("/Name", "/unnamed"))).lstrip("/")
            key = (name, _embedded(font))
            found.setdefault(key, FoundFont(*key, page=number))
    return tuple(sorted(found.values()))


def _fonts(page: pikepdf.Object, seen: set[tuple[int, int]]) -> Iterator[pikepdf.Object]:
    """The fonts of all that hangs on a page: forms, patterns, masks, Type 3 glyphs and annotations."""
    waiting: list[object] = [page]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting += list(item)
        elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)) and not _met(item, seen):
            held = item.get("/Font")  # a resource dictionary by name, or font and size of a graphics state
            fonts = [font for _, font in held.items()] if isinstance(held, pikepdf.Dictionary) else _items(held)[:1]
            yield from (font for font in fonts if isinstance(font, pikepdf.Dictionary))
            waiting += [value for key, value in item.items() if key not in _ELSEWHERE]


def _met(item: pikepdf.Object, seen: set[tuple[int, int]]) -> bool:
    """Whether an indirect object was met before; files may refer to themselves."""
    met = item.objgen in seen
    if item.objgen != (0, 0):
        seen.add(item.objgen)
    return met


def _embedded(font: pikepdf.Object) -> bool:
    """Whether the outlines are in the file; those of a Type 3 font always are."""
    if str(font.get("/Subtype")) == "/Type3":
        return True
    below = _items(font.get("/DescendantFonts"))
    described = [
        one.get("/FontDescriptor") if isinstance(one, pikepdf.Dictionary) else None for one in below or (font,)
    ]
    return all(isinstance(one, pikepdf.Dictionary) and any(key in one for key in _FONT_FILES) for one in described)


def _items(array: pikepdf.Object | None) -> tuple[pikepdf.Object, ...]:
    return tuple(array) if isinstance(array, pikepdf.Array) else ()


def _corners(box: pikepdf.Object) -> tuple[float, float, float, float]:
    """Left, bottom, right, top; any two opposite corners may be given (ISO 32000-1, 7.9.5)."""
    x0, y0, x1, y1 = (float(value) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
