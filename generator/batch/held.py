"""One run at a time in a folder: a lock that the system takes back when its process ends, however it ends."""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import SetupError

NAME = ".handbill.lock"


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Hold the folder for this process; SetupError where another run is at work in it.

    It is a record lock, not flock: worker processes do not inherit it, so none of them keeps a folder locked that
    its parent was killed over.
    """
    path = out / NAME
    try:
        out.mkdir(parents=True, exist_ok=True)
        descriptor = _locked(path)
    except BlockingIOError as error:
        raise SetupError(f"Another run is at work in {out}. Wait for it, or name another folder with --out.") from error
    except OSError as error:
        raise SetupError(f"The folder {out} cannot be written: {error.strerror}.") from error
    try:
        yield
    finally:
        path.unlink(missing_ok=True)  # while we hold it: whoever waits for the old file sees that it is gone
        os.close(descriptor)


def _locked(path: Path) -> int:
    """The descriptor of the lock; raises BlockingIOError where somebody has it."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(descriptor)
            if path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        except (PermissionError, BlockingIOError) as error:
            os.close(descriptor)
            raise BlockingIOError from error
        os.close(descriptor)  # its last holder has removed it between our opening and our locking


def _lock(descriptor: int) -> None:
    """Lock an open file; a system without record locks goes without."""
    if importlib.util.find_spec("fcntl"):
        fcntl = importlib.import_module("fcntl")
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
