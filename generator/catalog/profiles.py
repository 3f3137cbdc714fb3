"""Output profiles: the register of those that ship, and what makes an ICC file one for a four-colour press."""

from __future__ import annotations

import hashlib
from dataclasses import field
from pathlib import Path

from generator.catalog.files import entries, open_named
from generator.catalog.inks import COATED_LIMIT, read_limit
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.findings import Findings
from generator.frozen import dataclass

# What a press file is made for unless the shop has a profile of its own.
USUAL_PROFILE = "fogra39l-coated"

_FOLDER = "data/profiles"
# ICC.1:2010, 7.2: the header of a profile, and the four letters in it that every profile has.
_HEADER = 128
_SIGNATURE = b"acsp"
_VERSIONS = (2, 4)
_CLASSES = {b"mntr": "a screen", b"scnr": "a scanner or camera", b"spac": "converting colours", b"prtr": "printing"}


@dataclass(frozen=True)
class OutputProfile:
    """How a press lays down its inks: an ICC profile, and the printing condition that it stands for.

    Without a `registry` the condition is the shop's own, and `info` alone says what it is. `ink_limit` is the most ink
    that the condition takes, as a share: 3.0 is 300 %.
    """

    id: str
    title: str
    condition: str
    registry: str
    info: str
    ink_limit: float
    data: bytes = field(repr=False)
    licence: str = ""
    source: str = ""


def read_profiles(roots: Roots, findings: Findings) -> dict[str, OutputProfile]:
    """The profiles of data/profiles/profiles.yaml by id; a file that is missing, damaged or none is a finding."""
    profiles = {}
    for name, reader in entries(open_named(f"{_FOLDER}/profiles.yaml", roots, findings), findings):
        profile = _read_profile(name, reader, roots)
        if profile is not None:
            profiles[name] = profile
    return profiles


def wrong_with(data: bytes) -> str:
    """What keeps an ICC profile from being the output profile of a four-colour press; nothing, if it can be it."""
    if len(data) < _HEADER or data[36:40] != _SIGNATURE:
        return "it is no ICC profile"
    if int.from_bytes(data[:4], "big") != len(data):
        return "it is cut off or damaged"
    if data[8] not in _VERSIONS:
        return f"it is of version {data[8]} of the ICC format, and presses know the versions 2 and 4"
    if data[12:16] != b"prtr":
        return f"it is a profile for {_CLASSES.get(data[12:16], 'something else')}, not for printing"
    if data[16:20] != b"CMYK":
        return f"it is for the colours {data[16:20].decode('latin-1').strip()}, not for the inks CMYK"
    return ""


def _read_profile(name: str, reader: Reader, roots: Roots) -> OutputProfile | None:
    with reader:
        data = _read_file(reader, "file", roots)
        licence = reader.text("licence")
        if licence:
            _read_file(reader, "licence", roots)
        profile = OutputProfile(
            id=name,
            title=reader.text("title"),
            condition=reader.text("condition"),
            registry=reader.text("registry"),
            info=reader.text("info"),
            ink_limit=read_limit(reader, COATED_LIMIT),
            data=data or b"",
            licence=licence,
            source=reader.text("source"),
        )
        sha256 = reader.text("sha256")
    if data is None:
        return None
    problem = wrong_with(data)
    if not problem and hashlib.sha256(data).hexdigest() != sha256:
        problem = "its bytes are others than those that were registered"
    if problem:
        fix = "Put the file back as it was, or register the new one with its SHA-256."
        reader.wrong(reader.need("file"), f"The profile “{name}” cannot be used: {problem}.", fix, "profile.wrong")
    return profile


def _read_file(reader: Reader, key: str, roots: Roots) -> bytes | None:
    """The bytes of the file of that name in the profiles' folder; None, with a finding, where it is not."""
    name = reader.text(key)
    path = roots.find(f"{_FOLDER}/{name}") if name and Path(name).name == name else None
    if name and path is None:
        fix = f"Put it into {_FOLDER}/, or correct its name."
        reader.wrong(reader.need(key), f"There is no file “{name}” in {_FOLDER}/.", fix, "profile.missing")
    return path.read_bytes() if path else None
