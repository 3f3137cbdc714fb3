"""Installed from a wheel, away from the checkout, Handbill still has everything it ships."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import ROOT


def test_the_wheel_builds_a_card_without_the_checkout(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    wheel = next((tmp_path / "dist").glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    names = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*")}
    assert "generator/shipped/fonts/public-sans/OFL.txt" in names
    assert not any(name.startswith(("tests/", "layouts/")) for name in names)
    script = (
        "import sys, generator; from generator.cli import main;"
        f"assert generator.__file__.startswith({str(tmp_path)!r}), generator.__file__;"
        "sys.argv = ['handbill', 'build', 'hsi-tip-card', '--out', 'made']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "made" / "hsi-tip-card.en.press.pdf").is_file()
