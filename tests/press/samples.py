"""Pieces, papers and stocks made by hand, and the rectangles that marks and text take up on a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.inks import Ink
from generator.catalog.stockgrid import Grid
from generator.catalog.stocks import Paper, Stock
from generator.compose.items import Face, Group, Item, PathItem, Piece, Role, TextItem, walk
from generator.findings import Place
from generator.geometry import Size
from generator.press.duplex import Flip
from generator.press.marks import REGISTRATION
from generator.press.sheets import Sheet, Slot
from generator.press.slug import SlugStyle
from generator.text.faces import load_face
from generator.text.model import TextStyle
from generator.units import MM, Length

FONT = Path(__file__).parents[2] / "fonts" / "public-sans" / "PublicSans-Regular.ttf"
WORDS = {
    "front": "front",
    "back": "back",
    "flip-long": "flip on long edge",
    "flip-short": "flip on short edge",
    "scale": "print at 100 %",
    "ruler": "{length} – measure me: print at 100 %, no scaling",
    "proof": "PROOF",
    "trim": "trim",
    "bleed": "bleed",
    "empty": "left empty: {places}",
    "corrected": "corrected for {printer}",
}
SLUG = SlugStyle(TextStyle((load_face(FONT),), 6.0, "ink"), "en", False, WORDS)
ZERO = "0pt"


def length(text: str) -> Length:
    return Length.parse(text)


def piece_of(width: str, height: str, faces: int = 2, bleed: str = "0.125in", layout: str = "tip-card") -> Piece:
    """A piece with empty faces."""
    size = Size(length(width).pt, length(height).pt)
    names = ("front", "back", "third")[:faces]
    empty = Group(Role.DOCUMENT, ())
    made = tuple(Face(name, size, length(bleed).pt, length("0.125in").pt, empty) for name in names)
    return Piece(layout, "Tip card", "en", made, (Ink("ink", (0, 0, 0, 1), (0, 0, 0)),))


CARD = piece_of("3.5in", "2in")


def plain(width: str, height: str, gutter: str = ZERO, edge: str = "0.25in", name: str = "paper") -> Stock:
    """Paper from which pieces are cut."""
    paper = Paper(name, length(width), length(height), length(edge))
    return Stock(name, name, paper, None, None, length(gutter), (), "", Place("stocks.yaml", 3))


LETTER = plain("8.5in", "11in", name="letter")
A4 = plain("210mm", "297mm", name="a4")
LETTER_LYING = plain("11in", "8.5in", name="letter-lying")


def perforated(
    name: str, paper: tuple[str, str], across: tuple[int, str, str, str], down: tuple[int, str, str, str]
) -> Stock:
    """A die-cut sheet from count, piece, first and pitch for both axes."""
    sheet = Paper(name, length(paper[0]), length(paper[1]), length("0.25in"))
    grids = [_grid(*axis, extent=extent) for axis, extent in ((across, sheet.width), (down, sheet.height))]
    return Stock(name, name, sheet, grids[0], grids[1], length(ZERO), (), "", Place("stocks.yaml", 9))


def _grid(count: int, piece: str, first: str, pitch: str, *, extent: Length) -> Grid:
    rest = extent - length(first) - length(pitch) * (count - 1) - length(piece)
    return Grid(count, length(piece), length(first), length(pitch), rest)


AVERY_5371 = perforated("avery-5371", ("8.5in", "11in"), (2, "3.5in", "0.75in", "3.5in"), (5, "2in", "0.5in", "2in"))
AVERY_8373 = perforated("avery-8373", ("8.5in", "11in"), (2, "3.5in", "0.5in", "4in"), (4, "2in", "0.75in", "2.5in"))
# One column far from the middle of the sheet: fronts and backs lie in different places.
AVERY_5361 = perforated(
    "avery-5361", ("8.5in", "11in"), (1, "3.25in", "4.3126in", ZERO), (3, "2in", "0.8335in", "3.6665in")
)


def marks_of(sheet: Sheet) -> list[Item]:
    return [item for _, item in walk(sheet.marks)]


def crops_of(sheet: Sheet) -> list[PathItem]:
    """Crop marks: single strokes in the registration ink."""
    return [
        item
        for item in marks_of(sheet)
        if isinstance(item, PathItem) and item.stroke == REGISTRATION and len(item.steps) == 2
    ]


def ruler_of(sheet: Sheet) -> PathItem:
    """The one path that is not in the registration ink."""
    (ruler,) = [item for item in marks_of(sheet) if isinstance(item, PathItem) and item.stroke != REGISTRATION]
    return ruler


def texts_of(sheet: Sheet) -> list[str]:
    return [item.line.text for item in marks_of(sheet) if isinstance(item, TextItem)]


def corners(slot: Slot) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the face's own top-left and top-right corners lie on the sheet."""
    trim = slot.trim
    ring = ((trim.x, trim.y), (trim.right, trim.y), (trim.right, trim.bottom), (trim.x, trim.bottom))
    quarter = slot.turn // 90
    return ring[quarter], ring[(quarter + 1) % 4]


def through_the_paper(point: tuple[float, float], size: Size, flip: Flip) -> tuple[float, float]:
    """A needle put through the front comes out here on the back: written out, not computed by the code under test."""
    x, y = point
    upright = size.height >= size.width
    sideways = {
        (True, Flip.LONG): True,
        (True, Flip.SHORT): False,
        (False, Flip.LONG): False,
        (False, Flip.SHORT): True,
    }
    return (size.width - x, y) if sideways[upright, flip] else (x, size.height - y)


def assert_in_register(fronts: tuple[Slot, ...], backs: tuple[Slot, ...], size: Size, flip: Flip) -> None:
    """Turned like a page, a card's top-left corner is its back's top-right corner: for one back exactly, each front."""
    assert len(fronts) == len(backs)
    left = list(backs)
    for front in fronts:
        top_left, top_right = (through_the_paper(corner, size, flip) for corner in corners(front))
        behind = [back for back in left if corners(back)[1] == pytest.approx(top_left, abs=1e-9)]
        assert len(behind) == 1
        assert corners(behind[0])[0] == pytest.approx(top_right, abs=1e-9)
        assert (behind[0].trim.width, behind[0].trim.height) == (front.trim.width, front.trim.height)
        clip, back_clip = front.clip, behind[0].clip
        ends = [through_the_paper(point, size, flip) for point in ((clip.x, clip.y), (clip.right, clip.bottom))]
        assert back_clip.x == pytest.approx(min(x for x, _ in ends), abs=1e-9)
        assert back_clip.bottom == pytest.approx(max(y for _, y in ends), abs=1e-9)
        left.remove(behind[0])
    assert not left


def mm(value: float) -> float:
    return value / MM
