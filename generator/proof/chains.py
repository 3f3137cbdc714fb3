"""Chains of digit groups, and how they are cut into numbers: 1-866-347-2423 is one, “911 1-888-373-7888” is two."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import phonenumbers

from generator.proof.shorts import Short, short_number

_DIGITS = re.compile(r"[0-9]+")
_SEPARATOR = re.compile(r"[ \n()./+-]{1,6}")
_FULL_STOP = re.compile(r"\.[ ]")
# How one dials out to the North American plan: 011 from within, 00 from most of the world.
_PREFIXED = re.compile(r"(?:011|00)1[0-9]{10}")
_PREFIXES = frozenset({"011", "0111", "00", "001"})
_LONGEST = 15  # ITU-T E.164: no number has more digits
_MAX_GROUPS = 7


class Gap(Enum):
    """What stands between two groups: only TIGHT holds them together for certain."""

    TIGHT = "tight"
    LOOSE = "loose"
    SLASH = "slash"
    LINE = "line"
    HYPHEN_LINE = "hyphen and line"
    PLUS = "plus"


@dataclass(frozen=True)
class Group:
    """A run of digits in the plain text."""

    start: int
    end: int
    digits: str


@dataclass(frozen=True)
class Chain:
    """Groups with only separators of phone numbers between them; `gaps[i]` and `marks[i]` stand after group i.

    `shorts[i]` says whether a short number may begin with group i, from what stands around it; `plus` and `bracket`
    whether such a sign stands right before it; `lettered` whether the chain hangs on a letter, as part numbers do.
    """

    groups: tuple[Group, ...]
    gaps: tuple[Gap, ...]
    marks: tuple[str, ...]
    shorts: tuple[Short | None, ...]
    plus: tuple[bool, ...]
    bracket: tuple[bool, ...]
    lettered: bool


@dataclass(frozen=True)
class Match:
    """Groups `first` to `last` of a chain read as one number; kind is "full", "local", "abroad", "short" or "odd"."""

    first: int
    last: int
    kind: str
    digits: str
    sure: bool


def chains(text: str) -> Iterator[Chain]:
    """The chains of plain text, from left to right."""
    groups: list[Group] = []
    for match in _DIGITS.finditer(text):
        group = Group(match.start(), match.end(), match[0])
        if groups and not _joins(text[groups[-1].end : group.start]):
            yield _chain(text, tuple(groups))
            groups = []
        groups.append(group)
    if groups:
        yield _chain(text, tuple(groups))


def match_chain(chain: Chain) -> Iterator[Match]:
    """Cut a chain into numbers, from left to right; groups that belong to none are left out."""
    first, left_over = 0, 0
    while first < len(chain.groups):
        match = _match_at(chain, first) if _begins(chain, first) else None
        if match is None:
            first += 1
            continue
        match = _with_lone_digit(chain, match, left_over)
        yield from _odd_matches(chain, left_over, match.first)
        yield match
        first = left_over = match.last + 1
    yield from _odd_matches(chain, left_over, len(chain.groups))


def _joins(separator: str) -> bool:
    return (
        _SEPARATOR.fullmatch(separator) is not None
        and separator.count("\n") <= 1
        and " / " not in separator
        and not _FULL_STOP.search(separator)
    )


def _chain(text: str, groups: tuple[Group, ...]) -> Chain:
    before = tuple(text[group.start - 1 : group.start] if group.start else "" for group in groups)
    marks = tuple(text[left.end : right.start] for left, right in itertools.pairwise(groups))
    bracket = tuple(sign == "(" for sign in before)
    gaps = tuple(_gap(mark, opened) for mark, opened in zip(marks, bracket, strict=False))
    shorts = tuple(short_number(text, group.start, _short_end(groups, gaps, i)) for i, group in enumerate(groups))
    lettered = re.search(r"[A-Za-zÀ-ɏ#][-/]?\Z", text[max(0, groups[0].start - 2) : groups[0].start]) is not None
    return Chain(groups, gaps, marks, shorts, tuple(sign == "+" for sign in before), bracket, lettered)


def _short_end(groups: tuple[Group, ...], gaps: tuple[Gap, ...], first: int) -> int:
    """Where a short number ends: after its group, or after all single digits that hyphens join, as in 9-1-1."""
    last = first
    if len(groups[first].digits) == 1:
        while last < len(gaps) and gaps[last] is Gap.TIGHT and len(groups[last + 1].digits) == 1:
            last += 1
    return groups[last].end


def _gap(mark: str, opened: bool) -> Gap:
    """How firmly a separator joins; `opened` when a bracket stands before the group on its left."""
    if "+" in mark:
        return Gap.PLUS
    if "\n" in mark:
        return Gap.HYPHEN_LINE if "-" in mark else Gap.LINE
    if mark == "/":
        return Gap.SLASH
    if " " not in mark or (opened and mark == ") "):
        return Gap.TIGHT
    return Gap.LOOSE


def _begins(chain: Chain, first: int) -> bool:
    return first == 0 or chain.plus[first] or chain.gaps[first - 1] not in (Gap.TIGHT, Gap.HYPHEN_LINE)


def _ends(chain: Chain, last: int) -> bool:
    return last == len(chain.groups) - 1 or chain.gaps[last] not in (Gap.TIGHT, Gap.HYPHEN_LINE)


def _match_at(chain: Chain, first: int) -> Match | None:
    if chain.plus[first]:
        return _abroad(chain, first)
    for last in range(min(first + _MAX_GROUPS, len(chain.groups)) - 1, first - 1, -1):
        if _ends(chain, last) and _may_join(chain, first, last):
            match = _shape(chain, first, last)
            if match:
                return match
    return None


def _may_join(chain: Chain, first: int, last: int) -> bool:
    """Whether a number may run on over the line ends in it: not when what stands before one is a number itself."""
    for index in range(first, last):
        if chain.gaps[index] is Gap.PLUS:
            return False
        if chain.gaps[index] is Gap.LINE:
            before = _shape(chain, first, index)
            if before and before.sure:
                return False
    return True


def _shape(chain: Chain, first: int, last: int) -> Match | None:
    groups = chain.groups[first : last + 1]
    sizes, digits = _sizes(chain, first, last), "".join(group.digits for group in groups)
    tight = all(gap is Gap.TIGHT for gap in chain.gaps[first:last])
    if len(digits) == 11 and digits[0] == "1" and _full(_without_first(sizes)):
        return Match(first, last, "full", digits, _certain(chain, first, last))
    if len(digits) == 10 and _full(sizes):
        return Match(first, last, "full", digits, _certain(chain, first, last))
    if _PREFIXED.fullmatch(digits) and chain.groups[first].digits in _PREFIXES:
        return Match(first, last, "full", digits, sure=True)
    if sizes == (3, 4) and tight and "2" <= digits[0] <= "9" and not (chain.lettered and first == 0):
        return Match(first, last, "local", digits, sure=True)
    short = chain.shorts[first]
    single = first == last or (tight and set(sizes) == {1} and len(sizes) in (3, 5, 6))
    return Match(first, last, "short", digits, short.sure) if short and single else None


def _certain(chain: Chain, first: int, last: int) -> bool:
    """Bare digits that hang on a letter are a part number; in groups they are a phone number even then."""
    return not (chain.lettered and first == 0 and first == last)


def _sizes(chain: Chain, first: int, last: int) -> tuple[int, ...]:
    """Sizes of the groups; digits parted by nothing but a line end count as one group."""
    sizes = [len(chain.groups[first].digits)]
    for index in range(first + 1, last + 1):
        size = len(chain.groups[index].digits)
        # 1-86 / 6-347-2423: no group of a number is as short as its part before the line end.
        if chain.gaps[index - 1] is Gap.LINE and sizes[-1] + size <= 4 and len(sizes) <= 2 and sizes != [1]:
            sizes[-1] += size
        else:
            sizes.append(size)
    return tuple(sizes)


def _without_first(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Sizes of the groups after the leading 1, which may stand alone or before the area code."""
    return sizes[1:] if sizes[0] == 1 else (sizes[0] - 1, *sizes[1:])


