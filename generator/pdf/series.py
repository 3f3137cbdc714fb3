"""Series: many files of one form, each with a card of its own; all that they share is drawn and deflated once."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping, Sequence

from generator.catalog.inks import Ink
from generator.catalog.profiles import OutputProfile
from generator.compose.pattern import Card
from generator.frozen import dataclass
from generator.geometry import Rect
from generator.pdf.cardwork import SHARED, CardWork, Ground, Shared
from generator.pdf.colour import ColourSpace
from generator.pdf.finish import Drawn, finish
from generator.pdf.info import DocumentInfo
from generator.pdf.numbers import numbers
from generator.pdf.objects import Objects
from generator.pdf.packing import Packer
from generator.pdf.placing import corners
from generator.pdf.resources import Resources
from generator.pdf.runs import LEVEL
from generator.pdf.structure import TreeWriter
from generator.pdf.tags import Element, PageTags
from generator.press.sheets import Sheet


@dataclass(frozen=True)
class _Side:
    """One page of every file: what is the same on it, and the elements that wait for what is its card's own.

    Copies beside the first card invoke the form `copy`, which holds the card's own lines and codes.
    """

    ground: Ground
    shared: Shared
    first: str
    copies: str
    tags: PageTags
    whole: Element
    waiting: tuple[Element, ...]
    resources: bytes
    copy: int
    copy_entries: bytes


def write_series(
    sheets: Sequence[Sheet],
    cards: Sequence[Sequence[Card]],
    inks: Mapping[str, Ink],
    *,
    colour: ColourSpace,
    profile: OutputProfile,
    info: DocumentInfo,
) -> Iterator[bytes]:
    """A file for each item of `cards`, which has a card a sheet; it stands in all slots of its sheet.

    The cards of one sheet are all of one form, and the files have one set of glyphs. Raises as `write_pdf` does.
    """
    recorder = _Recorder()
    objects = Objects(recorder)
    work = CardWork(objects, Resources(objects, inks, colour, profile, info.lang))
    sides = [
        _side(page, sheet, first, work, objects)
        for page, (sheet, first) in enumerate(zip(sheets, cards[0], strict=True))
    ]
    # Codes of glyphs are given as they are first shown, and the fonts come with all that any of the files shows.
    bodies = [[tuple(work.bodies(card, side.shared)) for card, side in zip(own, sides, strict=True)] for own in cards]
    objects.write_fonts()
    for own, bodies_of_file in zip(cards, bodies, strict=True):
        yield _file(sides, own, bodies_of_file, work, recorder, info)


def _side(page: int, sheet: Sheet, card: Card, work: CardWork, objects: Objects) -> _Side:
    ground, tags, name = work.ground(sheet), PageTags(page), f"Own{page + 1}"
    shared = work.known(card.form) or work.draw(card.form)
    first, used, whole, waiting = work.first(shared, sheet, 0, tags)
    copied = f"{SHARED % shared.name}\n{SHARED % name}" if shared.holes else SHARED % shared.name
    copies = "\n".join(f"{place}\n{copied}\nQ" for place in ground.places[1:])
    used = {ground.marks_name: None, **used, **({shared.name: None} if copies else {})}
    copy = objects.reserve(name) if copies and shared.holes else 0
    if copy:
        used[name] = None
    trim = card.form.face.trim
    box = corners(Rect(0, 0, trim.width, trim.height).inset(-card.form.face.bleed), trim.height)
    entries = b"/Type/XObject/Subtype/Form/BBox[%b]/Resources " % numbers(box).encode("ascii")
    entries += objects.syntax(work.resources.dictionary({}))
    dictionary = work.dictionary(used)
    return _Side(ground, shared, first, copies, tags, whole, tuple(waiting), dictionary, copy, entries)


def _file(
    sides: Sequence[_Side],
    cards: Sequence[Card],
    bodies: Sequence[tuple[str, ...]],
    work: CardWork,
    recorder: _Recorder,
    info: DocumentInfo,
) -> bytes:
    out = io.BytesIO()
    packer = Packer(out, level=LEVEL)
    recorder.write(packer)
    tree, parent = TreeWriter(packer, info.lang), packer.new()
    pages, marked = [], []
    for side, card, own in zip(sides, cards, bodies, strict=True):
        tags = PageTags(side.tags.number, marks=list(side.tags.marks))
        for element in side.waiting:
            element.kids.clear()
        matrix = side.ground.matrices[0]
        words = work.marked(card, side.shared, matrix, tags, side.waiting, own)
        parts = [side.first, side.ground.places[0], *words, "Q", side.copies, side.ground.marks, ""]
        pages.append(_write_page(packer, side, tree, tags, parent, "\n".join(parts).encode("ascii")))
        if side.copy:
            packer.stream(side.copy, side.copy_entries, "\n".join(own).encode("ascii"))
        marked.append(tags)
    for side in sides:
        for kid in side.whole.kids:
            if isinstance(kid, Element):
                tree.add(kid)
    for tags in marked:
        tree.lead_back(tags)
    finish(packer, Drawn(parent, pages, tree.close()), info)
    return out.getvalue()


def _write_page(packer: Packer, side: _Side, tree: TreeWriter, tags: PageTags, parent: int, data: bytes) -> int:
    page, stream = packer.new(), packer.new()
    place = tree.place(tags, page)
    packer.stream(stream, b"", data)
    body = b"<</Type/Page/Parent %d 0 R%b/Contents %d 0 R/Resources %b/StructParents %d/Tabs/S>>"
    packer.put(page, body % (parent, side.ground.boxes, stream, side.resources, place.key))
    return page


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
