"""Verdicts: what each number, address, code and link of a file is to the directory, and how old its check is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from enum import StrEnum

from generator.catalog.freshness import is_stale
from generator.catalog.policies import Policies
from generator.findings import Finding, Place, Severity
from generator.frozen import dataclass
from generator.proof.known import HOST, Known, KnownDirectory
from generator.proof.pages import FinishedFile
from generator.proof.payloads import payload_targets


class Standing(StrEnum):
    """What something that was read is to the directory."""

    TRUE = "true"
    STALE = "stale"
    LOCAL = "local"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Clock:
    """The day of the proof, and how old a check may be on it."""

    today: datetime.date
    policies: Policies

    def days(self, known: Known) -> int:
        """How many days ago an entry was known to be right; 0 for what this job alone says."""
        return (self.today - known.checked_on).days if known.checked_on else 0

    def is_stale(self, known: Known) -> bool:
        """Whether the check is older than a proof takes in silence."""
        return known.checked_on is not None and is_stale(known.checked_on, self.policies.proof_days, self.today)


@dataclass(frozen=True)
class Verdict:
    """One thing read: on which page, as "number", "address", "code" or "link", its text, and whose it is."""

    page: int
    what: str
    text: str
    standing: Standing
    known: Known | None = None

    def as_dict(self) -> dict[str, object]:
        """The verdict as plain values for `--json`."""
        known = self.known
        return {
            "verdict": str(self.standing),
            "contact": known.contact if known else "",
            "channel": str(known.kind) if known else "",
            "value": known.value if known else "",
            "checked_on": known.checked_on.isoformat() if known and known.checked_on else "",
        }


def verdicts(finished: FinishedFile, known: KnownDirectory, clock: Clock | None) -> tuple[Verdict, ...]:
    """Every number, address, code and link of a file with its standing; without a clock nothing is stale.

    What may be no number at all is left out where the directory does not have it.
    """
    return tuple(
        Verdict(page, what, text, _standing(entry, clock), entry) for page, what, text, entry in _read(finished, known)
    )


def _read(finished: FinishedFile, known: KnownDirectory) -> Iterator[tuple[int, str, str, Known | None]]:
    for page in finished.pages:
        for number in page.numbers:
            if number.sure or number.digits in known.numbers:
                turned = known.turned_round(number) if page.right_to_left else None
                yield page.number, "number", number.text, known.numbers.get(number.digits, turned)
        for address in page.addresses:
            yield page.number, "address", address.text, known.address((address.address, *address.joined))
        for what, payloads in (("code", [qr.text for qr in page.qrs]), ("link", page.links)):
            for payload in payloads:
                for target in payload_targets(payload):
                    yield page.number, what, payload, known.target(target)


def _standing(known: Known | None, clock: Clock | None) -> Standing:
    if known is None:
        return Standing.UNKNOWN
    if not known.contact and known.kind != HOST:
        return Standing.LOCAL
    return Standing.STALE if clock and clock.is_stale(known) else Standing.TRUE


def stale_findings(read: Iterable[Verdict], clock: Clock, shown_name: str) -> Iterator[Finding]:
    """One warning for each contact whose numbers were checked too long ago, and one for its addresses."""
    told = set()
    for verdict in read:
        known = verdict.known
        if known is None or verdict.standing is not Standing.STALE:
            continue
        what = "address" if known.kind in ("web", "mail", "social") else "number"
        if (known.contact, what) not in told:
            told.add((known.contact, what))
            yield _stale(known, what, clock, Place(shown_name, key=f"page {verdict.page}"))


def _stale(known: Known, what: str, clock: Clock, place: Place) -> Finding:
    days, policies = clock.days(known), clock.policies
    problem = f"{known} was last checked {days} days ago, on {known.checked_on}; a proof warns after "
    problem += f"{policies.proof_days} days."
    if days > policies.release_days:
        problem += f" A release would be refused: it takes no check older than {policies.release_days} days."
    fix = "Call the line and note the check." if what == "number" else "Open the address and note the check."
    return Finding(
        f"proof.{what}-stale",
        Severity.WARNING,
        place,
        problem,
        f"{fix} `handbill contacts verify {known.contact}` records it; `handbill contacts show` has the source.",
        str(known.checked_on),
        f"{policies.proof_days} days",
    )
