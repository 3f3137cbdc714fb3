"""Runs: files of many cards, written a page at a time; what the cards share is drawn once, the rest card by card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.pdfbase.pdfdoc import PDFArrayCompact, PDFDictionary, PDFName, PDFStream

from generator.catalog.inks import Ink
from generator.catalog.profiles import OutputProfile
from generator.compose.items import Role
from generator.compose.pattern import Card, Form, Within, face_of
from generator.compose.symbolpath import operators
from generator.geometry import Rect
from generator.pdf.artwork import Artwork
from generator.pdf.colour import ColourSpace
from generator.pdf.content import PRODUCTION, Content
from generator.pdf.draw import draw_group, draw_marks, placement
from generator.pdf.finish import Drawn, finish
from generator.pdf.info import DocumentInfo
from generator.pdf.numbers import number, numbers
from generator.pdf.objects import Objects
from generator.pdf.packing import Packer
from generator.pdf.placing import (
    UPRIGHT,
    Matrix,
    combined,
    corners,
    mapped,
    read_size,
    sheet_matrix,
    slot_matrix,
    turned_matrix,
)
from generator.pdf.resources import Resources
from generator.pdf.settext import run_operators
from generator.pdf.structure import TreeWriter
from generator.pdf.tags import Element, PageTags
from generator.press.sheets import AS_IT_IS, Sheet
from generator.text.model import Line

_SHARED = f"/Artifact <</Type /{PRODUCTION}>> BDC\n/%s Do\nEMC"
# A run is deflated in a third of the time at this level, and comes out a seventh larger.
_LEVEL = 4


@dataclass(frozen=True)
class _Ground:
    """What all pages of one kind have in common: its sheet, how each place is opened, its marks and its boxes."""

    sheet: Sheet
    places: tuple[str, ...]
    matrices: tuple[Matrix, ...]
    marks: str
    marks_name: str
    boxes: bytes


@dataclass(frozen=True)
class _Space:
    """The space in which a hole stands: how it is opened and closed, its matrix to the card's, and its height."""

    opening: str
    closing: str
    matrix: Matrix
    height: float


@dataclass(frozen=True)
class _Shared:
    """A form that was drawn: its name, and the space of each of its holes, lines before codes."""

    form: Form
    name: str
    opened: tuple[_Space, ...]


