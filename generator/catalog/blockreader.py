"""Blocks read from YAML: one small reader for each kind, under the key that names it in a layout.

A block is written `- heading: {text: Know the signs, level: 2}`, or in short `- heading: Know the signs`, where the
value stands for the block's main key: its text, its contact, its file, its entries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.catalog.blockparts import known_words, list_items, printed_words, room_shares, whole_number
from generator.catalog.blocks import (
    POSTING_PARTS,
    Band,
    Bilingual,
    Block,
    Bullets,
    Chart,
    Columns,
    ContactBlock,
    Figure,
    Heading,
    Icon,
    Image,
    Lines,
    LockedBlock,
    Note,
    Posting,
    Qr,
    Row,
    Rule,
    Spacer,
    Stack,
    Text,
)
from generator.catalog.contacts import ChannelKind
from generator.catalog.formreader import read_checks, read_entry, read_grid, read_table
from generator.catalog.measures import optional_distance, optional_size
from generator.catalog.reader import Reader
from generator.catalog.references import is_field, single_reference
from generator.catalog.yamlnode import Node
from generator.findings import Findings, nearest
from generator.frozen import dataclass

# What a layout writes for a band on a light ground whose blocks keep their own inks.
OWN_INKS = "own"

_CHANNELS = tuple(kind.value for kind in ChannelKind)
# The second language of a piece with two: English, and Spanish where the piece itself is in English.
_PAIR = ("en", "es")
_HEADING_STYLES = {1: "title", 2: "heading", 3: "lead"}


def read_blocks(node: Node, findings: Findings) -> tuple[Block, ...]:
    """The blocks of a list; what is no block, or has a wrong key or value, is a finding."""
    if not isinstance(node.value, list):
        if node.value is not None:
            problem = f"Expected a list of blocks, found {node.kind}."
            findings.error("block.list", node.place, problem, "Start each block with “- ”, such as “- text: …”.")
        return ()
    blocks = (_read_entry(entry, findings) for entry in node.value)
    return tuple(block for block in blocks if block is not None)


def _read_entry(entry: Node, findings: Findings) -> Block | None:
    """One entry of a list of blocks: a mapping with the block's kind as its only key."""
    if not isinstance(entry.value, dict) or len(entry.value) != 1:
        keys = ", ".join(entry.value) if isinstance(entry.value, dict) else entry.kind
        problem = f"Expected one block here, such as “text: …”, found {keys or 'nothing'}."
        findings.error("block.shape", entry.place, problem, "Start each block with “- ”; indent its options below it.")
        return None
    ((name, value),) = entry.value.items()
    kind = KINDS.get(name)
    if kind is None:
        place = replace(entry.place, key=value.place.key)
        findings.error("block.unknown", place, f"There is no block “{name}”.", nearest(name, KINDS), seen=name)
        return None
    with Reader(_options(value, kind.main), findings) as reader:
        block = kind.read(reader)
        when = reader.text("when", "")
    return replace(block, place=replace(entry.place, key=value.place.key), when=when)


def _options(value: Node, main: str) -> Node:
    """The options of a block as a mapping; a text or a list is short for the main key."""
    if isinstance(value.value, dict):
        return value
    return Node({} if value.value is None else {main: value}, value.place)


def _inner(reader: Reader) -> tuple[Block, ...]:
    return read_blocks(reader.need("blocks"), reader.findings)


def _heading(reader: Reader) -> Heading:
    level = whole_number(reader, "level", 1, 1, 3)
    return Heading(
        reader.place,
        text=printed_words(reader, "text"),
        level=level,
        style=reader.text("style", _HEADING_STYLES[level]),
    )


def _text(reader: Reader) -> Text:
    return Text(
        reader.place,
        text=printed_words(reader, "text"),
        style=reader.text("style", "body"),
        align=reader.choice("align", ("left", "center", "right"), "left"),
    )


def _note(reader: Reader) -> Note:
    return Note(reader.place, text=printed_words(reader, "text"), style=reader.text("style", "fine"))


def _locked(reader: Reader) -> LockedBlock:
    return LockedBlock(reader.place, id=reader.text("id"), style=reader.text("style", "body"))


def _posting(reader: Reader) -> Posting:
    blocks = _inner(reader) if reader.has("blocks") else ()
    return Posting(reader.place, part=reader.choice("part", POSTING_PARTS), blocks=blocks)


def _bullets(reader: Reader) -> Bullets:
    return Bullets(
        reader.place,
        items=list_items(reader),
        columns=whole_number(reader, "columns", 1, 1, 4),
        style=reader.text("style", "body"),
        first=whole_number(reader, "first", 1, 1, 1000),
        last=whole_number(reader, "last", 0, 0, 1000),
        gap=optional_distance(reader, "gap"),
        marker=reader.choice("marker", ("dot", "number", "check", "cross"), "dot"),
    )


def _row(reader: Reader) -> Row:
    align = reader.choice("align", ("top", "middle", "bottom"), "top")
    return Row(reader.place, blocks=_inner(reader), gap=optional_distance(reader, "gap"), align=align)


def _stack(reader: Reader) -> Stack:
    width, gap = optional_size(reader, "width"), optional_distance(reader, "gap")
    return Stack(reader.place, blocks=_inner(reader), width=width, gap=gap)


def _columns(reader: Reader) -> Columns:
    count = whole_number(reader, "count", 2, 2, 6)
    return Columns(reader.place, blocks=_inner(reader), count=count, gap=optional_distance(reader, "gap"))


