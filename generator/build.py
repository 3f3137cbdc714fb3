"""Building: layouts in, proofed files out; nothing reaches the output folder that was not read back and found true."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path

from generator.batch.tally import Progress, Watch, quiet
from generator.batch.work import Unit
from generator.batch.workers import SERIAL, Workers, results
from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.freshness import warn_stale
from generator.catalog.jobdefaults import read_job_defaults
from generator.catalog.kits import check_kits, read_kits
from generator.catalog.languagewords import read_tongues
from generator.catalog.layouts import Layout
from generator.catalog.places import Roots, shipped_root
from generator.catalog.policies import read_policies
from generator.catalog.rules import check_rules, read_rules
from generator.catalog.safety import check_layout, check_safety, vouched
from generator.catalog.translated import languages_of, second_languages, untranslated
from generator.compose.chosen import every_chosen, with_chosen
from generator.compose.piece import compose_in
from generator.compose.record import check_names, read_record
from generator.compose.vcard import CARD_TEXTS
from generator.errors import Refused, SetupError, refuse_errors
from generator.findings import Finding, Findings, Place
from generator.frozen import dataclass
from generator.inputs import inputs_of
from generator.making import Finished, Job, Purpose, make
from generator.manifest import NAME, Basis, Content, Entry, digest, merged, texts_key
from generator.order import Order, Plan, Prepared, asked_contacts, jobs_of, plan, prepare, strictly
from generator.output import move_into_place, staging, write_staged
from generator.posting import open_rulebook
from generator.proof.carried import Line, carried, channel_values, lines_of
from generator.proof.known import KnownDirectory, known_directory
from generator.proof.report import proof_bytes
from generator.translate.printed import Texts, Words, reviews_of, shown

OTHER_FILES = "A worker has other layouts or data than this machine. Give it the same files, and try again."
# The files that show a notice as it hangs on the wall: at its trim, without the marks of a desk.
_HUNG = {Purpose.PRESS.value, Purpose.SCREEN.value}


@dataclass(frozen=True)
class Made:
    """Files made, proofed and staged: their entries, and what these have in common."""

    entries: tuple[Entry, ...]
    basis: Basis


@dataclass(frozen=True)
class Report:
    """What a build or a check did: the files now in place and every finding."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def check(roots: Roots, fields: Mapping[str, str] | None = None) -> Report:
    """Read everything and compose every piece without writing a file; raises Refused if anything is wrong."""
    findings = Findings()
    catalog = load_catalog(roots, findings)
    findings = strictly(findings)
    _read_office(catalog, findings)
    refuse_errors(findings)
    catalog = with_chosen(catalog, fields or {}, findings)
    refuse_errors(findings)  # nobody can judge a piece with a contact that there is not
    catalog = replace(catalog, safety=vouched(catalog))
    check_safety(catalog, findings)
    check_names(catalog.layouts.values(), fields or {}, findings)
    for layout in catalog.layouts.values():
        _check_piece(layout, catalog, fields or {}, findings)
    refuse_errors(findings)
    return Report((), findings.sorted())


def _check_piece(layout: Layout, catalog: Catalog, fields: Mapping[str, str], findings: Findings) -> None:
    """Compose a piece in every language for every choice: all that can be ordered can be had."""
    record = read_record(layout, fields, catalog.contacts, findings)
    langs = languages_of(layout, catalog)
    for one, found in every_chosen(layout, fields, catalog, findings):
        if one is not layout:
            check_layout(one, langs, catalog, found)
            found.extend(untranslated(one, catalog, langs))
        for lang in langs if not found.errors else ():
            compose_in(one, catalog, lang, record, found)


def _read_office(catalog: Catalog, findings: Findings) -> None:
    """Read what no piece is made of, but releases, posting notices and kits are judged by."""
    roots = catalog.roots
    read_policies(roots, findings)
    read_job_defaults(roots, catalog.formats, findings)
    read_tongues(roots, catalog.languages.values(), findings)
    check_rules(read_rules(roots, findings), catalog.contacts, catalog.languages, findings)
    check_kits(read_kits(roots, findings).values(), catalog, findings)


def build(roots: Roots, order: Order, progress: Progress = quiet, workers: Workers = SERIAL) -> Report:
    """Build, proof and only then put in place; raises Refused with all findings, and leaves the folder as it was.

    Whoever makes the files, they and all that is said of them are the same.
    """
    findings = Findings()
    prepared = prepare(roots, order, findings)
    refuse_errors(findings)
    warn_stale(prepared.contacts, read_policies(roots, findings), order.today, findings)
    with staging(order.out) as folder:
        made = make_and_proof(prepared, folder, findings, progress, workers)
        refuse_errors(findings)
        write_staged(folder, NAME, merged(order.out, made.entries, made.basis))
        move_into_place(folder, order.out, [*(entry.name for entry in made.entries), NAME])
    return Report(made.entries, findings.sorted())


