"""Jobs: files being made for a page and those that were made, each job in a folder of its own."""

from __future__ import annotations

import asyncio
import logging
import secrets
import shutil
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from generator.errors import HandbillError, Refused
from generator.findings import Finding
from generator.studio.failures import PLAIN, failure
from generator.studio.lanes import BusyError, Lane, Task
from generator.studio.trouble import trouble

# More than a person has open; the oldest that are finished go, with their files.
_KEPT, _KEPT_BYTES = 24, 1_000_000_000
_log = logging.getLogger(__name__)


class State(StrEnum):
    """How far a job has come."""

    WORKING = "working"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True)
class Done:
    """What a task made: its files by name in the job's folder, what was found, and what its page shows besides.

    Files whose names begin with a dot are for the page alone; the others go into one zip called `stem`. A task that was
    refused and has more to show than its findings says so itself.
    """

    files: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    shown: Any = None
    stem: str = "handbill"
    refused: bool = False

    @property
    def packed(self) -> tuple[str, ...]:
        """The files that somebody takes home."""
        return tuple(name for name in self.files if not name.startswith("."))


@dataclass
class Job:
    """One job: what it makes and for whom it is shown, how far it is, and in the end what it gave.

    Of one that failed, `failure` is what pages call that, and `problem` the English sentence where that says more.
    """

    id: str
    kind: str
    title: str
    folder: Path
    back: str
    state: State = State.WORKING
    told: tuple[int, int, str] = (0, 0, "")
    done: Done = field(default_factory=Done)
    problem: str = ""
    failure: str = ""
    size: int = 0
    _running: asyncio.Task[None] | None = None

    def file(self, name: str) -> Path | None:
        """The file of that name, if the job made one."""
        return self.folder / name if name in self.done.files else None


class Jobs:
    """The jobs of a studio, below one folder, done in one lane."""

    def __init__(self, folder: Path, lane: Lane) -> None:
        self._folder = folder
        self._lane = lane
        self._jobs: dict[str, Job] = {}

    def start(self, kind: str, title: str, back: str, task: Task, *args: Any, seconds: float) -> Job:
        """Begin a job; `back` is the page to go back to. The task is given its arguments, its folder and `tell`.

        Raises BusyError where too many wait already.
        """
        if self._lane.full:  # or a job that cannot begin would push out one that is done
            raise BusyError("The studio is busy. Try again in a moment.")
        mark = secrets.token_hex(16)
        folder = self._folder / mark
        folder.mkdir(parents=True)
        job = self._jobs[mark] = Job(mark, kind, title, folder, back)
        job._running = asyncio.create_task(self._run(job, task, args, seconds))
        self._forget_old()
        return job

    def find(self, mark: str) -> Job | None:
        """The job of that id."""
        return self._jobs.get(mark)

    def stop(self, job: Job) -> None:
        """End a job and forget it; its folder goes once nothing writes to it any more."""
        self._jobs.pop(job.id, None)
        if job._running and not job._running.done():
            job._running.cancel()
        else:
            shutil.rmtree(job.folder, ignore_errors=True)

    async def _run(self, job: Job, task: Task, args: tuple[Any, ...], seconds: float) -> None:
        try:
            await self._made(job, task, args, seconds)
        finally:
            if not job.done.files or job.id not in self._jobs:
                shutil.rmtree(job.folder, ignore_errors=True)
        job.size = sum(path.stat().st_size for path in job.folder.rglob("*") if path.is_file()) if job.done.files else 0
        self._forget_old()

    async def _made(self, job: Job, task: Task, args: tuple[Any, ...], seconds: float) -> None:
        def tell(told: tuple[int, int, str]) -> None:
            job.told = told

        try:
            job.done = await self._lane.run(task, *args, job.folder, seconds=seconds, tell=tell)
            job.state = State.REFUSED if job.done.refused else State.DONE
        except Refused as refusal:
            job.done, job.state = Done(findings=refusal.findings), State.REFUSED
        except HandbillError as error:
            job.failure, job.state = failure(error)[0], State.FAILED
            job.problem = "" if job.failure in PLAIN else str(error)
        except Exception as error:  # a job that fails must end as one
            _log.error("A job of the studio failed: %s", trouble(error))
            job.failure, job.state = "broken", State.FAILED

    def _forget_old(self) -> None:
        """Keep the newest, so many and of so many bytes together; one that is still being made is always kept."""
        taken = 0
        for place, job in enumerate(reversed(list(self._jobs.values())), 1):
            taken += job.size
            if place > 1 and (place > _KEPT or taken > _KEPT_BYTES) and job.state is not State.WORKING:
                self.stop(job)