class RunWriter:
    """One file in the making: pages are added one by one, and nothing of them is kept but what the tags need.

    The first card of each form is tagged as a whole; of every other one its own lines and codes, for what it shares
    with the first need not be read ten thousand times. The same calls give the same bytes.
    """

    def __init__(
        self,
        out: BinaryIO,
        inks: Mapping[str, Ink],
        *,
        colour: ColourSpace,
        profile: OutputProfile,
        info: DocumentInfo,
    ) -> None:
        self._info = info
        self._objects = Objects(Packer(out, level=_LEVEL))
        self._resources = Resources(self._objects, inks, colour, profile, info.lang)
        self._artwork = Artwork(self._resources)
        self._tree = TreeWriter(self._objects.packer, info.lang)
        self._parent = self._objects.packer.new()
        self._pages: list[int] = []
        self._grounds: dict[int, _Ground] = {}
        self._forms: dict[int, _Shared] = {}
        self._looks: dict[tuple[str, str, float], str] = {}
        self._dictionaries: dict[tuple[str, ...], bytes] = {}

    def add(self, sheet: Sheet, cards: Sequence[Card]) -> None:
        """Write one side of paper: the sheet as it is planned, with a card in each of its slots.

        Sheets that are alike but for their cards must be one object. Raises as `write_pdf` does.
        """
        ground, tags = self._ground(sheet), PageTags(len(self._pages))
        parts: list[str] = []
        used = {ground.marks_name: None}
        elements: list[Element] = []
        for at, card in enumerate(cards):
            known = self._forms.get(id(card.form))
            if known:
                used[known.name] = None
                parts += (ground.places[at], _SHARED % known.name)
                if card.lines or card.codes:
                    elements.append(own := Element(Role.SECT, self._info.lang))
                    parts += self._own(card, ground, at, tags, own)
                parts.append("Q")
            else:
                self._forms[id(card.form)] = self._shared(card.form, f"Face{len(self._forms) + 1}")
                parts.append(self._first(card, ground, at, tags, elements, used))
        parts += (ground.marks, "")
        self._write_page(ground, "\n".join(parts).encode("ascii"), used, tags, elements)

    def close(self) -> None:
        """Write what all pages share, and finish the file; `out` stays open."""
        self._objects.write_fonts()
        finish(self._objects.packer, Drawn(self._parent, self._pages, self._tree.close()), self._info)

    def _write_page(
        self, ground: _Ground, data: bytes, used: dict[str, None], tags: PageTags, elements: Sequence[Element]
    ) -> None:
        packer = self._objects.packer
        page, stream = packer.new(), packer.new()
        place = self._tree.place(tags, page)
        packer.stream(stream, b"", data)
        body = b"<</Type/Page/Parent %d 0 R%b/Contents %d 0 R/Resources %b/StructParents %d/Tabs/S>>"
        packer.put(page, body % (self._parent, ground.boxes, stream, self._dictionary(used), place.key))
        self._pages.append(page)
        for element in elements:
            self._tree.add(element)
        self._tree.lead_back(tags)
        self._tree.forget()

    def _dictionary(self, used: Mapping[str, None]) -> bytes:
        names = tuple(used)
        if names not in self._dictionaries:
            self._dictionaries[names] = self._objects.syntax(self._resources.dictionary(used))
        return self._dictionaries[names]

    def _ground(self, sheet: Sheet) -> _Ground:
        ground = self._grounds.get(id(sheet))
        if ground is None:
            ground = self._grounds[id(sheet)] = self._new_ground(sheet)
        return ground

    def _new_ground(self, sheet: Sheet) -> _Ground:
        height, correction = sheet.size.height, sheet_matrix(sheet)
        corrected = f"{numbers(correction)} cm " if sheet.matrix != AS_IT_IS else ""
        places, matrices = [], []
        for slot in sheet.slots:
            left, lower, right, upper = corners(slot.clip, height)
            clip, matrix = numbers((left, lower, right - left, upper - lower)), slot_matrix(slot, height)
            places.append(f"q {corrected}{clip} re W n {numbers(matrix)} cm")
            matrices.append(combined(matrix, correction))
        page = Rect(0, 0, sheet.size.width, height)
        boxes = (("MediaBox", page), ("BleedBox", sheet.bleed), ("TrimBox", sheet.trim))
        written = "".join(f"/{name}[{numbers(corners(box, height))}]" for name, box in boxes)
        drawing = Content(self._resources, self._artwork, height)
        draw_marks(drawing, sheet.marks)
        name = self._write_form(f"Marks{len(self._grounds) + 1}", page, drawing)
        marks = f"q {corrected}\n{_SHARED % name}\nQ" if corrected else _SHARED % name
        return _Ground(sheet, tuple(places), tuple(matrices), marks, name, written.encode("ascii"))

    def _shared(self, form: Form, name: str) -> _Shared:
        """What all cards of a form share, drawn once."""
        trim = form.face.trim
        drawing = Content(self._resources, self._artwork, trim.height)
        draw_group(drawing, form.face.root, None)
        bleed = Rect(0, 0, trim.width, trim.height).inset(-form.face.bleed)
        self._write_form(name, bleed, drawing)
        around = [*(line.within for line in form.lines), *(code.within for code in form.codes)]
        return _Shared(form, name, tuple(_opened(within, trim.height) for within in around))

    def _write_form(self, name: str, box: Rect, drawing: Content) -> str:
        data, resources = drawing.written()
        entries = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Form"),
            "BBox": PDFArrayCompact([number(value) for value in corners(box, drawing.height)]),
            "Resources": resources,
        }
        self._objects.Reference(PDFStream(PDFDictionary(entries), data), name)
        return name

    def _first(
        self, card: Card, ground: _Ground, at: int, tags: PageTags, elements: list[Element], used: dict[str, None]
    ) -> str:
        """The first card of a form with all that is on it, tagged."""
        sheet, slot = ground.sheet, ground.sheet.slots[at]
        height, whole = sheet.size.height, Element(Role.DOCUMENT, self._info.lang)
        content = Content(self._resources, self._artwork, height, tags)
        with ExitStack() as spaces:
            if sheet.matrix != AS_IT_IS:
                spaces.enter_context(content.placed(sheet_matrix(sheet), height))
            clip = corners(slot.clip, height)
            spaces.enter_context(content.placed(slot_matrix(slot, height), slot.face.trim.height, clip))
            draw_group(content, face_of(card).root, whole)
        drawn, xobjects = content.operators()
        used.update(xobjects)
        elements += [kid for kid in whole.kids if isinstance(kid, Element)]
        return drawn

    def _own(self, card: Card, ground: _Ground, at: int, tags: PageTags, own: Element) -> Iterator[str]:
        """The lines and codes of one card alone, each under a mark."""
        form, opened = card.form, iter(self._forms[id(card.form)].opened)
        for hole, (x, line) in zip(form.lines, card.lines, strict=True):
            space = next(opened)
            yield tags.mark(own.add(hole.role, lang=_voice(line)))
            yield f"{space.opening}BT"
            yield from self._words(x, space.height - hole.baseline, line)
            yield f"ET{space.closing}\nEMC"
        for code, modules in zip(form.codes, card.codes, strict=True):
            space = next(opened)
            side = code.module * len(modules)
            lower = space.height - code.y - side
            edges = mapped((code.x, lower, code.x + side, lower + side), combined(space.matrix, ground.matrices[at]))
            yield tags.mark(own.add(Role.FIGURE, alt=code.alt, attributes=placement(edges)))
            scale = f"{code.module:.6f}"
            yield f"{space.opening}{self._ink('ink')}q {scale} 0 0 {scale} {number(code.x)} {number(lower)} cm"
            yield f"{operators(modules)}Q{space.closing}\nEMC"

    def _words(self, x: float, y: float, line: Line) -> Iterator[str]:
        for run in line.runs:
            font = self._resources.font(run.face)
            key = (run.ink, font.name, run.size)
            look = self._looks.get(key)
            if look is None:
                look = self._looks[key] = f"{self._ink(run.ink)}/{font.name} {number(run.size)} Tf 1 0 0 1 "
            yield f"{look}{number(x + run.x)} {number(y)} Tm {run_operators(run, font)}"

    def _ink(self, ink: str) -> str:
        """The operators that set all that painting in an ink hangs on."""
        fill = self._resources.colour_operator(ink, stroke=False)
        return f"{fill} {self._resources.overprint_operator(fill, '')} "


def _voice(line: Line) -> str:
    """The language of a line's letters; empty where it has none."""
    return next((run.lang for run in line.runs if any(map(str.isalpha, run.text))), "")


def _opened(within: Within, height: float) -> _Space:
    """The space of the innermost of turned frames, the outermost of which stands in a space `height` points high."""
    opening, matrix = "", UPRIGHT
    for frame, turn in within:
        size = read_size(frame, turn)
        inner = turned_matrix(size, frame, turn, height)
        opening, matrix, height = f"{opening}q {numbers(inner)} cm ", combined(inner, matrix), size.height
    return _Space(opening, " Q" * len(within), matrix, height)