def make_and_proof(
    prepared: Prepared, folder: Path, findings: Findings, progress: Progress = quiet, workers: Workers = SERIAL
) -> Made:
    """Make every job in a staging folder and read each file back; what is wrong with any of them is a finding."""
    langs = [job.piece.lang for job in prepared.jobs]
    inputs = inputs_for(prepared.catalog, prepared.order, prepared.layouts, langs)
    work = PiecesWork(prepared.catalog.roots, prepared.order, inputs)
    pieces = {key: tuple(jobs) for key, jobs in groupby(prepared.jobs, _key)}
    units = [Unit(" ".join(key), len(jobs), key) for key, jobs in pieces.items()]
    watch = Watch(len(prepared.jobs), "files", progress)
    entries: list[Entry] = []
    texts: dict[str, Texts] = {}
    with closing(results(work, Pieces(prepared.catalog, prepared.order, pieces), units, folder, workers)) as coming:
        for unit, made in coming:
            entries += made.entries
            texts |= made.texts
            findings.extend(made.findings)
            watch.add(unit.pieces, name=unit.key)
    entries = ruled(prepared.order, prepared.catalog.roots, entries, folder, findings)
    carries = carried_of([{"carries": entry.carries} for entry in entries], prepared.catalog)
    return Made(tuple(entries), Basis(inputs, carries, texts))


def roots_here(roots: Roots) -> Roots:
    """The same folders on this machine: what ships is where this Handbill is; a workspace must lie where it lay."""
    if roots.workspace and not roots.workspace.is_dir():
        raise SetupError(
            f"A worker has no folder {roots.workspace}: a workspace has to lie where every worker finds it."
        )
    return roots if roots.shipped.is_dir() else replace(roots, shipped=shipped_root())


def _key(job: Job) -> tuple[str, str]:
    return job.piece.layout, job.piece.lang


@dataclass(frozen=True)
class MadePiece:
    """A layout in one language made for its purposes: entries, texts by their keys, and what was found."""

    entries: tuple[Entry, ...]
    texts: Mapping[str, Texts]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class PiecesWork:
    """The pieces of one order as work: a unit is a layout in one language, its detail the two of them.

    `inputs` are the files behind it with their hashes, which every process must find.
    """

    roots: Roots
    order: Order
    inputs: Mapping[str, str]

    def open(self) -> Pieces:
        """Read the catalogue; pieces are composed when they are asked for."""
        planned = plan(roots_here(self.roots), self.order, Findings())
        layouts, langs = [part.layout for part in planned.parts], [part.lang for part in planned.parts]
        if inputs_for(planned.catalog, planned.order, layouts, langs) != self.inputs:
            raise SetupError(OTHER_FILES)
        return Pieces(planned.catalog, planned.order, {}, planned)


@dataclass(frozen=True)
class Pieces:
    """An order opened in a process; `composed` are the pieces that were composed before, `plan` makes the others."""

    catalog: Catalog
    order: Order
    composed: Mapping[tuple[str, str], tuple[Job, ...]]
    plan: Plan | None = None
    directories: dict[tuple[str, ...], KnownDirectory] = field(default_factory=dict, repr=False)

    @cached_property
    def words(self) -> Words:
        """What the texts on files are known by."""
        return Words(self.catalog)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What files are read for."""
        return tuple(lines_of(self.catalog.contacts))

    def known(self, local: tuple[str, ...]) -> KnownDirectory:
        """The directory with a job's own numbers, as files are held against it."""
        if local not in self.directories:
            self.directories[local] = known_directory(self.catalog.contacts, local)
        return self.directories[local]

    def jobs(self, key: tuple[str, str]) -> tuple[Job, ...]:
        """The jobs of a piece; what composing it finds is told by whoever checks the order."""
        if self.plan is None or key in self.composed:
            return self.composed[key]
        part = next(part for part in self.plan.parts if (part.layout, part.lang) == key)
        return jobs_of(self.plan, part, Findings())

    def make(self, unit: Unit, folder: Path) -> MadePiece:
        """Make a piece for all its purposes, and read each file back."""
        findings = Findings()
        entries: list[Entry] = []
        texts: dict[str, Texts] = {}
        for job in self.jobs(unit.detail):
            known = self.known(job.local)
            for finished, entry in _make_and_proof(job, self.order, folder, known, self.lines, findings):
                said = _said(finished, job, self.words)
                texts[texts_key(said)] = said
                reviews = {lang: review.as_dict() for lang, review in reviews_of(said, self.words).items()}
                seconds = tuple(lang for lang in said if lang != job.piece.lang)
                entries.append(replace(entry, texts=texts_key(said), seconds=seconds, reviews=reviews))
        return MadePiece(tuple(entries), texts, tuple(findings))


