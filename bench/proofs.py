"""Benchmark: proofing finished files in a warm process, by file, against building them; and runs of many cards."""

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
from generator.proof.judge import Asked
from generator.proof.known import known_directory
from generator.proof.run import judged_run, read_pages
from generator.proofing import proof_files
from tests.proof.runs import asked_pages, cards, run_of, words_of
from tests.proof.samples import small_directory

LAYOUTS = ("hsi-tip-card", "indicator-card", "shoe-card", "three-steps-poster")
PURPOSES = (Purpose.SCREEN, Purpose.OFFICE)
RUNS, MOST = 5, 0.4
# A run of ten-up sheets of different cards: the sheets, and the most seconds for each.
SHEETS, MOST_A_SHEET = 100, 0.035


def run() -> float:
    """Processor seconds a sheet for reading a run back; what is done once a file is told beside it."""
    known, wanted = known_directory(small_directory()), cards(10 * SHEETS)
    data, pages = run_of(wanted), asked_pages(wanted)
    start = time.process_time()
    part = read_pages(data, 0, SHEETS, known, pages)
    a_sheet = (time.process_time() - start) / SHEETS
    start = time.process_time()
    result = judged_run(data, "run.pdf", known, pages, Asked(SHEETS, words=words_of(wanted), tagged=True), [part])
    once = time.process_time() - start
    if result.findings:
        sys.exit(f"a true run has findings: {result.findings[0]}")
    print(
        f"{len(result.qrs)} cards: {a_sheet * 1000:.1f} ms a sheet, limit {MOST_A_SHEET * 1000:.0f}, {once:.2f} s once"
    )
    return a_sheet


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
    slow = [seconds for name, seconds in medians.items() if "card" in name]
    print(f"slowest card {max(slow):.3f} s, limit {MOST} s")
    a_sheet = run()
    sys.exit(0 if max(slow) < MOST and proofing <= building and a_sheet < MOST_A_SHEET else 1)


if __name__ == "__main__":
    main()
