"""The manifest: what is in the output folder, with hashes, targets, contacts, texts and findings of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator import VERSION as HANDBILL
from generator.findings import Finding
from generator.frozen import dataclass

NAME = "manifest.json"
VERSION = 2

Content = dict[str, Any]

# What others read of a manifest: a vandal, a merge or a slip of the finger may have left anything there.
_TEXTS: dict[Any, Any] = {...: str}
_ENTRY: dict[Any, Any] = {
    **dict.fromkeys(("sha256", "layout", "language", "purpose", "texts"), str),
    **{key: [str] for key in ("contacts", "numbers", "local_numbers")},
    **dict.fromkeys(("carries", "fields", "inputs"), _TEXTS),
    "rules": [{"rule": str, ...: object}],
    ...: object,
}
_CONTENT: dict[Any, Any] = {
    "inputs": _TEXTS,
    "contacts": {...: {...: object}},
    "texts": {...: {...: _TEXTS}},
    "release": {"name": str, "date": str, "quantity": int, "contact": str, ...: object},
    "documents": _TEXTS,
    "files": {...: _ENTRY},
    ...: object,
}


@dataclass(frozen=True)
class Entry:
    """One finished file: where it came from, what it asks people to call, and what the proof found.

    `carries` are the directory's channels that were read back on it, `texts` the key of what it says among the texts
    of the manifest, `reviews` who has read those by language, `rules` the results of posting rules.
    """

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
    carries: Mapping[str, str] = field(default_factory=dict)
    texts: str = ""
    seconds: tuple[str, ...] = ()
    reviews: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    rules: tuple[Mapping[str, object], ...] = ()
    locked: tuple[tuple[str, str, str], ...] = ()

    def as_dict(self) -> Content:
        """The entry as plain values."""
        return {
            "sha256": self.sha256,
            "layout": self.layout,
            "language": self.language,
            "second_languages": list(self.seconds),
            "purpose": self.purpose,
            "stock": self.stock,
            "flip": self.flip,
            "pages": self.pages,
            "qr_targets": list(self.qrs),
            "contacts": list(self.contacts),
            "numbers": list(self.numbers),
            "local_numbers": list(self.local),
            "carries": dict(self.carries),
            "texts": self.texts,
            "reviews": {lang: dict(counts) for lang, counts in self.reviews.items()},
            "fields": dict(self.fields),
            "rules": [dict(rule) for rule in self.rules],
            "locked": [dict(zip(("id", "language", "sha256"), text, strict=True)) for text in self.locked],
            "findings": [finding.as_dict() for finding in self.findings],
        }


@dataclass(frozen=True)
class Basis:
    """What the files of one order have in common: the files they were made from, the contacts they carry, their texts.

    Texts are fingerprints by name in each language, under a key of their own, for all purposes of a piece share them;
    a translation's has that of its English behind a slash.
    """

    inputs: Mapping[str, str] = field(default_factory=dict)
    contacts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def texts_key(texts: Mapping[str, Mapping[str, str]]) -> str:
    """The key of a piece's texts: the same for the same texts, and for no others."""
    return digest(json.dumps(texts, sort_keys=True).encode())[:12]


def content_of(entries: Iterable[Entry], basis: Basis | None = None) -> Content:
    """A manifest of the entries as plain values."""
    basis = basis or Basis()
    return {
        "manifest": VERSION,
        "handbill": HANDBILL,
        "inputs": dict(basis.inputs),
        "contacts": {name: dict(contact) for name, contact in basis.contacts.items()},
        "texts": {key: {lang: dict(names) for lang, names in texts.items()} for key, texts in basis.texts.items()},
        "files": {entry.name: entry.as_dict() for entry in entries},
    }


def written(content: Content) -> bytes:
    """A manifest, or a ticket beside it, as the bytes of its file."""
    return f"{json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False)}\n".encode()


def read_content(file: Path) -> Content:
    """All that a manifest says, of this version or the first; empty where there is none, or none that can be read.

    What it says is then of the kinds that a build or a release writes, though any of it may be missing.
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(content, dict) or "files" not in content or not _has_shape(content, _CONTENT):
        return {}
    files = {name: entry for name, entry in content["files"].items() if Path(name).name == name}
    return {**{key: {} for key in ("inputs", "contacts", "texts")}, **content, "files": files}


def _has_shape(value: object, shape: Any) -> bool:
    """Whether a value is of a type, a list of such values, or a mapping; `...` stands for any other key."""
    if isinstance(shape, type):
        return shape is object or type(value) is shape
    if isinstance(shape, list):
        return isinstance(value, list) and all(_has_shape(one, shape[0]) for one in value)
    return isinstance(value, dict) and all(_has_shape(one, shape.get(key, shape[...])) for key, one in value.items())


def read_manifest(folder: Path) -> dict[str, Content]:
    """The files of the manifest in a folder by name; empty where there is none, or none that can be read."""
    try:
        status = (folder / NAME).stat()
    except OSError:
        return {}
    return _files(folder / NAME, (status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=2)
def _files(file: Path, _stamp: tuple[int, int]) -> dict[str, Content]:
    """The same, read once however many of its files are proofed, until the manifest is another."""
    files: dict[str, Content] = read_content(file).get("files", {})
    return files


def merged(folder: Path, entries: Iterable[Entry], basis: Basis | None = None) -> bytes:
    """The manifest of a folder that gets the entries' files; see `merge`."""
    return written(merge(folder, content_of(entries, basis)))


def merge(folder: Path, content: Content) -> Content:
    """A manifest with its own entries and the older ones whose files still stand in the folder as they were.

    An older entry remembers under `inputs` each file of which it was made from another version than the new ones.
    """
    content, older = {**content}, read_content(folder / NAME)
    kept = {
        name: _with_inputs(entry, older["inputs"], content["inputs"])
        for name, entry in older.get("files", {}).items()
        if name not in content["files"] and _stands(folder, name, entry)
    }
    if kept:
        carried = {line.partition(".")[0] for entry in kept.values() for line in entry.get("carries", ())}
        said = {entry.get("texts") for entry in kept.values()}
        content["inputs"] = older["inputs"] | content["inputs"]
        content["contacts"] = {k: v for k, v in older["contacts"].items() if k in carried} | content["contacts"]
        content["texts"] = {k: v for k, v in older["texts"].items() if k in said} | content["texts"]
        content["files"] = kept | content["files"]
    return content


def _with_inputs(entry: Content, then: Mapping[str, str], now: Mapping[str, str]) -> Content:
    others = {file: sha for file, sha in then.items() if now.get(file, sha) != sha} | entry.get("inputs", {})
    return {**entry, "inputs": others} if others else entry


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
