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
    """Findings by rule and column; of each kind the first of a row and then its others are kept, the rest are counted.

    It takes as little room for a hundred thousand rows as for ten.
    """

    first: dict[Kind, list[Finding]] = field(default_factory=dict)
    again: dict[Kind, list[Finding]] = field(default_factory=dict)
    counts: dict[Kind, int] = field(default_factory=dict)
    errors: int = 0

    def add(self, findings: Iterable[Finding]) -> None:
        """Take in the findings of one more row."""
        for finding in findings:
            kind = (finding.rule, finding.severity, finding.place.file, finding.place.column)
            first = self.first.setdefault(kind, [])
            told = bool(first) and first[-1].place.line == finding.place.line
            kept = self.again.setdefault(kind, []) if told else first
            if len(kept) < _TOLD + _NAMED:
                kept.append(finding)
            self.counts[kind] = self.counts.get(kind, 0) + 1
            self.errors += finding.severity is Severity.ERROR

    def summed(self) -> tuple[Finding, ...]:
        """What to report: the first of each kind, and one that says in how many more rows the same was found.

        A row with many faults of a kind does not hide those of other rows.
        """
        kinds = ((first, self.again.get(kind, []), self.counts[kind]) for kind, first in self.first.items())
        return tuple(finding for first, again, count in kinds for finding in _summed(first, again, count))


def _summed(first: list[Finding], again: list[Finding], count: int) -> list[Finding]:
    if count <= _TOLD + 1:
        return sorted([*first, *again], key=lambda finding: finding.place.line)
    kept = [*first, *again][: _TOLD + _NAMED]
    named = kept[_TOLD:]
    numbers = list(dict.fromkeys(str(finding.place.line) for finding in named))
    more = count - _TOLD
    rows = f"{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"
    rows += f" and {more - len(named):,} further ones" if more > len(named) else ""
    what = "note" if kept[0].severity is Severity.NOTE else kept[0].severity
    unit = kept[0].place.key.split(" ")[0]
    problem = f"The same {what} is in {more:,} more: {unit}{rows}."
    return [*kept[:_TOLD], replace(named[0], problem=problem, seen=f"{count:,} in all", limit="")]
