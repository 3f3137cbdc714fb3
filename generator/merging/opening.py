"""Opening a merge: the table, the catalogue in the languages it asks for, and the layout, ready to be checked."""

from __future__ import annotations

from dataclasses import replace

from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.records.model import Table
from generator.catalog.records.opening import open_table
from generator.compose.columns import plan_of
from generator.errors import SetupError, refuse_errors
from generator.findings import Findings
from generator.merging.files import MergeFiles
from generator.merging.merge import Merge, check_merge
from generator.merging.roster import open_roster
from generator.order import open_catalog, planned


def open_merge(roots: Roots, merge: Merge, *, draft: bool = False) -> MergeFiles:
    """The merge, read and not yet checked; raises Refused with what is wrong with the table or the catalogue."""
    check_merge(merge)
    table = merge_table(merge, Findings())
    return merge_of(merge, table, merge_catalog(roots, merge, table), draft=draft)


def merge_table(merge: Merge, findings: Findings) -> Table:
    """The table of a merge; raises Refused with what was found where it cannot be read."""
    table = open_table(merge.records, findings, encoding=merge.encoding, sheet=merge.sheet)
    refuse_errors(findings)
    if table is None:
        raise SetupError(f"{merge.records} cannot be read.")
    return table


def merge_catalog(roots: Roots, merge: Merge, table: Table) -> Catalog:
    """The catalogue in the languages of a merge: all there are, where the table says which."""
    catalog = open_catalog(roots, merge.order.langs or ("en",), merge.order.layouts)
    return open_catalog(roots, None, merge.order.layouts) if names_languages(table, merge, catalog) else catalog


def merge_of(
    merge: Merge, table: Table, catalog: Catalog, findings: Findings | None = None, *, draft: bool = False
) -> MergeFiles:
    """A merge whose table and catalogue were read; raises Refused as `open_merge` does."""
    findings = Findings() if findings is None else findings
    langs = () if names_languages(table, merge, catalog) else merge.order.langs or ("en",)
    plan = planned(catalog, replace(merge.order, langs=langs), findings)
    refuse_errors(findings)
    layout = plan.catalog.layouts[merge.order.layouts[0]]
    spoken = tuple(part.lang for part in plan.parts)
    roster = open_roster(table, layout, plan.catalog, dict(merge.order.fields), spoken, findings, merge.columns)
    refuse_errors(findings)
    return MergeFiles(merge, plan, roster, draft)


def names_languages(table: Table, merge: Merge, catalog: Catalog) -> bool:
    """Whether the table has a column of languages; which of them it names is known when it is read."""
    layout = catalog.layouts.get(merge.order.layouts[0])
    return layout is not None and plan_of(table, layout, Findings(), merge.columns).language != ""
