"""Making: a composed piece turned into the finished files of one purpose, each with what the proof must find."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import field, replace
from enum import StrEnum

from generator.catalog.labels import SLUG_LABELS
from generator.catalog.model import Catalog
from generator.catalog.profiles import OutputProfile
from generator.catalog.stocks import Stock
from generator.catalog.topics import texts_of
from generator.compose.headings import headings_of
from generator.compose.items import Face, Piece, Role, groups
from generator.compose.passages import words_of
from generator.compose.record import Record
from generator.compose.vcard import CARRIED, write_vcards
from generator.findings import Finding
from generator.frozen import dataclass
from generator.geometry import Size
from generator.pdf.colour import ColourSpace
from generator.pdf.document import write_pdf
from generator.pdf.info import DRAFT, PROOF, DocumentInfo
from generator.pdf.raster import render, write_png
from generator.press.asked import Asked
from generator.press.correction import Correction, corrected, pushed_out
from generator.press.duplex import Flip
from generator.press.plans import for_desk, office_sheets, press_sheets, screen_sheets
from generator.press.seats import FULL_SHEET, Seating
from generator.press.sheets import Sheet
from generator.press.slug import SlugStyle
from generator.press.tiling import tiled_sheets
from generator.text.faces import load_face
from generator.text.model import TextStyle
from generator.units import Length

# Pictures for slides and posts: sharp in print at size for what is held in the hand; a poster would be too heavy.
PICTURE_DPI, POSTER_DPI = 300, 150
POSTER_SIDE = 12 * 72.0
SLUG_SIZE = 6.0
# How viewers are told the edge (ISO 32000-1, table 150).
DUPLEX = {Flip.LONG: "DuplexFlipLongEdge", Flip.SHORT: "DuplexFlipShortEdge"}


class Purpose(StrEnum):
    """The uses of one layout."""

    PRESS = "press"
    OFFICE = "office"
    SCREEN = "screen"
    IMAGE = "image"
    VCARD = "vcard"


@dataclass(frozen=True)
class Job:
    """One piece for one purpose, with stock and flip edge, the job's own numbers, and what was noted.

    `record` is what its fields were filled with; `release` names the release it is made for, a proof has none. A
    `draft` is not read back, and says so. `seating` and `correction` are for office sheets: places left empty, and a
    printer that errs. With an `overlap` a poster is tiled over sheets of the stock.
    """

    piece: Piece
    catalog: Catalog
    purpose: Purpose
    stock: Stock | None
    flip: Flip
    profile: OutputProfile
    local: tuple[str, ...] = ()
    noted: tuple[Finding, ...] = ()
    record: Record = field(default_factory=dict)
    release: str = ""
    seating: Seating = FULL_SHEET
    correction: Correction | None = None
    draft: bool = False
    overlap: Length | None = None

    @property
    def status(self) -> str:
        """What its files say of themselves."""
        return f"RELEASE {self.release}" if self.release else DRAFT if self.draft else PROOF


@dataclass(frozen=True)
class Finished:
    """A finished file, not yet proofed: its name, bytes, the faces on it, and what was asked of it.

    A picture has no text to read back: `source` is the page that it was drawn from, which is proofed in its stead.
    `noted` is what its sheets brought up.
    """

    name: str
    data: bytes
    faces: tuple[Face, ...]
    asked: Asked
    source: bytes = b""
    noted: tuple[Finding, ...] = ()


def make(job: Job) -> tuple[Finished, ...]:
    """The finished files of a job; none where there is nothing to make, such as a vCard of no contacts."""
    return _MAKERS[job.purpose](job)


def info_of(job: Job, *, duplex: str = "", tray: bool = False) -> DocumentInfo:
    """What a file of the job says of itself."""
    piece = job.piece
    return DocumentInfo(
        title=piece.title,
        lang=piece.lang,
        made=as_of(job.catalog),
        subject=piece.layout,
        status=job.status,
        duplex=duplex,
        tray=tray,
        bookmarks=tuple(_headings(piece)) if piece.saddle and job.purpose is Purpose.SCREEN else (),
        profile=job.profile if job.purpose is Purpose.PRESS else None,
    )


def _pdf(job: Job, sheets: Sequence[Sheet], colour: ColourSpace, *, duplex: str = "", tray: bool = False) -> Finished:
    piece, info = job.piece, info_of(job, duplex=duplex, tray=tray)
    inks = {ink.name: ink for ink in piece.inks}
    live, form = job.purpose in (Purpose.SCREEN, Purpose.IMAGE), job.purpose is Purpose.SCREEN
    profile = condition_of(job)
    data = write_pdf(sheets, piece.faces, inks, colour=colour, profile=profile, info=info, links=live, forms=form)
    return Finished(_name(job, f"{job.purpose}.pdf"), data, piece.faces, _asked(job, sheets))


def as_of(catalog: Catalog) -> str:
    """The newest day on which a number of the directory was checked: files of the same content have the same bytes."""
    return max(contact.checked_on for contact in catalog.contacts.contacts.values()).isoformat()


def _headings(piece: Piece) -> Iterator[tuple[str, int]]:
    """The first-level headings of a booklet with the pages they stand on, counted from 0."""
    for page, face in enumerate(piece.faces):
        yield from ((words, page) for level, words in headings_of(face) if level == 1)


def _make_press(job: Job) -> tuple[Finished, ...]:
    return (_pdf(job, press_sheets(job.piece, slug_of(job)), ColourSpace.CMYK),)


def _make_office(job: Job) -> tuple[Finished, ...]:
    if job.stock is None:
        return ()
    if job.overlap is not None:
        return (_tiled(job, tiled_sheets(job.piece, job.stock, job.overlap, slug_of(job))),)
    piece = for_desk(job.piece)
    two_sided = len(piece.faces) > 1
    slug = slug_of(job)
    sheets = office_sheets(piece, job.stock, job.flip, slug, job.seating)
    if job.correction:
        sheets = corrected(sheets, job.correction, backs=two_sided)
    finished = _pdf(
        replace(job, piece=piece),
        sheets,
        ColourSpace.CMYK,
        duplex=DUPLEX[job.flip] if two_sided else "",
        tray=job.correction is None,  # a correction is for the tray that it was read from
    )
    return (replace(finished, noted=tuple(pushed_out(sheets, job.stock.paper.edge.pt, slug.printer))),)


def finished_sheets(job: Job, sheets: Sequence[Sheet]) -> Finished:
    """A file for the press of sheets that were imposed elsewhere, such as gang sheets."""
    return _pdf(job, sheets, ColourSpace.CMYK)


def _tiled(job: Job, sheets: Sequence[Sheet]) -> Finished:
    """A file of tiles; a code that is all but whole on a sheet may be read there too."""
    piece = replace(job.piece, faces=tuple(sheet.slots[0].face for sheet in sheets))
    made = _pdf(replace(job, piece=piece), sheets, ColourSpace.CMYK)
    perhaps = tuple(qr.payload for face in job.piece.faces for qr in face.qrs)
    return replace(made, asked=replace(made.asked, perhaps=perhaps))


def _make_screen(job: Job) -> tuple[Finished, ...]:
    return (_pdf(job, screen_sheets(job.piece), ColourSpace.RGB),)


def _make_images(job: Job) -> tuple[Finished, ...]:
    return tuple(_picture(job, sheet) for sheet in screen_sheets(job.piece))


def _picture(job: Job, sheet: Sheet) -> Finished:
    page = _pdf(job, (sheet,), ColourSpace.RGB)
    face = sheet.slots[0].face
    data = write_png(render(page.data, picture_dpi(face.trim))[0])
    return Finished(_name(job, f"{face.name}.png"), data, (face,), page.asked, page.data)


def picture_dpi(trim: Size) -> int:
    """The resolution of a face's picture."""
    return POSTER_DPI if max(trim.width, trim.height) > POSTER_SIDE else PICTURE_DPI


