"""Plans: a piece as sheets for the screen, for a print shop, and for a desk printer."""

from __future__ import annotations

from dataclasses import replace

from generator.catalog.stocks import Stock
from generator.compose.items import Face, Group, Item, Piece, Role
from generator.errors import Refused
from generator.findings import Finding, Place, Severity
from generator.geometry import Rect, Size
from generator.press.booklet import signatures, spreads
from generator.press.duplex import Flip
from generator.press.folds import folds_of
from generator.press.margins import margin_marks
from generator.press.marks import PRESS_MARK, crop_marks, fold_marks, mark_offset, targets
from generator.press.seated import places_on, seated_sheets
from generator.press.seats import FULL_SHEET, Seating, piece_seats
from generator.press.sheets import Sheet, Slot
from generator.press.slug import SlugStyle, job_fields, press_fields, print_fields, wrapped

# Paper beyond the crop marks of a press sheet, so that a shop's software does not cut their ends off.
_RIM = 4.5
# Who cuts by hand needs no more than 1/8 in, and sheets for a desk have no room for more.
_DESK_BLEED = 9.0


def screen_sheets(piece: Piece) -> tuple[Sheet, ...]:
    """One face a sheet, at its finished size: what the reader sees is the whole page."""
    return tuple(_screen_sheet(face) for face in piece.faces)


def press_sheets(piece: Piece, slug: SlugStyle) -> tuple[Sheet, ...]:
    """One face a sheet, with bleed, crop marks, registration targets, and the slug below them."""
    return tuple(_press_sheet(piece, face, slug) for face in piece.faces)


def for_desk(piece: Piece) -> Piece:
    """The piece with as much of a wide bleed as a sheet for a desk printer has room for."""
    return replace(piece, faces=tuple(replace(face, bleed=min(face.bleed, _DESK_BLEED)) for face in piece.faces))


def office_sheets(
    piece: Piece, stock: Stock, flip: Flip, slug: SlugStyle, seating: Seating = FULL_SHEET
) -> tuple[Sheet, ...]:
    """A front sheet full of the first face and, for a second face, a back sheet in register with it.

    A seating fills part-used sheets, or as many as the copies need. The pages of a booklet stand in pairs on sheets for
    folding and stitching. Raises Refused as `sheet_plan` and `piece_seats` do, and `sheet.booklet`.
    """
    if piece.saddle:
        _check_whole(piece, seating)
        return _booklet_sheets(piece, stock, flip, slug)
    try:
        wanted = piece_seats(seating, places_on(stock, piece))
    except Refused as refusal:
        place = Place(key=f"{piece.layout} on {stock.id}")
        raise Refused(replace(f, place=f.place if f.place.file else place) for f in refusal.findings) from refusal
    return tuple(side for sides in seated_sheets(lambda _: piece, wanted, stock, flip, slug) for side in sides)


def _check_whole(piece: Piece, seating: Seating) -> None:
    """The pages of a booklet take whole sheets."""
    if not seating.usual:
        problem = f"“{piece.layout}” is a booklet: its pages take whole sheets."
        fix = "Leave --start, --skip and --copies out, and print the file as often as you need."
        raise Refused([Finding("sheet.booklet", Severity.ERROR, Place(key=piece.layout), problem, fix)])


def _booklet_sheets(piece: Piece, stock: Stock, flip: Flip, slug: SlugStyle) -> tuple[Sheet, ...]:
    """Both sides of every sheet of a saddle-stitched booklet, the outermost sheet first."""
    size = _lying(_paper(stock))
    sides = [
        side
        for signature in signatures(piece.faces, rtl=piece.rtl)
        for side in spreads(signature, size, stock.paper.caliper.pt, stock, flip)
    ]
    return tuple(_booklet_side(piece, stock, slots, size, flip, slug) for slots in sides)


def _booklet_side(
    piece: Piece, stock: Stock, slots: tuple[Slot, ...], size: Size, flip: Flip, slug: SlugStyle
) -> Sheet:
    """One side of paper; the paper itself is the TrimBox and the BleedBox, for each page has its own."""
    name = " + ".join(dict.fromkeys(slot.face.name for slot in slots))
    notes = (job_fields(piece, stock, slug), print_fields(slots[0].face.name, flip, slug))
    marks = margin_marks(stock, slots, slots, _whole(size), slug, notes)
    return Sheet(name, size, _whole(size), _whole(size), slots, marks)


def _lying(size: Size) -> Size:
    return Size(max(size.width, size.height), min(size.width, size.height))


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
    slot = Slot(face, trim, bleed)
    marks: tuple[Item, ...] = (
        *crop_marks((trim,), face.bleed, PRESS_MARK),
        *fold_marks(folds_of(slot), trim, face.bleed, marked),
        *targets(trim, (face.bleed + margin) / 2),
        *label.at(_RIM, marked.bottom),
    )
    return Sheet(face.name, size, trim, bleed, (slot,), Group(Role.ARTIFACT, marks))
