"""Writing a stock of one's own: the text of a file that reads back as that stock, and a new file for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from generator.catalog.stocks import Shape, Stock
from generator.errors import UsageError

_NAME = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_HEAD = """\
# Written by `handbill new stock`. “2 x 3.5in from 0.75in every 4in rest 0.5in” reads: two pieces of 3.5 in, the first
# 0.75 in from the rim, one every 4 in (or side by side), and 0.5 in after the last. The sum must be the paper.
stocks:
"""


def stock_text(stocks: Iterable[Stock]) -> str:
    """A file of layouts/stocks with these stocks."""
    return _HEAD + "".join(f"  {stock.id}:\n{_keys(stock)}" for stock in stocks)


def _keys(stock: Stock) -> str:
    """What a stock says, one key a line; JSON's quotes are YAML's too, so any title is safe in them."""
    said = {
        "title": json.dumps(stock.title, ensure_ascii=False),
        "paper": stock.paper.id,
        "brand": json.dumps(stock.brand, ensure_ascii=False) if stock.brand else "",
        "across": stock.across.line if stock.across else "",
        "down": stock.down.line if stock.down else "",
        "shape": "" if stock.shape is Shape.RECTANGLE else str(stock.shape),
        "corner": str(stock.corner) if stock.corner.points else "",
        "overprint": str(stock.overprint) if stock.overprint is not None else "",
        "parts": json.dumps(list(stock.parts), ensure_ascii=False) if stock.parts else "",
        "geometry": stock.geometry,
        "source": json.dumps(stock.source, ensure_ascii=False) if stock.source else "",
        "bare": "true" if stock.bare else "",
    }
    return "".join(f"    {key}: {value}\n" for key, value in said.items() if value)


def write_stocks(stocks: Iterable[Stock], name: str, workspace: Path) -> Path:
    """A new file layouts/stocks/NAME.yaml; raises UsageError where there is one, or the name could not be an id."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"“{name}” is no name for a stock: use small letters, digits and hyphens, such as our-cards.")
    path = workspace / "layouts" / "stocks" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(stock_text(stocks))
    except FileExistsError:
        raise UsageError(f"“{path.name}” is there already and is not overwritten. Take another name.") from None
    return path
