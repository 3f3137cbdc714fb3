"""Writing direction: embedding levels of characters, and the order in which the runs of a line are printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

# Classes of Unicode Standard Annex 9 that level 0 alone cannot put in order.
_NEEDS_LEVELS = frozenset({"R", "AL", "AN", "RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "FSI"})


def levels(text: str) -> list[int]:
    """The embedding level of each character; all are left-to-right (0) until the bidirectional algorithm is built."""
    return [0] * len(text)


def unordered(text: str) -> Iterable[str]:
    """The characters that `levels` cannot order truly yet, so that a right-to-left text is refused, not misprinted."""
    return (character for character in text if unicodedata.bidirectional(character) in _NEEDS_LEVELS)


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """The indexes of runs from left to right, given their levels in reading order (UAX 9, rule L2).

    The rule stops at the lowest odd level; below it every reversal is undone by the next, so all are made here.
    """
    order = list(range(len(run_levels)))
    for least in range(max(run_levels, default=0), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and run_levels[order[end]] >= least:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = end + 1
    return order
