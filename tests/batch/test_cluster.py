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
from generator.catalog.places import Roots, shipped_root
from generator.errors import SetupError
from generator.making import Purpose
from generator.order import Order
from tests.batch.small import Small, contents
from tests.conftest import ROOT

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


def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed_in_the_middle(tmp_path: Path) -> None:
    deadly = tmp_path / "deadly"
    expected = made(tmp_path / "whole", Small(24))
    with scheduler() as address, worker(address) as one, worker(address) as two:
        await_workers(address, 2)
        assert made(tmp_path / "out", Small(24, rest=0.02, deadly=str(deadly)), address) == expected
        assert deadly.exists()
        await_end(one, two)


def await_workers(address: str, count: int) -> None:
    """Wait until so many workers have come."""
    client = cluster.importlib.import_module("distributed").Client(address, set_as_default=False)
    client.wait_for_workers(count, timeout=60)
    client.close()


def await_end(*processes: subprocess.Popen[str]) -> None:
    """Exactly one of the workers was killed, by itself: the other lives."""
    end = time.monotonic() + 20
    while not any(process.poll() == -signal.SIGKILL for process in processes):
        assert time.monotonic() < end
        time.sleep(0.01)
    assert [process.poll() for process in processes].count(None) == 1


def test_real_pieces_made_on_a_cluster_are_those_made_here(tmp_path: Path) -> None:
    order = Order(tmp_path / "here", ("shoe-card",), ("en", "es"), (Purpose.PRESS, Purpose.VCARD))
    roots = Roots(shipped_root())
    here = build(roots, order)
    with scheduler() as address, worker(address):
        await_workers(address, 1)
        away = build(roots, Order(tmp_path / "away", *vars_of(order)), workers=Workers(scheduler=address))
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
