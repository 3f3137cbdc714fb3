"""A run as a whole: the pages that are proofed in full, and the rules that the file as it lies there is held to."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pikepdf

from generator.findings import Finding
from generator.frozen import dataclass
from generator.proof.checks import PEOPLE, Check
from generator.proof.judge import Asked
from generator.proof.known import KnownDirectory
from generator.proof.pages import FinishedFile, FoundFont
from generator.proof.readback import GROUP as READ_BACK
from generator.proof.report import proof_bytes
from generator.proof.runs.cutting import cut_out
from generator.proof.tags.filerules import in_order_rule
from generator.proof.tags.tags import read_tags
from generator.proof.x4.rules import x4_file_checks
from generator.proof.x4.subject import Subject, metadata_of

# The first page, the last, and every so many between: a prime, so that nothing that comes round is met each time.
_EVERY, _MOST = 97, 12
_PAGE = re.compile(r"page (\d+)")


@dataclass(frozen=True)
class Sample:
    """Pages proofed in full as a file of their own: what was found there, with the pages as the whole file counts them.

    `elements` is how many elements of the whole file's tree of tags claim marks.
    """

    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    fonts: tuple[FoundFont, ...]
    elements: int


def sample_of(total: int, shapes: Iterable[Mapping[bytes, int]]) -> tuple[int, ...]:
    """The pages, from 0, that are proofed in full: some of all, and the first with each part of a shape."""
    first: dict[bytes, int] = {}
    for part in shapes:
        for key, number in part.items():
            first[key] = min(number, first.get(key, number))
    usual = {0, total - 1, *range(_EVERY, total, _EVERY * max(1, total // (_EVERY * (_MOST - 2))))}
    return tuple(sorted(at for at in usual | {number - 1 for number in first.values()} if 0 <= at < total))


def proof_sample(data: bytes, name: str, known: KnownDirectory, asked: Asked, sample: Sequence[int]) -> Sample:
    """Proof the sample like any other file of ours; raises what pikepdf raises where it cannot be cut out."""
    small, elements = cut_out(data, sample)
    result = proof_bytes(small, name, known, _asked_of(asked, sample))
    ordered = _in_order(small, name, asked.words) if asked.words and asked.tagged else ()
    shown = f"on {len(sample)} of {asked.pages} pages"
    checks = [replace(one, value=f"{one.value}, {shown}") for one in (*result.checks, *ordered) if _is_of_pages(one)]
    findings = [*result.findings, *(found for check in ordered for found in check.findings)]
    return Sample(
        findings=tuple(_renumbered(findings, sample)),
        checks=tuple(replace(one, findings=tuple(_renumbered(one.findings, sample))) for one in checks),
        fonts=tuple(replace(font, page=sample[font.page - 1] + 1) for font in result.fonts),
        elements=elements,
    )


def _asked_of(asked: Asked, sample: Sequence[int]) -> Asked:
    return replace(
        asked,
        pages=len(sample),
        qrs=tuple(asked.qrs[at] for at in sample),
        numbers=tuple(asked.numbers[at] for at in sample),
        words=None,
    )


def _is_of_pages(check: Check) -> bool:
    """Whether a check is about what stands on pages; the rest is asked of the whole file."""
    return check.group not in (READ_BACK, PEOPLE)


def _in_order(small: bytes, name: str, words: Sequence[str]) -> tuple[Check, ...]:
    with pikepdf.open(io.BytesIO(small)) as pdf:
        return (in_order_rule(words).check(read_tags(pdf), name),)


def file_checks(data: bytes, name: str, finished: FinishedFile, asked: Asked) -> tuple[Check, ...]:
    """The rules over the file itself and over every page's boxes, links and actions."""
    if not asked.press:
        return ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return x4_file_checks(Subject(pdf, data, finished, name, metadata_of(pdf)))


def _renumbered(findings: Iterable[Finding], sample: Sequence[int]) -> Iterator[Finding]:
    for finding in findings:
        yield replace(finding, place=replace(finding.place, key=_PAGE.sub(_page_of(sample), finding.place.key)))


def _page_of(sample: Sequence[int]) -> Callable[[re.Match[str]], str]:
    return lambda match: f"page {sample[int(match[1]) - 1] + 1}"
