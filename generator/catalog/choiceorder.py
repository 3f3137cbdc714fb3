"""Shuffles: the same ids in another order for each version, decided by a hash and never by chance."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

VERSIONS = ("A", "B")


def shuffled(ids: Iterable[str], version: str, within: str = "") -> tuple[str, ...]:
    """The ids in the order of a version; of two or more, no version has the order of one before it.

    `within` tells apart the shuffles of one version, such as the options of different questions.
    """
    known = tuple(ids)
    taken: list[tuple[str, ...]] = []
    for one in VERSIONS:
        order = tuple(sorted(known, key=lambda name: (_hash(one, within, name), name)))
        while order in taken and len(order) > 1:
            order = (*order[1:], order[0])
        taken.append(order)
        if one == version:
            return order
    raise ValueError(version)


def _hash(*parts: str) -> bytes:
    return hashlib.sha256("\n".join(parts).encode()).digest()
