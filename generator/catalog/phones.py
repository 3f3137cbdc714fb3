"""Phone numbers: the one true form of what is dialled, keypad arithmetic, short codes, and the form printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.frozen import dataclass
from generator.late import late

if TYPE_CHECKING:
    import phonenumbers
else:  # sixty files, of no use to a piece whose numbers a snapshot holds
    phonenumbers = late("phonenumbers")


# The letters on a telephone keypad (ITU-T E.161, table 1).
_KEYS = {"2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ"}
_KEYPAD = str.maketrans(
    {letter: digit for digit, capitals in _KEYS.items() for letter in capitals + capitals.lower()},
)
# The longest short code in use has six digits; no full number is that short.
_SHORT = 6
_ALLOWED = frozenset("0123456789+().- ")
_LETTER = re.compile("[A-Za-z]")
_GROUP = re.compile(r"[0-9]*(?:\([0-9]+\))?[0-9]*")
# How nearly every table writes a North American number.
_NORTH_AMERICAN = re.compile(r"(?:1-|\+1 )?([2-9][0-9]{2})-([2-9][0-9]{2})-([0-9]{4})")


@dataclass(frozen=True)
class ShortCode:
    """A short number known to be right: what it is, where it works, and whether many contacts may give it."""

    label: str
    country: str
    common: bool = False


SHORT_CODES: Mapping[str, ShortCode] = MappingProxyType(
    {
        "911": ShortCode("Emergency services", "US"),
        "988": ShortCode("Suicide and crisis lifeline", "US"),
        "711": ShortCode("Relay service for people who are deaf or hard of hearing", "US", common=True),
        "233733": ShortCode("National Human Trafficking Hotline by text", "US"),
    }
)


@dataclass(frozen=True)
class Phone:
    """A number as it is dialled (E.164 or short code) and as it is printed."""

    value: str
    shown: str


def normal_number(text: str, region: str) -> str:
    """The E.164 form or short code of a number in digits; a number without “+” is read as one of `region`.

    Raises ValueError for anything but a number that can be dialled. What it says goes behind “cannot be used:”, so it
    names the fault and not the number, and has no full stop.
    """
    if region == "US" and (written := _NORTH_AMERICAN.fullmatch(text)):
        with suppress(ValueError):  # what is wrong is told of the whole number, below
            return f"{_office(written[1] + written[2])}{written[1]}{written[2]}{written[3]}"
    digits = _checked_digits(text)
    known_region(region)
    if len(digits) <= _SHORT:
        return _short_code(text, digits, region)
    number = _parsed(text, digits, region)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=4096)
def _office(digits: str) -> str:
    """The country code of every number of an area and office, six digits, or ValueError where it has none.

    The numbering plan tells North American numbers by these six alone; a table of a campus has a few of them.
    """
    number = _parsed(f"{digits}0100", f"{digits}0100", "US")
    return f"+{number.country_code}"


def known_region(region: str) -> str:
    """The region itself, when numbers can be read in it (ISO 3166-1, two letters); raises ValueError."""
    if region not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError(f"“{region}” is not a region that has phone numbers")
    return region


def keypad_digits(text: str) -> str:
    """The text with each letter replaced by the digit of its key."""
    return text.translate(_KEYPAD)


def normal_vanity(text: str, region: str) -> str:
    """The E.164 form or short code of a number spelled in letters, such as 1-866-DHS-2-ICE or BEFREE.

    Raises ValueError as `normal_number` does; a full number must begin with a digit, so that words of a sentence are
    not dialled.
    """
    if not _LETTER.search(text):
        raise ValueError("it has no letters that could spell a number")
    digits = keypad_digits(text)
    if _LETTER.match(text) and len(re.sub("[^0-9]", "", digits)) > _SHORT:
        raise ValueError("it begins with a word, but a number in letters begins with a digit, as 1-866-DHS-2-ICE does")
    try:
        return normal_number(digits, region)
    except ValueError as error:
        raise ValueError(f"its letters spell no number, because {error}") from None


def read_phone(text: str, region: str) -> Phone:
    """A number that a user typed, as it is dialled and as it is printed.

    Printed as its owner writes it; E.164 and bare digits are set in the usual groups. Raises ValueError.
    """
    text = text.strip()
    value = normal_number(text, region)
    written = not text.startswith("+") and re.search(r"[^0-9]", text) is not None
    return Phone(value, text if written or value in SHORT_CODES else grouped(value))


def grouped(value: str) -> str:
    """An E.164 number as print wants it: +12025550142 as 202-555-0142, toll-free with 1-, others with their country."""
    number = phonenumbers.parse(value)
    if number.country_code != 1:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    national = str(number.national_number)
    free = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.TOLL_FREE
    return f"{'1-' if free else ''}{national[:3]}-{national[3:6]}-{national[6:]}"


def one_slip(one: str, other: str) -> bool:
    """Whether two rows of digits differ by one slip of the finger: a digit changed, left out or added, or two swapped.

    Two rows that are the same differ by none.
    """
    if len(one) < len(other):
        one, other = other, one
    if len(one) > len(other):
        return len(one) == len(other) + 1 and any(one[:i] + one[i + 1 :] == other for i in range(len(one)))
    wrong = [i for i, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
    return len(wrong) == 1


def _checked_digits(text: str) -> str:
    """The digits of a text that has nothing in it but a number."""
    if not text.strip():
        raise ValueError("there is no number here")
    if _LETTER.search(text):
        raise ValueError("it has letters in it, but a number is written in digits alone")
    for character in text:
        if character not in _ALLOWED:
            name = unicodedata.name(character, "").lower() or f"U+{ord(character):04X}"
            raise ValueError(f"it holds a character that no number has ({name})")
    if not _well_grouped(text):
        raise ValueError("it is not written as a number, with one hyphen, dot or space between groups of digits")
    return re.sub("[^0-9]", "", text)


def _well_grouped(text: str) -> bool:
    """Groups of digits, one of them perhaps in brackets, with single separators; a plus only in front."""
    groups = re.split("[ .-]", text.removeprefix("+"))
    return text.count("(") <= 1 and all(group and _GROUP.fullmatch(group) for group in groups)


def _short_code(text: str, digits: str, region: str) -> str:
    code = SHORT_CODES.get(digits)
    if code is None or "+" in text:
        raise ValueError(f"it is not a short number known here ({', '.join(SHORT_CODES)})")
    if code.country != region:
        raise ValueError(f"it is a short number of {code.country}, not of {region}")
    return digits


def _parsed(text: str, digits: str, region: str) -> phonenumbers.PhoneNumber:
    """The number as the numbering plan knows it; possible is not enough, it must be valid."""
    abroad = text.startswith("+")
    try:
        number = phonenumbers.parse(f"+{digits}" if abroad else digits, region)
    except phonenumbers.NumberParseException:
        raise ValueError("it is not a phone number") from None
    if not abroad and number.country_code != phonenumbers.country_code_for_region(region):
        raise ValueError(f"it leads out of {region}, and then has + and the country code instead of a dialling prefix")
    if not phonenumbers.is_valid_number(number):
        where = "anywhere" if abroad else f"in {region}"
        raise ValueError(f"it has {len(digits)} digits, and no such number can be dialled {where}")
    if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.PREMIUM_RATE:
        raise ValueError("it is a premium number, which costs the one who calls")
    return number
