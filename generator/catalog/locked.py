"""Locked texts: the wording of a statute or an agency, kept word for word under a hash and never translated."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType

from generator.catalog.files import entries, open_file
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.words import normal_text
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place
from generator.frozen import dataclass

LOCKED_FOLDER = "data/locked"

ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Locked:
    """One language of a locked text: its words, their hash, who took them in and when."""

    text: str
    sha256: str
    by: str
    on: datetime.date
    place: Place

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs, parted by empty lines; how the lines of one were broken says nothing."""
        return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", self.text) if part.strip())


@dataclass(frozen=True)
class LockedText:
    """A wording by language, and where it was read."""

    id: str
    source: str
    texts: Mapping[str, Locked]
    place: Place


def hash_of(text: str) -> str:
    """The SHA-256 of a locked text as it stands in its file."""
    return hashlib.sha256(text.strip("\n").encode()).hexdigest()


def read_locked(roots: Roots, findings: Findings) -> Mapping[str, LockedText]:
    """The locked texts under data/locked/ by file name; every fault in them, and every change to one, is a finding."""
    found = {}
    for path in roots.files(LOCKED_FOLDER):
        node = open_file(path, roots, findings)
        if node is not None:
            found[path.stem] = _read(path.stem, node, findings)
    return MappingProxyType(found)


def _read(name: str, node: Node, findings: Findings) -> LockedText:
    if not ID.fullmatch(name):
        fix = "Rename the file with small letters, digits, dots and hyphens, such as ca-civ-52.6.yaml."
        findings.error("locked.name", node.place, f"“{name}” cannot name a locked text.", fix, seen=name)
    with Reader(node, findings) as reader:
        source = reader.text("source")
        texts = {lang: _locked(text) for lang, text in entries(reader.need("texts"), findings)}
    return LockedText(name, source, MappingProxyType(texts), node.place)


def _locked(reader: Reader) -> Locked:
    with reader:
        text, sha256 = reader.text("text").strip("\n"), reader.text("sha256")
        locked = Locked(text, sha256, reader.text("by"), reader.date("on"), reader.place)
    if sha256 and not _HASH.fullmatch(sha256):
        fix = "Take the text in anew with “handbill lock”, which writes it."
        reader.wrong(reader.need("sha256"), f"“{sha256}” is not a SHA-256 in hex digits.", fix, "locked.hash")
    elif text and sha256 != hash_of(text):
        reader.findings.error(
            "locked.changed",
            reader.place,
            f"The locked text is not the one that {locked.by} took in on {locked.on}: its words were changed since.",
            "Put the words back as they were, or remove the entry and take the new wording in with “handbill lock”.",
            seen=hash_of(text)[:8],
            limit=sha256[:8],
        )
    normal_text(text, reader.place, reader.findings)
    return locked
