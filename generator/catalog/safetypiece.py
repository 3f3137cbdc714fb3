"""A piece as the safety rules see it: a layout, what it says, and what its audience asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.catalog.contacts import Contact
from generator.catalog.layouts import Layout
from generator.catalog.model import Catalog
from generator.catalog.safetyrules import Audience, SafetyRules
from generator.catalog.said import Line, Said
from generator.catalog.topics import look_up
from generator.catalog.yamlnode import Node
from generator.findings import Place
from generator.frozen import dataclass


@dataclass(frozen=True)
class Piece:
    """A layout with what it says, and the rules for its audience."""

    layout: Layout
    catalog: Catalog
    rules: SafetyRules
    said: tuple[Said, ...]

    @property
    def id(self) -> str:
        """The name of the layout, for messages: its blocks may come from a part that others share."""
        return self.layout.id

    @property
    def audience(self) -> Audience:
        """The rules for the people it is for."""
        return self.rules.audiences[self.layout.audience]

    @property
    def lines(self) -> Iterator[tuple[Said, Line]]:
        """Every line in reading order, with the block that names it; contacts that do not exist are left out."""
        known = self.catalog.contacts.contacts
        yield from ((said, line) for said in self.said for line in said.lines if line.field or line.contact in known)

    def fits(self, line: Line, kinds: Iterable[str]) -> bool:
        """Whether a line is of one of the kinds."""
        found = [self.rules.kinds[name] for name in kinds]
        if line.field:
            return any(kind.field for kind in found)
        return any(kind.fits(self.contact(line)) for kind in found)

    def contact(self, line: Line) -> Contact:
        """The contact of a line."""
        return self.catalog.contacts.contacts[line.contact]

    def words_for(self, kinds: Iterable[str]) -> str:
        """Kinds as words for a message."""
        return " or ".join(self.rules.kinds[name].words for name in kinds)

    @property
    def people(self) -> str:
        """The people it is for, as words for a message."""
        return {"public": "the public"}.get(self.layout.audience, f"{self.layout.audience}s")

    def says(self, keys: Iterable[str]) -> bool:
        """Whether one of these topics surely stands on the piece."""
        return any(said.sure and under(key, keys) for said in self.said for key in said.keys)


def under(key: str, roots: Iterable[str]) -> bool:
    """Whether a topic's key is one of these, or below one of them."""
    return any(key == root or key.startswith(f"{root}.") for root in roots)


def leaves(key: str, node: Node) -> Iterator[tuple[str, str, Place]]:
    """Every text of a topic with its key and place."""
    if isinstance(node.value, str):
        yield key, node.value, node.place
    elif isinstance(node.value, dict):
        for name, child in node.value.items():
            yield from leaves(f"{key}.{name}", child)
    else:
        for child in node.value or ():
            yield from leaves(key, child)


def example(keys: Iterable[str], catalog: Catalog) -> str:
    """What to do where one of these topics should be printed, with the first of their texts."""
    for key in keys:
        node = look_up(catalog.topics, key)
        for name, _, _ in leaves(key, node) if node else ():
            return f"Add a text of it, such as {{{name}}}."
    return "Write one, and list its key in data/safety.yaml."
