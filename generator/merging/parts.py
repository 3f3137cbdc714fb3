"""Parts: the cards of a stream divided into files, and the records of each file one after another."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence

from generator.frozen import dataclass
from generator.merging.filling import Cards, Filled
from generator.merging.roster import Stream
from generator.press.seats import cards_of


@dataclass(frozen=True)
class Part:
    """The cards of one file, each by the place of its record in the stream; of the first, sheets may be part-used."""

    number: int
    order: array[int]
    first: bool
    stacked: bool


def parts_of(stream: Stream, split: int, *, stacked: bool, collated: bool) -> Iterator[Part]:
    """All cards of a stream in files of at most `split`, or in one."""
    order = array("l", cards_of(stream.copies, collated=collated))
    size = split or max(1, len(order))
    for number, start in enumerate(range(0, len(order), size)):
        yield Part(number, order[start : start + size], number == 0, stacked)


def cards_in(part: Part, stream: Stream, filled: Callable[[Sequence[int]], Iterator[Filled]]) -> Callable[[int], Cards]:
    """The cards of a part by their number in it.

    Where they are asked for in the order of their records, only one is held at a time; where a pile is stacked or
    copies are collated, all of the part.
    """
    wanted = sorted(set(part.order))
    coming = zip(wanted, filled([stream.records[place] for place in wanted]), strict=True)
    if part.stacked or any(after < before for before, after in zip(part.order, part.order[1:], strict=False)):
        held = {place: one.cards for place, one in coming}
        return lambda card: held[part.order[card]]
    return _OneByOne(part.order, coming)


class _OneByOne:
    """Cards asked for in the order of their records."""

    def __init__(self, order: array[int], coming: Iterator[tuple[int, Filled]]) -> None:
        self._order = order
        self._coming = coming
        self._place = -1
        self._cards: Cards = ()

    def __call__(self, card: int) -> Cards:
        while self._place != self._order[card]:
            self._place, filled = next(self._coming)
            self._cards = filled.cards
        return self._cards
