"""Printed words: brought to one form (NFC), without invisible codes, and without numbers or addresses typed by hand."""

from __future__ import annotations

import unicodedata

from generator.catalog.typed import raw_addresses, raw_numbers
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place

# Scripts without spaces, or with joined letters, need these (Unicode 16, 23.2). Everything else that is invisible is a
# leftover, or reorders what follows it (UAX #9); the text engine sets isolates itself.
_JOINERS = frozenset("\u200b\u200c\u200d")
_WITHOUT_JOINERS = ("LATIN", "GREEK", "CYRILLIC", "MODIFIER", "COMBINING")


def normal_text(text: str, place: Place, findings: Findings) -> str:
    """The text in NFC; control and format characters are errors, joiners too where the script does without them."""
    suspect = "" if text.replace("\n", " ").isprintable() else text  # a printable text holds no code
    for index, character in enumerate(suspect):
        if _is_code(character) and not (character in _JOINERS and is_joined(text, index)):
            name = unicodedata.name(character, "control character").lower()
            findings.error(
                "text.control",
                place,
                f"The text holds an invisible code, U+{ord(character):04X} ({name}).",
                "Delete it and type the text around it again.",
                seen=f"U+{ord(character):04X}",
            )
    return unicodedata.normalize("NFC", text)


def _is_code(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in ("Cc", "Cf")


def is_joined(text: str, index: int) -> bool:
    """Whether a letter beside the place is of a script that joins its letters or writes without spaces."""
    return any(
        unicodedata.category(letter)[0] in "LM" and not unicodedata.name(letter, "").startswith(_WITHOUT_JOINERS)
        for letter in text[max(0, index - 1) : index + 2]
    )


def refuse_typed(text: str, place: Place, findings: Findings) -> None:
    """An error for each number or address typed by hand: they come from the directory, which is checked."""
    for rule, kind, found in (
        ("text.raw-number", "number", raw_numbers(text)),
        ("text.raw-address", "address", raw_addresses(text)),
    ):
        for seen in found:
            findings.error(
                rule,
                place,
                f"The {kind} “{seen}” is typed into the text, where nothing checks it.",
                "Refer to the contact: {contact.ID.CHANNEL}.",
                seen=seen,
            )


def checked_words(node: Node, findings: Findings) -> Node:
    """The node with every text below it in NFC; codes, typed numbers and addresses, and empty values are errors."""
    if isinstance(node.value, dict):
        return Node({key: checked_words(child, findings) for key, child in node.value.items()}, node.place)
    if isinstance(node.value, list):
        return Node([checked_words(child, findings) for child in node.value], node.place)
    if not node.value or not node.value.strip():
        findings.error("text.empty", node.place, "There is no text here.", "Write the text, or remove the key.")
        return node
    text = normal_text(node.value, node.place, findings)
    refuse_typed(text, node.place, findings)
    return Node(text, node.place)
