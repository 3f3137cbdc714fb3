"""The manifest: what is in the output folder, with hashes, targets, contacts and findings of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.findings import Finding

NAME = "manifest.json"
VERSION = 1


@dataclass(frozen=True)
class Entry:
    """One finished file: where it came from, what it asks people to call, and what the proof found."""

    name: str
    sha256: str
    layout: str
    language: str
    purpose: str
    stock: str = ""
    flip: str = ""
    pages: int = 0
    qrs: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The entry as plain values."""
        return {
            "sha256": self.sha256,
            "layout": self.layout,
            "language": self.language,
            "purpose": self.purpose,
            "stock": self.stock,
            "flip": self.flip,
            "pages": self.pages,
            "qr_targets": list(self.qrs),
            "contacts": list(self.contacts),
            "numbers": list(self.numbers),
            "local_numbers": list(self.local),
            "fields": dict(self.fields),
            "findings": [finding.as_dict() for finding in self.findings],
        }


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_manifest(folder: Path) -> dict[str, dict[str, Any]]:
    """The files of the manifest in a folder by name; empty where there is none, or none that can be read."""
    try:
        files = json.loads((folder / NAME).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    named = files.items() if isinstance(files, dict) else ()
    return {name: entry for name, entry in named if isinstance(entry, dict) and Path(name).name == name}


def merged(folder: Path, entries: Iterable[Entry]) -> bytes:
    """A manifest of the new entries and of the older ones whose files still stand in the folder as they were."""
    made = {entry.name: entry.as_dict() for entry in entries}
    kept = {
        name: entry
        for name, entry in read_manifest(folder).items()
        if name not in made and _stands(folder, name, entry)
    }
    text = json.dumps({"manifest": VERSION, "files": kept | made}, indent=2, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()


def _stands(folder: Path, name: str, entry: Mapping[str, Any]) -> bool:
    path = folder / name
    return path.is_file() and digest(path.read_bytes()) == entry.get("sha256")


def entry_of(path: Path, data: bytes) -> Mapping[str, Any]:
    """What a manifest beside a file says of these very bytes; nothing where it does not know them."""
    entry = read_manifest(path.parent).get(path.name, {})
    return entry if entry.get("sha256") == digest(data) else {}


def local_numbers(path: Path, data: bytes) -> tuple[str, ...]:
    """The job's own numbers on a file, if a manifest beside it knows these very bytes."""
    numbers = entry_of(path, data).get("local_numbers", ())
    return tuple(number for number in numbers if isinstance(number, str)) if isinstance(numbers, list) else ()
