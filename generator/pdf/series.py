"""Series: many files of one form, each with a card of its own; all that they share is drawn and deflated once."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.catalog.inks import Ink
from generator.catalog.profiles import OutputProfile
from generator.compose.pattern import Card
from generator.pdf.colour import ColourSpace
from generator.pdf.content import PRODUCTION
from generator.pdf.finish import Drawn, finish
from generator.pdf.info import DocumentInfo
from generator.pdf.packing import Packer
from generator.pdf.runs import RunWriter, Shared
from generator.pdf.structure import TreeWriter
from generator.pdf.tags import Element, PageTags
from generator.press.sheets import Sheet

_LEVEL = 4


@dataclass(frozen=True)
class _Side:
    """One page of every file: its sheet, what is the same on it, and the elements of its first card's own parts."""

    sheet: Sheet
    shared: Shared
    opening: str
    tags: PageTags
    whole: Element
    used: dict[str, None]


class _Recorder:
    """A packer that writes nothing: it keeps what a file shares with others, deflated, to be written into each."""

    def __init__(self) -> None:
        self.count = 0
        self._bodies: list[tuple[int, bytes]] = []
        self._streams: list[tuple[int, bytes, bytes]] = []

    def new(self) -> int:
        self.count += 1
        return self.count

    def put(self, number: int, body: bytes) -> None:
        self._bodies.append((number, body))

    def stream(self, number: int, entries: bytes, data: bytes, *, deflated: bool = False) -> None:
        self._streams.append((number, entries + b"/Filter/FlateDecode", data if deflated else zlib.compress(data)))

    def plain(self, number: int, entries: bytes, data: bytes) -> None:
        self._streams.append((number, entries, data))

    def write(self, packer: Packer) -> None:
        """Write all of it as the first objects of a file."""
        for number in range(self.count):
            if packer.new() != number + 1:
                raise RuntimeError("what files share comes first in each")
        for number, entries, data in self._streams:
            packer.plain(number, entries, data)
        for number, body in self._bodies:
            packer.put(number, body)
