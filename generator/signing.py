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


class Unsigned(UsageError):  # noqa: N818 - "unsigned" is what it is
    """Something that cannot be signed so: `part` is "by", "on" or "how", and `reason` names what is wrong with it."""

    def __init__(self, part: str, reason: str, message: str) -> None:
        self.part = part
        self.reason = reason
        super().__init__(message)

    def __reduce__(self) -> tuple[type[Unsigned], tuple[str, str, str]]:
        return Unsigned, (self.part, self.reason, str(self))  # or a worker process could not hand it over


def read_signature(by: str, on: str, today: datetime.date, done: str = "read the texts") -> Signature:
    """A signature out of words; Unsigned for a name or a date that is none, and for a day to come."""
    return Signature(read_name(by, done), read_day(on, today, done))


def read_name(by: str, done: str) -> str:
    """The name of who signs; Unsigned for what is none."""
    name = by.strip()
    if not is_name(name):
        raise Unsigned("by", "name", f"--by takes the name of the person who {done}, on one line.")
    return name


def read_day(on: str, today: datetime.date, done: str) -> datetime.date:
    """The day that is signed for, or today where none is said; Unsigned for what is none, or is still to come."""
    try:
        day = datetime.date.fromisoformat(on) if on else today
    except ValueError as error:
        raise Unsigned("on", "date", f"“{on}” is not a date. Write it as 2026-11-21.") from error
    if day > today:
        raise Unsigned("on", "future", f"{day} is still to come: sign with the day on which you {done}.")
    return day
