"""Slips of the finger: how far two rows of characters are apart."""

from __future__ import annotations


def slips(one: str, other: str, most: int = 10_000) -> int:
    """How many digits were changed, left out, added or swapped with their neighbour (Damerau and Levenshtein).

    Of two that are surely more than `most` apart it is not counted how far: any higher number comes back.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(*row, *last) > most:
            return most + 1
        before_last, last = last, row
    return last[-1]
