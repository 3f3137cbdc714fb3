"""Syntax: words as PDF strings, which every reader gives back as they were."""

from __future__ import annotations

import re

# What PDFDocEncoding (ISO 32000-1, annex D.2) writes as Latin-1 does; a carriage return would be read as a line feed,
# and a string that starts like a byte-order mark as Unicode.
_LATIN = re.compile("(?![þï])[\t\n -~¡-¬®-ÿ]*")


def string(words: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2.2): in PDFDocEncoding where it can be, else in UTF-16."""
    if not _LATIN.fullmatch(words):
        return b"<feff%b>" % words.encode("utf-16-be").hex().encode()
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return b"(%b)" % escaped.encode("latin-1")
