"""Benchmarks: what the command costs cold, in CPU seconds of whole processes, warm, and in other languages."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 9
SLOW_RUNS = 3
HANDBILL = [sys.executable, "-m", "generator"]
# How much more than the English one a card in another language may cost.
DEAREST = 2.0
# What a second piece may cost in a process that has made one, from the record to the bytes of the file.
WARM = 0.03
WARM_CARD = """
import time
from pathlib import Path
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings
from generator.making import Purpose, make
from generator.order import Order, composed, open_catalog
catalog = open_catalog(Roots(shipped_root()), ("en",), ("hsi-tip-card",))
for _ in range(21):
    start = time.process_time()
    order = Order(Path(), ("hsi-tip-card",), ("en",), (Purpose.OFFICE,))
    for job in composed(catalog, order, Findings()).jobs:
        make(job)
    print(time.process_time() - start)
"""
CASES = {
    "handbill --help": (["--help"], 0.35),
    "handbill list": (["list"], 0.35),
    "one sheet of ten cards": (["build", "hsi-tip-card", "--lang", "en", "--purpose", "office"], 1.0),
    "the same as a draft": (["build", "hsi-tip-card", "--lang", "en", "--purpose", "office", "--draft"], 0.4),
    "a poster as a draft": (["build", "three-steps-poster", "--lang", "en", "--purpose", "press", "--draft"], 0.4),
    "the whole catalogue": (["build", "--all"], None),
    "proof of a card": (["proof", "{card}"], None),
}


def cpu_of(command: list[str], folder: Path) -> float:
    """User and system seconds of one run of a command and its children."""
    before = os.times()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def warm() -> bool:
    """A second sheet of ten cards in a process that has made one; whether it stays within `WARM` seconds."""
    ran = subprocess.run([sys.executable, "-c", WARM_CARD], check=True, capture_output=True, text=True)
    seconds = [float(line) for line in ran.stdout.split()]
    first, median = seconds[0], statistics.median(seconds[1:])
    print(f"\na sheet of ten cards composed and drawn in one process, limit {WARM:.3f}")
    print(f"first {first:.3f}  later {median:.3f}  least {min(seconds[1:]):.3f}   CPU seconds")
    return median < WARM


def languages(folder: Path) -> bool:
    """A card in each language beside the English one; whether none costs more than `DEAREST` times as much."""
    card = [*HANDBILL, "build", "indicator-card", "--purpose", "office", "--out", "languages", "--lang"]
    medians = {
        lang: statistics.median(cpu_of([*card, lang], folder) for _ in range(SLOW_RUNS))
        for lang in ("en", "es", "vi", "ru", "ar", "ur", "hi", "bn", "am", "th", "km", "my", "zh-Hans", "ko", "ja")
    }
    ratios = {lang: median / medians["en"] for lang, median in medians.items()}
    print(f"\na card beside the English one, limit {DEAREST:.1f}")
    print("  ".join(f"{lang} {ratio:.2f}" for lang, ratio in ratios.items()))
    return max(ratios.values()) < DEAREST


def main() -> None:
    """Time every case and print a table; ends with 1 if a limit is passed by the median."""
    folder = Path(tempfile.mkdtemp(prefix="handbill-bench-"))
    os.environ["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])
    # An installed Handbill has its bytecode beside it, and a user's second run the snapshot of the first.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"], os.environ["HANDBILL_CACHE"] = str(folder / "bytecode"), str(folder / "cache")
    passed = True
    try:
        cpu_of([*HANDBILL, "build", "hsi-tip-card", "--purpose", "screen", "--out", "card"], folder)
        card = str(folder / "card" / "hsi-tip-card.en.screen.pdf")
        heads = ("median", "min", "max", "limit")
        print(f"{'case':26} {' '.join(f'{head:>8}' for head in heads)}   CPU seconds")
        for name, (args, limit) in CASES.items():
            command = [*HANDBILL, *(arg.format(card=card) for arg in args)]
            times = [cpu_of(command, folder) for _ in range(SLOW_RUNS if "--all" in args else RUNS)]
            median = statistics.median(times)
            passed = passed and (limit is None or median < limit)
            shown = "" if limit is None else f"{limit:.2f}"
            print(f"{name:26} {median:8.3f} {min(times):8.3f} {max(times):8.3f} {shown:>8}")
        passed = all([warm(), languages(folder), passed])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
