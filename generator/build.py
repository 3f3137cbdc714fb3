"""Building: layouts in, proofed files out; nothing reaches the output folder that was not read back and found true."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.contacts import Contact
from generator.catalog.layouts import Layout
from generator.catalog.ownprofile import profile_from_file
from generator.catalog.places import Roots
from generator.catalog.policies import read_policies
from generator.catalog.profiles import USUAL_PROFILE
from generator.catalog.safety import check_safety
from generator.catalog.stocks import Stock
from generator.catalog.translated import lacking, languages_of, second_languages
from generator.compose.items import Face
from generator.compose.piece import compose_in
from generator.compose.record import check_names, read_record
from generator.compose.vcard import CARD_TEXTS
from generator.errors import Refused, UsageError, refuse_errors
from generator.findings import Finding, Findings, Place, Severity, nearest
from generator.freshness import warn_stale
from generator.inputs import inputs_of
from generator.making import Finished, Job, Purpose, make
from generator.manifest import NAME, Basis, Entry, digest, merged, texts_key
from generator.output import move_into_place, staging, write_staged
from generator.press.duplex import Flip
from generator.proof.carried import Line, carried, channel_values, lines_of
from generator.proof.known import known_directory
from generator.proof.report import proof_bytes
from generator.translate.printed import Texts, Words, reviews_of, shown
from generator.units import Length

Progress = Callable[[str], None]
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Order:
    """What to build: layouts and languages (none named means all), purposes, stock, flip edge, theme and fields.

    `icc` is the print shop's own output profile, `bleed` what it asks for in place of the formats' own. The age of
    checks is judged as of `today`; `release` names the release the files are made for, proofs are for none.
    """

    out: Path
    layouts: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    purposes: tuple[Purpose, ...] = tuple(Purpose)
    stock: str = ""
    flip: Flip = Flip.LONG
    theme: str = ""
    icc: Path | None = None
    bleed: Length | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    today: datetime.date = datetime.date.min
    release: str = ""


@dataclass(frozen=True)
class Prepared:
    """An order read and composed, nothing of it made yet: the catalogue and a job for each piece and purpose."""

    order: Order
    catalog: Catalog
    jobs: tuple[Job, ...]

    @property
    def layouts(self) -> dict[str, Layout]:
        """The layouts of the order by id."""
        return {job.piece.layout: self.catalog.layouts[job.piece.layout] for job in self.jobs}

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The contacts that the pieces ask people to call, by way of a field's number too."""
        known = self.catalog.contacts.contacts
        asked = dict.fromkeys(name for job in self.jobs for name in asked_contacts(job.piece.faces))
        numbers = {value.number for job in self.jobs for value in job.record.values() if value.number}
        owners = (c.id for c in known.values() if any(channel.value in numbers for channel in c.channels))
        return tuple(known[name] for name in (asked | dict.fromkeys(owners)))


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


def open_catalog(roots: Roots, langs: Collection[str] | None = None, pieces: Collection[str] = ()) -> Catalog:
    """The catalogue, in all languages or in those named; raises Refused with every finding if any of it is wrong."""
    findings = Findings()
    catalog = load_catalog(roots, findings, langs, pieces)
    refuse_errors(_strictly(findings))
    return catalog


def _strictly(findings: Findings) -> Findings:
    """The findings with stale words as errors: a translator may work on, but nothing is printed that says other things.

    A sentence whose English has changed may now send people the wrong way in every language but English.
    """
    return Findings([replace(f, severity=Severity.ERROR) if f.rule == "translation.stale" else f for f in findings])


def check(roots: Roots, fields: Mapping[str, str] | None = None) -> Report:
    """Read everything and compose every piece without writing a file; raises Refused if anything is wrong."""
    findings = Findings()
    catalog = load_catalog(roots, findings)
    findings = _strictly(findings)
    refuse_errors(findings)
    check_safety(catalog, findings)
    check_names(catalog.layouts.values(), fields or {}, findings)
    for layout in catalog.layouts.values():
        record = read_record(layout, fields or {}, catalog.contacts, findings)
        for lang in languages_of(layout, catalog):
            compose_in(layout, catalog, lang, record, findings)
    refuse_errors(findings)
    return Report((), findings.sorted())


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


def prepare(roots: Roots, order: Order, findings: Findings) -> Prepared:
    """Read the catalogue and compose what is ordered; raises Refused where the catalogue itself is wrong."""
    catalog = _with_bleed(open_catalog(roots, order.langs or None, order.layouts), order.bleed)
    return Prepared(order, catalog, tuple(_jobs(catalog, order, findings)))


