"""Which fields a block prints: those that its texts name or lead to, and the one that picks its contact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.catalog.blocks import Block, ContactBlock, Qr, printed_texts
from generator.catalog.references import is_contact, is_fact, is_field, references
from generator.catalog.topics import Topic, texts_of


def fields_printed(block: Block, topics: Mapping[str, Topic]) -> frozenset[str]:
    """The names of the fields that a block prints itself; those of blocks within it are theirs."""
    return frozenset((*_chosen(block), *_named(printed_texts(block), topics)))


def _chosen(block: Block) -> Iterator[str]:
    if isinstance(block, ContactBlock | Qr) and block.field:
        yield block.field
    if isinstance(block, Qr) and block.link:
        yield block.link


def _named(texts: tuple[str, ...], topics: Mapping[str, Topic]) -> Iterator[str]:
    seen: set[str] = set()
    waiting = list(texts)
    while waiting:
        for name in references(waiting.pop()):
            if is_field(name):
                yield name
            elif name not in seen and not is_contact(name) and not is_fact(name):
                seen.add(name)
                waiting += texts_of(topics, name)
