"""Orders: what is to be built, read, filled in and composed into jobs; nothing is made yet."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import TypeVar

from generator.catalog.contacts import Contact
from generator.catalog.layouts import Layout
from generator.catalog.model import Catalog
from generator.catalog.notices import notice_for, notice_langs
from generator.catalog.ownprofile import profile_from_file
from generator.catalog.places import Roots
from generator.catalog.profiles import USUAL_PROFILE, OutputProfile
from generator.catalog.rules import read_rules
from generator.catalog.safety import check_safety
from generator.catalog.snapshot import remembered
from generator.catalog.stockfit import check_shape
from generator.catalog.stocks import Stock, stock_named
from generator.catalog.translated import lacking, languages_of
from generator.compose.chosen import chosen
from generator.compose.items import Face
from generator.compose.piece import compose_in
from generator.compose.record import check_names, read_record
from generator.errors import UnknownError, refuse_errors
from generator.findings import Findings, Severity, nearest
from generator.frozen import dataclass
from generator.making import Job, Purpose
from generator.press.correction import Correction
from generator.press.duplex import Flip
from generator.press.seats import FULL_SHEET, Seating
from generator.press.tiling import OVERLAP
from generator.units import Length

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Order:
    """What to build: layouts and languages (none named means all), purposes, stock, flip edge, theme and fields.

    `icc` is the print shop's own output profile, `bleed` what it asks for in place of the formats' own. `rule` is the
    posting rule that notices are laid out for. The age of checks is judged as of `today`; `release` names the release
    the files are made for, proofs are for none. `seating` and `correction` are for office sheets; posters for the
    office are spread over sheets of the stock `tile`.
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
    today: datetime.date = datetime.date.min
    release: str = ""
    seating: Seating = FULL_SHEET
    correction: Correction | None = None
    tile: str = ""
    overlap: Length = OVERLAP


@dataclass(frozen=True)
class Part:
    """A layout in one language, with the stock of its office sheets: what one unit of work makes."""

    layout: str
    lang: str
    stock: Stock | None


@dataclass(frozen=True)
class Plan:
    """An order read and checked, no piece of it composed yet.

    The catalogue has the layouts as they are built: in the theme asked for, with the contacts chosen, and filled in
    for a posting rule.
    """

    order: Order
    catalog: Catalog
    parts: tuple[Part, ...]
    profile: OutputProfile


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


def open_catalog(roots: Roots, langs: Collection[str] | None = None, pieces: Collection[str] = ()) -> Catalog:
    """The catalogue, in all languages or in those named; raises Refused with every finding if any of it is wrong."""
    findings = Findings()
    catalog = remembered(roots, findings, langs, pieces)
    refuse_errors(strictly(findings))
    return catalog


def strictly(findings: Findings) -> Findings:
    """The findings with stale words as errors: a translator may work on, but nothing is printed that says other things.

    A sentence whose English has changed may now send people the wrong way in every language but English.
    """
    return Findings([replace(f, severity=Severity.ERROR) if f.rule == "translation.stale" else f for f in findings])


def prepare(roots: Roots, order: Order, findings: Findings) -> Prepared:
    """Read the catalogue and compose what is ordered; raises Refused where the catalogue itself is wrong."""
    return _composed(plan(roots, order, findings), findings)


def plan(roots: Roots, order: Order, findings: Findings) -> Plan:
    """Read the catalogue and check what is ordered; raises Refused where the catalogue itself is wrong."""
    langs = None if order.rule else order.langs or None  # a rule names languages of its own
    return planned(open_catalog(roots, langs, order.layouts), order, findings)


def composed(catalog: Catalog, order: Order, findings: Findings) -> Prepared:
    """What is ordered, composed out of a catalogue that was read."""
    return _composed(planned(catalog, order, findings), findings)


def _composed(plan: Plan, findings: Findings) -> Prepared:
    return Prepared(
        plan.order, plan.catalog, tuple(job for part in plan.parts for job in jobs_of(plan, part, findings))
    )


def planned(catalog: Catalog, order: Order, findings: Findings) -> Plan:
    """What is ordered, read and checked as far as it can be before any piece is composed."""
    catalog = _with_bleed(catalog, order.bleed)
    layouts = _layouts(catalog, order)
    if order.rule:
        rule = _named("posting rule", order.rule, read_rules(catalog.roots, findings))
        layouts = [notice_for(layout, rule, order.langs, catalog, findings) for layout in layouts]
        order = replace(order, langs=notice_langs(rule, layouts[0], order.langs))
    profile = catalog.profiles[USUAL_PROFILE]
    if order.rule and findings.errors:
        return Plan(order, catalog, (), profile)
    layouts = chosen(layouts, order.fields, catalog, findings)
    catalog = replace(catalog, layouts={**catalog.layouts, **{layout.id: layout for layout in layouts}})
    check_safety(replace(catalog, layouts={layout.id: layout for layout in layouts}), findings)
    check_names(layouts, order.fields, findings)
    profile = profile_from_file(order.icc) if order.icc else profile
    return Plan(order, catalog, tuple(_parts(layouts, catalog, order, findings)), profile)


