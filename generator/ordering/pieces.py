"""An item without records: the files of `handbill build`, made a piece at a time into a folder of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.batch.work import Outcome, Unit
from generator.build import Pieces, carried_of, inputs_for, ruled
from generator.catalog.freshness import warn_stale
from generator.catalog.policies import read_policies
from generator.errors import Refused
from generator.findings import Findings, Place
from generator.frozen import dataclass
from generator.making import Job, Purpose, slug_of
from generator.manifest import NAME, Content, Entry, content_of, digest, merge, written
from generator.order import Plan, Prepared, jobs_of
from generator.ordering.counts import counts_of
from generator.press.plans import for_desk, office_sheets

# Pieces that were composed to be checked and are kept to be made; of a longer order the rest is composed again.
KEPT_PIECES = 200
Key = tuple[str, str]


@dataclass(frozen=True)
class PiecesBench:
    """An item's plan, opened: a unit is a layout in one language, or all signs of a posting rule together."""

    plan: Plan
    kept: dict[Key, tuple[Job, ...]]
    pieces_made: Pieces

    @property
    def identity(self) -> str:
        """A digest of the files behind the item; what it is told stands in the order file."""
        return digest(json.dumps(self._inputs, sort_keys=True).encode())

    @cached_property
    def _inputs(self) -> dict[str, str]:
        return self._inputs_of((part.layout, part.lang) for part in self.plan.parts)

    def _inputs_of(self, keys: Iterable[Key]) -> dict[str, str]:
        made = list(keys)
        layouts, langs = {layout for layout, _ in made}, [lang for _, lang in made]
        return inputs_for(self.plan.catalog, self.plan.order, layouts, langs)

    @property
    def pieces(self) -> int:
        """Files, as far as they can be counted before they are made."""
        return len(self.plan.parts) * len(self.plan.order.purposes)

    @property
    def noun(self) -> str:
        """What is counted."""
        return "files"

    def check(self, findings: Findings) -> None:
        """Compose every piece, and look at the age of what they ask people to call."""
        jobs: list[Job] = []
        for part in self.plan.parts:
            composed = jobs_of(self.plan, part, findings)
            jobs += composed
            _check_sheets(composed, findings)
            if len(self.kept) < KEPT_PIECES:
                self.kept[part.layout, part.lang] = composed
        contacts = Prepared(self.plan.order, self.plan.catalog, tuple(jobs)).contacts
        warn_stale(contacts, read_policies(self.plan.catalog.roots, findings), self.plan.order.today, findings)

    def units(self) -> Iterator[Unit]:
        """A unit a piece; signs that a posting rule asks for hang together, and are judged together."""
        keys = [(part.layout, part.lang) for part in self.plan.parts]
        for group in [tuple(keys)] if self.plan.order.rule else [(key,) for key in keys]:
            yield Unit(" ".join(group[0]), len(group) * len(self.plan.order.purposes), group)

    def make(self, unit: Unit, folder: Path) -> Outcome:
        """Make the pieces of a unit and read every file back."""
        findings = Findings()
        entries: list[Entry] = []
        value: dict[str, Any] = {"texts": {}, "counts": {}}
        for key in unit.detail:
            made = self.pieces_made.make(Unit(unit.key, 1, key), folder)
            entries += made.entries
            findings.extend(made.findings)
            value["texts"] |= made.texts
            value["counts"] |= counts_of(self.pieces_made.jobs(key), made.entries)
        entries = ruled(self.plan.order, self.plan.catalog.roots, entries, folder, findings)
        value["entries"] = {entry.name: entry.as_dict() for entry in entries}
        return Outcome({entry.name: entry.sha256 for entry in entries}, value, tuple(findings))

    def finish(self, outcomes: Iterable[tuple[Unit, Outcome]], out: Path) -> Mapping[str, bytes]:
        """The manifest of the item's folder, the same as that of a build."""
        content: Content = content_of(())
        for _, outcome in outcomes:
            content["files"] |= outcome.value["entries"]
            content["texts"] |= outcome.value["texts"]
        keys = {(entry["layout"], entry["language"]) for entry in content["files"].values()}
        whole = keys == {(part.layout, part.lang) for part in self.plan.parts}
        content["inputs"] = self._inputs if whole else self._inputs_of(keys)
        content["contacts"] = carried_of(content["files"].values(), self.plan.catalog)
        return {NAME: written(merge(out, content))}


def _check_sheets(jobs: Iterable[Job], findings: Findings) -> None:
    """Whether the pieces and the places that an item names are on its sheets, before anything is made."""
    for job in jobs:
        if job.purpose is Purpose.OFFICE and job.stock:
            try:
                office_sheets(for_desk(job.piece), job.stock, job.flip, slug_of(job), job.seating)
            except Refused as refusal:
                findings.extend(replace(found, place=Place()) for found in refusal.findings)


def pieces_bench(plan: Plan) -> PiecesBench:
    """The pieces of a plan, none of them composed yet."""
    kept: dict[Key, tuple[Job, ...]] = {}
    return PiecesBench(plan, kept, Pieces(plan.catalog, plan.order, kept, plan))
