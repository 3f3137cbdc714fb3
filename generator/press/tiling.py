"""Tiling: a poster over sheets of office paper that overlap, with marks to cut and glue, each saying its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from generator.catalog.stocks import Stock
from generator.compose.extents import item_extent
from generator.compose.items import Face, Group, Item, Piece, Role, walk
from generator.compose.passages import words_of
from generator.errors import Refused
from generator.findings import Finding, Severity
from generator.frozen import dataclass
from generator.geometry import Rect, Size, bounds
from generator.press.grid import RULER_STRIP, shown_size
from generator.press.margins import margin_marks
from generator.press.marks import mark_reach
from generator.press.sheets import Sheet, Slot
from generator.press.slug import SlugStyle, print_fields
from generator.units import MM, Length

# What neighbours share, so that they can be laid over each other and glued: enough to hold, little to lose.
OVERLAP = Length.parse("10mm")
# Overlaps tried when a code is cut, to name one that would do.
_OTHERS = tuple(Length.parse(f"{mm}mm") for mm in range(5, 65, 5))
_SLACK = 0.01

# From and to along one side of a poster, in points.
Span = tuple[float, float]


@dataclass(frozen=True)
class Tile:
    """One sheet's part of a poster: its row and column from 0, the part in the poster's points, and its place."""

    row: int
    column: int
    part: Rect

    @property
    def name(self) -> str:
        """Rows are letters and columns numbers, in any language: A1 is the sheet at the top left."""
        return f"{_letters(self.row)}{self.column + 1}"


@dataclass(frozen=True)
class Tiling:
    """All tiles of a face, row by row, on paper of `size` with the picture's corner at `corner`."""

    size: Size
    corner: tuple[float, float]
    tiles: tuple[Tile, ...]
    overlap: float

    @property
    def rows(self) -> int:
        """How many sheets one below the other."""
        return self.tiles[-1].row + 1

    @property
    def columns(self) -> int:
        """How many sheets side by side."""
        return self.tiles[-1].column + 1


def tiled_sheets(piece: Piece, stock: Stock, overlap: Length, slug: SlugStyle) -> tuple[Sheet, ...]:
    """Every face over as many sheets as it takes, printed on one side, in the order in which they are glued.

    Raises Refused: `tile.stock` for sheets that come apart, `tile.overlap`, or `tile.code-cut` with what would do.
    """
    return tuple(
        _sheet(piece, face, stock, tiling, tile, slug)
        for face in piece.faces
        for tiling in (tiling_of(face, stock, overlap),)
        for tile in tiling.tiles
    )


def tiling_of(face: Face, stock: Stock, overlap: Length) -> Tiling:
    """The tiling with the fewest sheets, upright rather than lying, on which every code is whole on some sheet."""
    if stock.perforated:
        problem = f"The sheets of “{stock.id}” come apart in pieces, so a poster cannot be spread over them."
        raise _refused("tile.stock", stock, problem, "Name plain paper, such as letter or a4.")
    windows = _windows(stock)
    if any(overlap.pt > min(window.width, window.height) / 2 for _, window in windows):
        problem = f"An overlap of {overlap} leaves less than half of each sheet."
        raise _refused("tile.overlap", stock, problem, "Take a smaller one, such as 10mm.")
    codes = tuple(rect for rect, _ in codes_in(face.root))
    found = [one for size, window in windows if (one := _tiled(face.trim, size, window, overlap.pt, codes))]
    if not found:
        raise _refused("tile.code-cut", stock, *_cut(face, windows, overlap, codes))
    return min(found, key=lambda one: len(one.tiles))


def tile_face(face: Face, part: Rect) -> Face:
    """What of a face is on one sheet: whatever its part touches, and of codes and numbers asked only what is whole.

    A code that the part cuts is decoration there; it is whole on another sheet.
    """
    root = _touched(face.root, part)
    payloads = code_payloads_whole(face, part)
    qrs = tuple(qr for qr in dict.fromkeys(face.qrs) for _ in range(payloads.count(qr.payload)))
    text = " ".join(words_of(_within(root, part)))
    numbers = tuple(number for number in dict.fromkeys(face.numbers) for _ in range(text.count(number.shown)))
    return replace(face, root=root, qrs=qrs, numbers=numbers)


