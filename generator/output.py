"""Output is whole or absent: files are written to a hidden folder beside their place and moved when all are true."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import SetupError

STAGING_PREFIX = ".handbill-"
# That of a run that holds its folder: whatever else bears it there was left behind by a run that was killed.
RUN_PREFIX = ".handbill-run-"
_STALE = 24 * 60 * 60


def _sweep(out: Path) -> None:
    """Remove what builds that were killed left behind, those of yesterday and before: others may be at work."""
    for left in out.glob(f"{STAGING_PREFIX}*"):
        if time.time() - left.stat().st_mtime > _STALE:
            shutil.rmtree(left, ignore_errors=True)


def sweep_runs(out: Path) -> None:
    """Remove what killed runs left behind; only for whoever holds the folder."""
    for left in out.glob(f"{RUN_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def staging(out: Path, prefix: str = STAGING_PREFIX) -> Iterator[Path]:
    """A hidden folder inside `out` that is gone afterwards, whatever happens; SetupError if it cannot be made."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        _sweep(out)
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=out))
    except OSError as error:
        raise SetupError(f"The folder {out} cannot be written: {error.strerror}.") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_staged(folder: Path, name: str, data: bytes) -> bytes:
    """Write a staged file and give back what the disk has of it; a name with a path in it is a fault of ours."""
    if Path(name).name != name:
        raise ValueError(f"{name} is no plain file name")
    path = folder / name
    try:
        path.write_bytes(data)
        return path.read_bytes()
    except OSError as error:
        raise SetupError(f"{name} cannot be written: {error.strerror}.") from error


def move_into_place(folder: Path, out: Path, names: list[str]) -> None:
    """Move staged files over those of the same name: all of them, or none, with the older ones put back."""
    kept = folder / "older"
    kept.mkdir()
    moved: list[str] = []
    try:
        for name in names:
            if (out / name).is_dir():
                raise SetupError(f"{name} cannot be moved into {out}: a folder of that name is in the way.")
            if (out / name).exists():
                (out / name).replace(kept / name)
            moved.append(name)
            (folder / name).replace(out / name)
    except BaseException as error:
        _put_back(kept, out, moved)
        if isinstance(error, OSError):
            raise SetupError(f"{moved[-1]} cannot be moved into {out}: {error.strerror}.") from error
        raise


def _put_back(kept: Path, out: Path, names: list[str]) -> None:
    for name in names:
        if (kept / name).exists():
            (kept / name).replace(out / name)
        else:
            (out / name).unlink(missing_ok=True)
