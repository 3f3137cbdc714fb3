"""Snapshots: a catalogue that was read without an error, kept between runs until any file behind it is another."""

from __future__ import annotations

import hashlib
import io
import pickle
import sys
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from generator import VERSION, units
from generator import findings as findings_module
from generator.catalog.blocks import Image, walk
from generator.catalog.cachefolder import cache_folder, read_trusted, sweep, write_whole
from generator.catalog.layouts import asked_for, panels_of
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.safety import vouched
from generator.catalog.sources import digest_of
from generator.findings import Finding, Findings
from generator.frozen import dataclass
from generator.late import late
from generator.units import Length

if TYPE_CHECKING:
    from generator.catalog import catalog as reading
else:  # what reads and checks the files is half of a catalogue's code, and a snapshot spares it
    reading = late("generator.catalog.catalog")

_PATTERN = "catalog-*.pickle"
_KEPT = 20
_SUM = 32
# The libraries that decide what is read as what.
_LIBRARIES = ("yaml", "phonenumbers", "idna", "PIL")


# A clock of a file system may be this coarse, in seconds.
_COARSE = 2.0


@dataclass(frozen=True)
class _Head:
    """What tells whether a snapshot is still true: which translations and pictures were read, and the digest of all."""

    langs: tuple[str, ...] | None
    pictures: tuple[str, ...]
    digest: bytes


@dataclass(frozen=True)
class _Taken:
    """What was read, and what was found in it that is no error."""

    catalog: Catalog
    findings: tuple[Finding, ...]


def remembered(
    roots: Roots, findings: Findings, langs: Collection[str] | None = None, pieces: Collection[str] = ()
) -> Catalog:
    """What `load_catalog` gives and finds, out of the snapshot of an earlier run where nothing has changed since."""
    folder = cache_folder()
    if folder is None:
        catalog: Catalog = reading.load_catalog(roots, findings, langs, pieces)
        return catalog
    path = folder / f"catalog-{_key(roots, langs, pieces)}.pickle"
    taken = _kept(path, roots) or _take(path, roots, langs, pieces)
    findings.extend(taken.findings)
    # Pictures handed in come and go, and no snapshot is told apart by them.
    return replace(taken.catalog, roots=roots)


def _kept(path: Path, roots: Roots) -> _Taken | None:
    """The snapshot, if it is ours, sound and still true."""
    data = read_trusted(path) or b""
    if _sum(data[_SUM:]) != data[:_SUM]:
        return None
    parts = io.BytesIO(data[_SUM:])
    try:
        head = pickle.load(parts)  # noqa: S301 - nobody but the user can have written it
        if not isinstance(head, _Head) or digest_of(roots, head.langs, head.pictures) != head.digest:
            return None
        taken = pickle.load(parts)  # noqa: S301
    except Exception:  # what was pickled by other code may fail in any way, and is read anew
        return None
    return taken if isinstance(taken, _Taken) else None


def _take(path: Path, roots: Roots, langs: Collection[str] | None, pieces: Collection[str]) -> _Taken:
    """Read the catalogue, and keep it where it has no error and no file changed while it was read."""
    started, before, findings = time.time(), digest_of(roots, None, ()), Findings()
    catalog: Catalog = reading.load_catalog(roots, findings, langs, pieces)
    taken = _Taken(catalog, tuple(findings))
    pictures = tuple(sorted(_pictures(catalog, pieces)))
    head = _Head(
        None if langs is None else tuple(sorted({*langs, *catalog.translations})),
        pictures,
        digest_of(roots, None if langs is None else {*langs, *catalog.translations}, pictures),
    )
    settled = _settled(roots, pictures, started) and digest_of(roots, None, ()) == before
    if settled and not findings.errors:
        lasting = replace(roots, handed=None)
        taken = replace(taken, catalog=replace(catalog, safety=vouched(catalog), roots=lasting))
        packed = _pickled(head) + _pickled(taken)
        write_whole(path, _sum(packed) + packed)
        sweep(path.parent, _PATTERN, _KEPT)
    return taken


def _pictures(catalog: Catalog, pieces: Collection[str]) -> Iterator[str]:
    """The pictures that were looked at: those of every choice where a piece was asked for, else those of its sample."""
    for layout in catalog.layouts.values():
        panels = panels_of(layout, catalog.training) if asked_for(layout, pieces) else layout.panels.items()
        for _, panel in panels:
            yield from (block.file for block in walk(panel) if isinstance(block, Image) and block.file)


def _settled(roots: Roots, pictures: Iterable[str], since: float) -> bool:
    """Whether no picture was put in its place after the reading began, as far as the file system's clock can tell."""
    found = [path for path in map(roots.find_picture, pictures) if path is not None]
    return all(path.stat().st_ctime < since - _COARSE for path in found)


def _key(roots: Roots, langs: Collection[str] | None, pieces: Collection[str]) -> str:
    """The name of a snapshot: what was asked, where, and of which program."""
    asked = (
        str(roots.shipped),
        str(roots.workspace),
        None if langs is None else sorted(set(langs)),
        sorted(set(pieces)),
    )
    return hashlib.blake2b(repr((asked, _program())).encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _program() -> tuple[str, ...]:
    """The versions of all that reads a catalogue: Handbill's, its code, Python's, and those of libraries."""
    folder = Path(__file__).parent
    code = [*sorted(folder.rglob("*.py")), Path(units.__file__), Path(findings_module.__file__)]
    specs = (PathFinder.find_spec(name) for name in _LIBRARIES)  # without loading them
    libraries = [path for spec in specs if spec and spec.origin for path in _versions(Path(spec.origin))]
    digest = hashlib.blake2b()
    for path in (*code, *libraries):
        digest.update(path.read_bytes())
    return VERSION, sys.version, digest.hexdigest()


def _versions(origin: Path) -> Iterator[Path]:
    """The files of a library that tell its version."""
    yield origin
    yield from sorted(origin.parent.glob("*version*.py"))


def _sum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SUM).digest()


def _pickled(value: object) -> bytes:
    written = io.BytesIO()
    _Pickler(written, pickle.HIGHEST_PROTOCOL).dump(value)
    return written.getvalue()


def _read_only(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


@cache  # a catalogue has thousands of lengths, and only some hundred different ones
def _length(numerator: int, denominator: int, unit: str) -> Length:
    return Length(Fraction(numerator, denominator), unit)


class _Pickler(pickle.Pickler):
    """Pickles what the standard one cannot, a read-only mapping, and lengths so that they load quickly."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, MappingProxyType):
            return _read_only, (dict(value),)
        if isinstance(value, Length):
            return _length, (value.points.numerator, value.points.denominator, value.unit)
        return NotImplemented
