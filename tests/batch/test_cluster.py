"""The same units on a real Dask cluster: processes over loopback, one of them killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.batch import cluster
from generator.batch.cluster import make_away
from generator.batch.journal import NAME as JOURNAL
from generator.batch.run import How, run
from generator.batch.work import Unit
from generator.batch.workers import Workers
from generator.build import build
from generator.catalog.cachefolder import VARIABLE
from generator.catalog.places import Roots, shipped_root
from generator.errors import SetupError
from generator.making import Purpose
from generator.order import Order
from tests.batch.small import Small, contents
from tests.conftest import ROOT
from tests.orders import campus
from tests.orders import made as made_order

_ADDRESS = "Scheduler at:"
_FAST = {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "10s", "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}


@contextmanager
def daemon(module: str, *args: str) -> Iterator[subprocess.Popen[str]]:
    """A program of Dask's as its own process, ended by its number."""
    command = [sys.executable, "-m", f"distributed.cli.{module}", *args]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **_FAST}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def scheduler() -> Iterator[str]:
    """A scheduler on a free port of this machine."""
    with daemon("dask_scheduler", "--host", "tcp://127.0.0.1", "--port", "0", "--no-dashboard", "--no-show") as process:
        assert process.stderr
        for line in process.stderr:
            if _ADDRESS in line:
                yield line.rpartition(_ADDRESS)[2].strip()
                return


@contextmanager
def worker(address: str) -> Iterator[subprocess.Popen[str]]:
    """One worker process without a nanny, so that nobody starts it again when it is killed."""
    with daemon("dask_worker", address, "--no-nanny", "--nthreads", "2", "--no-dashboard") as process:
        yield process


def made(out: Path, work: Small, address: str = "", resume: bool = False) -> dict[str, bytes]:
    run(work, work.open(), out, How(Workers(scheduler=address), resume=resume))
    return contents(out)


@pytest.fixture(scope="module")
def cluster_of_three(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """A scheduler with three workers that read a catalogue once; each of two tests costs it one of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield from three_workers()


def three_workers() -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    with scheduler() as address, worker(address) as one, worker(address) as two, worker(address) as three:
        await_workers(address, 3)
        yield address, [one, two, three]


def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed_in_the_middle(
    tmp_path: Path, cluster_of_three: tuple[str, list[subprocess.Popen[str]]]
) -> None:
    (address, workers), deadly = cluster_of_three, tmp_path / "deadly"
    expected = made(tmp_path / "whole", Small(24))
    before = alive(workers)
    assert made(tmp_path / "out", Small(24, rest=0.02, deadly=str(deadly)), address) == expected
    assert deadly.exists()
    await_end(workers, before - 1)


def test_a_cluster_makes_an_order_with_merges_though_a_worker_is_killed_in_the_middle(
    tmp_path: Path, cluster_of_three: tuple[str, list[subprocess.Popen[str]]]
) -> None:
    address, workers = cluster_of_three
    order = campus(tmp_path)
    made_order(*order, tmp_path / "here")
    before = alive(workers)

    def kill(_: object) -> None:
        if alive(workers) == before:
            next(process for process in workers if process.poll() is None).kill()
            await_end(workers, before - 1)

    made_order(*order, tmp_path / "away", How(Workers(scheduler=address)), kill)
    assert contents(tmp_path / "away") == contents(tmp_path / "here")
    assert alive(workers) == before - 1


def await_workers(address: str, count: int) -> None:
    """Wait until so many workers have come."""
    client = cluster.importlib.import_module("distributed").Client(address, set_as_default=False)
    client.wait_for_workers(count, timeout=60)
    client.close()


def alive(workers: list[subprocess.Popen[str]]) -> int:
    """How many of the workers live."""
    return [process.poll() for process in workers].count(None)


def await_end(workers: list[subprocess.Popen[str]], left: int) -> None:
    """Exactly one more of the workers was killed: the others live."""
    end = time.monotonic() + 60
    while alive(workers) > left:
        assert time.monotonic() < end
        time.sleep(0.01)
    assert alive(workers) == left
    assert {process.poll() for process in workers} == {None, -signal.SIGKILL}


def test_real_pieces_made_on_a_cluster_are_those_made_here(
    tmp_path: Path, cluster_of_three: tuple[str, list[subprocess.Popen[str]]]
) -> None:
    order = Order(tmp_path / "here", ("shoe-card",), ("en",), (Purpose.PRESS, Purpose.VCARD))
    roots = Roots(shipped_root())
    here = build(roots, order)
    workers = Workers(scheduler=cluster_of_three[0])
    away = build(roots, Order(tmp_path / "away", *vars_of(order)), workers=workers)
    assert contents(tmp_path / "away") == contents(tmp_path / "here")
    assert away == here


def vars_of(order: Order) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Purpose, ...]]:
    return order.layouts, order.langs, order.purposes


def test_a_scheduler_without_workers_is_refused_and_one_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with scheduler() as address, pytest.raises(SetupError, match="has no workers"):
        made(tmp_path / "out", Small(2), address)
    with pytest.raises(SetupError, match="No Dask scheduler answers at tcp:"):
        made(tmp_path / "out", Small(2), "tcp://127.0.0.1:1", resume=True)
    assert set(contents(tmp_path / "out")) == {JOURNAL}


def test_without_the_library_the_error_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(SetupError, match=r"pip install 'handbill\[dask\]'"):
        made(tmp_path / "out", Small(2), "tcp://127.0.0.1:1")


def test_a_worker_gives_files_as_bytes_and_leaves_none_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster.tempfile, "tempdir", str(tmp_path))
    files, outcome = make_away(cluster.pickle.dumps(Small(3)), Unit("u1", 2, 1), cluster.VERSION)
    assert set(files) == set(outcome.files) == {"1.txt", "inner/1.txt"}
    assert files["1.txt"] == b"1.txt \n" * 2
    assert not list(tmp_path.iterdir())


def test_a_worker_with_another_handbill_makes_nothing() -> None:
    with pytest.raises(SetupError, match=r"has Handbill .*, and this is 0\.0\.0"):
        make_away(b"", Unit("u1"), "0.0.0")
