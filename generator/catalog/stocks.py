"""Stocks: papers and die-cut sheets as counts, origins and pitches whose sums must add up."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from generator.catalog.files import open_file
from generator.catalog.inks import UNCOATED_LIMIT, read_limit
from generator.catalog.measures import NOTHING, distance, optional_distance, size
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.stockgrid import EXAMPLE, Grid, faults, grid_of
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass
from generator.units import Length

# Office paper of 80 to 90 g/m² is about a tenth of a millimetre thick.
CALIPER = Length.parse("0.1mm")
# Whether somebody held a ruler to the sheet, or its maker or a label table says so.
GEOMETRIES = ("published", "measured")


@dataclass(frozen=True)
class Paper:
    """A sheet of paper, `caliper` thick; nothing prints within `edge` of its rim on a desk printer.

    `ink_limit` is the most ink it takes, as a share: 2.8 is 280 % of one solid ink.
    """

    id: str
    width: Length
    height: Length
    edge: Length
    caliper: Length = CALIPER
    ink_limit: float = UNCOATED_LIMIT


class Shape(StrEnum):
    """What a piece of a sheet looks like once it is off."""

    RECTANGLE = "rectangle"
    ROUND = "round"
    ELLIPSE = "ellipse"


@dataclass(frozen=True)
class Stock:
    """A paper to print on; with grids it is perforated or die-cut, without them pieces are cut out with `gutter`.

    Pieces have a `shape`, and a rectangle may have round corners. `overprint` is how far ink may run beyond a piece,
    None where nobody says. `geometry` tells whether somebody measured a sheet; `note`, where sources disagree.
    The margins of a `bare` sheet have no room for ruler and slug.
    """

    id: str
    title: str
    paper: Paper
    across: Grid | None
    down: Grid | None
    gutter: Length
    parts: tuple[str, ...]
    source: str
    place: Place
    brand: str = ""
    shape: Shape = Shape.RECTANGLE
    corner: Length = NOTHING
    overprint: Length | None = None
    geometry: str = "published"
    note: str = ""
    bare: bool = False

    @property
    def perforated(self) -> bool:
        """Whether the sheet comes apart by itself, so that no cut needs a mark."""
        return self.across is not None


def read_stocks(roots: Roots, findings: Findings) -> dict[str, Stock]:
    """The stocks of layouts/stocks/*.yaml by id; a sheet whose sums do not add up is a finding with the sum shown."""
    nodes = [open_file(path, roots, findings) for path in roots.files("layouts/stocks")]
    readers = [Reader(node, findings) for node in nodes if node is not None]
    papers: dict[str, Paper] = {}
    stocks: dict[str, Stock] = {}
    for reader in readers:
        for name, entry in _entries(reader, "papers"):
            if _is_new(name, papers, entry):
                papers[name] = _read_paper(name, entry)
    for reader in readers:
        with reader:
            brand = reader.text("brand", "")
            for name, entry in _entries(reader, "stocks"):
                stock = _read_stock(name, entry, papers, brand) if _is_new(name, stocks, entry) else None
                if stock is not None:
                    stocks[name] = stock
    return stocks


def _entries(reader: Reader, key: str) -> tuple[tuple[str, Reader], ...]:
    group = reader.mapping(key)
    return tuple((name, group.mapping(name)) for name in group.names())


def _is_new(name: str, known: Mapping[str, object], reader: Reader) -> bool:
    if name in known:
        reader.wrong(
            reader.node, f"The name “{name}” stands in two files.", "Give one of them another name.", "stock.twice"
        )
    return name not in known


def _read_paper(name: str, reader: Reader) -> Paper:
    with reader:
        return Paper(
            name,
            size(reader, "width"),
            size(reader, "height"),
            distance(reader, "edge"),
            distance(reader, "caliper", CALIPER),
            read_limit(reader, UNCOATED_LIMIT),
        )


def _read_stock(name: str, reader: Reader, papers: Mapping[str, Paper], brand: str) -> Stock | None:
    word = reader.text("paper")
    paper = papers.get(word)
    if word and paper is None:
        reader.wrong(reader.need("paper"), f"There is no paper “{word}”.", nearest(word, papers), "paper.unknown")
    perforated = reader.has("across") or reader.has("down")
    with reader:
        title, parts, source = reader.text("title"), reader.texts("parts"), reader.text("source", "")
        stock = Stock(
            name,
            title,
            paper or Paper(word, NOTHING, NOTHING, NOTHING),
            _read_grid(reader, "across", paper) if perforated else None,
            _read_grid(reader, "down", paper) if perforated else None,
            distance(reader, "gutter", NOTHING),
            parts,
            source,
            reader.place,
            reader.text("brand", brand),
            Shape(reader.choice("shape", tuple(Shape), Shape.RECTANGLE)),
            distance(reader, "corner", NOTHING),
            optional_distance(reader, "overprint"),
            reader.choice("geometry", GEOMETRIES, "published"),
            reader.text("note", ""),
            reader.boolean("bare"),
        )
        _check_shape(stock, reader)
    return stock if paper else None


def _check_shape(stock: Stock, reader: Reader) -> None:
    """A round piece is as high as it is wide, and corners are no larger than half a piece."""
    across, down = stock.across, stock.down
    if across is None or down is None:
        return
    if stock.shape is Shape.ROUND and across.piece != down.piece:
        problem = f"A piece of {across.piece} × {down.piece} is not round."
        reader.wrong(reader.need("shape"), problem, "Write “shape: ellipse”, or measure again.", "stock.shape")
    if stock.corner * 2 > min(across.piece, down.piece):
        problem = f"Corners of {stock.corner} are larger than half a piece."
        reader.wrong(reader.need("corner"), problem, "Measure the radius of a corner.", "stock.shape")


def _read_grid(stock: Reader, key: str, paper: Paper | None) -> Grid | None:
    node, before = stock.need(key), len(stock.findings)
    whole = (paper.width if key == "across" else paper.height) if paper else NOTHING
    grid = _line_grid(stock, node, whole) if isinstance(node.value, str) else _keyed_grid(stock, node)
    if grid and paper and len(stock.findings) == before:
        for fault in faults(grid, key, paper.id, whole):
            stock.wrong(node, fault.problem, fault.fix, fault.rule)
    return grid


def _line_grid(stock: Reader, node: Node, whole: Length) -> Grid | None:
    try:
        return grid_of(stock.as_text(node), whole)
    except ValueError as error:
        stock.wrong(node, f"{error}.", f"Write it as “{EXAMPLE}”.", "stock.line")
        return None


def _keyed_grid(stock: Reader, node: Node) -> Grid | None:
    if node.value is None:
        return None
    with Reader(node, stock.findings) as reader:
        return Grid(
            count=reader.integer("count"),
            piece=size(reader, "piece"),
            first=distance(reader, "first"),
            pitch=distance(reader, "pitch"),
            rest=distance(reader, "rest"),
        )


def stock_named(stocks: Mapping[str, Stock], name: str) -> Stock | None:
    """The stock with that id or part number: “8371”, “avery-8371” and “Avery 8371” all find avery-5371."""
    if name in stocks:
        return stocks[name]
    wanted = _key(name)
    return next((stock for stock in stocks.values() if wanted in _keys(stock)), None)


def _keys(stock: Stock) -> set[str]:
    """What a stock may be called: its id, its own number, its parts, and brand and part."""
    brand, own = _key(stock.brand), stock.id.partition("-")[2]
    parts = {_key(part) for part in stock.parts} | ({own} if stock.brand else set())
    branded = {f"{brand}-{part}" for part in parts} | {f"{stock.id.partition('-')[0]}-{part}" for part in parts}
    return {stock.id} | parts | (branded if stock.brand else set())


def _key(text: str) -> str:
    return "-".join(text.casefold().split())