def _bilingual(reader: Reader) -> Bilingual:
    langs = reader.texts("with") if reader.has("with") else _PAIR
    if len(set(langs)) < 2:
        problem, fix = "Two languages are needed, one for pieces in each.", "Write “with: [en, es]”."
        reader.wrong(reader.need("with"), problem, fix, "bilingual.with")
    every, shares = reader.boolean("every"), room_shares(reader, "shares")
    count = len(set(langs)) if every else 2
    if shares and len(shares) != count:
        problem, fix = f"There are {len(shares)} shares for {count} languages.", "Write one share for each language."
        reader.wrong(reader.need("shares"), problem, fix, "bilingual.shares")
    return Bilingual(
        reader.place,
        blocks=_inner(reader),
        langs=langs,
        beside=reader.choice("arrange", ("beside", "stacked"), "beside") == "beside",
        gap=optional_distance(reader, "gap"),
        every=every,
        shares=shares if len(shares) == count else (),
    )


def _named(reader: Reader) -> tuple[str, str]:
    """The contact of a block and the field it comes from: one of the two is empty, and the layout fills it in."""
    name = reader.text("contact")
    field = single_reference(name)
    return ("", field) if field and is_field(field) else (name, "")


def _contact(reader: Reader) -> ContactBlock:
    contact, field = _named(reader)
    return ContactBlock(
        reader.place,
        contact=contact,
        field=field,
        channels=known_words(reader, "channels", _CHANNELS),
        show=known_words(reader, "show", ("who", "hours", "languages"), ("who",)),
        size=reader.text("size", "number"),
        label=printed_words(reader, "label", ""),
    )


def _qr(reader: Reader) -> Qr:
    contact, field = _named(reader)
    return Qr(
        reader.place,
        contact=contact,
        field=field,
        channel=reader.choice("channel", _CHANNELS, "web"),
        module=optional_size(reader, "module"),
        level=reader.choice("level", ("M", "Q", "H"), "M"),
        caption=printed_words(reader, "caption", ""),
        link=single_reference(reader.text("link", "")),
    )


def _image(reader: Reader) -> Image:
    file = reader.text("file")
    field = single_reference(file)
    logo = field if field and is_field(field) else ""
    image = Image(
        reader.place,
        file="" if logo else file,
        field=logo,
        width=optional_size(reader, "width"),
        height=optional_size(reader, "height"),
        alt=printed_words(reader, "alt", ""),
        decorative=reader.boolean("decorative"),
    )
    if logo:
        _check_logo(image, reader)
    elif not image.alt and not image.decorative:
        fix = "Add “alt:” with what the picture shows, or “decorative: true” if it says nothing."
        reader.wrong(reader.node, "The picture has no description for those who cannot see it.", fix, "image.alt")
    return image


def _check_logo(image: Image, reader: Reader) -> None:
    """A logo has a height that a tall one keeps to, and is told to everybody: it says whose piece this is."""
    if image.height is None:
        fix = "Add “height:”, such as 0.4in; a wide logo keeps to “width:” or to the room there is."
        reader.wrong(
            reader.node, "Logos are tall or wide, and nothing says how high this one may be.", fix, "image.box"
        )
    if image.decorative:
        fix = "Take “decorative:” out."
        reader.wrong(reader.node, "A logo says whose piece it is, so it is no decoration.", fix, "image.alt")


def _icon(reader: Reader) -> Icon:
    return Icon(
        reader.place,
        name=reader.text("name"),
        size=optional_size(reader, "size"),
        ink=reader.text("ink", "accent"),
        alt=printed_words(reader, "alt", ""),
    )


def _rule(reader: Reader) -> Rule:
    return Rule(reader.place, ink=reader.text("ink", "accent"), weight=optional_size(reader, "weight"))


def _band(reader: Reader) -> Band:
    return Band(
        reader.place,
        blocks=_inner(reader),
        fill=reader.text("fill", "brand"),
        ink="" if reader.text("ink", "paper") == OWN_INKS else reader.text("ink", "paper"),
        padding=optional_distance(reader, "padding"),
        gap=optional_distance(reader, "gap"),
    )


def _figure(reader: Reader) -> Figure:
    return Figure(reader.place, fact=reader.text("fact"))


def _chart(reader: Reader) -> Chart:
    return Chart(reader.place, facts=reader.texts("facts"), kind=reader.choice("kind", ("bars", "dots"), "bars"))


def _lines(reader: Reader) -> Lines:
    return Lines(reader.place, count=whole_number(reader, "count", 4, 1, 40), gap=optional_distance(reader, "gap"))


def _spacer(reader: Reader) -> Spacer:
    return Spacer(reader.place, size=optional_distance(reader, "size"))


@dataclass(frozen=True)
class Kind:
    """How one kind of block is read: the key its short form stands for, and its reader."""

    main: str
    read: Callable[[Reader], Block]


KINDS = {
    "heading": Kind("text", _heading),
    "text": Kind("text", _text),
    "bullets": Kind("items", _bullets),
    "table": Kind("rows", read_table),
    "row": Kind("blocks", _row),
    "stack": Kind("blocks", _stack),
    "columns": Kind("blocks", _columns),
    "bilingual": Kind("blocks", _bilingual),
    "contact": Kind("contact", _contact),
    "qr": Kind("contact", _qr),
    "image": Kind("file", _image),
    "icon": Kind("name", _icon),
    "note": Kind("text", _note),
    "locked": Kind("id", _locked),
    "posting": Kind("part", _posting),
    "rule": Kind("ink", _rule),
    "band": Kind("blocks", _band),
    "figure": Kind("fact", _figure),
    "chart": Kind("facts", _chart),
    "lines": Kind("count", _lines),
    "entry": Kind("label", read_entry),
    "checks": Kind("items", read_checks),
    "grid": Kind("header", read_grid),
    "spacer": Kind("size", _spacer),
}
