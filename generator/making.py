"""Making: a composed piece turned into the finished files of one purpose, each with what the proof must find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.catalog.catalog import Catalog
from generator.catalog.labels import SLUG_LABELS
from generator.catalog.stocks import Stock
from generator.catalog.topics import texts_of
from generator.compose.items import Piece
from generator.compose.vcard import write_vcards
from generator.pdf.colour import ColourSpace
from generator.pdf.document import write_pdf
from generator.pdf.finish import DocumentInfo
from generator.pdf.raster import render, write_png
from generator.press.duplex import Flip
from generator.press.plans import office_sheets, press_sheets, screen_sheets
from generator.press.sheets import Sheet
from generator.press.slug import SlugStyle
from generator.proof.judge import Asked
from generator.proof.known import KnownDirectory
from generator.text.faces import load_face
from generator.text.model import TextStyle

# Pictures for slides and posts: enough for a print at size, and for every QR code to be read.
PICTURE_DPI = 300
SLUG_SIZE = 6.0


class Purpose(StrEnum):
    """The uses of one layout."""

    PRESS = "press"
    OFFICE = "office"
    SCREEN = "screen"
    IMAGE = "image"
    VCARD = "vcard"


@dataclass(frozen=True)
class Job:
    """One piece for one purpose, with stock and flip edge, and the numbers that may stand on it."""

    piece: Piece
    catalog: Catalog
    purpose: Purpose
    stock: Stock
    flip: Flip
    known: KnownDirectory
    local: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finished:
    """A finished file, not yet proofed: its name, bytes, and what was asked of it."""

    name: str
    data: bytes
    asked: Asked | None


def make(job: Job) -> tuple[Finished, ...]:
    """The finished files of a job."""
    return _MAKERS[job.purpose](job)


def _pdf(job: Job, sheets: Sequence[Sheet], colour: ColourSpace, *, duplex: str = "") -> Finished:
    piece = job.piece
    info = DocumentInfo(title=piece.title, lang=piece.lang, subject=piece.layout, status="PROOF", duplex=duplex)
    inks = {ink.name: ink for ink in piece.inks}
    data = write_pdf(sheets, inks, colour=colour, info=info, links=job.purpose is Purpose.SCREEN)
    return Finished(f"{_stem(job)}.{job.purpose}.pdf", data, _asked(job, sheets))


def _make_press(job: Job) -> tuple[Finished, ...]:
    return (_pdf(job, press_sheets(job.piece, _slug(job)), ColourSpace.CMYK),)


def _make_office(job: Job) -> tuple[Finished, ...]:
    sheets = office_sheets(job.piece, job.stock, job.flip, _slug(job))
    duplex = {Flip.LONG: "DuplexFlipLongEdge", Flip.SHORT: "DuplexFlipShortEdge"}[job.flip] if len(sheets) > 1 else ""
    return (_pdf(job, sheets, ColourSpace.CMYK, duplex=duplex),)


def _make_screen(job: Job) -> tuple[Finished, ...]:
    return (_pdf(job, screen_sheets(job.piece), ColourSpace.RGB),)


def _make_images(job: Job) -> tuple[Finished, ...]:
    sheets = screen_sheets(job.piece)
    pages = render(_pdf(job, sheets, ColourSpace.RGB).data, PICTURE_DPI)
    return tuple(
        Finished(f"{_stem(job)}.{face.name}.png", write_png(page), _picture_asked(job, face.name))
        for face, page in zip(job.piece.faces, pages, strict=True)
    )


def _make_vcard(job: Job) -> tuple[Finished, ...]:
    known = job.catalog.contacts.contacts
    ids = dict.fromkeys(number.contact for number in job.piece.numbers if number.contact in known)
    return (Finished(f"{_stem(job)}.vcf", write_vcards(known[name] for name in ids), None),)


_MAKERS: dict[Purpose, Callable[[Job], tuple[Finished, ...]]] = {
    Purpose.PRESS: _make_press,
    Purpose.OFFICE: _make_office,
    Purpose.SCREEN: _make_screen,
    Purpose.IMAGE: _make_images,
    Purpose.VCARD: _make_vcard,
}


def _stem(job: Job) -> str:
    return f"{job.piece.layout}.{job.piece.lang}"


def _asked(job: Job, sheets: Sequence[Sheet]) -> Asked:
    """Every code and number of each face, as often as the face stands on the sheet."""
    return Asked(
        pages=len(sheets),
        qrs=tuple(
            tuple(qr.payload for slot in sheet.slots for qr in job.piece.qrs if qr.face == slot.face.name)
            for sheet in sheets
        ),
        numbers=tuple(
            tuple(number.shown for slot in sheet.slots for number in job.piece.numbers if number.face == slot.face.name)
            for sheet in sheets
        ),
    )


def _picture_asked(job: Job, face: str) -> Asked:
    """A picture has no text to read numbers from; its codes are read."""
    return Asked(1, (tuple(qr.payload for qr in job.piece.qrs if qr.face == face),), ((),))


def _slug(job: Job) -> SlugStyle:
    catalog, layout = job.catalog, job.catalog.layouts[job.piece.layout]
    family = catalog.themes[layout.theme].family
    face = load_face(catalog.fonts[family, "regular"].path)
    words = {name: texts_of(catalog.topics, f"labels.{name}")[0] for name in SLUG_LABELS}
    return SlugStyle(TextStyle((face,), SLUG_SIZE, "ink"), job.piece.lang, words)
