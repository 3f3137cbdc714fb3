"""The list of stocks: all of them, or those on which the pieces of a layout or format fit, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.catalog.formats import Format, read_formats
from generator.catalog.glabels import read_glabels
from generator.catalog.heads import read_heads
from generator.catalog.places import Roots
from generator.catalog.stockfit import needed_inset
from generator.catalog.stocks import Paper, Shape, Stock, read_stocks
from generator.compose.items import Face, Group, Role
from generator.errors import Refused, UsageError
from generator.findings import Findings, nearest
from generator.geometry import Size
from generator.press.grid import slots_on

Row = dict[str, str]
# What a list shows on a terminal; programs get all of it.
BRIEF = ("stock", "paper", "pieces", "size", "shape", "also sold as", "title")


def stock_rows(roots: Roots, findings: Findings, wanted: str = "", glabels: Path | None = None) -> list[Row]:
    """A row for each stock; with a layout or format, only for those its pieces fit on, best first.

    With a folder or file of gLabels templates, of its stocks instead. Raises UsageError for an unknown name.
    """
    stocks = read_stocks(roots, findings)
    if glabels is not None:
        stocks = {stock.id: stock for stock in read_glabels(glabels, papers_of(stocks), findings)}
    if not wanted:
        return [_row(stock, _count(stock)) for stock in stocks.values()]
    kind = _format(wanted, roots, findings)
    return [_row(stock, str(count)) for stock, count in stocks_for(stocks.values(), kind)]


def stocks_for(stocks: Iterable[Stock], kind: Format) -> list[tuple[Stock, int]]:
    """The stocks that pieces of a format fit on, best first, each with how many a sheet holds."""
    counted = ((stock, fitting(stock, kind)) for stock in stocks)
    return sorted((one for one in counted if one[1]), key=lambda one: _rank(one[0], one[1], kind))


def papers_of(stocks: Mapping[str, Stock]) -> dict[str, Paper]:
    """The papers that stocks are made of, by name."""
    return {stock.paper.id: stock.paper for stock in stocks.values()}


def fitting(stock: Stock, kind: Format) -> int:
    """How many pieces of a format a sheet holds; none where the stock's pieces have another size."""
    pages = 2 if kind.saddle else 1
    if kind.saddle and stock.perforated:
        return 0
    trim = Size(kind.width.pt * pages, kind.height.pt)
    face = Face(kind.id, trim, kind.bleed.pt, kind.safe.pt, Group(Role.DOCUMENT, ()))
    try:
        return len(slots_on(stock, face))
    except Refused:
        return 0


def _format(name: str, roots: Roots, findings: Findings) -> Format:
    formats = read_formats(roots, findings)
    layouts = {} if name in formats else {head.id: head.format for head in read_heads(roots, findings)}
    known = formats.get(layouts.get(name, name))
    if known is None:
        raise UsageError(f"There is no layout or format “{name}”. {nearest(name, [*formats, *layouts])}")
    return known


def _rank(stock: Stock, count: int, kind: Format) -> tuple[bool, bool, int, int]:
    """Sheets that come apart by themselves first, then those that keep the corners, then what the format names."""
    usual = kind.stocks.index(stock.id) if stock.id in kind.stocks else len(kind.stocks)
    return not stock.perforated, needed_inset(stock) > kind.safe.pt, usual, -count


def _count(stock: Stock) -> str:
    return str(stock.across.count * stock.down.count) if stock.across and stock.down else "as fit"


def _row(stock: Stock, pieces: str) -> Row:
    across, down = stock.across, stock.down
    return {
        "stock": stock.id,
        "paper": stock.paper.id,
        "pieces": pieces,
        "size": f"{across.piece} × {down.piece}" if across and down else "any",
        "shape": _shape(stock),
        "also sold as": ", ".join(stock.parts),
        "title": stock.title,
        "brand": stock.brand,
        "across": across.line if across else "",
        "down": down.line if down else "",
        "gutter": "" if stock.perforated else str(stock.gutter),
        "overprint": str(stock.overprint) if stock.overprint is not None else "",
        "ruler": "no room" if stock.bare else "yes",
        "geometry": stock.geometry if stock.perforated else "",
        "source": stock.source,
        "note": stock.note,
    }


def _shape(stock: Stock) -> str:
    if not stock.perforated:
        return "cut out"
    if stock.shape is Shape.RECTANGLE and stock.corner.points:
        return f"corners {stock.corner}"
    return str(stock.shape)
