"""Building: layouts in, proofed files out; nothing reaches the output folder that was not read back and found true."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.layouts import Layout
from generator.catalog.notices import notice_for, notice_langs
from generator.catalog.ownprofile import profile_from_file
from generator.catalog.places import Roots
from generator.catalog.profiles import USUAL_PROFILE
from generator.catalog.rules import read_rules
from generator.catalog.safety import check_safety
from generator.catalog.stocks import Stock
from generator.catalog.translated import lacking, languages_of
from generator.compose.chosen import chosen, with_chosen
from generator.compose.piece import compose_in
from generator.compose.record import check_names, read_record
from generator.errors import Refused, UsageError, refuse_errors
from generator.findings import Finding, Findings, Place, Severity, nearest
from generator.making import Finished, Job, Purpose, make
from generator.manifest import NAME, Entry, digest, merged
from generator.output import move_into_place, staging, write_staged
from generator.press.duplex import Flip
from generator.proof.known import known_directory
from generator.proof.report import proof_bytes
from generator.units import Length

Progress = Callable[[str], None]
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Order:
    """What to build: layouts and languages (none named means all), purposes, stock, flip edge, theme and fields.

    `icc` is the print shop's own output profile, `bleed` what it asks for in place of the formats' own. `rule` is the
    posting rule that notices are laid out for.
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
    rule: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


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
    catalog = with_chosen(catalog, fields or {}, findings)
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
    catalog = _with_bleed(open_catalog(roots, None if order.rule else order.langs or None, order.layouts), order.bleed)
    findings = Findings()
    jobs = list(_jobs(catalog, order, findings))
    refuse_errors(findings)
    with staging(order.out) as folder:
        entries = []
        for job in jobs:
            progress(f"{job.piece.layout} {job.piece.lang} {job.purpose}")
            entries += list(_make_and_proof(job, order, folder, findings))
        refuse_errors(findings)
        write_staged(folder, NAME, merged(order.out, entries))
        move_into_place(folder, order.out, [*(entry.name for entry in entries), NAME])
    return Report(tuple(entries), findings.sorted())


def _with_bleed(catalog: Catalog, bleed: Length | None) -> Catalog:
    """The catalogue with the bleed asked for in every format, or with their own."""
    if bleed is None:
        return catalog
    return replace(catalog, formats={name: replace(kind, bleed=bleed) for name, kind in catalog.formats.items()})


def _jobs(catalog: Catalog, order: Order, findings: Findings) -> Iterator[Job]:
    """Every piece of the order, composed once, for each of its purposes."""
    layouts = _layouts(catalog, order)
    if order.rule:
        rule = _named("posting rule", order.rule, read_rules(catalog.roots, findings))
        layouts = [notice_for(layout, rule, order.langs, catalog, findings) for layout in layouts]
        order = replace(order, langs=notice_langs(rule, layouts[0], order.langs))
        if findings.errors:
            return
    layouts = chosen(layouts, order.fields, catalog.contacts, findings)
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
                yield Job(piece, spoken, purpose, stock, order.flip, known, profile, local, noted.sorted())


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
        if lang not in known and lacking(layout, catalog, lang):
            lacks = ", ".join(lacking(layout, catalog, lang))
            name = catalog.languages[lang].english_name
            problem = f"“{layout.id}” has not been translated into {name}: it lacks {lacks}."
            other = f", or build it in {', '.join(known)}" if known else ""
            fix = f"Translate that under data/translations/{lang}/{other}."
            findings.error("translation.none", layout.place, problem, fix, seen=lang)
    return [lang for lang in asked if not lacking(layout, catalog, lang)] if asked else list(known)


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


def _make_and_proof(job: Job, order: Order, folder: Path, findings: Findings) -> Iterator[Entry]:
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
        yield _entry(finished, job, order, data, results[0].pages, (*job.noted, *found))


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
