"""What a stock's shape leaves of a piece: whether content at the safe margin is cut off by a round corner."""

from __future__ import annotations

from math import sqrt

from generator.catalog.formats import Format
from generator.catalog.stocks import Shape, Stock
from generator.findings import Findings

_DIAGONAL = 1 - sqrt(0.5)


def needed_inset(stock: Stock) -> float:
    """How far in points a rectangle of content stays from each side of a piece so that its corners are on the piece.

    A corner of radius r cuts as deep as (1 - √½) r from both sides; a round piece is all corners. An ellipse needs
    that share of its longer half across and of its shorter down; the longer is asked for here, on both sides.
    """
    if stock.across is None or stock.down is None:
        return 0.0
    whole = max(stock.across.piece.pt, stock.down.piece.pt) / 2
    radius = stock.corner.pt if stock.shape is Shape.RECTANGLE else whole
    return radius * _DIAGONAL


def check_shape(stock: Stock, kind: Format, findings: Findings) -> None:
    """Warn where a format keeps less from the rim than the shape of the pieces takes off; note bare margins."""
    inset = needed_inset(stock)
    if inset > kind.safe.pt:
        corner = f"corners of {stock.corner}" if stock.shape is Shape.RECTANGLE else f"a {stock.shape} shape"
        problem = (
            f"The pieces of “{stock.id}” have {corner}; content of “{kind.id}” may stand {kind.safe} from the rim."
        )
        fix = f"Look at the corners of a printed sheet, or take a format that keeps {inset / 72:.2f}in."
        findings.warn("stock.corner", stock.place, problem, fix, seen=str(kind.safe), limit=f"{inset / 72:.3f}in")
    if stock.bare:
        problem = f"The margins of “{stock.id}” have no room for ruler and slug. "
        problem += "Print one sheet on plain paper first, at 100 %, and hold it against the stock."
        findings.note("stock.bare", stock.place, problem)
