"""Reading a run back: its pages one after another, or divided among processes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from math import ceil
from pathlib import Path

from generator.batch.work import Unit
from generator.batch.workers import Workers, results
from generator.frozen import dataclass
from generator.proof.judge import Asked
from generator.proof.known import KnownDirectory
from generator.proof.report import ProofResult
from generator.proof.run import AskedPage, PagesRead, judged_run, read_pages

# A file is divided into so many parts for each process: opening it anew for a part costs as much as some pages.
_PARTS = 2


@dataclass(frozen=True)
class _Reading:
    """The pages of one file as work: a unit is some of them, and what it makes is what was read."""

    path: Path
    known: KnownDirectory
    pages: Sequence[AskedPage]

    def open(self) -> _Reading:
        return self

    def make(self, unit: Unit, _: Path) -> PagesRead:
        first, last = unit.detail
        return read_pages(self.path.read_bytes(), first, last, self.known, self.pages[first:last])


def read_run(
    path: Path, known: KnownDirectory, pages: Sequence[AskedPage], asked: Asked, workers: Workers
) -> ProofResult:
    """The proof of a file of cards, read back from the disk by so many processes."""
    reading = _Reading(path, known, pages)
    size = max(1, ceil(len(pages) / (workers.processes * _PARTS if workers.processes > 1 else 1)))
    spans = [(start, min(start + size, len(pages))) for start in range(0, len(pages), size)]
    units = (Unit(f"{start}", last - start, (start, last)) for start, last in spans)
    with closing(results(reading, reading, units, path.parent, workers)) as coming:
        parts = [part for _, part in coming]
    return judged_run(path.read_bytes(), path.name, known, pages, asked, parts)
