"""Excel workbooks, streamed: every cell as text, with a mark where the spreadsheet holds something else."""

from __future__ import annotations

import datetime
import re
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from generator.catalog.records.archive import is_sound_workbook
from generator.catalog.records.heading import read_headings
from generator.catalog.records.model import NO_MARKS, Mark, Row, Table, cell_place
from generator.errors import Refused
from generator.findings import Findings, Place, nearest

# As many rows and columns as a sheet can have; a row that says more is no spreadsheet program's.
_MAX_ROWS = 1_048_576
_BATCH = 100
_CELLS_AT_ONCE = 5_000
# A row counts as many cells as its last one is far out, filled or not: all of them are gone over.
_MAX_CELLS = 20_000_000
_DIGITS = 15  # a number cell keeps no more
_PLAIN_FORMATS = frozenset({"General", "GENERAL", "0", "#", "", "@"})
_MARKS = {"f": Mark.FORMULA, "e": Mark.ERROR}
_PADDED = re.compile("0+")
# What a library raises at a workbook that is none of its kind, or torn: it checks little before it reads.
_UNSOUND = (
    InvalidFileException,
    ParseError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OSError,
    EOFError,
    ArithmeticError,
    RecursionError,
    BadZipFile,
    zlib.error,
)


def open_workbook(path: Path, shown: str, findings: Findings, sheet: str) -> Table | None:
    """A table out of the sheet named, or of the first that is not hidden; None, with findings, where there is none."""
    if not is_sound_workbook(path, shown, findings):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are of no concern here: drawings, extensions, styles
            title = _title(path, shown, sheet, findings)
            first = _first(path, title) if title else None
    except _UNSOUND as error:
        findings.extend(_torn(shown, error).findings)
        return None
    if not title:
        return None
    if first is None:
        problem = f"The sheet “{title}” has no rows."
        findings.error("records.empty", Place(shown), problem, "Fill in the headings and a row.")
        return None
    heading, cells = first
    columns = read_headings(cells, partial(cell_place, shown, heading), findings)
    if columns is None:
        return None
    return Table(shown, columns, partial(_rows, path, shown, title, heading, columns), heading)


def titles_of(path: Path) -> tuple[str, ...]:
    """The names of the sheets that are not hidden; none where the workbook is not sound."""
    if not is_sound_workbook(path, path.name, Findings()):
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _titles(path)
    except _UNSOUND:
        return ()


def _load(path: Path) -> Any:
    """The workbook; its formulas are seen as formulas, its macros and links to other files are left alone."""
    return load_workbook(path, read_only=True, data_only=False, keep_links=False, keep_vba=False)


def _title(path: Path, shown: str, sheet: str, findings: Findings) -> str:
    """The name of the sheet to read; with several, a note says which one it is."""
    titles = _titles(path)
    if sheet:
        found = next((title for title in titles if title.casefold() == sheet.strip().casefold()), "")
        if not found:
            problem = f"The workbook has no sheet “{sheet}”."
            findings.error("workbook.sheet", Place(shown), problem, nearest(sheet, titles), seen=sheet)
        return found
    if not titles:
        findings.error("workbook.sheet", Place(shown), "The workbook has no sheet that shows.", "Unhide one.")
        return ""
    if len(titles) > 1:
        findings.note("workbook.sheets", Place(shown), f"Of {len(titles)} sheets, the first is read: “{titles[0]}”.")
    return titles[0]


def _titles(path: Path) -> tuple[str, ...]:
    """The names of the sheets that are not hidden."""
    book = _load(path)
    try:
        return tuple(str(page.title) for page in book.worksheets if page.sheet_state == "visible")
    finally:
        book.close()


def _cells(path: Path, title: str) -> Iterator[tuple[Any, ...]]:
    """The rows of cells. Read by the hundred, so that the library's warnings are silenced while it reads alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = _load(path)
    with ExitStack() as closing:
        closing.callback(book.close)
        page = book[title]
        page.reset_dimensions()  # what the file says of its size is often wrong
        rows, cells = iter(page.iter_rows()), 0
        closing.callback(getattr(rows, "close", int))
        while True:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                batch = _batch(rows)
            if not batch:
                return
            cells += sum(map(len, batch))
            if cells > _MAX_CELLS:
                raise ValueError(f"it has more than {_MAX_CELLS:,} cells")
            yield from batch


def _batch(rows: Iterator[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The next rows, fewer where they are wide."""
    batch: list[tuple[Any, ...]] = []
    cells = 0
    for row in islice(rows, _BATCH):
        batch.append(row)
        cells += len(row)
        if cells > _CELLS_AT_ONCE:
            break
    return batch


def _first(path: Path, title: str) -> tuple[int, list[str]] | None:
    """The number and the texts of the first row that has any."""
    for number, cells in enumerate(islice(_cells(path, title), _MAX_ROWS), 1):
        texts = [_text(cell)[0] for cell in cells]
        if any(text.strip() for text in texts):
            return number, texts
    return None


def _rows(path: Path, shown: str, title: str, heading: int, columns: tuple[str, ...]) -> Iterator[Row]:
    try:
        for number, cells in enumerate(_cells(path, title), 1):
            if number > _MAX_ROWS:
                raise ValueError(f"it has more than {_MAX_ROWS:,} rows")
            if number > heading and cells:
                row = _row(number, cells, columns)
                if row is not None:
                    yield row
    except _UNSOUND as error:
        raise _torn(shown, error) from error


def _row(number: int, cells: Sequence[Any], columns: tuple[str, ...]) -> Row | None:
    values = dict.fromkeys(columns, "")
    marks: dict[str, Mark] = {}
    for column, cell in zip(columns, cells, strict=False):
        if cell.value is None:
            continue
        values[column], mark = _text(cell)
        if mark is not None:
            marks[column] = mark
    beyond = tuple(
        _text(cell)[0] for cell in cells[len(columns) :] if cell.value is not None and _text(cell)[0].strip()
    )
    if not beyond and not marks and not "".join(values.values()).strip():
        return None
    return Row(number, values, marks or NO_MARKS, beyond)


def _text(cell: Any) -> tuple[str, Mark | None]:
    """What a cell holds, as text; a number as its digits, even where the column is too narrow to show them."""
    value = cell.value
    if value is None:
        return "", None
    if cell.data_type in _MARKS:
        return str(getattr(value, "text", None) or value), _MARKS[cell.data_type]
    if isinstance(value, bool):
        return str(value).upper(), None
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return str(value).removesuffix(" 00:00:00"), Mark.DATE
    return str(value), None


def _number(value: float, shape: str) -> tuple[str, Mark | None]:
    """A number's digits. A column formatted as text, or to a fixed count of digits, shows what was meant."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        value = int(value)
    digits = str(value) if isinstance(value, int) else f"{value:.{_DIGITS}g}"
    if isinstance(value, int) and len(digits) > _DIGITS:
        return digits, Mark.IMPRECISE
    if shape == "@":
        return digits, None
    if _PADDED.fullmatch(shape) and isinstance(value, int):
        return digits.zfill(len(shape)), Mark.NUMBER if len(shape) < 2 else None
    return digits, Mark.NUMBER if shape in _PLAIN_FORMATS else Mark.SHOWN_OTHERWISE


def _torn(shown: str, error: BaseException) -> Refused:
    findings = Findings()
    problem = f"The workbook cannot be read to its end: {error}."
    findings.error("workbook.unsound", Place(shown), problem, "Open it, save it anew as .xlsx, and try again.")
    return Refused(findings)
