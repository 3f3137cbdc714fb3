"""What a piece says, block by block in reading order: its texts with the references in them followed, and its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from generator.catalog.blocks import Block, Bullets, Checks, ContactBlock, Qr, printed_texts, walk
from generator.catalog.contacts import DIALLED
from generator.catalog.facts import FACT_PARTS
from generator.catalog.layouts import Layout
from generator.catalog.model import Catalog
from generator.catalog.references import is_contact, is_fact, is_field, references, single_reference
from generator.catalog.textcheck import MAX_NESTING
from generator.catalog.topics import Topic, look_up, texts_of
from generator.findings import Place
from generator.frozen import dataclass

# The channels whose value is dialled, as layouts name them.
_DIALLED = frozenset(kind.value for kind in DIALLED)


@dataclass(frozen=True)
class Line:
    """A contact, or a phone field of the layout, where a piece names it; `call` tells a number from an address."""

    contact: str
    field: str
    call: bool
    place: Place


@dataclass(frozen=True)
class Said:
    """One block of a piece: `texts` are its own, `words` all that they lead to as they are written, with their places.

    `keys` are the topics and facts it leads to. A block that is not `sure` depends on a field and may be left out.
    """

    face: str
    panel: str
    block: Block
    sure: bool
    texts: tuple[str, ...]
    words: tuple[tuple[str, Place], ...]
    keys: frozenset[str]
    lines: tuple[Line, ...]


def said_by(layout: Layout, catalog: Catalog) -> tuple[Said, ...]:
    """Everything that a layout says, in the order of its panels; names that lead nowhere are left out."""
    format_ = catalog.formats.get(layout.format)
    faces = {panel.name: face.name for face in format_.faces for panel in face.panels} if format_ else {}
    said: list[Said] = []
    for name, blocks in layout.panels.items():
        unsure = {id(inner) for block in walk(blocks) if block.when for inner in walk((block,))}
        said += [_said(b, layout, catalog, (faces.get(name, name), name), id(b) not in unsure) for b in walk(blocks)]
    return tuple(said)


def _said(block: Block, layout: Layout, catalog: Catalog, where: tuple[str, str], sure: bool) -> Said:
    texts = tuple(filter(None, _texts(block, catalog.topics)))
    keys: dict[str, None] = {}
    words = [found for text in texts for found in _followed(text, block.place, catalog.topics, keys, 0)]
    if isinstance(block, Bullets | Checks) and len(block.items) == 1 and single_reference(block.items[0]):
        keys[single_reference(block.items[0])] = None
    lines = [_block_line(block, catalog)] if isinstance(block, ContactBlock | Qr) and block.contact else []
    lines += [line for name in _seen(block, keys, catalog) if (line := _text_line(name, layout, catalog, block.place))]
    return Said(*where, block, sure, texts, tuple(words), frozenset(keys), tuple(lines))


def _seen(block: Block, keys: Mapping[str, None], catalog: Catalog) -> Mapping[str, None]:
    """What a block names that stands on paper: a number that is only spoken helps nobody who is in danger."""
    if not isinstance(block, Checks) or not block.ask:
        return keys
    seen: dict[str, None] = {}
    for text in _texts(replace(block, ask=""), catalog.topics):
        list(_followed(text, block.place, catalog.topics, seen, 0))
    return seen


def _texts(block: Block, topics: Mapping[str, Topic]) -> tuple[str, ...]:
    """The texts of a block, a list of a topic as its entries; a code's caption `none` prints nothing."""
    texts = printed_texts(block)
    if isinstance(block, Bullets | Checks) and len(block.items) == 1:
        listed = single_reference(block.items[0])
        found = texts_of(topics, listed) if listed else ()
        return (*found[block.first - 1 : block.last or None], *texts[1:]) if found else texts
    return () if isinstance(block, Qr) and block.caption == "none" else texts


def _followed(
    text: str, place: Place, topics: Mapping[str, Topic], keys: dict[str, None], depth: int
) -> Iterator[tuple[str, Place]]:
    """The text, and every text that it leads to; what it names is noted down in `keys` in the order it is read."""
    yield text, place
    for name in references(text):
        keys[name] = None
        node = None if is_contact(name) or is_fact(name) or is_field(name) else look_up(topics, name)
        if node is not None and isinstance(node.value, str) and depth < MAX_NESTING:
            yield from _followed(node.value, node.place, topics, keys, depth + 1)


def _block_line(block: ContactBlock | Qr, catalog: Catalog) -> Line:
    """The line of a contact block, which is called unless its channels are addresses alone; a code is scanned."""
    if isinstance(block, Qr):
        return Line(block.contact, "", False, block.place)
    contact = catalog.contacts.contacts.get(block.contact)
    kinds = block.channels or tuple(channel.kind.value for channel in (contact.channels[:1] if contact else ()))
    return Line(block.contact, "", not _DIALLED.isdisjoint(kinds), block.place)


def _text_line(name: str, layout: Layout, catalog: Catalog, place: Place) -> Line | None:
    """The contact or the phone field that a reference names."""
    if is_contact(name):
        _, contact, channel = (*name.split("."), "", "")[:3]
        return Line(contact, "", channel in _DIALLED, place) if contact in catalog.contacts.contacts else None
    field = layout.fields.get(name) if is_field(name) else None
    return Line("", name, True, place) if field and field.kind == "phone" else None


def printed(said: Said, catalog: Catalog) -> tuple[str, ...]:
    """What stands on paper where a block is: its texts filled in, and what a lockup or a code prints by itself."""
    texts = tuple(plain(text, catalog.topics, lambda name: _shown(name, catalog)) for text in said.texts)
    block = said.block
    if not isinstance(block, ContactBlock | Qr) or block.contact not in catalog.contacts.contacts:
        return texts
    contact = catalog.contacts.contacts[block.contact]
    kinds = block.channels if isinstance(block, ContactBlock) else (block.channel,)
    channels = [channel for channel in contact.channels if channel.kind in kinds] or contact.channels[:1]
    texts += tuple(channel.shown for channel in channels)
    if isinstance(block, Qr):
        return texts
    details = {"who": contact.who, "hours": contact.hours, "languages": contact.languages}
    return (*texts, *(() if block.label else (contact.name,)), *(details.get(name, "") for name in block.show))


def _shown(name: str, catalog: Catalog) -> str:
    """What a reference that is no topic prints; a field's value is the office's own."""
    head, key, part = (*name.split("."), "", "")[:3]
    if is_contact(name) and key in catalog.contacts.contacts:
        channels = catalog.contacts.contacts[key].channels
        return next((channel.shown for channel in channels if channel.kind == part), "")
    fact = catalog.facts.get(key) if head == "fact" else None
    return str(getattr(fact, part)) if fact is not None and part in FACT_PARTS else ""


def plain(text: str, topics: Mapping[str, Topic], shown: Callable[[str], str], depth: int = 0) -> str:
    """The text as it is read: topics filled in, every other reference as `shown` says it, without bold marks."""
    for name in references(text):
        node = None if is_contact(name) or is_fact(name) or is_field(name) else look_up(topics, name)
        inner = node is not None and isinstance(node.value, str) and depth < MAX_NESTING
        value = plain(str(node.value), topics, shown, depth + 1) if node is not None and inner else shown(name)
        text = text.replace("{" + name + "}", value)
    return text.replace("**", "")
