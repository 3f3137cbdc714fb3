"""The structure of a PDF read through pikepdf: boxes, fonts wherever they are used, live links."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from generator.geometry import Rect
from generator.proof.pages import Boxes, FoundFont

_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


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
    targets = []
    for annotation in _items(page.obj.get("/Annots")):
        action = annotation.get("/A") if isinstance(annotation, pikepdf.Dictionary) else None
        if isinstance(action, pikepdf.Dictionary) and "/URI" in action:
            targets.append(str(action["/URI"]))
    return tuple(targets)


def _has_other_annotations(page: pikepdf.Page) -> bool:
    """Whether anything but links lies over the page: form fields and notes hold text of their own."""
    kinds = [str(a.get("/Subtype")) for a in _items(page.obj.get("/Annots")) if isinstance(a, pikepdf.Dictionary)]
    return any(kind not in ("/Link", "/Popup") for kind in kinds)


def _file_fonts(pdf: pikepdf.Pdf) -> tuple[FoundFont, ...]:
    """Every font that any page, form, pattern, Type 3 glyph or annotation has at hand, each once."""
    found: dict[tuple[str, bool], FoundFont] = {}
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        for holder in (page.obj, *_appearances(page)):
            for font in _fonts(holder.get("/Resources"), seen):
                name = str(font.get("/BaseFont", font.get("/Name", "/unnamed"))).lstrip("/")
                key = (name, _embedded(font))
                found.setdefault(key, FoundFont(*key, page=number))
    return tuple(sorted(found.values()))


def _fonts(resources: pikepdf.Object | None, seen: set[tuple[int, int]]) -> Iterator[pikepdf.Object]:
    """The fonts of a resource dictionary and of everything nested in it; what was seen before is left out."""
    if not isinstance(resources, pikepdf.Dictionary) or _known(resources, seen):
        return
    for font in _named(resources, "/Font"):
        if not _known(font, seen):
            yield font
            yield from _fonts(font.get("/Resources"), seen)
    for state in _named(resources, "/ExtGState"):
        chosen = _items(state.get("/Font"))
        yield from (font for font in chosen[:1] if isinstance(font, pikepdf.Dictionary) and not _known(font, seen))
        mask = state.get("/SMask")
        group = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None
        if isinstance(group, pikepdf.Stream) and not _known(group, seen):
            yield from _fonts(group.get("/Resources"), seen)
    for holder in (*_named(resources, "/XObject"), *_named(resources, "/Pattern")):
        if not _known(holder, seen):
            yield from _fonts(holder.get("/Resources"), seen)


def _known(item: pikepdf.Object, seen: set[tuple[int, int]]) -> bool:
    """Whether an indirect object was met before; files may refer to themselves."""
    if item.objgen == (0, 0):
        return False
    if item.objgen in seen:
        return True
    seen.add(item.objgen)
    return False


def _appearances(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """The normal appearances of the page's annotations, in all their states."""
    for annotation in _items(page.obj.get("/Annots")):
        looks = annotation.get("/AP") if isinstance(annotation, pikepdf.Dictionary) else None
        normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
        if isinstance(normal, pikepdf.Stream):
            yield normal
        elif isinstance(normal, pikepdf.Dictionary):
            yield from (state for _, state in normal.items() if isinstance(state, pikepdf.Stream))


def _embedded(font: pikepdf.Object) -> bool:
    """Whether the outlines are in the file; those of a Type 3 font always are."""
    if str(font.get("/Subtype")) == "/Type3":
        return True
    descendants: list[pikepdf.Object] = [
        item for item in _items(font.get("/DescendantFonts")) if isinstance(item, pikepdf.Dictionary)
    ]
    for holder in descendants or [font]:
        descriptor = holder.get("/FontDescriptor")
        if not isinstance(descriptor, pikepdf.Dictionary) or not any(key in descriptor for key in _FONT_FILES):
            return False
    return True


def _named(resources: pikepdf.Object | None, kind: str) -> tuple[pikepdf.Object, ...]:
    """The dictionaries and streams of one kind of resource."""
    group = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(group, pikepdf.Dictionary):
        return ()
    return tuple(item for _, item in group.items() if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)))


def _items(array: pikepdf.Object | None) -> tuple[pikepdf.Object, ...]:
    return tuple(array) if isinstance(array, pikepdf.Array) else ()


def _corners(box: pikepdf.Object) -> tuple[float, float, float, float]:
    """Left, bottom, right, top; any two opposite corners may be given (ISO 32000-1, 7.9.5)."""
    x0, y0, x1, y1 = (float(value) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
