"""Templates: a sheet to fill in for a layout, whose columns are text to every spreadsheet and explain themselves."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.catalog.layouts import CONTACT_FIELD, LOGO_FIELD, Field, Layout
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.records.characters import cleaned_heading, matched
from generator.catalog.records.guard import guarded
from generator.catalog.translated import languages_of
from generator.compose.columns import COPIES, FILE, LANGUAGE, RESERVED, names_of
from generator.compose.record import MAX_CHARACTERS
from generator.compose.reserved import MAX_COPIES
from generator.errors import UnknownError, UsageError
from generator.findings import nearest
from generator.frozen import dataclass
from generator.order import open_catalog
from generator.output import move_into_place, staging, write_staged

# As many rows as are checked as one types; the columns themselves are text to their end.
ROWS = 10_000
# A workbook says when it was written and by whom; the same template has the same bytes.
_WRITTEN = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_TEXT, _WHOLE = "@", "0"
_LIST = 255  # Excel takes no longer list of choices
_KINDS = {
    "text": f"One line of text, at most {MAX_CHARACTERS} characters.",
    "phone": "A phone number that you have called. The column is text: zeros and the plus stay.",
    CONTACT_FIELD: "The id of a contact; `handbill contacts list` has them.",
    LOGO_FIELD: "A picture of your workspace, such as pictures/logo.png. Leave the column out to have none.",
}


@dataclass(frozen=True)
class Column:
    """A column of a template: its heading, a value to show, whether it must be filled in, and what goes into it."""

    heading: str
    sample: str
    required: bool
    about: str
    choices: tuple[str, ...] = ()
    number: bool = False


def sheet_for(roots: Roots, name: str) -> tuple[Layout, Catalog]:
    """The layout to write a sheet for, and the catalogue; raises UnknownError where there is no such layout."""
    catalog = open_catalog(roots)
    if name not in catalog.layouts:
        raise UnknownError(f"There is no layout “{name}”. {nearest(name, catalog.layouts)}")
    return catalog.layouts[name], catalog


def refuse_there(path: Path, *, force: bool) -> None:
    """A file that is there is left alone, unless it is to be written over; raises UsageError."""
    if path.exists() and not force:
        raise UsageError(f"{path} is there already. Name another file with --out, or write over it with --force.")


def write_new(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file, whole or not at all."""
    refuse_there(path, force=force)
    with staging(path.parent) as folder:
        write_staged(folder, path.name, data)
        move_into_place(folder, path.parent, [path.name])


def columns_of(layout: Layout, catalog: Catalog) -> tuple[Column, ...]:
    """The columns that a list for a layout may have: its fields under their labels, then those kept for orders."""
    known = names_of(layout)
    fields = [_field_column(field, known) for field in layout.fields.values()]
    return (*fields, *(column for column in _reserved(layout, catalog) if column.heading not in layout.fields))


def _field_column(field: Field, known: dict[str, str]) -> Column:
    label = cleaned_heading(field.label)
    own = known.get(matched(label)) == field.name and label.casefold() not in RESERVED
    about = f"One of {', '.join(field.choices)}." if field.choices else _KINDS.get(field.kind, "One line of text.")
    if field.must_change:
        about += " The sample is refused: write your own."
    return Column(label if own else field.name, field.sample, field.required, about, field.choices)


def _reserved(layout: Layout, catalog: Catalog) -> Iterator[Column]:
    languages = languages_of(layout, catalog)
    yield Column(COPIES, "1", False, f"How many of this row, 1 to {MAX_COPIES}. Empty means 1.", number=True)
    yield Column(LANGUAGE, languages[0], False, "The language of this row. Empty means what you build in.", languages)
    yield Column(FILE, "", False, "A name for this row's own file, each of them once. Empty means its number.")


def template_csv(columns: Sequence[Column]) -> bytes:
    """The headings and a sample row, UTF-8 with a byte-order mark so that Excel reads it as such."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(column.heading) for column in columns])
    writer.writerow([guarded(column.sample) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(layout: Layout, columns: Sequence[Column]) -> bytes:
    """A workbook with text columns, checks as one types, a sample row, and a second sheet that explains each column."""
    book = Workbook()
    page = book.active
    page.title = "Records"
    _fill(page, columns)
    _explain(book.create_sheet("How to fill in"), layout, columns)
    book.properties.creator = "Handbill"
    book.properties.title = cleaned_heading(layout.title)
    made = BytesIO()
    book.save(made)
    return _repacked(made.getvalue())


def _fill(page: Worksheet, columns: Sequence[Column]) -> None:
    page.freeze_panes = "A2"
    for index, column in enumerate(columns, 1):
        letter = get_column_letter(index)
        page.column_dimensions[letter].width = max(14, len(column.heading) + 4, len(column.sample) + 2)
        page.column_dimensions[letter].number_format = _WHOLE if column.number else _TEXT
        _write(page.cell(1, index), column.heading, head=True)
        _write(page.cell(2, index), column.sample)
        if column.number:
            page.cell(2, index, int(column.sample)).number_format = _WHOLE
        check = _validation(column)
        if check is not None:
            page.add_data_validation(check)
            check.add(f"{letter}2:{letter}{ROWS}")


def _write(cell: Cell, text: str, *, head: bool = False) -> None:
    """Text, and never a formula, whatever it begins with; a workbook cannot hold control characters."""
    text = "".join(character for character in text if character.isprintable())
    cell.value = text or None
    if text:
        cell.data_type = "s"
    cell.number_format = _TEXT
    if head:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDDDDD")


def _validation(column: Column) -> DataValidation | None:
    """What a spreadsheet refuses as it is typed."""
    choices = ",".join(column.choices)
    if column.choices and len(choices) <= _LIST:
        check = DataValidation("list", formula1=f'"{choices}"', allow_blank=True)
    elif column.number:
        check = DataValidation("whole", operator="between", formula1="1", formula2=str(MAX_COPIES), allow_blank=True)
    else:
        check = DataValidation("textLength", operator="lessThanOrEqual", formula1=str(MAX_CHARACTERS), allow_blank=True)
    check.errorTitle, check.error, check.showErrorMessage = column.heading[:32], column.about[:255], True
    return check


def _explain(page: Worksheet, layout: Layout, columns: Sequence[Column]) -> None:
    rows = [
        ("Column", "Needed", "What goes into it", "Example"),
        *((c.heading, "yes" if c.required else "no", c.about, c.sample) for c in columns),
        (),
        (f"One row is one record of “{layout.title}” ({layout.id}). Delete the sample row: it is never printed.",),
        ("All columns are text, so that no zero is lost. Do not paste formulas; paste values only.",),
        ("Columns may stand in any order, and be left out where they are not needed.",),
    ]
    for number, cells in enumerate(rows, 1):
        for index, text in enumerate(cells, 1):
            _write(page.cell(number, index), text, head=number == 1)
            page.cell(number, index).alignment = Alignment(vertical="top", wrap_text=index == 3)
    for letter, width in zip("ABCD", (24, 10, 60, 32), strict=True):
        page.column_dimensions[letter].width = width


def _repacked(data: bytes) -> bytes:
    """The workbook with fixed dates, in its properties and in its archive."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", part)
            info: Any = zipfile.ZipInfo(name, _WRITTEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # else the machine's own
            new.writestr(info, part)
    return made.getvalue()
