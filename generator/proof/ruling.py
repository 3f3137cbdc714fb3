"""A ruling: the findings of one rule gathered page by page, without saying the same a thousand times."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from generator.findings import Finding, Place, Severity
from generator.proof.checks import Check

# A fault of the template stands on every page of a long file: so many pages are named, the rest are counted.
PAGES_NAMED = 12


@dataclass
class Ruling:
    """One rule held against the file `name`: what is asked of it, and every offence so far, at most one a page."""

    group: str
    rule: str
    title: str
    limit: str
    name: str
    _first: dict[tuple[int, Severity], Finding] = field(default_factory=dict)
    _times: Counter[tuple[int, Severity]] = field(default_factory=Counter)

    def error(self, problem: str, fix: str, *, page: int = 0, seen: str = "") -> None:
        """Record something that refuses the file; page 0 is the file as a whole."""
        self._record(Severity.ERROR, problem, fix, page, seen)

    def warn(self, problem: str, fix: str, *, page: int = 0, seen: str = "") -> None:
        """Record something a person should look at."""
        self._record(Severity.WARNING, problem, fix, page, seen)

    def _record(self, severity: Severity, problem: str, fix: str, page: int, seen: str) -> None:
        self._times[page, severity] += 1
        if (page, severity) not in self._first:
            place = Place(self.name, key=f"page {page}" if page else "")
            self._first[page, severity] = Finding(self.rule, severity, place, problem, fix, seen, self.limit)

    @property
    def count(self) -> int:
        """How many offences there were, on all pages."""
        return sum(self._times.values())

    @property
    def pages(self) -> int:
        """How many pages have an offence."""
        return len({page for page, _ in self._first})

    def check(self, value: str) -> Check:
        """The rule's answer, with what was seen."""
        named = sorted(self._first)[:PAGES_NAMED]
        more = len(self._first) - len(named)
        told = [self._told(key, more if key == named[-1] else 0) for key in named]
        return Check(self.group, self.rule, self.title, self.limit, value, tuple(told))

    def _told(self, key: tuple[int, Severity], pages: int) -> Finding:
        found, again = self._first[key], self._times[key] - 1
        words = [found.problem]
        if again:
            words.append(f"There {'is 1' if again == 1 else f'are {again}'} more like it on the page.")
        if pages:
            words.append(f"The same stands on {pages} more page{'s' if pages > 1 else ''}.")
        return Finding(found.rule, found.severity, found.place, " ".join(words), found.fix, found.seen, found.limit)
