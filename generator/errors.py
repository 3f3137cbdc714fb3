"""The error tree: each foreseeable failure has a class and an exit code.

HandbillError
├── Refused      exit 1: the input was read and found wrong; carries every finding
├── UsageError   exit 2: the command was asked for something that does not exist
│   └── UnknownError        a piece, kit, stock, theme or language of a name that nothing has
└── SetupError   exit 3: the machine lacks something (a folder that cannot be written, a broken install)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from generator.findings import Finding, Findings


class HandbillError(Exception):
    """Anything Handbill foresees; `exit_code` is what the command ends with."""

    exit_code: ClassVar[int] = 3


class Refused(HandbillError):  # noqa: N818 - "refused" is the word of the house
    """The work was refused because of what was found; `findings` holds all of it."""

    exit_code = 1

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(finding.problem for finding in self.findings))

    def __reduce__(self) -> tuple[type[Refused], tuple[tuple[Finding, ...]]]:
        return Refused, (self.findings,)  # what it was made from, or a worker process could not hand it over


class UsageError(HandbillError):
    """A name or value on the command line that does not exist or makes no sense."""

    exit_code = 2


class UnknownError(UsageError):
    """A name that nothing in the catalogue has."""


class SetupError(HandbillError):
    """The machine or the installation lacks something that no input can mend."""

    exit_code = 3


def refuse_errors(findings: Findings) -> None:
    """Raise `Refused` with every finding of the run if any of them is an error."""
    if findings.errors:
        raise Refused(findings.sorted())
