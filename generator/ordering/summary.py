"""The summary of an order: what was made, how many sheets to print, and by when, as data and as plain text."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from generator import VERSION
from generator.batch.work import Outcome
from generator.frozen import dataclass
from generator.manifest import NAME, digest, written
from generator.ordering.counts import Count, count_in
from generator.ordering.orderfile import Item, OrderFile
from generator.rejected import REJECTED

DATA, TEXT = "order.json", "order.txt"
_VERSION = 1


@dataclass(frozen=True)
class Line:
    """One file of an item: its pages, and how it comes off a desk printer."""

    file: str
    sha256: str
    pages: int
    count: Count | None

    def as_dict(self, quantity: int) -> dict[str, Any]:
        """The line as plain values."""
        plain: dict[str, Any] = {"file": self.file, "sha256": self.sha256, "pages": self.pages}
        if self.count is None:
            return plain
        sheets = self.count.for_copies(quantity)
        held = {} if self.count.once else {"pieces_per_sheet": self.count.pieces}
        return {**plain, **held, **({"sheets_to_print": sheets} if sheets else {})}

    def __str__(self) -> str:
        pages = f"{self.pages} page{'' if self.pages == 1 else 's'}" if self.pages else ""
        return "  ".join(part for part in (self.file, pages) if part)


def lines_of(outcome: Outcome) -> Iterator[Line]:
    """The files of one unit; `counts` in its value says which of them are printed at a desk."""
    entries, counts = outcome.value.get("entries", {}), outcome.value.get("counts", {})
    for file, sha in outcome.files.items():
        yield Line(file, sha, entries.get(file, {}).get("pages", 0), count_in(counts.get(file)))


def summary_files(
    order: OrderFile, lines: Mapping[str, Sequence[Line]], manifests: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The summary as its two files; items that are due first stand first."""
    items = sorted(order.items, key=lambda item: (item.due or datetime.date.max, item.name))
    content = {
        "order": _VERSION,
        "handbill": VERSION,
        "customer": order.customer,
        "items": [_plain(item, lines[item.name], manifests) for item in items],
    }
    text = "\n".join(
        [f"Order for {order.customer}", *(line for item in items for line in _told(item, lines[item.name], manifests))]
    )
    return {TEXT: f"{text}\n".encode(), DATA: written(content)}


def _plain(item: Item, lines: Sequence[Line], manifests: Mapping[str, bytes]) -> dict[str, Any]:
    manifest = manifests.get(f"{item.name}/{NAME}")
    return {
        "item": item.name,
        "layout": item.layout,
        **({"records": item.table} if item.table else {}),
        **({"rejected": REJECTED} if f"{item.name}/{REJECTED}" in manifests else {}),
        "due": item.due.isoformat() if item.due else "",
        "quantity": item.quantity,
        "manifest_sha256": digest(manifest) if manifest else "",
        "files": [line.as_dict(item.quantity) for line in lines],
    }


def _told(item: Item, lines: Sequence[Line], closing: Collection[str]) -> Iterator[str]:
    """An item as a person reads it: when and how many, then its files with the sheets to print."""
    due = f"due {item.due.isoformat()}" if item.due else "no due date"
    each = "card" if item.merge and not item.merge.each else "file"
    copies = f"{item.quantity:,} of each {each}" if item.quantity else "no quantity"
    table = f" with {item.table}" if item.table else ""
    yield ""
    yield f"{item.name}: {item.layout}{table}, {copies}, {due}"
    width = max((len(str(line)) for line in lines), default=0)
    for line in lines:
        yield f"  {line!s:{width}}  {_sheets(line.count, item.quantity)}".rstrip()
    if not lines:
        yield "  No file could be made."
    if f"{item.name}/{REJECTED}" in closing:
        yield f"  Rows were left out: {REJECTED} says which, and why."


def _sheets(count: Count | None, quantity: int) -> str:
    if count is None:
        return ""
    held = (
        f"{count.pieces} on a sheet" if count.pieces > 1 else f"{count.sheets:,} sheet{'s' * (count.sheets > 1)} a copy"
    )
    sheets = count.for_copies(quantity)
    if count.once and quantity < 2:
        return f"{sheets:,} sheet{'s' * (sheets > 1)}: print once"
    return f"{held}: print {sheets:,} sheet{'s' * (sheets > 1)}" if sheets else held
