"""A desk to merge at: a layout with fields on both sides, tables of rows, and files as they come out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2

from generator.batch.run import How, Ran, run
from generator.catalog.catalog import Catalog
from generator.catalog.places import Roots
from generator.catalog.records.opening import open_table
from generator.findings import Finding, Findings
from generator.making import Purpose
from generator.merging.bench import MergeBench, MergeWork
from generator.merging.files import MergeFiles
from generator.merging.merge import Merge
from generator.merging.opening import merge_of
from generator.order import Order
from generator.pdf.placing import corners
from generator.press.seats import Seating
from generator.press.sheets import Sheet

PAGE = "https://www.ice.gov/tipline"
NAME = "roster-card"
LAYOUT_FILE = f"layouts/cards/{NAME}.yaml"
LAYOUT = f"""\
title: Roster card
audience: public
format: wallet-card
theme: beacon
fields:
  name: {{type: text, label: Name, sample: Sample Name, required: true}}
  campus: {{type: text, label: Campus, sample: Main Campus, required: true}}
  phone: {{type: phone, label: Campus police, sample: "+1 202-555-0142", required: true}}
  url: {{type: link, label: Code, contact: hsi-tipline, sample: "{PAGE}?ref=sample", required: true}}
panels:
  front:
    - text: "{{name}}"
    - part: indicators-front
  back:
    - row:
        - stack:
            - text: "{{name}}"
            - note: "{{campus}}"
            - note: "{{phone}}"
            - note: "{{steps.safety}}"
            - contact: emergency
            - contact: hsi-tipline
        - qr: {{contact: hsi-tipline, link: "{{url}}", module: 0.5mm}}
"""
COLUMNS = ("name", "campus", "phone", "url")


def row(number: int, **own: str) -> dict[str, str]:
    """One sound row, with some cells of its own."""
    usual = {
        "name": f"Ana Brandt {number:04}",
        "campus": f"Campus {number % 7}",
        "phone": f"202-555-01{number % 100:02}",
        "url": f"{PAGE}?ref=C{number:05}",
    }
    return {**usual, **own}


def rows(count: int) -> list[dict[str, str]]:
    """So many sound rows."""
    return [row(number) for number in range(count)]


def written(path: Path, records: Sequence[Mapping[str, str]]) -> Path:
    """The rows as a table, with a column for all that any of them has."""
    columns = list(dict.fromkeys([*COLUMNS, *(name for record in records for name in record)]))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(records)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Desk:
    """A workspace with the layout, whose catalogue was read once for all tests."""

    roots: Roots
    catalog: Catalog

    def merge(self, table: Path, *, seating: Seating | None = None, order: Order | None = None, **how: Any) -> Merge:
        """A merge of a table, for an office unless the order says other things."""
        order = order or Order(table.parent / "out", (NAME,), ("en",), (Purpose.OFFICE,))
        return Merge(replace(order, seating=seating) if seating else order, table, **how)

    def files(self, merge: Merge, *, draft: bool = False) -> MergeFiles:
        """The merge, opened and not yet checked."""
        findings = Findings()
        table = open_table(merge.records, findings)
        assert table is not None, [str(finding) for finding in findings]
        return merge_of(merge, table, self.catalog, draft=draft)

    def checked(self, merge: Merge) -> MergeFiles:
        """The merge, checked without an error."""
        findings, files = Findings(), self.files(merge)
        files.check(findings)
        assert not findings.errors, [str(finding) for finding in findings]
        return files

    def found(self, merge: Merge) -> tuple[Finding, ...]:
        """What checking the merge brings up."""
        findings = Findings()
        self.files(merge).check(findings)
        return findings.sorted()

    def made(self, merge: Merge, how: How | None = None) -> Ran:
        """The merge, drawn, read back and put in place."""
        bench = MergeBench(self.files(merge))
        return run(MergeWork(self.roots, merge, bench.identity), bench, merge.order.out, how or How())


def manifest_of(merge: Merge) -> dict[str, Any]:
    """The manifest beside the files of a merge."""
    told: dict[str, Any] = json.loads((merge.order.out / "manifest.json").read_text(encoding="utf-8"))
    return told


def words_on(path: Path, sheet: Sheet, page: int) -> list[str]:
    """The words that PDFium finds in each slot of a page."""
    with pypdfium2.PdfDocument(path) as document:
        words = document[page].get_textpage()
        return [words.get_text_bounded(*corners(slot.trim, sheet.size.height)) for slot in sheet.slots]


def pages_of(path: Path) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def names_on(text: str, count: int) -> list[int]:
    """The numbers of the rows whose names are among the words, in the order of reading; a name stands once a side."""
    found = []
    for number in range(count):
        found += [(one.start(), number) for one in re.finditer(f"Ana Brandt {number:04}", text)]
    return [number for _, number in sorted(found)]


def fronts_of(path: Path, count: int) -> list[list[int]]:
    """The rows on the front of each sheet, in the order of reading, or on each back turned as on the front."""
    return [names_on(text, count) for text in pages_of(path)[::2]]
