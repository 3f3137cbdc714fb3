"""Translations: words of topics, contacts, facts and layouts in other languages, each tied to its English by a hash.

A leaf is `{text: …, of: 1a2b3c4d, review: draft}`: the words, the fingerprint of the English they were made from, and
who read them over. A topic is translated whole; of contacts, facts and layouts each entry stands for itself. What has
an empty text is still being translated: the language does not have it yet.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

from generator.catalog.contacts import CONTACTS_FILE, Contact, Directory
from generator.catalog.facts import FACTS_FILE, Fact
from generator.catalog.files import open_file
from generator.catalog.languages import Language
from generator.catalog.layouts import Layout
from generator.catalog.leaves import Leaf, Match, matched
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.topics import Topic
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass

TRANSLATIONS_FOLDER = "data/translations"
LANGUAGES_FILE = "data/languages.yaml"
ENGLISH = "en"
# Files that hold one entry for each contact, fact or layout; all others are named like their topic.
BY_ENTRY = ("contacts", "facts", "layouts")

# The words of a fact that must have its figures; its source may write a date in another way.
FIGURES = ("value", "label", "text")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Translation:
    """What one language says: nodes of the same shape as the English ones, and every leaf with its state."""

    lang: str
    topics: Mapping[str, Node]
    contacts: Mapping[str, Node]
    facts: Mapping[str, Node]
    layouts: Mapping[str, Node]
    leaves: tuple[Leaf, ...] = ()


def drafts(translation: Translation) -> int:
    """How many of its texts no named person has signed yet."""
    return sum(leaf.review is None for leaf in translation.leaves if leaf.text)


def english_words(
    topics: Mapping[str, Topic], contacts: Directory, facts: Mapping[str, Fact], layouts: Mapping[str, Layout]
) -> dict[str, Node]:
    """All that there is to translate, one's own contacts apart, by the name of the file of its translation."""
    ours = {name: _contact_words(one) for name, one in contacts.contacts.items() if not one.own}
    entries = (
        (Place(CONTACTS_FILE), ours),
        (Place(FACTS_FILE), {name: _fact_words(fact) for name, fact in facts.items()}),
        (Place("layouts"), {name: _words(layout.place, title=layout.title) for name, layout in layouts.items()}),
    )
    words = {name: topic.node for name, topic in topics.items()}
    return words | {name: Node(nodes, place) for name, (place, nodes) in zip(BY_ENTRY, entries, strict=True)}


def _contact_words(contact: Contact) -> Node:
    said = {"name": contact.name, "who": contact.who, "hours": contact.hours, "languages": contact.languages}
    words = _words(contact.place, **said)
    channels = {str(channel.kind): channel.languages for channel in contact.channels if channel.languages}
    if channels and isinstance(words.value, dict):
        words.value["channels"] = _words(contact.place, **channels)
    return words


def _fact_words(fact: Fact) -> Node:
    """A fact's words; a value of digits alone is none, and the year or its lack is said by the labels."""
    value = {"value": fact.value} if _LETTER.search(fact.value) else {}
    return _words(fact.place, **value, label=fact.label, text=fact.text, source=fact.source)


def _words(place: Place, **texts: str) -> Node:
    return Node({key: Node(text, place) for key, text in texts.items()}, place)


def compared(name: str, english: Node, node: Node, language: str) -> Match:
    """One file set against its English; of contacts, facts and layouts only the entries that are there."""
    match = Match(language, FIGURES if name == "facts" else ())
    if name not in BY_ENTRY:
        matched(english, node, match)
        return match
    known = english.value if isinstance(english.value, dict) else {}
    reader = Reader(node, match.findings)
    for key in reader.names():
        if key in known:
            matched(known[key], reader.need(key), match)
        else:
            problem = f"The English has no “{key}” here."
            match.findings.error("translation.unknown", node.place, problem, nearest(key, known), seen=key)
    return match


def read_translations(
    roots: Roots,
    languages: Mapping[str, Language],
    english: Mapping[str, Node],
    findings: Findings,
    langs: Collection[str] | None = None,
) -> dict[str, Translation]:
    """Every translation under data/translations/, or those into `langs`; `english` is what `english_words` gives.

    The workspace's file hides the shipped one of that name, or its entries those of the same id.
    """
    opened = _open_files(roots, languages, langs, findings)
    return {
        lang: _Desk(languages[lang], english, roots, findings).translation(opened[lang])
        for lang in languages
        if lang in opened
    }


