"""A merge at work: its files drawn, each read back, and told to the manifest."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.batch.work import Outcome, Unit
from generator.batch.workers import SERIAL, Workers
from generator.build import OTHER_FILES, carried_of, inputs_for, roots_here
from generator.catalog.freshness import warn_stale
from generator.catalog.places import Roots
from generator.catalog.policies import read_policies
from generator.errors import Refused, SetupError
from generator.findings import Findings
from generator.frozen import dataclass
from generator.making import Job, Purpose, ink_limit_of
from generator.manifest import NAME, Content, Entry, content_of, digest, texts_key, written
from generator.manifest import merge as merge_manifests
from generator.merging.drawing import Drawn
from generator.merging.files import MergeFiles
from generator.merging.imposing import Imposition
from generator.merging.logos import logos_behind
from generator.merging.merge import Merge
from generator.merging.opening import open_merge
from generator.merging.reading import read_run
from generator.press.asked import Asked
from generator.proof.carried import Line, carried, lines_of
from generator.proof.known import KnownDirectory, known_directory
from generator.rejected import REJECTED, RejectedRow, rejected_csv
from generator.translate.printed import Texts, Words, reviews_of, shown


@dataclass(frozen=True)
class MergeWork:
    """A merge that any process can open, and must find to be the very same: `identity` says which."""

    roots: Roots
    merge: Merge
    identity: str = ""

    def open(self) -> MergeBench:
        """Read the table and the catalogue; records are filled when the first file of them is made."""
        bench = MergeBench(open_merge(roots_here(self.roots), self.merge))
        if self.identity not in ("", bench.identity):
            raise SetupError(OTHER_FILES)
        return bench


@dataclass
class MergeBench:
    """The files of a merge as units of work; `readers` read a file of many pages back beside each other."""

    files: MergeFiles
    readers: Workers = SERIAL

    @cached_property
    def identity(self) -> str:
        """A digest of the files behind the merge, its records and its options."""
        return digest(json.dumps([self._inputs, self._records, repr(self._asked())], sort_keys=True).encode())

    @property
    def pieces(self) -> int:
        """How many cards or files come out."""
        return self.files.pieces

    @property
    def noun(self) -> str:
        """What is counted."""
        return self.files.noun

    def check(self, findings: Findings) -> None:
        """Fill every record, and look at the age of what the cards ask people to call."""
        self.files.check(findings)
        if not findings.errors:
            self.check_age(findings)
            self.check_places(findings)

    def check_age(self, findings: Findings) -> None:
        """How long ago the numbers were checked that the cards ask people to call."""
        plan = self.files.plan
        policies = read_policies(plan.catalog.roots, findings)
        warn_stale(self.files.roster.contacts, policies, plan.order.today, findings)

    def check_places(self, findings: Findings) -> None:
        """Whether sheets have the places that were named, before anything is drawn."""
        for stream in self.files.streams:
            for purpose in self.files.merge.order.purposes:
                try:
                    self.files.imposition(stream.lang, purpose).seats(1, first=True, stacked=False)
                except Refused as refusal:
                    findings.extend(refusal.findings)

    def units(self) -> Iterator[Unit]:
        """The files, language by language and purpose by purpose."""
        return self.files.units()

    def make(self, unit: Unit, folder: Path) -> Outcome:
        """Draw the files of a unit and read each back."""
        if not self.files.filled:
            self.files.check(Findings())
        imposition = self.files.imposition(*unit.detail[:2])
        findings = Findings(list(imposition.noted()))
        entries: dict[str, dict[str, Any]] = {}
        counts = {}
        said = self._said(imposition.job)
        for drawn in self.files.drawn(unit, folder):
            entry = self._read_back(drawn, imposition, folder, findings)
            entries[drawn.name] = self._told(entry, imposition.job, said)
            if imposition.desk:
                counts[drawn.name] = self._count(imposition, len(drawn.pages))
        value = {"entries": entries, "texts": {texts_key(said): said}, "counts": counts}
        return Outcome({name: entry["sha256"] for name, entry in entries.items()}, value, tuple(findings))

    def finish(self, outcomes: Iterable[tuple[Unit, Outcome]], out: Path) -> Mapping[str, bytes]:
        """The manifest, and the rows that were left out with the reasons."""
        content: Content = content_of(())
        for _, outcome in outcomes:
            content["files"] |= outcome.value["entries"]
            content["texts"] |= outcome.value["texts"]
        content["inputs"] = self._inputs
        content["contacts"] = carried_of(content["files"].values(), self.files.plan.catalog)
        files = {NAME: written(merge_manifests(out, content))}
        if self.files.roster.rejected:
            rejected = self.files.roster.rejected
            rows = (
                RejectedRow(row, rejected[row.number])
                for row in self.files.roster.table.rows()
                if row.number in rejected
            )
            files[REJECTED] = rejected_csv(self.files.roster.table, rows)
        return files

    def _count(self, imposition: Imposition, pages: int) -> dict[str, int]:
        """A record's own sheet is printed as often as is wanted, a file with one card of each record once."""
        if self.files.merge.each:
            return {"pieces": imposition.places, "sheets": 1}
        return {"pieces": 1, "sheets": pages // len(imposition.piece.faces), "once": 1}

    def _asked(self) -> Merge:
        """What was asked for, without what no byte depends on: the day, where files lie, and rows that are left out."""
        merge = self.files.merge
        order = replace(merge.order, out=Path(), icc=None, today=datetime.date.min)
        columns = dict(sorted(merge.columns.items()))
        return replace(merge, order=order, records=Path(merge.records.name), keep_going=False, columns=columns)

    @cached_property
    def _inputs(self) -> dict[str, str]:
        plan, roster = self.files.plan, self.files.roster
        shared = inputs_for(plan.catalog, plan.order, [roster.layout.id], roster.streams)
        return shared | logos_behind(roster.table, roster.layout, roster.fixed, plan.catalog.roots)

    @cached_property
    def _words(self) -> Words:
        return Words(self.files.plan.catalog)

    @cached_property
    def _lines(self) -> tuple[Line, ...]:
        return tuple(lines_of(self.files.plan.catalog.contacts))

    @cached_property
    def _known(self) -> KnownDirectory:
        return known_directory(self.files.plan.catalog.contacts)

    def _said(self, job: Job) -> Texts:
        told = self.files.roster.streams[job.piece.lang].filler.layouts.values()
        given = ((panel, {*job.record, *one.logos}) for one in told for panel in one.panels.values())
        return self._words.on((block for panel, names in given for block in shown(panel, names)), job.piece.lang)

    def _read_back(self, drawn: Drawn, imposition: Imposition, folder: Path, findings: Findings) -> Entry:
        """The manifest's entry of a file, out of what was read from the disk."""
        job, path = imposition.job, folder / drawn.name
        press = job.purpose is Purpose.PRESS
        asked = Asked(len(drawn.pages), words=None, press=press, tagged=True, ink_limit=ink_limit_of(job))
        result = read_run(path, self._known, drawn.pages, asked, self.readers)
        found = tuple(dict.fromkeys(result.findings))
        findings.extend(found)
        imposed = imposition.stock if imposition.desk else None
        return Entry(
            name=drawn.name,
            sha256=digest(path.read_bytes()),
            layout=self.files.roster.layout.id,
            language=job.piece.lang,
            purpose=str(job.purpose),
            stock=imposed.id if imposed else "",
            flip=str(job.flip) if imposed else "",
            pages=result.pages,
            qrs=tuple(drawn.printed),
            contacts=tuple(drawn.contacts),
            numbers=tuple(drawn.numbers),
            local=tuple(drawn.local),
            fields=self.files.merge.order.fields,
            findings=found,
            locked=tuple(drawn.locked),
            carries=carried(result, self._lines, tuple(drawn.contacts)),
        )

    def _told(self, entry: Entry, job: Job, said: Texts) -> dict[str, Any]:
        """An entry with its texts and who read them, and the table that it came from."""
        reviews = {lang: review.as_dict() for lang, review in reviews_of(said, self._words).items()}
        seconds = tuple(lang for lang in said if lang != job.piece.lang)
        told = replace(entry, texts=texts_key(said), seconds=seconds, reviews=reviews)
        return {**told.as_dict(), "records": {"file": self.files.merge.records.name, "sha256": self._records}}

    @cached_property
    def _records(self) -> str:
        return digest(self.files.merge.records.read_bytes())
