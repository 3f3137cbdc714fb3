"""Workers: the processes behind the lanes, what is said to them and what they answer."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import logging
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from typing import Any

from generator.errors import HandbillError
from generator.studio.trouble import trouble

if sys.platform != "win32":  # which has no such limits
    import resource

Tell = Callable[[Any], None]
# Of an address space: hundreds of megabytes are usual, and beyond this a file is out to harm.
_MEMORY = 4 << 30
# To start and to load what a task needs; its own time begins after that.
_STARTING_SECONDS = 60
# Nobody waits any more: what is nearly done may end, so that the next task need not wait for a new process.
_LEFT_SECONDS = 2
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_log = logging.getLogger(__name__)


class NoMemoryError(HandbillError):
    """A task needs more memory than it may have."""


class NoRoomError(HandbillError):
    """The disk of the machine is full."""


class Worker:
    """A process that does one task after another; a thread of ours listens to it, so that no pool can run short."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")  # libraries of several threads are not safe in a fork
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        with _uninterrupted():
            self._process.start()
        theirs.close()
        self._said: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        self._up = self._asked = False
        self.tasks = 0
        loop = asyncio.get_running_loop()
        threading.Thread(target=_listen, args=(self._pipe, loop, self._said), daemon=True).start()

    @property
    def alive(self) -> bool:
        """Whether it can be given a task."""
        return self._process.is_alive()

    async def answer(self, packed: bytes, seconds: float, tell: Tell | None) -> tuple[str, Any]:
        """What it says of a task: “done”, “refused” or “failed”; TimeoutError, or EOFError where it ended itself."""
        loop = asyncio.get_running_loop()
        self._asked = False
        async with asyncio.timeout(_STARTING_SECONDS) as clock:
            if self._up:
                self._ask(packed)
            while True:
                kind, value = await self._said.get()
                if kind == "up":  # only now it reads, so that asking never waits
                    self._up = True
                    self._ask(packed)
                elif kind == "begun":
                    clock.reschedule(loop.time() + seconds)
                elif kind == "told":
                    if tell:
                        tell(value)
                elif kind == "gone":
                    raise EOFError
                else:
                    self.tasks += 1
                    return kind, value

    def _ask(self, packed: bytes) -> None:
        self._asked = True
        self._pipe.send_bytes(packed)

    async def left(self, working: asyncio.Task[tuple[str, Any]]) -> bool:
        """Nobody waits for this answer any more: whether the worker can be given another task in a moment."""
        try:
            if self._asked:
                await asyncio.wait({working}, timeout=_LEFT_SECONDS)
                return working.done() and not working.exception()
            return self.alive
        finally:
            working.cancel()

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl+C goes to every process of a terminal: a worker that starts within this never hears it."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # which would unblock it again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _listen(pipe: Connection, loop: asyncio.AbstractEventLoop, said: asyncio.Queue[tuple[str, Any]]) -> None:
    """Hand on what a worker says, until it is gone."""
    with contextlib.suppress(RuntimeError):  # the loop has ended before the worker
        while (message := _heard(pipe))[0] != "gone":
            loop.call_soon_threadsafe(said.put_nowait, message)
        loop.call_soon_threadsafe(said.put_nowait, message)
    pipe.close()


def _heard(pipe: Connection) -> tuple[str, Any]:
    try:
        packed = pipe.recv_bytes()
    except (EOFError, OSError):
        return "gone", None
    try:
        kind, value = pickle.loads(packed)  # noqa: S301 - from a process that we began
    except Exception as error:  # a class whose objects cannot be put together again
        _log.error("An answer of a task cannot be read: %s", trouble(error))
        return "failed", None
    return kind, value


def serve(pipe: Connection) -> None:
    """Do one task after another until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound_memory()
    gc.set_threshold(100_000, 50, 50)
    with contextlib.suppress(EOFError, OSError):  # nobody asks any more
        pipe.send(("up", None))
        while True:
            pipe.send_bytes(_done(pipe.recv_bytes(), pipe))


def _done(packed: bytes, pipe: Connection) -> bytes:
    """What is to be said of a task, whatever happens to it."""
    try:
        task, args = pickle.loads(packed)  # noqa: S301 - from the process that began us
        pipe.send(("begun", None))
        return _packed("done", task(*args, lambda value: pipe.send(("told", value))))
    except HandbillError as error:
        return _packed("refused", error)
    except MemoryError:
        return _packed("refused", NoMemoryError("It needs more memory than the studio gives to one task."))
    except (Exception, SystemExit) as error:
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            return _packed("refused", NoRoomError("There is no room left on the disk of this machine."))
        _log.error("A task of the studio failed: %s", trouble(error))
        return _packed("failed", None)


def _packed(kind: str, value: Any) -> bytes:
    try:
        return bytes(ForkingPickler.dumps((kind, value)))
    except Exception as error:  # whatever an object says when it is asked to be sent
        _log.error("A result cannot be sent to the studio: %s", trouble(error))
        return bytes(ForkingPickler.dumps(("failed", None)))


def _bound_memory() -> None:
    if sys.platform != "win32":
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