def code_payloads_whole(face: Face, part: Rect) -> list[str]:
    """What the codes say that are whole on a part of a face."""
    return [link for rect, link in codes_in(face.root) if part.contains(rect, _SLACK)]


def _touched(group: Group, part: Rect) -> Group:
    """The tree with only what the part touches; a figure with a link that it cuts becomes decoration."""
    kept: list[Group | Item] = []
    for child in group.children:
        if not isinstance(child, Group):
            kept += [child] if item_extent(child).overlaps(part) else []
        elif child.frame is not None:
            kept += [child] if child.frame.overlaps(part) else []
        elif child.role is Role.FIGURE and child.link:
            kept += _code(child, part)
        else:
            inner = _touched(child, part)
            kept += [inner] if inner.children else []
    return replace(group, children=tuple(kept))


def _code(figure: Group, part: Rect) -> list[Group | Item]:
    whole = bounds(tuple(item_extent(item) for _, item in walk(figure)))
    if part.contains(whole, _SLACK):
        return [figure]
    items = tuple(item for _, item in walk(figure))
    return [Group(Role.ARTIFACT, items)] if whole.overlaps(part) else []


def _within(group: Group, part: Rect) -> Group:
    """The tree with only what is whole on the part."""
    inside = (child for child in group.children if not _leaves(child, part))
    return replace(group, children=tuple(_within(one, part) if isinstance(one, Group) else one for one in inside))


def _leaves(child: Group | Item, part: Rect) -> bool:
    if isinstance(child, Group):
        return child.frame is not None and not part.contains(child.frame)
    return not part.contains(item_extent(child))


def codes_in(group: Group) -> Iterator[tuple[Rect, str]]:
    """Where the codes of a face stand with their quiet zones, and what they say; of a turned group all of its frame."""
    for child in group.children:
        if not isinstance(child, Group):
            continue
        if child.role is Role.FIGURE and child.link:
            yield bounds(tuple(item_extent(item) for _, item in walk(child))), child.link
        elif child.frame is not None:
            yield from ((child.frame, link) for _, link in codes_in(child))
        else:
            yield from codes_in(child)


