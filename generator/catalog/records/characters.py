"""Characters that nobody sees or meant: invisible codes, spaces of other kinds, and letters of a wrong encoding."""

from __future__ import annotations

import re
import unicodedata

from generator.catalog.words import is_joined

# Invisible at the edge of a text they mean nothing: zero-width spaces and joiners, marks of direction, soft hyphens.
_EDGES = "\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\u00ad\u061c"
_JOINERS = frozenset("\u200b\u200c\u200d")
# So many marks on one letter; more than any language writes, and they run over the lines around it.
_MOST_MARKS = 4
# What UTF-8 looks like when it was read as a Windows or Latin encoding: “Ã©” for é, “â€™” for ’.
_MOJIBAKE = re.compile("[ÂÃÐÑ][\u0080-\u00bf\u2013-\u203a€ƒ†‡ˆ‰ŠŒŽ™š›œžŸ]|â€[\u0080-\u00bf™œ˜\u201c\u201d\u009d¦]|ï»¿")


def trimmed(text: str) -> str:
    """The text without spaces of any kind and invisible codes around it."""
    if text.isascii():
        return text.strip()
    before = ""
    while before != text:
        before, text = text, text.strip().strip(_EDGES)
    return text


def hidden_in(text: str) -> str:
    """The first character within a text that prints as nothing or as a space of another kind; “” where there is none.

    A joiner beside a letter of a script that joins its letters is part of the word.
    """
    if text.isprintable():
        return ""
    for index, character in enumerate(text):
        if not character.isprintable() and not (character in _JOINERS and is_joined(text, index)):
            return character
    return ""


def laden_in(text: str) -> str:
    """The first letter that bears more marks above or below it than are ever written; “” where there is none."""
    if text.isascii():
        return ""
    letter, marks = "", 0
    for character in unicodedata.normalize("NFC", text):
        marks = marks + 1 if unicodedata.combining(character) else 0
        letter = letter if marks else character
        if marks > _MOST_MARKS:
            return letter or character
    return ""


def character_name(character: str) -> str:
    """A character by its code and name, such as U+00A0 (no-break space)."""
    return f"U+{ord(character):04X} ({unicodedata.name(character, 'control character').lower()})"


def misread_in(text: str) -> str:
    """Letters that come of a wrong encoding, or the mark that stands for a lost one; “” where there are none."""
    if "\ufffd" in text:
        return "\ufffd"
    found = None if text.isascii() else _MOJIBAKE.search(text)
    return found[0] if found else ""


def cleaned_heading(text: str) -> str:
    """A column's heading as a person reads it: visible characters in one form, single spaces."""
    visible = "".join(" " if character.isspace() else character for character in text)
    visible = "".join(c for c in visible if unicodedata.category(c) not in ("Cc", "Cf"))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def matched(heading: str) -> str:
    """What headings are compared by: case, spaces, hyphens and underscores do not matter."""
    return " ".join(re.sub(r"[\s_\-]+", " ", heading.casefold()).split())
