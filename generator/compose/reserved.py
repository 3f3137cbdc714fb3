"""Columns kept for orders: how many copies of a row, in which language, under which file name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from generator.catalog.model import Catalog
from generator.catalog.records.characters import trimmed
from generator.catalog.records.model import Mark, Row, Table
from generator.compose.columns import COPIES, FILE, LANGUAGE, Plan
from generator.findings import Findings, nearest
from generator.frozen import dataclass

MAX_COPIES = 999

_COPIES = re.compile(r"([1-9][0-9]{0,2})(?:\.0+)?")
# A name that every system takes as it stands, before “.en.press.pdf” is put to it.
_STEM = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_-])?")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_NO_TEXT = {
    Mark.FORMULA: "The cell holds a formula.",
    Mark.ERROR: "The cell holds an error of the spreadsheet.",
    Mark.DATE: "The cell is a date to the spreadsheet.",
    Mark.NESTED: "The value is a list or a mapping.",
}


@dataclass(frozen=True)
class Reserved:
    """The columns that a table has of these, the languages there are, and the file names seen so far."""

    copies: str
    language: str
    file: str
    languages: Mapping[str, str]
    files: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, catalog: Catalog) -> Reserved:
        """Those of a plan; a language may be given by its tag, its English name or its own."""
        named: dict[str, str] = {}
        for lang in catalog.languages.values():
            for name in (lang.name, lang.english_name, lang.id):
                named[name.casefold()] = lang.id
        return cls(plan.copies, plan.language, plan.file, named)

    @property
    def asked(self) -> bool:
        """Whether the table has any of them."""
        return bool(self.copies or self.language or self.file)

    def read(self, row: Row, table: Table, noted: Findings) -> tuple[int, str, str]:
        """Copies, language and file of a row; 1 and “” where it says nothing."""
        copies = self._copies(self._text(row, self.copies, table, noted), row, table, noted)
        language = self._language(self._text(row, self.language, table, noted), row, table, noted)
        file = self._file(self._text(row, self.file, table, noted), language, row, table, noted)
        return copies, language, file

    @staticmethod
    def _text(row: Row, column: str, table: Table, noted: Findings) -> str:
        if not column:
            return ""
        mark = row.marks.get(column)
        if mark in _NO_TEXT:
            fix = "Write it there as text."
            noted.error(f"cell.{mark}", table.place(row.number, column), _NO_TEXT[mark], fix, seen=row.values[column])
            return ""
        return trimmed(row.values[column])

    def _copies(self, text: str, row: Row, table: Table, noted: Findings) -> int:
        found = _COPIES.fullmatch(text)
        if text and not found:
            problem = f"“{text[:40]}” is no number of copies."
            fix = f"Write a whole number from 1 to {MAX_COPIES}; to leave a row out, delete it."
            place = table.place(row.number, self.copies)
            noted.error(f"row.{COPIES}", place, problem, fix, seen=text[:40], limit=f"1 to {MAX_COPIES}")
        return int(found[1]) if found else 1

    def _language(self, text: str, row: Row, table: Table, noted: Findings) -> str:
        if text and text.casefold() not in self.languages:
            problem, place = f"There is no language “{text[:40]}” here.", table.place(row.number, self.language)
            noted.error(f"row.{LANGUAGE}", place, problem, nearest(text, set(self.languages.values())), seen=text[:40])
        return self.languages.get(text.casefold(), "") if text else ""

    def _file(self, text: str, language: str, row: Row, table: Table, noted: Findings) -> str:
        if not text:
            return ""
        place = table.place(row.number, self.file)
        if not _STEM.fullmatch(text) or _DEVICES.fullmatch(text) or ".." in text:
            problem = f"“{text[:40]}” cannot name a file on every system."
            fix = "Begin with a letter from A to Z or a digit; up to 80 of them, with hyphens, underscores and dots."
            noted.error(f"row.{FILE}", place, problem, fix, seen=text[:40])
            return ""
        first = self.files.setdefault((text.casefold(), language), row.number)
        if first != row.number:
            problem = f"{table.unit.capitalize()} {first} makes a file “{text}” already."
            noted.error(f"row.{FILE}", place, problem, "Give each row a file name of its own.", seen=text)
        return text
