"""Freshness: how old the check of a contact is, and what a proof and a release make of that."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from enum import StrEnum

from generator.catalog.contacts import DIALLED, Contact, ContactRole
from generator.catalog.policies import Policies
from generator.findings import Findings


class Freshness(StrEnum):
    """What a check is good for: everything, not for much longer, a proof with a warning, no release."""

    CURRENT = "current"
    DUE = "due"
    OLD = "old"
    STALE = "stale"


def is_stale(checked_on: datetime.date, days: int, today: datetime.date) -> bool:
    """Whether a check is older than so many days; on the last of them it is not."""
    return (today - checked_on).days > days


def age(contact: Contact, today: datetime.date) -> int:
    """The days since the contact was last known to be right."""
    return (today - contact.checked_on).days


def state(contact: Contact, policies: Policies, today: datetime.date, within: int = 0) -> Freshness:
    """What the contact's check is good for; it is due where a limit is passed `within` so many days from today."""
    if is_stale(contact.checked_on, policies.release_days, today):
        return Freshness.STALE
    if is_stale(contact.checked_on, policies.proof_days, today):
        return Freshness.OLD
    due = is_stale(contact.checked_on, min(policies.proof_days, policies.release_days) - within, today)
    return Freshness.DUE if due else Freshness.CURRENT


def release_by(contact: Contact, policies: Policies) -> datetime.date:
    """The last day on which the contact may go into a release without a new check."""
    last = contact.checked_on.toordinal() + policies.release_days
    return datetime.date.fromordinal(min(last, datetime.date.max.toordinal()))


def stale(contacts: Iterable[Contact], days: int, today: datetime.date) -> Iterator[tuple[Contact, int]]:
    """The contacts whose check is older than so many days, each once, with its age in days."""
    for contact in {contact.id: contact for contact in contacts}.values():
        if is_stale(contact.checked_on, days, today):
            yield contact, age(contact, today)


def may_be_called(contact: Contact) -> bool:
    """Whether a call is a way to check the contact."""
    # 911 is there for people in danger: nobody calls it to see whether it is still 911.
    return contact.role is not ContactRole.EMERGENCY and any(one.kind in DIALLED for one in contact.channels)


def verify_advice(contact: Contact, today: datetime.date) -> str:
    """What to do about a contact that is too old, with the command that records the check."""
    called = may_be_called(contact)
    to_do, how = ("Call it", "call") if called else ("Look at its page, without calling it", "page")
    command = f"handbill contacts verify {contact.id} --by NAME --on {today.isoformat()} --how {how} --workspace FOLDER"
    return f"{to_do}, then record the check: {command}"


def warn_stale(contacts: Iterable[Contact], policies: Policies, today: datetime.date, findings: Findings) -> None:
    """One warning for each contact whose check is older than a proof should rest on."""
    for contact, days in stale(contacts, policies.proof_days, today):
        findings.warn(
            "contact.stale",
            contact.place,
            f"“{contact.id}” was last checked on {contact.checked_on.isoformat()}, {days} days ago.",
            verify_advice(contact, today),
            seen=f"{days} days",
            limit=f"{policies.proof_days} days",
        )
