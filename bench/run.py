"""Benchmarks: what the command costs cold, in CPU seconds of whole processes, and languages beside English."""

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
CASES = {
    "handbill --help": (["--help"], 0.35),
    "handbill list": (["list"], 0.35),
    "one sheet of ten cards": (["build", "hsi-tip-card", "--lang", "en", "--purpose", "office"], 1.0),
    "the whole catalogue": (["build", "--all"], None),
    "proof of a card": (["proof", "{card}"], None),
}


def cpu_of(command: list[str], folder: Path) -> float:
    """User and system seconds of one run of a command and its children."""
    before = os.times()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


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
        passed = languages(folder) and passed
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
