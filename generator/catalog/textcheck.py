"""Texts checked against the rest of the catalogue: every reference in them leads to something that can be printed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.catalog.addresses import address_form
from generator.catalog.blocks import Block, Bullets, Checks, Qr, printed_texts
from generator.catalog.choices import CHOICE_FIELD
from generator.catalog.contacts import DIALLED, Channel, Contact, Directory
from generator.catalog.facts import FACT_PARTS, Fact
from generator.catalog.layouts import CONTACT_FIELD, LINK_FIELD, LOGO_FIELD, Layout
from generator.catalog.model import Catalog
from generator.catalog.phones import keypad_digits
from generator.catalog.references import is_contact, is_fact, is_field, references, single_reference, stray_brace
from generator.catalog.topics import Topic, look_up, texts_of
from generator.catalog.typed import plain_form
from generator.catalog.yamlnode import Node
from generator.findings import Finding, Findings, Place, nearest

# A text may refer to a text that refers to another, but not further than this.
MAX_NESTING = 4


def check_block_texts(block: Block, layout: Layout, catalog: Catalog, findings: Findings) -> None:
    """The texts of one block: well written, with references that resolve, and fields that the layout declares."""
    texts = printed_texts(block)
    if isinstance(block, Bullets | Checks):
        texts = (*_check_entries(block, layout, catalog, findings), *texts[len(block.items) :])
    for text in texts:
        check_text(text, block.place, catalog, findings)
    _check_fields(texts, block.place, layout, catalog, findings)


def _check_entries(block: Bullets | Checks, layout: Layout, catalog: Catalog, findings: Findings) -> tuple[str, ...]:
    """The entries that are written out; those of a topic's list are well written where they stand."""
    listed = single_reference(block.items[0]) if len(block.items) == 1 else ""
    if not listed or is_contact(listed) or is_field(listed):
        _check_range(block, len(block.items), findings)
        return () if listed else block.items
    texts = texts_of(catalog.topics, listed)
    if texts:
        _check_fields(texts, block.place, layout, catalog, findings)
        _check_range(block, len(texts), findings)
    else:
        _missing_key(listed, block.place, catalog.topics, findings)
    return ()


def check_text(text: str, place: Place, catalog: Catalog, findings: Findings) -> None:
    """One text, its fields apart: braces and bold marks in pairs, contacts and topics that exist."""
    if stray_brace(text):
        fix = "Write a reference as {topic.key}, {contact.ID.CHANNEL} or {field}, without spaces."
        findings.error("reference.wrong", place, f"A brace in “{text}” belongs to no reference.", fix, seen=text)
    if text.count("**") % 2:
        fix = "Put ** before and after the bold words."
        findings.error("text.bold", place, f"A ** in “{text}” has no partner.", fix, seen=text)
    for reference in references(text):
        if is_contact(reference):
            _check_contact(reference, place, catalog.contacts, findings)
        elif is_fact(reference):
            _check_fact(reference, place, catalog.facts, findings)
        elif not is_field(reference):
            _check_topic(reference, place, catalog.topics, findings)


def _check_fact(reference: str, place: Place, facts: Mapping[str, Fact], findings: Findings) -> None:
    """A reference to a part of a fact."""
    _, name, part = (*reference.split("."), "", "")[:3]
    if name not in facts:
        findings.error("fact.unknown", place, f"There is no fact “{name}”.", nearest(name, facts), seen=name)
    elif part not in FACT_PARTS:
        problem = f"“{reference}” names no part of a fact."
        findings.error("fact.part", place, problem, nearest(part, FACT_PARTS), seen=part)


