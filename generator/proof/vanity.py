"""Phone numbers spelled in letters: 1-866-DHS-2-ICE, 1-800-THE-LOST, 1-866-4USWAGE."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.frozen import dataclass

# An optional first digit and an area code, as it stands before the letters; a wrong digit is still a number.
_HEAD = (
    r"(?<![A-Za-z0-9])(?<![0-9][-.])(?P<area>(?P<country>\+?[0-9](?:[-. ]?\(| - |[-. ])|\+?1(?=8[0-9]{2}))?"
    r"\(?[0-9]{3})(?P<gap>\)[ -]?|[-/]\n?|\.| - | |(?<=8[0-9]{2})(?=[A-Z0-9]{0,4}[A-Z]{3}))[\"“”„‟‘’']?"
)
# Exactly seven letters and digits up to the end of a word; or capitals with hyphens after 1-8xx-, too few or too many.
_SEVEN = r"(?P<seven>[A-Za-z0-9](?:(?:-\n?| - |[. ])?[A-Za-z0-9]){6})(?![A-Za-z0-9])"
_ODD = r"(?P<odd>(?=[0-9-]*[A-Z])[A-Z0-9](?:-?[A-Z0-9]){3,})(?![A-Za-z0-9])"
_SPELLED = re.compile(f"{_HEAD}(?:{_SEVEN}|{_ODD})")
# Wide letterspacing: every digit and letter by itself.
_SPACED = re.compile(r"(?<![^\s(])(?<![A-Za-z0-9] )(?:\+ ?)?[0-9(](?: [-.()A-Z0-9]){9,18}(?![ ]?[A-Za-z0-9])")
_FEW_DIGITS = 2  # among the letters of a number in letters; with more of them it is digits and a word
_DIALLED = 7  # digits after the area code; the network ignores more, so 1-800-MATTRESS is a true number


@dataclass(frozen=True)
class Spelled:
    """A number found in letters: its place in the plain text, what is dialled, and the area code it begins with.

    Not `sure` when the letters may be an ordinary word.
    """

    start: int
    end: int
    dialled: str
    area: str
    sure: bool


def find_vanity(text: str) -> tuple[Spelled, ...]:
    """Every number spelled in letters in plain text."""
    found: list[Spelled] = []
    position = 0
    while match := _SPELLED.search(text, position):
        tail = match["seven"] or match["odd"]
        meant = _is_meant(match, tail) if match["seven"] else match["country"] and match["gap"] != " "
        if meant or (match["seven"] and _is_perhaps_meant(match, tail)):
            area, letters = (re.sub("[^0-9A-Za-z]", "", part) for part in (match["area"], tail))
            # One word may be nothing but a word: “1-800-numbers”, “300-REPORTS”.
            sure = meant and match["gap"] and not (tail.isalpha() and (tail.islower() or not match["country"]))
            found.append(Spelled(*match.span(), area + letters[:_DIALLED], area, bool(sure)))
            position = match.end()
        else:
            position = match.start() + 1
    return (*found, *_spaced(text))


def _spaced(text: str) -> Iterator[Spelled]:
    """Letterspaced numbers; in such a row words are told from numbers by the directory alone."""
    for match in _SPACED.finditer(text):
        dialled = re.sub("[^0-9A-Z]", "", match[0])
        national = dialled.removeprefix("1")
        if len(national) == _DIALLED + 3 and national[:3].isdigit() and not national.isdigit():
            yield Spelled(*match.span(), dialled, dialled[:-_DIALLED], sure=False)


def _is_meant(match: re.Match[str], tail: str) -> bool:
    """Whether seven letters and digits are a number, and not words after an amount (“800 VICTIMS”, “800-numbers”)."""
    tight, mixed = match["gap"] != " ", not tail.replace(" ", "").isalpha()
    if tail.isdigit() or not re.search("[A-Za-z]", tail):
        return False
    if match["country"] or ")" in match["gap"]:
        return tail.upper() == tail or (tight and " " not in tail)
    return tail.upper() == tail and ((tight and " " not in tail) or (mixed and match["area"].startswith("8")))


def _is_perhaps_meant(match: re.Match[str], tail: str) -> bool:
    """Whether letters alone could be a number that the directory has; 911 HELP NOW is a number and two words."""
    letters = re.sub("[ .\n-]", "", tail)
    loose = match["gap"] == " " and not letters.isupper()
    mixed = match["gap"] == " " or len(re.findall("[0-9]", letters)) > _FEW_DIGITS
    return (letters.isalpha() or not mixed) and not loose and not re.search(r"[2-9]11\Z|988\Z", match["area"])
