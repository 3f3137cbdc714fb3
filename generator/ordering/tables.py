"""An item with records: its table opened, and its merge as work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.catalog.catalog import Catalog
from generator.catalog.records.model import Table
from generator.catalog.records.opening import open_table
from generator.compose.columns import COPIES, plan_of
from generator.errors import SetupError
from generator.findings import Findings
from generator.merging.bench import MergeBench
from generator.merging.merge import Merge
from generator.merging.opening import merge_of, names_languages
from generator.ordering.orderfile import Item
from generator.ordering.placing import placed


def open_tables(items: Iterable[Item], findings: Findings) -> dict[str, Table]:
    """The table of each item that has one, by the item's name; what is wrong with any is found."""
    tables = {}
    for item in items:
        if item.merge is None:
            continue
        if not item.merge.records.is_file():
            raise SetupError(f"A worker has no file {item.merge.records}: tables have to lie where every worker is.")
        noted = Findings()
        table = open_table(item.merge.records, noted, encoding=item.merge.encoding, sheet=item.merge.sheet)
        findings.extend(placed(finding, item) for finding in noted)
        if table is not None:
            tables[item.name] = table
    return tables


def any_names_languages(items: Iterable[Item], tables: Mapping[str, Table], catalog: Catalog) -> bool:
    """Whether a table has a column of languages, so that any may be asked for."""
    return any(
        names_languages(tables[item.name], item.merge, catalog) for item in items if item.merge and item.name in tables
    )


def merge_bench(item: Item, merge: Merge, table: Table, catalog: Catalog, findings: Findings) -> MergeBench:
    """The merge of an item, nothing of it filled yet; raises Refused where the table does not fit the layout."""
    files = merge_of(replace(merge, order=item.order), table, catalog)
    if item.quantity and plan_of(table, files.roster.layout, Findings(), merge.columns).copies:
        problem = f"“quantity” asks for prints of a whole file, but {item.table} says in “{COPIES}” how many of each."
        fix = f"Remove “quantity”, or delete the column “{COPIES}”."
        findings.error("order.together", item.place("quantity"), problem, fix, seen="quantity")
    return MergeBench(files)
