"""Cards of a run made from a small layout, sheets to set them on, and the structure tree of a finished file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import pikepdf
import pypdfium2
import zxingcpp

from generator.catalog.translated import in_language
from generator.compose.items import Face, Group, Piece
from generator.compose.pattern import Card, Pattern, fill, pattern_of
from generator.compose.record import Record, Value
from generator.findings import Findings
from generator.geometry import Rect, Size
from generator.pdf.colour import ColourSpace
from generator.pdf.placing import corners
from generator.pdf.raster import render
from generator.pdf.runs import RunWriter
from generator.pdf.series import write_series
from generator.press.sheets import AS_IT_IS, Matrix, Sheet, Slot
from tests.compose.samples import layout_of, shipped
from tests.compose.test_pattern import fields
from tests.pdf.samples import INFO, NO_MARKS, PROFILE

PAGE = "https://www.ice.gov/tipline"
FRONT = """
- heading: "{name}"
- text: A plain sentence.
- row:
    - stack: [{text: "From {campus}, call {phone}"}]
    - qr: {contact: hsi-tipline, link: "{url}", module: 0.5mm}
"""
NAMES = ("Ana Brandt", "Bo Żak", "Chloé Núñez", "Dimitri Ω", "Éva Fjord", "Gwen Quill")
PAPER = Size(612, 792)


def record(number: int) -> Record:
    """What differs from card to card: a name, a campus, a number of its own and the address of the code."""
    link = f"{PAGE}?ref=C{number:05}"
    return {
        "name": Value(f"{NAMES[number % len(NAMES)]} {number:05}"),
        "campus": Value(f"Campus {number % 7}"),
        "phone": Value(f"202-555-01{number % 100:02}", f"+120255501{number % 100:02}"),
        "url": Value(link.removeprefix("https://"), link=link),
    }


@cache
def pattern(front: str = FRONT, back: str = "- spacer:", kind: str = "wallet-card", lang: str = "en") -> Pattern:
    """The pattern of a small layout; of a format with other panels than front and back, all have the front's blocks."""
    layout, same = layout_of(front, back, kind=kind), layout_of(front).panels["front"]
    panels = layout.panels or dict.fromkeys(shipped().formats[kind].panels, same)
    kinds = {"name": "text", "campus": "text", "phone": "phone", "url": "link"}
    used = {name: kind for name, kind in kinds.items() if f"{{{name}}}" in front + back}
    layout = replace(layout, panels=panels, fields=fields(**used))
    values = {name: record(0)[name] for name in used}
    made = pattern_of(layout, in_language(shipped(), lang), lang, values, Findings())[1]
    assert made is not None
    return made


def filled(of: Pattern, *numbers: int) -> list[Card]:
    """The first side of the cards of these numbers."""
    return [pair[0] for pair in sides(of, *numbers)]


def sides(of: Pattern, *numbers: int) -> list[tuple[Card, ...]]:
    """All sides of the cards of these numbers."""
    made = [fill(of, {name: record(number)[name] for name in of.fields}) for number in numbers]
    assert all(made)
    return [cards for cards in made if cards]


