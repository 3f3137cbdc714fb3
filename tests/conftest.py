"""Fixtures that many tests share: the catalogue built once, and a workspace to break."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator import making
from generator.build import Report, build
from generator.catalog.cachefolder import VARIABLE
from generator.catalog.places import Roots, shipped_root
from generator.order import Order
from generator.pdf.finish import finish
from tests.validated import WRITERS, unvalidated, validated

ROOT = Path(__file__).resolve().parents[1]


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


@pytest.fixture
def handbill(tmp_path: Path) -> Command:
    """The command line as a process of its own, run in an empty folder."""

    def run(*args: str, env: dict[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "generator", *args],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=tmp_path,
            timeout=120,
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
