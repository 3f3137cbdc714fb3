"""Running a merge from the door: read back and put in place file by file, or only drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.batch.run import How, Ran, run
from generator.batch.tally import Progress, quiet
from generator.batch.workers import SERIAL
from generator.catalog.places import Roots
from generator.merging.bench import MergeBench, MergeWork
from generator.merging.merge import Merge
from generator.merging.opening import open_merge


def build_merge(roots: Roots, merge: Merge, out: Path, how: How, progress: Progress = quiet) -> Ran:
    """Make every file of a merge, read it back and put it in place; raises Refused as `run` does.

    Where there is but one file, the processes share its pages when it is read back.
    """
    bench = MergeBench(open_merge(roots, merge))
    if how.workers.processes > 1 and not how.workers.scheduler and not (merge.each or merge.split):
        bench.readers, how = how.workers, replace(how, workers=SERIAL)
    return run(MergeWork(roots, merge, bench.identity), bench, out, how, progress)
