"""Tasks for the tests of lanes and jobs: those that behave, and those that do not."""
# ruff: noqa: ARG001 - each task is given what every task is given

from __future__ import annotations

import errno
import os
import threading
import time
from pathlib import Path
from typing import Any

from generator.errors import Refused, UsageError
from generator.findings import Finding, Place, Severity
from generator.studio.jobs import Done
from generator.studio.lanes import Tell

TYPED = "Casa Segura 555-0143"


class Unsendable:
    """What cannot be put on its way."""

    def __reduce__(self) -> Any:
        raise TypeError(TYPED)


class UnreadableError(UsageError):
    """What can be sent and not be put together again."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


def echo(value: Any, tell: Tell) -> Any:
    return value


def whoami(tell: Tell) -> int:
    return os.getpid()


def wait(seconds: float, tell: Tell) -> int:
    time.sleep(seconds)
    return os.getpid()


def count(number: int, tell: Tell) -> int:
    for step in range(number):
        tell((step, number, ""))
    return number


def mark(path: Path, tell: Tell) -> None:
    path.touch()


def hold(path: Path, tell: Tell) -> None:
    """Until the file exists."""
    while not path.exists():
        time.sleep(0.01)


def exit_at_once(tell: Tell) -> None:
    os._exit(3)


def leave(tell: Tell) -> None:
    raise SystemExit(TYPED)


def fail(tell: Tell) -> None:
    raise KeyError(TYPED)


def refuse(tell: Tell) -> None:
    raise Refused([finding()])


def finding() -> Finding:
    return Finding(Severity.ERROR, "a-rule", Place("a place"), "A problem.", "A fix.")


def refuse_in_parts(tell: Tell) -> None:
    raise UnreadableError("a", "b")


def give_unsendable(tell: Tell) -> Any:
    return Unsendable()


def give_a_lock(tell: Tell) -> Any:
    return threading.Lock()


def eat_memory(tell: Tell) -> int:
    return len(bytearray(64 << 30))


def fill_the_disk(tell: Tell) -> None:
    raise OSError(errno.ENOSPC, TYPED)


def make(text: str, folder: Path, tell: Tell) -> Done:
    tell((1, 2, "half"))
    (folder / "made.txt").write_text(text, encoding="utf-8")
    tell((2, 2, "whole"))
    return Done(("made.txt",))


def make_much(size: int, folder: Path, tell: Tell) -> Done:
    (folder / "much.bin").write_bytes(bytes(size))
    return Done(("much.bin",))


def make_half(reason: str, folder: Path, tell: Tell) -> Done:
    (folder / "half.txt").touch()
    if reason == "refused":
        raise Refused([finding()])
    raise KeyError(TYPED)


def write_on(folder: Path, tell: Tell) -> Done:
    """Never ends, and makes its folder anew where that was removed under it."""
    while True:
        folder.mkdir(exist_ok=True)
        (folder / "more.txt").touch()
        time.sleep(0.01)
