"""The cover sheet of a kit's print file held against what `handbill kit` writes into it: a table's row, and fields."""

from __future__ import annotations

from generator.catalog.blocks import Block, Table, walk
from generator.catalog.layouts import Layout
from generator.findings import Findings

# The layout of the first page of a kit's print file.
COVER = "kit-cover"
# The fields of the table's row, in the order of its columns; the row is repeated for each piece.
COLUMNS = ("what", "pages", "times", "paper", "need")
_ROW = tuple(f"{{{name}}}" for name in COLUMNS)


def is_row_of_pieces(block: Block) -> bool:
    """Whether a block is the table whose one row is repeated for each piece."""
    return isinstance(block, Table) and block.rows == (_ROW,)


def check_cover(layout: Layout, findings: Findings) -> None:
    """What a cover of somebody's own lacks, and would leave pieces untold for."""
    for name in COLUMNS:
        if name not in layout.fields or layout.fields[name].kind != "text":
            problem = f"“{COVER}” has no field “{name}” of the type text, which is a column of its table."
            findings.error("kit.cover", layout.place, problem, f"Add “{name}: {{type: text, …}}”.", limit=name)
    if sum(is_row_of_pieces(block) for blocks in layout.panels.values() for block in walk(blocks)) != 1:
        problem = f"“{COVER}” has not one table that lists the pieces, whose only row is {', '.join(_ROW)}."
        findings.error("kit.cover", layout.place, problem, "Give it one table with this row, as the shipped cover has.")
