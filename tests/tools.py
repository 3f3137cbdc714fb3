"""Outside witnesses: system tools that tests call, skipped where a developer lacks one and demanded in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def run_tool(name: str, *args: str, stdin: str | None = None) -> str:
    """What the tool prints; a missing tool skips the test on a desk and fails it in CI."""
    demand(shutil.which(name) is not None, name)
    done = subprocess.run(
        [name, *args], input=stdin, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
    )
    assert done.returncode == 0, f"{name} {' '.join(args)} ended with {done.returncode}: {done.stderr}"
    return done.stdout


def system_lines(path: str) -> list[str]:
    """The lines of a file that a system package brings; without it the test is skipped on a desk and fails in CI."""
    demand(Path(path).is_file(), path)
    return Path(path).read_text(encoding="utf-8").splitlines()


def demand(there: bool, what: str) -> None:
    """Go on if it is there; else skip the test on a desk and fail it in CI."""
    if not there:
        if os.environ.get("CI"):
            pytest.fail(f"{what} is missing: .ci/run must install it")
        pytest.skip(f"{what} is not installed on this machine")
