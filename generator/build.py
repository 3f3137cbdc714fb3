"""Building: layouts in, proofed files out; nothing reaches the output folder that was not read back and found true."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.freshness import warn_stale
from generator.catalog.jobdefaults import read_job_defaults
from generator.catalog.languagewords import read_tongues
from generator.catalog.places import Roots
from generator.catalog.policies import read_policies
from generator.catalog.rules import check_rules, read_rules
from generator.catalog.safety import check_safety
from generator.catalog.translated import languages_of, second_languages
from generator.compose.chosen import with_chosen
from generator.compose.piece import compose_in
from generator.compose.record import check_names, read_record
from generator.compose.vcard import CARD_TEXTS
from generator.errors import Refused, refuse_errors
from generator.findings import Finding, Findings, Place
from generator.inputs import inputs_of
from generator.making import Finished, Job, Purpose, make
from generator.manifest import NAME, Basis, Entry, digest, merged, texts_key
from generator.order import Order, Prepared, asked_contacts, prepare, strictly
from generator.output import move_into_place, staging, write_staged
from generator.posting import open_rulebook
from generator.proof.carried import Line, carried, channel_values, lines_of
from generator.proof.known import KnownDirectory, known_directory
from generator.proof.report import proof_bytes
from generator.translate.printed import Texts, Words, reviews_of, shown

# The files that show a notice as it hangs on the wall: at its trim, without the marks of a desk.
_HUNG = {Purpose.PRESS.value, Purpose.SCREEN.value}

Progress = Callable[[str], None]


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
    check_safety(catalog, findings)
    check_names(catalog.layouts.values(), fields or {}, findings)
    for layout in catalog.layouts.values():
        record = read_record(layout, fields or {}, catalog.contacts, findings)
        for lang in languages_of(layout, catalog):
            compose_in(layout, catalog, lang, record, findings)
    refuse_errors(findings)
    return Report((), findings.sorted())


def _read_office(catalog: Catalog, findings: Findings) -> None:
    """Read what no piece is made of, but releases and posting notices are judged by."""
    roots = catalog.roots
    read_policies(roots, findings)
    read_job_defaults(roots, catalog.formats, findings)
    read_tongues(roots, catalog.languages.values(), findings)
    check_rules(read_rules(roots, findings), catalog.contacts, catalog.languages, findings)


def build(roots: Roots, order: Order, progress: Progress = lambda _: None) -> Report:
    """Build, proof and only then put in place; raises Refused with all findings, and leaves the folder as it was."""
    findings = Findings()
    prepared = prepare(roots, order, findings)
    refuse_errors(findings)
    warn_stale(prepared.contacts, read_policies(roots, findings), order.today, findings)
    with staging(order.out) as folder:
        made = make_and_proof(prepared, folder, findings, progress)
        refuse_errors(findings)
        write_staged(folder, NAME, merged(order.out, made.entries, made.basis))
        move_into_place(folder, order.out, [*(entry.name for entry in made.entries), NAME])
    return Report(made.entries, findings.sorted())


def make_and_proof(prepared: Prepared, folder: Path, findings: Findings, progress: Progress) -> Made:
    """Make every job in a staging folder and read each file back; what is wrong with any of them is a finding."""
    words, contacts = Words(prepared.catalog), prepared.catalog.contacts
    lines = lines_of(contacts)
    known = {local: known_directory(contacts, local) for local in {job.local for job in prepared.jobs}}
    entries: list[Entry] = []
    texts: dict[str, Texts] = {}
    for job in prepared.jobs:
        progress(f"{job.piece.layout} {job.piece.lang} {job.purpose}")
        for finished, entry in _make_and_proof(job, prepared.order, folder, known[job.local], lines, findings):
            said = _said(finished, job, words)
            texts[texts_key(said)] = said
            reviews = {lang: review.as_dict() for lang, review in reviews_of(said, words).items()}
            seconds = tuple(lang for lang in said if lang != job.piece.lang)
            entries.append(replace(entry, texts=texts_key(said), seconds=seconds, reviews=reviews))
    entries = _ruled(prepared, entries, folder, findings)
    return Made(tuple(entries), Basis(_inputs(prepared), _carried(entries, prepared.catalog), texts))


def _ruled(prepared: Prepared, entries: list[Entry], folder: Path, findings: Findings) -> list[Entry]:
    """The entries of a notice with the answers to each clause of its rule; signs of one purpose hang together."""
    rule = prepared.order.rule
    if not rule or findings.errors:
        return entries
    book = open_rulebook(prepared.catalog.roots)
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
    return words.on(shown((block for name in panels for block in layout.panels[name]), job.record), job.piece.lang)


def _inputs(prepared: Prepared) -> dict[str, str]:
    """The files behind the order; of a piece in two languages both count."""
    langs = {job.piece.lang for job in prepared.jobs}
    langs |= second_languages(prepared.layouts.values(), langs)
    own = [prepared.order.icc] if prepared.order.icc else []
    return inputs_of(prepared.catalog, prepared.layouts.values(), langs, own)


def _carried(entries: Iterable[Entry], catalog: Catalog) -> dict[str, dict[str, object]]:
    """The contacts on the files as they are in the directory now."""
    names = {line.partition(".")[0] for entry in entries for line in entry.carries}
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
        found = tuple(dict.fromkeys(finding for result in results for finding in result.findings))
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
