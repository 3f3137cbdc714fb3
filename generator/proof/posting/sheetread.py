"""What a sheet shows: its size as it hangs, its lines and their languages, its letters, numbers and codes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from generator.catalog.languagewords import Tongue
from generator.errors import Refused
from generator.findings import Findings, Place
from generator.frozen import dataclass
from generator.proof.numbers import read_text
from generator.proof.pages import FinishedFile, FinishedPage
from generator.proof.painted.matrices import Box
from generator.proof.painted.plainobjects import DAMAGE, as_number, as_whole
from generator.proof.plain import plain_text
from generator.proof.posting.glyphs import Glyph, read_lines
from generator.proof.posting.taglangs import Tagged, tagged_parts
from generator.proof.posting.tongues import languages_of_lines
from generator.proof.posting.weights import font_weights
from generator.proof.reading import read_finished
from generator.proof.x4.pages import box_of, inherited

# A picture smaller than this share of the page is a mark or an icon; a larger one may hold words that nobody reads.
_PICTURE = 0.04


@dataclass(frozen=True)
class Line:
    """A line of a page: its words, where they stand, and the language they are in, empty where nothing tells.

    `own` says whether its own words tell the language; a number alone goes with the line beside it.
    """

    text: str
    box: Box
    lang: str
    own: bool


@dataclass(frozen=True)
class SeenNumber:
    """A number on a page: as seen, what it dials, and whether every letter of it is bold (None: not told)."""

    text: str
    digits: str
    sure: bool
    bold: bool | None


@dataclass(frozen=True)
class SheetPage:
    """One page of a file, as a sign on the wall; sizes are in points, as the page is seen.

    `borne` are the languages that words or scripts bear out; `pictures` says whether it has any that may hold words.
    """

    file: str
    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    glyphs: tuple[Glyph, ...]
    numbers: tuple[SeenNumber, ...]
    addresses: tuple[str, ...]
    codes: tuple[str, ...]
    borne: frozenset[str]
    pictures: bool

    @property
    def name(self) -> str:
        """The page for a message."""
        return f"{self.file}, page {self.number}"

    @property
    def text(self) -> str:
        """All words of the page, line by line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that its lines are in, as they first come."""
        return tuple(dict.fromkeys(line.lang for line in self.lines if line.lang in self.borne))


def read_sheets(data: bytes, shown_name: str, tongues: Mapping[str, Tongue]) -> tuple[SheetPage, ...]:
    """The pages of a PDF; raises Refused for what is none, or cannot be read."""
    finished = read_finished(data, shown_name)
    if finished.kind != "pdf":
        problem = "A posting rule is held against a PDF: a picture has no type that could be measured."
        raise _refused("rules.no-pdf", shown_name, problem, "Give the PDF that the notice is printed from.")
    try:
        return _sheets(data, shown_name, finished, tongues)
    except (*DAMAGE, pypdfium2.PdfiumError) as error:
        problem = f"The PDF is damaged ({type(error).__name__})."
        raise _refused("file.unreadable", shown_name, problem, "Export it again, and check the new file.") from error


def _refused(rule: str, file: str, problem: str, fix: str) -> Refused:
    findings = Findings()
    findings.error(rule, Place(file), problem, fix)
    return Refused(findings)


def _sheets(
    data: bytes, shown_name: str, finished: FinishedFile, tongues: Mapping[str, Tongue]
) -> tuple[SheetPage, ...]:
    with pikepdf.open(io.BytesIO(data)) as pdf, pypdfium2.PdfDocument(data) as shown:
        weights, tagged = font_weights(pdf), tagged_parts(pdf)
        return tuple(
            _sheet(shown_name, read, pdf.pages[index], shown[index], weights, tagged.get(read.number, ()), tongues)
            for index, read in enumerate(finished.pages)
        )


def _sheet(
    file: str,
    read: FinishedPage,
    page: pikepdf.Page,
    shown: pypdfium2.PdfPage,
    weights: Mapping[str, float],
    tagged: Sequence[Tagged],
    tongues: Mapping[str, Tongue],
) -> SheetPage:
    trim = next((box for name in ("/TrimBox", "/CropBox", "/MediaBox") if (box := box_of(page, name))), (0, 0, 0, 0))
    unit = as_number(page.obj.get("/UserUnit")) or 1.0
    width, height = (trim[2] - trim[0]) * unit, (trim[3] - trim[1]) * unit
    if (as_whole(inherited(page, "/Rotate")) or 0) % 180 == 90:
        width, height = height, width
    lines = read_lines(shown, trim, weights, unit)
    texts = ["".join(glyph.text for glyph in line) for line in lines]
    tongued, borne = languages_of_lines(texts, [_tag(line, tagged) for line in lines], tongues)
    told = (Line(text, _around(line), one.lang, one.own) for text, line, one in zip(texts, lines, tongued, strict=True))
    numbers, addresses = _reach(lines, read)
    return SheetPage(
        file=file,
        number=read.number,
        width=width,
        height=height,
        lines=tuple(told),
        glyphs=tuple(glyph for line in lines for glyph in line),
        numbers=numbers,
        addresses=addresses,
        codes=tuple(code.text for code in read.qrs),
        borne=borne,
        pictures=any(_pictures(shown, read)),
    )


def _around(line: Sequence[Glyph]) -> Box:
    """The box around the letters of a line."""
    boxes = [glyph.box for glyph in line if glyph.size]
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _tag(line: Sequence[Glyph], tagged: Sequence[Tagged]) -> str:
    """The language that tags give the middle of a line, by the smallest part around it; its main part will do."""
    left, lower, right, upper = _around(line)
    x, y = (left + right) / 2, (lower + upper) / 2
    around = (one for one in tagged if one.box[0] <= x <= one.box[2] and one.box[1] <= y <= one.box[3])
    return next((one.lang for one in around), "")


def _reach(lines: Sequence[Sequence[Glyph]], read: FinishedPage) -> tuple[tuple[SeenNumber, ...], tuple[str, ...]]:
    """Every number and address of the lines, and what the proof's own reading finds beyond them.

    The lines know what is bold and what is cut off; the proof's reading knows lines from right to left.
    """
    glyphs: list[Glyph | None] = [glyph for line in lines for glyph in (*line, None)]
    text = "".join(glyph.text if glyph else "\n" for glyph in glyphs)
    numbers, addresses = read_text(text)
    places = plain_text(text).places
    seen = [
        SeenNumber(found.text, found.digits, found.sure, _all_bold(glyphs[i] for i in places[found.start : found.end]))
        for found in numbers
    ]
    known = {number.digits for number in seen}
    if any(glyphs):
        seen += [SeenNumber(n.text, n.digits, n.sure, None) for n in read.numbers if n.digits not in known]
    return tuple(seen), tuple(found.address for found in addresses)


def _all_bold(glyphs: Iterator[Glyph | None]) -> bool | None:
    """Whether all letters are bold; None where one does not tell and no other is plain."""
    told = [glyph.bold for glyph in glyphs if glyph and glyph.text.isalnum()]
    if False in told or not told:
        return False if told else None
    return None if None in told else True


def _pictures(shown: pypdfium2.PdfPage, read: FinishedPage) -> Iterator[bool]:
    """Whether each picture of the page may hold words: it is large, and no QR code."""
    width, height = shown.get_size()
    for thing in shown.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, lower, right, upper = thing.get_bounds()
        code = any(left <= qr.x <= right and lower <= height - qr.y <= upper for qr in read.qrs)
        yield (right - left) * (upper - lower) >= _PICTURE * width * height and not code