def check_topics(catalog: Catalog, findings: Findings) -> None:
    """Every text of every topic, and that no text leads back to itself."""
    texts = {name: node for name, node in topic_nodes(catalog.topics).items() if isinstance(node.value, str)}
    below = {name: [r for r in references(str(node.value)) if r in texts] for name, node in texts.items()}
    settled: set[str] = set()
    for _ in range(MAX_NESTING):
        settled |= {name for name, names in below.items() if settled.issuperset(names)}
    for name, node in texts.items():
        check_text(str(node.value), node.place, catalog, findings)
        if name not in settled:
            problem = f"The text leads through other texts in a circle, or through more than {MAX_NESTING}."
            findings.error("reference.circle", node.place, problem, "Write the words out.", seen=str(node.value))


def name_contacts(directory: Directory, findings: Findings) -> None:
    """Let the fix for every number or address that was typed by hand name the contact it belongs to."""
    typed = ("text.raw-number", "text.raw-address")
    findings.found[:] = [_naming(found, directory) if found.rule in typed else found for found in findings.found]


def _naming(finding: Finding, directory: Directory) -> Finding:
    """The finding with the contact's reference, where the directory has what was typed."""
    found = owner_of(finding.seen, directory)
    if found is None:
        return finding
    contact, channel = found
    return replace(finding, fix=f"Refer to the contact: {{contact.{contact.id}.{channel.kind}}}.")


def owner_of(typed: str, directory: Directory) -> tuple[Contact, Channel] | None:
    """The contact and the channel that a number or address typed by hand leads to; its owner comes first."""
    for contact in sorted(directory.contacts.values(), key=lambda contact: bool(contact.shares)):
        for channel in contact.channels:
            if contact.channel(channel.kind) is channel and _is_typed(typed, channel):
                return contact, channel
    return None


def _is_typed(seen: str, channel: Channel) -> bool:
    """Whether what was typed dials the channel's number, with or without country and area, or opens its address."""
    typed = plain_form(seen)
    if channel.kind not in DIALLED:
        return address_form(typed) in {address_form(text) for text in (channel.value, channel.shown, *channel.also)}
    digits, number = re.sub(r"\D", "", keypad_digits(typed)), channel.value.removeprefix("+")
    return number in (digits, f"1{digits}") or (len(digits) == 7 and number.startswith("1") and number.endswith(digits))


def check_contact(
    contact: str, channels: Iterable[str], place: Place, directory: Directory, findings: Findings
) -> None:
    """A contact that is in the directory, with the channels that are asked of it."""
    known = directory.contacts.get(contact)
    if known is None:
        problem = f"There is no contact “{contact}”."
        findings.error("contact.unknown", place, problem, nearest(contact, directory.contacts), seen=contact)
        return
    kinds = dict.fromkeys(str(channel.kind) for channel in known.channels)
    for channel in channels:
        if channel not in kinds:
            problem = f"The contact “{contact}” has no channel “{channel}”."
            findings.error("contact.channel", place, problem, nearest(channel, kinds), seen=channel)


def topic_nodes(topics: Mapping[str, Topic]) -> dict[str, Node]:
    """Every value of every topic by the reference that names it."""
    found: dict[str, Node] = {}
    waiting = [(name, topic.node) for name, topic in topics.items()]
    while waiting:
        name, node = waiting.pop()
        found[name] = node
        if isinstance(node.value, dict):
            waiting += [(f"{name}.{key}", child) for key, child in node.value.items()]
    return found


def _check_contact(reference: str, place: Place, directory: Directory, findings: Findings) -> None:
    parts = reference.split(".")
    if len(parts) == 3 and parts[2] == "name":
        check_contact(parts[1], (), place, directory, findings)
    elif len(parts) == 3:
        check_contact(parts[1], parts[2:], place, directory, findings)
    else:
        problem = f"“{{{reference}}}” names no channel of a contact."
        findings.error(
            "reference.wrong", place, problem, "Write {contact.ID.CHANNEL}, such as {contact.emergency.voice}."
        )


def _check_topic(reference: str, place: Place, topics: Mapping[str, Topic], findings: Findings) -> None:
    node = look_up(topics, reference)
    if node is None:
        _missing_key(reference, place, topics, findings)
    elif not isinstance(node.value, str):
        fix = "Name one text in it, or use the reference alone as the items of a bullets block."
        findings.error("topic.not-text", place, f"“{{{reference}}}” is {node.kind}, not a text.", fix, seen=reference)


