"""What comes of a posting rule held against a sheet: a verdict a clause, and never one word for the whole."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from generator.frozen import dataclass


class Verdict(StrEnum):
    """A clause holds, is broken, or is for a person to settle."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ClauseVerdict:
    """One clause: what was seen, what is asked for, and, unless it holds, what is wrong or open and what to do."""

    clause: str
    verdict: Verdict
    seen: str = ""
    limit: str = ""
    problem: str = ""
    fix: str = ""

    def as_dict(self) -> dict[str, str]:
        """The verdict as plain values for `--json` and manifests."""
        return {
            "clause": self.clause,
            "verdict": str(self.verdict),
            "seen": self.seen,
            "limit": self.limit,
            "problem": self.problem,
            "fix": self.fix,
        }


@dataclass(frozen=True)
class RuleResult:
    """Every clause of one rule, in the order in which a person would look."""

    rule: str
    clauses: tuple[ClauseVerdict, ...]

    @property
    def failed(self) -> tuple[ClauseVerdict, ...]:
        """The clauses that are broken."""
        return tuple(clause for clause in self.clauses if clause.verdict is Verdict.FAIL)

    @property
    def open(self) -> tuple[ClauseVerdict, ...]:
        """The clauses that only a person can settle."""
        return tuple(clause for clause in self.clauses if clause.verdict is Verdict.UNKNOWN)

    def as_dict(self) -> dict[str, object]:
        """The result as plain values for `--json` and manifests."""
        return {"rule": self.rule, "clauses": [clause.as_dict() for clause in self.clauses]}


def passed(clause: str, seen: str, limit: str = "") -> ClauseVerdict:
    """A clause that holds."""
    return ClauseVerdict(clause, Verdict.PASS, seen, limit)


def failed(clause: str, seen: str, limit: str, problem: str, fix: str) -> ClauseVerdict:
    """A clause that is broken."""
    return ClauseVerdict(clause, Verdict.FAIL, seen, limit, problem, fix)


def asks(clause: str, problem: str, fix: str, *, seen: str = "", limit: str = "") -> ClauseVerdict:
    """A clause that only a person can settle."""
    return ClauseVerdict(clause, Verdict.UNKNOWN, seen, limit, problem, fix)


def worst(clause: str, verdicts: Iterable[ClauseVerdict]) -> ClauseVerdict:
    """One verdict for several sheets: the first that fails, else the first that is open, else the first."""
    ranked = sorted(verdicts, key=lambda one: [Verdict.FAIL, Verdict.UNKNOWN, Verdict.PASS].index(one.verdict))
    return ranked[0] if ranked else asks(clause, "There is no sheet to look at.", "Give a file with pages.")
