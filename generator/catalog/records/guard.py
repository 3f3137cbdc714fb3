"""Formula injection: cells that a spreadsheet would run, made into text when written and read back as they were.

A leading apostrophe is the spreadsheets' own mark for text. `guarded` puts one before a cell that would start a
formula, and `unguarded` takes it off again, so that a phone number with a plus survives the way there and back.
"""

from __future__ import annotations

import re

# OWASP, "CSV injection", with the full-width forms that some spreadsheets take for the plain ones.
_STARTS = "=+\\-@\t\r\n＝＋－＠"
_RUNS = re.compile(f"'*[{_STARTS}]")
_GUARDED = re.compile(f"''*[{_STARTS}]")


def guarded(cell: str) -> str:
    """The cell, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if _RUNS.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that `guarded` put before it; any other apostrophe is text."""
    return cell[1:] if _GUARDED.match(cell) else cell
