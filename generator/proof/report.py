"""The proof of one file: what it is, what was read in it, and what is wrong with it."""

from __future__ import annotations

from generator.errors import Refused
from generator.findings import Finding, Severity
from generator.frozen import dataclass
from generator.proof.addresses import FoundAddress
from generator.proof.checks import Check
from generator.proof.codes import OURS, FoundQr
from generator.proof.eyes import HARD
from generator.proof.judge import Asked, judge
from generator.proof.known import KnownDirectory
from generator.proof.numbers import FoundNumber
from generator.proof.pages import FinishedFile, FoundFont
from generator.proof.preflight import preflight
from generator.proof.readback import TOLD_BY, read_back_checks
from generator.proof.reading import read_finished
from generator.proof.verdicts import Clock, Verdict, stale_findings, verdicts


@dataclass(frozen=True)
class ProofResult:
    """What proofing a file gave; `pages` is 0 for a file that could not be read.

    `verdicts` are of everything that was read; `local` are the printed forms of numbers that are true only because this
    job says so; `checks` is the preflight sheet, whose findings are among `findings`.
    """

    file: str
    pages: int
    qrs: tuple[FoundQr, ...]
    numbers: tuple[FoundNumber, ...]
    fonts: tuple[FoundFont, ...]
    findings: tuple[Finding, ...]
    local: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    addresses: tuple[FoundAddress, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing refuses the file."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)

    def as_dict(self) -> dict[str, object]:
        """The result as plain values for `--json`."""
        return {
            "file": self.file,
            "passed": self.passed,
            "pages": self.pages,
            "qrs": [qr.as_dict() for qr in self.qrs],
            "numbers": [{**n.as_dict(), **self._verdict("number", n.page, n.text)} for n in self.numbers],
            "addresses": [{**a.as_dict(), **self._verdict("address", a.page, a.text)} for a in self.addresses],
            "local": list(self.local),
            "fonts": [font.as_dict() for font in self.fonts],
            "findings": [finding.as_dict() for finding in self.findings],
            "checks": [check.as_dict() for check in self.checks],
        }

    def _verdict(self, what: str, page: int, text: str) -> dict[str, object]:
        """The verdict of one thing read; the same text on the same page is the same thing."""
        same = (one for one in self.verdicts if (one.what, one.page, one.text) == (what, page, text))
        return next((one.as_dict() for one in same), {})


def proof_bytes(
    data: bytes, shown_name: str, known: KnownDirectory, asked: Asked | None = None, clock: Clock | None = None
) -> ProofResult:
    """Proof a PDF, PNG or vCard; a file that cannot be read is a result with its finding, so that a run goes on.

    With a clock, a check that is too old is a finding.
    """
    try:
        # What we made has the codes that were asked for; of any other file nobody knows how many it has.
        finished = read_finished(data, shown_name, HARD if asked is None else OURS)
    except Refused as refused:
        return ProofResult(shown_name, 0, (), (), (), refused.findings)
    return proof_read(finished, data, shown_name, known, asked, clock)


def proof_read(
    finished: FinishedFile,
    data: bytes,
    shown_name: str,
    known: KnownDirectory,
    asked: Asked | None = None,
    clock: Clock | None = None,
) -> ProofResult:
    """Proof a file that was read already."""
    # What may be no number at all is only reported where the directory knows it.
    numbers = [n for page in finished.pages for n in page.numbers if n.sure or n.digits in known.numbers]
    preflighted = preflight(data, finished, known, asked, shown_name)
    told = {check.rule for check in preflighted}
    held = verdicts(finished, known, clock)
    judged = [one for one in judge(finished, known, asked, shown_name) if TOLD_BY.get(one.rule) not in told]
    judged += stale_findings(held, clock, shown_name) if clock else ()
    read = [one for one in read_back_checks(finished, judged, asked, held, clock) if TOLD_BY.get(one.rule) not in told]
    return ProofResult(
        file=shown_name,
        pages=len(finished.pages),
        qrs=tuple(qr for page in finished.pages for qr in page.qrs),
        numbers=tuple(numbers),
        fonts=finished.fonts,
        findings=(*judged, *(finding for check in preflighted for finding in check.findings)),
        local=tuple(dict.fromkeys(number.text for number in numbers if known.is_local(number))),
        checks=(*read, *preflighted),
        addresses=tuple(address for page in finished.pages for address in page.addresses),
        verdicts=held,
        links=tuple(link for page in finished.pages for link in page.links),
    )
