"""Build every piece in every language, and a small kit, and have veraPDF judge each file as PDF/UA-1.

Run it as `python -m scripts.validate` from the root of the checkout: it uses the harness of the tests and their kit. It
takes the purposes to build: `screen` where none is named, else any of `screen`, `office` and `press`.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from generator.batch.run import How, run
from generator.build import build
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused
from generator.kits.asked import Ask
from generator.kits.opening import open_kit
from generator.making import Purpose
from generator.order import Order
from tests import verapdf

KIT_SPACE = Path(__file__).resolve().parents[1] / "tests" / "kits" / "space"


def main(purposes: tuple[str, ...] = (Purpose.SCREEN,)) -> int:
    """Print each broken rule of each file, then a summary; the exit code is 1 if any file is not compliant."""
    files: list[Path] = []
    broken: Counter[Path] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        languages = _build(Path(folder), purposes)
        _make_kit(Path(folder) / "kit")
        for file in sorted(Path(folder).rglob("*.pdf")):
            files.append(file)
            for failed in verapdf.validate(file.read_bytes()):
                _say(f"{file.relative_to(folder)}: {failed}")
                broken[file] += 1
    passed = len(files) - len(broken)
    _say(f"veraPDF: {passed} of {len(files)} files in {len(languages)} languages are compliant with PDF/UA-1.")
    return 1 if broken else 0


def _build(folder: Path, purposes: tuple[str, ...]) -> set[str]:
    """Every piece in every language, which are given back; of what leaves a choice, the usual one."""
    order = Order(folder, purposes=tuple(Purpose(name) for name in purposes))
    return {entry.language for entry in build(Roots(shipped_root()), order).entries}


def _make_kit(folder: Path) -> None:
    """A kit with merged pieces of every kind, joined into one file with its cover."""
    ask = Ask("small", folder)
    work, bench = open_kit(Roots(shipped_root(), KIT_SPACE), ask, keep_going=False)
    run(work, bench, folder, How())


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    if lacking := verapdf.missing():
        sys.exit(f"veraPDF cannot run: this machine lacks {lacking}.")
    try:
        sys.exit(main(tuple(sys.argv[1:]) or (Purpose.SCREEN,)))
    except Refused as refusal:
        sys.exit("\n".join(str(finding) for finding in refusal.findings if finding.severity == "error"))
