"""Lanes: worker processes that do the work of the pages, so many at a time, each ended when its time is up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.reduction import ForkingPickler
from typing import Any

from generator.errors import HandbillError
from generator.studio.trouble import trouble
from generator.studio.workers import Tell, Worker

__all__ = ["BusyError", "FailedError", "Lane", "Task", "Tell", "TimeUpError"]

# What a task is: it is given its arguments and a way to tell how far it has come.
Task = Callable[..., Any]
# What libraries keep of thousands of pieces is given back by a new process.
_TASKS_EACH = 400
_FAILED = "Something went wrong inside Handbill. The window it was started from has the details."
_log = logging.getLogger(__name__)


class BusyError(HandbillError):
    """Too many wait already; whoever asks again a little later will be served."""


class TimeUpError(HandbillError):
    """A task was ended because its time was up, or because its process was ended from outside."""


class FailedError(HandbillError):
    """A task failed in a way that nobody foresaw; the terminal has the details."""


@dataclass
class Lane:
    """So many workers, begun when they are first needed, and a queue of tasks with an end."""

    workers: int
    waiting: int
    _idle: list[Worker] = field(default_factory=list)
    _alive: set[Worker] = field(default_factory=set)
    _asked: int = 0
    _closed: bool = False
    _gate: asyncio.Semaphore | None = None

    @property
    def full(self) -> bool:
        """Whether nobody else may wait."""
        return self._closed or self._asked >= self.workers + self.waiting

    async def run(self, task: Task, *args: Any, seconds: float, tell: Tell | None = None) -> Any:
        """What a task gives; raises BusyError, TimeUpError, FailedError, or the HandbillError of the task itself.

        Whoever stops waiting gives up the place in the queue; a task that has begun is ended a moment later.
        """
        self._refuse_when_full()
        packed = _packed(task, args)
        self._gate = self._gate or asyncio.Semaphore(self.workers)
        self._asked += 1
        try:
            async with self._gate:
                kind, value = await self._in_worker(packed, seconds, tell)
        finally:
            self._asked -= 1
        if kind == "refused":
            raise value
        if kind == "failed":
            raise FailedError(_FAILED)
        return value

    def _refuse_when_full(self) -> None:
        if self.full:
            raise BusyError("The studio is busy. Try again in a moment.")

    async def _in_worker(self, packed: bytes, seconds: float, tell: Tell | None) -> tuple[str, Any]:
        worker, sound = self._worker(), False
        working = asyncio.create_task(worker.answer(packed, seconds, tell))
        try:
            answer = await asyncio.shield(working)
            sound = True
        except asyncio.CancelledError:
            sound = await worker.left(working)
            raise
        except TimeoutError:
            raise TimeUpError(f"It took longer than {seconds:g} seconds, so it was ended.") from None
        except (EOFError, OSError):
            raise TimeUpError("It was ended from outside; a machine that runs out of memory does that.") from None
        finally:
            self._leave(worker, sound=sound)
        return answer

    def _worker(self) -> Worker:
        """One that waits for work, or a new one; those that were ended from outside are forgotten."""
        if self._closed:
            raise BusyError("The studio is about to end.")
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            self._leave(worker, sound=False)
        worker = Worker()
        self._alive.add(worker)
        return worker

    def _leave(self, worker: Worker, *, sound: bool) -> None:
        if sound and worker.tasks < _TASKS_EACH and not self._closed:
            self._idle.append(worker)
            return
        self._alive.discard(worker)
        worker.end()

    def close(self) -> None:
        """End every worker; nothing is begun any more."""
        self._closed = True
        for worker in self._alive:
            worker.end()
        self._alive.clear()
        self._idle.clear()


def _packed(task: Task, args: tuple[Any, ...]) -> bytes:
    try:
        return bytes(ForkingPickler.dumps((task, args)))
    except Exception as error:  # whatever an object says when it is asked to be sent
        _log.error("A task cannot be sent to a worker: %s", trouble(error))
        raise FailedError(_FAILED) from None
