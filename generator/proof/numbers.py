"""Phone-like runs in the text of a page: every number a reader could dial, in any spelling and any digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.catalog.phones import keypad_digits
from generator.proof.addresses import blanked, find_addresses
from generator.proof.chains import Chain, Match, chains, match_chain
from generator.proof.figures import figure_spans
from generator.proof.plain import PlainText, plain_text
from generator.proof.vanity import digits_in_brackets, find_vanity, letters_in_brackets

_NATIONAL = 10  # digits of a full number in the North American plan
_LETTERED = (5, 6, 7)


@dataclass(frozen=True)
class FoundNumber:
    """A number as seen on a page and what it dials.

    `digits` is E.164 where the number is whole ("+18663472423"), otherwise the bare digits. A run that is not `sure`
    may be no number at all: it only counts where the directory has something very like it.
    """

    page: int
    text: str
    digits: str
    sure: bool
    start: int
    end: int

    def as_dict(self) -> dict[str, object]:
        """The number as plain values for `--json`."""
        return {"page": self.page, "text": self.text, "digits": self.digits, "sure": self.sure}


def find_numbers(text: str, page: int = 1) -> tuple[FoundNumber, ...]:
    """Every phone-like run of `text`, in the order they stand."""
    plain = plain_text(text)
    addresses = find_addresses(text)
    rest = blanked(plain.text, ((address.start, address.end) for address in addresses))
    spelled = tuple(_in_letters(plain, rest, page))
    rest = blanked(rest, ((number.start, number.end) for number in spelled))
    rest = blanked(rest, figure_spans(rest))
    found = [*spelled, *_in_digits(plain, rest, page)]
    return tuple(sorted(found, key=lambda number: number.start))


def canonical_digits(digits: str) -> str:
    """Digits as E.164 where they are a whole number, with or without 1, 011 or 00 in front."""
    national = re.sub(r"^(?:011|00)(?=1\d{10}$)", "", digits)
    if len(national) == _NATIONAL + 1 and national.startswith("1"):
        return f"+{national}"
    return f"+1{digits}" if len(digits) == _NATIONAL else digits


def number_digits(text: str) -> str:
    """What a text dials that is known to be a number and nothing else, such as a TEL line or a tel: link."""
    plain = plain_text(text).text
    digits = re.sub(r"[^0-9]", "", keypad_digits(plain))
    if plain.strip().startswith("+"):
        return f"+{digits}"
    return canonical_digits(digits)


def same_numbers(texts: Iterable[str]) -> tuple[str, ...]:
    """What each printed form dials; a form with two numbers, as letters and digits beside them, gives both."""
    dialled: list[str] = []
    for text in texts:
        found = find_numbers(text)
        dialled += [number.digits for number in found] or [number_digits(text)]
    return tuple(dialled)


def _in_letters(plain: PlainText, rest: str, page: int) -> Iterator[FoundNumber]:
    for spelled in find_vanity(rest):
        digits, span = canonical_digits(spelled.digits), (spelled.start, spelled.end)
        yield FoundNumber(page, plain.seen(*span), digits, spelled.sure, *span)
        local = digits_in_brackets(rest, spelled.end)
        if local:
            whole = canonical_digits(spelled.area + re.sub(r"[^0-9]", "", local["digits"]))
            yield FoundNumber(page, plain.seen(*local.span()), whole, True, *local.span())


def _in_digits(plain: PlainText, rest: str, page: int) -> Iterator[FoundNumber]:
    for chain in chains(rest):
        for match in match_chain(chain):
            number = _number(plain, rest, page, chain, match)
            yield number
            yield from _its_letters(plain, rest, number)


def _number(plain: PlainText, rest: str, page: int, chain: Chain, match: Match) -> FoundNumber:
    start, end = chain.groups[match.first].start, chain.groups[match.last].end
    if chain.plus[match.first] or (chain.bracket[match.first] and ")" in rest[start:end]):
        start -= 1
    digits = f"+{match.digits}" if match.kind == "abroad" else canonical_digits(match.digits)
    return FoundNumber(page, plain.seen(start, end), digits, match.sure, start, end)


def _its_letters(plain: PlainText, rest: str, number: FoundNumber) -> Iterator[FoundNumber]:
    """Letters in brackets may spell the number before them, or be a remark: (ENGLISH)."""
    letters = letters_in_brackets(rest, number.end)
    if not letters:
        return
    keyed = keypad_digits(re.sub(r"[^0-9A-Z]", "", letters["digits"]))
    whole = number.digits.startswith("+1") and len(keyed) == _LETTERED[-1]
    if whole or len(keyed) == len(number.digits):
        digits = number.digits[:-7] + keyed if whole else keyed
        yield FoundNumber(number.page, plain.seen(*letters.span()), digits, False, *letters.span())
