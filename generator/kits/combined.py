"""The print file of a kit: the cover and the office files of all pieces in one, held against them and read back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.errors import refuse_errors
from generator.findings import Findings, Place
from generator.frozen import dataclass
from generator.pdf.info import DocumentInfo
from generator.pdf.joined import Joined, Part, join
from generator.press.asked import Asked
from generator.proof.codes import OURS
from generator.proof.known import KnownDirectory
from generator.proof.pages import FinishedPage
from generator.proof.reading import read_finished
from generator.proof.report import ProofResult, proof_read
from generator.proof.same import check_same


@dataclass(frozen=True)
class Combined:
    """A print file that was read back: its bytes, where each part stands in it, and what the proof read."""

    joined: Joined
    proof: ProofResult


def combined(
    parts: Sequence[Part],
    name: str,
    info: DocumentInfo,
    known: KnownDirectory,
    ink_limit: float,
    codes: Iterable[str] = (),
) -> Combined:
    """The parts joined and proofed; raises Refused where the file is not, page by page, what its parts are.

    The parts were read back when they were made, each with what was asked of it. Pages that have their very bytes say
    the same, so the whole is read once, for what holds for a whole file, and `codes` have to be found in it again.
    """
    joined, findings = join(parts, info), Findings()
    check_same(joined.data, name, [part.data for part in parts], joined.origins, findings)
    refuse_errors(findings)
    finished = read_finished(joined.data, name, OURS)
    read = {qr.text for page in finished.pages for qr in page.qrs}
    for code in dict.fromkeys(code for code in codes if code not in read):
        problem = f"The code “{code}” of a piece cannot be read in the file of all pieces."
        findings.error("proof.joined", Place(name), problem, "Make it again; report it if it stays so.", seen=code)
    asked = Asked(
        pages=len(joined.origins),
        qrs=tuple(_codes(page) for page in finished.pages),
        numbers=tuple(_numbers(page) for page in finished.pages),
        words=None,
        tagged=True,
        ink_limit=ink_limit,
    )
    proof = proof_read(finished, joined.data, name, known, asked)
    findings.extend(proof.findings)
    refuse_errors(findings)
    return Combined(joined, proof)


def _codes(page: FinishedPage) -> tuple[str, ...]:
    return tuple(qr.text for qr in page.qrs)


def _numbers(page: FinishedPage) -> tuple[str, ...]:
    """The numbers that surely are some; what only looks like one is not asked for."""
    return tuple(number.text for number in page.numbers if number.sure)
