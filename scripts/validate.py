"""Build every piece in every language and have veraPDF judge each file as PDF/UA-1.

Run it as `python -m scripts.validate` from the root of the checkout: it uses the harness of the tests. It takes the
purposes to build: `screen` where none is named, else any of `screen`, `office` and `press`.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from generator.build import build
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused
from generator.making import Purpose
from generator.order import Order
from tests import verapdf


def main(purposes: tuple[str, ...] = (Purpose.SCREEN,)) -> int:
    """Print each broken rule of each file, then a summary; the exit code is 1 if any file is not compliant."""
    files: list[str] = []
    languages: set[str] = set()
    broken: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        order = Order(Path(folder), purposes=tuple(Purpose(name) for name in purposes))
        for entry in build(Roots(shipped_root()), order).entries:
            files.append(entry.name)
            languages.add(entry.language)
            for failed in verapdf.validate((order.out / entry.name).read_bytes()):
                _say(f"{entry.name}: {failed}")
                broken[entry.name] += 1
    passed = len(files) - len(broken)
    _say(f"veraPDF: {passed} of {len(files)} files in {len(languages)} languages are compliant with PDF/UA-1.")
    return 1 if broken else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    if lacking := verapdf.missing():
        sys.exit(f"veraPDF cannot run: this machine lacks {lacking}.")
    try:
        sys.exit(main(tuple(sys.argv[1:]) or (Purpose.SCREEN,)))
    except Refused as refusal:
        sys.exit("\n".join(str(finding) for finding in refusal.findings if finding.severity == "error"))
