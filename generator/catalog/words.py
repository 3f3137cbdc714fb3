"""Printed words: brought to one form (NFC), without control characters, and without numbers typed by hand."""

from __future__ import annotations

import re
import unicodedata

from generator.catalog.phones import SHORT_CODES
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place

# UAX #9: embeddings and overrides reorder what follows them; the text engine sets isolates itself.
_EMBEDDINGS = frozenset("\u202a\u202b\u202c\u202d\u202e")
_REFERENCE = re.compile(r"\{[^{}]*\}")
_GAP = r"[ \u00a0.\-\u2010\u2011\u2013/]"
_RAW = (
    # a number of the North American plan, or its last seven digits
    rf"(?<!\d)(?:\+?1{_GAP}?)?\(?\d{{3}}\)?{_GAP}?\d{{3}}{_GAP}?\d{{4}}(?!\d)",
    rf"(?<!\d)(?<!\d{_GAP})\d{{3}}[-.\u2011\u2013]\d{{4}}(?!{_GAP}?\d)",
    # nine digits or more with at most one mark between them, or any with a plus in front
    rf"(?<!\d)\d(?:[()]?{_GAP}?[()]?\d){{8,}}",
    rf"\+\d(?:[()]?{_GAP}?[()]?\d){{6,}}",
    # letters that are dialled: 1-866-DHS-2-ICE, 800-THE-LOST, 1-866-4USWAGE
    rf"(?<!\w)1{_GAP}\(?[2-9]\d\d\)?{_GAP}(?=[0-9-]*[A-Za-z])[A-Za-z0-9](?:-?[A-Za-z0-9]){{6,}}",
    r"(?<!\w)\(?[2-9]\d\d\)?-(?=[0-9-]*[A-Z])[A-Z0-9](?:-?[A-Z0-9]){6,}",
    # short codes, alone or digit by digit, and the word that spells one
    rf"(?<!\w)(?<!\d[.,-])(?:{'|'.join('-?'.join(code) for code in SHORT_CODES)})(?!\w|[.,-]\d)",
    r"(?<!\w)(?i:BEFREE)(?!\w)",
)
_RAW_NUMBER = re.compile("|".join(_RAW))


def normal_text(text: str, place: Place, findings: Findings) -> str:
    """The text in NFC; control characters and bidi embedding codes are errors."""
    for character in text:
        if character in _EMBEDDINGS or (unicodedata.category(character) == "Cc" and character != "\n"):
            name = unicodedata.name(character, "control character").lower()
            findings.error(
                "text.control",
                place,
                f"The text holds an invisible code, U+{ord(character):04X} ({name}).",
                "Delete it and type the text around it again.",
                seen=f"U+{ord(character):04X}",
            )
    return unicodedata.normalize("NFC", text)


def raw_numbers(text: str) -> tuple[str, ...]:
    """Whatever looks like a number to dial, in digits or in letters, outside {references}."""
    return tuple(match[0] for match in _RAW_NUMBER.finditer(_REFERENCE.sub("{}", text)))


def refuse_raw_numbers(text: str, place: Place, findings: Findings) -> None:
    """An error for each number typed by hand: numbers come from the directory."""
    for number in raw_numbers(text):
        findings.error(
            "text.raw-number",
            place,
            f"The number “{number}” is typed into the text, where nothing checks it.",
            "Refer to the contact: {contact.emergency.voice}.",
            seen=number,
        )


def checked_words(node: Node, findings: Findings) -> Node:
    """The node with every text below it in NFC; codes, typed numbers and empty values are errors."""
    if isinstance(node.value, dict):
        return Node({key: checked_words(child, findings) for key, child in node.value.items()}, node.place)
    if isinstance(node.value, list):
        return Node([checked_words(child, findings) for child in node.value], node.place)
    if not node.value or not node.value.strip():
        findings.error("text.empty", node.place, "There is no text here.", "Write the text, or remove the key.")
        return node
    text = normal_text(node.value, node.place, findings)
    refuse_raw_numbers(text, node.place, findings)
    return Node(text, node.place)
