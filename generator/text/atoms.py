"""Atoms: the stretches of a text that must stay whole on one line, found by their form: phones, addresses, mails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

# A number of fewer keys than a local one (347-2423) holds no break worth forbidding; E.164 allows 15 digits at most.
_FEWEST_KEYS = 7
_MOST_DIGITS = 15

_HYPHEN = r"[-.\u2010\u2011\u2013]"
_GAP = r"[ \u00a0\u202f]"
# Letters count only in capitals, as in 1-866-DHS-2-ICE: “a 24-hour-7-day line” is no number.
_GROUP = r"(?:[\dA-Z]+|\([\dA-Z]+\))"
# Word edges are ASCII ones: a number may touch Thai or Chinese letters.
_START = r"(?<![A-Za-z0-9@._%+-])"
_END = r"(?![A-Za-z\d])"
_AREA = rf"(?:\+?1(?:{_HYPHEN}|{_GAP}))?(?:\(\d{{3}}\)(?:{_HYPHEN}|{_GAP})?|\d{{3}}(?:{_HYPHEN}|{_GAP}))"
# A full North American number ends where it ends: in “1-888-373-7888 24 hours a day” the 24 is no part of it.
_NORTH_AMERICAN = rf"{_AREA}\d{{3}}(?:{_HYPHEN}|{_GAP})\d{{4}}(?!{_HYPHEN}?[A-Z\d])"
_DIGITS = r"(?:\d+|\(\d+\))"
_ANY_NUMBER = rf"\+?{_DIGITS}(?:{_HYPHEN}{_GROUP}|{_GAP}{_DIGITS}|(?<=\))[\dA-Z]+)*"
_IN_BRACKETS = rf"(?:{_GAP}?\([\dA-Z]+(?:{_HYPHEN}{_GROUP})*\))?"
_EXTENSION = rf"(?:{_GAP}?(?:x|ext\.?){_GAP}?\d{{1,6}})?"
# The 7 of “24/7 1-866-347-2423” begins no number, but the second of two numbers parted by a stroke does.
_NUMBER_START = r"(?<![A-Za-z0-9-])(?<!\b\d/)(?<!\b\d\d/)"
_NUMBER = re.compile(rf"{_NUMBER_START}(?:{_NORTH_AMERICAN}|{_ANY_NUMBER}){_IN_BRACKETS}{_EXTENSION}{_END}")

# The characters of RFC 3986, and the hyphen that does not break.
_URL_CHARACTERS = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%\u2011]"
_HOST = r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
_ADDRESS = re.compile(
    rf"{_START}(?:(?:https?://|mailto:|tel:|sms:){_URL_CHARACTERS}+"
    rf"|[A-Za-z0-9._%+-]+@{_HOST}"
    rf"|{_HOST}(?:[/?#:]{_URL_CHARACTERS}*)?)"
)
# Every address has one of them, and most texts have none.
_OF_ADDRESSES = frozenset(".:@")
_CLOSING = ".,;:!?)]'"
_AFTER_GAP = re.compile(rf"(?<={_GAP})(?:(?!{_GAP}).)+")


def find_atoms(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) ranges of phone numbers, web addresses and mail addresses in `text`, in order, apart.

    In doubt a row of digits is taken for a number: a line that breaks early does less harm than a broken number.
    """
    addresses = () if _OF_ADDRESSES.isdisjoint(text) else _addresses(text)
    return merge((*_numbers(text), *addresses))


def merge(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The ranges in order, with those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _NUMBER.finditer(text):
        if _keys(match[0]) >= _FEWEST_KEYS:
            yield from _apart(match.start(), match[0])


def _apart(start: int, chain: str) -> Iterator[tuple[int, int]]:
    """Part a chain with more digits than one number may have before each part that is a number by itself."""
    starts = [0]
    if sum(key.isdigit() for key in chain) > _MOST_DIGITS:
        starts += [part.start() for part in _AFTER_GAP.finditer(chain) if _keys(part[0]) >= _FEWEST_KEYS]
    for first, following in pairwise([*starts, len(chain) + 1]):
        yield start + first, start + following - 1


def _keys(text: str) -> int:
    return sum(map(str.isalnum, text))


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for match in _ADDRESS.finditer(text):
        yield match.start(), match.start() + len(match[0].rstrip(_CLOSING))
