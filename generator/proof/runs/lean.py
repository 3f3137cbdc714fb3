"""Lean text: a page's text without the lines that no number and no address can stand in or lean on."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A line of small words: no digit of any script, no sign of an address, no word in capitals, nothing a number is joined
# with at its ends. Of hundreds of such lines on a sheet of cards the rules for numbers would find out that again.
_QUIET = re.compile(r"(?=[^\r\n]*[^\W\d_])(?:(?![A-Z]{2})[^\W\d_]|[ ,;!?’'“”–—])+", re.ASCII)
# How much of what stands before a number may tell what it is (`shorts.py` looks 60 characters back).
_BEFORE = 80


def lean_text(text: str) -> str:
    """The text with as much of each stretch of quiet lines as what stands around it may lean on."""
    return "\n".join(_kept(text.splitlines()))


def _kept(lines: list[str]) -> Iterator[str]:
    quiet: list[str] = []
    for line in lines:
        if _QUIET.fullmatch(line):
            quiet.append(line)
        else:
            yield from _around(quiet)
            yield line
            quiet = []
    yield from _around(quiet)


def _around(quiet: list[str]) -> list[str]:
    """The first line of a stretch, and as many of the last as have the characters that may matter."""
    start, left = len(quiet), _BEFORE
    while start > 1 and left > 0:
        start -= 1
        left -= len(quiet[start])
    return quiet if start <= 1 else [quiet[0], *quiet[start:]]
