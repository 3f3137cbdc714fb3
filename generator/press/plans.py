"""Plans: a piece as sheets for the screen, for a print shop, and for a desk printer."""

from __future__ import annotations

from generator.catalog.stocks import Stock
from generator.compose.items import Face, Group, Item, Piece, Role, moved
from generator.errors import Refused
from generator.findings import Finding, Severity
from generator.geometry import Rect, Size, bounds
from generator.press.duplex import Flip, back_of, back_turn
from generator.press.grid import slots_on
from generator.press.marks import OFFICE_MARK, PRESS_MARK, crop_marks, mark_offset, path_extent, targets
from generator.press.room import first_room
from generator.press.ruler import Ruler, rulers, shown_length
from generator.press.sheets import Sheet, Slot
from generator.press.slug import (
    Label,
    SlugStyle,
    job_fields,
    line_labels,
    press_fields,
    print_fields,
    ruler_fields,
    wrapped,
)
from generator.text.model import Span

# Paper beyond the crop marks of a press sheet, so that a shop's software does not cut their ends off.
_RIM = 4.5
# Air to the left and right of slug lines, so that words and marks do not run together.
_AIR = 4.0
# Slug lines are set whole, then in pieces that stand between crop marks 50 mm and 25 mm apart.
_SLUG_MEASURES = (1000.0, 130.0, 60.0)


def screen_sheets(piece: Piece) -> tuple[Sheet, ...]:
    """One face a sheet, at its finished size: what the reader sees is the whole page."""
    return tuple(_screen_sheet(face) for face in piece.faces)


def press_sheets(piece: Piece, slug: SlugStyle) -> tuple[Sheet, ...]:
    """One face a sheet, with bleed, crop marks, registration targets, and the slug below them."""
    return tuple(_press_sheet(piece, face, slug) for face in piece.faces)


def office_sheets(piece: Piece, stock: Stock, flip: Flip, slug: SlugStyle) -> tuple[Sheet, ...]:
    """A front sheet full of the first face and, for a second face, a back sheet in register with it.

    Raises Refused: `sheet.faces`, `stock.misfit`, `stock.too-small`, or `sheet.no-room` for ruler or slug.
    """
    _check_faces(piece, stock)
    fronts = slots_on(stock, piece.faces[0])
    if len(piece.faces) == 1:
        return (_office_sheet(piece, stock, fronts, None, slug),)
    backs = _backs(fronts, piece.faces[1], _paper(stock), flip)
    return tuple(_office_sheet(piece, stock, slots, flip, slug) for slots in (fronts, backs))


def _office_sheet(piece: Piece, stock: Stock, slots: tuple[Slot, ...], flip: Flip | None, slug: SlugStyle) -> Sheet:
    """One side of paper; the paper itself is the TrimBox and the BleedBox, for each slot has its own."""
    face, size = slots[0].face, _paper(stock)
    notes = (job_fields(piece, stock, slug), print_fields(face.name, flip, slug))
    return Sheet(face.name, size, _whole(size), _whole(size), slots, _office_marks(stock, slots, slug, notes))


def _paper(stock: Stock) -> Size:
    return Size(stock.paper.width.pt, stock.paper.height.pt)


def _whole(size: Size) -> Rect:
    return Rect(0.0, 0.0, size.width, size.height)


def _screen_sheet(face: Face) -> Sheet:
    page = _whole(face.trim)
    return Sheet(face.name, face.trim, page, page, (Slot(face, page, page),), Group(Role.ARTIFACT, ()))


def _press_sheet(piece: Piece, face: Face, slug: SlugStyle) -> Sheet:
    margin = mark_offset(face.bleed) + PRESS_MARK + _RIM
    trim = Rect(margin, margin, face.trim.width, face.trim.height)
    marked = trim.inset(-margin)
    label = wrapped(press_fields(piece, face, slug), marked.width - 2 * _RIM, slug)
    size = Size(marked.width, marked.height + label.height + _RIM)
    bleed = trim.inset(-face.bleed)
    marks: tuple[Item, ...] = (
        *crop_marks((trim,), face.bleed, PRESS_MARK),
        *targets(trim, (face.bleed + margin) / 2),
        *label.at(_RIM, marked.bottom),
    )
    return Sheet(face.name, size, trim, bleed, (Slot(face, trim, bleed),), Group(Role.ARTIFACT, marks))


