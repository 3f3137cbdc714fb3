"""Contacts that an order chooses: the blocks that leave theirs to a field, with the one that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.catalog.blocks import Block, ContactBlock, Qr, changed, walk
from generator.catalog.contacts import Directory
from generator.catalog.layouts import CONTACT_FIELD, Layout
from generator.catalog.model import Catalog
from generator.catalog.textcheck import check_contact
from generator.findings import Findings, Place

_LONGEST = 60


def chosen(
    layouts: Iterable[Layout], given: Mapping[str, str], directory: Directory, findings: Findings
) -> list[Layout]:
    """The layouts with the contacts chosen for their fields; one that cannot be had is a finding.

    Ask before the safety rules and the languages of a layout: both hang on the contacts it carries.
    """
    return [_chosen(layout, given, directory, findings) for layout in layouts]


def with_chosen(catalog: Catalog, given: Mapping[str, str], findings: Findings) -> Catalog:
    """The catalogue with the contacts chosen in all of its layouts."""
    layouts = chosen(catalog.layouts.values(), given, catalog.contacts, findings)
    return replace(catalog, layouts={layout.id: layout for layout in layouts})


def _chosen(layout: Layout, given: Mapping[str, str], directory: Directory, findings: Findings) -> Layout:
    fields = (name for name, field in layout.fields.items() if field.kind == CONTACT_FIELD)
    picked = {name: contact for name in fields if (contact := _one_line(given.get(name, "")))}
    if not picked:
        return layout

    def taken(block: Block) -> Block:
        if isinstance(block, ContactBlock | Qr) and block.field in picked:
            return replace(block, contact=picked[block.field])
        return block

    found = Findings()
    panels = {name: changed(blocks, taken) for name, blocks in layout.panels.items()}
    for block in walk(block for blocks in panels.values() for block in blocks):
        if isinstance(block, ContactBlock | Qr) and block.field in picked:
            channels = block.channels if isinstance(block, ContactBlock) else (block.channel,)
            check_contact(block.contact, channels, Place(key=f"--set {block.field}"), directory, found)
    findings.extend(found)
    return layout if found.errors else replace(layout, panels=panels)


def _one_line(text: str) -> str:
    """A value as a finding can quote it; no contact's id is as long, or has such signs in it."""
    line = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text.strip())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
