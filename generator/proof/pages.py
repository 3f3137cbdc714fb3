"""The finished file as read back: its pages with boxes, text, codes and links, and its fonts."""

from __future__ import annotations

from typing import Literal

from generator.frozen import dataclass
from generator.geometry import Rect
from generator.proof.addresses import FoundAddress
from generator.proof.codes import FoundQr
from generator.proof.numbers import FoundNumber


@dataclass(frozen=True)
class Boxes:
    """The boxes of a page in points from the top-left of its MediaBox (ISO 32000-1, 14.11.2)."""

    media: Rect
    bleed: Rect
    trim: Rect


@dataclass(frozen=True)
class FinishedPage:
    """One page, counted from 1: its text, and what was found in the text and in a picture of the page.

    `boxes` is None for pictures and vCards; `painted` says whether there is anything on the page at all.
    `unread` are the centres, in points, of what looks like a QR code and could not be read;
    `right_to_left` pages have words that are read so; `pictured` is the share of the page under its largest picture.
    """

    number: int
    boxes: Boxes | None
    text: str
    numbers: tuple[FoundNumber, ...]
    addresses: tuple[FoundAddress, ...]
    qrs: tuple[FoundQr, ...]
    links: tuple[str, ...]
    painted: bool
    unread: tuple[tuple[float, float], ...] = ()
    right_to_left: bool = False
    pictured: float = 0.0


@dataclass(frozen=True, order=True)
class FoundFont:
    """A font of the file: its name, whether its outlines travel with the file, and the first page that has it."""

    name: str
    embedded: bool
    page: int

    def as_dict(self) -> dict[str, object]:
        """The font as plain values for `--json`."""
        return {"name": self.name, "embedded": self.embedded, "page": self.page}


@dataclass(frozen=True)
class FinishedFile:
    """A finished file reopened: a PDF, a picture (which has codes but no text) or a vCard."""

    kind: Literal["pdf", "png", "vcf"]
    pages: tuple[FinishedPage, ...]
    fonts: tuple[FoundFont, ...] = ()