def _check_faces(piece: Piece, stock: Stock) -> None:
    """Paper has two sides, and what lies back to back must be of one size."""
    count, sizes = len(piece.faces), {face.trim for face in piece.faces}
    if count in (1, 2) and len(sizes) == 1:
        return
    problem = f"The piece “{piece.layout}” has {count} faces in {len(sizes)} sizes, but a sheet takes two of one size."
    fix = "Print it for the press or the screen, or give the layout one face or two of the same format."
    raise Refused([Finding("sheet.faces", Severity.ERROR, stock.place, problem, fix, seen=str(count), limit="2")])


def _backs(fronts: tuple[Slot, ...], face: Face, size: Size, flip: Flip) -> tuple[Slot, ...]:
    """Behind each front its back, in the same order."""
    return tuple(
        Slot(face, back_of(slot.trim, size, flip), back_of(slot.clip, size, flip), back_turn(slot.turn, size, flip))
        for slot in fronts
    )


def _office_marks(stock: Stock, slots: tuple[Slot, ...], slug: SlugStyle, notes: tuple[tuple[Span, ...], ...]) -> Group:
    """Crop marks where pieces are cut out, then the ruler and the slug wherever there is room around them."""
    printable = _whole(_paper(stock)).inset(stock.paper.edge.pt)
    trims = tuple(slot.trim for slot in slots)
    crops = () if stock.perforated else crop_marks(trims, slots[0].face.bleed, OFFICE_MARK)
    taken = [bounds(tuple(slot.clip for slot in slots)), *(path_extent(mark) for mark in crops)]
    ruler, place = _find_ruler(stock, slug, printable, taken)
    scale = tuple(moved(item, *place) for item in ruler.items())
    taken += [part.moved(*place) for part in ruler.shape]
    notes = (*notes, ruler_fields(shown_length(ruler.length), slug))
    return Group(Role.ARTIFACT, (*crops, *scale, *_place_slug(stock, slug, notes, printable, taken)))


def _find_ruler(stock: Stock, slug: SlugStyle, area: Rect, taken: list[Rect]) -> tuple[Ruler, tuple[float, float]]:
    """The best ruler there is room for, and how far to move it there."""
    for ruler in rulers(slug):
        place = first_room(ruler.shape, area, taken)
        if place is not None:
            return ruler, place
    raise _no_room(stock, "ruler")


def _place_slug(
    stock: Stock, slug: SlugStyle, notes: tuple[tuple[Span, ...], ...], area: Rect, taken: list[Rect]
) -> tuple[Item, ...]:
    """Notes on as long lines as the room between marks allows."""
    for measure in _SLUG_MEASURES:
        labels = [label for note in notes for label in line_labels(note, measure, slug)]
        items = _place_labels(labels, area, taken)
        if items:
            return items
    raise _no_room(stock, "slug")


def _place_labels(labels: list[Label], area: Rect, taken: list[Rect]) -> tuple[Item, ...]:
    """Each label in the first room that the ones before it left; nothing where one finds none."""
    items: list[Item] = []
    full = list(taken)
    for label in labels:
        box = Rect(0, 0, label.width + 2 * _AIR, label.height)
        place = first_room((box,), area, full)
        if place is None:
            return ()
        full.append(box.moved(*place))
        items += label.at(place[0] + _AIR, place[1])
    return tuple(items)


def _no_room(stock: Stock, what: str) -> Refused:
    problem = f"The margins of the stock “{stock.id}” have no room for the {what}."
    fix = "Choose a stock with wider margins or a larger paper."
    return Refused([Finding("sheet.no-room", Severity.ERROR, stock.place, problem, fix)])
