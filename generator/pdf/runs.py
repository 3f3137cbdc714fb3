"""Runs: files of many cards, written a page at a time; what the cards share is drawn once, the rest card by card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from generator.catalog.inks import Ink
from generator.catalog.profiles import OutputProfile
from generator.compose.items import Role
from generator.compose.pattern import Card
from generator.pdf.cardwork import SHARED, CardWork, Ground
from generator.pdf.colour import ColourSpace
from generator.pdf.finish import Drawn, finish
from generator.pdf.info import DocumentInfo
from generator.pdf.objects import Objects
from generator.pdf.packing import Packer
from generator.pdf.resources import Resources
from generator.pdf.structure import TreeWriter
from generator.pdf.tags import Element, PageTags
from generator.press.sheets import Sheet

# A run is deflated in half of the time at this level, and comes out a third larger; the next one gains nothing.
LEVEL = 3


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
        self._packer = Packer(out, level=LEVEL)
        self._objects = Objects(self._packer)
        self._work = CardWork(self._objects, Resources(self._objects, inks, colour, profile, info.lang))
        self._tree = TreeWriter(self._packer, info.lang)
        self._parent = self._packer.new()
        self._pages: list[int] = []

    def add(self, sheet: Sheet, cards: Sequence[Card]) -> None:
        """Write one side of paper: the sheet as it is planned, with a card in each of its slots.

        Sheets that are alike but for their cards must be one object. Raises as `write_pdf` does.
        """
        ground, tags = self._work.ground(sheet), PageTags(len(self._pages))
        parts: list[str] = []
        used = {ground.marks_name: None}
        elements: list[Element] = []
        for at, card in enumerate(cards):
            shared = self._work.known(card.form)
            if shared:
                used[shared.name] = None
                parts += (ground.places[at], SHARED % shared.name)
                own = Element(Role.SECT, self._info.lang)
                elements.append(own)
                holes = [own.add(role) for role in shared.roles]
            else:
                shared = self._work.draw(card.form)
                drawn, xobjects, whole, holes = self._work.first(shared, sheet, at, tags)
                used |= xobjects
                elements += [kid for kid in whole.kids if isinstance(kid, Element)]
                parts += (drawn, ground.places[at])
            parts += self._work.own(card, shared, ground.matrices[at], tags, holes)
            parts.append("Q")
        parts += (ground.marks, "")
        self._write_page(ground, "\n".join(parts).encode("ascii"), used, tags, elements)

    def close(self) -> None:
        """Write what all pages share, and finish the file; `out` stays open."""
        self._objects.write_fonts()
        finish(self._packer, Drawn(self._parent, self._pages, self._tree.close()), self._info)

    def _write_page(
        self, ground: Ground, data: bytes, used: dict[str, None], tags: PageTags, elements: Sequence[Element]
    ) -> None:
        packer = self._packer
        page, stream = packer.new(), packer.new()
        place = self._tree.place(tags, page)
        packer.stream(stream, b"", data)
        body = b"<</Type/Page/Parent %d 0 R%b/Contents %d 0 R/Resources %b/StructParents %d/Tabs/S>>"
        packer.put(page, body % (self._parent, ground.boxes, stream, self._work.dictionary(used), place.key))
        self._pages.append(page)
        for element in elements:
            self._tree.add(element)
        self._tree.lead_back(tags)
        self._tree.forget()
