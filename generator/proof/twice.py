"""A page read twice: in the order in which a program wrote it, and by where its characters stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.proof.addresses import FoundAddress
from generator.proof.numbers import FoundNumber, read_text

_WHOLE = "+1"


def read_twice(
    first: str, others: Sequence[str], page: int, *, turns: bool
) -> tuple[str, tuple[FoundNumber, ...], tuple[FoundAddress, ...]]:
    """The text with the whole numbers that only another reading has behind it, and all that was found.

    Turned and scattered text comes out torn in one reading and whole in the other. Where the other reading `turns`
    words round, a number of the same digits is the same number.
    """
    numbers, addresses = read_text(first, page)
    for other in others:
        seen = read_text(other, page)[0]
        if not turns:
            numbers = tuple(_unscattered(numbers, seen))
        known = {_key(number, turns=turns) for number in numbers}
        for number in seen:
            if _is_whole(number) and _key(number, turns=turns) not in known:
                known.add(_key(number, turns=turns))
                start = len(first) + 2
                first = f"{first}\n\n{number.text}"
                numbers = (*numbers, replace(number, start=start, end=len(first)))
    return first, numbers, addresses


def _is_whole(number: FoundNumber) -> bool:
    return number.sure and number.digits.startswith(_WHOLE)


def _key(number: FoundNumber, *, turns: bool) -> str:
    return "".join(sorted(number.digits)) if turns else number.digits


def _unscattered(numbers: Sequence[FoundNumber], seen: Sequence[FoundNumber]) -> Iterator[FoundNumber]:
    """The numbers without those that are another number, with its pieces written in another order than they stand."""
    standing = {number.digits for number in seen}
    written = {number.digits for number in numbers}
    scattered = {"".join(sorted(n.digits.strip("+"))) for n in seen if _is_whole(n) and n.digits not in written}
    for number in numbers:
        if number.digits in standing or "".join(sorted(number.digits.strip("+"))) not in scattered:
            yield number
