"""Tallies: findings of many rows made into a few, so that a fault in ten thousand rows is one clear report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from generator.findings import Finding, Severity

# As many of a kind as are told in full, and as many further rows as are named.
_TOLD = 3
_NAMED = 6

Kind = tuple[str, Severity, str, int]


@dataclass
class Tally:
    """Findings by rule and column; of each kind the first are kept, and the rest are counted.

    It takes as little room for a hundred thousand rows as for ten.
    """

    first: dict[Kind, list[Finding]] = field(default_factory=dict)
    counts: dict[Kind, int] = field(default_factory=dict)
    errors: int = 0

    def add(self, findings: Iterable[Finding]) -> None:
        """Take in the findings of one more row."""
        for finding in findings:
            kind = (finding.rule, finding.severity, finding.place.file, finding.place.column)
            kept = self.first.setdefault(kind, [])
            if len(kept) < _TOLD + _NAMED:
                kept.append(finding)
            self.counts[kind] = self.counts.get(kind, 0) + 1
            self.errors += finding.severity is Severity.ERROR

    def summed(self) -> tuple[Finding, ...]:
        """What to report: the first of each kind, and one that says in how many more rows the same was found."""
        return tuple(finding for kind, kept in self.first.items() for finding in _summed(kept, self.counts[kind]))


def _summed(kept: list[Finding], count: int) -> list[Finding]:
    if count <= _TOLD + 1:
        return kept
    named = kept[_TOLD:]
    rows = ", ".join(str(finding.place.line) for finding in named)
    more = count - _TOLD
    rows += f" and {more - len(named):,} further ones" if more > len(named) else ""
    what = "note" if kept[0].severity is Severity.NOTE else kept[0].severity
    unit = kept[0].place.key.split(" ")[0]
    problem = f"The same {what} is in {more:,} more: {unit}s {rows}."
    return [*kept[:_TOLD], replace(named[0], problem=problem, seen=f"{count:,} in all", limit="")]
