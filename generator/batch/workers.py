"""Workers: units made one by one here, by processes beside each other, or on a Dask cluster; results come in order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from generator.batch.cluster import on_cluster
from generator.batch.work import Maker, Result, Unit, Work
from generator.errors import SetupError
from generator.frozen import dataclass

# Units that wait beside those in the making, so that no worker stands idle while results are put in place.
_AHEAD = 2


@dataclass(frozen=True)
class Workers:
    """Who makes the units: so many processes (0 is one for each core), or the workers of a Dask scheduler."""

    jobs: int = 1
    scheduler: str = ""

    @property
    def processes(self) -> int:
        """How many processes that is on this machine."""
        return self.jobs or _cores()


SERIAL = Workers()


def results(
    work: Work[Result], maker: Maker[Result], units: Iterable[Unit], folder: Path, workers: Workers
) -> Generator[tuple[Unit, Result], None, None]:
    """Each unit with its result, in the order of the units, its files in `folder`; `maker` is the work opened here.

    Close the generator to stop: units that are waiting are dropped, and workers end.
    """
    if workers.scheduler:
        return on_cluster(work, units, folder, workers.scheduler)
    if workers.processes > 1:
        return _in_processes(work, maker, units, folder, workers.processes)
    return ((unit, maker.make(unit, folder)) for unit in units)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(
    work: Work[Result], maker: Maker[Result], units: Iterable[Unit], folder: Path, count: int
) -> Generator[tuple[Unit, Result], None, None]:
    """No more units are under way than the workers need, so that memory stays small however many there are."""
    waiting: deque[tuple[Unit, Future[Any]]] = deque()
    rest = iter(units)
    with _pool(work, maker, count) as pool:
        try:
            while True:
                for unit in islice(rest, count + _AHEAD - len(waiting)):
                    waiting.append((unit, pool.submit(_make, unit, folder)))
                if not waiting:
                    return
                unit, future = waiting.popleft()
                yield unit, future.result()
        except BrokenProcessPool as error:
            raise SetupError(
                "A worker process was ended from outside; a machine that runs out of memory does that. "
                "Try again with fewer --jobs."
            ) from error


@contextmanager
def _pool(work: Work[Result], maker: Maker[Result], count: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that are gone afterwards, whatever happens."""
    others = set(multiprocessing.active_children())
    context, opened = _context(work, maker)
    pool = ProcessPoolExecutor(count, context, _begin, (opened,))
    done = False
    try:
        yield pool
        done = True
    finally:
        if not done:
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
        pool.shutdown(wait=True, cancel_futures=True)


def _context(work: Work[Result], maker: Maker[Result]) -> tuple[Any, Callable[[], Maker[Result]]]:
    """How processes are begun, and how they come by the opened work.

    A fork has what we have read already, but is safe only from a process of one thread, and not on every system.
    """
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork"), partial(_same, maker)
    return multiprocessing.get_context("spawn"), work.open


def _same(maker: Maker[Result]) -> Maker[Result]:
    return maker


# The work that this worker process has opened.
_opened: list[Maker[Any]] = []


def _begin(opened: Callable[[], Maker[Any]]) -> None:
    """Begin a worker: interrupts are the parent's business, and without a parent there is nobody to work for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _opened[:] = [opened()]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _make(unit: Unit, folder: Path) -> Any:
    return _opened[0].make(unit, folder)
