"""Exchange: texts out to a PO file and back into the YAML, where nothing changes but what was translated."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from generator.catalog.catalog import load_catalog
from generator.catalog.leaves import DRAFT, Leaf, Match, fingerprint, matched
from generator.catalog.translations import FIGURES
from generator.catalog.yamlnode import Node
from generator.errors import UsageError, refuse_errors
from generator.findings import Finding, Findings, Place, Severity, nearest
from generator.frozen import dataclass
from generator.translate.desk import Desk, Sheet, read_sheets, review_edit, write_whole
from generator.translate.edits import Edit, new_text, new_value, spliced
from generator.translate.po import Entry, read_po, write_po
from generator.translate.usage import chosen, keys_of, used_in

# Faults of the words themselves, which a PO editor is there to mend.
_OF_WORDS = ("text.", "translation.reference", "translation.bold", "translation.figure", "translation.review")


@dataclass(frozen=True)
class Exchanged:
    """The files written, how many texts went over, and what else was found."""

    files: tuple[Path, ...]
    texts: int
    findings: tuple[Finding, ...]


def export(desk: Desk, layouts: tuple[str, ...], path: Path) -> Exchanged:
    """Write the texts of a language, or those that some layouts need, into a new PO file.

    UsageError for a file that is there; raises Refused where the language's files cannot be read.
    """
    if path.exists():
        raise UsageError(f"{path} is there already, and may hold work that was not imported: name another file.")
    findings = Findings()
    sheets = read_sheets(desk, findings)
    findings.extend(finding for sheet in sheets for finding in _structural(sheet))
    refuse_errors(findings)
    if not sheets:
        where = desk.roots.shown(desk.folder)
        raise UsageError(f"There are no files in {where}: lay them down with “handbill new language” first.")
    catalog = load_catalog(desk.roots, Findings(), ())
    english = chosen(catalog, desk.english, layouts)
    wanted = {f"{file}:{key}" for file, node in english.items() for key in keys_of(node)}
    uses = used_in(catalog)
    entries = [
        _entry(name, leaf, uses.get(name, ()))
        for sheet in sheets
        for leaf in sheet.match.leaves
        if (name := sheet.name(leaf)) in wanted
    ]
    write_whole(path.parent, {path: write_po(desk.language.id, entries)})
    return Exchanged((path,), len(entries), findings.sorted())


def _structural(sheet: Sheet) -> Iterator[Finding]:
    """What keeps a file from being read; a key that is missing only cannot go over."""
    for finding in sheet.match.findings.errors:
        if finding.rule == "translation.missing":
            yield replace(finding, severity=Severity.WARNING)
        elif not finding.rule.startswith(_OF_WORDS):
            yield finding


def _entry(name: str, leaf: Leaf, uses: tuple[str, ...]) -> Entry:
    """A text with its state and its places; one that was made from other English is to be compared."""
    stale = bool(leaf.text) and leaf.stale
    if leaf.review:
        state = f"Read over by {leaf.review.by} on {leaf.review.on}."
    else:
        state = "A draft that nobody has signed." if leaf.text else "Not translated yet."
    notes = [state]
    if stale:
        notes.append("The English has changed since: compare, and take the mark “fuzzy” off.")
    if uses:
        notes.append(f"Stands on {', '.join(uses)}.")
    return Entry(name, leaf.english, leaf.text, stale, tuple(notes))


def import_(desk: Desk, path: Path) -> Exchanged:
    """Write the changed texts of a PO file into the YAML, as drafts made from the English they were exported with.

    Everything else stays as it is. Raises Refused, and then no file was changed.
    """
    findings = Findings()
    sheets = read_sheets(desk, findings)
    findings.extend(finding for sheet in sheets for finding in _structural(sheet))
    known = {sheet.name(leaf): (sheet, leaf) for sheet in sheets for leaf in sheet.match.leaves}
    changes: dict[str, Entry] = {}
    for entry in _single(read_po(path, desk.language.id, findings), path, findings):
        place = Place(str(path), entry.line, 0, entry.name)
        if entry.name not in known:
            problem = f"There is no text “{entry.name}” in {desk.language.english_name}."
            findings.error("exchange.unknown", place, problem, nearest(entry.name, known), seen=entry.name)
        elif _is_change(entry, known[entry.name][1], place, findings):
            changes[entry.name] = entry
            _check_words(entry, place, desk, findings)
    refuse_errors(findings)
    edits: dict[Path, list[Edit]] = defaultdict(list)
    for name, entry in changes.items():
        sheet, leaf = known[name]
        edits[sheet.source.path] += _edits(sheet, leaf, entry)
    sources = {sheet.source.path: sheet.source for sheet in sheets}
    texts = {file: sources[file].mark + spliced(sources[file].text, made) for file, made in edits.items()}
    write_whole(desk.root, texts)
    return Exchanged(tuple(texts), len(changes), findings.sorted())


def _single(entries: Iterator[Entry], path: Path, findings: Findings) -> Iterator[Entry]:
    """Each text once, in NFC; a second one of its name is an error."""
    seen: set[str] = set()
    for entry in entries:
        if entry.name in seen:
            place, fix = Place(str(path), entry.line, 0, entry.name), "Keep one of the two."
            findings.error("exchange.twice", place, f"“{entry.name}” stands twice in the file.", fix, seen=entry.name)
        else:
            seen.add(entry.name)
            yield replace(entry, text=unicodedata.normalize("NFC", entry.text))


def _is_change(entry: Entry, leaf: Leaf, place: Place, findings: Findings) -> bool:
    """Whether the file says something new; a stale text that lost its mark is new too, for it was compared."""
    same = entry.text == leaf.text
    if entry.fuzzy:
        problem, fix = (
            f"“{entry.name}” is marked fuzzy, so it was left.",
            "Compare it with the English, then take the mark off.",
        )
        findings.warn("exchange.fuzzy", place, problem, fix)
    elif not entry.text and leaf.text:
        problem, fix = (
            f"“{entry.name}” is empty here, so the text stays.",
            "To take a text out, empty it in the YAML file.",
        )
        findings.warn("exchange.empty", place, problem, fix)
    elif entry.text and entry.english != leaf.english:
        problem = f"“{entry.name}” was exported from other English: it is now “{leaf.english}”."
        fix = "Export again, and let your editor take the texts over from the older file."
        tell = findings.warn if same else findings.error
        tell("exchange.stale", place, problem, fix, seen=entry.english, limit=leaf.english)
    else:
        return bool(entry.text) and (not same or leaf.stale)
    return False


def _check_words(entry: Entry, place: Place, desk: Desk, findings: Findings) -> None:
    """The checks of every translated text, at its place in the PO file."""
    parts = {"text": entry.text, "of": fingerprint(entry.english)}
    match = Match(desk.language.english_name, FIGURES if entry.name.startswith("facts:") else ())
    matched(Node(entry.english, place), Node({key: Node(part, place) for key, part in parts.items()}, place), match)
    findings.extend(match.findings)


def _edits(sheet: Sheet, leaf: Leaf, entry: Entry) -> Iterator[Edit]:
    """The new text, the English it was made from, and no signature any more."""
    source, now = sheet.source.text, fingerprint(leaf.english)
    text, of = sheet.part(leaf, "text"), sheet.part(leaf, "of")
    if isinstance(text, yaml.ScalarNode) and entry.text != leaf.text:
        yield new_text(source, text, entry.text)
    if of is not None and leaf.of != now:
        yield new_value(source, of, now)
    if leaf.review:
        yield review_edit(sheet, leaf, DRAFT)
