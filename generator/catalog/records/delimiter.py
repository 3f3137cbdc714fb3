"""Delimiters: what parts the cells of a text file, told from its headings and first rows."""

from __future__ import annotations

import csv

# In the order of preference where two fit alike.
DELIMITERS = (",", ";", "\t", "|")


def sniffed(sample: str) -> str:
    """The delimiter under which most of the first rows have as many cells as the headings; a comma where none parts.

    Quoted cells may hold any of them. Headings decide that there are columns at all: a heading with a semicolon in it
    among commas does not make a second delimiter, since the rows will not follow it.
    """
    best, most = DELIMITERS[0], (0.0, 0)
    for delimiter in DELIMITERS:
        widths = [len(cells) for cells in _cells(sample, delimiter) if any(cells)]
        if not widths or widths[0] < 2:
            continue
        alike = sum(width == widths[0] for width in widths) / len(widths)
        if (alike, widths[0]) > most:
            best, most = delimiter, (alike, widths[0])
    return best


def _cells(sample: str, delimiter: str) -> list[list[str]]:
    """The rows of a sample; its last line may be cut, and a torn quotation ends it."""
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(sample.splitlines(keepends=True), delimiter=delimiter))
    except csv.Error:
        return rows
    return rows
