"""Seated sheets: where pieces stand on a stock, front and back, worked out once for any number of sheets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from generator.catalog.stocks import Stock
from generator.compose.items import Face, Group, Piece
from generator.errors import Refused
from generator.findings import Finding, Severity
from generator.frozen import dataclass
from generator.geometry import Rect, Size
from generator.press.duplex import Flip, back_of, back_turn
from generator.press.grid import slots_on
from generator.press.margins import margin_marks
from generator.press.seats import Seats, empty_places, shown_places
from generator.press.sheets import Sheet, Slot
from generator.press.slug import SlugStyle, empty_fields, job_fields, print_fields


@dataclass(frozen=True)
class Seat:
    """A place without its piece: trim, clip and clockwise turn, as of a slot."""

    trim: Rect
    clip: Rect
    turn: int


@dataclass(frozen=True)
class Side:
    """One side of a sheet of many: its places in the order of the front, and the marks that are the same on all."""

    label: str
    size: Size
    seats: tuple[Seat, ...]
    marks: Group

    def sheet(self, faces: Sequence[Face | None]) -> Sheet:
        """The side with a face at each place; a place stays empty where there is None."""
        page = Rect(0.0, 0.0, self.size.width, self.size.height)
        slots = tuple(
            Slot(face, seat.trim, seat.clip, seat.turn)
            for face, seat in zip(faces, self.seats, strict=True)
            if face is not None
        )
        return Sheet(self.label, self.size, page, page, slots, self.marks)


@dataclass(frozen=True)
class SheetPlan:
    """The sides of every sheet that leaves the same places empty: the front, and for pieces of two faces the back."""

    sides: tuple[Side, ...]

    def front(self, faces: Sequence[Face | None]) -> Sheet:
        """A front with these faces."""
        return self.sides[0].sheet(faces)

    def back(self, faces: Sequence[Face | None]) -> Sheet:
        """A back whose faces stand behind the places of the front; IndexError where there is none."""
        return self.sides[1].sheet(faces)

    def sheets(self, pieces: Sequence[Piece | None]) -> tuple[Sheet, ...]:
        """All sides with a piece at each place of the front."""
        return tuple(
            side.sheet([piece.faces[number] if piece else None for piece in pieces])
            for number, side in enumerate(self.sides)
        )


def places_on(stock: Stock, piece: Piece) -> int:
    """How many of a piece stand on a sheet; raises Refused as `sheet_plan` does."""
    _check_faces(piece, stock)
    return len(slots_on(stock, piece.faces[0]))


def sheet_plan(piece: Piece, stock: Stock, flip: Flip, slug: SlugStyle, empty: Collection[int] = ()) -> SheetPlan:
    """The plan for pieces of this size; the places named in `empty`, counted from 1 on the front, stay empty.

    Raises Refused: `sheet.faces`, `stock.misfit`, `stock.too-small`, or `sheet.no-room` for ruler or slug.
    """
    _check_faces(piece, stock)
    fronts, size = slots_on(stock, piece.faces[0]), Size(stock.paper.width.pt, stock.paper.height.pt)
    sides = [fronts, *(_behind(fronts, face, size, flip) for face in piece.faces[1:])]
    turning = flip if len(sides) > 1 else None
    return SheetPlan(tuple(_side(piece, stock, slots, size, turning, slug, empty) for slots in sides))


def seated_sheets(
    piece_of: Callable[[int], Piece], seating: Iterable[Seats], stock: Stock, flip: Flip, slug: SlugStyle
) -> Iterator[tuple[Sheet, ...]]:
    """Front and back of each sheet as it is asked for; pieces are of one size, and marks are made once.

    Only sheets with other places empty, as the first and the last may have, need marks of their own.
    """
    plans: dict[tuple[int, ...], SheetPlan] = {}
    for cards in seating:
        pieces = [None if card is None else piece_of(card) for card in cards]
        empty = empty_places(cards)
        if empty not in plans:
            plans[empty] = sheet_plan(next(filter(None, pieces)), stock, flip, slug, empty)
        yield plans[empty].sheets(pieces)


def _side(
    piece: Piece,
    stock: Stock,
    slots: tuple[Slot, ...],
    size: Size,
    flip: Flip | None,
    slug: SlugStyle,
    empty: Collection[int],
) -> Side:
    standing = tuple(slot for place, slot in enumerate(slots, 1) if place not in empty)
    left = (empty_fields(shown_places(sorted(empty)), slug),) if empty else ()
    face = slots[0].face
    notes = (job_fields(piece, stock, slug), print_fields(face.name, flip, slug), *left)
    marks = margin_marks(stock, slots, standing, Rect(0.0, 0.0, size.width, size.height), slug, notes)
    return Side(face.name, size, tuple(Seat(slot.trim, slot.clip, slot.turn) for slot in slots), marks)


def _behind(fronts: tuple[Slot, ...], face: Face, size: Size, flip: Flip) -> tuple[Slot, ...]:
    """Behind each front its back, in the same order."""
    return tuple(
        Slot(face, back_of(slot.trim, size, flip), back_of(slot.clip, size, flip), back_turn(slot.turn, size, flip))
        for slot in fronts
    )


def _check_faces(piece: Piece, stock: Stock) -> None:
    """Paper has two sides, and what lies back to back must be of one size."""
    count, sizes = len(piece.faces), {face.trim for face in piece.faces}
    if count in (1, 2) and len(sizes) == 1:
        return
    problem = f"The piece “{piece.layout}” has {count} faces in {len(sizes)} sizes, but a sheet takes two of one size."
    fix = "Print it for the press or the screen, or give the layout one face or two of the same format."
    raise Refused([Finding("sheet.faces", Severity.ERROR, stock.place, problem, fix, seen=str(count), limit="2")])