def _make_vcard(job: Job) -> tuple[Finished, ...]:
    known = job.catalog.contacts.contacts
    ids = dict.fromkeys(name for face in job.piece.faces for name in face.contacts)
    if not ids:
        return ()
    contacts = [known[name] for name in ids]
    checked = texts_of(job.catalog.topics, "labels.checked-on")[0]
    dialled = tuple(channel.value for contact in contacts for channel in contact.channels if channel.kind in CARRIED)
    return (Finished(_name(job, "vcf"), write_vcards(contacts, checked), job.piece.faces, Asked(1, ((),), (dialled,))),)


_MAKERS: dict[Purpose, Callable[[Job], tuple[Finished, ...]]] = {
    Purpose.PRESS: _make_press,
    Purpose.OFFICE: _make_office,
    Purpose.SCREEN: _make_screen,
    Purpose.IMAGE: _make_images,
    Purpose.VCARD: _make_vcard,
}


def _name(job: Job, ending: str) -> str:
    return f"{job.piece.stem}.{job.piece.lang}.{'draft.' if job.draft else ''}{ending}"


def _asked(job: Job, sheets: Sequence[Sheet]) -> Asked:
    """Every code and number of each face, as often as the face stands on the sheet, and the words of each face once."""
    placed = [[slot.face for slot in sheet.slots] for sheet in sheets]
    shown = {id(face) for faces in placed for face in faces}
    words = [words for face in job.piece.faces if id(face) in shown for words in words_of(face.root)]
    return Asked(
        pages=len(sheets),
        qrs=tuple(tuple(qr.payload for face in faces for qr in face.qrs) for faces in placed),
        numbers=tuple(tuple(number.shown for face in faces for number in face.numbers) for faces in placed),
        words=tuple(words),
        press=job.purpose is Purpose.PRESS,
        tagged=job.purpose is not Purpose.IMAGE,
        ink_limit=ink_limit_of(job),
        fields=tuple(_fields(job.piece.faces, shown)) if job.purpose is Purpose.SCREEN else (),
    )


def _fields(faces: Sequence[Face], shown: Collection[int]) -> Iterator[str]:
    """What there is to fill in on the faces that are shown, in reading order."""
    blanks = (group for face in faces if id(face) in shown for group in groups(face.root) if group.role is Role.FORM)
    return (blank.alt for blank in blanks)


def condition_of(job: Job) -> OutputProfile:
    """What pictures are printed with: in an office by the shop's inks too, but on the paper that lies there."""
    return replace(job.profile, ink_limit=ink_limit_of(job))


def ink_limit_of(job: Job) -> float:
    """What the paper takes: the stock on a desk, the printing condition in a shop."""
    return job.stock.paper.ink_limit if job.stock and job.purpose is Purpose.OFFICE else job.profile.ink_limit


def slug_of(job: Job) -> SlugStyle:
    """How the slugs of a job look, and their words in its language."""
    catalog = job.catalog
    language = catalog.languages[job.piece.lang]
    faces = tuple(load_face(catalog.fonts[family, "regular"].path) for family in language.fit.families)
    words = {name: texts_of(catalog.topics, f"labels.{name}")[0] for name in SLUG_LABELS}
    printer = job.correction.name if job.correction and job.purpose is Purpose.OFFICE else ""
    style = TextStyle(faces, SLUG_SIZE, "ink")
    return SlugStyle(style, language.id, language.rtl, words, job.release, job.draft, printer)
