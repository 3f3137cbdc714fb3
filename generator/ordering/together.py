"""What an item of an order says that does not go together; nothing of it is passed over."""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import Findings
from generator.making import Purpose
from generator.merging.merge import PURPOSES, Merge
from generator.ordering.orderfile import Item

# What is said of a table, of files of single records, and of sheets for a desk printer.
_OF_RECORDS = ("encoding", "sheet", "columns", "each", "split", "stacked", "collated")
_OF_RUNS = ("split", "stacked", "collated", "copies", "start", "skip")
_OF_SHEETS = ("start", "skip", "printer", "stacked")
_COUNTED = ("copies", "start", "skip")
Clash = tuple[str, str, str]


def check_together(item: Item, findings: Findings) -> None:
    """Every key of an item that another one contradicts is a finding at its place."""
    if "records" in item.places and item.merge is None:
        return  # the table is not there, which was told; what goes with it cannot be judged
    for key, problem, fix in _clashes(item):
        findings.error("order.together", item.place(key), problem, fix, seen=key)


def _clashes(item: Item) -> Iterator[Clash]:
    """Each key that has no meaning beside the others, why not, and what to do."""
    if item.merge:
        yield from _of_merge(item, item.merge)
    else:
        yield from _said(item, _OF_RECORDS, "is for an item with records", "Name a table with “records:”, or remove")
        if Purpose.OFFICE not in item.order.purposes:
            yield from _said(item, ("copies",), *_DESK)
    if Purpose.OFFICE not in item.order.purposes:
        yield from _said(item, _OF_SHEETS, *_DESK)
    if item.quantity:
        yield from _said(item, _COUNTED, "makes a file to be printed once, but “quantity” asks for prints of it", _ONE)
    if not item.printer:
        yield from _said(item, ("tray",), "names a tray of a printer", "Name the printer too, or remove")


_DESK = ("is for office sheets", "Add “office” to “purposes:”, or remove")
_ONE = "Say how many with “copies:” alone or with “quantity:” alone: remove"


def _of_merge(item: Item, merge: Merge) -> Iterator[Clash]:
    others = [purpose for purpose in item.order.purposes if purpose not in PURPOSES]
    if others:
        fix = f"Write {' or '.join(PURPOSES)}."
        yield "purposes", f"Records are merged for {' and '.join(PURPOSES)}, not for {others[0]}.", fix
    yield from _said(item, ("rule",), "asks for a notice, and a notice has no records", "Remove “records” or")
    if merge.each:
        yield from _said(
            item, _OF_RUNS, "is for a file of many records, but “each” gives every record its own", "Remove"
        )


def _said(item: Item, keys: tuple[str, ...], why: str, fix: str) -> Iterator[Clash]:
    """A clash for each of the keys that the item has."""
    yield from ((key, f"“{key}” {why}.", f"{fix} “{key}”.") for key in keys if key in item.places)
