"""The tables of a kit: the roster with its rows counted, and the cases written out to be merged."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from generator.batch.held import held
from generator.catalog.kits import ROSTER, Kit, sample_of
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.records.opening import open_table
from generator.errors import SetupError, UsageError
from generator.findings import Findings
from generator.frozen import dataclass
from generator.kits.asked import Ask
from generator.output import move_into_place, staging, write_staged

TABLES = "tables"
# The column of a table of cases: the name of the field that picks a case.
CASE = "case"


@dataclass(frozen=True)
class Roster:
    """A table of people: where it is, its columns, and how many rows it has; `sample` tells that it is nobody's."""

    path: Path
    columns: tuple[str, ...]
    rows: int
    sample: bool


def open_roster(kit: Kit, ask: Ask, roots: Roots, findings: Findings) -> Roster | None:
    """The roster that was named, or the kit's sample; None where no piece asks for one and nobody named one."""
    path = ask.records or sample_of(kit, roots)
    if path is None:
        return None
    if ask.records and not any(piece.records == ROSTER or piece.one_for for piece in kit.pieces):
        raise UsageError(f"No piece of “{kit.id}” takes anything from a roster: leave --records out.")
    if not ask.records and (ask.sheet or ask.encoding):
        raise UsageError("--sheet and --encoding say how to read a table: name it with --records.")
    table = open_table(path, findings, encoding=ask.encoding, sheet=ask.sheet)
    if table is None:
        return None
    return Roster(path, table.columns, sum(1 for _ in table.rows()), sample=ask.records is None)


def case_table(role: str, catalog: Catalog) -> bytes:
    """The cases that a role is told, a row each; all of them where none is named."""
    cases = [case.id for case in catalog.training.cases.values() if not role or role in case.roles]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[CASE], *([case] for case in cases)])
    return out.getvalue().encode()


def write_tables(out: Path, tables: Mapping[str, bytes]) -> None:
    """Write tables into a kit's folder, each whole or not at all; no other run may be at work there."""
    folder = out / TABLES
    if any(Path(name).name != name for name in tables):
        raise SetupError("A table has a path in its name.")
    if not tables:
        return
    with held(out), staging(folder) as staged:
        for name, data in tables.items():
            write_staged(staged, name, data)
        move_into_place(staged, folder, list(tables))
