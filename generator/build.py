"""Building: layouts in, proofed files out; nothing reaches the output folder that was not read back and found true."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.layouts import Layout
from generator.catalog.places import Roots
from generator.catalog.stocks import Stock
from generator.compose.items import Piece
from generator.compose.piece import compose
from generator.compose.record import check_names, read_record
from generator.errors import Refused, UsageError, refuse_errors
from generator.findings import Finding, Findings, nearest
from generator.making import Finished, Job, Purpose, make
from generator.manifest import NAME, Entry, digest, merged
from generator.output import move_into_place, staging, write_staged
from generator.press.duplex import Flip
from generator.proof.known import known_directory
from generator.proof.report import proof_bytes

Progress = Callable[[str], None]
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Order:
    """What to build: layouts and languages (none named means all), purposes, stock, flip edge and field values."""

    out: Path
    layouts: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    purposes: tuple[Purpose, ...] = tuple(Purpose)
    stock: str = ""
    flip: Flip = Flip.LONG
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """What a build or a check did: the files now in place and every finding."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def open_catalog(roots: Roots) -> Catalog:
    """The whole catalogue; raises Refused with every finding if any of it is wrong."""
    findings = Findings()
    catalog = load_catalog(roots, findings)
    refuse_errors(findings)
    return catalog


def check(roots: Roots, fields: Mapping[str, str] | None = None) -> Report:
    """Read everything and compose every piece without writing a file; raises Refused if anything is wrong."""
    findings = Findings()
    catalog = load_catalog(roots, findings)
    refuse_errors(findings)
    check_names(catalog.layouts.values(), fields or {}, findings)
    for layout in catalog.layouts.values():
        record = read_record(layout, fields or {}, findings)
        for lang in catalog.languages:
            compose(layout, catalog, lang, record, findings)
    refuse_errors(findings)
    return Report((), findings.sorted())


def build(roots: Roots, order: Order, progress: Progress = lambda _: None) -> Report:
    """Build, proof and only then put in place; raises Refused with all findings, and leaves the folder as it was."""
    catalog = open_catalog(roots)
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


def _jobs(catalog: Catalog, order: Order, findings: Findings) -> Iterator[Job]:
    """Every piece of the order, composed once, for each of its purposes."""
    layouts = _layouts(catalog, order)
    check_names(layouts, order.fields, findings)
    for layout in layouts:
        record = read_record(layout, order.fields, findings)
        local = tuple(value.shown for value in record.values() if value.number)
        known = known_directory(catalog.contacts, local)
        for lang in _langs(catalog, order):
            piece = compose(layout, catalog, lang, record, findings)
            stock = _stock(catalog, layout, order)
            for purpose in order.purposes:
                yield Job(piece, catalog, purpose, stock, order.flip, known, local)


def _layouts(catalog: Catalog, order: Order) -> list[Layout]:
    return [_named("layout", name, catalog.layouts) for name in order.layouts] or list(catalog.layouts.values())


def _langs(catalog: Catalog, order: Order) -> list[str]:
    return [_named("language", name, catalog.languages).id for name in order.langs] or list(catalog.languages)


def _stock(catalog: Catalog, layout: Layout, order: Order) -> Stock:
    return _named("stock", order.stock or catalog.formats[layout.format].stocks[0], catalog.stocks)


def _named(kind: str, name: str, known: Mapping[str, Thing]) -> Thing:
    if name not in known:
        raise UsageError(f"There is no {kind} “{name}”. {nearest(name, known)}")
    return known[name]


def _make_and_proof(job: Job, order: Order, folder: Path, findings: Findings) -> Iterator[Entry]:
    try:
        files = make(job)
    except Refused as refusal:
        findings.extend(refusal.findings)
        return
    for finished in files:
        data = write_staged(folder, finished.name, finished.data)
        result = proof_bytes(data, finished.name, job.known, finished.asked)
        findings.extend(result.findings)
        yield _entry(finished, job, order, data, result.pages, tuple(result.findings))


def _entry(finished: Finished, job: Job, order: Order, data: bytes, pages: int, findings: tuple[Finding, ...]) -> Entry:
    piece: Piece = job.piece
    imposed = job.purpose is Purpose.OFFICE
    return Entry(
        name=finished.name,
        sha256=digest(data),
        layout=piece.layout,
        language=piece.lang,
        purpose=str(job.purpose),
        stock=job.stock.id if imposed else "",
        flip=str(job.flip) if imposed else "",
        pages=pages,
        qrs=tuple(dict.fromkeys(qr.payload for qr in piece.qrs)),
        contacts=tuple(dict.fromkeys(number.contact for number in piece.numbers)),
        numbers=tuple(dict.fromkeys(number.shown for number in piece.numbers)),
        local=job.local,
        fields={
            name: value for name, value in order.fields.items() if name in job.catalog.layouts[piece.layout].fields
        },
        findings=findings,
    )