def _open_files(
    roots: Roots, languages: Mapping[str, Language], langs: Collection[str] | None, findings: Findings
) -> dict[str, dict[str, list[Node]]]:
    """The files of each language by name; where entries are merged, the workspace's comes first."""
    opened: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    known = languages.keys() - {ENGLISH}
    wanted = known if langs is None else known & set(langs)
    for root in roots.folders:
        folder = root / TRANSLATIONS_FOLDER
        for path in sorted(path for path in folder.rglob("*.yaml") if path.is_file()):
            lang, _, name = path.relative_to(folder).as_posix().removesuffix(".yaml").partition("/")
            if not name or lang not in known:
                _refuse_language(lang, path, root, known, roots, findings)
                continue
            if lang not in wanted:
                continue
            nodes = opened[lang][name]
            node = open_file(path, roots, findings) if not nodes or name in BY_ENTRY else None
            if node is not None:
                nodes.append(node)
    return opened


def _refuse_language(
    lang: str, path: Path, root: Path, known: Collection[str], roots: Roots, findings: Findings
) -> None:
    """An error for words in no language, unless a workspace does without a language that ships."""
    if roots.workspace not in (None, root) and roots.find(LANGUAGES_FILE) != root / LANGUAGES_FILE:
        return
    problem = f"“{lang}” is not a language to translate into."
    fix = f"{nearest(lang, known)} Languages are declared in {LANGUAGES_FILE}."
    findings.error("translation.language", Place(roots.shown(path)), problem, fix, seen=lang)


@dataclass(frozen=True)
class _Desk:
    """Where one language is compared with the English, file by file."""

    language: Language
    english: Mapping[str, Node]
    roots: Roots
    findings: Findings

    def translation(self, files: Mapping[str, list[Node]]) -> Translation:
        """The language out of its files."""
        leaves: list[Leaf] = []
        topics = {name: nodes[0] for name, nodes in files.items() if nodes and name not in BY_ENTRY}
        translation = Translation(
            lang=self.language.id,
            topics=self._matched("topic", self.english, topics, leaves),
            contacts=self._entries("contacts", files, leaves),
            facts=self._entries("facts", files, leaves),
            layouts=self._entries("layouts", files, leaves),
            leaves=tuple(leaves),
        )
        self._note_empty(leaves)
        return translation

    def _note_empty(self, leaves: list[Leaf]) -> None:
        """One note a file for all texts that are still to be translated; what needs them cannot be had, no more."""
        counts = Counter(leaf.place.file for leaf in leaves if not leaf.text)
        for file, count in counts.items():
            problem = f"{count} texts are not translated yet." if count > 1 else "1 text is not translated yet."
            self.findings.note("translation.missing", Place(file), problem)

    def _entries(self, name: str, files: Mapping[str, list[Node]], leaves: list[Leaf]) -> dict[str, Node]:
        """The entries of a file, those of the workspace before those that ship."""
        entries: dict[str, Node] = {}
        for node in files.get(name, []):
            reader = Reader(node, self.findings)
            for key in reader.names():
                entries.setdefault(key, reader.need(key))
        english = self.english[name].value
        return self._matched(name.removesuffix("s"), english if isinstance(english, dict) else {}, entries, leaves)

    def _matched(
        self, kind: str, english: Mapping[str, Node], found: Mapping[str, Node], leaves: list[Leaf]
    ) -> dict[str, Node]:
        """Each found node in the shape of its English one."""
        said: dict[str, Node] = {}
        for name, node in found.items():
            if name not in english or (kind == "topic" and name in BY_ENTRY):
                problem = f"There is no {kind} “{name}” in English, so this translates nothing."
                known = english.keys() - BY_ENTRY if kind == "topic" else english
                self.findings.error("translation.unknown", node.place, problem, nearest(name, known), seen=name)
                continue
            match = Match(self.language.english_name, FIGURES if kind == "fact" else ())
            shaped = matched(english[name], node, match)
            if match.findings and self._serves_other_words(english[name], node):
                continue
            self.findings.extend(match.findings)
            leaves += match.leaves
            if all(leaf.text for leaf in match.leaves):
                said[name] = shaped
        return said

    def _serves_other_words(self, english: Node, node: Node) -> bool:
        """Whether a shipped translation meets English of the workspace: then it counts only where it fits exactly."""
        ours = [self.roots.workspace and not (self.roots.shipped / n.place.file).is_file() for n in (english, node)]
        return bool(ours[0] and not ours[1])
