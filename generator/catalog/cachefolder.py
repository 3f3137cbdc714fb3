"""The cache folder: the user's own, trusted only where nobody else may write; what is lost there is no loss."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

# The name of a folder, or “off”.
VARIABLE = "HANDBILL_CACHE"
OFF = "off"

_TEMPORARY = ".new-"
_STALE = 24 * 60 * 60
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def cache_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path | None:
    """The folder for what may be forgotten, made if need be; None where there is none, or none to be trusted."""
    try:
        folder = _named(environment, platform)
        if folder is None:
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_ours(folder.stat()) else None
    except (OSError, RuntimeError):  # a system without a home raises the latter
        return None


def _named(environment: Mapping[str, str], platform: str) -> Path | None:
    """The folder asked for, or the one where a platform keeps such things."""
    asked = environment.get(VARIABLE, "")
    if asked:
        return None if asked.lower() == OFF else Path(asked)
    if platform == "win32":
        local = environment.get("LOCALAPPDATA", "")
        return Path(local) / "handbill" / "cache" if local else None
    if platform == "darwin":
        return Path.home() / "Library" / "Caches" / "handbill"
    given = Path(environment.get("XDG_CACHE_HOME", ""))
    # XDG Base Directory Specification 0.8: a path that is not absolute is to be ignored.
    return (given if given.is_absolute() else Path.home() / ".cache") / "handbill"


def _is_ours(status: os.stat_result) -> bool:
    """Whether the user owns it and nobody else may write; where a system knows no owners, the folder's rights hold."""
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_MAY_WRITE


def read_trusted(path: Path) -> bytes | None:
    """The bytes of a file of the user's own; None for anything else, such as a link or the file of another."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            return file.read() if stat.S_ISREG(status.st_mode) and _is_ours(status) else None
    except OSError:
        return None


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in its place by one rename, whole or not at all; that it cannot be written is no fault."""
    try:
        handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        if not isinstance(error, OSError):
            raise


def sweep(folder: Path, pattern: str, keep: int) -> None:
    """Remove all but the newest files of a pattern, and what processes that were killed left half written."""
    for path in _by_age(folder, pattern)[keep:]:
        with contextlib.suppress(OSError):
            path.unlink()
    for path in folder.glob(f"{_TEMPORARY}*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _STALE:
                path.unlink()


def _by_age(folder: Path, pattern: str) -> list[Path]:
    """The files of a pattern, the newest first; one that another process has just removed counts as oldest."""
    ages: dict[Path, float] = {}
    for path in folder.glob(pattern):
        with contextlib.suppress(OSError):
            ages[path] = path.stat().st_mtime
    return sorted(ages, key=lambda path: -ages[path])
