"""Sources: a digest of all that a catalogue is read from, so that an edit of any of it can be told."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from generator.catalog.places import FOLDERS, Roots

_YAML = (".yaml", ".yml")
_TRANSLATIONS = "data/translations/"
# Other files than YAML of which the catalogue reads more than the name.
_READ = "data/profiles/"


# What stands under a name.
_FOLDER, _FILE, _OTHER = "d", "f", "o"


def digest_of(roots: Roots, langs: Collection[str] | None, pictures: Collection[str]) -> bytes:
    """The digest of the names of all files under the roots and the bytes of those that a catalogue reads.

    Of the translations those into `langs` are read, or all; `pictures` are what layouts show, by their relative names.
    """
    digest = hashlib.blake2b(digest_size=32)
    for root in roots.folders:
        for name, path, kind in _found(root, own=root == roots.workspace):
            _feed(digest.update, f"{kind} {name}", _bytes(path) if kind == _FILE and _is_read(name, langs) else b"")
    for name in sorted(pictures):
        found = roots.find_picture(name)
        _feed(digest.update, os.path.realpath(found) if found else "", _bytes(found) if found else b"")
    return digest.digest()


def stamp_of(roots: Roots) -> bytes:
    """A digest of the names, sizes and times of all files under the roots: quicker, for a process that looks often."""
    digest = hashlib.blake2b(digest_size=32)
    for root in roots.folders:
        for name, path, kind in _found(root, own=root == roots.workspace):
            _feed(digest.update, f"{kind} {name}", _stamp(path) if kind == _FILE else b"")
    return digest.digest()


def _stamp(path: str) -> bytes:
    try:
        known = os.stat(path)  # noqa: PTH116 - half as long as by way of a Path, and there are hundreds
    except OSError as error:
        return str(error.errno).encode()
    return b"%d %d %d %d" % (known.st_size, known.st_mtime_ns, known.st_ctime_ns, known.st_ino)


def _is_read(name: str, langs: Collection[str] | None) -> bool:
    """Whether the catalogue looks into a file: YAML, but not that of other languages, and output profiles."""
    if not name.lower().endswith(_YAML):
        return name.startswith(_READ)
    if langs is None or not name.startswith(_TRANSLATIONS):
        return True
    lang, inside, _ = name.removeprefix(_TRANSLATIONS).partition("/")
    return not inside or lang in langs


def _feed(update: Callable[[bytes], None], name: str, data: bytes) -> None:
    """Add a name and bytes, each with its length before it, so that no two sets of files feed the same."""
    head = os.fsencode(name)
    update(b"%d %d:" % (len(head), len(data)))
    update(head)
    update(data)


def _bytes(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        return str(error.errno).encode()  # the catalogue says what is wrong with it


def _found(root: Path, *, own: bool) -> Iterator[tuple[str, str, str]]:
    """Everything under the folders of a root, and of a workspace also what lies beside them."""
    if own:
        yield from _entries(str(root), "")
    for folder in FOLDERS:
        yield from _under(str(root / folder), f"{folder}/", frozenset())


def _under(folder: str, prefix: str, entered: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Everything under a folder in order; a link that leads to where another link has led is not followed again."""
    for name, path, kind in _entries(folder, prefix):
        yield name, path, kind
        if kind == _FOLDER:
            real = os.path.realpath(path) if Path(path).is_symlink() else ""
            if real not in entered:
                yield from _under(path, f"{name}/", entered | {real} if real else entered)


def _entries(folder: str, prefix: str) -> list[tuple[str, str, str]]:
    """Relative name, path and kind of what is in a folder; nothing where it cannot be read."""
    try:
        with os.scandir(folder) as found:
            return sorted((f"{prefix}{entry.name}", entry.path, _kind(entry)) for entry in found)
    except OSError:
        return []


def _kind(entry: os.DirEntry[str]) -> str:
    return _FOLDER if entry.is_dir() else _FILE if entry.is_file() else _OTHER
