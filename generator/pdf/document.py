"""The document: sheets in, the bytes of a finished PDF out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext

from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFPage,
    PDFStream,
    PDFString,
)

from generator.catalog.inks import Ink
from generator.catalog.profiles import OutputProfile
from generator.compose.items import Face, Role
from generator.geometry import Rect
from generator.pdf.artwork import Artwork
from generator.pdf.colour import ColourSpace
from generator.pdf.content import PRODUCTION, Content
from generator.pdf.draw import draw_group, draw_marks
from generator.pdf.finish import finish
from generator.pdf.info import DocumentInfo
from generator.pdf.links import Link
from generator.pdf.numbers import number
from generator.pdf.placing import corners, sheet_matrix, slot_matrix
from generator.pdf.resources import Resources
from generator.pdf.tags import Element, PageTags, Tags
from generator.press.sheets import AS_IT_IS, Sheet

_PRINTED = 4  # annotation flag (ISO 32000-1, table 165)


def write_pdf(
    sheets: Sequence[Sheet],
    faces: Sequence[Face],
    inks: Mapping[str, Ink],
    *,
    colour: ColourSpace,
    profile: OutputProfile,
    info: DocumentInfo,
    links: bool,
) -> bytes:
    """One page a sheet, drawn in `colour`, with live links only where asked; the same input gives the same bytes.

    `faces` is the order in which they are read, each once; pictures are printed in the inks of `profile`. Raises
    KeyError for an ink nobody declared, ValueError for a link of no permitted scheme, and Refused (`tags.untagged`)
    for an item that no role claims.
    """
    document = PDFDocument(compression=0, invariant=1, pdfVersion=(1, 6))
    job = _Job(Resources(document, inks, colour, profile, info.lang), sheets)
    pages = tuple(PageTags(number, live=links) for number in range(len(sheets)))
    drawn = [_draw_sheet(sheet, job, tags) for sheet, tags in zip(sheets, pages, strict=True)]
    for sheet, content, tags in zip(sheets, drawn, pages, strict=True):
        page = _page(sheet, content)
        if tags.links:
            page.Annots = PDFArrayCompact([document.Reference(_annotation(link)) for link, _ in tags.links])
        document.addPage(page)
    # The argument is the canvas, which only an outline would need.
    return finish(document.GetPDFData(None), info, Tags(job.tree(faces), pages))


class _Job:
    """The faces of a job: the first place of each is tagged, all others are copies of one form, which nobody reads."""

    def __init__(self, resources: Resources, sheets: Sequence[Sheet]) -> None:
        self.resources = resources
        self.artwork = Artwork(resources)
        # Comparing faces glyph by glyph is dear: it is done once an object, not once a place.
        twins: dict[Face, Face] = {}
        placed = {id(slot.face): slot.face for sheet in sheets for slot in sheet.slots}
        self._same = {key: twins.setdefault(face, face) for key, face in placed.items()}
        self._elements: dict[int, Element] = {}
        self._forms: dict[int, str] = {}

    def draw(self, face: Face, content: Content) -> None:
        """Draw the face where the content stands."""
        face = self._same[id(face)]
        if id(face) not in self._elements:
            element = self._elements[id(face)] = Element(Role.DOCUMENT, self.resources.lang)
            draw_group(content, face.root, element)
        else:
            with content.artifact(PRODUCTION):
                content.invoke(self._form(face))

    def tree(self, faces: Sequence[Face]) -> Element:
        """The Document element with the faces in reading order."""
        document = Element(Role.DOCUMENT, self.resources.lang)
        for face in dict.fromkeys(id(self._same[id(face)]) for face in faces if id(face) in self._same):
            document.kids += self._elements[face].kids
        return document

    def _form(self, face: Face) -> str:
        if id(face) not in self._forms:
            name = self._forms[id(face)] = f"Face{len(self._forms) + 1}"
            drawing = Content(self.resources, self.artwork, face.trim.height)
            draw_group(drawing, face.root, None)
            data, resources = drawing.written()
            bleed = Rect(0, 0, face.trim.width, face.trim.height).inset(-face.bleed)
            entries = {
                "Type": PDFName("XObject"),
                "Subtype": PDFName("Form"),
                "BBox": _box(bleed, face.trim.height),
                "Resources": resources,
            }
            self.resources.document.Reference(PDFStream(PDFDictionary(entries), data), name)
        return self._forms[id(face)]


def _draw_sheet(sheet: Sheet, job: _Job, tags: PageTags) -> Content:
    height = sheet.size.height
    content = Content(job.resources, job.artwork, height, tags)
    corrected = sheet.matrix != AS_IT_IS
    with content.placed(sheet_matrix(sheet), height) if corrected else nullcontext():
        for slot in sheet.slots:
            clip = corners(slot.clip, height)
            with content.placed(slot_matrix(slot, height), slot.face.trim.height, clip):
                job.draw(slot.face, content)
        draw_marks(content, sheet.marks)
    return content


def _page(sheet: Sheet, content: Content) -> PDFPage:
    page = PDFPage()
    height = sheet.size.height
    page.MediaBox = _box(Rect(0, 0, sheet.size.width, height), height)
    page.BleedBox = _box(sheet.bleed, height)
    page.TrimBox = _box(sheet.trim, height)
    data, resources = content.written()
    page.Contents, page.Resources = PDFStream(content=data), resources
    return page


def _annotation(link: Link) -> PDFDictionary:
    return PDFDictionary(
        {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": _array(link.edges),
            "Border": PDFArrayCompact([0, 0, 0]),
            "F": _PRINTED,
            "Contents": PDFString(link.words),
            "A": PDFDictionary({"S": PDFName("URI"), "URI": PDFString(link.target)}),
        }
    )


def _box(rect: Rect, height: float) -> PDFArrayCompact:
    return _array(corners(rect, height))


def _array(values: tuple[float, ...]) -> PDFArrayCompact:
    return PDFArrayCompact([number(value) for value in values])
