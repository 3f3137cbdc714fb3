"""Layouts: how one piece looks, panel by panel, and which fields a local office may fill in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from math import prod
from pathlib import Path

from generator.catalog.blockparts import printed_words
from generator.catalog.blockreader import read_blocks
from generator.catalog.blocks import Block, ContactBlock, Image, Posting, Qr, changed, printed_texts, walk
from generator.catalog.choices import CHOICE_FIELD, COLLECTIONS, choices_of, combinations, worded
from generator.catalog.eachwords import bare_words, words_in
from generator.catalog.files import entries, open_file
from generator.catalog.parts import PARTS_FOLDER, expand, read_parts
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.training import NO_TRAINING, Training
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass

# The type of a field that chooses a contact of the directory.
CONTACT_FIELD = "contact"
# The type of a field whose value is an address under a contact's own, such as one that tells where a code was scanned.
LINK_FIELD = "link"
# The type of a field whose value is a picture of the workspace.
LOGO_FIELD = "logo"

AUDIENCES = ("public", "officer", "survivor", "worker", "trainer")

_NO_LAYOUTS = ("layouts/formats.yaml", "layouts/icons.yaml")
_NO_LAYOUT_FOLDERS = ("layouts/stocks/", "layouts/themes/", PARTS_FOLDER)

# A layout's name becomes part of file names; a field's name stands alone between braces, so it has no dot.
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIELD = re.compile(r"[a-z][a-z0-9_]*")
# A check composes a piece in every way: a role, a case and a version are some two hundred.
_MOST_WAYS = 500


@dataclass(frozen=True)
class Field:
    """A value a local office may set, by its type; `must_change` samples are for proofs only.

    The sample of a contact is the id that its blocks carry where no other one is chosen, that of a choice the one of
    `choices` that is printed then. A link is an address under that of `contact`. A logo has no sample: nothing stands
    in for it.
    """

    name: str
    kind: str
    label: str
    sample: str
    required: bool
    must_change: bool
    place: Place
    contact: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """One piece: title, audience, format, theme, fields, and the blocks of each panel.

    `allow` names what a safety rule would refuse and this piece carries on purpose. `bold` sets every word in bold.
    `rule` is the posting rule that it was filled in for. `written` are the panels of a layout with choices as they
    were written, with the parts in place, so that they can be read again for what an order chose; `picked` is that.
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
    written: Node | None = None
    picked: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """How its files begin: whatever makes another piece of it is named, so that neither overwrites the other."""
        return "-".join((self.id, *self.picked, *([self.rule] if self.rule else [])))

    @property
    def logos(self) -> dict[str, str]:
        """The logos that were given, by their fields."""
        return {name: field.sample for name, field in self.fields.items() if field.kind == LOGO_FIELD and field.sample}

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """The fields that pick one of a collection, with all they can be set to."""
        return {name: field.choices for name, field in self.fields.items() if field.kind == CHOICE_FIELD}


def layout_files(roots: Roots) -> tuple[Path, ...]:
    """Every layout file under layouts/; those of formats, stocks, themes, parts and icons are none."""
    return tuple(path for path in roots.files("layouts") if not _is_other(roots.relative(path)))


def _is_other(relative: str) -> bool:
    return relative in _NO_LAYOUTS or relative.startswith(_NO_LAYOUT_FOLDERS)


def read_layouts(roots: Roots, findings: Findings, training: Training = NO_TRAINING) -> dict[str, Layout]:
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
            layouts[name] = _read(name, node, parts, training, findings)
    return layouts


def _read(name: str, node: Node, parts: Mapping[str, Node], training: Training, findings: Findings) -> Layout:
    with Reader(node, findings) as reader:
        fields = _read_fields(reader, training)
        written = expand(reader.need("panels"), parts, findings)
        layout = Layout(
            id=name,
            title=printed_words(reader, "title"),
            audience=reader.choice("audience", AUDIENCES),
            format=reader.text("format"),
            theme=reader.text("theme"),
            fields=fields,
            panels={},
            allow=reader.texts("allow"),
            place=reader.place,
            bold=reader.boolean("bold"),
            written=written,
        )
    layout = with_choices(layout, {}, training, findings)
    _check_words(written, layout, findings)
    return layout if layout.choices else replace(layout, written=None)


def with_choices(layout: Layout, given: Mapping[str, str], training: Training, findings: Findings) -> Layout:
    """The layout read again for the choices that were made, which are its samples from now on."""
    written, layout = layout.written, with_samples(layout, given)
    if written is None:
        return layout
    values = {name: layout.fields[name].sample for name in layout.choices}
    panels = _read_panels(worded(written, values, training, findings), findings)
    panels = _with_contacts(panels, layout.fields, findings)
    return replace(layout, panels=_with_logos(panels, layout.fields, findings))


def with_samples(layout: Layout, given: Mapping[str, str]) -> Layout:
    """The layout with what was given as the samples of its fields: what it carries until something else is chosen."""
    fields = layout.fields.items()
    return replace(layout, fields={name: replace(one, sample=given.get(name, one.sample)) for name, one in fields})


