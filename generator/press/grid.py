"""The grid: which places on a stock a face takes, and how far its bleed may reach towards its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, inf

from generator.catalog.stockgrid import Grid
from generator.catalog.stocks import Stock
from generator.compose.items import Face
from generator.errors import Refused
from generator.findings import Finding, Severity
from generator.frozen import dataclass
from generator.geometry import Rect, Size
from generator.press.marks import mark_reach
from generator.press.sheets import Slot
from generator.units import MM

# Two sizes written in different units count as one size within this many points.
SAME_SIZE = 0.01 * MM
# Room beyond the crop marks, at two sides of the block, in which a ruler with its label stands whole.
RULER_STRIP = 13.0


@dataclass(frozen=True)
class Axis:
    """Pieces along one side of the paper, in points: `extent` is the paper, `pitch` from piece to piece.

    Ink reaches no further than `reach` beyond a piece.
    """

    extent: float
    first: float
    piece: float
    pitch: float
    count: int
    reach: float = inf

    def trims(self) -> tuple[float, ...]:
        """Where each piece starts."""
        return tuple(self.first + index * self.pitch for index in range(self.count))

    def clip(self, index: int, bleed: float) -> tuple[float, float]:
        """Start and length of a piece's clip: at most half the gutter towards a neighbour, or up to the paper's rim."""
        half, start = max(0.0, self.pitch - self.piece) / 2, self.first + index * self.pitch
        bleed = min(bleed, self.reach)
        before = start if index == 0 else half
        after = self.extent - start - self.piece if index == self.count - 1 else half
        low, high = min(bleed, max(0.0, before)), min(bleed, max(0.0, after))
        return start - low, low + self.piece + high


def slots_on(stock: Stock, face: Face) -> tuple[Slot, ...]:
    """The places of a face on the front of a stock, row by row; turned where its pieces lie the other way.

    Raises Refused where a perforated piece has another size (`stock.misfit`) or none fits (`stock.too-small`).
    """
    if stock.across is not None and stock.down is not None:
        return _perforated(stock, stock.across, stock.down, face)
    return _cut_out(stock, face)


def shown_size(size: Size) -> str:
    """A size in millimetres for a message, with two decimals."""
    return f"{size.width / MM:.2f} × {size.height / MM:.2f} mm"


def _perforated(stock: Stock, across: Grid, down: Grid, face: Face) -> tuple[Slot, ...]:
    piece, trim = Size(across.piece.pt, down.piece.pt), face.trim
    turn = 0 if _same(piece, trim) else 90
    if turn and not _same(piece, Size(trim.height, trim.width)):
        seen, limit = shown_size(face.trim), shown_size(piece)
        problem = f"The face “{face.name}” is {seen}, but the pieces of the stock “{stock.id}” are {limit}."
        raise _refused(
            "stock.misfit", stock, problem, "Choose a stock with pieces of that size.", seen=seen, limit=limit
        )
    paper = stock.paper
    reach = inf if stock.overprint is None else stock.overprint.pt
    return _slots(face, _along(across, paper.width.pt, reach), _along(down, paper.height.pt, reach), turn)


def _same(one: Size, other: Size) -> bool:
    return abs(one.width - other.width) <= SAME_SIZE and abs(one.height - other.height) <= SAME_SIZE


def _along(grid: Grid, extent: float, reach: float) -> Axis:
    return Axis(extent, grid.first.pt, grid.piece.pt, grid.pitch.pt, grid.count, reach)


def _cut_out(stock: Stock, face: Face) -> tuple[Slot, ...]:
    """Upright or turned, whichever gives more pieces; upright where both give as many.

    Only a piece that leaves no room for marks around it may run to the rim of the paper.
    """
    rooms = _rooms(stock, face.bleed)
    pieces = ((face.trim, 0), (Size(face.trim.height, face.trim.width), 90))
    fitted = [(*_fitted(stock, room, piece), turn) for piece, turn in pieces for room in rooms]
    filling = [(*axes, turn) for piece, turn in pieces for axes in _filling(stock, piece)]
    across, down, turn = _most(fitted) if any(map(_count, fitted)) else _most([*filling, *fitted])
    if across.count * down.count == 0:
        seen, limit = shown_size(face.trim), " or ".join(shown_size(room) for room in rooms)
        problem = f"The face “{face.name}” is {seen}; beside marks and ruler “{stock.id}” has room for {limit}."
        raise _refused("stock.too-small", stock, problem, "Choose a larger paper.", seen=seen, limit=limit)
    return _slots(face, across, down, turn)


def _count(choice: tuple[Axis, Axis, int]) -> int:
    return choice[0].count * choice[1].count


def _most(choices: list[tuple[Axis, Axis, int]]) -> tuple[Axis, Axis, int]:
    return max(choices, key=_count)


def _fitted(stock: Stock, room: Size, piece: Size) -> tuple[Axis, Axis]:
    """Pieces in the middle of the paper, with room for marks and ruler around them."""
    paper, gutter = stock.paper, stock.gutter.pt
    across = _centred(paper.width.pt, room.width, piece.width, gutter)
    return across, _centred(paper.height.pt, room.height, piece.height, gutter)


def _filling(stock: Stock, piece: Size) -> Iterator[tuple[Axis, Axis]]:
    """Pieces that fill the paper from rim to rim, along one side or both: there is nothing to cut at those rims."""
    paper, gutter = stock.paper, stock.gutter.pt
    width, height, rims = paper.width.pt, paper.height.pt, 2 * paper.edge.pt
    across, down = _filled(width, piece.width), _filled(height, piece.height)
    if across is not None:
        yield across, _centred(height, height - rims, piece.height, gutter)
    if down is not None:
        yield _centred(width, width - rims, piece.width, gutter), down
    if across is not None and down is not None:
        yield across, down


def _filled(extent: float, piece: float) -> Axis | None:
    count = round(extent / piece)
    fills = count > 0 and abs(count * piece - extent) <= SAME_SIZE
    return Axis(extent, 0.0, piece, piece, count) if fills else None


def _rooms(stock: Stock, bleed: float) -> tuple[Size, Size]:
    """What unprintable edge, bleed and crop marks leave of the paper, with a strip for the ruler along either side."""
    margin = stock.paper.edge.pt + mark_reach(bleed)
    width, height = stock.paper.width.pt - 2 * margin, stock.paper.height.pt - 2 * margin
    strips = 2 * RULER_STRIP
    return Size(width, max(0.0, height - strips)), Size(max(0.0, width - strips), height)


def _centred(extent: float, room: float, piece: float, gutter: float) -> Axis:
    """As many pieces as `room` takes, in the middle of the paper."""
    count = max(0, floor((room + gutter) / (piece + gutter) + 1e-9))
    used = count * piece + (count - 1) * gutter
    return Axis(extent, (extent - used) / 2, piece, piece + gutter, count)


def _slots(face: Face, across: Axis, down: Axis, turn: int) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for row, y in enumerate(down.trims()):
        clip_y, clip_height = down.clip(row, face.bleed)
        for column, x in enumerate(across.trims()):
            clip_x, clip_width = across.clip(column, face.bleed)
            clip = Rect(clip_x, clip_y, clip_width, clip_height)
            slots.append(Slot(face, Rect(x, y, across.piece, down.piece), clip, turn))
    return tuple(slots)


def _refused(rule: str, stock: Stock, problem: str, fix: str, *, seen: str, limit: str) -> Refused:
    return Refused([Finding(rule, Severity.ERROR, stock.place, problem, fix, seen, limit)])
