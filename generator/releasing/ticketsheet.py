"""The job ticket on paper: letter sheets set, drawn and proofed by the same engine as the pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.catalog.blocks import Block, Heading, Lines, Note, Row, Rule, Spacer, Stack, Table, Text
from generator.catalog.formats import Format
from generator.catalog.layouts import Layout
from generator.catalog.panels import plain_face
from generator.catalog.translations import ENGLISH
from generator.compose.flow import Area, lay_stack
from generator.compose.look import Context, Log
from generator.compose.panels import ground_of
from generator.compose.piece import compose
from generator.findings import Findings, Place
from generator.frozen import dataclass
from generator.making import Finished, Purpose, make
from generator.manifest import Content
from generator.order import Prepared
from generator.proof.known import known_directory
from generator.proof.numbers import read_text
from generator.proof.report import proof_bytes
from generator.units import Length

TICKET_PDF = "job-ticket.pdf"
_PLACE = Place(TICKET_PDF)
_THEME = "beacon"
_ROWS = 8
# What a file is for, in the words of those who order and print.
_USES = {
    Purpose.PRESS: "Print from this",
    Purpose.OFFICE: "Own printer",
    Purpose.SCREEN: "To look at",
    Purpose.IMAGE: "Picture",
    Purpose.VCARD: "Address book",
}


def ticket_pdf(ticket: Content, prepared: Prepared, findings: Findings) -> bytes:
    """The printed ticket; what cannot be set, or is not read back, is a finding."""
    sheet = Sheet(TICKET_PDF, "Job ticket", f"Job ticket {ticket['release']}", tuple(_chunks(ticket)))
    return sheet_pdf(sheet, prepared, reached(str(ticket["contact"])), findings)


@dataclass(frozen=True)
class Sheet:
    """Letter sheets that go with files: the name and title of their own file, and the line on top of each.

    Of what stands on them, each chunk stays together on a page.
    """

    file: str
    title: str
    running: str
    chunks: tuple[Block, ...]


def sheet_pdf(sheet: Sheet, prepared: Prepared, own: tuple[str, ...], findings: Findings) -> bytes:
    """The sheets as a PDF that was read back, with some numbers and addresses of its own that are true."""
    layout, kind = _paginated(sheet, prepared)
    catalog = replace(
        prepared.catalog,
        formats={**prepared.catalog.formats, kind.id: kind},
        layouts={**prepared.catalog.layouts, layout.id: layout},
    )
    found = Findings()
    piece = compose(layout, catalog, ENGLISH, {}, found)
    findings.extend(found)
    if found.errors:
        return b""
    local = tuple(text for job in prepared.jobs for text in job.local)
    known = known_directory(catalog.contacts, (*local, *own))
    job = replace(prepared.jobs[0], piece=piece, catalog=catalog, purpose=Purpose.SCREEN, stock=None)
    finished: Finished = make(job)[0]
    findings.extend(proof_bytes(finished.data, sheet.file, known, finished.asked).findings)
    return finished.data


def reached(contact: str) -> tuple[str, ...]:
    """The numbers and addresses of the one who answers for the job: they are true for its ticket alone."""
    numbers, addresses = read_text(contact)
    return (*(number.text for number in numbers), *(address.text for address in addresses))


def _paginated(sheet: Sheet, prepared: Prepared) -> tuple[Layout, Format]:
    """The chunks on as many pages as they need, each page a face of its own."""
    layout, kind = _sheet(sheet, {}, 1)
    catalog = prepared.catalog
    theme, language = catalog.themes[_THEME], catalog.languages[ENGLISH]
    ground = ground_of(kind.faces[0].panels[0], kind)
    width, height = ground.width - 2 * ground.safe, ground.height - ground.top - ground.safe
    pages: list[list[Block]] = [[]]
    for chunk in sheet.chunks:
        context = Context(catalog, layout, kind, theme, language, {}, ground, 0, Log())
        wanted = (_running(sheet, 99, 99), *pages[-1], chunk)
        if pages[-1] and lay_stack(wanted, Area(width), context, context.gap).height > height:
            pages.append([])
        pages[-1].append(chunk)
    panels = {
        f"page-{number}": (_running(sheet, number, len(pages)), *blocks) for number, blocks in enumerate(pages, 1)
    }
    return _sheet(sheet, panels, len(pages))


def _sheet(sheet: Sheet, panels: dict[str, tuple[Block, ...]], pages: int) -> tuple[Layout, Format]:
    name = sheet.file.partition(".")[0]
    width, height, none = Length.parse("8.5in"), Length.parse("11in"), Length.parse("0in")
    kind = Format(
        id=name,
        title=sheet.title,
        width=width,
        height=height,
        bleed=none,
        safe=Length.parse("0.6in"),
        faces=tuple(plain_face(f"page-{number}", width, height) for number in range(1, pages + 1)),
        saddle=False,
        clear_top=none,
        scale="book",
        gap=Length.parse("16pt"),
        floor=Length.parse("8pt"),
        warn=Length.parse("8pt"),
        stocks=(),
        place=_PLACE,
    )
    return Layout(name, sheet.title, "officer", kind.id, _THEME, {}, panels, (), _PLACE), kind


def _running(sheet: Sheet, page: int, pages: int) -> Block:
    return Note(_PLACE, text=f"{sheet.running} · page {page} of {pages}")


def _chunks(ticket: Content) -> Iterator[Block]:
    """What stays together on a page."""
    pieces: list[Content] = ticket["pieces"]
    yield chunk_of(
        Heading(_PLACE, text=f"Job ticket: {ticket['release']}", style="title"),
        table_of(
            ("The job", "As ordered"),
            (
                ("Release", f"{ticket['release']}, {ticket['date']}"),
                (
                    "Quantity",
                    f"{ticket['quantity']:,} of each of {len(pieces)} pieces" if len(pieces) > 1 else _copies(ticket),
                ),
                ("Questions to", ticket["contact"]),
                ("Files", "Beside this ticket; manifest.json lists them with all that they carry."),
            ),
            (1.3, 5),
        ),
        Text(_PLACE, text=f"**{ticket['unaltered']}**"),
    )
    yield _approval()  # on the first page: a line that nobody turns to is a line that nobody signs
    for piece in pieces:
        files = [_file_row(file) for file in piece["files"]]
        groups = [files[start : start + _ROWS] for start in range(0, len(files), _ROWS)]
        heading = Heading(_PLACE, text=f"{piece['title']}, {piece['language_name']}", level=2, style="heading")
        specification = table_of(("Specification", "This piece"), tuple(_specification(ticket, piece)), (1.3, 5))
        yield chunk_of(heading, specification, *(_files(group) for group in groups[:1]))
        yield from (chunk_of(_files(group)) for group in groups[1:])


def chunk_of(*blocks: Block) -> Stack:
    """Blocks that stay together on a page."""
    return Stack(_PLACE, blocks=blocks, gap=Length.parse("9pt"))


def table_of(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...]) -> Table:
    """A table with so many shares of the width for each column."""
    return Table(_PLACE, header=header, rows=rows, widths=widths, style="small", gap=Length.parse("5pt"))


def _specification(ticket: Content, piece: Content) -> Iterator[tuple[str, str]]:
    yield "Quantity", _copies(ticket)
    yield "Format", piece["format"]
    yield "Finished size", _both(piece["finished_size"])
    if piece["flat_size"] != piece["finished_size"]:
        yield "Flat size", _both(piece["flat_size"])
    yield "Bleed", _both(piece["bleed"]) + " on all sides of the press file"
    turn = f", the back turned over the {piece['turn']}" if piece["turn"] else ""
    yield "Pages", f"{piece['sides']} pages" if piece["binding"] else f"Printed on {_sides(piece['sides'])}{turn}"
    for fold in piece["folds"]:
        panels = " | ".join(_both(panel) for panel in fold["panels"])
        yield f"Folds, {fold['face']}", f"{fold['direction'].capitalize()} folds between panels of {panels}"
    if piece["binding"]:
        yield "Binding", piece["binding"]
    spots = f" and {', '.join(piece['inks']['spot'])}" if piece["inks"]["spot"] else ""
    yield "Inks", f"{', '.join(piece['inks']['process'])}{spots}; press file made for {piece['printing_condition']}"
    yield "Paper", _recommended(piece["paper"])
    yield "Finish", _recommended(piece["finish"])
    if piece["fields"]:
        yield "Filled in", "; ".join(f"{label}: {value}" for label, value in piece["fields"].items())


def _copies(ticket: Content) -> str:
    return f"{ticket['quantity']:,}"


def _both(size: dict[str, str]) -> str:
    return f"{size['in']} ({size['mm']})"


def _sides(count: int) -> str:
    return "one side" if count == 1 else f"{count} sides"


def _recommended(choice: Content) -> str:
    return f"{choice['text']} (recommended)" if choice["recommended"] else str(choice["text"])


def _files(rows: list[tuple[str, ...]]) -> Table:
    return table_of(("File", "Use", "Pages", "Fingerprint (SHA-256)"), tuple(rows), (2.0, 1.0, 0.5, 3.8))


def _file_row(file: Content) -> tuple[str, ...]:
    """A file with its name in parts that may stand on two lines."""
    name = re.sub(r"(?<=[.-])", "\u200b", file["name"])
    return name, _USES[Purpose(file["purpose"])], str(file["pages"]), in_bytes(file["sha256"])


def in_bytes(sha256: str) -> str:
    """A fingerprint in bytes, as of certificates: in longer groups some of them would read as phone numbers."""
    return "\u200b ".join(sha256[at : at + 2] for at in range(0, len(sha256), 2))


def _approval() -> Block:
    """Where somebody signs that this may be printed."""
    signed = tuple(
        Stack(_PLACE, blocks=(Lines(_PLACE, count=1), Text(_PLACE, text=label, style="caption")))
        for label in ("Name", "Signature", "Date")
    )
    heading = Heading(_PLACE, text="Approved for print", level=2, style="heading")
    words = Text(_PLACE, text="I have seen the proof of every piece and the job may be printed as described.")
    return chunk_of(Rule(_PLACE), heading, words, Spacer(_PLACE, size=Length.parse("6pt")), Row(_PLACE, blocks=signed))
