"""The print file of a kit: the cover and the office files of all pieces in one, and read back against them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.errors import refuse_errors
from generator.findings import Finding, Findings
from generator.frozen import dataclass
from generator.pdf.info import DocumentInfo
from generator.pdf.joined import Joined, Part, join
from generator.press.asked import Asked
from generator.proof.codes import OURS
from generator.proof.known import KnownDirectory
from generator.proof.pages import FinishedPage
from generator.proof.reading import read_finished
from generator.proof.report import ProofResult, proof_bytes
from generator.proof.same import check_same


@dataclass(frozen=True)
class Combined:
    """A print file that was read back: its bytes, where each part stands in it, and what the proof read."""

    joined: Joined
    proof: ProofResult

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a person should look at."""
        return self.proof.findings


def combined(parts: Sequence[Part], name: str, info: DocumentInfo, known: KnownDirectory, ink_limit: float) -> Combined:
    """The parts joined and proofed; raises Refused where the file is not, page by page, what its parts are."""
    joined, findings = join(parts, info), Findings()
    pages = [read_finished(part.data, part.title, OURS).pages for part in parts]
    check_same(joined.data, name, [part.data for part in parts], joined.origins, findings)
    read = [pages[origin[0]][origin[1]] if origin else None for origin in joined.origins]
    asked = Asked(
        pages=len(joined.origins),
        qrs=tuple(_codes(page) for page in read),
        numbers=tuple(_numbers(page) for page in read),
        words=None,
        tagged=True,
        ink_limit=ink_limit,
    )
    proof = proof_bytes(joined.data, name, known, asked)
    findings.extend(proof.findings)
    refuse_errors(findings)
    return Combined(joined, proof)


def _codes(page: FinishedPage | None) -> tuple[str, ...]:
    return tuple(qr.text for qr in page.qrs) if page else ()


def _numbers(page: FinishedPage | None) -> tuple[str, ...]:
    """The numbers that surely are some; what only looks like one is not asked for."""
    return tuple(number.text for number in page.numbers if number.sure) if page else ()


def local_of(entries: Iterable[dict[str, list[str]]]) -> tuple[str, ...]:
    """The job's own numbers on files, by their entries in manifests."""
    return tuple(dict.fromkeys(number for entry in entries for number in entry.get("local_numbers", ())))
