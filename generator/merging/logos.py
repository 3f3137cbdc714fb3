"""Logos: the pictures that the rows of a table name, as files that a merge is made from."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from generator.catalog.layouts import LOGO_FIELD, Layout
from generator.catalog.places import Roots
from generator.catalog.records.characters import trimmed
from generator.catalog.records.model import Table
from generator.compose.columns import plan_of
from generator.compose.record import check_logo
from generator.findings import Findings, Place
from generator.manifest import digest


def logos_behind(table: Table, layout: Layout, fixed: Collection[str], roots: Roots) -> dict[str, str]:
    """The SHA-256 of every picture that a row names for a logo, by its name in messages.

    Fields that are `fixed` were set for all rows. Only a table with such a column is read for it.
    """
    files = {}
    for name in sorted(set(_named(table, layout, fixed, roots))):
        path = roots.find_picture(name)
        if path is not None:
            files[roots.shown(path)] = digest(path.read_bytes())
    return files


def _named(table: Table, layout: Layout, fixed: Collection[str], roots: Roots) -> Iterator[str]:
    """The pictures that can be printed: what else a row names is found where the row is checked."""
    open_fields = {name: field for name, field in layout.fields.items() if name not in fixed}
    slots = plan_of(table, replace(layout, fields=open_fields), Findings()).slots
    for slot in (slot for slot in slots if slot.field.kind == LOGO_FIELD):
        for name in {trimmed(row.values[slot.column]) for row in table.rows()} - {""}:
            found = Findings()
            check_logo(slot.field, name, Place(), roots, found)
            if not found.errors:
                yield name