def every_choice(layout: Layout, training: Training, findings: Findings) -> Iterator[Layout]:
    """The layout for every way in which its choices can be made together; one without choices as it is."""
    if not layout.choices:
        yield layout
        return
    for values in combinations(layout.choices):
        yield with_choices(layout, values, training, findings)


def asked_for(layout: Layout, pieces: Collection[str]) -> bool:
    """Whether a layout is among the pieces that were named; none named means all."""
    return not pieces or layout.id in pieces


def panels_of(layout: Layout, training: Training) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The panels of a layout by name, for every choice that can be made; what is wrong with them was found before."""
    for one in every_choice(layout, training, Findings()):
        yield from one.panels.items()


def _check_words(written: Node, layout: Layout, findings: Findings) -> None:
    """A choice that no text waits for changes nothing, and a word that nothing replaces would be printed."""
    used = set(words_in(written)) if layout.choices else set()
    for name in sorted(layout.choices.keys() - used):
        problem, fix = f"No text waits for the choice “{name}”.", f"Write “<{name}>” where its value belongs."
        findings.error("field.unused", layout.fields[name].place, problem, fix, seen=name)
    for blocks in layout.panels.values():
        for block in walk(blocks):
            if isinstance(block, Posting) and layout.choices:
                problem = "A notice for a posting rule is laid out by that rule, and leaves nothing to choose."
                fix = "Take the “posting” blocks or the fields of the type choice out."
                findings.error("field.choice", block.place, problem, fix)
            for word in (word for text in printed_texts(block) for word in bare_words(text)):
                problem = f"Nothing replaces “<{word}>”, so it would be printed as it stands."
                fix = f"{nearest(word, layout.choices)}" if layout.choices else "Declare a field of the type choice."
                findings.error("word.unknown", block.place, problem, fix, seen=word)


def _read_fields(reader: Reader, training: Training) -> dict[str, Field]:
    """The fields of a layout; where they can be set together in too many ways, with one choice each."""
    declared = entries(reader.optional("fields"), reader.findings)
    fields = {name: _read_field(name, field, training) for name, field in declared}
    ways = prod(len(field.choices) for field in fields.values() if field.choices)
    if ways <= _MOST_WAYS:
        return fields
    problem, fix = f"The choices can be made in {ways:,} ways together.", "Take a choice out, or split the layout."
    place, seen = reader.need("fields").place, str(ways)
    reader.findings.error("field.ways", place, problem, fix, seen=seen, limit=str(_MOST_WAYS))
    return {name: replace(field, choices=field.choices[:1]) for name, field in fields.items()}


def _read_field(name: str, reader: Reader, training: Training) -> Field:
    if not _FIELD.fullmatch(name):
        fix = "Use small letters, digits and underscores, such as dispatch_number."
        reader.wrong(reader.node, f"“{name}” cannot name a field.", fix, "field.name")
    with reader:
        kind = reader.choice("type", ("text", "phone", LINK_FIELD, CONTACT_FIELD, CHOICE_FIELD, LOGO_FIELD))
        if kind == LOGO_FIELD:
            return Field(name, kind, reader.text("label"), "", required=False, must_change=False, place=reader.place)
        choices = choices_of(reader.choice("of", COLLECTIONS), training) if kind == CHOICE_FIELD else ()
        return Field(
            name=name,
            kind=kind,
            label=reader.text("label"),
            sample=_read_sample(reader, kind, choices),
            required=reader.boolean("required"),
            must_change=reader.boolean("must_change"),
            place=reader.place,
            contact=reader.text("contact") if kind == LINK_FIELD else "",
            choices=choices,
        )


def _read_sample(reader: Reader, kind: str, choices: tuple[str, ...]) -> str:
    """The sample of a field: the id of a contact, one of the choices or the first of them, else any text or none."""
    if kind != CHOICE_FIELD:
        return reader.text("sample", None if kind == CONTACT_FIELD else "")
    if choices:
        return reader.choice("sample", choices, choices[0])
    fix = "Write some into data/training/, or take the field out."
    reader.wrong(reader.need("of"), f"There are no {reader.text('of')} to choose from.", fix, "field.choice")
    return reader.text("sample", "")


def _with_contacts(
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


def _with_logos(
    panels: Mapping[str, tuple[Block, ...]], fields: Mapping[str, Field], findings: Findings
) -> dict[str, tuple[Block, ...]]:
    """The panels with what was given for a field wherever a block prints its logo."""
    named = {name for name, field in fields.items() if field.kind == LOGO_FIELD}
    asked = {block.field for blocks in panels.values() for block in walk(blocks) if isinstance(block, Image)}
    for name in sorted(named - asked):
        problem, fix = f"No block prints “{name}”.", f'Write “image: {{file: "{{{name}}}", height: 0.4in}}” somewhere.'
        findings.error("field.unused", fields[name].place, problem, fix, seen=name)

    def given(block: Block) -> Block:
        if not isinstance(block, Image) or not block.field:
            return block
        if block.field in named:
            return replace(block, file=fields[block.field].sample)
        fix = nearest(block.field, named) if named else "Declare it under “fields:”, with “type: logo”."
        problem = f"No field of the type logo is called “{block.field}”."
        findings.error("field.logo", block.place, problem, fix, seen=block.field)
        return block

    return {name: changed(blocks, given) for name, blocks in panels.items()}


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
