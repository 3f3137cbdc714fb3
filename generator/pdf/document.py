"""The document: sheets in, the bytes of a finished PDF out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFPage,
    PDFStream,
    PDFString,
)

from generator.catalog.themes import Ink
from generator.compose.items import Face
from generator.geometry import Rect
from generator.pdf.colour import ColourSpace
from generator.pdf.content import Content
from generator.pdf.draw import draw_group
from generator.pdf.finish import DocumentInfo, finish
from generator.pdf.links import Link, links_of
from generator.pdf.numbers import number
from generator.pdf.placing import corners, mapped, slot_matrix
from generator.pdf.resources import Resources
from generator.press.sheets import Sheet

_PRINTED = 4  # annotation flag (ISO 32000-1, table 165)


def write_pdf(
    sheets: Sequence[Sheet], inks: Mapping[str, Ink], *, colour: ColourSpace, info: DocumentInfo, links: bool
) -> bytes:
    """One page a sheet, drawn in `colour`, with live links only where asked; the same input gives the same bytes.

    Raises KeyError for an ink nobody declared and ValueError for a link of no permitted scheme.
    """
    document = PDFDocument(compression=0, invariant=1, pdfVersion=(1, 6))
    faces = _Faces(Resources(document, inks, colour, info.lang), sheets)
    for sheet in sheets:
        page = _page(sheet, _draw_sheet(sheet, faces))
        if links:
            page.Annots = PDFArrayCompact([document.Reference(annotation) for annotation in _annotations(sheet)])
        document.addPage(page)
    # The argument is the canvas, which only an outline would need.
    return finish(document.GetPDFData(None), info)


class _Faces:
    """The faces of a job as drawings: one placed many times is a form drawn once, any other stands in its page."""

    def __init__(self, resources: Resources, sheets: Sequence[Sheet]) -> None:
        self.resources = resources
        placed = [slot.face for sheet in sheets for slot in sheet.slots]
        # Comparing faces glyph by glyph is dear: it is done once an object, not once a place.
        twins: dict[Face, Face] = {}
        self._same = {id(face): twins.setdefault(face, face) for face in {id(face): face for face in placed}.values()}
        self._times = Counter(id(self._same[id(face)]) for face in placed)
        self._forms: dict[int, str] = {}

    def drawn(self, face: Face) -> Content:
        """The face's operators, or the one that paints its form."""
        face = self._same[id(face)]
        if self._times[id(face)] == 1:
            return self._drawing(face)
        content = Content(self.resources, face.trim.height)
        content.invoke(self._form(face))
        return content

    def _drawing(self, face: Face) -> Content:
        content = Content(self.resources, face.trim.height)
        draw_group(content, face.root)
        return content

    def _form(self, face: Face) -> str:
        if id(face) not in self._forms:
            drawing = self._drawing(face)
            name = self._forms[id(face)] = f"Face{len(self._forms) + 1}"
            bleed = Rect(0, 0, face.trim.width, face.trim.height).inset(-face.bleed)
            entries = {
                "Type": PDFName("XObject"),
                "Subtype": PDFName("Form"),
                "BBox": _box(bleed, face.trim.height),
                "Resources": drawing.dictionary(),
            }
            self.resources.document.Reference(PDFStream(PDFDictionary(entries), drawing.data()), name)
        return self._forms[id(face)]


def _draw_sheet(sheet: Sheet, faces: _Faces) -> Content:
    height = sheet.size.height
    content = Content(faces.resources, height)
    for slot in sheet.slots:
        content.place(faces.drawn(slot.face), corners(slot.clip, height), slot_matrix(slot, height))
    draw_group(content, sheet.marks)
    return content


def _page(sheet: Sheet, content: Content) -> PDFPage:
    page = PDFPage()
    height = sheet.size.height
    page.MediaBox = _box(Rect(0, 0, sheet.size.width, height), height)
    page.BleedBox = _box(sheet.bleed, height)
    page.TrimBox = _box(sheet.trim, height)
    page.Contents = PDFStream(content=content.data())
    page.Resources = content.dictionary()
    return page


def _annotations(sheet: Sheet) -> list[PDFDictionary]:
    height = sheet.size.height
    return [
        _annotation(link, mapped(corners(link.rect, slot.face.trim.height), slot_matrix(slot, height)))
        for slot in sheet.slots
        for link in links_of(slot.face.root)
    ]


def _annotation(link: Link, edges: tuple[float, float, float, float]) -> PDFDictionary:
    return PDFDictionary(
        {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": _array(edges),
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
