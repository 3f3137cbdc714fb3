"""Merges: what is asked for when a layout is filled with the rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from generator.errors import UsageError
from generator.frozen import dataclass
from generator.making import Purpose
from generator.order import Order

# What lies on paper; a picture or an address book of ten thousand people is no order anybody has given.
PURPOSES = (Purpose.OFFICE, Purpose.PRESS)


@dataclass(frozen=True)
class Merge:
    """An order of one layout with a table of records; `encoding` and `sheet` say how to read it.

    With `each` every record gets a file of its own, else a file has at most `split` cards, or all of them. `stacked`
    puts cards in order once a pile of sheets is cut; `collated` gives a first copy of every record before the second.
    `keep_going` leaves out faulty rows. `columns` says by field which heading fills it, or “” for none.
    """

    order: Order
    records: Path
    encoding: str = ""
    sheet: str = ""
    each: bool = False
    split: int = 0
    stacked: bool = False
    collated: bool = False
    keep_going: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)


def check_merge(merge: Merge) -> None:
    """Raise a usage error where the parts of a merge do not go together."""
    order = merge.order
    others = [purpose for purpose in order.purposes if purpose not in PURPOSES]
    if len(order.layouts) != 1:
        raise UsageError("A table fills one layout: name it, and no other.")
    if others:
        raise UsageError(f"Records are merged for {' and '.join(PURPOSES)}, not for {others[0]}: use --purpose.")
    if order.rule:
        raise UsageError("A notice for a posting rule has no records.")
    if merge.split < 0:
        raise UsageError("--split takes the number of cards that a file may have.")
    if merge.each and (merge.split or merge.stacked or merge.collated):
        raise UsageError("With --each every record has a file of its own: leave --split, --stacked and --collated out.")
    if merge.each and not order.seating.usual:
        raise UsageError("With --each every file is a full sheet of one card: leave --start, --skip and --copies out.")
