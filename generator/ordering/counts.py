"""Counting sheets: how many pieces an office sheet holds, and how many sheets a number of copies takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.frozen import dataclass
from generator.making import Job, Purpose
from generator.manifest import Entry
from generator.press.grid import slots_on
from generator.press.plans import for_desk


def counts_of(jobs: Iterable[Job], entries: Iterable[Entry]) -> dict[str, dict[str, int]]:
    """Of each office file how many pieces one sheet holds, and how many sheets make them; other files have none."""
    desks = {job.piece.lang: job for job in jobs if job.purpose is Purpose.OFFICE and job.stock}
    counts = {}
    for entry in entries:
        job = desks.get(entry.language)
        if entry.purpose == Purpose.OFFICE and job and job.stock:
            saddle = job.piece.saddle
            held = 1 if saddle else len(slots_on(job.stock, for_desk(job.piece).faces[0]))
            counts[entry.name] = {"pieces": held, "sheets": entry.pages // 2 if saddle else 1}
    return counts


@dataclass(frozen=True)
class Count:
    """Paper for one file: so many pieces come from so many sheets."""

    pieces: int
    sheets: int

    def for_copies(self, quantity: int) -> int:
        """Whole sheets to print for so many copies."""
        return -(-quantity // self.pieces) * self.sheets


def count_in(value: Mapping[str, int] | None) -> Count | None:
    """A count out of plain values; None for a file that no desk prints."""
    return Count(value["pieces"], value["sheets"]) if value else None
