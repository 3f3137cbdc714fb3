"""Phone-like runs in the text of a page: every number a reader could dial, in any spelling and any digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from generator.catalog.phones import keypad_digits, normal_number
from generator.frozen import dataclass
from generator.proof.addresses import FoundAddress, blanked, find_addresses
from generator.proof.figures import figure_spans
from generator.proof.plain import PlainText, plain_text
from generator.proof.scan import scan
from generator.proof.vanity import find_vanity

# What stands in brackets after a number may repeat it: the last seven digits after letters, or letters after digits.
_ITS_DIGITS = re.compile(r"\s{0,2}\((?P<it>[0-9]{3}[-. ]?[0-9]{4})\)")
_ITS_LETTERS = re.compile(r"\s{0,2}\((?P<it>(?=[0-9 .-]*[A-Z])[0-9A-Z](?:[-. ]?[0-9A-Z]){4,6})\)")
# As long as a code of six letters with a letter too few or too many; the directory says whether it is like one.
_WORD = re.compile(r"(?<![\w-])[A-Z]{5,7}(?![\w-])")


@dataclass(frozen=True)
class FoundNumber:
    """A number as seen on a page and what it dials.

    `digits` is E.164 where the number is whole ("+18663472423"), otherwise the bare digits. A run that is not `sure`
    may be no number at all: it only counts where the directory has something very like it. `word` holds the letters
    of one that is nothing but a word in capitals, as BEFREE is.
    """

    page: int
    text: str
    digits: str
    sure: bool
    start: int
    end: int
    word: str = ""

    def as_dict(self) -> dict[str, object]:
        """The number as plain values for `--json`."""
        return {"page": self.page, "text": self.text, "digits": self.digits, "sure": self.sure}


def read_text(text: str, page: int = 1) -> tuple[tuple[FoundNumber, ...], tuple[FoundAddress, ...]]:
    """Every phone-like run and every address of a page's text, in the order they stand."""
    plain = plain_text(text)
    addresses = find_addresses(plain, page)
    rest = blanked(plain.text, ((address.start, address.end) for address in addresses))
    found = list(_in_letters(plain, rest, page))
    rest = _without(rest, found)
    found += _in_digits(plain, blanked(rest, figure_spans(rest)), page)
    for match in _WORD.finditer(_without(rest, found)):
        found.append(_found(plain, page, match.span(), keypad_digits(match[0]), sure=False, word=match[0]))
    return tuple(sorted(found, key=lambda number: number.start)), addresses


@lru_cache(maxsize=4096)  # the same few numbers stand on every card of a sheet, and on every sheet
def number_digits(text: str) -> str:
    """What a text dials that is known to be a number and nothing else, such as a TEL line or a tel: link.

    E.164 where there is such a number, with or without 1, 011 or 00 in front; otherwise the bare digits.
    """
    plain = keypad_digits(plain_text(text).text)
    digits = re.sub(r"^(?:011|00)(?=1[0-9]{10}$)", "", re.sub("[^0-9]", "", plain))
    typed = f"+{digits}" if plain.strip().startswith("+") else digits
    try:
        number = normal_number(typed, "US")
    except ValueError:
        return typed
    # A 1 or 0 too many is forgiven there, and not here.
    return number if number in (typed, f"+{digits}", f"+1{digits}") else typed


def same_numbers(texts: Iterable[str]) -> tuple[str, ...]:
    """What each printed form dials; a form with two numbers, as letters and digits beside them, gives both."""
    return tuple(
        digits
        for text in texts
        for digits in ([number.digits for number in read_text(text)[0]] or [number_digits(text)])
    )


def _found(
    plain: PlainText, page: int, span: tuple[int, int], digits: str, *, sure: bool, word: str = ""
) -> FoundNumber:
    return FoundNumber(page, plain.seen(*span), digits, sure, *span, word)


def _without(text: str, found: Iterable[FoundNumber]) -> str:
    return blanked(text, ((number.start, number.end) for number in found))


def _in_letters(plain: PlainText, rest: str, page: int) -> Iterator[FoundNumber]:
    for spelled in find_vanity(rest):
        span = (spelled.start, spelled.end)
        yield _found(plain, page, span, number_digits(spelled.dialled), sure=spelled.sure)
        local = _ITS_DIGITS.match(rest, spelled.end)
        if local:
            yield _found(plain, page, local.span("it"), number_digits(spelled.area + local["it"]), sure=True)


def _in_digits(plain: PlainText, rest: str, page: int) -> Iterator[FoundNumber]:
    """Numbers in digits; letters in brackets may spell the number before them, or be a remark: (ENGLISH)."""
    for hit in scan(rest):
        digits = number_digits(rest[hit.start : hit.end])
        yield _found(plain, page, (hit.start, hit.end), digits, sure=hit.sure)
        letters = _ITS_LETTERS.match(rest, hit.end)
        keyed = re.sub("[^0-9]", "", keypad_digits(letters["it"])) if letters else ""
        whole = digits.startswith("+1") and len(keyed) == 7
        if letters and (whole or len(keyed) == len(digits)):
            spelled = digits[:-7] + keyed if whole else keyed
            yield _found(plain, page, letters.span("it"), spelled, sure=False)
