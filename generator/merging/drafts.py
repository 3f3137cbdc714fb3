"""Drafts of a merge: its files drawn and not read back, for looking at."""

from __future__ import annotations

from generator.batch.tally import Progress, Watch, quiet
from generator.catalog.places import Roots
from generator.drafting import Drafted
from generator.errors import refuse_errors
from generator.findings import Findings
from generator.merging.merge import Merge
from generator.merging.opening import open_merge
from generator.output import move_into_place, staging


def draft_merge(roots: Roots, merge: Merge, progress: Progress = quiet) -> Drafted:
    """Draw every file of a merge, with `.draft.` in its name; raises Refused where a row or the layout is refused."""
    findings, files = Findings(), open_merge(roots, merge, draft=True)
    files.check(findings)
    refuse_errors(findings)
    names = []
    with staging(merge.order.out) as folder:
        watch = Watch(files.pieces, files.noun, progress)
        for unit in files.units():
            names += [drawn.name for drawn in files.drawn(unit, folder)]
            watch.add(unit.pieces)
        move_into_place(folder, merge.order.out, names)
    return Drafted(tuple(names), findings.sorted())
