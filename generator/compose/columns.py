"""Columns of a table and the fields of a layout that they fill: as was said, or by the name or the label of a field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from generator.catalog.layouts import Field, Layout
from generator.catalog.records.characters import cleaned_heading, matched
from generator.catalog.records.model import REASON, ROW, Table
from generator.compose.record import CHOSEN
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass

# What a row may say beside its fields; a field of the same name goes before.
COPIES, LANGUAGE, FILE = "copies", "language", "file"
RESERVED = (COPIES, LANGUAGE, FILE)

BY_NAME: Mapping[str, str] = MappingProxyType({})

# Words of names and labels whose digits count one by one: a zero in front of them means something.
_COUNTED = re.compile(r"\b(?:id|ids|code|zip|postcode|badge|pin|serial|account|ext|extension|number|no|case)\b")


@dataclass(frozen=True, slots=True)
class Slot:
    """A column that fills a field. `simple` ones print the text as it stands, in `counted` ones every digit counts."""

    column: str
    name: str
    field: Field
    simple: bool
    phone: bool
    counted: bool
    required: bool
    sample: str


@dataclass(frozen=True)
class Plan:
    """Which column fills which field, and the columns of copies, language and file; “” where there is none."""

    slots: tuple[Slot, ...]
    copies: str = ""
    language: str = ""
    file: str = ""


def plan_of(table: Table, layout: Layout, findings: Findings, columns: Mapping[str, str] = BY_NAME) -> Plan:
    """The plan of a table for a layout; what is wrong with its columns is found.

    `columns` says which heading fills a field, “” that none does; the other fields are found by name.
    """
    known = names_of(layout)
    taken = _said(table, layout, columns, findings)
    said = {column: name for name, column in taken.items()}
    unknown = []
    for column in table.columns:
        name = known.get(matched(cleaned_heading(column)))
        if column in said or name in columns:
            _report_moved(table, column, name or "", said.get(column, ""), columns, findings)
        elif name is None:
            if column not in (ROW, REASON):
                unknown.append(column)
        elif name in taken:
            problem = f"The columns “{taken[name]}” and “{column}” both fill “{name}”."
            findings.error("column.twice", table.place(table.heading, column), problem, "Keep one.", seen=column)
        else:
            taken[name] = column
    _report_unknown(table, unknown, layout, {one: name for one, name in known.items() if name not in columns}, findings)
    _report_missing(table, {*taken, *(name for name in columns if columns[name])}, layout, findings)
    slots = tuple(_slot(taken[name], field) for name, field in layout.fields.items() if name in taken)
    reserved = {name: taken[name] for name in RESERVED if name in taken and name not in layout.fields}
    return Plan(slots, **reserved)


def _said(table: Table, layout: Layout, columns: Mapping[str, str], findings: Findings) -> dict[str, str]:
    """The fields that were told their columns; an error for a field or a heading that is not there, or said twice."""
    known = tuple(dict.fromkeys((*layout.fields, *RESERVED)))
    headings = {matched(cleaned_heading(column)): column for column in table.columns}
    taken: dict[str, str] = {}
    for name, heading in columns.items():
        place = Place(key=f"--column {name}")
        column = heading if heading in table.columns else headings.get(matched(cleaned_heading(heading)), "")
        other = next((one for one in taken if taken[one] == column), "")
        if name not in known:
            problem = f"There is no field “{name}” in “{layout.id}”."
            findings.error("field.unknown", place, problem, nearest(name, known), seen=name)
        elif heading and not column:
            problem = f"The table has no column “{heading}”, which is to fill “{name}”."
            findings.error("column.absent", place, problem, nearest(heading, table.columns), seen=heading)
        elif column and other:
            problem = f"The column “{column}” is said to fill “{other}” and “{name}”."
            findings.error("column.twice", place, problem, "A column fills one field: keep one.", seen=column)
        elif column:
            taken[name] = column
    return taken


def _report_moved(
    table: Table, column: str, name: str, other: str, columns: Mapping[str, str], findings: Findings
) -> None:
    """A warning for a column that does not fill the field that it is headed by, where something goes missing."""
    place, seen = table.place(table.heading, column), column
    if other and name and name != other and name not in columns:
        problem = f"The column “{column}” fills “{other}”, as was said, and nothing fills “{name}”."
        findings.warn("column.moved", place, problem, f"If that is not meant, say --column {name}=HEADING.", seen=seen)
    elif not other and columns[name]:
        problem = f"The column “{column}” is left out, because “{columns[name]}” was said to fill “{name}”."
        findings.warn("column.moved", place, problem, "If that is not meant, do not say so.", seen=seen)
    elif not other:
        problem = f"The column “{column}” is left out, because nothing was said to fill “{name}”."
        findings.warn("column.moved", place, problem, "If that is not meant, do not say so.", seen=seen)


def names_of(layout: Layout) -> dict[str, str]:
    """Every heading that is understood, in the form in which headings are compared, and the field or column it means.

    A label that two fields share names neither.
    """
    labels = {name: matched(cleaned_heading(field.label)) for name, field in layout.fields.items()}
    shared = {label for label, count in Counter(labels.values()).items() if count > 1}
    known = {label: name for name, label in labels.items() if label not in shared}
    return known | {name: name for name in RESERVED} | {matched(name): name for name in layout.fields}


def _slot(column: str, field: Field) -> Slot:
    words = f"{field.name} {field.label}".replace("_", " ").lower()
    return Slot(
        column=column,
        name=field.name,
        field=field,
        simple=field.kind == "text" and not field.must_change,
        phone=field.kind == "phone",
        counted=field.kind == "text" and _COUNTED.search(words) is not None,
        required=field.required,
        sample="" if field.kind in CHOSEN else field.sample,
    )


def _report_unknown(
    table: Table, unknown: Iterable[str], layout: Layout, known: Mapping[str, str], findings: Findings
) -> None:
    """An error for a heading that is nearly one of ours: its cells would go missing without a word."""
    for column in unknown:
        place = table.place(table.heading, column)
        heading = matched(cleaned_heading(column))
        if get_close_matches(heading, known, n=1, cutoff=0.75):
            problem = f"The column “{column}” fills no field of “{layout.id}”."
            findings.error("column.unknown", place, problem, nearest(heading, known), seen=column)
        else:
            problem = f"The column “{column}” fills no field of “{layout.id}” and is left out."
            fix = f"Known here: {', '.join((*layout.fields, *RESERVED))}."
            findings.warn("column.unknown", place, problem, fix, seen=column)


def _report_missing(table: Table, taken: Collection[str], layout: Layout, findings: Findings) -> None:
    for name, field in layout.fields.items():
        if field.required and name not in taken:
            problem = f"There is no column for “{name}” ({field.label}), which “{layout.id}” cannot do without."
            fix = f"Add a column “{name}”, or say --column {name}=HEADING; its sample is never printed in a merge."
            findings.error("column.missing", table.place(table.heading), problem, fix, limit=name)
    if not set(taken) & set(layout.fields):
        problem = f"No column fills a field of “{layout.id}”."
        fix = f"The first row names the columns. Known here: {', '.join((*layout.fields, *RESERVED))}."
        findings.error("column.none", table.place(table.heading), problem, fix)
