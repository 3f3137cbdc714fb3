"""The catalogue in one language, and the languages that a layout can be had in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.catalog.blocks import Bilingual, Block, Chart, ContactBlock, Figure, Qr, printed_texts, walk
from generator.catalog.contacts import Contact
from generator.catalog.facts import NO_YEAR, Fact
from generator.catalog.layouts import Layout
from generator.catalog.lockedcheck import unlocked
from generator.catalog.model import Catalog
from generator.catalog.references import is_contact, is_fact, is_field, references
from generator.catalog.topics import Topic, look_up, texts_of
from generator.catalog.training import with_signs
from generator.catalog.translations import ENGLISH, Translation
from generator.catalog.yamlnode import Node
from generator.findings import Finding, Severity
from generator.frozen import dataclass

_REFERENCE = re.compile(r"\{[^{}]*\}")


def in_language(catalog: Catalog, lang: str) -> Catalog:
    """The catalogue with its words in that language; what the language does not have is not in it.

    Numbers, links and ids stay. Ask `languages_of` first: a layout that lacks words cannot be composed.
    """
    catalog = catalog.english or catalog
    if lang == ENGLISH:
        return catalog
    words = catalog.translations.get(lang) or Translation(lang, {}, {}, {}, {})
    topics = {name: _topic(topic, words.topics[name]) for name, topic in catalog.topics.items() if name in words.topics}
    contacts = {
        name: contact if contact.own else contact_in(contact, words.contacts[name])
        for name, contact in catalog.contacts.contacts.items()
        if contact.own or name in words.contacts
    }
    no_year = look_up(topics, "labels.year-not-stated")
    facts = {
        name: _fact(fact, words.facts[name], no_year) for name, fact in catalog.facts.items() if name in words.facts
    }
    layouts = {
        name: replace(layout, title=_texts(words.layouts[name])["title"])
        for name, layout in catalog.layouts.items()
        if name in words.layouts
    }
    directory = replace(catalog.contacts, contacts=contacts)
    topics = with_signs(topics, catalog.training)
    return replace(catalog, topics=topics, contacts=directory, facts=facts, layouts=layouts, english=catalog)


def _texts(node: Node) -> dict[str, str]:
    """The texts right below a node by their keys."""
    children = node.value.items() if isinstance(node.value, dict) else ()
    return {key: child.value for key, child in children if isinstance(child.value, str)}


def _topic(topic: Topic, node: Node) -> Topic:
    return replace(topic, title=_texts(node)["title"], node=node, place=node.place)


def contact_in(contact: Contact, node: Node) -> Contact:
    """The contact with the words that a node of a translation has for it."""
    said = _texts(node)
    spoken = node.value.get("channels") if isinstance(node.value, dict) else None
    languages = _texts(spoken) if spoken else {}
    return replace(
        contact,
        name=said["name"],
        who=said["who"],
        hours=said["hours"],
        languages=said["languages"],
        channels=tuple(replace(channel, languages=languages.get(channel.kind, "")) for channel in contact.channels),
    )


def _fact(fact: Fact, node: Node, no_year: Node | None) -> Fact:
    said = _texts(node)
    return replace(
        fact,
        value=said.get("value", fact.value),
        label=said["label"],
        text=said["text"],
        source=said["source"],
        year=str(no_year.value) if no_year and fact.year == NO_YEAR else fact.year,
    )


def languages_of(layout: Layout, catalog: Catalog) -> tuple[str, ...]:
    """English, and every language that has all the words of the layout, in the order of the catalogue.

    A piece in two languages can be had where both have them; then English is no exception. Where its locked texts are
    to be had in no language, the first one stands for them, so that composing can say what is missing.
    """
    others = (lang for lang in catalog.languages if lang != ENGLISH)
    translated = tuple(lang for lang in (ENGLISH, *others) if not lacking(layout, catalog, lang))
    return tuple(lang for lang in translated if not unlocked(layout, catalog, lang)) or translated[:1]


def untranslated(layout: Layout, catalog: Catalog, langs: Iterable[str]) -> Iterator[Finding]:
    """An error for each language that lacks words of what was chosen."""
    for lang in langs:
        lacks = ", ".join(lacking(layout, catalog, lang))
        if lacks:
            name = catalog.languages[lang].english_name
            problem = f"“{layout.id}” has not been translated into {name}: it lacks {lacks}."
            fix = f"Translate that under data/translations/{lang}, or choose another language or another choice."
            yield Finding("translation.none", Severity.ERROR, layout.place, problem, fix, seen=lang)


def second_languages(layouts: Iterable[Layout], langs: Iterable[str]) -> frozenset[str]:
    """The languages that pieces in any of `langs` carry beside their own."""
    pairs = [block for layout in layouts for block in _blocks(layout) if isinstance(block, Bilingual)]
    return frozenset(other for block in pairs for lang in langs for other in block.others(lang))


def _blocks(layout: Layout) -> list[Block]:
    return [block for panel in layout.panels.values() for block in walk(panel)]


def lacking(layout: Layout, catalog: Catalog, lang: str) -> tuple[str, ...]:
    """What the layout uses and the language, or the second one beside it, lacks, each as words for a message."""
    seconds = sorted(second_languages((layout,), (lang,)))
    beside = [
        f"{what} in the second language, {other}" for other in seconds for what in _lacking(layout, catalog, other)
    ]
    return (*_lacking(layout, catalog, lang), *beside)


def _lacking(layout: Layout, catalog: Catalog, lang: str) -> tuple[str, ...]:
    if lang == ENGLISH:
        return ()
    words = catalog.translations.get(lang) or Translation(lang, {}, {}, {}, {})
    wanted = needs(layout, catalog)
    missing = [f"the topic “{name}”" for name in sorted(wanted.topics - words.topics.keys())]
    own = {name for name, contact in (catalog.english or catalog).contacts.contacts.items() if contact.own}
    missing += [f"the contact “{name}”" for name in sorted(wanted.contacts - words.contacts.keys() - own)]
    missing += [f"the fact “{name}”" for name in sorted(wanted.facts - words.facts.keys())]
    if layout.id not in words.layouts:
        missing.append("the title of the layout")
    return tuple(missing + [f"the words “{text}”, typed into the layout" for text in wanted.typed])


@dataclass(frozen=True)
class Needs:
    """What a layout takes its words from, and the words that it does not take from anywhere."""

    topics: frozenset[str]
    contacts: frozenset[str]
    facts: frozenset[str]
    typed: tuple[str, ...]


def needs(layout: Layout, catalog: Catalog) -> Needs:
    """What must be translated for a layout, by way of all the texts that its own lead to."""
    blocks = _blocks(layout)
    texts = [text for block in blocks for text in printed_texts(block)]
    named = _all_references(texts, catalog)
    topics = {name.split(".")[0] for name in named if not is_contact(name) and not is_fact(name)}
    contacts = {name.split(".")[1] for name in named if is_contact(name)}
    contacts |= {block.contact for block in blocks if isinstance(block, ContactBlock | Qr)}
    facts = {name.split(".")[1] for name in named if is_fact(name)}
    facts |= {block.fact for block in blocks if isinstance(block, Figure)}
    facts |= {name for block in blocks if isinstance(block, Chart) for name in block.facts}
    typed = tuple(text for text in texts if any(character.isalpha() for character in _REFERENCE.sub("", text)))
    return Needs(frozenset(topics | {"labels"}), frozenset(contacts), frozenset(facts), typed)


def _all_references(texts: list[str], catalog: Catalog) -> set[str]:
    """Every reference of the texts and of the texts they lead to, fields apart."""
    found: set[str] = set()
    waiting = list(texts)
    while waiting:
        new = {name for name in references(waiting.pop()) if not is_field(name)} - found
        found |= new
        waiting += [text for name in new for text in texts_of(catalog.topics, name)]
    return found
