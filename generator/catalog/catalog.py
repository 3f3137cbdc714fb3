"""Loading the catalogue: everything is read once and checked against itself."""

from __future__ import annotations

from collections.abc import Collection

from generator.catalog.contacts import read_contacts
from generator.catalog.crosscheck import cross_check
from generator.catalog.facts import read_facts
from generator.catalog.fonts import read_fonts
from generator.catalog.formats import read_formats
from generator.catalog.icons import read_icons
from generator.catalog.languages import read_languages
from generator.catalog.layouts import asked_for, read_layouts
from generator.catalog.locked import read_locked
from generator.catalog.model import Catalog
from generator.catalog.places import Roots, check_workspace
from generator.catalog.profiles import read_profiles
from generator.catalog.stocks import read_stocks
from generator.catalog.textcheck import name_contacts
from generator.catalog.themes import read_themes
from generator.catalog.topics import read_topics
from generator.catalog.training import read_training, with_signs
from generator.catalog.translated import second_languages
from generator.catalog.translations import english_words, read_translations
from generator.findings import Findings

__all__ = ["Catalog", "load_catalog"]


def load_catalog(
    roots: Roots, findings: Findings, langs: Collection[str] | None = None, pieces: Collection[str] = ()
) -> Catalog:
    """Read and cross-check everything under the roots; faults are findings, and with an error nothing may be built.

    Of the translations only those into `langs`, where they are named, are read, and those that `pieces` (none named
    means all) carry beside them; the choices of those pieces are gone through, of others their samples are checked.
    """
    check_workspace(roots, findings)
    languages = read_languages(roots, findings)
    topics = read_topics(roots, findings)
    training = read_training(roots, topics, findings)
    layouts = read_layouts(roots, findings, training)
    contacts, facts = read_contacts(roots, findings), read_facts(roots, findings)
    english = english_words(topics, contacts, facts, layouts)
    paired = [layout for layout in layouts.values() if asked_for(layout, pieces)]
    wanted = None if langs is None else {*langs, *second_languages(paired, langs)}
    catalog = Catalog(
        roots=roots,
        layouts=layouts,
        formats=read_formats(roots, findings),
        stocks=read_stocks(roots, findings),
        themes=read_themes(roots, findings),
        fonts=read_fonts(roots, findings),
        profiles=read_profiles(roots, findings),
        languages=languages,
        icons=read_icons(roots, findings),
        contacts=contacts,
        facts=facts,
        topics=with_signs(topics, training),
        training=training,
        locked=read_locked(roots, findings),
        translations=read_translations(roots, languages, english, findings, wanted),
    )
    cross_check(catalog, pieces, findings)
    name_contacts(contacts, findings)
    return catalog