def _missing_key(reference: str, place: Place, topics: Mapping[str, Topic], findings: Findings) -> None:
    close = difflib.get_close_matches(reference, topic_nodes(topics), n=1)
    fix = f"Did you mean “{close[0]}”?" if close else "Look up its name in data/topics/, or add it there."
    findings.error("topic.missing-key", place, f"No topic holds “{reference}”.", fix, seen=reference)


def _check_range(block: Bullets | Checks, count: int, findings: Findings) -> None:
    """A list that is cut past its end would lose words without a sign."""
    if max(block.first, block.last) > count or (block.last and block.last < block.first):
        seen = f"{block.first} to {block.last}" if block.last else f"{block.first} and on"
        problem = f"The list ends with entry {count}, but entries {seen} are asked for."
        findings.error("bullets.range", block.place, problem, "Correct “first” or “last”.", seen=seen, limit=str(count))


def _check_fields(texts: Iterable[str], place: Place, layout: Layout, catalog: Catalog, findings: Findings) -> None:
    """Fields in the texts, and in the topics they lead to, are declared by the layout."""
    waiting, seen = list(texts), set[str]()
    while waiting:
        for reference in references(waiting.pop()):
            if reference in seen or is_contact(reference):
                continue
            seen.add(reference)
            if is_field(reference):
                check_field(reference, place, layout, findings)
            else:
                node = look_up(catalog.topics, reference)
                waiting += [node.value] if node is not None and isinstance(node.value, str) else []


def check_link(block: Qr, layout: Layout, findings: Findings) -> None:
    """A code leads to an address under that of its own contact, whichever record fills it in."""
    field = layout.fields.get(block.link)
    if field is None or field.kind != LINK_FIELD or not block.contact:
        problem = f"“{block.link}” is no field for the address that this code leads to."
        fix = "Declare it under “fields:” with “type: link”, and name the code's contact in both places."
        findings.error("field.link", block.place, problem, fix, seen=block.link)
    elif field.contact != block.contact or block.channel != "web":
        problem = f"The code is that of “{block.contact}”, but “{block.link}” holds addresses under “{field.contact}”."
        fix = "Name the same contact in the block and in the field, by its web page."
        findings.error("field.link", block.place, problem, fix, seen=field.contact)


def check_awaited(name: str, place: Place, layout: Layout, findings: Findings) -> None:
    """A field that a block can wait for: one whose value can be printed, or a logo."""
    if name not in layout.fields or layout.fields[name].kind != LOGO_FIELD:
        check_field(name, place, layout, findings)


def check_field(name: str, place: Place, layout: Layout, findings: Findings) -> None:
    """A field that the layout declares, and whose value can be printed: a chosen contact stands in its own block."""
    if name not in layout.fields:
        known = nearest(name, layout.fields) if layout.fields else "Declare it under “fields:”."
        findings.error("field.unknown", place, f"“{layout.id}” declares no field “{name}”.", known, seen=name)
    elif layout.fields[name].kind == CHOICE_FIELD:
        problem = f"“{name}” is chosen, so it is no words to print and nothing to wait for."
        findings.error("field.choice", place, problem, f"Write “<{name}>” where its value belongs.", seen=name)
    elif layout.fields[name].kind == CONTACT_FIELD:
        problem = f"“{name}” chooses a contact, so it is no words to print and nothing to wait for."
        findings.error("field.contact", place, problem, f'Write “contact: "{{{name}}}"” in a block.', seen=name)
    elif layout.fields[name].kind == LOGO_FIELD:
        problem = f"“{name}” is a picture, so it is no words to print."
        fix = f'Write “image: {{file: "{{{name}}}", height: 0.4in}}”.'
        findings.error("field.logo", place, problem, fix, seen=name)
