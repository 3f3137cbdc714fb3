"""Looking at a table before it is merged: what each column fills, and which rows a merge would leave out, and why."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from itertools import islice

from generator.catalog.places import Roots
from generator.catalog.records.model import Row, Table
from generator.catalog.records.opening import sheets_of
from generator.catalog.records.tally import Tally
from generator.compose.columns import RESERVED, Plan, plan_of
from generator.compose.rows import Entry
from generator.errors import Refused
from generator.findings import Finding, Findings, Severity
from generator.frozen import dataclass
from generator.merging.bench import MergeBench
from generator.merging.files import MergeFiles
from generator.merging.merge import Merge, check_merge
from generator.merging.opening import merge_catalog, merge_of, merge_table
from generator.merging.roster import Roster

# So many rows are set to see whether they fit, the next ones read only, and those behind counted.
FILLED, READ = 1_000, 100_000
# As many rejected rows are shown; once there are so many, nothing more is set.
SHOWN = 200
# What is shown of a cell: no value may be as long.
_LONGEST = 300


@dataclass(frozen=True)
class RejectedLook:
    """A row that a merge leaves out: the n-th of all (from 0), its number in the spreadsheet, its cells, and why."""

    number: int
    row: int
    cells: Mapping[str, str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Looked:
    """A table as it was found.

    `fields` says by heading which field, or which of copies, language and file, the column fills; `lacking` are fields
    that neither a column nor the order fills. `findings` are about the table as a whole: an error among them refuses
    the merge. `warned` is what was found in sound rows. Of all `rows`, the first `filled` were set to see whether they
    fit, the first `read` were read and judged, and any behind were only counted. `sound` and `rejected` are counts of
    those read, `shown` the first of the rejected ones; `copies` is how many cards the sound rows make.
    """

    file: str
    unit: str = "row"
    headings: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    warned: tuple[Finding, ...] = ()
    rows: int = 0
    read: int = 0
    filled: int = 0
    sound: int = 0
    rejected: int = 0
    copies: int = 0
    shown: tuple[RejectedLook, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the table as a whole cannot be merged, whatever its rows say."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True)
class RecordLook:
    """One row, the n-th of all (from 0): what it says in its cells, and what an order of it alone would be told.

    `given` are the values by field, with those that were set for all rows; `lang` is the language that it is printed
    in, or the first of them. `findings` is what is wrong with it; an error leaves it out.
    """

    number: int
    row: int
    cells: Mapping[str, str]
    given: Mapping[str, str]
    lang: str
    copies: int
    file: str
    findings: tuple[Finding, ...]


def look(roots: Roots, merge: Merge) -> Looked:
    """A table as `--keep-going` would merge it, nothing drawn; what is wrong with the file or the order is found.

    Raises a usage error where the parts of the merge do not go together.
    """
    check_merge(merge)
    findings = Findings()
    try:
        table = merge_table(merge, findings)
    except Refused:
        return Looked(merge.records.name, sheets=sheets_of(merge.records), findings=findings.sorted())
    found = Findings()
    try:
        files, held = _opened(roots, merge, table, findings)
        looked = _judged(files, held, found)
    except Refused as refusal:  # the order cannot be had, or the file broke off
        findings.extend(one for one in refusal.findings if one not in findings.found)
        looked = Looked(table.file, table.unit, table.columns)
    return replace(looked, sheets=sheets_of(merge.records), findings=Findings([*findings, *found]).sorted())


def record_of(roots: Roots, merge: Merge, number: int) -> RecordLook:
    """The n-th row of a table (from 0), set to see whether it fits; raises Refused where there is none."""
    check_merge(merge)
    findings = Findings()
    table = merge_table(merge, findings)
    files, held = _opened(roots, merge, table, findings)
    roster = files.roster
    entry = next(islice(roster.entries(Findings()), number, None), None) if number >= 0 else None
    if entry is None:
        problem = f"The table has no {table.unit} with this number, {number + 1:,}."
        findings.error("records.number", table.place(0), problem, "Choose one that it has.", seen=f"{number + 1}")
        raise Refused(findings)
    found = roster.judge(number, entry, files.langs, 0 if roster.counted else files.copies)
    fixed = {name: text for name, text in merge.order.fields.items() if name in roster.fixed}
    return RecordLook(
        number,
        entry.row,
        _cells(held[-1]),
        {**fixed, **{name: _cut(unicodedata.normalize("NFC", text)) for name, text in entry.given.items()}},
        entry.language or next(iter(files.langs), "en"),
        entry.copies if roster.counted else files.copies,
        entry.file,
        Findings(list(found)).sorted(),
    )


def _opened(roots: Roots, merge: Merge, table: Table, findings: Findings) -> tuple[MergeFiles, list[Row]]:
    """The merge, and a list that holds the row that was read last."""
    held: list[Row] = []

    def read() -> Iterator[Row]:
        for row in table.rows():
            held[:] = [row]
            yield row

    catalog = merge_catalog(roots, merge, table)
    return merge_of(replace(merge, keep_going=True), replace(table, read=read), catalog, findings), held


def _judged(files: MergeFiles, held: list[Row], findings: Findings) -> Looked:
    """Every row judged as a merge does, as far as that is done in a moment."""
    roster, warnings = files.roster, Tally()
    copies = 0 if roster.counted else files.copies
    shown: list[RejectedLook] = []
    filled = read = 0
    entries = roster.entries(findings)
    for number, entry in enumerate(islice(entries, READ)):
        fill = number < FILLED and filled == number and len(roster.rejected) < SHOWN
        found = roster.judge(number, entry, files.langs, copies, fill=fill)
        filled, read = filled + fill, read + 1
        if entry.row not in roster.rejected:
            warnings.add(found)
        elif len(shown) < SHOWN:
            shown.append(_rejected(number, entry, held[-1], found))
    rows = read if next(entries, None) is None else sum(1 for _ in roster.table.rows())
    _check_whole(files, filled, findings)
    return replace(
        _headed(files.roster),
        rows=rows,
        read=read,
        filled=filled,
        sound=read - len(roster.rejected),
        rejected=len(roster.rejected),
        copies=sum(sum(stream.copies) for stream in files.streams),
        warned=warnings.summed(),
        shown=tuple(shown),
    )


def _check_whole(files: MergeFiles, filled: int, findings: Findings) -> None:
    """What a merge finds once its rows are judged; where sheets have places is seen by a record that was set."""
    files.check_whole(findings)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return
    bench = MergeBench(files)
    bench.check_age(findings)
    if all(stream.records[0] < filled for stream in files.streams):
        bench.check_places(findings)


def _headed(roster: Roster) -> Looked:
    """The headings and what they fill."""
    table, layout = roster.table, roster.open_layout
    names = _names(plan_of(table, layout, Findings(), roster.columns))
    fields = {column: names[column] for column in table.columns if column in names}
    lacking = tuple(name for name in layout.fields if name not in fields.values())
    return Looked(table.file, table.unit, table.columns, fields, lacking)


def _names(plan: Plan) -> dict[str, str]:
    """The field of each column, and what those say that are kept for orders."""
    kept = {getattr(plan, name): name for name in RESERVED if getattr(plan, name)}
    return {slot.column: slot.name for slot in plan.slots} | kept


def _rejected(number: int, entry: Entry, row: Row, found: tuple[Finding, ...]) -> RejectedLook:
    return RejectedLook(number, entry.row, _cells(row), Findings(list(found)).sorted())


def _cells(row: Row) -> dict[str, str]:
    return {column: _cut(text) for column, text in row.values.items()}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
