"""Lengths with a sense: sizes are more than nothing, and distances are not less than nothing."""

from __future__ import annotations

from generator.catalog.reader import Reader
from generator.units import Length

NOTHING = Length.parse("0pt")


def size(reader: Reader, key: str) -> Length:
    """A length that must be there and be more than nothing, such as a width."""
    before = len(reader.findings)
    length = reader.length(key)
    if length <= NOTHING and len(reader.findings) == before:
        reader.wrong(reader.need(key), f"A {key} of {length} is no size.", "Write a length above zero.", "length.size")
    return length


def distance(reader: Reader, key: str, default: Length | None = None) -> Length:
    """A length from zero up, such as a margin; with a default the key may be left out."""
    length = reader.length(key, default)
    if length < NOTHING:
        reader.wrong(
            reader.need(key), f"A {key} of {length} is less than nothing.", "Drop the minus.", "length.negative"
        )
    return length


def optional_distance(reader: Reader, key: str) -> Length | None:
    """A length from zero up, or None where the key is left out."""
    return distance(reader, key) if reader.has(key) else None


def optional_size(reader: Reader, key: str) -> Length | None:
    """A length above zero, or None where the key is left out."""
    return size(reader, key) if reader.has(key) else None
