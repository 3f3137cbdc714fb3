"""Rosters: the rows of a table that are to be printed, each checked, in the order and number in which they are."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.catalog.contacts import Contact
from generator.catalog.layouts import Layout
from generator.catalog.model import Catalog
from generator.catalog.records.characters import cleaned_heading, matched
from generator.catalog.records.model import Table
from generator.catalog.records.tally import Tally
from generator.compose.columns import BY_NAME, names_of, plan_of
from generator.compose.record import Value, read_record
from generator.compose.rows import Entry, read_entries
from generator.errors import SetupError
from generator.findings import Finding, Findings, Place, Severity
from generator.merging.filling import Filled, Filler

# Records that were filled to be checked and are kept to be drawn: thirty megabytes; of more, the rest is filled again.
KEPT = 10_000


@dataclass
class Stream:
    """The records of one language: the number of each among all rows, its copies, and the file it asks for.

    `said` tells whether a record that is read again is still the one that was checked.
    """

    lang: str
    filler: Filler
    records: array[int] = field(default_factory=lambda: array("l"))
    copies: array[int] = field(default_factory=lambda: array("l"))
    said: array[int] = field(default_factory=lambda: array("q"))
    files: list[str] = field(default_factory=list)


@dataclass
class Roster:
    """A table for one layout: the streams of its languages, and the rows that were left out.

    `fixed` are the fields that were set for all rows: no column fills them. `columns` says which fills the others,
    where that was said.
    """

    table: Table
    layout: Layout
    catalog: Catalog
    common: dict[str, Value]
    streams: dict[str, Stream]
    fixed: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    rejected: dict[int, tuple[Finding, ...]] = field(default_factory=dict)
    kept: dict[tuple[str, int], Filled] = field(default_factory=dict, repr=False)
    numbers: set[str] = field(default_factory=set, repr=False)
    cursor: _Cursor | None = field(default=None, repr=False)

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The contacts that the cards ask people to call, by way of a record's number too."""
        known = self.catalog.contacts.contacts
        asked = {name: None for stream in self.streams.values() for name in stream.filler.asked}
        owners = (c.id for c in known.values() if any(channel.value in self.numbers for channel in c.channels))
        return tuple(known[name] for name in (asked | dict.fromkeys(owners)))

    @property
    def open_layout(self) -> Layout:
        """The layout without the fields that were set for all rows."""
        fields = {name: one for name, one in self.layout.fields.items() if name not in self.fixed}
        return replace(self.layout, fields=fields)

    def entries(self, findings: Findings) -> Iterator[Entry]:
        """The rows as entries, with the values that hold for all of them."""
        found = Findings()
        for entry in read_entries(self.table, self.open_layout, self.catalog, found, columns=self.columns):
            yield entry._replace(record={**self.common, **entry.record}) if self.common else entry
        findings.extend(self._of_fixed(finding) for finding in found)

    def _of_fixed(self, finding: Finding) -> Finding:
        """The same, where it is of a column that a field was set in place of: that one is left out knowingly."""
        name = names_of(self.layout).get(matched(cleaned_heading(finding.seen)), "")
        if finding.rule != "column.unknown" or name not in self.fixed:
            return finding
        problem = f"The column “{finding.seen}” is left out, because “{name}” was set for all rows."
        fix = "Leave out one of the two."
        return replace(finding, rule="column.set", severity=Severity.WARNING, problem=problem, fix=fix)

    def check(self, findings: Findings, *, langs: tuple[str, ...], copies: int, keep_going: bool) -> None:
        """Fill every record and note where it goes; `copies` are those of a table without a column of them.

        A fault of a row is an error, unless faulty rows are left out.
        """
        tally, columns = Tally(), Findings()
        copies = 0 if self.counted else copies
        for number, entry in enumerate(self.entries(columns)):
            found = self.judge(number, entry, langs, copies)
            if found:
                tally.add(found)
        findings.extend(columns)
        severity = {Severity.ERROR: Severity.WARNING} if keep_going else {}
        findings.extend(replace(one, severity=severity.get(one.severity, one.severity)) for one in tally.summed())

    @property
    def counted(self) -> bool:
        """Whether a column says how many copies of each row."""
        return plan_of(self.table, self.layout, Findings(), self.columns).copies != ""

    def judge(
        self, number: int, entry: Entry, langs: tuple[str, ...], copies: int, *, fill: bool = True
    ) -> tuple[Finding, ...]:
        """Take a row into its streams, or leave it out; what is wrong with it, at its place.

        `copies` are those of every row, 0 where each says its own. Without `fill` it is believed to fit where it reads.
        """
        noted = Findings(list(entry.findings))
        wanted = (entry.language,) if entry.language else langs
        if entry.sound and entry.language not in ("", *self.streams):
            self._report_untranslated(entry, noted)
        elif entry.sound:
            filled = self._fill(entry, wanted, noted) if fill else dict.fromkeys(wanted)
            if not noted.errors:
                self._take(number, entry, filled, copies or entry.copies)
        if noted.errors:
            self.rejected[entry.row] = noted.sorted()
        return tuple([self._placed(finding, entry) for finding in noted]) if noted.found else ()

    def _fill(self, entry: Entry, langs: tuple[str, ...], noted: Findings) -> dict[str, Filled | None]:
        """An entry filled in each of its languages."""
        return {lang: self.streams[lang].filler.fill(entry.record, entry.given, noted) for lang in langs}

    def _take(self, number: int, entry: Entry, filled: Mapping[str, Filled | None], copies: int) -> None:
        """Put an entry into the streams of its languages."""
        self.numbers.update(value.number for value in entry.record.values() if value.number)
        for lang, done in filled.items():
            stream = self.streams[lang]
            stream.records.append(number)
            stream.copies.append(copies)
            stream.said.append(_said(entry))
            stream.files.append(entry.file)
            if done and len(self.kept) < KEPT:
                self.kept[lang, number] = done

    def _report_untranslated(self, entry: Entry, noted: Findings) -> None:
        """An error for a row in a language that the layout has no words in."""
        name = self.catalog.languages[entry.language].english_name
        problem, known = f"“{self.layout.id}” has not been translated into {name}.", ", ".join(self.streams)
        place, fix = self.table.place(entry.row), f"Choose one of {known}, or translate it first."
        noted.error("translation.none", place, problem, fix, seen=entry.language)

    def _placed(self, finding: Finding, entry: Entry) -> Finding:
        """A finding of composing, put at the row that it is about."""
        if finding.place.file == self.table.file:
            return finding
        return replace(finding, place=self.table.place(entry.row))

    def filled(self, lang: str, numbers: Iterable[int]) -> Iterator[Filled]:
        """The records of these numbers, which ascend, in a language."""
        for number in numbers:
            kept = self.kept.get((lang, number))
            yield kept or self._again(lang, number)

    def _again(self, lang: str, number: int) -> Filled:
        """A record filled once more; rows are read on from the last one, and from the first where that was later."""
        if self.cursor is None or self.cursor.at > number:
            self.cursor = _Cursor(self.entries(Findings()))
        entry, stream = self.cursor.entry_of(number), self.streams[lang]
        place = bisect_left(stream.records, number)
        same = entry is not None and entry.sound and _said(entry) == stream.said[place]
        done = stream.filler.fill(entry.record, entry.given, Findings()) if entry and same else None
        if done is None:
            raise SetupError(f"{self.table.file} has changed while it was merged. Begin anew.")
        return done


