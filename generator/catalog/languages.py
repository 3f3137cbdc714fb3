"""Languages: their names, direction, fonts in order of preference, and how much room their script needs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.catalog.files import entries, open_named
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.findings import Findings, Place

# BCP 47, as far as Handbill needs it: language, script, region.
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")


@dataclass(frozen=True)
class Language:
    """A language by its BCP 47 tag; `size` and `leading` are factors on the theme's sizes and line heights."""

    id: str
    name: str
    english_name: str
    direction: str
    families: tuple[str, ...]
    size: float
    leading: float
    place: Place


def read_languages(roots: Roots, findings: Findings) -> dict[str, Language]:
    """The languages of data/languages.yaml by tag."""
    node = open_named("data/languages.yaml", roots, findings)
    if node is not None and node.value == {}:
        problem, fix = "There is no language here, so nothing can be made.", "Add one, such as “en:” with its fonts."
        findings.error("language.none", node.place, problem, fix)
    return {tag: _read(tag, reader) for tag, reader in entries(node, findings)}


def _read(tag: str, reader: Reader) -> Language:
    with reader:
        language = Language(
            id=tag,
            name=reader.text("name"),
            english_name=reader.text("english_name"),
            direction=reader.choice("direction", ("ltr", "rtl"), "ltr"),
            families=reader.texts("families"),
            size=_factor(reader, "size"),
            leading=_factor(reader, "leading"),
            place=reader.place,
        )
    if not _TAG.fullmatch(tag):
        fix = "Write it as en, pt-BR or zh-Hans."
        reader.wrong(reader.node, f"“{tag}” is no language tag.", fix, "language.tag")
    if not language.families:
        reader.wrong(
            reader.node, f"“{tag}” has no fonts.", "Add “families: [public-sans, noto-sans]”.", "language.families"
        )
    return language


def _factor(reader: Reader, key: str) -> float:
    factor = reader.number(key, 1.0)
    if not 0.5 <= factor <= 3:
        reader.wrong(
            reader.need(key), f"A factor of {factor:g} is out of reason.", "Write 0.5 to 3.", "language.factor"
        )
        return 1.0
    return factor
