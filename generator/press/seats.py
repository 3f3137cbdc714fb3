"""Seats: which card stands at which place of which sheet, for part-used sheets, copies, and piles that are cut."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

from generator.errors import Refused
from generator.findings import Finding, Findings, Place, Severity
from generator.frozen import dataclass

# Whoever needs more prints the file again: a file of one card a thousand times over only takes longer to read back.
MOST_SHEETS = 100

# The cards of one sheet, place by place; None where a place stays empty.
Seats = tuple[int | None, ...]


@dataclass(frozen=True)
class Seating:
    """Which places of the first sheet are free, counted from 1 row by row on the front, and how many cards are wanted.

    Without `copies` the sheet is filled.
    """

    start: int = 1
    skip: tuple[int, ...] = ()
    copies: int | None = None

    @property
    def usual(self) -> bool:
        """Whether nothing was asked for but a full sheet."""
        return self == FULL_SHEET


FULL_SHEET = Seating()


def cards_of(copies: Sequence[int], *, collated: bool) -> Iterator[int]:
    """The record of each card: with 2 and 3 copies 0 1 0 1 1 where collated, else 0 0 1 1 1."""
    if not collated:
        yield from (record for record, count in enumerate(copies) for _ in range(count))
        return
    left, done = [record for record, count in enumerate(copies) if count > 0], 0
    while left:
        yield from left
        done += 1
        left = [record for record in left if copies[record] > done]


def seats(
    total: int, places: int, *, start: int = 1, skip: Collection[int] = (), stacked: bool = False
) -> Iterator[Seats]:
    """The cards of each sheet, counted from 0; `start` and `skip` count from 1 and hold for the first sheet only.

    Stacked, the sheets are printed, cut as one pile, and the piles laid on each other place by place, the first on top:
    then the cards are in order. Raises Refused: `sheet.start`, `sheet.skip`, or `sheet.full` where no place is left.
    """
    first = _free(places, start, skip)
    return _stacked(total, places, first) if stacked else _row_by_row(total, places, first)


def piece_seats(seating: Seating, places: int) -> Iterator[Seats]:
    """The sheets of one piece: as many copies as are wanted, or the first sheet filled.

    Raises Refused as `seats` does, and `sheet.copies` where no card is wanted or more than 100 sheets would be.
    """
    room = len(_free(places, seating.start, seating.skip))
    copies = room if seating.copies is None else seating.copies
    sheets = 1 - (room - copies) // places
    if copies < 1 or sheets > MOST_SHEETS:
        problem = f"{copies} copies would take {sheets} sheets." if copies > 0 else f"{copies} copies are no order."
        fix = f"Order up to {MOST_SHEETS} sheets at once, or print the same file several times."
        raise _refused("sheet.copies", problem, fix, str(copies), f"{MOST_SHEETS} sheets")
    return seats(copies, places, start=seating.start, skip=seating.skip)


def empty_places(sheet: Seats) -> tuple[int, ...]:
    """The places of a sheet that stay empty, counted from 1."""
    return tuple(place for place, card in enumerate(sheet, 1) if card is None)


def shown_places(places: Sequence[int]) -> str:
    """Places in order as they are printed, with runs of them drawn together."""
    ranges: list[list[int]] = []
    for place in places:
        if ranges and place == ranges[-1][-1] + 1:
            ranges[-1][1:] = [place]
        else:
            ranges.append([place])
    return ", ".join("–".join(map(str, ends)) for ends in ranges)


def _free(places: int, start: int, skip: Collection[int]) -> tuple[int, ...]:
    """The free places of the first sheet, counted from 0."""
    findings, limit = Findings(), f"1 to {places}"
    if not 1 <= start <= places:
        problem = f"There is no place {start} to start at: this sheet has {places}."
        findings.error("sheet.start", Place(), problem, f"Start at {limit}.", seen=str(start), limit=limit)
    for place in sorted({place for place in skip if not 1 <= place <= places}):
        problem = f"There is no place {place} to skip: this sheet has {places}."
        findings.error("sheet.skip", Place(), problem, f"Name places from {limit}.", seen=str(place), limit=limit)
    if findings.errors:
        raise Refused(findings)
    free = tuple(place for place in range(start - 1, places) if place + 1 not in skip)
    if not free:
        problem = f"No place is left on the first sheet: it starts at {start}, and all after that are skipped."
        raise _refused("sheet.full", problem, "Leave one place free, or take a fresh sheet.", "0", limit)
    return free


def _row_by_row(total: int, places: int, first: tuple[int, ...]) -> Iterator[Seats]:
    card, free = 0, first
    while card < total:
        taken = dict(zip(free, range(card, total), strict=False))
        yield tuple(map(taken.get, range(places)))
        card, free = card + len(taken), tuple(range(places))


def _stacked(total: int, places: int, first: tuple[int, ...]) -> Iterator[Seats]:
    """Each place's pile takes cards that follow one another; those that are too few are missing from the last sheet."""
    if total <= 0:
        return
    sheets = 1 + max(0, -(-(total - len(first)) // places))
    last = tuple(range(places)) if sheets > 1 else first
    missing = len(first) + (sheets - 1) * places - total
    gone = set(last[len(last) - missing :])
    heights = [sheets - (place not in first) - (place in gone) for place in range(places)]
    tops = [0, *accumulate(heights)]
    for sheet in range(sheets):
        yield tuple(
            None
            if (sheet == 0 and place not in first) or (sheet == sheets - 1 and place in gone)
            else tops[place] + sheet - (place not in first)
            for place in range(places)
        )


def _refused(rule: str, problem: str, fix: str, seen: str, limit: str) -> Refused:
    return Refused([Finding(rule, Severity.ERROR, Place(), problem, fix, seen, limit)])
