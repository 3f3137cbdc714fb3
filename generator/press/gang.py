"""Gang sheets: pieces of several layouts on one press sheet, in shelves for a guillotine, with one cut list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.catalog.stocks import Stock
from generator.compose.items import Face, Group, Item, PathItem, Piece, Role
from generator.errors import Refused
from generator.findings import Finding, Severity
from generator.frozen import dataclass
from generator.geometry import Rect, Size, bounds
from generator.press.duplex import Flip, back_of, back_turn
from generator.press.grid import shown_size
from generator.press.marks import PRESS_MARK, TARGET, crop_marks, mark_offset, target
from generator.press.sheets import Sheet, Slot
from generator.press.slug import Label, SlugStyle, wrapped
from generator.units import MM

# Between the marks and what a press cannot reach.
_AIR = 2.0
# The slug grows with the number of cuts, and the room for pieces shrinks with it: this often is enough to settle.
_SETTLES = 6
_SLACK = 0.01


@dataclass(frozen=True)
class Ganged:
    """A piece that goes on the sheet `copies` times."""

    piece: Piece
    copies: int


@dataclass(frozen=True)
class Place:
    """One piece on a sheet: which of the order, its finished size in sheet points, and its clockwise turn."""

    index: int
    trim: Rect
    turn: int
    shelf: int


@dataclass(frozen=True)
class Cut:
    """One stroke of the guillotine, in points: upright at an x or lying at a y, from and to along the other way."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class GangSheet:
    """One sheet of paper: its pieces, the cuts in the order in which they are made, and its printed sides."""

    places: tuple[Place, ...]
    cuts: tuple[Cut, ...]
    sides: tuple[Sheet, ...]


def gang_sheets(ganged: Sequence[Ganged], stock: Stock, flip: Flip, slug: SlugStyle) -> tuple[GangSheet, ...]:
    """All copies on as few sheets as shelves allow, the tallest first; backs in register.

    Raises Refused: `gang.stock`, `gang.faces`, `gang.too-large`, or `sheet.no-room` for the cut list.
    """
    _check(ganged, stock)
    size = Size(stock.paper.width.pt, stock.paper.height.pt)
    bleed = max(face.bleed for one in ganged for face in one.piece.faces)
    margin = stock.paper.edge.pt + mark_offset(bleed) + PRESS_MARK + _AIR
    trims = [one.piece.faces[0].trim for one in ganged for _ in range(one.copies)]
    order = [index for index, one in enumerate(ganged) for _ in range(one.copies)]
    slug_height = 0.0
    for _ in range(_SETTLES):
        room = Rect(margin, margin, size.width - 2 * margin, size.height - 2 * margin - slug_height)
        packed = shelves(trims, room, 2 * bleed)
        if packed is None:
            raise _too_large(trims, room, stock)
        sheets = [tuple(replace(place, index=order[place.index]) for place in places) for places in packed]
        labels = [_label(ganged, places, cuts_of(places, size), stock, slug, room.width) for places in sheets]
        tallest = max(label.height for label in labels)
        if tallest <= slug_height + _SLACK:
            at = (margin, size.height - stock.paper.edge.pt - slug_height)
            made = zip(sheets, labels, strict=True)
            return tuple(_gang_sheet(ganged, places, size, flip, bleed, label, at) for places, label in made)
        slug_height = tallest
    raise _refused("sheet.no-room", stock, "The cut list leaves no room for the pieces.", "Order fewer pieces a sheet.")


def shelves(sizes: Sequence[Size], room: Rect, gutter: float) -> list[tuple[Place, ...]] | None:
    """Places for all sizes on as many sheets as it takes; None where one fits neither upright nor turned.

    The tallest go first, each on the first shelf with room; a shelf is as high as its first piece.
    """
    turned = [_lying(size, room) for size in sizes]
    if None in turned:
        return None
    lying = [(index, size, turn) for index, found in enumerate(turned) if found for size, turn in (found,)]
    lying.sort(key=lambda one: (-one[1].height, -one[1].width, one[0]))
    sheets: list[list[list[Place]]] = []
    for index, size, turn in lying:
        _seat(index, size, turn, room, gutter, sheets)
    return [tuple(place for shelf in sheet for place in shelf) for sheet in sheets]


