"""The catalogue held in the process between previews, and read again when a file behind it was touched."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import replace

from generator.catalog.layouts import asked_for
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.safety import vouched
from generator.catalog.snapshot import remembered
from generator.catalog.sources import stamp_of
from generator.catalog.translated import second_languages
from generator.catalog.translations import ENGLISH, TRANSLATIONS_FOLDER
from generator.errors import Refused
from generator.findings import Finding, Findings
from generator.frozen import dataclass
from generator.order import strictly

# Who edits a file beside the open page looks up after a second or two.
_LOOK_EVERY = 1.0
_KEPT = 8

_TRANSLATION = re.compile(rf"(?:^|/){TRANSLATIONS_FOLDER}/([^/]+)/")

_Key = tuple[Roots, tuple[str, ...] | None, tuple[str, ...]]


@dataclass(frozen=True)
class _Held:
    """A catalogue, or why there is none, and the stamp of the files that it was read from."""

    stamp: bytes
    outcome: Catalog | Refused


_held: OrderedDict[_Key, _Held] = OrderedDict()
_stamps: dict[Roots, tuple[float, bytes]] = {}


def whole_catalog(roots: Roots) -> Catalog:
    """The catalogue in all languages without a fault; raises Refused where anything but a translation is at fault."""
    shared = _shared(roots)
    return _unless_refused(_outcome((shared, None, ()), _stamp(shared)))


def catalog_for(roots: Roots, langs: Collection[str], pieces: Collection[str]) -> Catalog:
    """The catalogue with those languages and pieces at least; raises Refused where a build of them would be refused.

    A fault in another language is no fault of theirs. While files are being edited no more is read than was asked.
    """
    shared = _shared(roots)
    stamp = _stamp(shared)
    full, asked = (shared, None, ()), (shared, tuple(sorted(langs)) or None, tuple(sorted(pieces)))
    edited = full in _held and _held[full].stamp != stamp
    found = _outcome(asked if edited else full, stamp)
    if isinstance(found, Catalog) and _lacks(found, langs, pieces):
        found = _outcome(asked, stamp)
    return _unless_refused(found)


def _lacks(catalog: Catalog, langs: Collection[str], pieces: Collection[str]) -> bool:
    """Whether a language is missing that a build would read, such as one with a fault."""
    seconds = second_languages((one for one in catalog.layouts.values() if asked_for(one, pieces)), langs)
    return not {*langs, *seconds} - {ENGLISH} <= catalog.translations.keys()


def _shared(roots: Roots) -> Roots:
    """The folders that a catalogue is read from, whatever a person handed in beside them."""
    return Roots(roots.shipped, roots.workspace)


def _unless_refused(outcome: Catalog | Refused) -> Catalog:
    if isinstance(outcome, Refused):
        raise Refused(outcome.findings)
    return outcome


def stamp_for(roots: Roots) -> bytes:
    """The stamp of the files behind `catalog_for`, as it was looked at last: never that of a newer catalogue."""
    return _stamp(Roots(roots.shipped, roots.workspace))


def _stamp(roots: Roots) -> bytes:
    """What the files look like, looked at no more often than once a second."""
    now = time.monotonic()
    looked, stamp = _stamps.get(roots, (-_LOOK_EVERY, b""))
    if not stamp or now - looked >= _LOOK_EVERY:
        stamp = stamp_of(roots)
        _stamps[roots] = (now, stamp)
    return stamp


def _outcome(key: _Key, stamp: bytes) -> Catalog | Refused:
    held = _held.get(key)
    if held is None or held.stamp != stamp:
        held = _Held(stamp, _read(key))
        _held[key] = held
    _held.move_to_end(key)
    while len(_held) > _KEPT:
        _held.popitem(last=False)
    return held.outcome


def _read(key: _Key) -> Catalog | Refused:
    """The catalogue as a build would read it; one of all languages goes without those that alone are at fault."""
    roots, langs, pieces = key
    findings = Findings()
    catalog = remembered(roots, findings, langs, pieces)
    found = strictly(findings)
    faulty = {_language(finding) for finding in found.errors}
    if faulty and (langs is not None or "" in faulty):
        return Refused(found.sorted())
    if faulty:
        sound = {name: words for name, words in catalog.translations.items() if name not in faulty}
        catalog = replace(catalog, translations=sound)
    return catalog if catalog.safety else replace(catalog, safety=vouched(catalog))


def _language(finding: Finding) -> str:
    """The language in whose file a fault stands, or nothing."""
    match = _TRANSLATION.search(finding.place.file)
    return match[1] if match else ""
