"""The proof of a run: a file of many pages of cards that share their artwork, read back page by page.

`docs/proof.md` says which rule is asked of which pages. The pages may be divided among processes: `read_pages` reads
some of them, and `judged_run` joins what was read and holds the file as a whole to its rules.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pikepdf

from generator.findings import Finding, Place, Severity
from generator.frozen import dataclass
from generator.press.asked import AskedPage
from generator.proof.checks import Check
from generator.proof.judge import Asked
from generator.proof.known import KnownDirectory
from generator.proof.pages import FinishedFile
from generator.proof.readback import TOLD_BY, read_back_checks
from generator.proof.report import ProofResult
from generator.proof.runs.reader import PagesRead, own_of, read_pages
from generator.proof.runs.telling import told, traced
from generator.proof.runs.whole import Sample, file_checks, proof_sample, sample_of
from generator.proof.verdicts import verdicts
from generator.proof.x4.subject import BROKEN

__all__ = ["AskedPage", "PagesRead", "judged_run", "proof_run", "read_pages"]

_REPORT = "Build it again; if it stays so, report it as a fault of Handbill."


def proof_run(data: bytes, name: str, known: KnownDirectory, pages: Sequence[AskedPage], asked: Asked) -> ProofResult:
    """Proof a file of many pages; `asked` says what kind of file it is, and its words in reading order if it has any.

    Its pages, codes and numbers are those of `pages`.
    """
    return judged_run(data, name, known, pages, asked, [read_pages(data, 0, len(pages), known, pages)])


def judged_run(
    data: bytes,
    name: str,
    known: KnownDirectory,
    pages: Sequence[AskedPage],
    asked: Asked,
    parts: Iterable[PagesRead],
) -> ProofResult:
    """The proof of a file whose pages were read in `parts`, in any order."""
    parts = sorted(parts, key=_first)
    qrs, numbers = tuple(page.qrs for page in pages), tuple(page.numbers for page in pages)
    run = _Run(data, name, known, pages, replace(asked, pages=len(pages), qrs=qrs, numbers=numbers), parts)
    finished = FinishedFile("pdf", tuple(page for part in parts for page in part.pages))
    found = [finding for part in parts for finding in part.findings]
    checks: tuple[Check, ...] = ()
    try:
        found += run.miscounted()
        if finished.pages:
            sample = run.sample(finished)
            finished = replace(finished, fonts=sample.fonts)
            checks = _joined(file_checks(data, name, finished, run.asked), sample.checks)
            found += [*sample.findings, *run.loose(sample)]
            found += [one for check in checks for one in check.findings]
    except BROKEN as error:
        problem = f"A part of the file is damaged and cannot be examined ({type(error).__name__})."
        found.append(Finding("file.content", Severity.ERROR, Place(), problem, _REPORT))
    return run.result(finished, found, checks)


def _first(part: PagesRead) -> int:
    return part.first


def _joined(of_file: Sequence[Check], of_sample: Sequence[Check]) -> tuple[Check, ...]:
    """Each rule's answer once: over the whole file where it was held to all of it, over the sample otherwise."""
    rules = {check.rule for check in of_file}
    return (*of_file, *(check for check in of_sample if check.rule not in rules))


@dataclass(frozen=True)
class _Run:
    """A file of many pages under judgement."""

    data: bytes
    name: str
    known: KnownDirectory
    pages: Sequence[AskedPage]
    asked: Asked
    parts: Sequence[PagesRead]

    def miscounted(self) -> Iterator[Finding]:
        """A finding if the file has not as many pages as were asked for, or if not all of them were read."""
        with pikepdf.open(io.BytesIO(self.data)) as pdf:
            total = len(pdf.pages)
        read = sum(len(part.pages) for part in self.parts)
        for count, problem in ((total, "The file has"), (read, "There were read")):
            if count != len(self.pages):
                sentence = f"{problem} {count} pages where {len(self.pages)} were asked for."
                limit = str(len(self.pages))
                yield Finding("proof.pages", Severity.ERROR, Place(), sentence, _REPORT, str(count), limit)
                return

    def sample(self, finished: FinishedFile) -> Sample:
        """The pages that are proofed in full."""
        chosen = sample_of(len(finished.pages), (part.shapes for part in self.parts))
        own = own_of((finished.pages[at], self.pages[at]) for at in chosen)
        return proof_sample(self.data, self.name, own.beside(self.known), self.asked, chosen)

    def loose(self, sample: Sample) -> Iterator[Finding]:
        """A finding if the tree of tags and the marks of all pages do not have as many elements."""
        claimed = sum(part.elements for part in self.parts)
        if self.asked.tagged and claimed != sample.elements:
            problem = (
                f"{sample.elements} elements of the tags claim marks, and the marks of the pages lead to {claimed}."
            )
            yield Finding("tags.parent-tree", Severity.ERROR, Place(), problem, _REPORT, str(claimed))

    def result(self, finished: FinishedFile, found: Sequence[Finding], checks: Sequence[Check]) -> ProofResult:
        """All that was read and found, each fault of the artwork told of few pages."""
        known = own_of(zip(finished.pages, self.pages, strict=False)).beside(self.known)
        kept = told(traced(found, self.pages), self.name)
        rules = {check.rule for check in checks}
        findings = [one for one in kept if TOLD_BY.get(one.rule) not in rules]
        held = verdicts(finished, known, None)
        read = read_back_checks(finished, findings, self.asked, held)
        numbers = tuple(
            one for page in finished.pages for one in page.numbers if one.sure or one.digits in known.numbers
        )
        return ProofResult(
            file=self.name,
            pages=len(finished.pages),
            qrs=tuple(qr for page in finished.pages for qr in page.qrs),
            numbers=numbers,
            fonts=finished.fonts,
            findings=tuple(findings),
            local=tuple(dict.fromkeys(number.text for number in numbers if known.is_local(number))),
            checks=(*(check for check in read if TOLD_BY.get(check.rule) not in rules), *checks),
            addresses=tuple(address for page in finished.pages for address in page.addresses),
            verdicts=held,
            links=tuple(link for page in finished.pages for link in page.links),
        )
