"""Kill a running order at random moments, go on with it, and hold what came of it against an unbroken run.

    python -m scripts.kill_orders [TIMES] [SEED]

Prints a line a kill, and ends with 1 if a single byte differs. Every second run has two processes.
"""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
JOURNAL = "manifest.journal"
# Ten units: four files of cards on part-used sheets, single records in two languages, and four pieces.
UNITS = 10
ROWS = 16
TABLE = "rows.csv"
ORDER = f"""\
customer: A county that is killed often
items:
  run:
    layout: hsi-tip-card
    records: {TABLE}
    split: 4
    stacked: true
    start: 4
    skip: [5]
  single:
    layout: hsi-tip-card
    languages: [en, es]
    purposes: [press]
    records: {TABLE}
    each: true
    quantity: 250
    due: 2027-01-15
  shoe-cards:
    layout: shoe-card
    languages: [en, ar]
    purposes: [press, vcard]
    quantity: 500
  stickers:
    layout: stall-sticker
    languages: [en, ko]
    purposes: [office]
    quantity: 1200
"""


def table() -> str:
    """A row for each campus."""
    rows = (f"Campus Police {number:03},617-555-01{number:02}" for number in range(ROWS))
    return "\n".join(["agency,dispatch", *rows, ""])


@dataclass(frozen=True)
class Killed:
    """What stood when a run was killed, and whether going on made the rest."""

    jobs: int
    units: int
    files: int
    ended: bool
    same: bool


def hashes(out: Path) -> dict[str, str]:
    """Every file under a folder, hidden ones too, by its SHA-256."""
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def start(order: Path, out: Path, jobs: int, *more: str) -> subprocess.Popen[bytes]:
    """The command as a process of its own."""
    args = ["-m", "generator", "order", str(order), "--out", str(out), "--jobs", str(jobs), *more]
    return subprocess.Popen([sys.executable, *args], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finish(order: Path, out: Path, jobs: int, *more: str) -> None:
    """Run it to its end; a refusal ends the script with what it says."""
    process = start(order, out, jobs, *more)
    _, said = process.communicate()
    if process.returncode:
        sys.exit(said.decode())


def units_noted(out: Path) -> int:
    """The units in the journal; -1 where there is none yet, or none any more."""
    journal = out / JOURNAL
    try:
        return journal.read_bytes().count(b"\n") - 1
    except FileNotFoundError:
        return -1


def kill_once(order: Path, out: Path, jobs: int, dice: random.Random, expected: dict[str, str]) -> Killed:
    """Start the order, kill it some moment after some unit was noted, or before any was, and resume it at once."""
    at, moment = dice.randint(-1, UNITS - 1), dice.uniform(0.0, 0.25)
    process = start(order, out, jobs)
    while process.poll() is None and units_noted(out) < at:
        time.sleep(0.002)
    time.sleep(moment)
    process.kill()
    process.communicate()
    ended = process.returncode == 0
    units = units_noted(out)
    inside = [path for path in out.glob("[!.]*/*") if path.is_file()] if out.exists() else []
    finish(order, out, jobs, "--resume")
    return Killed(jobs, units, len(inside), ended, hashes(out) == expected)


def main() -> int:
    """Kill an order so many times."""
    times, seed = (int(word) for word in (*sys.argv[1:], *("20", "7")[len(sys.argv) - 1 :]))
    dice = random.Random(seed)  # noqa: S311 - moments, not secrets
    with tempfile.TemporaryDirectory() as place:
        order, whole = Path(place) / "order.yaml", Path(place) / "whole"
        order.write_text(ORDER, encoding="utf-8")
        (Path(place) / TABLE).write_text(table(), encoding="utf-8")
        finish(order, whole, 1)
        expected = hashes(whole)
        print(f"An unbroken run: {UNITS} units, {len(expected)} files. Killed {times} times, seed {seed}:")
        print("kill  jobs  units noted  files in place  bytes after --resume")
        results = []
        for number in range(times):
            killed = kill_once(order, Path(place) / str(number), 1 + number % 2, dice, expected)
            results.append(killed.same)
            verdict = "same" if killed.same else "DIFFERENT"
            noted = "it had ended" if killed.ended else "no journal" if killed.units < 0 else str(killed.units)
            print(f"{number + 1:4}  {killed.jobs:4}  {noted:>11}  {killed.files:14}  {verdict}", flush=True)
    print(f"{sum(results)} of {times} resumed to the same bytes.")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
