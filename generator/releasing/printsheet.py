"""The sheet that goes with a proof: what to print on the own printer and how, in plain words; it releases nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.catalog.blocks import Block, Heading, Text
from generator.catalog.stocks import stock_named
from generator.findings import Findings, Place
from generator.frozen import dataclass
from generator.making import Purpose
from generator.manifest import Entry
from generator.order import Prepared
from generator.ordering.counts import Count, count_in, counts_of
from generator.releasing.ticketsheet import Sheet, chunk_of, sheet_pdf, table_of

PRINT_SHEET = "what-to-print.pdf"
_PLACE = Place(PRINT_SHEET)
_PROOF = "PROOF. These files are no release: nobody has signed for them. For a print shop, make a release first."
# What each file is for, in the words of somebody who has one printer and a mailbox.
_USES = {
    Purpose.PRESS: "For a print shop, once it is released",
    Purpose.OFFICE: "Print this on your own printer",
    Purpose.SCREEN: "To mail, or to put on a web page",
    Purpose.IMAGE: "Picture for slides and posts",
    Purpose.VCARD: "Numbers for the address book of a phone",
}


@dataclass(frozen=True)
class DeskFile:
    """How one file is printed at a desk: on which stock, on how many sides, and so many of it from so many sheets.

    `flip` is empty where there is one side, `copies` where nobody said how many are wanted; `sheets` is what to print.
    """

    file: str
    stock: str
    sides: int
    flip: str
    pieces: int
    copies: int
    sheets: int


def desk_files(prepared: Prepared, entries: Iterable[Entry], copies: int) -> tuple[DeskFile, ...]:
    """The files for a desk printer among those that were made, with the sheets for so many copies or for one print."""
    entries = tuple(entries)
    counts = counts_of(prepared.jobs, entries)
    made = ((entry, count_in(counts.get(entry.name))) for entry in entries)
    return tuple(_desk_file(entry, count, prepared, copies) for entry, count in made if count)


def _desk_file(entry: Entry, count: Count, prepared: Prepared, copies: int) -> DeskFile:
    stock = stock_named(prepared.catalog.stocks, entry.stock) or prepared.catalog.stocks[entry.stock]
    piece = next(job.piece for job in prepared.jobs if job.piece.lang == entry.language)
    sides = min(len(piece.faces), 2)
    pieces = 1 if count.once else count.pieces
    sheets = count.for_copies(copies) if copies else count.sheets
    return DeskFile(entry.name, stock.title, sides, entry.flip if sides > 1 else "", pieces, copies, sheets)


def print_sheet(prepared: Prepared, entries: Iterable[Entry], copies: int, findings: Findings) -> bytes:
    """The sheet as a PDF, set and read back as a job ticket is; what cannot be set is a finding."""
    entries = tuple(entries)
    chunks = tuple(_chunks(prepared, entries, desk_files(prepared, entries, copies)))
    sheet = Sheet(PRINT_SHEET, "What to print: a proof", "PROOF · what to print", chunks)
    return sheet_pdf(sheet, prepared, (), findings)


def _chunks(prepared: Prepared, entries: tuple[Entry, ...], desk: tuple[DeskFile, ...]) -> Iterator[Block]:
    english = prepared.catalog.english or prepared.catalog
    titles = ", ".join(english.layouts[name].title for name in prepared.layouts)
    yield chunk_of(Heading(_PLACE, text=f"What to print: {titles}", style="title"), Text(_PLACE, text=f"**{_PROOF}**"))
    for one in desk:
        heading = Heading(_PLACE, text="On your own printer", level=2, style="heading")
        yield chunk_of(heading, table_of(("Setting", "As it must be"), tuple(_settings(one)), (1.3, 5)))
    rows = tuple((broken(entry.name), _USES[Purpose(entry.purpose)], str(entry.pages or "")) for entry in entries)
    heading = Heading(_PLACE, text="All files", level=2, style="heading")
    yield chunk_of(heading, table_of(("File", "What it is for", "Pages"), rows, (2.6, 3.1, 0.6)))


def _settings(one: DeskFile) -> Iterator[tuple[str, str]]:
    yield "File", broken(one.file)
    yield "Paper", one.stock
    sides = f"Both sides, flipped on the {one.flip} edge" if one.flip else "One side"
    yield "Sides", sides
    yield "Size", "100 %, or “actual size”; never “fit to page”"
    yield "Sheets", _sheets(one)
    yield "First", "Print one sheet, hold it against the light, and measure the ruler on its edge"


def _sheets(one: DeskFile) -> str:
    sheets = f"{one.sheets:,} sheet{'' if one.sheets == 1 else 's'}"
    if one.copies:
        return f"{sheets} for {one.copies:,} {'copy' if one.copies == 1 else 'copies'}"
    return f"{sheets} for {one.pieces:,} {'copy' if one.pieces == 1 else 'copies'}"


def broken(name: str) -> str:
    """A file's name in parts that may stand on two lines."""
    return re.sub(r"(?<=[.-])", "\u200b", name)
