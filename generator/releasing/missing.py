"""What a release still lacks: everything that stands against it, told before a file is made."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from generator.catalog.contacts import Contact
from generator.catalog.freshness import age, is_stale
from generator.catalog.jobdefaults import UNKNOWN, read_job_defaults
from generator.catalog.places import Roots
from generator.catalog.policies import Policies, read_policies
from generator.catalog.translations import TRANSLATIONS_FOLDER
from generator.errors import Refused
from generator.findings import Finding, Findings, Severity
from generator.frozen import dataclass
from generator.order import Order, Prepared, prepare
from generator.preview.telling import field_of
from generator.releasing.policy import check_policy, unsigned


@dataclass(frozen=True)
class Reason:
    """One thing that stands against a release, with the field, contact or language that it is about."""

    finding: Finding
    field: str = ""
    contact: str = ""
    name: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Vouched:
    """A contact that the pieces ask people to call: who checked it, when, and whether that is too long ago."""

    id: str
    name: str
    by: str
    on: datetime.date
    days: int
    stale: bool


@dataclass(frozen=True)
class Unsigned:
    """A language with texts that no named person has signed: how many, and the topics they stand in."""

    lang: str
    texts: int
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Outlook:
    """How an order stands before its release; without reasons it can be released.

    `paper` and `finish` are recommended for its format, and a check may be `days` days old.
    """

    reasons: tuple[Reason, ...]
    contacts: tuple[Vouched, ...] = ()
    unsigned: tuple[Unsigned, ...] = ()
    paper: str = ""
    finish: str = ""
    days: int = 0


def outlook(roots: Roots, order: Order) -> Outlook:
    """All that the release policy would refuse an order for, at once; nothing is made."""
    findings = Findings()
    try:
        prepared = prepare(roots, order, findings)
    except Refused as refusal:
        return Outlook(tuple(Reason(finding) for finding in _errors((*findings, *refusal.findings))))
    policies, defaults = read_policies(roots, findings), read_job_defaults(roots, prepared.catalog.formats, findings)
    check_policy(prepared, policies, findings)
    kinds = [prepared.catalog.layouts[name].format for name in prepared.layouts]
    usual = defaults.get(kinds[0], UNKNOWN) if kinds else UNKNOWN
    return Outlook(
        tuple(reasons_of(findings.sorted(), prepared)),
        tuple(_vouched(contact, policies, order.today) for contact in prepared.contacts),
        tuple(_unsigned(prepared)),
        usual.paper,
        usual.finish,
        policies.release_days,
    )


def reasons_of(findings: Iterable[Finding], prepared: Prepared) -> Iterator[Reason]:
    """The errors among some findings, each with what it is about."""
    contacts = {contact.place: contact for contact in prepared.contacts}
    folders = {f"{TRANSLATIONS_FOLDER}/{lang}": lang for lang in prepared.catalog.languages}
    layouts = [prepared.catalog.layouts[name] for name in prepared.order.layouts if name in prepared.catalog.layouts]
    for finding in _errors(findings):
        field = next((name for layout in layouts if (name := field_of(finding, layout))), "")
        contact = contacts.get(finding.place)
        owner, name = (contact.id, contact.name) if contact else ("", "")
        yield Reason(finding, field, owner, name, folders.get(finding.place.file, ""))


def _errors(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.severity is Severity.ERROR)


def _vouched(contact: Contact, policies: Policies, today: datetime.date) -> Vouched:
    old = is_stale(contact.checked_on, policies.release_days, today)
    return Vouched(contact.id, contact.name, contact.checked_by, contact.checked_on, age(contact, today), old)


def _unsigned(prepared: Prepared) -> Iterator[Unsigned]:
    for lang, drafts in unsigned(prepared):
        topics = dict.fromkeys(name.partition(":")[0] for name in drafts)
        yield Unsigned(lang, len(drafts), tuple(topics))
