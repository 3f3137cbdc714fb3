"""Filling: the cards of a record, out of a pattern where it fits one, else composed by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from generator.catalog.layouts import Layout
from generator.catalog.model import Catalog
from generator.catalog.safety import check_safety
from generator.catalog.translated import in_language, untranslated
from generator.compose.chosen import chosen
from generator.compose.headings import check_headings
from generator.compose.items import Piece
from generator.compose.pattern import Card, Form, Pattern, fill, pattern_of
from generator.compose.record import Record
from generator.findings import Findings
from generator.frozen import dataclass
from generator.order import asked_contacts

# Patterns by what the record has: the fields filled in, what it chose. More than a few hundred are no shapes.
_MOST = 500
Cards = tuple[Card, ...]


@dataclass(frozen=True)
class Filled:
    """What became of one record: its piece as it was first composed for its pattern, and a card for each face."""

    piece: Piece
    cards: Cards


@dataclass
class Filler:
    """Fills the records of one layout in one language; a warning of composing is told once a pattern.

    `asked` are the contacts that any of them asks people to call.
    """

    layout: Layout
    catalog: Catalog
    lang: str
    patterns: dict[tuple[str, ...], Pattern | None] = field(default_factory=dict)
    layouts: dict[tuple[str, ...], Layout] = field(default_factory=dict)
    spoken: set[str] = field(default_factory=set)
    asked: dict[str, None] = field(default_factory=dict)

    def fill(self, record: Record, given: Mapping[str, str], findings: Findings) -> Filled | None:
        """The cards of a record; None, with findings, where it cannot be set. `given` says what it chose."""
        picked = tuple(sorted(f"{name}={value}" for name, value in given.items() if name not in record))
        pattern = self.patterns.get(self._key(picked, record))
        cards = fill(pattern, record) if pattern else None
        if pattern and cards:
            return Filled(pattern.piece, cards)
        layout = self._layout(picked, given, findings)
        if layout is None:
            return None
        return self._composed(layout, picked, record, findings)

    def _key(self, picked: tuple[str, ...], record: Record) -> tuple[str, ...]:
        """What the records of a pattern share: what they chose, what is told of a picture, and their fields."""
        told = (f"{name}={record[name].shown}" for name in sorted(self.spoken & record.keys()))
        return (*picked, *told, "", *sorted(record))

    def _composed(self, layout: Layout, picked: tuple[str, ...], record: Record, findings: Findings) -> Filled | None:
        found, spoken = Findings(), in_language(self.catalog, self.lang)
        layout = replace(layout, title=spoken.layouts.get(layout.id, layout).title)
        piece, pattern = pattern_of(layout, spoken, self.lang, record, found)
        check_headings(piece, layout.place, found)
        findings.extend(found)
        if found.errors:
            return None
        self.asked.update(dict.fromkeys(asked_contacts(piece.faces)))
        if pattern:
            self.spoken.update(pattern.spoken)
        if len(self.patterns) < _MOST:
            self.patterns.setdefault(self._key(picked, record), pattern)
        cards = fill(pattern, record) if pattern else None
        return Filled(piece, cards or tuple(Card(Form(face, (), ()), record, (), ()) for face in piece.faces))

    def _layout(self, picked: tuple[str, ...], given: Mapping[str, str], findings: Findings) -> Layout | None:
        """The layout as the record chose it to be."""
        if picked not in self.layouts:
            found = Findings()
            own = chosen([self.layout], given, self.catalog, found)[0]
            if own is not self.layout and not found.errors:
                check_safety(replace(self.catalog, layouts={own.id: own}), found)
                found.extend(untranslated(own, self.catalog, (self.lang,)))
            findings.extend(found)
            if found.errors:
                return None
            self.layouts[picked] = own
        return self.layouts[picked]
