"""The structure of a PDF read through pikepdf: boxes, fonts wherever they are used, live links."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import pikepdf
import pypdfium2

from generator.frozen import dataclass
from generator.geometry import Rect
from generator.proof.pages import Boxes, FoundFont

_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_ACTUAL, _NO_TEXT = b"/ActualText", b"/NoReadText"
_STEPS = 4  # actions behind one another, as far as anybody follows them
_ELSEWHERE = ("/Parent", "/P", "/Popup", "/Dest", "/D")  # entries that lead to other pages, or back up


@dataclass(frozen=True)
class Structure:
    """What a PDF says of itself, page by page; `pressed` is the file with notes and filled fields as page content.

    `notes` are the texts of those notes and fields that leave it to a viewer to draw them; `bare` is the file without
    texts that are to be read in place of what is drawn, and empty where it has none.
    """

    boxes: tuple[Boxes, ...]
    links: tuple[tuple[str, ...], ...]
    fonts: tuple[FoundFont, ...]
    pressed: bytes
    notes: tuple[tuple[str, ...], ...] = ()
    bare: tuple[str, ...] = ()

    def glyphs(self, index: int) -> tuple[str, ...]:
        """The text of a page by its letters alone, where another text is to be read in place of some of them."""
        return self.bare[index : index + 1]


def read_structure(data: bytes, *, bare: bool = True) -> Structure:
    """Read a PDF's structure, with its `bare` texts where asked; raises what pikepdf raises for a damaged file."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return Structure(
            boxes=tuple(page_boxes(page) for page in pdf.pages),
            links=tuple(page_links(page) for page in pdf.pages),
            fonts=file_fonts(pdf),
            notes=tuple(_notes(page) for page in pdf.pages),
            bare=_bare(pdf) if bare else (),
            pressed=_pressed(pdf, data),
        )


def _pressed(pdf: pikepdf.Pdf, data: bytes) -> bytes:
    """Filled form fields and typewriter notes are printed too: as page content their text and codes are read."""
    if not any(_has_other_annotations(page) for page in pdf.pages):
        return data
    pdf.flatten_annotations("all")
    return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """The file as it stands now; that some fields belong to no form matters to nobody who only reads."""
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pdf.save(target)
    return target.getvalue()


def page_boxes(page: pikepdf.Page) -> Boxes:
    """MediaBox, BleedBox and TrimBox; a box that is not given is the CropBox (ISO 32000-1, 14.11.2.1)."""
    media = _corners(page.mediabox)
    left, top = media[0], media[3]

    def placed(box: pikepdf.Object) -> Rect:
        x0, y0, x1, y1 = _corners(box)
        return Rect(x0 - left, top - y1, x1 - x0, y1 - y0)

    return Boxes(placed(page.mediabox), placed(page.bleedbox), placed(page.trimbox))


def page_links(page: pikepdf.Page) -> tuple[str, ...]:
    """The addresses behind the live links of the page, in actions that follow others too."""
    actions = [annotation.get(key) for annotation in _annotations(page) for key in ("/A", "/PA")]
    found: list[str] = []
    for _ in range(_STEPS):
        known = [one for one in actions if isinstance(one, pikepdf.Dictionary)]
        found += [str(one["/URI"]) for one in known if "/URI" in one]
        actions = [after for one in known for after in _after(one)]
    return tuple(found)


def _after(action: pikepdf.Object) -> tuple[pikepdf.Object, ...]:
    """The actions that follow one (ISO 32000-1, 12.6.2): none, one, or a list."""
    following = action.get("/Next")
    return _items(following) or ((following,) if following is not None else ())


def _notes(page: pikepdf.Page) -> tuple[str, ...]:
    """What typewriter notes and fields say that bring no picture of themselves, so that viewers draw them."""
    keys = {"/FreeText": "/Contents", "/Widget": "/V"}
    undrawn = (one for one in _annotations(page) if "/AP" not in one)
    texts = (one.get(keys.get(str(one.get("/Subtype")), "/-")) for one in undrawn)
    return tuple(str(text) for text in texts if isinstance(text, pikepdf.String))


def _bare(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The text of each page with ActualText (ISO 32000-1, 14.9.4) taken off, where any content has it."""
    streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and _may_hold_text(one)]
    held = [(one, data) for one in streams if _ACTUAL in (data := _unpacked(one))]
    if not held:
        return ()
    for one, data in held:
        one.write(data.replace(_ACTUAL, _NO_TEXT))
    copy = _saved(pdf)
    for one, data in held:
        one.write(data)
    with pypdfium2.PdfDocument(copy) as bare:
        return tuple(bare[index].get_textpage().get_text_range() for index in range(len(bare)))


def _may_hold_text(stream: pikepdf.Object) -> bool:
    """Whether a stream may be page content: pages' have no type at all, and forms say that they are forms."""
    return str(stream.get("/Subtype", "/Form")) == "/Form" and "/Length1" not in stream and "/N" not in stream


def _unpacked(stream: pikepdf.Object) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return b""


def _has_other_annotations(page: pikepdf.Page) -> bool:
    """Whether anything but links lies over the page: form fields and notes hold text of their own."""
    return any(str(one.get("/Subtype")) not in ("/Link", "/Popup") for one in _annotations(page))


def _annotations(page: pikepdf.Page) -> list[pikepdf.Object]:
    return [item for item in _items(page.obj.get("/Annots")) if isinstance(item, pikepdf.Dictionary)]


def file_fonts(pdf: pikepdf.Pdf) -> tuple[FoundFont, ...]:
    """Every font that any page has at hand, each once, with the first page that has it."""
    found: dict[tuple[str, bool], FoundFont] = {}
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        for font in _fonts(page.obj, seen):
            name = str(font.get("/BaseFont", font.get("/Name", "/unnamed"))).lstrip("/")
            key = (name, is_embedded(font))
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


def is_embedded(font: pikepdf.Object) -> bool:
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
