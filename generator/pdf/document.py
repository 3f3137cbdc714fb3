"""The document: sheets in, the bytes of a finished PDF out."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext

from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFName,
    PDFStream,
)

from generator.catalog.inks import Ink
from generator.catalog.profiles import OutputProfile
from generator.compose.items import Face, Role
from generator.geometry import Rect
from generator.pdf.artwork import Artwork
from generator.pdf.colour import ColourSpace
from generator.pdf.content import PRODUCTION, Content
from generator.pdf.draw import draw_group, draw_marks
from generator.pdf.finish import Drawn, finish
from generator.pdf.forms import Form
from generator.pdf.info import DocumentInfo
from generator.pdf.links import Link
from generator.pdf.numbers import number
from generator.pdf.objects import Objects
from generator.pdf.packing import Packer
from generator.pdf.placing import corners, sheet_matrix, slot_matrix
from generator.pdf.resources import Resources
from generator.pdf.structure import Place, TreeWriter
from generator.pdf.syntax import string
from generator.pdf.tags import Element, PageTags
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
    forms: bool = False,
) -> bytes:
    """One page a sheet, drawn in `colour`, with live links and fields where asked; the same input gives the same bytes.

    `faces` is the order in which they are read, each once; pictures are printed in the inks of `profile`. Raises
    KeyError for an ink nobody declared, ValueError for a link of no permitted scheme, and Refused (`tags.untagged`)
    for an item that no role claims.
    """
    out = io.BytesIO()
    packer = Packer(out)
    objects = Objects(packer)
    job = _Job(Resources(objects, inks, colour, profile, info.lang), sheets)
    tags = [PageTags(number, live=links, form=forms) for number in range(len(sheets))]
    # What stands on several pages is known only when all are drawn.
    drawn = [_draw_sheet(sheet, job, page) for sheet, page in zip(sheets, tags, strict=True)]
    tree, parent, form = TreeWriter(packer, info.lang), packer.new(), Form(job.resources)
    places = [tree.place(page, objects.packer.new()) for page in tags]
    for sheet, content, page, place in zip(sheets, drawn, tags, places, strict=True):
        _write_page(objects, sheet, content, place, parent)
        for at, (live, _) in enumerate(page.links):
            own, key = place.links[at], place.link_key(at)
            made = _annotation(live, key) if isinstance(live, Link) else form.field(live, own, key, place.page)
            objects.packer.put(own, objects.syntax(made))
    for element in job.elements(faces):
        tree.add(element)
    for page in tags:
        tree.lead_back(page)
    objects.write_fonts()
    finish(packer, Drawn(parent, [place.page for place in places], tree.close(), form.close()), info)
    return out.getvalue()


class _Job:
    """The faces of a job: the first place of each is tagged, all others are copies of one form, which nobody reads."""

    def __init__(self, resources: Resources, sheets: Sequence[Sheet]) -> None:
        self.resources = resources
        self.artwork = Artwork(resources)
        # Comparing faces glyph by glyph is dear: it is done once an object, not once a place, and not for a lone name.
        twins: dict[Face | str, Face] = {}
        placed = {id(slot.face): slot.face for sheet in sheets for slot in sheet.slots}
        named = Counter(face.name for face in placed.values())
        self._same = {
            key: twins.setdefault(face if named[face.name] > 1 else face.name, face) for key, face in placed.items()
        }
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

    def elements(self, faces: Sequence[Face]) -> Iterator[Element]:
        """The parts of the document, face by face in reading order."""
        for face in dict.fromkeys(id(self._same[id(face)]) for face in faces if id(face) in self._same):
            yield from (kid for kid in self._elements[face].kids if isinstance(kid, Element))

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


def _write_page(objects: Objects, sheet: Sheet, content: Content, place: Place, parent: int) -> None:
    height, stream = sheet.size.height, objects.packer.new()
    data, resources = content.written()
    objects.packer.stream(stream, b"", data)
    page = {
        "Type": PDFName("Page"),
        "Parent": f"{parent} 0 R",
        "MediaBox": _box(Rect(0, 0, sheet.size.width, height), height),
        "BleedBox": _box(sheet.bleed, height),
        "TrimBox": _box(sheet.trim, height),
        "Contents": f"{stream} 0 R",
        "Resources": resources,
        # How the tree is found from here, and that Tab follows it (ISO 32000-1, 14.7.4.4 and 12.5).
        "StructParents": place.key,
        "Tabs": PDFName("S"),
    }
    if place.links:
        page["Annots"] = f"[{' '.join(f'{number} 0 R' for number in place.links)}]"
    objects.packer.put(place.page, objects.syntax(PDFDictionary(page)))


def _annotation(link: Link, key: int) -> PDFDictionary:
    return PDFDictionary(
        {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": _array(link.edges),
            "Border": PDFArrayCompact([0, 0, 0]),
            "F": _PRINTED,
            "Contents": string(link.words),
            "A": PDFDictionary({"S": PDFName("URI"), "URI": string(link.target)}),
            "StructParent": key,
        }
    )


def _box(rect: Rect, height: float) -> PDFArrayCompact:
    return _array(corners(rect, height))


def _array(values: tuple[float, ...]) -> PDFArrayCompact:
    return PDFArrayCompact([number(value) for value in values])
