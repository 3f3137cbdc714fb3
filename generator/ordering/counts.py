"""Counting sheets: how many pieces an office sheet holds, and how many sheets a number of copies takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.frozen import dataclass
from generator.making import Job, Purpose
from generator.manifest import Entry
from generator.press.grid import slots_on
from generator.press.plans import for_desk


def counts_of(jobs: Iterable[Job], entries: Iterable[Entry]) -> dict[str, dict[str, int]]:
    """Of each office file how many pieces come from one print of it, and on how many sheets; other files have none.

    A file with some places left empty, or with so many copies, is to be printed once.
    """
    desks = {job.piece.lang: job for job in jobs if job.purpose is Purpose.OFFICE and job.stock}
    counts = {}
    for entry in entries:
        job = desks.get(entry.language)
        if entry.purpose == Purpose.OFFICE and job and job.stock:
            sheets = entry.pages // (2 if job.piece.saddle else len(job.piece.faces))
            held = 1 if job.piece.saddle else len(slots_on(job.stock, for_desk(job.piece).faces[0]))
            once = {} if job.seating.usual else {"once": 1}
            counts[entry.name] = {"pieces": 1 if once else held, "sheets": sheets, **once}
    return counts


@dataclass(frozen=True)
class Count:
    """Paper for one file: so many of each of its pieces come from so many sheets; some are printed `once`."""

    pieces: int
    sheets: int
    once: bool = False

    def for_copies(self, quantity: int) -> int:
        """Whole sheets to print for so many copies; a file that is printed once holds all that is wanted."""
        return -(-max(quantity, int(self.once)) // self.pieces) * self.sheets


def count_in(value: Mapping[str, int] | None) -> Count | None:
    """A count out of plain values; None for a file that no desk prints."""
    return Count(value["pieces"], value["sheets"], bool(value.get("once"))) if value else None
