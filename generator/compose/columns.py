"""Columns of a table matched with the fields of a layout, by name or by label, and with the columns kept for orders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from generator.catalog.layouts import Field, Layout
from generator.catalog.records.characters import cleaned_heading, matched
from generator.catalog.records.model import REASON, ROW, Table
from generator.compose.record import CHOSEN
from generator.findings import Findings, nearest
from generator.frozen import dataclass

# What a row may say beside its fields; a field of the same name goes before.
COPIES, LANGUAGE, FILE = "copies", "language", "file"
RESERVED = (COPIES, LANGUAGE, FILE)

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


def plan_of(table: Table, layout: Layout, findings: Findings) -> Plan:
    """The plan of a table for a layout; what is wrong with its columns is found."""
    known = names_of(layout)
    taken: dict[str, str] = {}
    unknown = []
    for column in table.columns:
        name = known.get(matched(cleaned_heading(column)))
        if name is None:
            if column not in (ROW, REASON):
                unknown.append(column)
        elif name in taken:
            problem = f"The columns “{taken[name]}” and “{column}” both fill “{name}”."
            findings.error("column.twice", table.place(table.heading, column), problem, "Keep one.", seen=column)
        else:
            taken[name] = column
    _report_unknown(table, unknown, layout, known, findings)
    _report_missing(table, taken, layout, findings)
    slots = tuple(_slot(taken[name], field) for name, field in layout.fields.items() if name in taken)
    reserved = {name: taken[name] for name in RESERVED if name in taken and name not in layout.fields}
    return Plan(slots, **reserved)


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


def _report_missing(table: Table, taken: Mapping[str, str], layout: Layout, findings: Findings) -> None:
    for name, field in layout.fields.items():
        if field.required and name not in taken:
            problem = f"There is no column for “{name}” ({field.label}), which “{layout.id}” cannot do without."
            fix = f"Add a column “{name}”; its sample is never printed in a merge."
            findings.error("column.missing", table.place(table.heading), problem, fix, limit=name)
    if not set(taken) & set(layout.fields):
        problem = f"No column fills a field of “{layout.id}”."
        fix = f"The first row names the columns. Known here: {', '.join((*layout.fields, *RESERVED))}."
        findings.error("column.none", table.place(table.heading), problem, fix)
