"""Tables, looked at and merged in a worker."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.batch.run import How
from generator.batch.tally import Tally
from generator.catalog.places import Roots
from generator.frozen import dataclass
from generator.merging.looking import Looked, RecordLook, look, record_of
from generator.merging.merge import Merge
from generator.merging.running import build_merge
from generator.preview.model import Preview
from generator.preview.show import show
from generator.studio.jobs import Done
from generator.studio.lanes import Tell
from generator.template import columns_of, sheet_for, template_xlsx


@dataclass(frozen=True)
class Record:
    """One row of a table, and what it makes of the piece."""

    look: RecordLook
    preview: Preview


def looked(roots: Roots, merge: Merge, _: Tell) -> Looked:
    """A table as a merge would find it."""
    return look(roots, merge)


def record(roots: Roots, merge: Merge, number: int, _: Tell) -> Record:
    """The n-th row of a table as a piece."""
    one = record_of(roots, merge, number)
    order = replace(merge.order, fields={**merge.order.fields, **one.given}, langs=(one.lang,))
    return Record(one, show(roots, order))


def sheet(roots: Roots, layout: str, _: Tell) -> bytes:
    """A workbook to fill in for a layout."""
    known, catalog = sheet_for(roots, layout)
    return template_xlsx(known, columns_of(known, catalog))


def merged(roots: Roots, merge: Merge, folder: Path, tell: Tell) -> Done:
    """Every file of a merge, read back; rows that were left out are among them, in a table of their own."""

    def progress(tally: Tally) -> None:
        tell((tally.done, tally.total, tally.noun))

    ran = build_merge(roots, replace(merge, order=replace(merge.order, out=folder)), folder, How(), progress)
    return Done(tuple(ran.files), ran.findings, ran.proofed)
