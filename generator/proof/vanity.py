"""Phone numbers spelled in letters: 1-866-DHS-2-ICE, 1-800-THE-LOST, 1-866-4USWAGE."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.catalog.phones import keypad_digits

# An optional first digit and an area code, as it stands before the letters; a wrong digit is still a number.
_HEAD = re.compile(
    r"(?<![A-Za-z0-9])(?P<country>\+?[0-9](?:[-.]| ?\(| )|\+?1(?=8[0-9]{2}))?"
    r"\(?(?P<area>[0-9]{3})(?:\) ?|[-./]\n?| - | )(?=[A-Za-z0-9])"
)
_TOKEN = re.compile(r"[A-Za-z0-9]+")
_GAP = re.compile(r"[-.]\n?| ")
_AFTER = re.compile(r"\s{0,2}\(")
_LOCAL_DIGITS = re.compile(r"(?P<digits>[0-9]{3}[-. ]?[0-9]{4})(?=\))")
_LOCAL_LETTERS = re.compile(r"(?P<digits>(?=[0-9A-Z .-]*[A-Z])[0-9A-Z](?:[-. ]?[0-9A-Z]){4,6})(?=\))")
_LOCAL = 7  # digits after the area code (ITU-T E.164, North American plan)


@dataclass(frozen=True)
class Spelled:
    """A number found in letters: where it stands in the plain text, its digits, and the area code it begins with.

    Not `sure` when the letters may be an ordinary word.
    """

    start: int
    end: int
    digits: str
    area: str
    sure: bool


def find_vanity(text: str) -> tuple[Spelled, ...]:
    """Every number spelled in letters in plain text."""
    found: list[Spelled] = []
    position = 0
    while head := _HEAD.search(text, position):
        spelled = _spelled(text, head)
        if spelled:
            found.append(spelled)
        position = spelled.end if spelled else head.start() + 1
    return tuple(found)


def digits_in_brackets(text: str, end: int) -> re.Match[str] | None:
    """The last seven digits repeated in brackets after a number in letters: 1-866-DHS-2-ICE (347-2423)."""
    after = _AFTER.match(text, end)
    return _LOCAL_DIGITS.match(text, after.end()) if after else None


def letters_in_brackets(text: str, end: int) -> re.Match[str] | None:
    """Letters in brackets after a number in digits that may spell it: 1-866-347-2423 (DHS-2-ICE), 233733 (BEFREE)."""
    after = _AFTER.match(text, end)
    return _LOCAL_LETTERS.match(text, after.end()) if after else None


def _spelled(text: str, head: re.Match[str]) -> Spelled | None:
    end = _tail(text, head)
    if not end:
        return None
    country = re.sub(r"[^0-9]", "", head["country"] or "")
    tail = text[head.end() : end]
    letters = re.sub(r"[^0-9A-Za-z]", "", tail)
    # The network ignores what is dialled past the seventh digit, so 1-800-MATTRESS is a true number.
    digits = keypad_digits(country + head["area"] + letters[:_LOCAL])
    # One word in small letters may be nothing but a word: “1-800-numbers”.
    sure = not (tail.isalpha() and tail.islower())
    return Spelled(head.start(), end, digits, country + head["area"], sure)


def _tail(text: str, head: re.Match[str]) -> int:
    """Where the spelled part ends; 0 where there is none."""
    ends = _token_ends(text, head.end())
    for end, count, _ in ends:
        if count == _LOCAL and _spells(text[head.end() : end], head):
            return end
    return _odd_tail(text, head, ends)


def _odd_tail(text: str, head: re.Match[str], ends: tuple[tuple[int, int, bool], ...]) -> int:
    """The end of hyphened capitals after 1-8xx- that are too few or too many: meant as a number all the same."""
    hyphened = [(end, count) for end, count, only_hyphens in ends if only_hyphens]
    if not hyphened or head["country"] is None or head[0].endswith(" "):
        return 0
    end, count = hyphened[-1]
    part = text[head.end() : end]
    return end if count > 3 and count != _LOCAL and part.upper() == part and _has_letter(part) else 0


def _token_ends(text: str, start: int) -> tuple[tuple[int, int, bool], ...]:
    """After each following word: its end, the letters and digits so far, and whether only hyphens joined them."""
    ends: list[tuple[int, int, bool]] = []
    position, count, hyphened = start, 0, True
    while token := _TOKEN.match(text, position):
        count += len(token[0])
        ends.append((token.end(), count, hyphened))
        gap = _GAP.match(text, token.end())
        if not gap or count > 2 * _LOCAL:
            break
        hyphened = hyphened and gap[0] != " "
        position = gap.end()
    return tuple(ends)


def _has_letter(part: str) -> bool:
    return any(character.isalpha() for character in part)


def _spells(part: str, head: re.Match[str]) -> bool:
    """Whether seven letters and digits are a number, and not words after an amount (“800 VICTIMS”, “800-numbers”)."""
    if not _has_letter(part):
        return False
    spaced, tight = " " in part, not head[0].endswith(" ")
    if head["country"] is not None or ")" in head[0]:
        return part.upper() == part or (tight and not spaced)
    mixed = any(character.isdigit() for character in part) or "-" in part
    if part.upper() != part or not (tight or mixed):
        return False
    return head["area"].startswith("8") and (mixed or not spaced) if spaced or not head[0].endswith("-") else True
