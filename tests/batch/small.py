"""A cheap work: units that write small files, with faults, pauses and deaths on demand; run as a process too."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.batch.run import How, run
from generator.batch.work import Outcome, Unit
from generator.batch.workers import Workers
from generator.errors import HandbillError
from generator.findings import Finding, Findings, Place, Severity


@dataclass(frozen=True)
class Small:
    """So many units, each of two files; those in `bad` fail, and each rests a while."""

    count: int
    bad: tuple[int, ...] = ()
    rest: float = 0.0
    salt: str = ""
    refused: bool = False
    # A file to be made by the unit that then kills its process, unless the file is there.
    deadly: str = ""

    def open(self) -> SmallBench:
        return SmallBench(self)


@dataclass(frozen=True)
class SmallBench:
    work: Small

    @property
    def identity(self) -> str:
        return f"{self.work.count} {self.work.salt}"

    @property
    def pieces(self) -> int:
        return self.work.count * 2

    @property
    def noun(self) -> str:
        return "files"

    def check(self, findings: Findings) -> None:
        if self.work.refused:
            findings.error("small.refused", Place("order"), "Nothing of this can be made.", "Mend it.")

    def units(self) -> Iterator[Unit]:
        return (Unit(f"u{number}", 2, number) for number in range(self.work.count))

    def make(self, unit: Unit, folder: Path) -> Outcome:
        time.sleep(self.work.rest)
        number: int = unit.detail
        if self.work.deadly and number == self.work.count // 2 and not Path(self.work.deadly).exists():
            Path(self.work.deadly).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        files = {}
        for name in (f"{number}.txt", f"inner/{number}.txt"):
            data = f"{name} {self.work.salt}\n".encode() * (number + 1)
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            files[name] = hashlib.sha256(data).hexdigest()
        warning = Finding("small.odd", Severity.WARNING, Place(f"{number}.txt"), "It is odd.", "Look.")
        error = Finding("small.bad", Severity.ERROR, Place(f"{number}.txt"), "It is bad.", "Mend it.")
        found = (warning,) * (number % 2) + (error,) * (number in self.work.bad)
        return Outcome(files, {"number": number}, found)

    def finish(self, outcomes: Iterable[tuple[Unit, Outcome]], out: Path) -> Mapping[str, bytes]:
        assert out.is_dir()
        listed = [[unit.key, outcome.value, dict(outcome.files)] for unit, outcome in outcomes]
        return {"inner/list.json": json.dumps(listed).encode(), "manifest.json": json.dumps(listed, indent=1).encode()}


def contents(out: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones too."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def main() -> None:
    """Run a small work as its own process: OUT COUNT JOBS REST [--resume]."""
    out, count, jobs, rest, *flags = sys.argv[1:]
    work = Small(int(count), rest=float(rest))
    how = How(Workers(int(jobs)), resume="--resume" in flags)
    try:
        run(work, work.open(), Path(out), how)
    except HandbillError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
