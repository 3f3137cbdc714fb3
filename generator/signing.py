"""Signatures: who vouches for what they read or called, and on which day."""

from __future__ import annotations

import datetime

from generator.catalog.checks import is_name
from generator.errors import UsageError
from generator.frozen import dataclass


@dataclass(frozen=True)
class Signature:
    """Who vouches, and for which day."""

    by: str
    on: datetime.date


def read_signature(by: str, on: str, today: datetime.date, done: str = "read the texts") -> Signature:
    """A signature out of words; UsageError for a name or a date that is none, and for a day to come."""
    name = by.strip()
    if not is_name(name):
        raise UsageError(f"--by takes the name of the person who {done}, on one line.")
    try:
        day = datetime.date.fromisoformat(on) if on else today
    except ValueError as error:
        raise UsageError(f"“{on}” is not a date. Write it as 2026-11-21.") from error
    if day > today:
        raise UsageError(f"{day} is still to come: sign with the day on which you {done}.")
    return Signature(name, day)
