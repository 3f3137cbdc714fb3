"""Failures as pages say them: which sentences are for which kind of failure, whoever it happened to."""

from __future__ import annotations

from generator.errors import HandbillError, UnknownError, UsageError
from generator.studio.lanes import BusyError, FailedError, TimeUpError
from generator.studio.workers import NoMemoryError, NoRoomError

# What a failure is called among the words of errors, and the status of its page; the first that fits is it.
_KINDS: tuple[tuple[type[HandbillError], str, int], ...] = (
    (BusyError, "busy", 503),
    (TimeUpError, "slow", 503),
    (NoMemoryError, "memory", 503),
    (NoRoomError, "room", 507),
    (FailedError, "broken", 500),
    (UnknownError, "unknown", 404),
)
REFUSED = ("refused", 422)
# Those whose own sentence, which is in English, says nothing more than the words of the page.
PLAIN = frozenset({"busy", "slow", "memory", "room", "broken"})


class SaidError(UsageError):
    """Something a form asked for that cannot be; `key` and `values` are its sentence on a page."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(key)


def failure(error: HandbillError) -> tuple[str, int]:
    """What a failure is called and the status of its page."""
    return next(((name, status) for kind, name, status in _KINDS if isinstance(error, kind)), REFUSED)
