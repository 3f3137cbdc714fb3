"""Rows of a table made into entries: one checked record each, with its copies, language and file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import NamedTuple

from generator.catalog.choices import CHOICE_FIELD
from generator.catalog.layouts import CONTACT_FIELD, LOGO_FIELD, Layout
from generator.catalog.model import Catalog
from generator.catalog.phones import read_phone
from generator.catalog.records.characters import trimmed
from generator.catalog.records.model import Mark, Row, Table
from generator.catalog.records.oddities import SUSPECT, oddity_of
from generator.compose.columns import BY_NAME, Plan, Slot, plan_of
from generator.compose.lengths import Lengths
from generator.compose.record import MAX_CHARACTERS, Record, Value, check_choice, check_logo, read_value
from generator.compose.reserved import Reserved
from generator.findings import Finding, Findings, Place, Severity, nearest
from generator.frozen import dataclass

# Campuses share their numbers: what was once read is remembered, up to as many as take a few megabytes.
_REMEMBERED = 20_000

_NOWHERE = Place()
# A text that begins with none of these passes by; an empty one does not.
_CLOSER = SUSPECT | {""}
Outcome = tuple[Value | None, tuple[Finding, ...]]


class Entry(NamedTuple):
    """One row that was checked: its record, how many of it, in which language and file, and what is wrong with it.

    `given` is the text of each field as it was written. An entry with an error among its findings is not to be drawn.
    """

    row: int
    record: Record
    copies: int
    language: str
    file: str
    given: Mapping[str, str]
    findings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether it may be drawn."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def read_entries(
    table: Table,
    layout: Layout,
    catalog: Catalog,
    findings: Findings,
    region: str = "US",
    columns: Mapping[str, str] = BY_NAME,
) -> Iterator[Entry]:
    """The rows of a table as entries, one at a time; what is wrong with its columns is found at once.

    No sample is ever printed: a required field without a value is an error of its row. What shows only over all rows,
    such as ids of which some lost their zeros, is found when the last one was read.
    """
    return _entries(table, plan_of(table, layout, findings, columns), _Reading(table, catalog, region), findings)


def _entries(table: Table, plan: Plan, reading: _Reading, findings: Findings) -> Iterator[Entry]:
    reserved = Reserved.of(plan, reading.catalog)
    lengths = Lengths(tuple(slot for slot in plan.slots if slot.counted))
    first_rows: dict[int, int] = {}
    noted = Findings()
    for row in table.rows():
        record, given = _record(row, plan.slots, reading, noted)
        copies, language, file = reserved.read(row, table, noted) if reserved.asked else (1, "", "")
        if lengths.slots:
            lengths.add(row.number, given)
        content = hash(tuple(row.values.values()))
        first = first_rows.setdefault(content, row.number)
        if first != row.number or row.beyond or row.missing:
            _check_row(row, first, table, noted)
        found = tuple(noted.found)
        if found:
            noted = Findings()
        yield Entry(row.number, record, copies, language, file, given, found)
    lengths.report(table, findings)


def _record(
    row: Row, slots: tuple[Slot, ...], reading: _Reading, noted: Findings
) -> tuple[dict[str, Value], dict[str, str]]:
    """The values and texts of a row. Most texts pass by the first, cheap tests; the others are looked at closely."""
    record: dict[str, Value] = {}
    given: dict[str, str] = {}
    values, marks, own = row.values, row.marks, False
    for slot in slots:
        text = values[slot.column].strip()
        name = slot.name
        plain = text.isascii() and text.isprintable() and text[:1] not in _CLOSER and len(text) <= MAX_CHARACTERS
        if plain and slot.simple and not marks:
            record[name] = Value(text)
            given[name] = text
            own = own or text != slot.sample
            continue
        text = trimmed(text)
        if text:
            given[name] = text
            own = own or text != slot.sample
            value = reading.value(slot, text, marks.get(slot.column), row.number, noted)
            if value is not None:
                record[name] = value
        elif slot.required:
            _report_empty(slot, reading.table.place(row.number, slot.column), noted)
    if given and not own:
        _report_sample(len(given), reading.table.place(row.number), noted)
    return record, given


@dataclass(frozen=True)
class _Reading:
    """What reading a cell needs, and what was read before."""

    table: Table
    catalog: Catalog
    region: str
    remembered: dict[tuple[str, str, Mark | None], Outcome] = field(default_factory=dict)

    def value(self, slot: Slot, text: str, mark: Mark | None, row: int, noted: Findings) -> Value | None:
        """The value of a cell; what is wrong with it is found at its place."""
        if slot.simple:
            value, found = self._read(slot, text, mark)
        else:
            key = (slot.name, text, mark)
            if key not in self.remembered:
                if len(self.remembered) >= _REMEMBERED:
                    self.remembered.clear()
                self.remembered[key] = self._read(slot, text, mark)
            value, found = self.remembered[key]
        if found:
            place = self.table.place(row, slot.column)
            noted.extend(replace(finding, place=place) for finding in found)
        return value

    def _read(self, slot: Slot, text: str, mark: Mark | None) -> Outcome:
        found = Findings()
        odd = oddity_of(text, mark, phone=slot.phone, number=slot.counted)
        if odd is not None and odd.severity is Severity.ERROR:
            found.error(odd.rule, _NOWHERE, odd.problem, odd.fix, seen=text[:40])
            return None, tuple(found)
        if slot.field.kind == CONTACT_FIELD:
            self._check_contact(text, found)
            return None, tuple(found)
        if slot.field.kind == CHOICE_FIELD:
            check_choice(slot.field, text, _NOWHERE, found)
            return None, tuple(found)
        if slot.field.kind == LOGO_FIELD:
            check_logo(slot.field, text, _NOWHERE, self.catalog.roots, found)
            return None, tuple(found)
        if slot.field.must_change and text == slot.sample:
            problem = f"“{text}” is the sample of “{slot.name}”, which is never printed in a merge."
            found.error("cell.sample", _NOWHERE, problem, "Write your own, or delete the row.", seen=text)
        text = text if text.isascii() else unicodedata.normalize("NFC", text)
        value = read_value(slot.field, text, _NOWHERE, self.catalog.contacts, found, self.region)
        if slot.phone and value is None:
            found = Findings([_with_hint(finding, text, mark, self.region) for finding in found])
        elif odd is not None:
            found.warn(odd.rule, _NOWHERE, odd.problem, odd.fix, seen=text[:40])
        return None if found.errors else value, tuple(found)

    def _check_contact(self, text: str, found: Findings) -> None:
        known = self.catalog.contacts.contacts
        if text not in known:
            problem = f"There is no contact “{text}” in the directory."
            found.error("contact.unknown", _NOWHERE, problem, nearest(text, known), seen=text)


def _with_hint(finding: Finding, text: str, mark: Mark | None, region: str) -> Finding:
    """The finding of a wrong number, with what a spreadsheet may have done to it."""
    digits = "".join(character for character in text if character.isdigit())
    if mark is not Mark.NUMBER and len(digits) != 9 and not _dialled(f"0{digits}", region):
        return finding
    fix = "A digit is missing. Spreadsheets drop zeros: format the column as text and type the number again."
    return replace(finding, rule="cell.zeros", fix=fix)


def _dialled(text: str, region: str) -> bool:
    try:
        read_phone(text, region)
    except ValueError:
        return False
    return True


def _report_empty(slot: Slot, place: Place, noted: Findings) -> None:
    problem = f"“{slot.name}” is empty, and every card needs it."
    noted.error("cell.empty", place, problem, "Fill it in; its sample is never printed in a merge.", limit=slot.name)


def _report_sample(fields: int, place: Place, noted: Findings) -> None:
    """A row that has the samples and nothing of its own: the one that a template shows how to fill in with."""
    problem = "This is the sample row."
    report = noted.error if fields > 1 else noted.warn
    report("row.sample", place, problem, "Delete it: samples are never printed in a merge.")


def _check_row(row: Row, first: int, table: Table, noted: Findings) -> None:
    place = table.place(row.number)
    if row.beyond:
        problem = f"The row has more cells than there are headings; the first of them is “{row.beyond[0][:40]}”."
        fix = "Head their columns, delete them, or put a cell that holds the delimiter into quotation marks."
        noted.error("row.long", place, problem, fix, seen=f"{len(table.columns) + len(row.beyond)} cells")
    if row.missing:
        problem = f"The row has {len(table.columns) - row.missing} cells under {len(table.columns)} headings."
        fix = f"Part all cells with “{table.delimiter}”, empty ones too; put a cell of several lines into quotes."
        noted.error("row.short", place, problem, fix, limit=f"{len(table.columns)} cells")
    if first != row.number:
        problem = f"The row says the same as {table.unit} {first}."
        fix = "Delete one of the two, or say how many in a column “copies”."
        noted.warn("row.twice", place, problem, fix, seen=f"{table.unit} {first}")
