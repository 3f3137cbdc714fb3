"""Laying down a language: the files its translator fills in, each text with its English above it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.catalog.catalog import load_catalog
from generator.catalog.languages import is_tag, read_languages
from generator.catalog.leaves import DRAFT, fingerprint
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.translations import BY_ENTRY, LANGUAGES_FILE, TRANSLATIONS_FOLDER
from generator.catalog.yamlnode import Node
from generator.errors import Refused, UsageError, refuse_errors
from generator.findings import Finding, Findings, Place, Severity
from generator.frozen import dataclass
from generator.translate.desk import Desk, open_desk, write_whole
from generator.translate.edits import WIDTH, quoted
from generator.translate.usage import chosen, entries_of, keys_of, name_of

_PLAIN_KEY = re.compile(r"[A-Za-z_][\w-]*")
_STEP = "  "


@dataclass(frozen=True)
class Laid:
    """The files laid down, how many texts wait in them, and what was found in files that are there."""

    files: tuple[Path, ...]
    texts: int
    findings: tuple[Finding, ...]


def lay_down(roots: Roots, lang: str, layouts: tuple[str, ...]) -> Laid:
    """Write the files of what a language lacks, for some layouts or for all; a file that is there stays as it is.

    UsageError for a word that is no language; raises Refused for one that is not declared, and for faulty English.
    """
    if roots.workspace is None:
        raise UsageError("Name the folder that the files go into with --workspace; what ships stays as it is.")
    _check_declared(roots, lang)
    catalog, findings = _read(roots, lang)
    desk = open_desk(roots, lang)
    lacking = {name: node for name, node in _lacking(desk, catalog, layouts).items() if node.value}
    paths = {name: desk.folder / f"{name}.yaml" for name in lacking}
    _tell_existing(desk, {name: lacking[name] for name, path in paths.items() if path.exists()}, findings)
    new = {path: lacking[name] for name, path in paths.items() if not path.exists()}
    write_whole(desk.root, {path: _file(node, desk) for path, node in new.items()})
    return Laid(tuple(new), sum(1 for node in new.values() for _ in keys_of(node)), findings.sorted())


def _check_declared(roots: Roots, lang: str) -> None:
    """Raises Refused, with the line to add, for a language that is not declared."""
    languages = read_languages(roots, Findings())
    if not is_tag(lang):
        raise UsageError(f"“{lang}” is no language tag. Write it as km, pt-BR or zh-Hans.")
    if lang in languages:
        return
    scripts = ", ".join(sorted({language.script for language in languages.values()}))
    line = (
        f'{lang}: {{name: "…", english_name: "…", script: Latin, direction: ltr, families: [public-sans, noto-sans]}}'
    )
    problem = f"“{lang}” is not declared as a language yet."
    fix = (
        f"Add this line to {LANGUAGES_FILE} (a workspace starts from a copy of the shipped one), with the name in its "
        f"own script and in English: {line} — for another script ({scripts}), take script, direction and families "
        "from a language that is written in it."
    )
    raise Refused([Finding("translation.language", Severity.ERROR, Place(LANGUAGES_FILE), problem, fix, lang)])


def _read(roots: Roots, lang: str) -> tuple[Catalog, Findings]:
    """The catalogue with the language, and a warning for each key its files lack; other faults of them are left."""
    read, findings = Findings(), Findings()
    catalog = load_catalog(roots, read, (lang,))
    own = [finding for finding in read.errors if f"{TRANSLATIONS_FOLDER}/{lang}/" in finding.place.file]
    refuse_errors(Findings([finding for finding in read.errors if finding not in own]))
    missing = (finding for finding in own if finding.rule == "translation.missing")
    findings.extend(replace(finding, severity=Severity.WARNING) for finding in missing)
    return catalog, findings


def _lacking(desk: Desk, catalog: Catalog, layouts: Collection[str]) -> dict[str, Node]:
    """The English of what the layouts, or all of them, need and the language has no text of, by file."""
    translation = catalog.translations.get(desk.language.id)
    names = {name_of(leaf, desk.language.id) for leaf in (translation.leaves if translation else ())}
    has = {name.partition(":")[0] for name in names}
    has_entries = {name.partition(".")[0] for name in names}
    wanted = chosen(catalog, desk.english, layouts)
    lacking = {name: node for name, node in wanted.items() if name not in BY_ENTRY and name not in has}
    for name in BY_ENTRY:
        entries = entries_of(wanted[name])
        found = {key: node for key, node in entries.items() if f"{name}:{key}" not in has_entries}
        lacking[name] = Node(found, wanted[name].place)
    return lacking


def _tell_existing(desk: Desk, lacking: Mapping[str, Node], findings: Findings) -> None:
    """A warning for each file that is there and lacks something as a whole."""
    for name, node in lacking.items():
        what = ", ".join(f"“{key}”" for key in entries_of(node)) if name in BY_ENTRY else "every text of its English"
        place = Place(desk.roots.shown(desk.folder / f"{name}.yaml"))
        problem = f"The file is there, so it was left as it is; it has no texts for {what}."
        fix = "Add them by hand, or put the file aside and lay it down again."
        findings.warn("translation.missing", place, problem, fix)


def _file(node: Node, desk: Desk) -> str:
    """A file to fill in."""
    language = desk.language
    head = (
        f"{language.english_name} ({language.name}): write each text between the quotes behind “text:”, and leave the "
        f"rest as it stands. Keep every {{reference}} and every pair of ** of the English. Then ask what is missing "
        f"with “handbill check --lang {language.id}”."
    )
    lines = [*_comment(head, ""), *_lines(node, "")]
    return "\n".join(lines) + "\n"


def _lines(node: Node, indent: str) -> Iterator[str]:
    """The keys and lists of the English with empty texts."""
    listed = node.value if isinstance(node.value, list) else []
    pairs: list[tuple[str | int, Node]] = [*entries_of(node).items(), *enumerate(listed)]
    for key, child in pairs:
        head = f"{indent}-" if isinstance(key, int) else f"{indent}{_key(key)}:"
        if isinstance(child.value, str):
            yield from _comment(f"English: {child.value}", indent)
            yield f'{head} {{text: "", of: {fingerprint(child.value)}, review: {DRAFT}}}'
        elif child.value:
            yield head
            yield from _lines(child, indent + _STEP)
        elif child.value is not None:
            yield f"{head} {'{}' if isinstance(child.value, dict) else '[]'}"


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else quoted(key)


def _comment(text: str, indent: str) -> Iterator[str]:
    """A text as comment lines; its own line breaks stay."""
    for line in text.splitlines():
        yield from textwrap.wrap(
            line,
            WIDTH,
            initial_indent=f"{indent}# ",
            subsequent_indent=f"{indent}#   ",
            break_long_words=False,
            break_on_hyphens=False,
        ) or [f"{indent}#"]
