"""Releasing from a page: what is still missing, and the release itself, made as the command line makes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.batch.tally import Tally
from generator.catalog.places import Roots
from generator.errors import Refused
from generator.findings import Finding, Severity
from generator.frozen import dataclass
from generator.manifest import NAME
from generator.order import Order
from generator.preview.offer import Offer, offer
from generator.releasing.missing import Outlook, Reason, outlook
from generator.releasing.policy import Terms
from generator.releasing.release import SEAL, TICKET_JSON, Released, release
from generator.releasing.ticketsheet import TICKET_PDF
from generator.studio.jobs import Done
from generator.studio.lanes import Tell
from generator.studio.tasks.making import MadeFile, labels_of
from generator.studio.words import TONGUES, words_of
from generator.studio.zipped import zipped

_FOLDER = "release"
# The field that says whose number the others are.
AGENCY = "agency"


@dataclass(frozen=True)
class ReleasePage:
    """What the page of a release, or of one that was refused, shows besides its files; `kept` is where it stays.

    `agency` is whose the numbers of its fields are, as far as that was filled in.
    """

    titles: Mapping[str, str]
    name: str
    labels: Mapping[str, str]
    reasons: tuple[Reason, ...] = ()
    files: tuple[MadeFile, ...] = ()
    kept: str = ""
    agency: str = ""


def look(roots: Roots, order: Order, _: Tell) -> tuple[Outlook, Offer]:
    """What stands against a release of an order, and what can be asked of its layout."""
    offered = offer(roots, order.layouts[0])
    return outlook(roots, order), offered


def release_files(roots: Roots, order: Order, terms: Terms, folder: Path, tell: Tell) -> Done:
    """Make a release in the workspace, or for this job alone where there is none; its files lie in the job's folder."""
    order = replace(order, out=(roots.workspace or folder) / _FOLDER)
    titles = {tongue: words_of(tongue)("release.job", name=terms.name) for tongue in TONGUES}
    page = ReleasePage(
        titles, terms.name, labels_of(offer(roots, order.layouts[0])), agency=order.fields.get(AGENCY, "")
    )
    try:
        done = release(roots, order, terms, lambda step: tell(_step(step)))
    except Refused as refusal:
        shown = replace(page, reasons=_reasons(refusal.findings, outlook(roots, order)))
        return Done(findings=refusal.findings, shown=shown, refused=True)
    files = tuple(_copied(done, folder))
    names = tuple(file.name for file in files)
    zipped(folder, names)
    shown = replace(page, files=files, kept=str(done.folder) if roots.workspace else "")
    return Done(names, done.findings, shown, terms.name)


def _step(step: Tally) -> tuple[int, int, str]:
    return step.done, step.total, ""


def _reasons(findings: Iterable[Finding], known: Outlook) -> tuple[Reason, ...]:
    """Each error with what it is about, as far as that was known before."""
    about = {reason.finding: reason for reason in known.reasons}
    errors = (finding for finding in findings if finding.severity is Severity.ERROR)
    return tuple(about.get(finding, Reason(finding)) for finding in errors)


def _copied(done: Released, folder: Path) -> list[MadeFile]:
    """The files of a release in the job's folder, with what each is for."""
    uses = {TICKET_PDF: "ticket", **{entry.name: entry.purpose for entry in done.entries}, TICKET_JSON: "ticket-data"}
    uses |= {NAME: "manifest", SEAL: "seal"}
    pages = {entry.name: entry.pages for entry in done.entries}
    files = []
    for name in (*uses, *(name for name in done.documents if name not in uses)):
        shutil.copyfile(done.folder / name, folder / name)
        files.append(MadeFile(name, uses.get(name, "manifest"), (folder / name).stat().st_size, pages.get(name, 0)))
    return files
