"""PDF/X-4 as each page must be: its boxes, and nothing on it that acts or is only for screens (ISO 15930-7)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from generator.proof.checks import Check
from generator.proof.painted.matrices import Box
from generator.proof.painted.plainobjects import as_dictionary, as_items, as_name, as_numbers
from generator.proof.ruling import Ruling
from generator.proof.x4.subject import Subject
from generator.units import MM

_SLACK = 0.01  # points of rounding
# What may lie over the page itself: marks of the printer and the trapping (ISO 15930-7, 6.17).
_PRINTERS = ("/PrinterMark", "/TrapNet")
_NESTED = (
    ("/TrimBox", "/BleedBox"),
    ("/ArtBox", "/BleedBox"),
    ("/BleedBox", "/CropBox"),
    ("/BleedBox", "/MediaBox"),
    ("/TrimBox", "/CropBox"),
    ("/TrimBox", "/MediaBox"),
    ("/ArtBox", "/MediaBox"),
    ("/CropBox", "/MediaBox"),
)
_INHERITED = ("/MediaBox", "/CropBox")
_DEEPEST = 50  # no tree of pages is that deep, and one that runs in a circle ends here
_SET_BOXES = "Set the boxes so that trim lies in bleed and bleed in media; export again with bleed."


def box_of(page: pikepdf.Page, name: str) -> Box | None:
    """A box that the page gives itself, or inherits where it may; any two opposite corners may be given."""
    numbers = as_numbers(inherited(page, name) if name in _INHERITED else page.obj.get(name))
    return _sorted(numbers) if len(numbers) == 4 else None


def inherited(page: pikepdf.Page, name: str) -> object:
    """An entry of the page or of the nearest branch above it that has one."""
    held: pikepdf.Object = page.obj
    for _ in range(_DEEPEST):
        if name in held:
            return held.get(name)
        held = as_dictionary(held.get("/Parent"))
    return None


def bleed_of(page: pikepdf.Page) -> Box:
    """The part of the page that is printed: bleed, else trim, else all of it."""
    found = (box_of(page, name) for name in ("/BleedBox", "/TrimBox", "/ArtBox", "/CropBox", "/MediaBox"))
    return next((box for box in found if box), (0.0, 0.0, 0.0, 0.0))


def inside(inner: Box, outer: Box) -> bool:
    """Whether one box lies in another, give or take rounding."""
    low = all(a >= b - _SLACK for a, b in zip(inner[:2], outer[:2], strict=True))
    return low and all(a <= b + _SLACK for a, b in zip(inner[2:], outer[2:], strict=True))


def meets(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > _SLACK and min(one[3], other[3]) - max(one[1], other[1]) > _SLACK


def millimetres_of(box: Box) -> str:
    """A box as its size and where its lower left stands, for a message."""
    left, lower, right, upper = (edge / MM for edge in box)
    return f"{right - left:.1f} × {upper - lower:.1f} mm at {left:.1f}, {lower:.1f} mm"


def boxes(subject: Subject) -> Check:
    """A trim box or an art box on every page, in the bleed, in the media."""
    ruling = subject.x4("boxes", "Trim box in bleed box in media box", "every page")
    for number, page in enumerate(subject.pdf.pages, 1):
        _judge_boxes(ruling, number, {name: box_of(page, name) for pair in _NESTED for name in pair})
    total = len(subject.pdf.pages)
    return ruling.check(f"{total - ruling.pages} of {total}")


def _judge_boxes(ruling: Ruling, number: int, found: dict[str, Box | None]) -> None:
    trim, art = found["/TrimBox"], found["/ArtBox"]
    if not trim and not art:
        fix = "Export the file with its page size as the trim box."
        ruling.error("The page has no trim box, so nobody knows where it is cut.", fix, page=number)
    if trim and art:
        fix = "Export the file without an art box."
        ruling.error("The page has a trim box and an art box; only one may say where it ends.", fix, page=number)
    for inner, outer in _NESTED:
        box, around = found[inner], found[outer]
        if box and around and not inside(box, around):
            seen, limit = millimetres_of(box), millimetres_of(around)
            problem = f"The {inner[1:]} ({seen}) does not lie inside the {outer[1:]} ({limit})."
            ruling.error(problem, _SET_BOXES, page=number, seen=seen)


def live_parts(subject: Subject) -> Check:
    """No links, notes or fields where the press prints."""
    ruling = subject.x4("annotations", "No links, notes or fields in the bleed", "none")
    for number, page in enumerate(subject.pdf.pages, 1):
        printed = bleed_of(page)
        for annotation in map(as_dictionary, as_items(page.obj.get("/Annots"))):
            kind, place = as_name(annotation.get("/Subtype")), as_numbers(annotation.get("/Rect"))
            if kind not in _PRINTERS and (len(place) != 4 or meets(_sorted(place), printed)):
                shown = f"{kind[1:].lower() or 'thing'}"
                problem = f"A live {shown} lies over the printed part of the page."
                fix = "Export for print without links, notes and form fields, or keep them to the screen file."
                ruling.error(problem, fix, page=number, seen=shown)
    return ruling.check(str(ruling.count or "none"))


def _sorted(place: tuple[float, ...]) -> Box:
    x0, y0, x1, y1 = place
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def actions(subject: Subject) -> Check:
    """Nothing in the file does anything by itself or when it is clicked."""
    ruling = subject.x4("actions", "No actions and no scripts", "none")
    fix = "Export for print without links, bookmarks that act, scripts and buttons."
    for number, what in _acting(subject.pdf):
        ruling.error(f"The file holds {what}.", fix, page=number, seen=what)
    return ruling.check(str(ruling.count or "none"))


def _acting(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    root = pdf.Root
    if isinstance(root.get("/OpenAction"), pikepdf.Dictionary):
        yield 0, "an action that runs when it is opened"
    if "/AA" in root:
        yield 0, "actions that run when it is printed, saved or closed"
    if "/JavaScript" in as_dictionary(root.get("/Names")):
        yield 0, "scripts"
    if "/XFA" in as_dictionary(root.get("/AcroForm")):
        yield 0, "a form that draws itself (XFA)"
    if any("/A" in bookmark for bookmark in _bookmarks(pdf)):
        yield 0, "bookmarks with actions"
    for number, page in enumerate(pdf.pages, 1):
        if "/AA" in page.obj:
            yield number, "an action of the page"
        for annotation in map(as_dictionary, as_items(page.obj.get("/Annots"))):
            if "/A" in annotation or "/AA" in annotation:
                yield number, f"an action of a {as_name(annotation.get('/Subtype'))[1:].lower()}"


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every bookmark, wherever it stands in the tree."""
    waiting: list[object] = [as_dictionary(pdf.Root.get("/Outlines")).get("/First")]
    seen: set[tuple[int, int]] = set()
    while waiting:
        bookmark = as_dictionary(waiting.pop())
        if not bookmark or bookmark.objgen in seen:
            continue
        seen.add(bookmark.objgen)
        yield bookmark
        waiting += [bookmark.get("/First"), bookmark.get("/Next")]
