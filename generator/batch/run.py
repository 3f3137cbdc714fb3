"""A run of many files: each unit's files put in place as soon as they are true, and gone on with after any end."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import field
from pathlib import Path

from generator import VERSION
from generator.batch.held import held
from generator.batch.journal import NAME, Journal, begin, go_on
from generator.batch.tally import Progress, Watch, quiet
from generator.batch.work import Bench, Outcome, Unit, Work
from generator.batch.workers import SERIAL, Workers, results
from generator.errors import Refused, SetupError, UsageError, refuse_errors
from generator.findings import Finding, Findings
from generator.frozen import dataclass
from generator.manifest import read_manifest
from generator.output import RUN_PREFIX, staging, sweep_runs

WAYS_ON = "Go on with --resume, or begin anew with --restart."


@dataclass(frozen=True)
class How:
    """How a run is made: by whom, with an unfinished one gone on with or given up, and past faulty units or not."""

    workers: Workers = SERIAL
    resume: bool = False
    restart: bool = False
    keep_going: bool = False


@dataclass(frozen=True)
class Ran:
    """What a run did: files in place with their SHA-256, pieces that stood already, findings, and units that failed.

    `proofed` of the files are pieces; the others close the run, such as its manifest.
    """

    files: Mapping[str, str]
    stood: int
    findings: tuple[Finding, ...]
    failed: tuple[str, ...]
    proofed: int = 0


def run(work: Work[Outcome], bench: Bench, out: Path, how: How, progress: Progress = quiet) -> Ran:
    """Make all units that do not stand yet, then what closes the run; `bench` is the work opened here.

    Nothing is made before everything was checked. Raises Refused at the first unit that fails, unless the run is to
    keep going; files of good units stay, and the journal with them.
    """
    findings = Findings()
    bench.check(findings)
    refuse_errors(findings)
    with held(out), closing(_journal(out, bench.identity, how)) as journal, staging(out, RUN_PREFIX) as folder:
        made = _Run(bench, journal, out, folder, how, Watch(bench.pieces, bench.noun, progress), findings)
        made.units(work)
        files = made.finish()
        journal.remove()
    return Ran(files, made.watch.before, findings.sorted(), tuple(made.failed), len(files) - made.closing)


@dataclass
class _Run:
    """One run under way."""

    bench: Bench
    journal: Journal
    out: Path
    folder: Path
    how: How
    watch: Watch
    findings: Findings
    failed: list[str] = field(default_factory=list)
    closing: int = 0

    def units(self, work: Work[Outcome]) -> None:
        """Make what is still to be made, and put it in place unit by unit."""
        with closing(results(work, self.bench, self._open(), self.folder, self.how.workers)) as coming:
            self._take(coming)

    def _take(self, coming: Generator[tuple[Unit, Outcome], None, None]) -> None:
        for unit, outcome in coming:
            if outcome.failed:
                self.findings.extend(outcome.findings)
                self.failed.append(unit.key)
                if not self.how.keep_going:
                    raise Refused(self.findings.sorted())
            else:
                self.journal.add(unit.key, outcome)
                put_in_place(self.folder, self.out, outcome.files)
            self.watch.add(unit.pieces)

    def _open(self) -> Iterator[Unit]:
        """The units that do not stand yet."""
        for unit in self.bench.units():
            if unit.key in self.journal and stands(self.out, self.journal[unit.key].files):
                self.watch.add(unit.pieces, made=False)
            else:
                yield unit

    def finish(self) -> dict[str, str]:
        """Write what closes the run; every file of it with its SHA-256."""
        files: dict[str, str] = {}
        closing_files = self.bench.finish(self._outcomes(files), self.out)
        for name, data in closing_files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(data)
            files[name] = hashlib.sha256(data).hexdigest()
        put_in_place(self.folder, self.out, closing_files)
        self.closing = len(closing_files)
        return files

    def _outcomes(self, files: dict[str, str]) -> Iterator[tuple[Unit, Outcome]]:
        failed = set(self.failed)
        for unit in self.bench.units():
            if unit.key not in failed:
                outcome = self.journal[unit.key]
                files |= outcome.files
                self.findings.extend(outcome.findings)
                yield unit, outcome


def put_in_place(folder: Path, out: Path, names: Iterable[str]) -> None:
    """Move staged files over those of the same name, each whole on the disk before it has its name."""
    for name in names:
        try:
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            with (folder / name).open("rb") as file:
                os.fsync(file.fileno())
            (folder / name).replace(out / name)
        except OSError as error:
            raise SetupError(f"{name} cannot be moved into {out}: {error.strerror}.") from error


def stands(out: Path, files: Mapping[str, str]) -> bool:
    """Whether every file is there with the bytes that it was put there with."""
    return all((out / name).is_file() and _sha256(out / name) == sha for name, sha in files.items())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _journal(out: Path, order: str, how: How) -> Journal:
    """The journal to write: that of the run gone on with, or a new one. Raises UsageError where nobody said which."""
    path, identity = out / NAME, f"{VERSION} {order}"
    sweep_runs(out)
    left = go_on(path)
    if left is None:
        return begin(path, identity)
    if how.restart:
        _give_up(left, out)
        return begin(path, identity)
    if how.resume and left.identity == identity:
        return left
    left.close()
    if how.resume:
        raise UsageError(
            f"The unfinished run in {out} was of another order, of other data, or of another Handbill, so it cannot be "
            "gone on with. Begin anew with --restart, or name another folder with --out."
        )
    raise UsageError(f"A run in {out} was stopped with {len(left.lines):,} parts made. {WAYS_ON}")


def _give_up(journal: Journal, out: Path) -> None:
    """Remove what an unfinished run put in place, but for files that a manifest lists as they stand."""
    for key in journal.lines:
        for name, sha in journal[key].files.items():
            path = out / name
            listed = read_manifest(path.parent).get(path.name, {}).get("sha256") == sha
            if not listed and stands(out, {name: sha}):
                path.unlink()
    journal.close()
