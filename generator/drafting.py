"""Drafting: pieces drawn and not read back, for looking at while one works on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.batch.tally import Progress, Watch, quiet
from generator.catalog.places import Roots
from generator.errors import Refused, refuse_errors
from generator.findings import Finding, Findings
from generator.frozen import dataclass
from generator.making import make
from generator.order import Order, Prepared, prepare
from generator.output import move_into_place, staging, write_staged


@dataclass(frozen=True)
class Drafted:
    """The files of a draft that are now in place, by name, and every finding."""

    names: tuple[str, ...]
    findings: tuple[Finding, ...]


def draft(roots: Roots, order: Order, progress: Progress = quiet) -> Drafted:
    """Draw what is ordered, with `.draft.` in each name and no manifest; raises Refused for all that a build refuses.

    Only what a proof would find stays unfound, for nothing is read back.
    """
    findings = Findings()
    prepared = prepare(roots, order, findings)
    refuse_errors(findings)
    with staging(order.out) as folder:
        names = []
        for name, data in _drawn(prepared, findings, progress):
            write_staged(folder, name, data)
            names.append(name)
        refuse_errors(findings)
        move_into_place(folder, order.out, names)
    return Drafted(tuple(names), findings.sorted())


def _drawn(prepared: Prepared, findings: Findings, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """Each file by name; what cannot be made of a piece is a finding, so that all faults are told at once."""
    watch = Watch(len(prepared.jobs), "files", progress)
    for job in prepared.jobs:
        watch.add(1, name=f"{job.piece.layout} {job.piece.lang} {job.purpose}")
        try:
            files = make(replace(job, draft=True))
        except Refused as refusal:
            findings.extend(refusal.findings)
            continue
        yield from ((finished.name, finished.data) for finished in files)