def _lying(size: Size, room: Rect) -> tuple[Size, int] | None:
    """A size as it is laid on the sheet: upright if it fits so."""
    for laid, turn in ((size, 0), (Size(size.height, size.width), 90)):
        if laid.width <= room.width + _SLACK and laid.height <= room.height + _SLACK:
            return laid, turn
    return None


def _seat(index: int, size: Size, turn: int, room: Rect, gutter: float, sheets: list[list[list[Place]]]) -> None:
    """Put one piece on the first shelf with room, else on a new shelf, else on a new sheet."""
    for sheet in sheets:
        for number, shelf in enumerate(sheet):
            x = shelf[-1].trim.right + gutter
            if x + size.width <= room.right + _SLACK and size.height <= shelf[0].trim.height + _SLACK:
                shelf.append(Place(index, Rect(x, shelf[0].trim.y, size.width, size.height), turn, number))
                return
        y = sheet[-1][0].trim.bottom + gutter
        if y + size.height <= room.bottom + _SLACK:
            sheet.append([Place(index, Rect(room.x, y, size.width, size.height), turn, len(sheet))])
            return
    sheets.append([[Place(index, Rect(room.x, room.y, size.width, size.height), turn, 0)]])


def cuts_of(places: Sequence[Place], size: Size) -> tuple[Cut, ...]:
    """Shelves are cut off through the whole sheet, then pieces out of each shelf, then what is lower than its shelf."""
    rows = [[place for place in places if place.shelf == shelf] for shelf in sorted({one.shelf for one in places})]
    first: list[Cut] = []
    later: list[Cut] = []
    for row in rows:
        top, bottom = row[0].trim.y, row[0].trim.bottom
        first += [Cut(False, top, 0.0, size.width), Cut(False, bottom, 0.0, size.width)]
        edges = [edge for place in row for edge in (place.trim.x, place.trim.right)]
        later += [Cut(True, edge, top, bottom) for edge in dict.fromkeys(edges)]
        low = [place.trim for place in row if place.trim.bottom < bottom - _SLACK]
        later += [Cut(False, trim.bottom, trim.x, trim.right) for trim in low]
    return (*dict.fromkeys(first), *later)


def _gang_sheet(
    ganged: Sequence[Ganged],
    places: tuple[Place, ...],
    size: Size,
    flip: Flip,
    bleed: float,
    label: Label,
    at: tuple[float, float],
) -> GangSheet:
    fronts = tuple(_slot(place, ganged[place.index].piece.faces[0]) for place in places)
    backs = tuple(
        Slot(faces[1], back_of(slot.trim, size, flip), back_of(slot.clip, size, flip), back_turn(slot.turn, size, flip))
        for place, slot in zip(places, fronts, strict=True)
        for faces in (ganged[place.index].piece.faces,)
        if len(faces) == 2
    )
    trims = tuple(place.trim for place in places)
    front = _side("front", size, bounds(trims), fronts, (*_marks(places, trims, bleed), *label.at(*at)))
    if not backs:
        return GangSheet(places, cuts_of(places, size), (front,))
    behind = tuple(replace(place, trim=back_of(place.trim, size, flip)) for place in places)
    seen = tuple(place.trim for place in behind)
    back = _side("back", size, bounds(seen), backs, _marks(behind, seen, bleed))
    return GangSheet(places, cuts_of(places, size), (front, back))


def _slot(place: Place, face: Face) -> Slot:
    return Slot(face, place.trim, place.trim.inset(-face.bleed), place.turn)


def _side(name: str, size: Size, block: Rect, slots: tuple[Slot, ...], marks: tuple[Item, ...]) -> Sheet:
    """One side; the block of pieces is the TrimBox, so that all marks stand outside of the BleedBox."""
    bleed = max(slot.face.bleed for slot in slots)
    return Sheet(name, size, block, block.inset(-bleed), slots, Group(Role.ARTIFACT, marks))


