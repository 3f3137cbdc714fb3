"""A merge at work: its files as units, each drawn, read back, and told to the manifest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.batch.work import Outcome, Unit
from generator.batch.workers import SERIAL, Workers
from generator.build import carried_of, inputs_for
from generator.catalog.freshness import warn_stale
from generator.catalog.policies import read_policies
from generator.catalog.translated import in_language
from generator.compose.items import Face
from generator.findings import Findings, Place
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
from generator.proof.carried import Line, carried, lines_of
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
    parts: dict[str, list[Part]] = field(default_factory=dict, repr=False)

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

    def finish(self, outcomes: Iterable[tuple[Unit, Outcome]], out: Path) -> Mapping[str, bytes]:
        """The manifest, and the rows that were left out with the reasons."""
        content: Content = content_of(())
        for _, outcome in outcomes:
            content["files"] |= outcome.value["entries"]
            content["texts"] |= outcome.value["texts"]
        content["inputs"] = self._inputs()
        content["contacts"] = carried_of(content["files"].values(), self.plan.catalog)
        files = {NAME: written(merge_manifests(out, content))}
        if self.roster.rejected:
            rejected = self.roster.rejected
            rows = (
                RejectedRow(row, rejected[row.number]) for row in self.roster.table.rows() if row.number in rejected
            )
            files[REJECTED] = rejected_csv(self.roster.table, rows)
        return files

    def _run(self, stream: Stream, imposition: Imposition, number: int) -> Callable[[Path], Iterator[Drawn]]:
        """One file of many cards."""
        part = self._parts(stream)[number]
        split = f".{number + 1:03d}" if len(self._parts(stream)) > 1 else ""
        name = f"{self.roster.layout.id}.{stream.lang}.{imposition.job.purpose}{split}.pdf"
        cards = cards_in(part, stream, lambda records: self.roster.filled(stream.lang, records))
        return lambda folder: iter([draw_run(imposition, name, folder, part, cards)])

    def _each(self, stream: Stream, imposition: Imposition, first: int, last: int) -> Callable[[Path], Iterator[Drawn]]:
        """Files of single records, named as they ask or by their number in the table."""
        ending = f"{stream.lang}.{imposition.job.purpose}.pdf"
        records = stream.records[first:last]
        asked = (stream.files[at] for at in range(first, last))
        names = [
            f"{file or f'{self.roster.layout.id}.{record + 1:05d}'}.{ending}"
            for record, file in zip(records, asked, strict=True)
        ]
        filled = self.roster.filled(stream.lang, records)
        return lambda folder: draw_each(imposition, list(zip(names, filled, strict=True)), folder)

    def _streams(self) -> list[Stream]:
        return [stream for stream in self.roster.streams.values() if stream.records]

    def _parts(self, stream: Stream) -> list[Part]:
        if stream.lang not in self.parts:
            merge = self.merge
            parts = parts_of(stream, merge.split, stacked=merge.stacked, collated=merge.collated)
            self.parts[stream.lang] = list(parts)
        return self.parts[stream.lang]

    def _job(self, stream: Stream, purpose: Purpose) -> Job:
        order = self.plan.order
        first = next(self.roster.filled(stream.lang, stream.records[:1]))
        stock = next(part.stock for part in self.plan.parts if part.lang == stream.lang)
        spoken, record = in_language(self.plan.catalog, stream.lang), first.cards[0].record
        return Job(
            first.piece,
            spoken,
            purpose,
            stock,
            order.flip,
            self.plan.profile,
            record=record,
            release=order.release,
            seating=order.seating,
            correction=order.correction,
        )

    def _imposition(self, stream: Stream, purpose: Purpose) -> Imposition:
        if (stream.lang, purpose) not in self.impositions:
            self.impositions[stream.lang, purpose] = Imposition(self._job(stream, purpose))
        return self.impositions[stream.lang, purpose]

    def _inputs(self) -> dict[str, str]:
        return inputs_for(self.plan.catalog, self.plan.order, [self.roster.layout.id], self.roster.streams)

    @cached_property
    def _words(self) -> Words:
        return Words(self.plan.catalog)

    @cached_property
    def _lines(self) -> tuple[Line, ...]:
        return tuple(lines_of(self.plan.catalog.contacts))

    @cached_property
    def _known(self) -> KnownDirectory:
        return known_directory(self.plan.catalog.contacts)

    def _said(self, job: Job) -> Texts:
        blocks = (block for panel in self.roster.layout.panels.values() for block in panel)
        return self._words.on(shown(blocks, job.record), job.piece.lang)

    def _read_back(self, drawn: Drawn, imposition: Imposition, folder: Path, findings: Findings) -> Entry:
        """The manifest's entry of a file, out of what was read from the disk."""
        job, path = imposition.job, folder / drawn.name
        press = job.purpose is Purpose.PRESS
        asked = Asked(len(drawn.pages), words=None, press=press, tagged=True, ink_limit=ink_limit_of(job))
        result = read_run(path, self._known, drawn.pages, asked, self.readers)
        found = tuple(dict.fromkeys(result.findings))
        findings.extend(found)
        faces = job.piece.faces
        imposed = imposition.stock if imposition.desk else None
        return Entry(
            name=drawn.name,
            sha256=digest(path.read_bytes()),
            layout=self.roster.layout.id,
            language=job.piece.lang,
            purpose=str(job.purpose),
            stock=imposed.id if imposed else "",
            flip=str(job.flip) if imposed else "",
            pages=result.pages,
            qrs=tuple(dict.fromkeys(qr.printed for face in faces for qr in face.qrs)),
            contacts=tuple(dict.fromkeys(name for face in faces for name in face.contacts)),
            numbers=_shared_numbers(faces),
            local=tuple(drawn.local),
            fields=self.merge.order.fields,
            findings=found,
            locked=tuple(dict.fromkeys(text for face in faces for text in face.locked)),
            carries=carried(result, self._lines, asked_contacts(faces)),
        )

    def _told(self, entry: Entry, job: Job, said: Texts) -> dict[str, Any]:
        """An entry with its texts and who read them, and the table that it came from."""
        reviews = {lang: review.as_dict() for lang, review in reviews_of(said, self._words).items()}
        seconds = tuple(lang for lang in said if lang != job.piece.lang)
        told = replace(entry, texts=texts_key(said), seconds=seconds, reviews=reviews)
        return {**told.as_dict(), "records": {"file": self.merge.records.name, "sha256": self.records}}


def _shared_numbers(faces: Iterable[Face]) -> tuple[str, ...]:
    """The numbers that all cards carry."""
    shared = (n.shown for face in faces for n in face.numbers if not n.contact.startswith("field:"))
    return tuple(dict.fromkeys(shared))