def ruled(order: Order, roots: Roots, entries: list[Entry], folder: Path, findings: Findings) -> list[Entry]:
    """The entries of a notice with the answers to each clause of its rule; signs of one purpose hang together."""
    rule = order.rule
    if not rule or findings.errors:
        return entries
    book = open_rulebook(roots)
    results = {}
    for purpose in {entry.purpose for entry in entries} & _HUNG:
        names = [entry.name for entry in entries if entry.purpose == purpose]
        results[purpose] = book.held(rule, [(name, (folder / name).read_bytes()) for name in names])
        for clause in results[purpose].failed:
            place = Place(names[0], key=clause.clause)
            findings.error("posting.failed", place, clause.problem, clause.fix, seen=clause.seen, limit=clause.limit)
    return [
        replace(entry, rules=(results[entry.purpose].as_dict(),)) if entry.purpose in results else entry
        for entry in entries
    ]


def _said(finished: Finished, job: Job, words: Words) -> Texts:
    """The texts on a file: those of the panels of its faces, or of an address book what it says of its contacts."""
    if job.purpose is Purpose.VCARD:
        names = (f"contacts:{name}.{part}" for name in asked_contacts(finished.faces) for part in CARD_TEXTS)
        return {job.piece.lang: words.named(names, job.piece.lang)}
    layout, faces = job.catalog.layouts[job.piece.layout], {face.name for face in finished.faces}
    specs = (spec for spec in job.catalog.formats[layout.format].faces if spec.name in faces)
    panels = dict.fromkeys(panel.name for spec in specs for panel in spec.panels)
    return words.on(
        shown((b for name in panels for b in layout.panels[name]), {*job.record, *layout.logos}), job.piece.lang
    )


def inputs_for(catalog: Catalog, order: Order, layouts: Iterable[str], langs: Iterable[str]) -> dict[str, str]:
    """The files behind an order's layouts in some languages; of a piece in two languages both count."""
    asked, used = set(langs), [catalog.layouts[name] for name in dict.fromkeys(layouts)]
    return inputs_of(catalog, used, asked | second_languages(used, asked), [order.icc] if order.icc else [])


def carried_of(entries: Iterable[Content], catalog: Catalog) -> dict[str, dict[str, object]]:
    """The contacts on files as they are in the directory now, by what the files' entries say."""
    names = {line.partition(".")[0] for entry in entries for line in entry["carries"]}
    return {
        name: {
            "name": contact.name,
            "checked_on": contact.checked_on.isoformat(),
            "checked_by": contact.checked_by,
            "channels": channel_values(contact),
        }
        for name, contact in catalog.contacts.contacts.items()
        if name in names
    }


def _make_and_proof(
    job: Job, order: Order, folder: Path, known: KnownDirectory, lines: Collection[Line], findings: Findings
) -> Iterator[tuple[Finished, Entry]]:
    """The job's files, each written, read back from the disk, and proofed."""
    try:
        files = make(job)
    except Refused as refusal:
        findings.extend(refusal.findings)
        return
    if not files and job.purpose is Purpose.VCARD:
        place, problem = Place(key=job.piece.layout), f"“{job.piece.layout}” names no contact, so it has no vCard."
        findings.note("vcard.none", place, problem)
    for finished in files:
        data = write_staged(folder, finished.name, finished.data)
        results = [proof_bytes(data, finished.name, known, finished.asked)]
        if finished.source:
            results.append(proof_bytes(finished.source, finished.name, known, finished.asked))
        placed = (replace(finding, place=replace(finding.place, file=finished.name)) for finding in finished.noted)
        found = tuple(dict.fromkeys((*placed, *(finding for result in results for finding in result.findings))))
        findings.extend(found)
        entry = _entry(finished, job, order, data, results[0].pages, (*job.noted, *found))
        yield finished, replace(entry, carries=carried(results[-1], lines, asked_contacts(finished.faces)))


def _entry(finished: Finished, job: Job, order: Order, data: bytes, pages: int, findings: tuple[Finding, ...]) -> Entry:
    imposed = job.stock if job.purpose is Purpose.OFFICE else None
    fields = job.catalog.layouts[job.piece.layout].fields
    return Entry(
        name=finished.name,
        sha256=digest(data),
        layout=job.piece.layout,
        language=job.piece.lang,
        purpose=str(job.purpose),
        stock=imposed.id if imposed else "",
        flip=str(job.flip) if imposed else "",
        pages=pages,
        qrs=tuple(dict.fromkeys(qr.payload for face in finished.faces for qr in face.qrs)),
        contacts=tuple(dict.fromkeys(name for face in finished.faces for name in face.contacts)),
        numbers=tuple(dict.fromkeys(number.shown for face in finished.faces for number in face.numbers)),
        local=job.local,
        fields={name: value for name, value in order.fields.items() if name in fields},
        findings=findings,
        locked=tuple(dict.fromkeys(text for face in finished.faces for text in face.locked)),
    )
