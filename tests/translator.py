"""A translator's table: a small catalogue of its own, and Spanish files that are written in every way YAML knows."""

from __future__ import annotations

from pathlib import Path

from generator.catalog.leaves import Leaf, fingerprint
from generator.catalog.places import Roots
from generator.findings import Findings
from generator.translate.desk import Desk, open_desk, read_sheets
from tests.catalog.shelf import alone

FOLDER = "data/translations/es"
LANGUAGES = """\
en: {name: English, english_name: English, families: [public-sans]}
es: {name: Español, english_name: Spanish, families: [public-sans]}
zh-Hans: {name: 简体中文, english_name: Simplified Chinese, script: Han, families: [noto-sans-sc]}
"""
SIGNS = """\
title: Signs
lead: "Call {contact.emergency.voice} now."
signs:
  afraid: {short: Seems afraid, full: The person seems afraid.}
  alone: {short: Is alone, full: The person is alone.}
steps:
  - First
  - "**Second**"
"""
FACTS = """\
facts:
  cases: {value: "$2 billion", label: a year, text: "About $2 billion a year.", source: A leaflet, year: "2024"}
"""


def of(english: str) -> str:
    """The fingerprint that a leaf made from this English has."""
    return fingerprint(english)


def signed(text: str) -> str:
    """A signature for a text."""
    return f'{{by: "Ana Ruiz", on: 2026-11-21, of: {of(text)}}}'


# One leaf in each way that it can be written: braces, folded, quoted, signed in braces and in lines, without a review.
SPANISH = f"""\
# Para las tarjetas.
title: {{text: "Señales", of: {of("Signs")}, review: draft}}   # corto

lead:
  text: >-
    Llame ahora
    al {{contact.emergency.voice}}.
  of: {of("Call {contact.emergency.voice} now.")}  # el inglés
  review: draft

signs:
  alone:   # otro orden
    short: {{of: {of("Is alone")}, text: 'Sin nadie', review: {signed("Sin nadie")}}}
    full:
      text: La persona no tiene
        a nadie.
      of: "{of("The person is alone.")}"
      # leído dos veces
      review:
        by: Ana Ruiz
        on: 2026-11-21   # sábado
        of: {of("La persona no tiene a nadie.")}
  afraid: {{short: {{text: Tiene miedo, of: {of("Seems afraid")}}}, full: {{text: "La persona tiene miedo.", of: {
    of("The person seems afraid.")
}, review: draft}}}}
steps:
  - {{text: Primero, of: {of("First")}, review: draft}}
  - text: "**Segundo**"
    of: {of("**Second**")}
# Fin.
"""
SPANISH_FACTS = f"""\
cases:
  value: {{text: "$2 mil millones", of: {of("$2 billion")}, review: draft}}
  label: {{text: al año, of: {of("a year")}, review: draft}}
  text: {{text: "Unos $2 mil millones al año.", of: {of("About $2 billion a year.")}, review: draft}}
  source: {{text: "Un folleto", of: {of("A leaflet")}, review: draft}}
"""


def table(folder: Path, spanish: str = SPANISH, *, facts: str = SPANISH_FACTS, english: str = SIGNS) -> Desk:
    """A desk for Spanish in a catalogue that has nothing but this."""
    files = {
        "data/languages.yaml": LANGUAGES,
        "data/topics/signs.yaml": english,
        "data/facts.yaml": FACTS,
        f"{FOLDER}/facts.yaml": facts,
    }
    alone(folder, files)
    write(folder, spanish)
    return open_desk(Roots(folder), "es")


def write(folder: Path, spanish: str) -> None:
    """Put the Spanish file there, byte for byte."""
    (folder / FOLDER / "signs.yaml").write_bytes(spanish.encode())


def read(folder: Path) -> str:
    """What the Spanish file holds, byte for byte."""
    return (folder / FOLDER / "signs.yaml").read_bytes().decode()


def leaves(desk: Desk) -> dict[str, Leaf]:
    """Every text by name as the catalogue reads it; no file may be broken."""
    findings = Findings()
    sheets = read_sheets(desk, findings)
    assert not findings.errors
    return {sheet.name(leaf): leaf for sheet in sheets for leaf in sheet.match.leaves}
