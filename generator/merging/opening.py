"""Opening a merge: the table, the catalogue in the languages it asks for, and the layout, ready to be checked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.batch.workers import SERIAL, Workers
from generator.build import OTHER_FILES, roots_here
from generator.catalog.catalog import Catalog
from generator.catalog.places import Roots
from generator.catalog.records.model import Table
from generator.catalog.records.opening import open_table
from generator.compose.columns import LANGUAGE, plan_of
from generator.errors import SetupError, refuse_errors
from generator.findings import Findings
from generator.manifest import digest
from generator.merging.bench import MergeBench
from generator.merging.merge import Merge, check_merge
from generator.merging.roster import open_roster
from generator.order import open_catalog, planned


@dataclass(frozen=True)
class MergeWork:
    """A merge that any process can open, and must find to be the very same: `identity` says which."""

    roots: Roots
    merge: Merge
    identity: str = ""

    def open(self) -> MergeBench:
        """Read the table and the catalogue, and fill every record once."""
        bench = open_merge(roots_here(self.roots), self.merge)
        if self.identity not in ("", bench.identity):
            raise SetupError(OTHER_FILES)
        bench.check(Findings())
        return bench


def open_merge(roots: Roots, merge: Merge, readers: Workers = SERIAL) -> MergeBench:
    """The merge, read and not yet checked; raises Refused with what is wrong with the table or the catalogue."""
    check_merge(merge)
    findings = Findings()
    table = open_table(merge.records, findings, encoding=merge.encoding, sheet=merge.sheet)
    refuse_errors(findings)
    if table is None:
        raise SetupError(f"{merge.records} cannot be read.")
    catalog = open_catalog(roots, merge.order.langs or ("en",), merge.order.layouts)
    if _names_languages(table, merge, catalog):
        catalog = open_catalog(roots, None, merge.order.layouts)
    return bench_of(merge, table, catalog, readers)


def bench_of(merge: Merge, table: Table, catalog: Catalog, readers: Workers = SERIAL) -> MergeBench:
    """The bench of a merge whose table and catalogue were read; raises Refused as `open_merge` does."""
    findings = Findings()
    own = _names_languages(table, merge, catalog)
    langs = () if own else merge.order.langs or ("en",)
    plan = planned(catalog, replace(merge.order, langs=langs), findings)
    refuse_errors(findings)
    layout = plan.catalog.layouts[merge.order.layouts[0]]
    spoken = tuple(part.lang for part in plan.parts)
    roster = open_roster(table, layout, plan.catalog, dict(merge.order.fields), spoken, findings)
    refuse_errors(findings)
    return MergeBench(merge, plan, roster, digest(merge.records.read_bytes()), readers)


def _names_languages(table: Table, merge: Merge, catalog: Catalog) -> bool:
    """Whether the table has a column of languages; which of them it names is known when it is read."""
    layout = catalog.layouts.get(merge.order.layouts[0])
    return (
        layout is not None and LANGUAGE in layout.fields or bool(layout and plan_of(table, layout, Findings()).language)
    )
