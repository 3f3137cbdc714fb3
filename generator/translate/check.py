"""Checking one language: what is missing, stale, too long or not read over, and which pieces are complete."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from generator.catalog.blocks import walk
from generator.catalog.catalog import load_catalog
from generator.catalog.languages import Language
from generator.catalog.layouts import Layout, panels_of
from generator.catalog.leaves import Leaf
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.safety import check_safety
from generator.catalog.translated import lacking
from generator.catalog.translations import ENGLISH, Translation
from generator.compose.chosen import every_chosen, ways_of, with_chosen
from generator.compose.piece import compose_in
from generator.compose.record import check_names, read_record
from generator.errors import UsageError, refuse_errors
from generator.findings import Finding, Findings, Place, Severity, nearest
from generator.frozen import dataclass
from generator.translate.usage import name_of, texts_in

_TOO_LONG = frozenset({"text.overset", "text.overfull", "block.too-wide"})
_NAMED = 3


@dataclass(frozen=True)
class TooLong:
    """A block whose words do not fit: the finding, which names panel and millimetres, and the texts by name."""

    layout: str
    finding: Finding
    texts: tuple[tuple[str, Leaf], ...]


@dataclass(frozen=True)
class State:
    """How far a language is: its texts by name, and every finding.

    A piece is complete, or faulty because it has its words and cannot be made of them, or lacks words.
    """

    language: Language
    texts: Mapping[str, Leaf]
    complete: tuple[str, ...]
    faulty: tuple[str, ...]
    incomplete: Mapping[str, tuple[str, ...]]
    too_long: tuple[TooLong, ...]
    findings: tuple[Finding, ...]

    @property
    def missing(self) -> Mapping[str, Leaf]:
        """The texts that are empty."""
        return {name: leaf for name, leaf in self.texts.items() if not leaf.text}

    @property
    def stale(self) -> int:
        """How many were made from other English."""
        return sum(leaf.stale for leaf in self.texts.values() if leaf.text)

    @property
    def drafts(self) -> Mapping[str, Leaf]:
        """The texts that no named person has signed."""
        return {name: leaf for name, leaf in self.texts.items() if leaf.text and leaf.review is None}

    @property
    def drafts_by_file(self) -> Mapping[str, int]:
        """How many of each file are drafts."""
        return Counter(leaf.place.file for leaf in self.drafts.values())

    @property
    def failed(self) -> bool:
        """Whether a build would be refused: by an error, or by words whose English has changed."""
        return self.stale > 0 or any(finding.severity is Severity.ERROR for finding in self.findings)


def check_languages(roots: Roots, langs: tuple[str, ...], fields: Mapping[str, str]) -> tuple[State, ...]:
    """The state of each language, with its complete pieces composed; raises Refused where the data itself is wrong."""
    findings = Findings()
    catalog = load_catalog(roots, findings, langs)
    for lang in langs:
        if lang == ENGLISH or lang not in catalog.languages:
            hint = "It is what is translated." if lang == ENGLISH else nearest(lang, catalog.languages)
            raise UsageError(f"There is no translation into “{lang}” to check. {hint}")
    check_names(catalog.layouts.values(), fields, findings)
    catalog = with_chosen(catalog, fields, findings)
    refuse_errors(findings)
    return tuple(_state(catalog, lang, fields, findings) for lang in dict.fromkeys(langs))


def _state(catalog: Catalog, lang: str, fields: Mapping[str, str], read: Findings) -> State:
    language = catalog.languages[lang]
    translation = catalog.translations.get(lang) or Translation(lang, {}, {}, {}, {})
    texts = {name_of(leaf, lang): leaf for leaf in translation.leaves}
    findings = Findings([finding for finding in read if _concerns(finding, texts)])
    _note_missing(texts, findings)
    check_safety(replace(catalog, translations={lang: translation}), findings)
    incomplete: dict[str, tuple[str, ...]] = {}
    composed: dict[str, Findings] = {}
    for layout in catalog.layouts.values():
        lacks = dict.fromkeys(what for one in ways_of(layout, fields, catalog) for what in lacking(one, catalog, lang))
        if lacks:
            incomplete[layout.id] = tuple(lacks)
            continue
        composed[layout.id] = _composed(layout, catalog, language, fields)
        findings.extend(composed[layout.id])
    return State(
        language=language,
        texts=texts,
        complete=tuple(name for name, found in composed.items() if not found.errors),
        faulty=tuple(name for name, found in composed.items() if found.errors),
        incomplete=incomplete,
        too_long=tuple(
            _too_long(catalog.layouts[name], finding, catalog, texts)
            for name, found in composed.items()
            for finding in found
            if finding.rule in _TOO_LONG
        ),
        findings=findings.sorted(),
    )


def _note_missing(texts: Mapping[str, Leaf], findings: Findings) -> None:
    """One note a file, with the first of its texts that are empty."""
    empty: dict[str, list[str]] = defaultdict(list)
    for leaf in texts.values():
        if not leaf.text:
            empty[leaf.place.file].append(leaf.place.key)
    for file, keys in empty.items():
        more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
        problem = f"Not translated yet: {', '.join(f'“{key}”' for key in keys[:_NAMED])}{more}."
        findings.note("translation.missing", Place(file), problem)


def _concerns(finding: Finding, texts: Mapping[str, Leaf]) -> bool:
    """Whether what was found on reading is about these texts; those that are missing are named otherwise."""
    files = {leaf.place.file for leaf in texts.values()}
    return finding.place.file in files and finding.rule != "translation.missing"


def _composed(layout: Layout, catalog: Catalog, language: Language, fields: Mapping[str, str]) -> Findings:
    """What composing a piece brings up, under its name; that a field prints its sample is no translator's matter."""
    filled, found = Findings(), Findings()
    record = read_record(layout, fields, catalog.contacts, filled)
    for one, noted in every_chosen(layout, fields, catalog, found):
        compose_in(one, catalog, language.id, record, noted)
    return Findings([*filled.errors, *found.sorted()])


def _too_long(layout: Layout, finding: Finding, catalog: Catalog, texts: Mapping[str, Leaf]) -> TooLong:
    """The finding with the texts of its block, which is known by its place."""
    panels = panels_of(layout, catalog.training)
    blocks = [block for _, blocks in panels for block in walk(blocks) if block.place == finding.place]
    names = texts_in(blocks[:1], catalog)
    return TooLong(layout.id, finding, tuple((name, texts[name]) for name in names if name in texts))
