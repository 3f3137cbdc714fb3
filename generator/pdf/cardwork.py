"""Cards drawn: what the cards of a run share as forms, and the lines and codes of each card as operators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack

from reportlab.pdfbase.pdfdoc import PDFArrayCompact, PDFDictionary, PDFName, PDFStream

from generator.compose.items import Role
from generator.compose.pattern import Card, CodeHole, Form, LineHole, Within
from generator.compose.symbolpath import operators
from generator.frozen import dataclass
from generator.geometry import Rect
from generator.pdf.artwork import Artwork
from generator.pdf.content import PRODUCTION, Content
from generator.pdf.draw import draw_group, draw_marks, placement
from generator.pdf.numbers import number, numbers
from generator.pdf.objects import Objects
from generator.pdf.placing import (
    UPRIGHT,
    Edges,
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
from generator.pdf.tags import Element, PageTags
from generator.press.sheets import AS_IT_IS, Sheet
from generator.text.model import Line

# What a form paints that nobody reads; its name is put in.
SHARED = f"/Artifact <</Type /{PRODUCTION}>> BDC\n/%s Do\nEMC"
# Lines whose operators are remembered, with the lines themselves.
_REMEMBERED = 2000


@dataclass(frozen=True)
class Ground:
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
class Shared:
    """A form that was drawn, by name; its holes in reading order, the space of each, and its number among its kind."""

    form: Form
    name: str
    holes: tuple[LineHole | CodeHole, ...]
    spaces: tuple[_Space, ...]
    numbers: tuple[int, ...]

    @property
    def roles(self) -> Iterator[Role]:
        """What the words in each hole are."""
        return (Role.FIGURE if isinstance(hole, CodeHole) else hole.role for hole in self.holes)


class CardWork:
    """The drawing of one run: each kind of sheet and each form once, each card in a few operators.

    `resources` are those of the file that it is drawn into.
    """

    def __init__(self, objects: Objects, resources: Resources) -> None:
        self.resources = resources
        self._objects = objects
        self._artwork = Artwork(resources)
        self._grounds: dict[int, Ground] = {}
        self._forms: dict[int, Shared] = {}
        self._looks: dict[tuple[str, str, float], str] = {}
        self._dictionaries: dict[tuple[str, ...], bytes] = {}
        # Lines that came before, with where they stood and their operators: a pattern gives equal ones as one object.
        self._lines: dict[int, tuple[Line, float, float, str]] = {}

    def ground(self, sheet: Sheet) -> Ground:
        """What pages of a sheet have in common; sheets that are alike must be one object."""
        ground = self._grounds.get(id(sheet))
        if ground is None:
            ground = self._grounds[id(sheet)] = self._new_ground(sheet)
        return ground

    def known(self, form: Form) -> Shared | None:
        """The form, if it was drawn."""
        return self._forms.get(id(form))

    def dictionary(self, used: Mapping[str, None]) -> bytes:
        """The resource dictionary of a page that invokes these XObjects."""
        names = tuple(used)
        if names not in self._dictionaries:
            self._dictionaries[names] = self._objects.syntax(self.resources.dictionary(used))
        return self._dictionaries[names]

    def _new_ground(self, sheet: Sheet) -> Ground:
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
        drawing = Content(self.resources, self._artwork, height)
        draw_marks(drawing, sheet.marks)
        name = self._write_form(f"Marks{len(self._grounds) + 1}", page, drawing)
        marks = f"q {corrected}\n{SHARED % name}\nQ" if corrected else SHARED % name
        return Ground(sheet, tuple(places), tuple(matrices), marks, name, written.encode("ascii"))

    def draw(self, form: Form) -> Shared:
        """Draw what all cards of a form share."""
        name = f"Face{len(self._forms) + 1}"
        trim = form.face.trim
        drawing = Content(self.resources, self._artwork, trim.height)
        draw_group(drawing, form.face.root, None)
        bleed = Rect(0, 0, trim.width, trim.height).inset(-form.face.bleed)
        self._write_form(name, bleed, drawing)
        numbered: list[tuple[int, LineHole | CodeHole]] = [*enumerate(form.lines), *enumerate(form.codes)]
        numbered.sort(key=lambda pair: pair[1].path)
        holes = tuple(hole for _, hole in numbered)
        spaces = tuple(_opened(hole.within, trim.height) for hole in holes)
        drawn = self._forms[id(form)] = Shared(form, name, holes, spaces, tuple(at for at, _ in numbered))
        return drawn

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

    def first(
        self, shared: Shared, sheet: Sheet, at: int, tags: PageTags
    ) -> tuple[str, dict[str, None], Element, list[Element]]:
        """What the first card of a form shares with all others, tagged: its operators and the XObjects they name.

        Then the element of the whole card, and those within that wait for its own lines and codes, in reading order.
        """
        height, slot = sheet.size.height, sheet.slots[at]
        whole = Element(Role.DOCUMENT, self.resources.lang)
        content = Content(self.resources, self._artwork, height, tags)
        with ExitStack() as spaces:
            if sheet.matrix != AS_IT_IS:
                spaces.enter_context(content.placed(sheet_matrix(sheet), height))
            clip = corners(slot.clip, height)
            spaces.enter_context(content.placed(slot_matrix(slot, height), slot.face.trim.height, clip))
            draw_group(content, shared.form.face.root, whole)
        drawn, xobjects = content.operators()
        return drawn, xobjects, whole, content.waiting

    def own(
        self, card: Card, shared: Shared, matrix: Matrix, tags: PageTags, elements: Sequence[Element]
    ) -> Iterator[str]:
        """The lines and codes of a card alone, each marked as a part of its element."""
        return self.marked(card, shared, matrix, tags, elements, self.bodies(card, shared))

    def marked(
        self,
        card: Card,
        shared: Shared,
        matrix: Matrix,
        tags: PageTags,
        elements: Sequence[Element],
        bodies: Iterable[str],
    ) -> Iterator[str]:
        """The same, of which the operators are given."""
        for at, body in enumerate(bodies):
            element, hole = elements[at], shared.holes[at]
            if isinstance(hole, CodeHole):
                element.alt, element.attributes = hole.alt, placement(self._edges(hole, shared.spaces[at], matrix))
            elif voice := card.lines[shared.numbers[at]][1].voice:
                element.lang = voice
            yield tags.mark(element)
            yield body
            yield "EMC"

    def bodies(self, card: Card, shared: Shared) -> Iterator[str]:
        """The operators of each line and code of a card, in reading order."""
        for hole, space, at in zip(shared.holes, shared.spaces, shared.numbers, strict=True):
            if isinstance(hole, CodeHole):
                yield self._code(hole, card.codes[at], space)
            else:
                x, line = card.lines[at]
                yield f"{space.opening}BT\n{self._line(x, space.height - hole.baseline, line)}\nET{space.closing}"

    @staticmethod
    def _edges(hole: CodeHole, space: _Space, matrix: Matrix) -> Edges:
        side = hole.module * hole.note.modules
        lower = space.height - hole.y - side
        return mapped((hole.x, lower, hole.x + side, lower + side), combined(space.matrix, matrix))

    def _code(self, hole: CodeHole, modules: tuple[bytes, ...], space: _Space) -> str:
        lower, scale = space.height - hole.y - hole.module * len(modules), f"{hole.module:.6f}"
        place = f"{scale} 0 0 {scale} {number(hole.x)} {number(lower)} cm"
        return f"{space.opening}{self._ink('ink')}q {place}\n{operators(modules)}Q{space.closing}"

    def _line(self, x: float, y: float, line: Line) -> str:
        known = self._lines.get(id(line))
        if known and known[0] is line and known[1:3] == (x, y):
            return known[3]
        if len(self._lines) >= _REMEMBERED:
            self._lines.clear()
        words = "\n".join(self._words(x, y, line))
        self._lines[id(line)] = line, x, y, words
        return words

    def _words(self, x: float, y: float, line: Line) -> Iterator[str]:
        for run in line.runs:
            font = self.resources.font(run.face)
            key = (run.ink, font.name, run.size)
            look = self._looks.get(key)
            if look is None:
                look = self._looks[key] = f"{self._ink(run.ink)}/{font.name} {number(run.size)} Tf 1 0 0 1 "
            yield f"{look}{number(x + run.x)} {number(y)} Tm {run_operators(run, font)}"

    def _ink(self, ink: str) -> str:
        """The operators that set all that painting in an ink hangs on."""
        fill = self.resources.colour_operator(ink, stroke=False)
        return f"{fill} {self.resources.overprint_operator(fill, '')} "


def _opened(within: Within, height: float) -> _Space:
    """The space of the innermost of turned frames, the outermost of which stands in a space `height` points high."""
    opening, matrix = "", UPRIGHT
    for frame, turn in within:
        size = read_size(frame, turn)
        inner = turned_matrix(size, frame, turn, height)
        opening, matrix, height = f"{opening}q {numbers(inner)} cm ", combined(inner, matrix), size.height
    return _Space(opening, " Q" * len(within), matrix, height)
