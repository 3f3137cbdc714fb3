"""Facts: every figure that a piece may show, with its source and the year it is from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.words import checked_words
from generator.catalog.yamlnode import Node, read_yaml
from generator.findings import Findings, Place
from generator.frozen import dataclass

FACTS_FILE = "data/facts.yaml"
NO_YEAR = "year not stated"

_YEAR = re.compile(r"[12][0-9]{3}(?:–[12][0-9]{3})?")

# What a text may refer to: {fact.ID.value} and the others.
FACT_PARTS = ("value", "label", "text", "source", "year")


@dataclass(frozen=True)
class Fact:
    """One figure: `value` is printed big with `label` beside it, `text` is the whole sentence.

    `year` is a year, a span of years, or “year not stated”; `note` is for the people who use it.
    """

    id: str
    value: str
    label: str
    text: str
    source: str
    year: str
    note: str
    place: Place


def read_facts(roots: Roots, findings: Findings) -> Mapping[str, Fact]:
    """All facts by id from the first `data/facts.yaml` there is; without one there are none."""
    path = roots.find(FACTS_FILE)
    node = read_yaml(path, roots.shown(path), findings) if path else None
    if node is None:
        return MappingProxyType({})
    with Reader(checked_words(node, findings), findings) as file, file.mapping("facts") as facts:
        return MappingProxyType({name: _fact(name, facts.need(name), findings) for name in facts.names()})


def _fact(name: str, node: Node, findings: Findings) -> Fact:
    with Reader(node, findings) as reader:
        return Fact(
            id=name,
            value=reader.text("value"),
            label=reader.text("label"),
            text=reader.text("text"),
            source=reader.text("source"),
            year=_year(reader),
            note=reader.text("note", ""),
            place=node.place,
        )


def _year(reader: Reader) -> str:
    year = reader.text("year")
    if year and year != NO_YEAR and not _YEAR.fullmatch(year):
        reader.wrong(
            reader.need("year"),
            f"“{year}” is not a year.",
            f"Write 2024, 2019–2023, or “{NO_YEAR}” where the source gives none.",
            "fact.year",
        )
    return year
