"""The font register: which faces there are, where they come from, and under which licence."""

from __future__ import annotations

import re
from pathlib import Path

from generator.catalog.files import entries, open_named
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.themes import WEIGHTS
from generator.findings import Findings, Place
from generator.frozen import dataclass

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class FontRecord:
    """One face of the register: `name` is its PostScript name, `source` what it was copied from, `sha256` its bytes.

    `cut` names the character set that it was cut down to, if it was.
    """

    family: str
    weight: str
    path: Path
    name: str
    licence: Path
    source: str
    upstream: str
    version: str
    scripts: tuple[str, ...]
    purpose: str
    sha256: str
    place: Place
    cut: str = ""


def read_fonts(roots: Roots, findings: Findings) -> dict[tuple[str, str], FontRecord]:
    """The faces of fonts/register.yaml by family and weight; a face or licence that is not there is a finding."""
    node = open_named("fonts/register.yaml", roots, findings)
    records: dict[tuple[str, str], FontRecord] = {}
    for family, reader in entries(node, findings):
        with reader:
            for record in _read_family(family, reader, roots):
                records[family, record.weight] = record
    _check_names(records, findings)
    return records


def _read_family(family: str, reader: Reader, roots: Roots) -> list[FontRecord]:
    licence = _file(family, reader, "licence", roots)
    source, upstream, version = reader.text("source"), reader.text("upstream"), reader.text("version")
    scripts, purpose, cut = reader.texts("scripts"), reader.text("purpose"), reader.text("cut", "")
    records = []
    for weight in WEIGHTS:
        if reader.need(weight).value is None:
            continue
        with reader.mapping(weight) as face:
            path, name, sha256 = _file(family, face, "file", roots), face.text("name"), face.text("sha256")
            if sha256 and not _SHA256.fullmatch(sha256):
                fix = "Write the 64 hexadecimal digits of its SHA-256."
                face.wrong(face.need("sha256"), f"The checksum of “{name}” is no SHA-256.", fix, "font.sha256")
        if path and licence:
            place = face.place
            records.append(
                FontRecord(
                    family, weight, path, name, licence, source, upstream, version, scripts, purpose, sha256, place, cut
                )
            )
    return records


def _file(family: str, reader: Reader, key: str, roots: Roots) -> Path | None:
    """The file of that name beside the family's other files; None, with a finding, where it is not."""
    name = reader.text(key)
    plain = name and Path(name).name == name
    path = roots.find(f"fonts/{family}/{name}") if plain else None
    if name and path is None:
        fix = f"Put it into fonts/{family}/, or correct its name."
        reader.wrong(reader.need(key), f"There is no file “{name}” in fonts/{family}/.", fix, "font.missing")
    return path


def _check_names(records: dict[tuple[str, str], FontRecord], findings: Findings) -> None:
    """Two faces of one PostScript name would silently print as the first one."""
    seen: dict[str, FontRecord] = {}
    for record in records.values():
        other = seen.setdefault(record.name, record)
        if other is not record:
            problem = f"The PostScript name “{record.name}” stands twice; the first is in “{other.family}”."
            findings.error("font.twice", record.place, problem, "Register each face once.", seen=record.name)
