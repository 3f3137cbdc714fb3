"""Opening a kit: read, held against the catalogue, made into an order with its tables, and opened to be made."""

from __future__ import annotations

import json
import os
from dataclasses import replace

from generator.catalog.kits import Kit, check_kits, read_kits
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.topics import texts_of
from generator.catalog.translated import in_language
from generator.catalog.translations import ENGLISH
from generator.errors import UsageError, refuse_errors
from generator.findings import Findings, nearest
from generator.kits.asked import Ask
from generator.kits.bench import KitBench
from generator.kits.cover import Cover
from generator.kits.items import planned_kit
from generator.kits.summary import DATA
from generator.kits.tables import open_roster, write_tables
from generator.order import open_catalog
from generator.ordering.campaign import CampaignWork, with_printers
from generator.printers import printers_file


def open_kit(roots: Roots, ask: Ask, *, keep_going: bool = False) -> tuple[CampaignWork, KitBench]:
    """A kit as work for `run` and its bench; raises Refused with every fault in the kit, and what was asked of it."""
    findings = Findings()
    kit = _named(roots, ask.kit, findings)
    refuse_errors(findings)
    _refuse_other(ask)
    catalog = open_catalog(roots, [ask.lang], kit.layouts)
    check_kits([kit], catalog, findings)
    _check_spoken(kit, ask, catalog, findings)
    refuse_errors(findings)
    roster = open_roster(kit, ask, roots, findings)
    refuse_errors(findings)
    planned = planned_kit(kit, ask, catalog, roster, findings)
    refuse_errors(findings)
    order = with_printers(planned.order, printers_file(os.environ), findings)
    refuse_errors(findings)
    write_tables(ask.out, planned.tables)
    work = CampaignWork(roots, order, keep_going)
    campaign = work.open()
    cover = Cover(kit, ask, catalog, planned.people)
    bench = KitBench(replace(planned, order=order), campaign, cover, findings.sorted())
    return replace(work, identity=campaign.identity), bench


def _named(roots: Roots, name: str, findings: Findings) -> Kit:
    kits = read_kits(roots, findings)
    if name not in kits:
        raise UsageError(f"There is no kit “{name}”. {nearest(name, kits)}")
    return kits[name]


def _check_spoken(kit: Kit, ask: Ask, catalog: Catalog, findings: Findings) -> None:
    """Whether the language has words for the kit itself; each of its layouts is asked for its own."""
    known = catalog.languages
    if ask.lang not in known:
        raise UsageError(f"There is no language “{ask.lang}”. {nearest(ask.lang, known)}")
    if ask.lang != ENGLISH and not texts_of(in_language(catalog, ask.lang).topics, kit.word("title")):
        problem = f"The kit “{kit.id}” has no words in {known[ask.lang].english_name}."
        fix = f"Translate data/topics/{kit.words}.yaml under data/translations/{ask.lang}/."
        findings.error("translation.none", kit.place(), problem, fix, seen=ask.lang)


def _refuse_other(ask: Ask) -> None:
    """A folder holds one kit in one language: the files of a second one would stand between those of the first."""
    try:
        held = json.loads((ask.out / DATA).read_text(encoding="utf-8"))
        there = held["kit"], held["language"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return
    if there != (ask.kit, ask.lang):
        problem = f"{ask.out} holds the kit {there[0]} in “{there[1]}”."
        raise UsageError(f"{problem} Name another folder with --out, or remove that one.")
