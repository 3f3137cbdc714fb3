"""Fixtures that many tests share: the catalogue built once, and a workspace to break."""

from __future__ import annotations

import gc
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from generator import cli, making
from generator.build import Report, build
from generator.catalog import yamlnode
from generator.catalog.cachefolder import VARIABLE
from generator.catalog.places import Roots, shipped_root
from generator.order import Order
from generator.pdf.finish import finish
from tests.remembered import parsed_once
from tests.validated import WRITERS, unvalidated, validated

ROOT = Path(__file__).resolve().parents[1]

# Every run tries the same examples and none is on the clock; `--hypothesis-seed` or another profile goes looking.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("same")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests go to one worker, so that what they share is made once; a group named by hand is kept."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(ROOT).with_suffix("").as_posix()))


def pytest_collection_finish() -> None:
    """Ten thousand tests are a heap that is not garbage: looking through it again and again cost a third of the time.

    The threshold is the command's own.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def pytest_unconfigure() -> None:
    """What is frozen is not freed at the end, which libraries take for a leak."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def _every_pdf_is_validated() -> Iterator[None]:
    """page-validation on whatever the finishing pass gives away; a test that wants a faulty file spoils it after.

    The page that a picture is made from is one face, whose headings go on from those of the face before.
    """
    with pytest.MonkeyPatch.context() as patch:
        for writer in WRITERS:
            patch.setattr(writer, "finish", validated(finish))
        patch.setattr(making, "_picture", unvalidated(making._picture))
        yield


@pytest.fixture(scope="session", autouse=True)
def _every_file_is_parsed_once() -> Iterator[None]:
    """What ships does not change from test to test; a file that a test changes has other bytes, and is parsed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamlnode, "parse_yaml", parsed_once(yamlnode.parse_yaml))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_run_remembers_another(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or leaves behind what is in the cache of whoever runs it; tests of the cache name a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield


@dataclass(frozen=True)
class Built:
    """A folder with the whole catalogue in it."""

    out: Path
    report: Report

    def read(self, name: str) -> bytes:
        """The bytes of a finished file."""
        return (self.out / name).read_bytes()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The two cards in English, for every purpose."""
    out = tmp_path_factory.mktemp("output")
    order = Order(out=out, layouts=("hsi-tip-card", "indicator-card"), langs=("en",))
    return Built(out, build(Roots(shipped_root()), order))


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Everything that `make` builds; tests that use it are of one xdist group, so that it is built once."""
    out = tmp_path_factory.mktemp("catalogue")
    return Built(out, build(Roots(shipped_root()), Order(out=out)))


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The JSON object it printed."""
        value: dict[str, Any] = json.loads(self.out)
        return value


Command = Callable[..., Ran]


def run_in(folder: Path, *args: str, env: dict[str, str] | None = None) -> Ran:
    """The command line through its own door, run in a folder; it starts no process, which takes half a second."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["handbill", *args])
        patch.setattr(signal, "signal", lambda *_: None)  # interrupts stay with pytest
        for name, value in (env or {}).items():
            patch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            cli.main()
    assert isinstance(ended.value.code, int)
    return Ran(ended.value.code, out.getvalue(), err.getvalue())


@pytest.fixture
def handbill(tmp_path: Path) -> Command:
    """The command line, run in an empty folder.

    `process` is for what only a process can show: how it ends, what it loads, its streams and signals.
    """
    return partial(run_in, tmp_path)


@pytest.fixture
def process(tmp_path: Path) -> Command:
    """The command line as a process of its own, run in an empty folder."""

    def run(*args: str, env: dict[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "generator", *args],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=tmp_path,
            timeout=300,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(env or {})},
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Path]:
    """An empty workspace."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
