"""Plans: a piece as sheets for the screen, for a print shop, and for a desk printer."""

from __future__ import annotations

from dataclasses import replace

from generator.catalog.stocks import Stock
from generator.compose.extents import item_extent
from generator.compose.items import Face, Group, Item, Piece, Role, moved
from generator.errors import Refused
from generator.findings import Finding, Severity
from generator.geometry import Rect, Size, bounds
from generator.press.booklet import signatures, spreads
from generator.press.duplex import Flip, back_of, back_turn
from generator.press.folds import folds_of
from generator.press.grid import SAME_SIZE, slots_on
from generator.press.marks import PRESS_MARK, crop_marks, fold_marks, mark_offset, office_marks, targets
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
# Who cuts by hand needs no more than 1/8 in, and sheets for a desk have no room for more.
_DESK_BLEED = 9.0
# Slug lines are set whole, then in pieces that stand between crop marks 50 mm and 25 mm apart.
_SLUG_MEASURES = (1000.0, 130.0, 60.0)


def screen_sheets(piece: Piece) -> tuple[Sheet, ...]:
    """One face a sheet, at its finished size: what the reader sees is the whole page."""
    return tuple(_screen_sheet(face) for face in piece.faces)


def press_sheets(piece: Piece, slug: SlugStyle) -> tuple[Sheet, ...]:
    """One face a sheet, with bleed, crop marks, registration targets, and the slug below them."""
    return tuple(_press_sheet(piece, face, slug) for face in piece.faces)


def for_desk(piece: Piece) -> Piece:
    """The piece with as much of a wide bleed as a sheet for a desk printer has room for."""
    return replace(piece, faces=tuple(replace(face, bleed=min(face.bleed, _DESK_BLEED)) for face in piece.faces))


def office_sheets(piece: Piece, stock: Stock, flip: Flip, slug: SlugStyle) -> tuple[Sheet, ...]:
    """A front sheet full of the first face and, for a second face, a back sheet in register with it.

    The pages of a booklet stand in pairs on sheets for folding and stitching. Raises Refused: `sheet.faces`,
    `stock.misfit`, `stock.too-small`, or `sheet.no-room` for ruler or slug.
    """
    if piece.saddle:
        return _booklet_sheets(piece, stock, flip, slug)
    _check_faces(piece, stock)
    fronts = slots_on(stock, piece.faces[0])
    if len(piece.faces) == 1:
        return (_office_sheet(piece, stock, fronts, _paper(stock), None, slug),)
    backs = _backs(fronts, piece.faces[1], _paper(stock), flip)
    return tuple(_office_sheet(piece, stock, slots, _paper(stock), flip, slug) for slots in (fronts, backs))


def _booklet_sheets(piece: Piece, stock: Stock, flip: Flip, slug: SlugStyle) -> tuple[Sheet, ...]:
    """Both sides of every sheet of a saddle-stitched booklet, the outermost sheet first."""
    size = _lying(_paper(stock))
    sides = [
        side
        for signature in signatures(piece.faces, rtl=piece.rtl)
        for side in spreads(signature, size, stock.paper.caliper.pt, stock, flip)
    ]
    return tuple(_office_sheet(piece, stock, slots, size, flip, slug) for slots in sides)


def _office_sheet(
    piece: Piece, stock: Stock, slots: tuple[Slot, ...], size: Size, flip: Flip | None, slug: SlugStyle
) -> Sheet:
    """One side of paper; the paper itself is the TrimBox and the BleedBox, for each slot has its own."""
    name = " + ".join(dict.fromkeys(slot.face.name for slot in slots))
    notes = (job_fields(piece, stock, slug), print_fields(slots[0].face.name, flip, slug))
    marks = sheet_marks(stock, slots, _whole(size), slug, notes)
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
        *fold_marks(folds_of(slot), (trim,), face.bleed, marked),
        *targets(trim, (face.bleed + margin) / 2),
        *label.at(_RIM, marked.bottom),
    )
    return Sheet(face.name, size, trim, bleed, (slot,), Group(Role.ARTIFACT, marks))


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


def sheet_marks(
    stock: Stock, slots: tuple[Slot, ...], paper: Rect, slug: SlugStyle, notes: tuple[tuple[Span, ...], ...]
) -> Group:
    """Crop and fold marks, then the ruler and the slug wherever there is room around the pieces.

    Pieces that run to the rim of the paper may leave none, and so may bare stocks; any others must.
    """
    printable = paper.inset(stock.paper.edge.pt)
    trims, bleed = tuple(slot.trim for slot in slots), slots[0].face.bleed
    crops = () if stock.perforated else office_marks(trims, bleed, printable)
    folds = fold_marks((fold for slot in slots for fold in folds_of(slot)), trims, bleed, printable)
    block = bounds(tuple(slot.clip for slot in slots))
    taken = [block, *(item_extent(mark) for mark in (*crops, *folds))]
    around = _find_ruler(slug, printable, taken)
    must = not stock.bare and (stock.perforated or not _to_the_rim(bounds(trims), paper))
    if around is None and must:
        raise _no_room(stock, "ruler")
    ruled: tuple[Group | Item, ...] = ()
    if around is not None:
        ruler, place = around
        ruled = tuple(moved(item, *place) for item in ruler.items())
        taken += [part.moved(*place) for part in ruler.shape]
        notes = (*notes, ruler_fields(shown_length(ruler.length), slug))
    words = _place_slug(slug, notes, printable, taken)
    if not words and must:
        raise _no_room(stock, "slug")
    return Group(Role.ARTIFACT, (*crops, *folds, *ruled, *words))


def _to_the_rim(block: Rect, paper: Rect) -> bool:
    """Whether the pieces fill the paper in one direction at least."""
    return block.width >= paper.width - SAME_SIZE or block.height >= paper.height - SAME_SIZE


def _find_ruler(slug: SlugStyle, area: Rect, taken: list[Rect]) -> tuple[Ruler, tuple[float, float]] | None:
    """The best ruler there is room for, and how far to move it there."""
    for ruler in rulers(slug):
        place = first_room(ruler.shape, area, taken)
        if place is not None:
            return ruler, place
    return None


def _place_slug(
    slug: SlugStyle, notes: tuple[tuple[Span, ...], ...], area: Rect, taken: list[Rect]
) -> tuple[Item, ...]:
    """Notes on as long lines as the room between marks allows; nothing where there is none."""
    for measure in _SLUG_MEASURES:
        labels = [label for note in notes for label in line_labels(note, measure, slug)]
        items = _place_labels(labels, area, taken)
        if items:
            return items
    return ()


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
