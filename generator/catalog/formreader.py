"""Tables and forms read from YAML: what is ruled into rows and columns, and what leaves room to be filled in."""

from __future__ import annotations

from collections.abc import Sequence

from generator.catalog.blockparts import list_items, listed, printed_words, room_shares, whole_number
from generator.catalog.blocks import Checks, Entry, Grid, Table
from generator.catalog.measures import optional_distance, optional_size
from generator.catalog.reader import Reader
from generator.catalog.yamlnode import Node
from generator.units import Length

# A line of less height than a hand writes (Section508 and print guides ask for 1/4 in; a small hand needs 5 mm).
LEAST_LINE = Length.parse("14pt")


def read_table(reader: Reader) -> Table:
    """Texts in rows under column heads."""
    heads, rows = reader.need("header"), reader.need("rows")
    table = Table(
        reader.place,
        header=listed(reader.items("header"), reader),
        rows=tuple(_cells(row, heads, reader) for row in reader.items("rows")),
        widths=room_shares(reader, "widths"),
        style=reader.text("style", "body"),
        head=reader.text("head", "label"),
        gap=optional_distance(reader, "gap"),
    )
    if rows.value == [] or heads.value == []:
        fix = "Write “header: [A, B]” and “rows: [[a, b], [c, d]]”."
        reader.wrong(reader.node, "The table has no rows or no column heads.", fix, "table.empty")
    else:
        _check_widths(table.widths, heads, reader)
    return table


def _check_widths(widths: Sequence[float], heads: Node, reader: Reader) -> None:
    if widths and isinstance(heads.value, list) and len(widths) != len(heads.value):
        problem = f"The table has {len(widths)} widths for {len(heads.value)} columns."
        reader.wrong(reader.need("widths"), problem, "Write one share for each column.", "table.widths")


def _cells(row: Node, heads: Node, reader: Reader) -> tuple[str, ...]:
    """The texts of a row, one for each column head."""
    if not isinstance(row.value, list):
        reader.wrong(row, f"Expected the cells of a row, found {row.kind}.", "Write it as “- [a, b]”.")
        return ()
    if isinstance(heads.value, list) and len(row.value) != len(heads.value):
        reader.findings.error(
            "table.ragged",
            row.place,
            f"The row does not have a cell for each column head: {len(row.value)} instead of {len(heads.value)}.",
            "Give every row as many cells as there are heads.",
            seen=str(len(row.value)),
            limit=str(len(heads.value)),
        )
    return listed(row.value, reader)


def read_entry(reader: Reader) -> Entry:
    """A label and empty lines."""
    return Entry(
        reader.place,
        label=printed_words(reader, "label"),
        lines=whole_number(reader, "lines", 1, 1, 40),
        width=optional_size(reader, "width"),
        style=reader.text("style", "label"),
        gap=_line_gap(reader),
    )


def read_checks(reader: Reader) -> Checks:
    """Entries with a box to tick each, below their question or apart from it."""
    checks = Checks(
        reader.place,
        items=list_items(reader),
        label=printed_words(reader, "label", ""),
        ask=printed_words(reader, "ask", ""),
        columns=whole_number(reader, "columns", 1, 1, 6),
        style=reader.text("style", "body"),
        head=reader.text("head", "label"),
        first=whole_number(reader, "first", 1, 1, 1000),
        last=whole_number(reader, "last", 0, 0, 1000),
        gap=optional_distance(reader, "gap"),
        marker=reader.choice("marker", ("none", "letter"), "none"),
    )
    if checks.label and checks.ask:
        problem = "The entries have a “label” and words to “ask”: a screen reader would say two questions."
        fix = "Write “label” where the words are printed here, or “ask” where another block prints them."
        reader.wrong(reader.need("ask"), problem, fix, "checks.ask")
    return checks


def read_grid(reader: Reader) -> Grid:
    """An empty table; each column needs a head, for that is what its cells are called."""
    heads = reader.need("header")
    grid = Grid(
        reader.place,
        header=listed(reader.items("header"), reader),
        count=whole_number(reader, "count", 18, 1, 60),
        widths=room_shares(reader, "widths"),
        head=reader.text("head", "label"),
        gap=_line_gap(reader),
    )
    if heads.value == []:
        fix = "Write “header: [Name, Unit]”, with words for every column."
        reader.wrong(heads, "The grid has no column heads, so nobody knows what belongs where.", fix, "grid.head")
    else:
        _check_widths(grid.widths, heads, reader)
    return grid


def _line_gap(reader: Reader) -> Length | None:
    """The room from one line to the next, which a hand must be able to write in."""
    gap = optional_distance(reader, "gap")
    if gap is not None and gap < LEAST_LINE:
        problem = f"{gap} from line to line is too little to write in."
        reader.wrong(reader.need("gap"), problem, f"Write {LEAST_LINE} or more, or leave “gap” out.", "entry.gap")
        return None
    return gap
