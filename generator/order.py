"""Orders: what is to be built, read, filled in and composed into jobs; nothing is made yet."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.contacts import Contact
from generator.catalog.layouts import Layout
from generator.catalog.notices import notice_for, notice_langs
from generator.catalog.ownprofile import profile_from_file
from generator.catalog.places import Roots
from generator.catalog.profiles import USUAL_PROFILE
from generator.catalog.rules import read_rules
from generator.catalog.safety import check_safety
from generator.catalog.stockfit import check_shape
from generator.catalog.stocks import Stock, stock_named
from generator.catalog.translated import lacking, languages_of
from generator.compose.chosen import chosen
from generator.compose.items import Face
from generator.compose.piece import compose_in
from generator.compose.record import check_names, read_record
from generator.errors import UsageError, refuse_errors
from generator.findings import Findings, Severity, nearest
from generator.making import Job, Purpose
from generator.press.duplex import Flip
from generator.press.tiling import OVERLAP
from generator.proof.known import known_directory
from generator.units import Length

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Order:
    """What to build: layouts and languages (none named means all), purposes, stock, flip edge, theme and fields.

    `icc` is the print shop's own output profile, `bleed` what it asks for in place of the formats' own. `rule` is the
    posting rule that notices are laid out for. The age of checks is judged as of `today`; `release` names the release
    the files are made for, proofs are for none. Posters for the office are spread over sheets of the stock `tile`.
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
    tile: str = ""
    overlap: Length = OVERLAP


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
    catalog = load_catalog(roots, findings, langs, pieces)
    refuse_errors(strictly(findings))
    return catalog


def strictly(findings: Findings) -> Findings:
    """The findings with stale words as errors: a translator may work on, but nothing is printed that says other things.

    A sentence whose English has changed may now send people the wrong way in every language but English.
    """
    return Findings([replace(f, severity=Severity.ERROR) if f.rule == "translation.stale" else f for f in findings])


def prepare(roots: Roots, order: Order, findings: Findings) -> Prepared:
    """Read the catalogue and compose what is ordered; raises Refused where the catalogue itself is wrong."""
    langs = None if order.rule else order.langs or None  # a rule names languages of its own
    return composed(open_catalog(roots, langs, order.layouts), order, findings)


def composed(catalog: Catalog, order: Order, findings: Findings) -> Prepared:
    """What is ordered, composed out of a catalogue that was read.

    The catalogue is given back with the layouts as they are built: in the theme asked for, with the contacts chosen,
    and filled in for a posting rule.
    """
    catalog = _with_bleed(catalog, order.bleed)
    layouts = _layouts(catalog, order)
    if order.rule:
        rule = _named("posting rule", order.rule, read_rules(catalog.roots, findings))
        layouts = [notice_for(layout, rule, order.langs, catalog, findings) for layout in layouts]
        order = replace(order, langs=notice_langs(rule, layouts[0], order.langs))
        if findings.errors:
            return Prepared(order, catalog, ())
    layouts = chosen(layouts, order.fields, catalog.contacts, findings)
    catalog = replace(catalog, layouts={**catalog.layouts, **{layout.id: layout for layout in layouts}})
    return Prepared(order, catalog, tuple(_jobs(layouts, catalog, order, findings)))


def asked_contacts(faces: Iterable[Face]) -> tuple[str, ...]:
    """The contacts that faces ask people to call, each once; a field's number is nobody's."""
    named = (name for face in faces for name in (*face.contacts, *(number.contact for number in face.numbers)))
    return tuple(dict.fromkeys(name for name in named if not name.startswith("field:")))


def _with_bleed(catalog: Catalog, bleed: Length | None) -> Catalog:
    """The catalogue with the bleed asked for in every format, or with their own."""
    if bleed is None:
        return catalog
    return replace(catalog, formats={name: replace(kind, bleed=bleed) for name, kind in catalog.formats.items()})


def _jobs(layouts: Sequence[Layout], catalog: Catalog, order: Order, findings: Findings) -> Iterator[Job]:
    """Every piece of the order, composed once, for each of its purposes."""
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
                    order.overlap if order.tile else None,
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
        if lang not in known and lacking(layout, catalog, lang):
            lacks = ", ".join(lacking(layout, catalog, lang))
            name = catalog.languages[lang].english_name
            problem = f"“{layout.id}” has not been translated into {name}: it lacks {lacks}."
            other = f", or build it in {', '.join(known)}" if known else ""
            fix = f"Translate that under data/translations/{lang}/{other}."
            findings.error("translation.none", layout.place, problem, fix, seen=lang)
    return [lang for lang in asked if not lacking(layout, catalog, lang)] if asked else list(known)


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
        raise UsageError(f"There is no {kind} “{name}”. {nearest(name, known)}")
    return known[name]
