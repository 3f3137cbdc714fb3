"""Orders to test with: a layout to merge into, a table, and an order of three items made a unit at a time."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from generator.batch.run import How, Ran, run
from generator.batch.tally import Tally
from generator.catalog.places import Roots, shipped_root
from generator.ordering.campaign import open_order
from tests.validated import unvalidated

SHIPPED = Roots(shipped_root())
DAY = datetime.date(2026, 11, 20)
# A workspace with the layout `roster-card`; read once, the catalogue with it is remembered for all tests of a module.
CAMPUS = Path(__file__).resolve().parent / "campus"
HEADINGS = "name,phone,url"
BAD_ROW = "Nobody,12,https://example.org"
# Five units: two files of cards, a file for each record in two languages, and a piece without records.
MERGED = """\
customer: Example campuses
items:
  run:
    layout: roster-card
    records: lists/roster.csv
    split: 3
    stacked: true
    start: 9
  single:
    layout: roster-card
    languages: [en, es]
    purposes: [press]
    records: lists/roster.csv
    each: true
    due: 2027-01-15
  stickers:
    layout: stall-sticker
    languages: [en]
    purposes: [vcard]
"""
UNITS = 5


def row(number: int) -> str:
    """A row of the table."""
    return f"Ana Brandt {number:02},202-555-01{number:02},https://www.ice.gov/tipline?ref=C{number:03}"


def table(folder: Path, *rows: str, headings: str = HEADINGS) -> Path:
    """A table in the folder of lists."""
    path = folder / "lists" / "roster.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([headings, *rows, ""]), encoding="utf-8")
    return path


def written(folder: Path, text: str) -> Path:
    """An order file."""
    path = folder / "order.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def campus(folder: Path, text: str = MERGED, *more: str, headings: str = HEADINGS) -> tuple[Roots, Path]:
    """A workspace with the layout, and an order for four rows and some more in a folder."""
    table(folder, *map(row, range(4)), *more, headings=headings)
    return Roots(shipped_root(), CAMPUS), written(folder, text)


def made(
    roots: Roots, order: Path, out: Path, how: How | None = None, look: Callable[[Tally], None] = lambda _: None
) -> Ran:
    """The order made in this process, or by its workers."""
    how = how or How()
    work, opened = open_order(roots, order, DAY, keep_going=how.keep_going)
    # A validator that has run in this process has threads, and a process that is forked from it would wait for them.
    return (unvalidated(run) if how.workers.processes > 1 else run)(work, opened, out, how, look)


def interrupted(after: int) -> Callable[[Tally], None]:
    """A look at the progress that interrupts the run after so many units."""
    seen: list[Tally] = []

    def look(tally: Tally) -> None:
        seen.append(tally)
        if len(seen) == after:
            raise KeyboardInterrupt

    return look
