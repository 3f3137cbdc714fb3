"""A merge at work: its files as units, each drawn, read back, and told to the manifest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from generator.batch.work import Outcome, Unit
from generator.batch.workers import SERIAL, Workers
from generator.build import carried_of, inputs_for
from generator.catalog.freshness import warn_stale
from generator.catalog.policies import read_policies
from generator.compose.items import Face
from generator.findings import Finding, Findings, Place
from generator.making import Job, Purpose, ink_limit_of
from generator.manifest import NAME, Content, Entry, content_of, digest, texts_key, written
from generator.manifest import merge as merge_manifests
from generator.merging.drawing import Drawn, draw_each, draw_run
from generator.merging.imposing import Imposition
from generator.merging.merge import Merge
from generator.merging.parts import Part, cards_in, parts_of
from generator.merging.reading import read_run
from generator.merging.roster import Roster, Stream
from generator.order import Plan, Prepared, asked_contacts
from generator.press.asked import Asked
from generator.proof.carried import carried, lines_of
from generator.proof.known import KnownDirectory, known_directory
from generator.rejected import REJECTED, RejectedRow, rejected_csv
from generator.translate.printed import Texts, Words, reviews_of, shown

# Files of single records are made so many at a time: what they share is drawn once for all of them.
_EACH = 50


@dataclass
class MergeBench:
    """An opened merge: a unit is one file of many cards, or some files of single records.

    `readers` read a file of many pages back beside each other, where there are fewer files than processes.
    """

    merge: Merge
    plan: Plan
    roster: Roster
    records: str
    readers: Workers = SERIAL
    impositions: dict[tuple[str, Purpose], Imposition] = field(default_factory=dict, repr=False)

    @cached_property
    def identity(self) -> str:
        """A digest of the files behind the merge, its records and its options."""
        return digest(json.dumps([self._inputs(), self.records, repr(self.merge)], sort_keys=True).encode())

    @property
    def pieces(self) -> int:
        """How many cards come out, or files where each record has its own."""
        streams, purposes = self._streams(), len(self.merge.order.purposes)
        if self.merge.each:
            return purposes * sum(len(stream.records) for stream in streams)
        return purposes * sum(sum(stream.copies) for stream in streams)

    @property
    def noun(self) -> str:
        """What is counted."""
        return "files" if self.merge.each else "cards"

    def check(self, findings: Findings) -> None:
        """Fill every record, and look at the age of what the cards ask people to call."""
        default = self.merge.order.seating.copies or 1
        langs = tuple(part.lang for part in self.plan.parts if part.lang in (self.merge.order.langs or ("en",)))
        self.roster.check(findings, langs=langs, copies=default, keep_going=self.merge.keep_going)
        if not any(stream.records for stream in self.roster.streams.values()) and not findings.errors:
            problem = "No row is left to print." if self.roster.rejected else "There are no rows under the headings."
            findings.error("records.none", Place(self.roster.table.file), problem, "Fill in a row for each card.")
        if self.merge.each and any(count != default for stream in self._streams() for count in stream.copies):
            problem = "A file for each record is filled with its card, so a column of copies says nothing."
            findings.error("records.copies", Place(self.roster.table.file), problem, "Delete the column “copies”.")
        if not findings.errors:
            jobs = tuple(self._job(stream, self.merge.order.purposes[0]) for stream in self._streams())
            contacts = Prepared(self.plan.order, self.plan.catalog, jobs).contacts
            policies = read_policies(self.plan.catalog.roots, findings)
            warn_stale(contacts, policies, self.plan.order.today, findings)

    def units(self) -> Iterator[Unit]:
        """The files, language by language and purpose by purpose."""
        for stream in self._streams():
            for purpose in self.merge.order.purposes:
                name = f"{stream.lang} {purpose}"
                if self.merge.each:
                    for first in range(0, len(stream.records), _EACH):
                        last = min(first + _EACH, len(stream.records))
                        yield Unit(f"{name} {first}", last - first, (stream.lang, purpose, first, last))
                else:
                    for part in self._parts(stream):
                        yield Unit(f"{name} {part.number}", len(part.order), (stream.lang, purpose, part.number))

    def make(self, unit: Unit, folder: Path) -> Outcome:
        """Draw the files of a unit and read each back."""
        lang, purpose, *which = unit.detail
        stream = self.roster.streams[lang]
        imposition = self._imposition(stream, purpose)
        findings, entries = Findings(imposition.noted()), {}
        drawn = self._each(stream, imposition, *which) if self.merge.each else self._run(stream, imposition, *which)
        said = self._said(imposition.job)
        counts = {}
        for one in drawn(folder):
            entry = self._read_back(one, imposition, folder, findings)
            entries[one.name] = self._told(entry, imposition.job, said)
            counts[one.name] = {"pieces": imposition.places, "sheets": 1}
        files = {name: entry["sha256"] for name, entry in entries.items()}
        value = {"entries": entries, "texts": {texts_key(said): said}, "counts": counts}
        return Outcome(files, value, tuple(findings))