def _full(sizes: tuple[int, ...]) -> bool:
    """Whether ten digits are grouped as numbers are: area code, then seven in groups of two or more."""
    return bool(sizes) and (sizes[0] == 3 or sizes[0] >= 6) and all(size >= 2 for size in sizes)


def _abroad(chain: Chain, first: int) -> Match | None:
    """A number after a plus: the longest valid one at hand, or else all digits of the line that could belong to it."""
    digits, best, possible, last = "", None, None, first
    for index in range(first, len(chain.groups)):
        if index > first and chain.gaps[index - 1] is Gap.PLUS:
            break
        digits += chain.groups[index].digits
        if len(digits) > _LONGEST:
            break
        match = Match(first, index, "abroad", digits, sure=True)
        if not _ends(chain, index):
            continue
        if _valid(digits):
            best = match
        on_this_line = all(gap is not Gap.LINE for gap in chain.gaps[first:index])
        if on_this_line and len(digits) >= 7:
            possible, last = match, index
    return best or _first_possible(chain, first, last) or possible


def _first_possible(chain: Chain, first: int, last: int) -> Match | None:
    """After +1, exactly ten more digits where the groups allow it, though no such number may be given out."""
    digits = ""
    for index in range(first, last + 1):
        digits += chain.groups[index].digits
        if len(digits) == 11 and digits[0] == "1" and _ends(chain, index):
            return Match(first, index, "abroad", digits, sure=True)
    return None