def parts(length: float, window: float, overlap: float, whole: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Spans of at most `window` that cover `length`, neighbours sharing `overlap`; none of `whole` is cut by all.

    As equal as can be; where that cuts something, each span is as long as it can be without. Empty where nothing does.
    """
    count = max(1, ceil((length - overlap - _SLACK) / (window - overlap)))
    each = (length + (count - 1) * overlap) / count
    equal = tuple((index * (each - overlap), index * (each - overlap) + each) for index in range(count))
    if all(any(start <= low + _SLACK and high <= end + _SLACK for start, end in equal) for low, high in whole):
        return equal
    spans: list[Span] = []
    start = 0.0
    while not spans or spans[-1][1] < length - _SLACK:
        end = _end(start, min(length, start + window), overlap, length, whole)
        if end <= start + overlap + _SLACK:
            return ()
        spans.append((start, end))
        start = end - overlap
    return tuple(spans)


def _end(start: float, end: float, overlap: float, length: float, whole: Sequence[Span]) -> float:
    """The furthest end of a span at which everything it cuts stands whole in the next."""
    while end < length - _SLACK:
        cut = [low for low, high in whole if low < end - overlap - _SLACK and high > end + _SLACK and low >= start]
        if not cut:
            break
        end = min(cut) + overlap
    return end


def _tiled(trim: Size, size: Size, window: Rect, overlap: float, codes: Sequence[Rect]) -> Tiling | None:
    across = parts(trim.width, window.width, overlap, [(code.x, code.right) for code in codes])
    down = parts(trim.height, window.height, overlap, [(code.y, code.bottom) for code in codes])
    tiles = tuple(
        Tile(row, column, Rect(left, top, right - left, bottom - top))
        for row, (top, bottom) in enumerate(down)
        for column, (left, right) in enumerate(across)
    )
    if not tiles:
        return None
    return Tiling(size, (window.x, window.y), tiles, overlap)


def _windows(stock: Stock) -> tuple[tuple[Size, Rect], ...]:
    """Paper upright and lying, and on each the room for the picture within marks, ruler and slug."""
    width, height, margin = stock.paper.width.pt, stock.paper.height.pt, stock.paper.edge.pt + mark_reach(0)
    sizes = (Size(width, height), Size(height, width))
    return tuple(
        (size, Rect(margin, margin + RULER_STRIP, size.width - 2 * margin, size.height - 2 * margin - 2 * RULER_STRIP))
        for size in sizes
    )


def _sheet(piece: Piece, face: Face, stock: Stock, tiling: Tiling, tile: Tile, slug: SlugStyle) -> Sheet:
    """One tile: the whole face, moved and clipped, and around it where to cut, where to glue, and where it belongs."""
    (x, y), part = tiling.corner, tile.part
    window = Rect(x, y, part.width, part.height)
    slot = Slot(tile_face(face, part), Rect(x - part.x, y - part.y, face.trim.width, face.trim.height), window)
    page, paper = Rect(0.0, 0.0, tiling.size.width, tiling.size.height), tiling.size
    number = tile.row * tiling.columns + tile.column + 1
    names = (piece.layout, piece.lang, stock.id, f"{tile.name} · {number}/{len(tiling.tiles)}")
    notes = (
        (*(slug.data(name) for name in names), slug.state()),
        (slug.data(_map(tiling, tile)),),
        print_fields(face.name, None, slug),
    )
    marked = Slot(
        replace(face, bleed=0.0, trim=Size(part.width, part.height), folds=_glue(tiling, tile)), window, window
    )
    marks = margin_marks(stock, (marked,), (marked,), page, slug, notes)
    return Sheet(f"{face.name} {tile.name}", paper, page, page, (slot,), marks)


def _glue(tiling: Tiling, tile: Tile) -> tuple[tuple[bool, float], ...]:
    """Dashed marks where the next sheet begins: it is laid over this one up to there."""
    right = ((True, tile.part.width - tiling.overlap),) if tile.column + 1 < tiling.columns else ()
    below = ((False, tile.part.height - tiling.overlap),) if tile.row + 1 < tiling.rows else ()
    return (*right, *below)


def _map(tiling: Tiling, here: Tile) -> str:
    """The whole in one line: its rows of sheets in the order of gluing, this one in brackets."""
    rows = [[tile for tile in tiling.tiles if tile.row == row] for row in range(tiling.rows)]
    return " / ".join(" ".join(f"[{tile.name}]" if tile == here else tile.name for tile in row) for row in rows)


def _letters(index: int) -> str:
    return (_letters(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


def _cut(face: Face, windows: tuple[tuple[Size, Rect], ...], overlap: Length, codes: Sequence[Rect]) -> tuple[str, str]:
    """What is wrong and what would do, where a code is whole on no sheet."""
    largest = max(codes, key=lambda code: max(code.width, code.height))
    code = shown_size(Size(largest.width, largest.height))
    problem = f"With an overlap of {overlap}, a code of “{face.name}” ({code}) is whole on no sheet."
    for other in _OTHERS:
        if any(_tiled(face.trim, size, window, other.pt, codes) for size, window in windows):
            return problem, f"An overlap of {other} leaves every code whole on a sheet: --overlap {other}."
    return problem, f"Take larger paper: the code needs {max(largest.width, largest.height) / MM:.0f} mm on one sheet."


def _refused(rule: str, stock: Stock, problem: str, fix: str) -> Refused:
    return Refused([Finding(rule, Severity.ERROR, stock.place, problem, fix)])
