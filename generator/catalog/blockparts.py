"""Parts of blocks that many kinds have: printed words, lists of them, numbers within reason, shares of the room."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.catalog.reader import Reader
from generator.catalog.words import checked_words
from generator.catalog.yamlnode import Node
from generator.findings import nearest

_SHARE = re.compile(r"\d{1,4}(\.\d{1,4})?")


def printed_words(reader: Reader, key: str, default: str | None = None) -> str:
    """A text that will be printed: without control characters, and without numbers typed by hand."""
    node = reader.need(key) if default is None else reader.optional(key)
    if node is None:
        return default or ""
    text = reader.as_text(node)
    return reader.as_text(checked_words(node, reader.findings)) if isinstance(node.value, str) else text


def whole_number(reader: Reader, key: str, default: int, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    number = reader.integer(key, default)
    if not least <= number <= most:
        reader.wrong(reader.need(key), f"{number} is out of reason here.", f"Write {least} to {most}.")
        return default
    return number


def known_words(reader: Reader, key: str, known: Iterable[str], default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """A list of words out of a known list."""
    known = tuple(known)
    for node in reader.items(key):
        word = reader.as_text(node)
        if word and word not in known:
            reader.wrong(node, f"“{word}” is not one of {', '.join(known)}.", nearest(word, known))
    return reader.texts(key) if reader.has(key) else default


def list_items(reader: Reader) -> tuple[str, ...]:
    """The entries of a list, or one text: a reference to a list that a topic holds."""
    node = reader.need("items")
    if isinstance(node.value, str):
        return (printed_words(reader, "items"),)
    return listed(reader.items("items"), reader)


def listed(items: Iterable[Node], reader: Reader) -> tuple[str, ...]:
    """The texts of a list; anything else in it is a finding."""
    texts = []
    for node in items:
        if isinstance(node.value, str):
            texts.append(reader.as_text(checked_words(node, reader.findings)))
        else:
            reader.wrong(node, f"Expected text, found {node.kind}.", "Put an entry with a colon in quotes.")
    return tuple(texts)


def room_shares(reader: Reader, key: str) -> tuple[float, ...]:
    """Shares of the room, each a number above zero."""
    shares = []
    for node in reader.items(key):
        text = reader.as_text(node)
        if _SHARE.fullmatch(text) and float(text) > 0:
            shares.append(float(text))
        else:
            reader.wrong(node, f"“{text}” is no share of the room.", "Write numbers such as [2, 3].")
    return tuple(shares)
