"""`rejected.csv`: the rows that were left out, as they stood, each with its number and the reasons."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import NamedTuple

from generator.catalog.records.guard import guarded
from generator.catalog.records.model import REASON, ROW, Row, Table
from generator.findings import Finding, Severity

REJECTED = "rejected.csv"


class RejectedRow(NamedTuple):
    """A row and the errors that it was left out for."""

    row: Row
    findings: Sequence[Finding]


def rejected_csv(table: Table, rejected: Iterable[RejectedRow]) -> bytes:
    """The file: the table's own columns and delimiter, then “row” and “reason”; UTF-8 with a byte-order mark.

    The mark makes Excel read it as UTF-8, the delimiter is the one that the user's spreadsheet writes. No cell of it is
    a formula, and the reader takes the guarding apostrophes off again: mended, the file can be used as it is.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=table.delimiter, quoting=csv.QUOTE_MINIMAL)
    columns = tuple(column for column in table.columns if column not in (ROW, REASON))
    writer.writerow([*map(guarded, columns), ROW, REASON])
    for row, findings in rejected:
        cells = [guarded(row.values[column]) for column in columns]
        writer.writerow([*cells, str(row.number), guarded(_reasons(findings))])
    return text.getvalue().encode("utf-8-sig")


def _reasons(findings: Iterable[Finding]) -> str:
    """The errors in one line, each with its column and what to do."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    return " / ".join(f"{_column(finding)}{finding.problem} {finding.fix}".strip() for finding in errors)


def _column(finding: Finding) -> str:
    """Where in the row it is, without the number that has a column of its own."""
    _, comma, column = finding.place.key.partition(", ")
    return f"{column}: " if comma else ""
