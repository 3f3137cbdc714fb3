"""Scripts: where a text passes from one writing system to another, so that each part is shaped by its own rules."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import uharfbuzz as hb

LATIN, JAPANESE = "Latn", "Jpan"
# Japanese and Chinese mix these within a word, and fonts shape them alike.
_MIXED = {"Hira": "Hani", "Kana": "Hani", "Bopo": "Hani"}


# Hiragana, katakana and their phonetic extensions (Unicode, blocks 3040 to 30FF and 31F0 to 31FF).
_KANA = (range(0x3041, 0x30FB), range(0x31F0, 0x3200))


def is_kana(character: str) -> bool:
    """Whether a text with this character is Japanese, whatever Chinese characters stand beside it."""
    return any(ord(character) in block for block in _KANA)


def written_in(script: str, text: str) -> str:
    """The ISO 15924 code of how a text of a script is written, as BCP 47 wants it: with kana it is Japanese."""
    return JAPANESE if script == "Hani" and any(map(is_kana, text)) else script


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """The ISO 15924 code of the script that a character belongs to; empty for those that belong to none or to all."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    script = buffer.script
    return _MIXED.get(script, script) if script else ""


def scripts(text: str, atoms: Sequence[tuple[int, int]] = ()) -> list[str]:
    """The script of each character; digits, spaces and marks go with what is before them, at the start with the next.

    Empty where no character of the text belongs to a script. An atom with letters of one script is all of that script.
    """
    found = [script_of(character) for character in text]
    for start, end in atoms:
        own = set(filter(None, found[start:end]))
        if len(own) == 1:
            found[start:end] = [*own] * (end - start)
    last = next(filter(None, found), "")
    for index, script in enumerate(found):
        last = found[index] = script or last
    return found
