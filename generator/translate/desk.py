"""The translator's desk: one language, the English it is made from, and its files, which are written whole or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import yaml

from generator.catalog.contacts import read_contacts
from generator.catalog.facts import read_facts
from generator.catalog.languages import Language, read_languages
from generator.catalog.layouts import read_layouts
from generator.catalog.leaves import Leaf, Match
from generator.catalog.places import Roots
from generator.catalog.topics import read_topics
from generator.catalog.translations import ENGLISH, TRANSLATIONS_FOLDER, compared, english_words
from generator.catalog.yamlnode import Node, read_yaml
from generator.errors import UsageError
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass
from generator.output import move_into_place, staging, write_staged
from generator.translate.edits import Edit, new_key, new_value

_PACKAGE = Path(__file__).resolve().parents[1]
# The loader that reads the catalogue: another one may find a file at fault that this one reads.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BYTE_ORDER = "\ufeff"


@dataclass(frozen=True)
class Desk:
    """Where one language is translated: its files stand under `root`, the workspace or else the checkout."""

    roots: Roots
    root: Path
    language: Language
    english: Mapping[str, Node]

    @property
    def folder(self) -> Path:
        """The folder of the language."""
        return self.root / TRANSLATIONS_FOLDER / self.language.id


@dataclass(frozen=True)
class Source:
    """A file of the language that is sound YAML: its name in the English, its text, and its byte order mark if any."""

    name: str
    path: Path
    shown: str
    text: str
    mark: str
    node: Node


@dataclass(frozen=True)
class Sheet:
    """A file of the language beside its English: what comparing them found, and each leaf with its YAML node."""

    source: Source
    match: Match

    @cached_property
    def nodes(self) -> Mapping[tuple[int, int], yaml.MappingNode]:
        """The mappings of the file by line and column, which is how a leaf finds its own."""
        return dict(_mappings(yaml.compose(self.source.text, Loader=LOADER)))

    def part(self, leaf: Leaf, key: str) -> yaml.Node | None:
        """The node of `text`, `of` or `review` in a leaf, where it is written."""
        pairs = self.nodes[leaf.place.line, leaf.place.column].value
        return next((value for name, value in pairs if name.value == key), None)

    def name(self, leaf: Leaf) -> str:
        """What a leaf is called: its file and its key, as in `quiet:questions.leave.short`."""
        return f"{self.source.name}:{leaf.place.key}"


def open_desk(roots: Roots, lang: str) -> Desk:
    """The desk for a language; UsageError for one that is not declared, for English, and without a place to write.

    Faults of the English itself are left to `handbill check`: they are no fault of the translator.
    """
    languages = read_languages(roots, Findings())
    if lang == ENGLISH:
        raise UsageError("English is what is translated; it has no translation.")
    if lang not in languages:
        raise UsageError(f"There is no language “{lang}”. {nearest(lang, languages)}")
    return Desk(roots, _root(roots), languages[lang], _english(roots))


def _root(roots: Roots) -> Path:
    if roots.workspace is None and roots.shipped.is_relative_to(_PACKAGE):
        raise UsageError("What is installed is not translated in place: name a folder of your own with --workspace.")
    return roots.folders[0]


def _english(roots: Roots) -> Mapping[str, Node]:
    nobody = Findings()
    return english_words(
        read_topics(roots, nobody), read_contacts(roots, nobody), read_facts(roots, nobody), read_layouts(roots, nobody)
    )


def read_sources(desk: Desk, findings: Findings, only: str = "") -> Iterator[Source]:
    """The files of the language in the order of their names, or the one named; what cannot be read is a finding."""
    for path in sorted(desk.folder.rglob("*.yaml")):
        name = path.relative_to(desk.folder).as_posix().removesuffix(".yaml")
        shown = desk.roots.shown(path)
        if only and name != only:
            continue
        if name not in desk.english:
            problem = f"There is no “{name}” in English, so this translates nothing."
            findings.error("translation.unknown", Place(shown), problem, nearest(name, desk.english), seen=name)
            continue
        node = read_yaml(path, shown, findings)
        if node is not None:
            text = path.read_bytes().decode()
            mark = _BYTE_ORDER if text.startswith(_BYTE_ORDER) else ""
            yield Source(name, path, shown, text.removeprefix(mark), mark, node)


def read_sheets(desk: Desk, findings: Findings, only: str = "") -> list[Sheet]:
    """The files of the language beside their English; what comparing brings up stays with each sheet."""
    language = desk.language.english_name
    return [
        Sheet(source, compared(source.name, desk.english[source.name], source.node, language))
        for source in read_sources(desk, findings, only)
    ]


def review_edit(sheet: Sheet, leaf: Leaf, value: str) -> Edit:
    """Another value for the review of a leaf, which may have none so far."""
    source, node = sheet.source.text, sheet.part(leaf, "review")
    if node is None:
        return new_key(source, sheet.nodes[leaf.place.line, leaf.place.column], "review", value)
    return new_value(source, node, value)


def _mappings(node: yaml.Node | None) -> Iterator[tuple[tuple[int, int], yaml.MappingNode]]:
    if isinstance(node, yaml.MappingNode):
        yield (node.start_mark.line + 1, node.start_mark.column + 1), node
        for _, child in node.value:
            yield from _mappings(child)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _mappings(child)


def write_whole(root: Path, texts: Mapping[Path, str]) -> None:
    """Write files under a folder: each is written beside its place first, and no file is left half-written."""
    for folder in sorted({path.parent for path in texts}):
        with staging(root) as staged:
            paths = sorted(path for path in texts if path.parent == folder)
            for path in paths:
                write_staged(staged, path.name, texts[path].encode())
            folder.mkdir(parents=True, exist_ok=True)
            move_into_place(staged, folder, [path.name for path in paths])
