"""Translated texts set against the English: the same keys, the same references, made from the words of today."""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from dataclasses import field

from generator.catalog.reader import Reader
from generator.catalog.references import references, stray_brace
from generator.catalog.words import checked_words
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass

DRAFT = "draft"

_HASH = re.compile(r"[0-9a-f]{8}")
_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")


@dataclass(frozen=True)
class Review:
    """Who read a translated text over, when, and the fingerprint of the text that was read."""

    by: str
    on: datetime.date
    of: str


@dataclass(frozen=True)
class Leaf:
    """One translated text: its English as it is now, the fingerprint of the English it was made from, its review.

    An empty text is not translated yet: that is no fault, and its topic or entry is not to be had.
    """

    english: str
    text: str
    of: str
    review: Review | None
    place: Place

    @property
    def stale(self) -> bool:
        """Whether the English has changed since."""
        return self.of != fingerprint(self.english)


@dataclass
class Match:
    """What comparing with the English brings up; texts under the keys `figures` must have the same figures."""

    language: str
    figures: tuple[str, ...] = ()
    findings: Findings = field(default_factory=Findings)
    leaves: list[Leaf] = field(default_factory=list)


def fingerprint(text: str) -> str:
    """The first 8 hex digits of the SHA-256 of the text in NFC."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:8]


def matched(english: Node, node: Node, match: Match) -> Node:
    """The translated texts in the shape and order of the English node; what differs becomes a finding."""
    if isinstance(english.value, dict):
        return Node(_children(english.value, node, match), node.place)
    if isinstance(english.value, list):
        numbered = {f"[{index}]": child for index, child in enumerate(english.value)}
        return Node(list(_children(numbered, _numbered(node), match).values()), node.place)
    return _leaf(english, node, match)


def _numbered(node: Node) -> Node:
    """A list as a mapping from “[0]”, “[1]” …, so that lists and mappings are compared in one way."""
    if not isinstance(node.value, list):
        return Node(None, node.place)
    return Node({f"[{index}]": child for index, child in enumerate(node.value)}, node.place)


def _children(english: dict[str, Node], node: Node, match: Match) -> dict[str, Node]:
    """The translation of every English value; those missing and those too many are findings."""
    found = node.value if isinstance(node.value, dict) else {}
    for key in (key for key in found if key not in english):
        match.findings.error(
            "translation.unknown",
            found[key].place,
            f"The English has no “{key}” here.",
            nearest(key, english),
            seen=key,
        )
    said = {}
    for key, child in english.items():
        if key in found and found[key].value is not None:
            said[key] = matched(child, found[key], match)
        elif child.value is not None:
            _miss(key, child, node.place, match)
    return said


def _miss(key: str, english: Node, above: Place, match: Match) -> None:
    whole = (f"{above.key}{key}" if key.startswith("[") else f"{above.key}.{key}") if above.key else key
    words = f"The English is “{english.value}”." if isinstance(english.value, str) else "Translate all that it holds."
    match.findings.error(
        "translation.missing",
        Place(above.file, above.line, above.column, whole),
        f"“{whole}” has no {match.language} words.",
        words,
        limit=str(english.value) if isinstance(english.value, str) else "",
    )


def _leaf(english: Node, node: Node, match: Match) -> Node:
    """A text, checked against its English one."""
    if isinstance(node.value, str):
        problem = "The text does not say which English it was made from."
        fix = "Stamp the file with “handbill stamp”, or write {text: …, of: …, review: draft}."
        match.findings.error("translation.unstamped", node.place, problem, fix, seen=node.value)
        return node
    with Reader(node, match.findings) as reader:
        written = reader.need("text")
        text = reader.as_text(written if not written.value else checked_words(written, match.findings))
        leaf = Leaf(str(english.value), text, _hash(reader, reader), _review(reader, text), node.place)
    match.leaves.append(leaf)
    if text and leaf.of and leaf.stale:
        _warn_stale(leaf, match)
    if text:
        _check_text(leaf, match)
    return Node(text, node.place)


def _hash(owner: Reader, reader: Reader) -> str:
    text = owner.text("of")
    if text and not _HASH.fullmatch(text):
        fix = "Write the 8 hex digits that “handbill stamp” gives."
        reader.wrong(owner.need("of"), f"“{text}” is not a fingerprint.", fix, "translation.hash")
        return ""
    return text


def _review(reader: Reader, text: str) -> Review | None:
    """None for a draft; a signature for other words than these is an error."""
    node = reader.optional("review")
    if node is None:
        return None
    if isinstance(node.value, str):
        reader.choice("review", (DRAFT,))
        return None
    with reader.mapping("review") as signed:
        review = Review(signed.text("by"), signed.date("on"), _hash(signed, reader))
    if review.of and review.of != fingerprint(text):
        reader.findings.error(
            "translation.review",
            node.place,
            f"{review.by} signed other words on {review.on}: the text has changed since.",
            "Have the text read over again, or write “review: draft”.",
            seen=fingerprint(text),
            limit=review.of,
        )
    return review


def _warn_stale(leaf: Leaf, match: Match) -> None:
    now = fingerprint(leaf.english)
    match.findings.warn(
        "translation.stale",
        leaf.place,
        f"The English has changed since this {match.language} was made from it ({leaf.of}, now {now}).",
        f"The English is now “{leaf.english}”: make the two say the same, then write “of: {now}”.",
        seen=leaf.of,
        limit=now,
    )


def _check_text(leaf: Leaf, match: Match) -> None:
    """The references of the English, bold marks in pairs, and the figures of a fact."""
    text, wanted, used = leaf.text, sorted(references(leaf.english)), sorted(references(leaf.text))
    if wanted != used or stray_brace(text):
        match.findings.error(
            "translation.reference",
            leaf.place,
            f"The references are not those of the English: {_listed(used)} instead of {_listed(wanted)}.",
            "Copy each {reference} from the English as it stands, once each.",
            seen=_listed(used),
            limit=_listed(wanted),
        )
    if text.count("**") % 2:
        fix = "Put ** before and after the bold words."
        match.findings.error("translation.bold", leaf.place, f"A ** in “{text}” has no partner.", fix, seen=text)
    key = leaf.place.key.rpartition(".")[2]
    if key in match.figures and _figures(text) != _figures(leaf.english):
        match.findings.error(
            "translation.figure",
            leaf.place,
            f"“{text}” does not have the figures of the English, “{leaf.english}”.",
            "Write the same figures.",
            seen=text,
            limit=leaf.english,
        )


def _listed(names: list[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names) or "none"


def _figures(text: str) -> list[str]:
    """The numbers of a text without the marks that part them, in digits of any script."""
    return sorted("".join(str(unicodedata.digit(c)) for c in m[0] if c.isdigit()) for m in _FIGURE.finditer(text))
