"""Opening a kit: read, held against the catalogue, made into an order with its tables, and opened to be made."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

from generator.catalog.kits import Kit, check_kits, read_kits
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.topics import texts_of
from generator.catalog.translated import in_language
from generator.catalog.translations import ENGLISH
from generator.errors import UnknownError, UsageError, refuse_errors
from generator.findings import Findings, nearest
from generator.kits.asked import Ask
from generator.kits.bench import KitBench
from generator.kits.cover import Cover
from generator.kits.items import folder_of, planned_kit
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
    _refuse_other(kit, ask)
    catalog = open_catalog(roots, [ask.lang], kit.layouts)
    check_kits([kit], catalog, findings)
    _check_spoken(kit, ask, catalog, findings)
    refuse_errors(findings)
    kit = kit.in_words(in_language(catalog, ask.lang).topics)
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
        raise UnknownError(f"There is no kit “{name}”. {nearest(name, kits)}")
    return kits[name]


def _check_spoken(kit: Kit, ask: Ask, catalog: Catalog, findings: Findings) -> None:
    """Whether the language has words for the kit itself; each of its layouts is asked for its own."""
    known = catalog.languages
    if ask.lang not in known:
        raise UnknownError(f"There is no language “{ask.lang}”. {nearest(ask.lang, known)}")
    if ask.lang == ENGLISH:
        return
    topics, name, fix = in_language(catalog, ask.lang).topics, known[ask.lang].english_name, "Translate {} under {}."
    for place, reference in ((kit.place(), kit.word("title")), *kit.said_in_words):
        if not texts_of(topics, reference):
            problem = f"The kit “{kit.id}” has no words in {name}: nothing says “{reference}”."
            files = f"data/topics/{reference.partition('.')[0]}.yaml", f"data/translations/{ask.lang}/"
            findings.error("translation.none", place, problem, fix.format(*files), seen=ask.lang)


def _refuse_other(kit: Kit, ask: Ask) -> None:
    """A folder holds one kit in one language, and no piece that the kit has no more: somebody would print from it."""
    try:
        held = json.loads((ask.out / DATA).read_text(encoding="utf-8"))
        there, made = (held["kit"], held["language"]), {str(piece["folder"]) for piece in held["pieces"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return
    if there != (ask.kit, ask.lang):
        problem = f"{ask.out} holds the kit {there[0]} in “{there[1]}”."
        raise UsageError(f"{problem} Name another folder with --out, or remove that one.")
    old = sorted(made - {folder_of(number, piece.name) for number, piece in enumerate(kit.pieces, 1)})
    old = [name for name in old if Path(name).name == name and (ask.out / name).is_dir()]
    if old:
        problem = f"{ask.out} holds pieces from before the kit was changed: {', '.join(old)}."
        raise UsageError(f"{problem} Remove them, so that nobody prints them, or name another folder with --out.")
