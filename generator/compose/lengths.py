"""Lengths of ids over a whole column: a few that are shorter than all others have lost their zeros."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.catalog.records.model import Table
from generator.compose.columns import Slot
from generator.findings import Findings

# Fewer ids than these make no rule; nor do ids of which a fifth has another length.
_ENOUGH = 10
_MOST = 0.8
_NAMED = 6


@dataclass
class Lengths:
    """For each column of ids, how many digits its ids have, and the first rows of each length."""

    slots: tuple[Slot, ...]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    rows: dict[tuple[str, int], list[int]] = field(default_factory=dict)

    def add(self, row: int, given: Mapping[str, str]) -> None:
        """Take in the ids of one more row; one that is not all digits says nothing."""
        for slot in self.slots:
            text = given.get(slot.name, "")
            if text.isascii() and text.isdigit():
                counts = self.counts.setdefault(slot.name, {})
                counts[len(text)] = counts.get(len(text), 0) + 1
                rows = self.rows.setdefault((slot.name, len(text)), [])
                if len(rows) < _NAMED:
                    rows.append(row)

    def report(self, table: Table, findings: Findings) -> None:
        """A warning for each column in which nearly all ids have one length, and some are shorter."""
        for slot in self.slots:
            counts = self.counts.get(slot.name, {})
            usual = max(counts, key=lambda length: counts[length], default=0)
            if counts and sum(counts.values()) >= _ENOUGH and counts[usual] >= _MOST * sum(counts.values()):
                short = sorted(row for length in counts if length < usual for row in self.rows[slot.name, length])
                self._warn(slot, usual, short, table, findings)

    def _warn(self, slot: Slot, usual: int, short: list[int], table: Table, findings: Findings) -> None:
        if short:
            total = sum(count for length, count in self.counts[slot.name].items() if length < usual)
            named = ", ".join(str(row) for row in short[:_NAMED])
            problem = (
                f"{total:,} of “{slot.name}” have fewer than {usual} digits, as all others have: {table.unit} {named}."
            )
            fix = "A spreadsheet may have dropped zeros in front: compare them with the list they come from."
            findings.warn("cell.zeros", table.place(short[0], slot.column), problem, fix, limit=f"{usual} digits")
