"""Sheets of cards that differ in name, number and code and share all else, as a run is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from generator.compose.items import Face, Group, PathItem, Role
from generator.compose.matrix import matrix
from generator.compose.qr import symbol
from generator.geometry import Rect, Size
from generator.pdf.colour import ColourSpace
from generator.press.sheets import Sheet, Slot
from generator.proof.run import AskedPage
from tests.pdf.samples import BOLD, NO_MARKS, box, text, write_sheets

LETTER, CARD = Size(612, 792), Size(252, 144)
TITLE = "Know the signs"
HOTLINES = ("Hotline 1-888-373-7888", "Tip line 1-866-347-2423")
ADDRESS = "www.ice.gov/tipline"
SIGNS = (
    *("Avoids eye contact", "Never speaks alone", "Carries no ID", "Always watched", "Works very long hours"),
    *("Owes a growing debt", "Unpaid or underpaid", "Lives where they work", "Lost sense of time", "Few belongings"),
    *("Unexplained injuries", "Coached answers", "Fears any authority", "Not free to leave"),
)


@dataclass(frozen=True)
class Card:
    """What differs from card to card."""

    name: str
    campus: str
    phone: str
    link: str


def cards(count: int, first: int = 0) -> list[Card]:
    """Cards with a name, a number and a link of their own."""
    return [
        Card(
            f"Avery Example {number + 1:05}",
            f"Campus {number % 20 + 1:02}",
            f"1-202-555-{number % 10_000:04}",
            f"https://www.ice.gov/tipline?ref=C01-{number + 1:05}",
        )
        for number in range(first, first + count)
    ]


@cache
def _shared() -> tuple[Group, ...]:
    """What all cards say: title, signs in two columns, hotlines, the printed address."""
    lines = [text(TITLE, 8, 14, face=BOLD, size=11, ink="white")]
    lines += [text(words, 8 + 90 * (at // 7), 30 + 7.2 * (at % 7), size=5.4) for at, words in enumerate(SIGNS)]
    lines += [text(words, 8, 88 + 8.4 * at, face=BOLD, size=6.4) for at, words in enumerate(HOTLINES)]
    lines.append(text(ADDRESS, 8, 135, size=5))
    band = Group(Role.ARTIFACT, (box(0, 0, CARD.width, 20, "blue"),))
    return (band, *(Group(Role.P, (line,)) for line in lines))


def face_of(card: Card, side: float = 54) -> Face:
    """The face of a card, with a code of that side."""
    modules = matrix(card.link, "M")
    module = side / len(modules)
    code = PathItem(symbol(modules, module, 188, 30), fill="black")
    own = (
        Group(Role.P, (text(card.name, 8, 107, face=BOLD, size=7.4),)),
        Group(Role.P, (text(card.campus, 8, 116, size=6),)),
        Group(Role.P, (text(card.phone, 8, 124, size=6),)),
        Group(Role.FIGURE, (code,), alt=f"QR code: {card.link}", link=card.link),
    )
    root = Group(Role.SECT, (*_shared(), *own))
    return Face("front", CARD, 0, 0, root)


def sheets_of(faces: Sequence[Face], places: int = 10) -> list[Sheet]:
    """The faces on letter paper, two columns of five."""
    full = Rect(0, 0, LETTER.width, LETTER.height)
    spots = [Rect(54 + 252 * (at % 2), 36 + 144 * (at // 2), *(CARD.width, CARD.height)) for at in range(places)]
    return [
        Sheet(str(start), LETTER, full, full, tuple(map(_slot, faces[start : start + places], spots)), NO_MARKS)
        for start in range(0, len(faces), places)
    ]


def run_of(drawn: Sequence[Card], places: int = 10, side: float = 54) -> bytes:
    """The cards as a finished file."""
    return write_sheets(sheets_of([face_of(card, side) for card in drawn], places), colour=ColourSpace.CMYK)


def asked_pages(wanted: Sequence[Card], places: int = 10) -> list[AskedPage]:
    """What the sheets of these cards have to hold."""
    sheets = [wanted[start : start + places] for start in range(0, len(wanted), places)]
    return [
        AskedPage(
            qrs=tuple(card.link for card in sheet),
            numbers=tuple(shown for card in sheet for shown in (*map(_number, HOTLINES), card.phone)),
            words=words_of(sheet),
        )
        for sheet in sheets
    ]


def words_of(wanted: Sequence[Card]) -> tuple[str, ...]:
    """All texts of the cards in their reading order."""
    shared = (TITLE, *SIGNS, *HOTLINES, ADDRESS)
    return tuple(words for card in wanted for words in (*shared, card.name, card.campus, card.phone))


def _number(line: str) -> str:
    return line.rsplit(maxsplit=1)[-1]


def _slot(face: Face, spot: Rect) -> Slot:
    return Slot(face, spot, spot)
