"""Findings: what was seen, where, against which limit, and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import StrEnum

from generator.frozen import dataclass


class Severity(StrEnum):
    """How much a finding matters: an error refuses, a warning is reported, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a file as the user knows it, a line and column from 1, and the key there."""

    file: str = ""
    line: int = 0
    column: int = 0
    key: str = ""

    def __str__(self) -> str:
        spot = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{spot} ({self.key})" if self.key and spot else spot or self.key


@dataclass(frozen=True)
class Finding:
    """One thing found: a rule's name, how grave, where, the value seen, the limit, the problem and the fix."""

    rule: str
    severity: Severity
    place: Place
    problem: str
    fix: str
    seen: str = ""
    limit: str = ""

    def __str__(self) -> str:
        where = f"{self.place}: " if str(self.place) else ""
        fix = f" {self.fix}" if self.fix else ""
        return f"{where}{self.severity}: {self.problem}{fix} [{self.rule}]"

    def as_dict(self) -> dict[str, object]:
        """The finding as plain values for `--json` and the manifest."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "key": self.place.key,
            "seen": self.seen,
            "limit": self.limit,
            "problem": self.problem,
            "fix": self.fix,
        }


@dataclass
class Findings:
    """A collector that gathers every finding of a run, so that all are reported at once."""

    found: list[Finding] = field(default_factory=list)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def error(self, rule: str, place: Place, problem: str, fix: str, *, seen: str = "", limit: str = "") -> None:
        """Record something that refuses the work."""
        self.found.append(Finding(rule, Severity.ERROR, place, problem, fix, seen, limit))

    def warn(self, rule: str, place: Place, problem: str, fix: str, *, seen: str = "", limit: str = "") -> None:
        """Record something a person should look at."""
        self.found.append(Finding(rule, Severity.WARNING, place, problem, fix, seen, limit))

    def note(self, rule: str, place: Place, problem: str) -> None:
        """Record something worth knowing that asks for nothing."""
        self.found.append(Finding(rule, Severity.NOTE, place, problem, ""))

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add findings made elsewhere."""
        self.found.extend(findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Those that refuse the work."""
        return tuple(finding for finding in self.found if finding.severity is Severity.ERROR)

    def sorted(self) -> tuple[Finding, ...]:
        """Every different finding once, by place."""
        return tuple(sorted(dict.fromkeys(self.found), key=lambda f: (f.place, f.severity, f.rule, f.problem)))


def unsaid(found: Iterable[Finding], known: Iterable[Finding]) -> list[Finding]:
    """Those of `found` that say what nothing in `known` says, each once: another rule, place or problem."""
    said, new = {_told(finding) for finding in known}, []
    for finding in found:
        if _told(finding) not in said:
            said.add(_told(finding))
            new.append(finding)
    return new


def _told(finding: Finding) -> tuple[str, Place, str]:
    return finding.rule, finding.place, finding.problem


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence that names the known word nearest to `word`, or lists what is known."""
    known = sorted(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean “{close[0]}”?"
    return f"Known here: {', '.join(known)}." if known else "Nothing is known here."
