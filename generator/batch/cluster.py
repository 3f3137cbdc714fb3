"""Units on a Dask cluster: descriptions go out, files come back as bytes, and a lost worker's units are made again."""

from __future__ import annotations

import importlib
import importlib.util
import pickle
import tempfile
import threading
from collections import deque
from collections.abc import Generator, Iterable
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from generator import VERSION
from generator.batch.work import Maker, Result, Unit, Work
from generator.errors import SetupError

# How long a scheduler may take to answer, and how long a cluster may be without any worker.
CONNECT_SECONDS, EMPTY_SECONDS = 10, 60
_AHEAD = 2
# Rendering and drawing libraries hold state of their own: a worker with several threads makes one unit at a time.
_one_at_a_time = threading.Lock()


def on_cluster(
    work: Work[Result], units: Iterable[Unit], folder: Path, address: str
) -> Generator[tuple[Unit, Result], None, None]:
    """Each unit with its result, in the order of the units; its files were made elsewhere and are written here."""
    client = _connect(address)
    try:
        yield from _made(client, pickle.dumps(work), units, folder)
    finally:
        client.close()


def _connect(address: str) -> Any:
    if importlib.util.find_spec("distributed") is None:
        raise SetupError("A Dask cluster needs one library more: pip install 'handbill[dask]'.")
    distributed = importlib.import_module("distributed")
    try:
        client = distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SetupError(f"No Dask scheduler answers at {address}.") from error
    if not _threads(client):
        client.close()
        raise SetupError(f"The Dask scheduler at {address} has no workers. Start some, and try again.")
    return client


def _threads(client: Any) -> int:
    workers = client.scheduler_info(n_workers=-1)["workers"].values()
    return sum(worker["nthreads"] for worker in workers)


def _made(client: Any, work: bytes, units: Iterable[Unit], folder: Path) -> Generator[tuple[Unit, Any], None, None]:
    waiting: deque[tuple[Unit, Any]] = deque()
    rest = iter(units)
    ahead = _threads(client) * _AHEAD
    while True:
        for unit in islice(rest, ahead - len(waiting)):
            waiting.append((unit, client.submit(make_away, work, unit, VERSION, pure=False)))
        if not waiting:
            return
        unit, future = waiting.popleft()
        files, result = _result(client, future)
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield unit, result


def _result(client: Any, future: Any) -> Any:
    """The result of a unit, wherever Dask had it made in the end; SetupError when nobody is left to make it."""
    distributed, empty = importlib.import_module("distributed"), 0
    while True:
        try:
            return future.result(timeout=CONNECT_SECONDS)
        except distributed.TimeoutError as error:
            empty = 0 if _threads(client) else empty + CONNECT_SECONDS
            if empty >= EMPTY_SECONDS:
                raise SetupError("The Dask cluster has lost all of its workers.") from error
        except distributed.KilledWorker as error:
            raise SetupError(
                f"A unit has cost the cluster several workers, so it was given up ({error}). They may need more memory."
            ) from error


def make_away(work: bytes, unit: Unit, version: str) -> tuple[dict[str, bytes], Any]:
    """Make a unit on a machine that has no disk of ours: its files by name as bytes, and its result."""
    if version != VERSION:
        raise SetupError(f"A worker of the cluster has Handbill {VERSION}, and this is {version}.")
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="handbill-") as place:
        folder = Path(place)
        result = _opened(work).make(unit, folder)
        paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}, result


@lru_cache(maxsize=1)
def _opened(work: bytes) -> Maker[Any]:
    described: Work[Any] = pickle.loads(work)  # noqa: S301 - Dask itself hands over nothing but pickles
    return described.open()
