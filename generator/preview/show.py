"""Showing a piece as it is being filled in: composed and drawn as it would be made, and nothing read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.catalog.layouts import Layout, asked_for
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.translated import second_languages
from generator.catalog.translations import ENGLISH
from generator.compose.items import Face
from generator.compose.mirror import mirrored_format
from generator.compose.record import CHOSEN, read_value
from generator.errors import Refused, UsageError
from generator.findings import Finding, Findings, Place, Severity
from generator.geometry import Rect
from generator.making import Job, Purpose
from generator.order import Order, jobs_of, planned
from generator.preview.drawing import pictures, whole
from generator.preview.held import catalog_for
from generator.preview.model import FacePicture, Preview, Told
from generator.preview.standing import safe_rect
from generator.preview.telling import Composed, field_of, share, told


def show(roots: Roots, order: Order) -> Preview:
    """The first layout of an order in its first language, with all that would be found before it is made.

    Nothing that was typed raises: a wrong value is told, and its field's sample stands in its place.
    """
    lang = order.langs[0] if order.langs else ENGLISH
    try:
        one = replace(order, layouts=order.layouts[:1], langs=(lang,))
        return _shown(_catalog(roots, one), one)
    except Refused as refusal:
        return Preview("", lang, (), tuple(map(Told, refusal.findings)))
    except UsageError as error:
        finding = Finding("order.unknown", Severity.ERROR, Place(), str(error), "")
        return Preview("", lang, (), (Told(finding),))


def _catalog(roots: Roots, order: Order) -> Catalog:
    """The catalogue with the languages that a build reads for the order; those of a posting rule are its own."""
    langs = () if order.rule else order.langs
    catalog = catalog_for(roots, langs, order.layouts)
    seconds = second_languages((one for one in catalog.layouts.values() if asked_for(one, order.layouts)), langs)
    known = catalog.translations.items()
    read = {name: words for name, words in known if order.rule or name in langs or name in seconds}
    return replace(catalog, roots=roots, translations=read)


def _shown(catalog: Catalog, order: Order) -> Preview:
    findings = Findings()
    fields = dict(order.fields)
    for layout in (catalog.layouts[name] for name in order.layouts if name in catalog.layouts):
        fields = _mended(layout, fields, catalog, findings)
    purposes = order.purposes or (Purpose.SCREEN,)
    plan = planned(catalog, replace(order, fields=fields, purposes=purposes), findings)
    if not plan.parts:
        return _unshown(catalog, order, findings)
    job = jobs_of(plan, plan.parts[0], findings)[0]
    layout = plan.catalog.layouts[job.piece.layout]
    kind = plan.catalog.formats[layout.format]
    kind = mirrored_format(kind) if job.piece.rtl else kind
    piece = Composed(layout, kind, plan.catalog.topics, job.piece.faces, fields)
    explained = (_explained(one, layout) for one in told(findings.sorted(), piece))
    return Preview(job.piece.title, job.piece.lang, _faces(job, piece), tuple(explained))


def _unshown(catalog: Catalog, order: Order, findings: Findings) -> Preview:
    """A piece that cannot be had like this, with the reasons."""
    layout = catalog.layouts[order.layouts[0]]
    found = tuple(Told(finding, field_of(finding, layout)) for finding in findings.sorted())
    return Preview(layout.title, order.langs[0], (), found)


def _mended(layout: Layout, given: Mapping[str, str], catalog: Catalog, findings: Findings) -> dict[str, str]:
    """What was given, with the sample of each field whose value cannot be printed."""
    mended = dict(given)
    for name, text in given.items():
        field, found = layout.fields.get(name), Findings()
        if field is not None and field.kind not in CHOSEN and text.strip():
            read_value(field, text.strip(), Place(key=f"--set {name}"), catalog.contacts, found)
            if found.errors:
                mended[name] = field.sample
                findings.extend(found)
    return mended


def _explained(told: Told, layout: Layout) -> Told:
    """A wrong value is not what the preview shows, and it is told what is."""
    field = layout.fields.get(told.field)
    wrong = told.finding.severity is Severity.ERROR and told.finding.place.key == f"--set {told.field}"
    return replace(told, instead=field.sample) if field and wrong else told


def _faces(job: Job, piece: Composed) -> tuple[FacePicture, ...]:
    pngs = zip(pictures(job), piece.faces, piece.kind.faces, strict=True)
    return tuple(
        FacePicture(
            name=face.name,
            png=png,
            width=whole(face).width,
            height=whole(face).height,
            trim=share(Rect(0.0, 0.0, face.trim.width, face.trim.height), whole(face)),
            safes=tuple(share(safe_rect(panel, piece.kind), whole(face)) for panel in spec.panels),
            folds=tuple(share(_fold(upright, at, face), whole(face)) for upright, at in face.folds),
        )
        for png, face, spec in pngs
    )


def _fold(upright: bool, at: float, face: Face) -> Rect:
    """A fold across the trim, from edge to edge."""
    return Rect(at, 0.0, 0.0, face.trim.height) if upright else Rect(0.0, at, face.trim.width, 0.0)
