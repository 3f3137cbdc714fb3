"""Files that grow: what stands in them stays, byte for byte, and all of them grow or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from generator.errors import SetupError
from generator.frozen import dataclass
from generator.output import staging, write_staged


@dataclass(frozen=True)
class Grown:
    """A file with what it holds and what it is to hold; None is a file that is not there yet."""

    path: Path
    old: bytes | None
    new: bytes


def bytes_of(path: Path) -> bytes | None:
    """What a file holds; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SetupError(f"{path.name} cannot be read: {error.strerror}.") from error


def write(files: Sequence[Grown]) -> None:
    """Write each file beside its place, then put all of them over the old ones; links are followed.

    Raises SetupError, and leaves everything as it was, where one cannot be written or has been changed meanwhile.
    """
    files = [Grown(one.path.resolve(), one.old, one.new) for one in files]
    with ExitStack() as open_:
        staged = [_staged(open_.enter_context(staging(one.path.parent)), one) for one in files]
        for one in files:
            if bytes_of(one.path) != one.old:
                raise SetupError(
                    f"{one.path.name} has just been changed by somebody else, so nothing was added: try again."
                )
        for at, (path, one) in enumerate(zip(staged, files, strict=True)):
            try:
                path.replace(one.path)
            except OSError as error:
                _put_back(files[:at])
                raise SetupError(f"{one.path.name} cannot be written: {error.strerror}.") from error


def _staged(folder: Path, one: Grown) -> Path:
    if write_staged(folder, one.path.name, one.new) != one.new:
        raise SetupError(f"{one.path.name} was not written as it should be; is the disk full?")
    return folder / one.path.name


def _put_back(files: Iterable[Grown]) -> None:
    for one in files:
        if one.old is None:
            one.path.unlink(missing_ok=True)
        else:
            one.path.write_bytes(one.old)
