"""Findings of an item put where the order file says what they are about, and told in its words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import PurePath

from generator.findings import Finding, Place
from generator.ordering.orderfile import Item

# Findings about a sheet or a printer stand nowhere by themselves: the key that they are about.
_KEYS = {
    "sheet.start": "start",
    "sheet.skip": "skip",
    "sheet.full": "skip",
    "sheet.copies": "copies",
    "sheet.booklet": "layout",
    "printer.unknown": "printer",
    "stock.misfit": "stock",
    "format.no-stock": "layout",
    "field.sample": "fields",
    "records.copies": "records",
}
# Options of the command line as an order file writes them.
_WORDS = (
    (re.compile(r"Set it with --set ([\w-]+)=…\.?"), r"Write “\1: …” under “fields:”."),
    (re.compile(r"--set ([\w-]+)=…"), r"“\1: …” under “fields:”"),
    (re.compile(r"Leave --([a-z]+) out"), r"Leave “\1:” out"),
    (re.compile(r"--encoding (\w[\w-]*)"), r"“encoding: \1”"),
    (re.compile(r"--purpose\b"), "“purposes:”"),
    (re.compile(r"--lang\b"), "“languages:”"),
    (re.compile(r"--([a-z]+)"), r"“\1:”"),
)


def placed(finding: Finding, item: Item, files: Collection[str] = ()) -> Finding:
    """A finding at the key, the table or the file of the item that it is about; `files` are those just made."""
    place = _place(finding, item, files)
    if item.typed or "handbill " in finding.fix:  # options, or a command, to be typed as they stand
        return replace(finding, place=place)
    return replace(finding, place=place, problem=_worded(finding.problem), fix=_worded(finding.fix))


def _place(finding: Finding, item: Item, files: Collection[str]) -> Place:
    place = finding.place
    option, _, field = place.key.partition(" ")
    if not place.file and option == "--set":
        return item.place(f"fields.{field}")
    if not place.file or finding.rule in _KEYS:
        return item.place(_KEYS.get(finding.rule, ""))
    if item.merge and place.file == PurePath(item.table).name:
        return replace(place, file=item.table)
    return replace(place, file=f"{item.name}/{place.file}") if place.file in files else place


def _worded(text: str) -> str:
    for option, words in _WORDS:
        text = option.sub(words, text)
    return text