@dataclass
class _Cursor:
    """Where reading a table anew has come to: the entry at `at`."""

    rows: Iterator[Entry]
    at: int = -1
    entry: Entry | None = None

    def entry_of(self, number: int) -> Entry:
        """The entry of that number, at or after the last one."""
        while self.at < number or self.entry is None:
            self.entry, self.at = next(self.rows, None), self.at + 1
            if self.entry is None:
                raise SetupError("The table has fewer rows than when the merge began. Begin anew.")
        return self.entry


def _said(entry: Entry) -> int:
    """A mark of what a row says, good for as long as the process lives."""
    return hash(tuple(entry.given.items()))


def open_roster(
    table: Table,
    layout: Layout,
    catalog: Catalog,
    given: dict[str, str],
    langs: tuple[str, ...],
    findings: Findings,
    columns: Mapping[str, str] = BY_NAME,
) -> Roster:
    """A roster that nothing was read for yet; `given` holds for every record, `columns` says what fills the others."""
    fields = {name: one for name, one in layout.fields.items() if name in given}
    common = read_record(replace(layout, fields=fields), given, catalog.contacts, findings)
    streams = {lang: Stream(lang, Filler(layout, catalog, lang)) for lang in langs}
    fixed = frozenset(name for name in fields if given[name].strip())
    for name in sorted(name for name in fixed if columns.get(name)):
        problem = f"“{name}” is set for all rows, and the column “{columns[name]}” is said to fill it."
        findings.error("column.set", Place(key=f"--column {name}"), problem, "Leave out one of the two.", seen=name)
    said = {name: column for name, column in columns.items() if name not in fixed}
    return Roster(table, layout, catalog, common, streams, fixed, said)
