"""The files of a merge: units of them, and their drawing; nothing is read back here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from generator.batch.work import Unit
from generator.catalog.translated import in_language
from generator.findings import Findings, Place
from generator.making import Job, Purpose
from generator.merging.drawing import Drawn, DrawnDraft, draw_each, draw_run
from generator.merging.imposing import Imposition
from generator.merging.merge import Merge
from generator.merging.parts import Part, cards_in, parts_of
from generator.merging.roster import Roster, Stream
from generator.order import Plan

# Files of single records are made so many at a time: what they share is drawn once for all of them.
_EACH = 50


@dataclass
class MergeFiles:
    """An opened merge: a unit is one file of many cards, or some files of single records."""

    merge: Merge
    plan: Plan
    roster: Roster
    draft: bool = False
    filled: bool = False
    impositions: dict[tuple[str, Purpose], Imposition] = field(default_factory=dict, repr=False)
    parts: dict[str, list[Part]] = field(default_factory=dict, repr=False)

    @property
    def pieces(self) -> int:
        """How many cards come out, or files where each record has its own."""
        streams, purposes = self.streams, len(self.merge.order.purposes)
        if self.merge.each:
            return purposes * sum(len(stream.records) for stream in streams)
        return purposes * sum(sum(stream.copies) for stream in streams)

    @property
    def noun(self) -> str:
        """What is counted."""
        return "files" if self.merge.each else "cards"

    @property
    def streams(self) -> list[Stream]:
        """The languages that have records."""
        return [stream for stream in self.roster.streams.values() if stream.records]

    @property
    def copies(self) -> int:
        """How many there are of a row that does not say so itself."""
        return self.merge.order.seating.copies or 1

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages of a row that does not say its own."""
        return tuple(part.lang for part in self.plan.parts if part.lang in (self.merge.order.langs or ("en",)))

    def check(self, findings: Findings) -> None:
        """Fill every record; what is wrong with any of them is found, and nothing is drawn."""
        self.filled = True
        self.roster.check(findings, langs=self.langs, copies=self.copies, keep_going=self.merge.keep_going)
        self.check_whole(findings)

    def check_whole(self, findings: Findings) -> None:
        """Look at what shows only over all records, once each was judged."""
        place = Place(self.roster.table.file)
        if not self.streams and not findings.errors:
            problem = "No row is left to print." if self.roster.rejected else "There are no rows under the headings."
            findings.error("records.none", place, problem, "Fill in a row for each card.")
        if self.merge.each and any(count != self.copies for stream in self.streams for count in stream.copies):
            problem = "A file for each record is filled with its card, so a column of copies says nothing."
            findings.error("records.copies", place, problem, "Delete the column “copies”.")
        for stream in self.streams if self.merge.each else ():
            self._check_names(stream, place, findings)

    def _check_names(self, stream: Stream, place: Place, findings: Findings) -> None:
        """No two records have one file: the second would take the place of the first."""
        counted = Counter(self._stem(record, file).casefold() for record, file in _files(stream))
        for stem in sorted(name for name, count in counted.items() if count > 1):
            problem = f"{counted[stem]} rows in “{stream.lang}” would make one file, “{stem}”."
            findings.error("row.file", place, problem, "Give each row a file name of its own.", seen=stem)

    def _stem(self, record: int, file: str) -> str:
        """How the file of a record begins: as it asks, or by its number in the table."""
        return file or f"{self.roster.layout.stem}.{record + 1:05d}"

    def units(self) -> Iterator[Unit]:
        """The files, language by language and purpose by purpose."""
        for stream in self.streams:
            for purpose in self.merge.order.purposes:
                name = f"{stream.lang} {purpose}"
                if self.merge.each:
                    for first in range(0, len(stream.records), _EACH):
                        last = min(first + _EACH, len(stream.records))
                        yield Unit(f"{name} {first}", last - first, (stream.lang, purpose, first, last))
                else:
                    for part in self._parts(stream):
                        yield Unit(f"{name} {part.number}", len(part.order), (stream.lang, purpose, part.number))

    def drawn(self, unit: Unit, folder: Path) -> Iterator[Drawn]:
        """Draw the files of a unit into a folder, one after another."""
        stream, imposition = self.roster.streams[unit.detail[0]], self.imposition(*unit.detail[:2])
        if self.merge.each:
            first, last = unit.detail[2:]
            return self._each(stream, imposition, first, last, folder)
        return self._run(stream, imposition, unit.detail[2], folder)

    def imposition(self, lang: str, purpose: Purpose) -> Imposition:
        """How the cards of a language and purpose lie on paper."""
        if (lang, purpose) not in self.impositions:
            self.impositions[lang, purpose] = Imposition(self.job(self.roster.streams[lang], purpose))
        return self.impositions[lang, purpose]

    def _run(self, stream: Stream, imposition: Imposition, number: int, folder: Path) -> Iterator[Drawn]:
        """One file of many cards."""
        parts = self._parts(stream)
        split = f"{number + 1:03d}." if len(parts) > 1 else ""
        name = f"{self.roster.layout.stem}.{stream.lang}.{split}{self._ending(imposition)}"
        cards = cards_in(parts[number], stream, lambda records: self.roster.filled(stream.lang, records))
        drawn = self._begun(name)
        draw_run(imposition, drawn, folder, parts[number], cards)
        yield drawn

    def _each(self, stream: Stream, imposition: Imposition, first: int, last: int, folder: Path) -> Iterator[Drawn]:
        """Files of single records, named as they ask or by their number in the table."""
        ending = f"{stream.lang}.{self._ending(imposition)}"
        names = (f"{self._stem(*one)}.{ending}" for one in islice(_files(stream), first, last))
        filled = self.roster.filled(stream.lang, stream.records[first:last])
        return draw_each(imposition, list(zip(map(self._begun, names), filled, strict=True)), folder)

    def _begun(self, name: str) -> Drawn:
        return DrawnDraft(name) if self.draft else Drawn(name)

    def _ending(self, imposition: Imposition) -> str:
        return f"{'draft.' if self.draft else ''}{imposition.job.purpose}.pdf"

    def _parts(self, stream: Stream) -> list[Part]:
        if stream.lang not in self.parts:
            merge = self.merge
            parts = parts_of(stream, merge.split, stacked=merge.stacked, collated=merge.collated)
            self.parts[stream.lang] = list(parts)
        return self.parts[stream.lang]

    def job(self, stream: Stream, purpose: Purpose) -> Job:
        """The job of a stream: its first record stands for all."""
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
            draft=self.draft,
        )


def _files(stream: Stream) -> Iterator[tuple[int, str]]:
    """The number of each record of a stream, and the file that it asks for."""
    return zip(stream.records, stream.files, strict=True)