def make_and_proof(prepared: Prepared, folder: Path, findings: Findings, progress: Progress) -> Made:
    """Make every job in a staging folder and read each file back; what is wrong with any of them is a finding."""
    words, lines = Words(prepared.catalog), lines_of(prepared.catalog.contacts)
    entries: list[Entry] = []
    texts: dict[str, Texts] = {}
    for job in prepared.jobs:
        progress(f"{job.piece.layout} {job.piece.lang} {job.purpose}")
        for finished, entry in _make_and_proof(job, prepared.order, folder, lines, findings):
            said = _said(finished, job, words)
            texts[texts_key(said)] = said
            reviews = {lang: review.as_dict() for lang, review in reviews_of(said, words).items()}
            seconds = tuple(lang for lang in said if lang != job.piece.lang)
            entries.append(replace(entry, texts=texts_key(said), seconds=seconds, reviews=reviews))
    return Made(tuple(entries), Basis(_inputs(prepared), _carried(entries, prepared.catalog), texts))


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


def _with_bleed(catalog: Catalog, bleed: Length | None) -> Catalog:
    """The catalogue with the bleed asked for in every format, or with their own."""
    if bleed is None:
        return catalog
    return replace(catalog, formats={name: replace(kind, bleed=bleed) for name, kind in catalog.formats.items()})


def _jobs(catalog: Catalog, order: Order, findings: Findings) -> Iterator[Job]:
    """Every piece of the order, composed once, for each of its purposes."""
    layouts = _layouts(catalog, order)
    check_safety(replace(catalog, layouts={layout.id: layout for layout in layouts}), findings)
    check_names(layouts, order.fields, findings)
    profile = profile_from_file(order.icc) if order.icc else catalog.profiles[USUAL_PROFILE]
    for layout in layouts:
        stock = _stock(catalog, layout, order, findings) if Purpose.OFFICE in order.purposes else None
        for lang in _langs(layout, catalog, order, findings):
            noted = Findings()
            record = read_record(layout, order.fields, catalog.contacts, noted)
            piece, spoken = compose_in(layout, catalog, lang, record, noted)
            findings.extend(noted)
            local = tuple(value.shown for value in record.values() if value.number)
            known = known_directory(catalog.contacts, local)
            for purpose in order.purposes:
                yield Job(
                    piece,
                    spoken,
                    purpose,
                    stock,
                    order.flip,
                    known,
                    profile,
                    local,
                    noted.sorted(),
                    record,
                    order.release,
                )


def _layouts(catalog: Catalog, order: Order) -> list[Layout]:
    layouts = [_named("layout", name, catalog.layouts) for name in order.layouts] or list(catalog.layouts.values())
    if not order.theme:
        return layouts
    theme = _named("theme", order.theme, catalog.themes).id
    return [replace(layout, theme=theme) for layout in layouts]


def _langs(layout: Layout, catalog: Catalog, order: Order, findings: Findings) -> list[str]:
    """The languages asked for, or all that the layout's words were translated into; one that lacks is refused."""
    known = languages_of(layout, catalog)
    asked = [_named("language", name, catalog.languages).id for name in order.langs]
    for lang in asked:
        if lang not in known:
            lacks = ", ".join(lacking(layout, catalog, lang))
            name = catalog.languages[lang].english_name
            problem = f"“{layout.id}” has not been translated into {name}: it lacks {lacks}."
            fix = f"Translate that under data/translations/{lang}/, or build it in {', '.join(known)}."
            findings.error("translation.none", layout.place, problem, fix, seen=lang)
    return [lang for lang in asked if lang in known] if asked else list(known)


def _stock(catalog: Catalog, layout: Layout, order: Order, findings: Findings) -> Stock | None:
    """The stock asked for, or the first of the format."""
    usual = catalog.formats[layout.format].stocks
    if order.stock or usual:
        return _named("stock", order.stock or usual[0], catalog.stocks)
    place = catalog.formats[layout.format].place
    problem = f"The format “{layout.format}” names no stock that “{layout.id}” could be printed on in an office."
    findings.error("format.no-stock", place, problem, "Name one with --stock, or list some under “stocks:”.")
    return None


def _named(kind: str, name: str, known: Mapping[str, Thing]) -> Thing:
    if name not in known:
        raise UsageError(f"There is no {kind} “{name}”. {nearest(name, known)}")
    return known[name]


def _make_and_proof(
    job: Job, order: Order, folder: Path, lines: Collection[Line], findings: Findings
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
        results = [proof_bytes(data, finished.name, job.known, finished.asked)]
        if finished.source:
            results.append(proof_bytes(finished.source, finished.name, job.known, finished.asked))
        found = tuple(dict.fromkeys(finding for result in results for finding in result.findings))
        findings.extend(found)
        entry = _entry(finished, job, order, data, results[0].pages, (*job.noted, *found))
        yield finished, replace(entry, carries=carried(results[-1], lines, asked_contacts(finished.faces)))


def asked_contacts(faces: Iterable[Face]) -> tuple[str, ...]:
    """The contacts that faces ask people to call, each once; a field's number is nobody's."""
    named = (name for face in faces for name in (*face.contacts, *(number.contact for number in face.numbers)))
    return tuple(dict.fromkeys(name for name in named if not name.startswith("field:")))


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
    )
