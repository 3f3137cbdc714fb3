"""The blocks a layout is written in: what each one needs, before anything has a place.

Texts may hold `{topic.key}`, `{field}` and `{contact.ID.CHANNEL}` references; compose fills them in.
`when` names a field: without a value for it the block is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from generator.findings import Place
from generator.frozen import dataclass
from generator.units import Length


@dataclass(frozen=True)
class Block:
    """What every block has: where it was written, and the field it depends on."""

    place: Place
    when: str = ""


@dataclass(frozen=True)
class Heading(Block):
    """A heading of level 1 to 3, its lines balanced."""

    text: str = ""
    level: int = 1
    style: str = "title"


@dataclass(frozen=True)
class Text(Block):
    """A paragraph."""

    text: str = ""
    style: str = "body"
    align: str = "left"


@dataclass(frozen=True)
class Bullets(Block):
    """A list: either written out, or one reference to a list or mapping of a topic, from entry `first` to `last`."""

    items: tuple[str, ...] = ()
    columns: int = 1
    style: str = "body"
    first: int = 1
    last: int = 0
    gap: Length | None = None
    marker: str = "dot"


@dataclass(frozen=True)
class Row(Block):
    """Blocks side by side: a qr, icon, image or sized stack keeps its width, the others share the rest."""

    blocks: tuple[Block, ...] = ()
    gap: Length | None = None
    align: str = "top"


@dataclass(frozen=True)
class Stack(Block):
    """Blocks below one another, of a given width or as wide as there is room."""

    blocks: tuple[Block, ...] = ()
    width: Length | None = None
    gap: Length | None = None


@dataclass(frozen=True)
class Columns(Block):
    """Blocks poured into columns of equal width, broken between blocks where the heights come out most even."""

    blocks: tuple[Block, ...] = ()
    count: int = 2
    gap: Length | None = None


@dataclass(frozen=True)
class Bilingual(Block):
    """Blocks set twice at one size, in the language of the piece and in a second one.

    The second is the first of `langs` that is not the piece's own; `every` sets all of them. `beside` sets them side
    by side, else stacked. `shares` are the parts of the room that the languages get, in their order.
    """

    blocks: tuple[Block, ...] = ()
    langs: tuple[str, ...] = ()
    beside: bool = True
    gap: Length | None = None
    every: bool = False
    shares: tuple[float, ...] = ()

    def others(self, lang: str) -> tuple[str, ...]:
        """The languages beside `lang`."""
        found = tuple(other for other in self.langs if other != lang)
        return found if self.every else found[:1]


@dataclass(frozen=True)
class ContactBlock(Block):
    """The contact lockup: icon, name, number, who answers; `show` lists extra lines (who, hours, languages).

    Where a `field` names the contact, `contact` is its sample until an order chooses another one.
    """

    contact: str = ""
    channels: tuple[str, ...] = ()
    show: tuple[str, ...] = ("who",)
    size: str = "number"
    label: str = ""
    field: str = ""


# What a layout writes for a code whose target is printed elsewhere on the face.
NO_CAPTION = "none"


@dataclass(frozen=True)
class Qr(Block):
    """A QR code to a contact's address, sized outward from its module, with the target printed as its caption.

    Its contact may be that of a `field`, as in a lockup. `link` names the field with the address that it leads to,
    under the contact's own: that is what its caption says.
    """

    contact: str = ""
    channel: str = "web"
    module: Length | None = None
    level: str = "M"
    caption: str = ""
    field: str = ""
    link: str = ""


@dataclass(frozen=True)
class Image(Block):
    """A picture from the workspace in a frame; `alt` describes it, or it is declared decorative.

    One that leaves its file to a `field` is a logo, and prints nothing where none was given.
    """

    file: str = ""
    field: str = ""
    width: Length | None = None
    height: Length | None = None
    alt: str = ""
    decorative: bool = False


@dataclass(frozen=True)
class Icon(Block):
    """A line icon of the house set; decorative unless `alt` says what it means."""

    name: str = ""
    size: Length | None = None
    ink: str = "accent"
    alt: str = ""


@dataclass(frozen=True)
class Note(Block):
    """Small print that must not be lost, such as the disclaimer."""

    text: str = ""
    style: str = "fine"


@dataclass(frozen=True)
class LockedBlock(Block):
    """A locked text, word for word in the language of its place, paragraph by paragraph."""

    id: str = ""
    style: str = "body"


# What a posting rule fills in on a notice.
POSTING_PARTS = ("wording", "numbers", "promises", "danger", "code")


@dataclass(frozen=True)
class Posting(Block):
    """A part of a notice that a posting rule fills in; without a rule its own blocks stand there."""

    part: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Rule(Block):
    """A thin line across."""

    ink: str = "accent"
    weight: Length | None = None


@dataclass(frozen=True)
class Band(Block):
    """Blocks on a painted ground that runs into the bleed where it touches the edge of the face.

    Everything on it takes `ink`; without one each block keeps its own inks.
    """

    blocks: tuple[Block, ...] = ()
    fill: str = "brand"
    ink: str = "paper"
    padding: Length | None = None
    gap: Length | None = None


@dataclass(frozen=True)
class Figure(Block):
    """A fact as a big number with its label, source and year."""

    fact: str = ""


@dataclass(frozen=True)
class Chart(Block):
    """Facts beside one another as bars of true length, or as a row of dots, with source and year below."""

    facts: tuple[str, ...] = ()
    kind: str = "bars"


@dataclass(frozen=True)
class Table(Block):
    """Texts in rows under column heads, as many in each row; `widths` are the columns' shares, equal where none.

    `head` is the style of the column heads, `gap` the room between two rows, with a line in its middle.
    """

    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    style: str = "body"
    head: str = "label"
    gap: Length | None = None


@dataclass(frozen=True)
class Lines(Block):
    """Empty lines to write on."""

    count: int = 4
    gap: Length | None = None


@dataclass(frozen=True)
class Entry(Block):
    """A label with empty lines below it to write on, of a given width or as wide as there is room."""

    label: str = ""
    lines: int = 1
    width: Length | None = None
    style: str = "label"
    gap: Length | None = None


@dataclass(frozen=True)
class Checks(Block):
    """Entries with a box to tick each, as in a list of bullets, under a label where there is one.

    `ask` is what a screen reader says before each entry where the question stands in another block. The marker `letter`
    prints a, b, c behind the boxes; `head` is the style of the label.
    """

    items: tuple[str, ...] = ()
    label: str = ""
    ask: str = ""
    columns: int = 1
    style: str = "body"
    head: str = "label"
    first: int = 1
    last: int = 0
    gap: Length | None = None
    marker: str = "none"


@dataclass(frozen=True)
class Grid(Block):
    """An empty ruled table to fill in: `count` rows `gap` apart under column heads, columns as those of a table."""

    header: tuple[str, ...] = ()
    count: int = 18
    widths: tuple[float, ...] = ()
    head: str = "label"
    gap: Length | None = None


@dataclass(frozen=True)
class Spacer(Block):
    """Room: of a given size, or (without one) all that is left, shared with the other open spacers."""

    size: Length | None = None


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, those inside others too, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Row | Stack | Columns | Band | Bilingual | Posting):
            yield from walk(block.blocks)


def changed(blocks: Iterable[Block], change: Callable[[Block], Block]) -> tuple[Block, ...]:
    """The blocks as `change` gives each of them back, those inside others too."""
    return tuple(_changed(block, change) for block in blocks)


def _changed(block: Block, change: Callable[[Block], Block]) -> Block:
    if isinstance(block, Row | Stack | Columns | Band | Bilingual):
        block = replace(block, blocks=changed(block.blocks, change))
    return change(block)


def printed_texts(block: Block) -> tuple[str, ...]:
    """The texts a block prints or speaks itself, in which references stand."""
    if isinstance(block, Heading | Text | Note):
        return (block.text,)
    if isinstance(block, Bullets | Checks | Table | Grid):
        return _listed_texts(block)
    if isinstance(block, ContactBlock | Entry):
        return (block.label,)
    if isinstance(block, Qr):
        return () if block.caption == NO_CAPTION else (block.caption,)
    return (block.alt,) if isinstance(block, Image | Icon) else ()


def _listed_texts(block: Bullets | Checks | Table | Grid) -> tuple[str, ...]:
    """Entries and cells; entries come before what is asked, for they may be one reference to a list."""
    if isinstance(block, Bullets):
        return block.items
    if isinstance(block, Checks):
        return (*block.items, *filter(None, (block.label, block.ask)))
    rows = block.rows if isinstance(block, Table) else ()
    return (*block.header, *(cell for row in rows for cell in row))


def styles_used(block: Block) -> tuple[str, ...]:
    """The text styles a block names."""
    if isinstance(block, Heading | Text | Note | Bullets | Entry):
        return (block.style,)
    if isinstance(block, Table | Checks):
        return (block.head, block.style)
    if isinstance(block, Grid):
        return (block.head,)
    if isinstance(block, LockedBlock):
        return (block.style,)
    return (block.size,) if isinstance(block, ContactBlock) else ()


def inks_used(block: Block) -> tuple[str, ...]:
    """The inks a block names."""
    if isinstance(block, Icon | Rule):
        return (block.ink,)
    return (block.fill, *filter(None, (block.ink,))) if isinstance(block, Band) else ()