def _marks(places: Sequence[Place], trims: tuple[Rect, ...], bleed: float) -> tuple[PathItem, ...]:
    """Crop marks for what is cut through the whole sheet, and for the pieces of the outermost shelves beside them.

    Targets stand at the corners of the block, where no crop mark is; between shelves the bleeds meet, and the cut list
    says where to cut.
    """
    block, away = bounds(trims), mark_offset(bleed) + TARGET / 2
    inner = tuple(trim for trim in trims if block.y + _SLACK < trim.y and trim.bottom < block.bottom - _SLACK)
    lying = tuple(Rect(block.x, trim.y, block.width, trim.height) for trim in _tallest(places))
    upright = [mark for trim in trims if trim not in inner for mark in _beside(trim, block, bleed)]
    rows = [mark for mark in crop_marks(lying, bleed, PRESS_MARK) if _is_lying(mark)]
    corners = ((x, y) for x in (block.x - away, block.right + away) for y in (block.y - away, block.bottom + away))
    return (*rows, *dict.fromkeys(upright), *(target(*corner) for corner in corners))


def _tallest(places: Sequence[Place]) -> tuple[Rect, ...]:
    """The first piece of each shelf, which is as high as the shelf."""
    return tuple({place.shelf: place.trim for place in reversed(places)}.values())


def _beside(trim: Rect, block: Rect, bleed: float) -> list[PathItem]:
    """Upright marks of a piece in the margin it touches."""
    column = Rect(trim.x, block.y, trim.width, block.height)
    marks = [mark for mark in crop_marks((column,), bleed, PRESS_MARK) if not _is_lying(mark)]
    above = [mark for mark in marks if mark.steps[0][1][1] < block.y]
    below = [mark for mark in marks if mark.steps[0][1][1] > block.y]
    return [*(above if trim.y <= block.y + _SLACK else []), *(below if trim.bottom >= block.bottom - _SLACK else [])]


def _is_lying(mark: PathItem) -> bool:
    (_, start), (_, end) = mark.steps[0], mark.steps[1]
    return start[1] == end[1]


def _label(
    ganged: Sequence[Ganged], places: Sequence[Place], cuts: Sequence[Cut], stock: Stock, slug: SlugStyle, width: float
) -> Label:
    """What is on the sheet and every cut in order, in millimetres from its left or upper rim."""
    counts = {index: sum(place.index == index for place in places) for index in sorted({one.index for one in places})}
    names = (f"{count} × {ganged[index].piece.layout} {ganged[index].piece.lang}" for index, count in counts.items())
    strokes = (f"{number}: {'x' if cut.upright else 'y'} {cut.at / MM:.1f}" for number, cut in enumerate(cuts, 1))
    fields = (*(slug.data(name) for name in names), slug.data(stock.id), slug.word("scale"), slug.state())
    return wrapped((*fields, *(slug.data(stroke) for stroke in strokes)), width, slug)


def _check(ganged: Sequence[Ganged], stock: Stock) -> None:
    """Plain paper, and pieces with one face or two of one size."""
    if stock.perforated:
        problem = f"The sheets of “{stock.id}” come apart in pieces of one size."
        raise _refused("gang.stock", stock, problem, "Name plain paper, such as tabloid.")
    for one in ganged:
        faces = one.piece.faces
        if one.piece.saddle or len(faces) > 2 or len({face.trim for face in faces}) > 1:
            problem = f"“{one.piece.layout}” is a booklet or has more than two sides, and a sheet has two."
            raise _refused("gang.faces", stock, problem, "Print it by itself.")


def _too_large(trims: Sequence[Size], room: Rect, stock: Stock) -> Refused:
    large = next(trim for trim in trims if _lying(trim, room) is None)
    seen, limit = shown_size(large), shown_size(Size(room.width, room.height))
    problem = f"A piece of {seen} does not fit; within marks and cut list “{stock.id}” has room for {limit}."
    return _refused("gang.too-large", stock, problem, "Choose a larger paper, or print it by itself.", seen, limit)


def _refused(rule: str, stock: Stock, problem: str, fix: str, seen: str = "", limit: str = "") -> Refused:
    return Refused([Finding(rule, Severity.ERROR, stock.place, problem, fix, seen, limit)])
