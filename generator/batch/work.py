"""Work in units: what can be made by any process in any order, with the same bytes whoever makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from generator.findings import Finding, Findings, Severity
from generator.frozen import dataclass

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


@dataclass(frozen=True)
class Unit:
    """One piece of work that makes one file, or some that belong together: its key in the run, and how many pieces.

    `detail` is what the maker needs to know of it: anything that can be pickled.
    """

    key: str
    pieces: int = 1
    detail: Any = None


class Maker(Protocol[Result_co]):
    """A work that was opened in a process: it makes units one after another."""

    def make(self, unit: Unit, folder: Path) -> Result_co:
        """Write the files of a unit under `folder` and say what they are; the result can be pickled."""


class Work(Protocol[Result_co]):
    """A description of work that can be pickled and sent to another process or machine."""

    def open(self) -> Maker[Result_co]:
        """Read what all units need; done once a process."""


@dataclass(frozen=True)
class Outcome:
    """What came of one unit: its files by name within the output folder with their SHA-256, and what was found.

    `value` is what the work wants to know of the unit at the end, as plain values, for it goes through the journal.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    value: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the unit's files may not be put in place."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


class Bench(Maker[Outcome], Protocol):
    """An opened work of many files that is put in place unit by unit, and goes on where it was stopped."""

    @property
    def identity(self) -> str:
        """A digest of all that the bytes depend on: inputs, records and options."""

    @property
    def pieces(self) -> int:
        """How many pieces all units make together."""

    @property
    def noun(self) -> str:
        """What the pieces are called, such as “files” or “cards”."""

    def check(self, findings: Findings) -> None:
        """Everything that can be known before a file is made; its errors refuse the run."""

    def units(self) -> Iterable[Unit]:
        """The units, always the same ones in the same order; may be asked for more than once."""

    def finish(self, outcomes: Iterable[tuple[Unit, Outcome]], out: Path) -> Mapping[str, bytes]:
        """The files that close the run, such as the manifest, from the outcomes in the order of the units."""
