"""Benchmark: proofing finished files in a warm process, by file, against building them."""

from __future__ import annotations

import datetime
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator.build import build
from generator.catalog.places import Roots, shipped_root
from generator.making import Purpose
from generator.order import Order
from generator.proofing import proof_files

LAYOUTS = ("hsi-tip-card", "indicator-card", "shoe-card", "three-steps-poster")
PURPOSES = (Purpose.SCREEN, Purpose.OFFICE)
RUNS, MOST = 5, 0.4


def main() -> None:
    """Print seconds a file, and ends with 1 if a one-page card takes too long or proofing costs more than building."""
    roots, today = Roots(shipped_root()), datetime.date.today()
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        build(roots, Order(Path(folder), LAYOUTS, ("en",), PURPOSES))
        building = time.process_time() - start
        files = sorted(Path(folder).glob("*.pdf"))
        proof_files(roots, files[:1], today)
        medians = {}
        for path in files:
            times = []
            for _ in range(RUNS):
                start = time.process_time()
                proof_files(roots, [path], today)
                times.append(time.process_time() - start)
            medians[path.name] = statistics.median(times)
            print(f"{path.name:45} {medians[path.name]:.3f} s")
        start = time.process_time()
        proof_files(roots, files, today)
        proofing = time.process_time() - start
    print(f"building {building:.2f} s, proofing {proofing:.2f} s for {len(files)} files")
    cards = [seconds for name, seconds in medians.items() if "card" in name]
    print(f"slowest card {max(cards):.3f} s, limit {MOST} s")
    sys.exit(0 if max(cards) < MOST and proofing <= building else 1)


if __name__ == "__main__":
    main()
