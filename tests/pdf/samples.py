"""Faces and sheets made by hand, so that the PDF floor is tried without the floors that feed it."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import uharfbuzz as hb
from PIL import Image

from generator.catalog.inks import Ink
from generator.catalog.places import Roots
from generator.catalog.profiles import USUAL_PROFILE, read_profiles
from generator.compose.items import Face, Group, Item, PathItem, Role, TextItem
from generator.findings import Findings
from generator.geometry import Rect, Size
from generator.pdf.colour import ColourSpace
from generator.pdf.document import write_pdf
from generator.pdf.info import DocumentInfo
from generator.pdf.raster import render
from generator.press.sheets import Sheet, Slot
from generator.text.faces import FontFace, load_face
from generator.text.model import Glyph, GlyphRun, Line

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "fonts"
REGULAR = load_face(FONTS / "public-sans/PublicSans-Regular.ttf")
BOLD = load_face(FONTS / "public-sans/PublicSans-Bold.ttf")
NOTO = load_face(FONTS / "noto-sans/NotoSans-Regular.ttf")

INKS = {
    ink.name: ink
    for ink in (
        Ink("black", (0, 0, 0, 1), (0, 0, 0)),
        Ink("blue", (1, 0.6, 0, 0.2), (0.0, 0.2, 0.6)),
        Ink("red", (0, 1, 1, 0), (1, 0, 0)),
        Ink("white", (0, 0, 0, 0), (1, 1, 1)),
    )
}
INFO = DocumentInfo(title="A sample", lang="en", made="2026-11-01")
PROFILE = read_profiles(Roots(ROOT), Findings())[USUAL_PROFILE]
NO_MARKS = Group(Role.ARTIFACT, ())


def shape(text: str, face: FontFace = REGULAR) -> tuple[Glyph, ...]:
    """Glyphs as HarfBuzz gives them for a left-to-right text."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face.font, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    spelled = {start: text[start:end] for start, end in pairwise([*starts, len(text)])}
    return tuple(
        Glyph(info.codepoint, place.x_advance, place.x_offset, place.y_offset, spelled.pop(info.cluster, ""))
        for info, place in zip(infos, positions, strict=True)
    )


def run_of(
    glyphs: tuple[Glyph, ...], face: FontFace = REGULAR, size: float = 12, *, ink: str = "black", link: str = ""
) -> GlyphRun:
    """A run that starts its line."""
    width = sum(glyph.advance for glyph in glyphs) * size / face.upem
    text = "".join(glyph.text for glyph in glyphs)
    return GlyphRun(face, size, ink, glyphs, text, x=0, width=width, level=0, lang="en", link=link)


def text(
    words: str,
    x: float = 10,
    baseline: float = 30,
    *,
    face: FontFace = REGULAR,
    size: float = 12,
    link: str = "",
    ink: str = "black",
) -> TextItem:
    """One line in one run."""
    return placed(run_of(shape(words, face), face, size, ink=ink, link=link), x, baseline)


def placed(run: GlyphRun, x: float = 10, baseline: float = 30) -> TextItem:
    """A run as a line of its own."""
    return TextItem(x, baseline, Line((run,), run.width, run.text))


def box(x: float, y: float, width: float, height: float, ink: str = "black") -> PathItem:
    """A filled rectangle."""
    return PathItem((("re", (x, y, width, height)),), fill=ink)


def roled(child: Group | Item) -> Group:
    """A group as it is; a line as a paragraph of its own, and a path or picture as an artifact."""
    if isinstance(child, Group):
        return child
    return Group(Role.P if isinstance(child, TextItem) else Role.ARTIFACT, (child,))


def face_of(*children: Group | Item, width: float = 200, height: float = 100, bleed: float = 0) -> Face:
    """A face with these children under one section."""
    return Face("front", Size(width, height), bleed, 0, Group(Role.SECT, tuple(map(roled, children))))


def sheet_of(face: Face, marks: Group = NO_MARKS) -> Sheet:
    """The face alone on a sheet of its trim size."""
    full = Rect(0, 0, face.trim.width, face.trim.height)
    return Sheet("1", face.trim, full, full, (Slot(face, full, full),), marks)


def pdf_of(
    *children: Group | Item, colour: ColourSpace = ColourSpace.RGB, links: bool = False, info: DocumentInfo = INFO
) -> bytes:
    """One page with these items."""
    return write_sheets([sheet_of(face_of(*children))], colour=colour, links=links, info=info)


def write_sheets(
    sheets: list[Sheet],
    *,
    colour: ColourSpace = ColourSpace.RGB,
    links: bool = False,
    info: DocumentInfo = INFO,
) -> bytes:
    """The sheets as PDF in the sample inks; their faces are read in the order in which they stand."""
    faces = [slot.face for sheet in sheets for slot in sheet.slots]
    return write_pdf(sheets, faces, INKS, colour=colour, profile=PROFILE, info=info, links=links)


def opened(data: bytes) -> pikepdf.Pdf:
    """The file as pikepdf sees it."""
    return pikepdf.open(io.BytesIO(data))


def operators(data: bytes) -> list[tuple[list[object], str]]:
    """Operands and operator of every instruction on the first page."""
    with opened(data) as pdf:
        return [
            ([str(operand) for operand in instruction.operands], str(instruction.operator))
            for instruction in pikepdf.parse_content_stream(pdf.pages[0])
        ]


def copied_text(data: bytes) -> str:
    """The first page's text as PDFium copies it, a line a line."""
    with pypdfium2.PdfDocument(data) as document:
        return str(document[0].get_textpage().get_text_range()).replace("\r\n", "\n")


def picture_of(data: bytes, dpi: float = 72) -> Image.Image:
    """The first page rendered; at 72 dpi a pixel is a point."""
    return render(data, dpi, 0)[0]


def saved(data: bytes, folder: Path, name: str = "sample.pdf") -> str:
    """The path of the file on disk, for tools that want one."""
    path = folder / name
    path.write_bytes(data)
    return str(path)
