"""Freshness: whether somebody has called a contact lately enough for what is made of its number."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from generator.catalog.contacts import Contact
from generator.catalog.policies import Policies
from generator.findings import Findings


def stale(contacts: Iterable[Contact], days: int, today: datetime.date) -> Iterator[tuple[Contact, int]]:
    """The contacts whose check is older than so many days, each once, with its age in days."""
    for contact in {contact.id: contact for contact in contacts}.values():
        age = (today - contact.checked_on).days
        if age > days:
            yield contact, age


def verify_command(contact: Contact, today: datetime.date) -> str:
    """The command that records a check of a contact."""
    return f"handbill contacts verify {contact.id} --by NAME --on {today.isoformat()} --how call --workspace FOLDER"


def warn_stale(contacts: Iterable[Contact], policies: Policies, today: datetime.date, findings: Findings) -> None:
    """One warning for each contact whose check is older than a proof should rest on."""
    for contact, age in stale(contacts, policies.proof_days, today):
        findings.warn(
            "contact.stale",
            contact.place,
            f"“{contact.id}” was last checked on {contact.checked_on.isoformat()}, {age} days ago.",
            f"Call it, then record the check: {verify_command(contact, today)}",
            seen=f"{age} days",
            limit=f"{policies.proof_days} days",
        )