def asked_contacts(faces: Iterable[Face]) -> tuple[str, ...]:
    """The contacts that faces ask people to call, each once; a field's number is nobody's."""
    named = (name for face in faces for name in (*face.contacts, *(number.contact for number in face.numbers)))
    return tuple(dict.fromkeys(name for name in named if not name.startswith("field:")))


def _with_bleed(catalog: Catalog, bleed: Length | None) -> Catalog:
    """The catalogue with the bleed asked for in every format, or with their own."""
    if bleed is None:
        return catalog
    return replace(catalog, formats={name: replace(kind, bleed=bleed) for name, kind in catalog.formats.items()})


def _parts(layouts: Sequence[Layout], catalog: Catalog, order: Order, findings: Findings) -> Iterator[Part]:
    for layout in layouts:
        stock = _stock(catalog, layout, order, findings) if Purpose.OFFICE in order.purposes else None
        yield from (Part(layout.id, lang, stock) for lang in _langs(layout, catalog, order, findings))


def jobs_of(plan: Plan, part: Part, findings: Findings) -> tuple[Job, ...]:
    """A layout in one language, composed once, for each of the order's purposes."""
    layout, catalog, order = plan.catalog.layouts[part.layout], plan.catalog, plan.order
    noted = Findings()
    record = read_record(layout, order.fields, catalog.contacts, noted)
    piece, spoken = compose_in(layout, catalog, part.lang, record, noted)
    findings.extend(noted)
    local = tuple(value.link or value.shown for value in record.values() if value.number or value.link)
    return tuple(
        Job(
            piece,
            spoken,
            purpose,
            part.stock,
            order.flip,
            plan.profile,
            local,
            noted.sorted(),
            record,
            order.release,
            seating=order.seating,
            correction=order.correction,
            overlap=order.overlap if order.tile else None,
        )
        for purpose in order.purposes
    )


def _layouts(catalog: Catalog, order: Order) -> list[Layout]:
    layouts = [_named("layout", name, catalog.layouts) for name in order.layouts] or list(catalog.layouts.values())
    if not order.theme:
        return layouts
    theme = _named("theme", order.theme, catalog.themes).id
    return [replace(layout, theme=theme) for layout in layouts]


def _langs(layout: Layout, catalog: Catalog, order: Order, findings: Findings) -> list[str]:
    """The languages asked for, or all that the layout's words were translated into; one that lacks is refused."""
    asked = [_named("language", name, catalog.languages).id for name in order.langs]
    if not asked:
        return list(languages_of(layout, catalog))
    for lang in asked:
        if lacking(layout, catalog, lang):
            lacks, known = ", ".join(lacking(layout, catalog, lang)), languages_of(layout, catalog)
            name = catalog.languages[lang].english_name
            problem = f"“{layout.id}” has not been translated into {name}: it lacks {lacks}."
            other = f", or build it in {', '.join(known)}" if known else ""
            fix = f"Translate that under data/translations/{lang}/{other}."
            findings.error("translation.none", layout.place, problem, fix, seen=lang)
    return [lang for lang in asked if not lacking(layout, catalog, lang)]


def _stock(catalog: Catalog, layout: Layout, order: Order, findings: Findings) -> Stock | None:
    """The stock asked for, by its name or a part number, or the first of the format."""
    kind, asked = catalog.formats[layout.format], order.tile or order.stock
    if asked or kind.stocks:
        name = asked or kind.stocks[0]
        stock = stock_named(catalog.stocks, name) or _named("stock", name, catalog.stocks)
        if not order.tile:
            check_shape(stock, kind, findings)
        return stock
    place = kind.place
    problem = f"The format “{layout.format}” names no stock that “{layout.id}” could be printed on in an office."
    findings.error("format.no-stock", place, problem, "Name one with --stock, or list some under “stocks:”.")
    return None


def _named(kind: str, name: str, known: Mapping[str, Thing]) -> Thing:
    if name not in known:
        raise UnknownError(f"There is no {kind} “{name}”. {nearest(name, known)}")
    return known[name]
