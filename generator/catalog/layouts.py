"""Layouts: how one piece looks, panel by panel, and which fields a local office may fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.catalog.blockparts import printed_words
from generator.catalog.blockreader import read_blocks
from generator.catalog.blocks import Block, ContactBlock, Qr, changed, walk
from generator.catalog.files import entries, open_file
from generator.catalog.parts import PARTS_FOLDER, expand, read_parts
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass

# The type of a field that chooses a contact of the directory.
CONTACT_FIELD = "contact"
# The type of a field whose value is an address under a contact's own, such as one that tells where a code was scanned.
LINK_FIELD = "link"

AUDIENCES = ("public", "officer", "survivor", "worker", "trainer")

_NO_LAYOUTS = ("layouts/formats.yaml", "layouts/icons.yaml")
_NO_LAYOUT_FOLDERS = ("layouts/stocks/", "layouts/themes/", PARTS_FOLDER)

# A layout's name becomes part of file names; a field's name stands alone between braces, so it has no dot.
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIELD = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Field:
    """A value a local office may set: `text`, `phone`, `link` or `contact`; `must_change` samples are for proofs only.

    The sample of a contact is the id that its blocks carry where no other one is chosen. A link is an address under
    that of `contact`.
    """

    name: str
    kind: str
    label: str
    sample: str
    required: bool
    must_change: bool
    place: Place
    contact: str = ""


@dataclass(frozen=True)
class Layout:
    """One piece: title, audience, format, theme, fields, and the blocks of each panel.

    `allow` names what a safety rule would refuse and this piece carries on purpose. `bold` sets every word in bold.
    `rule` is the posting rule that it was filled in for.
    """

    id: str
    title: str
    audience: str
    format: str
    theme: str
    fields: Mapping[str, Field]
    panels: Mapping[str, tuple[Block, ...]]
    allow: tuple[str, ...]
    place: Place
    bold: bool = False
    rule: str = ""


def layout_files(roots: Roots) -> tuple[Path, ...]:
    """Every layout file under layouts/; those of formats, stocks, themes, parts and icons are none."""
    return tuple(path for path in roots.files("layouts") if not _is_other(roots.relative(path)))


def _is_other(relative: str) -> bool:
    return relative in _NO_LAYOUTS or relative.startswith(_NO_LAYOUT_FOLDERS)


def read_layouts(roots: Roots, findings: Findings) -> dict[str, Layout]:
    """Every layout under layouts/ by its file stem; the files of formats, stocks, themes and icons are no layouts."""
    layouts: dict[str, Layout] = {}
    parts = read_parts(roots, findings)
    for path in layout_files(roots):
        shown, name = roots.shown(path), path.stem
        if not _ID.fullmatch(name):
            fix = "Rename the file with small letters, digits and hyphens, such as tip-card.yaml."
            findings.error("layout.name", Place(shown), f"“{name}” cannot name a layout.", fix, seen=name)
            continue
        if name in layouts:
            problem = f"There is another layout “{name}” in {layouts[name].place.file}."
            findings.error("layout.twice", Place(shown), problem, "Give one of them another name.", seen=name)
            continue
        node = open_file(path, roots, findings)
        if node is not None:
            layouts[name] = _read(name, node, parts, findings)
    return layouts


def _read(name: str, node: Node, parts: Mapping[str, Node], findings: Findings) -> Layout:
    with Reader(node, findings) as reader:
        fields = {name: _read_field(name, field) for name, field in entries(reader.optional("fields"), findings)}
        panels = _read_panels(expand(reader.need("panels"), parts, findings), findings)
        return Layout(
            id=name,
            title=printed_words(reader, "title"),
            audience=reader.choice("audience", AUDIENCES),
            format=reader.text("format"),
            theme=reader.text("theme"),
            fields=fields,
            panels=_with_samples(panels, fields, findings),
            allow=reader.texts("allow"),
            place=reader.place,
            bold=reader.boolean("bold"),
        )


def _read_field(name: str, reader: Reader) -> Field:
    if not _FIELD.fullmatch(name):
        fix = "Use small letters, digits and underscores, such as dispatch_number."
        reader.wrong(reader.node, f"“{name}” cannot name a field.", fix, "field.name")
    with reader:
        kind = reader.choice("type", ("text", "phone", LINK_FIELD, CONTACT_FIELD))
        return Field(
            name=name,
            kind=kind,
            label=reader.text("label"),
            sample=reader.text("sample", None if kind == CONTACT_FIELD else ""),
            required=reader.boolean("required"),
            must_change=reader.boolean("must_change"),
            place=reader.place,
            contact=reader.text("contact") if kind == LINK_FIELD else "",
        )


def _with_samples(
    panels: Mapping[str, tuple[Block, ...]], fields: Mapping[str, Field], findings: Findings
) -> dict[str, tuple[Block, ...]]:
    """The panels with the sample of a field wherever a block takes its contact from it."""
    named = {name for name, field in fields.items() if field.kind == CONTACT_FIELD}
    asked = {
        block.field for blocks in panels.values() for block in walk(blocks) if isinstance(block, ContactBlock | Qr)
    }
    for name in sorted(named - asked):
        problem, fix = f"No block takes its contact from “{name}”.", f'Write “contact: "{{{name}}}"” in one of them.'
        findings.error("field.unused", fields[name].place, problem, fix, seen=name)

    def sampled(block: Block) -> Block:
        if not isinstance(block, ContactBlock | Qr) or not block.field:
            return block
        if block.field in named:
            return replace(block, contact=fields[block.field].sample)
        fix = nearest(block.field, named) if named else "Declare it under “fields:”, with “type: contact”."
        problem = f"No field of the type contact is called “{block.field}”."
        findings.error("field.contact", block.place, problem, fix, seen=block.field)
        return block

    return {name: changed(blocks, sampled) for name, blocks in panels.items()}


def _read_panels(node: Node, findings: Findings) -> dict[str, tuple[Block, ...]]:
    if not isinstance(node.value, dict):
        if node.value is not None:
            problem = f"Expected the faces of the format with their blocks, found {node.kind}."
            findings.error("layout.panels", node.place, problem, "Write “front:” and its blocks below it.")
        return {}
    panels = {}
    for name, blocks in node.value.items():
        panels[name] = read_blocks(blocks, findings)
        if blocks.value is None or blocks.value == []:
            findings.error("layout.empty", blocks.place, f"The face “{name}” is empty.", "Give it a block.")
    return panels
