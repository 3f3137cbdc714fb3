"""Progress: how many of how many pieces, how fast, and how long still."""

from __future__ import annotations

import time
from collections.abc import Callable

from generator.frozen import dataclass

# A rate that was measured over less than this says nothing.
_ENOUGH_SECONDS = 1.0


@dataclass(frozen=True)
class Tally:
    """How far a run is; `before` were made by a run that was stopped, and say nothing of the speed of this one."""

    done: int
    total: int
    noun: str
    seconds: float
    before: int = 0
    name: str = ""

    def __str__(self) -> str:
        """Such as “1,240 of 10,000 cards · 310/s · 28 s left”."""
        parts = [f"{self.done:,} of {self.total:,} {self.noun}"]
        made = self.done - self.before
        if made and self.seconds >= _ENOUGH_SECONDS:
            rate = made / self.seconds
            parts += [shown_rate(rate), f"{shown_time((self.total - self.done) / rate)} left"]
        return " · ".join(parts + [self.name] * bool(self.name))


Progress = Callable[[Tally], None]


def quiet(_: Tally) -> None:
    """Progress that nobody looks at."""


@dataclass
class Watch:
    """Counts pieces from the moment it is made, and tells whoever looks."""

    total: int
    noun: str
    look: Progress
    done: int = 0
    before: int = 0
    begun: float = 0.0

    def __post_init__(self) -> None:
        self.begun = time.monotonic()

    def add(self, pieces: int, *, made: bool = True, name: str = "") -> None:
        """Count pieces: those just made, or those that stood already."""
        self.done += pieces
        self.before += 0 if made else pieces
        self.look(Tally(self.done, self.total, self.noun, time.monotonic() - self.begun, self.before, name))


def shown_rate(rate: float) -> str:
    """A rate as one reads it: by the second, or by the minute where it is slow."""
    return f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s" if rate >= 1 else f"{rate * 60:.0f}/min"


def shown_time(seconds: float) -> str:
    """A time as one says it: 28 s, 4 min 10 s, 2 h 5 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, left = divmod(whole, 60)
    return f"{minutes} min {left} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
