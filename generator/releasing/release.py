"""Releasing: pieces that passed the release policy, with manifest and job ticket, in a folder that nobody changes."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from generator.batch.tally import Progress, quiet
from generator.build import Made, make_and_proof
from generator.catalog.contacts import Contact
from generator.catalog.freshness import warn_stale
from generator.catalog.jobdefaults import read_job_defaults
from generator.catalog.places import Roots
from generator.catalog.policies import read_policies
from generator.errors import Refused, SetupError, refuse_errors
from generator.findings import Finding, Findings, Place
from generator.frozen import dataclass
from generator.manifest import NAME, Content, Entry, content_of, digest, written
from generator.order import Order, Prepared, prepare
from generator.output import staging, write_staged
from generator.releasing.policy import Terms, check_contacts, check_policy, check_terms
from generator.releasing.ticket import ticket_of
from generator.releasing.ticketsheet import TICKET_PDF, ticket_pdf

TICKET_JSON = "job-ticket.json"
# The manifest's own hash, as `sha256sum --check` reads it.
SEAL = "manifest.sha256"

_READ_ONLY = 0o444
_FOLDER = 0o755


@dataclass(frozen=True)
class Released:
    """A release in its place: the folder, its pieces, its further documents, and every warning."""

    folder: Path
    entries: tuple[Entry, ...]
    documents: tuple[str, ...]
    findings: tuple[Finding, ...]


def release(roots: Roots, order: Order, terms: Terms, progress: Progress = quiet) -> Released:
    """Make a release whole, or raise Refused with all that stands against it and leave nothing behind."""
    findings = Findings()
    check_terms(terms, findings)
    target = order.out / terms.name
    if not findings.errors:
        _refuse_taken(target, findings)
    prepared = _prepared(roots, replace(order, release=terms.name), findings)
    policies, defaults = read_policies(roots, findings), read_job_defaults(roots, prepared.catalog.formats, findings)
    check_policy(prepared, policies, findings)
    refuse_errors(findings)
    warn_stale(prepared.contacts, policies, order.today, findings)
    with staging(order.out) as staged:
        folder = staged / terms.name
        folder.mkdir()
        made = make_and_proof(prepared, folder, findings, progress)
        check_contacts(_carried(made, prepared), prepared, policies, findings)
        ticket = ticket_of(prepared, made, terms, defaults)
        sheet = ticket_pdf(ticket, prepared, findings)
        refuse_errors(findings)
        documents = {TICKET_JSON: written(ticket), TICKET_PDF: sheet}
        for name, data in documents.items():
            write_staged(folder, name, data)
        manifest = written(_content(prepared, made, terms, documents, findings))
        write_staged(folder, NAME, manifest)
        write_staged(folder, SEAL, f"{digest(manifest)}  {NAME}\n".encode())
        _put_in_place(folder, target)
    return Released(target, made.entries, (*documents, NAME, SEAL), findings.sorted())


def _refuse_taken(target: Path, findings: Findings) -> None:
    if os.path.lexists(target):  # a link that leads nowhere has the name too
        problem = f"There is a release “{target.name}” already, and no release is ever changed."
        findings.error("release.exists", Place(key="--name"), problem, "Take a new name.", seen=target.name)


def _prepared(roots: Roots, order: Order, findings: Findings) -> Prepared:
    """The order composed; where the catalogue itself is wrong, what was found before is told with it."""
    try:
        return prepare(roots, order, findings)
    except Refused as refusal:
        findings.extend(refusal.findings)
        raise Refused(findings.sorted()) from refusal


def _carried(made: Made, prepared: Prepared) -> tuple[Contact, ...]:
    """The contacts that were read back on the files, whoever asked for them."""
    return tuple(prepared.catalog.contacts.contacts[name] for name in made.basis.contacts)


def _content(prepared: Prepared, made: Made, terms: Terms, documents: dict[str, bytes], findings: Findings) -> Content:
    """The manifest of a release: what that of a build says, and how and on what terms it was released."""
    released = {
        "name": terms.name,
        "date": prepared.order.today.isoformat(),
        "quantity": terms.quantity,
        "contact": terms.contact,
        "paper": terms.paper,
        "finish": terms.finish,
    }
    return {
        **content_of(made.entries, made.basis),
        "release": released,
        "documents": {name: digest(data) for name, data in documents.items()},
        "findings": [finding.as_dict() for finding in findings.sorted()],
    }


def _put_in_place(folder: Path, target: Path) -> None:
    """Make the files read-only and the folder appear at its place, whole, by one rename."""
    try:
        for path in folder.iterdir():
            path.chmod(_READ_ONLY)
        folder.chmod(_FOLDER)
        folder.rename(target)
    except OSError as error:
        findings = Findings()
        _refuse_taken(target, findings)  # somebody else was quicker with the same name
        refuse_errors(findings)
        raise SetupError(f"The release cannot be moved to {target}: {error.strerror}.") from error
