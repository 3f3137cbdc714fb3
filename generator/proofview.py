"""What a proof says to a person: the verdict, the findings numbered by gravity, and what was found true."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum

from generator.findings import Finding, Severity
from generator.frozen import dataclass
from generator.proof.report import ProofResult
from generator.proof.spots import page_of
from generator.proof.verdicts import Standing, Verdict

_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_TRUE = (Standing.TRUE, Standing.STALE)
# What a file may hold that no program read.
_UNREAD = {"proof.no-text", "proof.picture-text"}


class Outcome(StrEnum):
    """What is said first of a file: only what was read can be true."""

    TRUE = "true"
    PARTLY = "partly"
    FAULTY = "faulty"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class FoundTrue:
    """Something that was read, as "number", "address", "code" or "link", with whose it is and when that was checked.

    `contact` is empty for a host that the directory lists, and `old` says that the check is too long ago.
    """

    what: str
    text: str
    contact: str
    name: str
    checked_on: datetime.date | None
    old: bool


@dataclass(frozen=True)
class ProofView:
    """A proofed file as a person is shown it: `findings` are in the order of their numbers, from 1."""

    result: ProofResult
    size: int
    sha256: str
    outcome: Outcome
    findings: tuple[Finding, ...]
    true: tuple[FoundTrue, ...]

    @property
    def numbered(self) -> dict[Finding, int]:
        """Each finding with its number."""
        return {finding: number for number, finding in enumerate(self.findings, 1)}


def view_of(data: bytes, result: ProofResult) -> ProofView:
    """What is shown of a file that was proofed."""
    findings = sorted(dict.fromkeys(result.findings), key=lambda one: (_GRAVITY[one.severity], page_of(one)))
    return ProofView(
        result=result,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        outcome=_outcome(result),
        findings=tuple(findings),
        true=tuple(dict.fromkeys(_found_true(result.verdicts))),
    )


def _outcome(result: ProofResult) -> Outcome:
    if result.pages == 0:
        return Outcome.UNREADABLE
    if not result.passed:
        return Outcome.FAULTY
    return Outcome.PARTLY if _UNREAD & {finding.rule for finding in result.findings} else Outcome.TRUE


def _found_true(verdicts: Iterable[Verdict]) -> Iterator[FoundTrue]:
    """Each thing with whose it is; the same on several pages is told once."""
    for one in verdicts:
        known = one.known
        if known and one.standing in _TRUE:
            old = one.standing is Standing.STALE
            yield FoundTrue(one.what, one.text, known.contact, known.name, known.checked_on, old)
