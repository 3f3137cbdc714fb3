"""Headings: the first row of a table made into column names, each of them once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.catalog.records.characters import cleaned_heading, matched
from generator.catalog.records.model import MAX_COLUMNS, letters
from generator.findings import Findings, Place

PlaceOf = Callable[[int, str], Place]


def read_headings(cells: Sequence[str], place: PlaceOf, findings: Findings) -> tuple[str, ...] | None:
    """The names of the columns; None, with findings, where the row cannot be a table's first.

    Invisible characters are taken out of names with a note. Empty cells at the end are no columns; one in between is
    named by its letter.
    """
    names = [cleaned_heading(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names or len(names) > MAX_COLUMNS:
        problem = f"The first row has {len(names)} headings." if names else "There is no row with headings."
        fix = "The first row names the columns. `handbill template LAYOUT` writes one to start from."
        findings.error("records.headings", place(0, ""), problem, fix, seen=str(len(names)), limit=str(MAX_COLUMNS))
        return None
    _note_cleaned(cells, names, place, findings)
    return _once(names, place, findings)


def _note_cleaned(cells: Sequence[str], names: Sequence[str], place: PlaceOf, findings: Findings) -> None:
    for index, (cell, name) in enumerate(zip(cells, names, strict=False), 1):
        if name and (not cell.strip(" ").isprintable() or "\xa0" in cell):
            problem = f"The heading holds characters that nobody sees; it was read as “{name}”."
            findings.note("column.hidden", place(index, name), problem)


def _once(names: Sequence[str], place: PlaceOf, findings: Findings) -> tuple[str, ...]:
    """The names, told apart by their letters where one is empty or stands twice; the latter is an error."""
    first: dict[str, int] = {}
    columns: list[str] = []
    for index, name in enumerate(names, 1):
        earlier = first.setdefault(matched(name), index)
        if not name or earlier != index:
            columns.append(f"{name} (column {letters(index)})".strip())
        else:
            columns.append(name)
        if name and earlier != index:
            problem = f"The heading “{name}” stands in column {letters(earlier)} already."
            findings.error("column.twice", place(index, name), problem, "Keep one of the two columns.", seen=name)
    return tuple(columns)