@dataclass
class Grid:
    """Sheets of one face, two columns wide; alike sheets are one object, as a run wants them."""

    piece: Piece
    turn: int = 0
    corner: tuple[float, float] = (20, 30)
    matrix: Matrix = AS_IT_IS
    marks: Group = NO_MARKS
    made: dict[tuple[int, str], Sheet] = field(default_factory=dict)

    def sheet(self, places: int, face: Face | None = None) -> Sheet:
        """A sheet with so many places."""
        face = face or self.piece.faces[0]
        key = (places, face.name)
        if key not in self.made:
            wide, high = (face.trim.height, face.trim.width) if self.turn % 180 else (face.trim.width, face.trim.height)
            left, top = self.corner
            spots = [
                Rect(left + (wide + 20) * (at % 2), top + (high + 20) * (at // 2), wide, high) for at in range(places)
            ]
            slots = tuple(Slot(face, spot, spot, self.turn) for spot in spots)
            full = Rect(0, 0, PAPER.width, PAPER.height)
            self.made[key] = Sheet("1", PAPER, full, full, slots, self.marks, self.matrix)
        return self.made[key]


def run_of(grid: Grid, pages: Sequence[Sequence[Card]]) -> bytes:
    """A run with these cards on its pages."""
    out = io.BytesIO()
    inks = {ink.name: ink for ink in grid.piece.inks}
    writer = RunWriter(out, inks, colour=ColourSpace.CMYK, profile=PROFILE, info=INFO)
    for cards in pages:
        writer.add(grid.sheet(len(cards)), cards)
    writer.close()
    return out.getvalue()


def series_of(grid: Grid, cards: Sequence[Sequence[Card]], places: int = 1) -> list[bytes]:
    """A file for each item, its cards in every place of their sheets."""
    inks = {ink.name: ink for ink in grid.piece.inks}
    sheets = [grid.sheet(places, face) for face in grid.piece.faces[: len(cards[0])]]
    return list(write_series(sheets, cards, inks, colour=ColourSpace.CMYK, profile=PROFILE, info=INFO))


@dataclass(frozen=True)
class Tag:
    """An element of a structure tree: its role, the language in force in it, what it says, and what it is made of."""

    role: str
    lang: str
    alt: str
    box: tuple[float, ...]
    kids: tuple[Tag | tuple[int, int], ...]

    def roles(self) -> list[str]:
        """The role of this element and of all below it, in the order of reading."""
        return [self.role, *(role for kid in self.kids if isinstance(kid, Tag) for role in kid.roles())]

    def marks(self) -> Iterator[tuple[int, int]]:
        """The page and number of every mark in it, in the order of reading."""
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.marks()
            else:
                yield kid

    def each(self, role: str) -> Iterator[Tag]:
        """The elements of one role in it."""
        if self.role == role:
            yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.each(role)


def tree_of(pdf: pikepdf.Pdf) -> Tag:
    """The document's element with all below it."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    return _tag(pdf.Root.StructTreeRoot.K, pages, str(pdf.Root.Lang))


def _tag(element: pikepdf.Object, pages: Mapping[tuple[int, int], int], lang: str) -> Tag:
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    spoken = str(element.get("/Lang", lang))
    page = pages[element.Pg.objgen] if "/Pg" in element else -1
    return Tag(
        str(element.S)[1:],
        spoken,
        str(element.get("/Alt", "")),
        tuple(float(value) for value in element.A.BBox) if "/A" in element and "/BBox" in element.A else (),
        tuple((page, int(kid)) if isinstance(kid, int) else _tag(kid, pages, spoken) for kid in kids),
    )


def led_back(pdf: pikepdf.Pdf) -> list[tuple[int, int]]:
    """Every mark that the parent tree leads to an element that claims it: page and number, in the tree's order."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    rows = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    found = []
    for at, page in enumerate(pdf.pages):
        for mcid, element in enumerate(rows.pop(int(page.StructParents))):
            kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
            if mcid in [kid for kid in kids if isinstance(kid, int)] and element.Pg.objgen == page.objgen:
                found.append((at, mcid))
    assert not rows, "the parent tree has rows that no page asks for"
    return found


def painted_marks(pdf: pikepdf.Pdf) -> list[tuple[int, int]]:
    """Every mark that the pages open, in the order of painting."""
    return [
        (at, int(one.operands[1].MCID))
        for at, page in enumerate(pdf.pages)
        for one in pikepdf.parse_content_stream(page)
        if str(one.operator) == "BDC" and "/MCID" in one.operands[1]
    ]


def slot_texts(data: bytes, sheet: Sheet, page: int = 0) -> list[str]:
    """The words that PDFium finds within each slot of a page, lines parted by a bar."""
    with pypdfium2.PdfDocument(data) as document:
        words = document[page].get_textpage()
        found = []
        for slot in sheet.slots:
            left, lower, right, upper = corners(slot.trim, sheet.size.height)
            text = words.get_text_bounded(left, lower, right, upper)
            found.append("|".join(text.replace("\r\n", "\n").split("\n")))
        return found


def slot_codes(data: bytes, sheet: Sheet, page: int = 0) -> list[list[str]]:
    """What a reader makes of the codes within each slot of a page."""
    scale = 3
    picture = render(data, 72 * scale, page)[0]
    read = []
    for slot in sheet.slots:
        edges = (slot.trim.x, slot.trim.y, slot.trim.right, slot.trim.bottom)
        cut = picture.crop(tuple(round(edge * scale) for edge in edges))
        read.append([code.text for code in zxingcpp.read_barcodes(cut)])
    return read
