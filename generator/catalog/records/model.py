"""Tables: columns and rows of text, and the place of a cell as its spreadsheet shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from generator.findings import Place
from generator.frozen import dataclass

# Far more than any layout has fields; a file with more is no list of records.
MAX_COLUMNS = 500

# What a list of rejected rows has beside the columns of its table; read back, they say nothing.
ROW, REASON = "row", "reason"


class Mark(StrEnum):
    """What a cell is to its spreadsheet where it is not plain text."""

    NUMBER = "number"
    SHOWN_OTHERWISE = "shown otherwise"  # a number whose format shows other characters than its value has
    IMPRECISE = "imprecise"  # a number with more digits than a spreadsheet keeps
    DATE = "date"
    FORMULA = "formula"
    ERROR = "error"
    NESTED = "nested"  # a list or a mapping where a text belongs


NO_MARKS: Mapping[str, Mark] = MappingProxyType({})


class Row(NamedTuple):
    """One row: its number as the spreadsheet shows it, and the text of each column, exactly as it stands there.

    `marks` names the cells that are no plain text. `beyond` are cells under no heading; `missing` counts the columns
    that the row has no cell for.
    """

    number: int
    values: Mapping[str, str]
    marks: Mapping[str, Mark] = NO_MARKS
    beyond: tuple[str, ...] = ()
    missing: int = 0


@dataclass(frozen=True)
class Table:
    """A list of records in a file: `columns` as they are headed, and rows that are read anew each time.

    `unit` is what a record is called where it comes from; `delimiter` is that of the file, a comma where it has none.
    """

    file: str
    columns: tuple[str, ...]
    read: Callable[[], Iterator[Row]]
    heading: int = 1
    unit: str = "row"
    delimiter: str = ","

    def rows(self) -> Iterator[Row]:
        """The rows from the first to the last; blank ones are left out. Raises Refused where the file breaks off."""
        return self.read()

    def place(self, row: int, column: str = "") -> Place:
        """Where a cell stands, or a whole row."""
        if column not in self.columns:
            return Place(self.file, row, 0, f"{self.unit} {row}")
        index = self.columns.index(column) + 1
        if self.unit != "row":
            return Place(self.file, row, index, f"{self.unit} {row}, “{column}”")
        return cell_place(self.file, row, index, column)


def cell_place(file: str, row: int, index: int, heading: str = "") -> Place:
    """The place of a cell of a sheet; columns count from 1."""
    named = f" “{heading}”" if heading else ""
    return Place(file, row, index, f"row {row}, column {letters(index)}{named}")


def letters(index: int) -> str:
    """The letters of a column, counted from 1: A, B … Z, AA."""
    name = ""
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
