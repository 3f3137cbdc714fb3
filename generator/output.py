"""Output is whole or absent: files are written to a hidden folder beside their place and moved when all are true."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import SetupError

STAGING_PREFIX = ".handbill-"


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A hidden folder inside `out` that is gone afterwards, whatever happens; SetupError if it cannot be made."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=STAGING_PREFIX, dir=out))
    except OSError as error:
        raise SetupError(f"The folder {out} cannot be written: {error.strerror}.") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_staged(folder: Path, name: str, data: bytes) -> bytes:
    """Write a staged file and give back what the disk has of it."""
    path = folder / name
    try:
        path.write_bytes(data)
        return path.read_bytes()
    except OSError as error:
        raise SetupError(f"{name} cannot be written: {error.strerror}.") from error


def move_into_place(folder: Path, out: Path, names: list[str]) -> None:
    """Move staged files over those of the same name, the last name last; each move is whole or does not happen."""
    for name in names:
        try:
            (folder / name).replace(out / name)
        except OSError as error:
            raise SetupError(f"{name} cannot be moved into {out}: {error.strerror}.") from error
