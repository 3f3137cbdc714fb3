"""Freshness: how old the check of a contact is, and what a proof and a release make of that."""

from __future__ import annotations

import datetime
from enum import StrEnum

from generator.catalog.contacts import Contact
from generator.catalog.policies import Policies


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
