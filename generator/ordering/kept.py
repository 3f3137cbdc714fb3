"""What the items of an order keep composed or filled: of all items together as much as of one large one."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

from generator.batch.work import Bench
from generator.merging.bench import MergeBench
from generator.merging.roster import KEPT
from generator.ordering.pieces import KEPT_PIECES, PiecesBench

# A composed piece takes the memory of so many filled records.
_WEIGHT = KEPT // KEPT_PIECES


@dataclass
class Kept:
    """The items that keep something, the first to be touched first."""

    benches: dict[int, MutableMapping[Any, Any]] = field(default_factory=dict)
    weights: dict[int, int] = field(default_factory=dict)

    def add(self, bench: Bench) -> None:
        """Note what a bench keeps by now; whatever is too much in all is let go, and composed again when it is made."""
        kept, weight = _kept(bench)
        if not kept:
            return
        if id(bench) not in self.benches and sum(self.weights.values()) + weight * len(kept) > KEPT:
            kept.clear()
            return
        self.benches[id(bench)] = kept
        self.weights[id(bench)] = weight * len(kept)


def _kept(bench: Bench) -> tuple[MutableMapping[Any, Any], int]:
    if isinstance(bench, MergeBench):
        return bench.files.roster.kept, 1
    return (bench.kept, _WEIGHT) if isinstance(bench, PiecesBench) else ({}, 0)
