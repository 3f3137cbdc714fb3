"""Outside witnesses: system tools that tests call, skipped where a developer lacks one and demanded in CI."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest


def run_tool(name: str, *args: str) -> str:
    """What the tool prints; a missing tool skips the test on a desk and fails it in CI."""
    if shutil.which(name) is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is missing: .ci/run must install it")
        pytest.skip(f"{name} is not installed on this machine")
    done = subprocess.run([name, *args], capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, f"{name} {' '.join(args)} ended with {done.returncode}: {done.stderr}"
    return done.stdout
