"""Stocks: papers and die-cut sheets as counts, origins and pitches whose sums must add up."""

from __future__ import annotations

from collections.abc import Mapping

from generator.catalog.files import open_file
from generator.catalog.inks import UNCOATED_LIMIT, read_limit
from generator.catalog.measures import NOTHING, distance, size
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass
from generator.units import Length

# Office paper of 80 to 90 g/m² is about a tenth of a millimetre thick.
CALIPER = Length.parse("0.1mm")


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


@dataclass(frozen=True)
class Grid:
    """Pieces on a sheet, along one axis: `first` from the edge, `pitch` from piece to piece, `rest` after the last."""

    count: int
    piece: Length
    first: Length
    pitch: Length
    rest: Length


@dataclass(frozen=True)
class Stock:
    """A paper to print on; with grids it is perforated or die-cut, without them pieces are cut out with `gutter`."""

    id: str
    title: str
    paper: Paper
    across: Grid | None
    down: Grid | None
    gutter: Length
    parts: tuple[str, ...]
    source: str
    place: Place

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
            for name, entry in _entries(reader, "stocks"):
                stock = _read_stock(name, entry, papers) if _is_new(name, stocks, entry) else None
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


def _read_stock(name: str, reader: Reader, papers: Mapping[str, Paper]) -> Stock | None:
    word = reader.text("paper")
    paper = papers.get(word)
    if word and paper is None:
        reader.wrong(reader.need("paper"), f"There is no paper “{word}”.", nearest(word, papers), "paper.unknown")
    perforated = reader.has("across") or reader.has("down")
    with reader:
        title, parts, source = reader.text("title"), reader.texts("parts"), reader.text("source", "")
        gutter = distance(reader, "gutter", NOTHING)
        across = _read_grid(reader, "across", paper) if perforated else None
        down = _read_grid(reader, "down", paper) if perforated else None
    return Stock(name, title, paper, across, down, gutter, parts, source, reader.place) if paper else None


def _read_grid(stock: Reader, key: str, paper: Paper | None) -> Grid | None:
    node, before = stock.need(key), len(stock.findings)
    if node.value is None:
        return None
    with Reader(node, stock.findings) as reader:
        grid = Grid(
            count=reader.integer("count"),
            piece=size(reader, "piece"),
            first=distance(reader, "first"),
            pitch=distance(reader, "pitch"),
            rest=distance(reader, "rest"),
        )
    if paper and len(stock.findings) == before:
        _check_grid(stock, node, key, grid, paper)
    return grid


def _check_grid(stock: Reader, node: Node, key: str, grid: Grid, paper: Paper) -> None:
    """The pieces lie side by side and their sum is the paper, exactly: what is left over is a mistake."""
    if grid.count < 1:
        stock.wrong(node, f"A sheet cannot hold {grid.count} pieces {key}.", "Count them again.", "stock.count")
        return
    steps = grid.count - 1
    if steps and grid.pitch < grid.piece:
        problem = f"Pieces of {grid.piece} that start every {grid.pitch} lie over each other."
        stock.wrong(
            node, problem, "The pitch counts from the start of one piece to the start of the next.", "stock.overlap"
        )
    total = grid.first + grid.pitch * steps + grid.piece + grid.rest
    whole, side = (paper.width, "wide") if key == "across" else (paper.height, "high")
    if total != whole:
        terms = f"{grid.first} + {steps} × {grid.pitch} + {grid.piece} + {grid.rest} = {total}"
        problem = f"The sum {key} is {terms}, but {paper.id} is {whole} {side}."
        fix = f"Measure again: first + (count - 1) × pitch + piece + rest is how {side} the paper is."
        stock.wrong(node, problem, fix, "stock.sum")
