"""The title of a stock taken apart: the name on its package, what it is, and what else is said of it."""

from __future__ import annotations

import re

from generator.frozen import dataclass

_COUNT = re.compile(r"\d+ an? (?:\S+ )?sheet")
_SIZE = re.compile(r"\s+(?=\d)")


@dataclass(frozen=True)
class StockTitle:
    """Such as “Avery 8373”, “business cards” and “with room for bleed”; all is empty where no package has a name."""

    name: str = ""
    kind: str = ""
    more: str = ""


def stock_title(title: str, brand: str) -> StockTitle:
    """A title such as “Avery 8373 business cards, 8 a sheet, with room for bleed” in its parts.

    Count and size are left out: the grid of the stock says those.
    """
    first, *rest = title.split(", ")
    number, _, kind = first.removeprefix(brand).strip().partition(" ")
    counted = next((at for at, part in enumerate(rest) if _COUNT.fullmatch(part)), None)
    if not brand or not first.startswith(brand) or counted is None or not any(sign.isdigit() for sign in number):
        return StockTitle()
    return StockTitle(f"{brand} {number}", _SIZE.split(kind.strip())[0], ", ".join(rest[counted + 1 :]))