def _valid(digits: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False


def _with_lone_digit(chain: Chain, match: Match, left_over: int) -> Match:
    """“2 (866) 347-2423” or “2 866 347 2423”: a digit set like the leading 1 belongs to the number, though wrong."""
    before = match.first - 1
    if match.kind != "full" or before < left_over or len(chain.groups[before].digits) != 1:
        return match
    alone = before == 0 or chain.gaps[before - 1] in (Gap.LINE, Gap.LOOSE)
    same = set(chain.marks[before : match.last]) == {" "}
    if len(match.digits) == 10 and alone and (same or chain.marks[before] == " ("):
        return Match(before, match.last, "odd", chain.groups[before].digits + match.digits, sure=True)
    return match


def _odd_matches(chain: Chain, start: int, stop: int) -> Iterator[Match]:
    """Groups left over that look like a number with a digit too few or too many."""
    index = start
    while index < stop:
        last = index
        while last + 1 < stop and chain.gaps[last] in (Gap.TIGHT, Gap.HYPHEN_LINE):
            last += 1
        match = _odd_unit(chain, index, last)
        if match is None:
            # Groups set apart by single spaces only: 1 866 347 242.
            match = _odd_unit(chain, index, _spaced(chain, index, stop), spaced=True)
        if match:
            yield match
            last = match.last
        index = last + 1


def _spaced(chain: Chain, first: int, stop: int) -> int:
    last = first
    while last + 1 < stop and (chain.gaps[last] is Gap.TIGHT or chain.marks[last] == " "):
        last += 1
    return last


def _odd_unit(chain: Chain, first: int, last: int, *, spaced: bool = False) -> Match | None:
    digits = "".join(group.digits for group in chain.groups[first : last + 1])
    if not 8 <= len(digits) <= _LONGEST:
        return None
    lettered = chain.lettered and first == 0
    dotted = set(chain.marks[first:last]) == {"."}
    sure = last - first >= 2 and len(digits) >= 9 and not (spaced or lettered or dotted)
    return Match(first, last, "odd", digits, sure)
