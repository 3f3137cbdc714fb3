"""What an order chooses: the contacts and logos that blocks leave to a field, and the role, case or version told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.catalog.blocks import Block, ContactBlock, Image, Qr, changed, walk
from generator.catalog.choices import CHOICE_FIELD, combinations
from generator.catalog.contacts import Directory
from generator.catalog.layouts import CONTACT_FIELD, LOGO_FIELD, Layout, with_choices, with_samples
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.textcheck import check_contact
from generator.compose.record import check_choice, check_logo
from generator.findings import Findings, Place, unsaid

_LONGEST = 60


def chosen(layouts: Iterable[Layout], given: Mapping[str, str], catalog: Catalog, findings: Findings) -> list[Layout]:
    """The layouts as their fields choose them to be; a choice that cannot be had is a finding.

    Ask before the safety rules and the languages of a layout: both hang on what it says and whom it names.
    """
    return [_chosen(layout, given, catalog, findings) for layout in layouts]


def with_chosen(catalog: Catalog, given: Mapping[str, str], findings: Findings) -> Catalog:
    """The catalogue with what was chosen in all of its layouts."""
    layouts = chosen(catalog.layouts.values(), given, catalog, findings)
    return replace(catalog, layouts={layout.id: layout for layout in layouts})


def every_chosen(
    layout: Layout, given: Mapping[str, str], catalog: Catalog, findings: Findings
) -> Iterator[tuple[Layout, Findings]]:
    """A layout in which `given` was chosen, for every choice that is left open: its own first, each with findings.

    What was found with a choice comes to `findings` when the next one is asked for, unless it was found before.
    """
    known = list(findings)
    for one in ways_of(layout, given, catalog):
        found = Findings()
        yield one, found
        new = unsaid(found, known)
        known += new
        said = "" if one is layout else f"With {_choices(one, layout)}: "
        findings.extend(replace(finding, problem=said + finding.problem) for finding in new)


def ways_of(layout: Layout, given: Mapping[str, str], catalog: Catalog) -> Iterator[Layout]:
    """A layout in which `given` was chosen, and what becomes of it by every choice that is left open."""
    yield layout
    open_choices = {name: choices for name, choices in layout.choices.items() if not given.get(name, "").strip()}
    for values in combinations(open_choices):
        if any(layout.fields[name].sample != value for name, value in values.items()):
            yield with_choices(layout, values, catalog.training, Findings())


def _choices(one: Layout, usual: Layout) -> str:
    """The choices that differ, as they are given to a command."""
    pairs = ((name, one.fields[name].sample) for name in one.choices)
    return ", ".join(f"{name}={value}" for name, value in pairs if usual.fields[name].sample != value)


def _chosen(layout: Layout, given: Mapping[str, str], catalog: Catalog, findings: Findings) -> Layout:
    picked = _picked(layout, given, CHOICE_FIELD)
    found = Findings()
    for name, text in picked.items():
        check_choice(layout.fields[name], text, _set(name), found)
    if picked and not found.errors:
        layout = replace(with_choices(layout, picked, catalog.training, found), picked=tuple(picked.values()))
    findings.extend(found)
    if found.errors:
        return layout
    return _with_logos(_with_contacts(layout, given, catalog.contacts, findings), given, catalog.roots, findings)


def _picked(layout: Layout, given: Mapping[str, str], kind: str) -> dict[str, str]:
    """The fields of a kind that were filled in, with what was chosen."""
    fields = (name for name, field in layout.fields.items() if field.kind == kind)
    return {name: text for name in fields if (text := _one_line(given.get(name, "")))}


def _set(name: str) -> Place:
    return Place(key=f"--set {name}")


def _with_contacts(layout: Layout, given: Mapping[str, str], directory: Directory, findings: Findings) -> Layout:
    picked = _picked(layout, given, CONTACT_FIELD)
    if not picked:
        return layout

    def taken(block: Block) -> Block:
        if isinstance(block, ContactBlock | Qr) and block.field in picked:
            return replace(block, contact=picked[block.field])
        return block

    found = Findings()
    before, layout = layout, with_samples(layout, picked)
    panels = {name: changed(blocks, taken) for name, blocks in layout.panels.items()}
    for block in walk(block for blocks in panels.values() for block in blocks):
        if isinstance(block, ContactBlock | Qr) and block.field in picked:
            channels = block.channels if isinstance(block, ContactBlock) else (block.channel,)
            check_contact(block.contact, channels, _set(block.field), directory, found)
    findings.extend(found)
    return before if found.errors else replace(layout, panels=panels)


def _with_logos(layout: Layout, given: Mapping[str, str], roots: Roots, findings: Findings) -> Layout:
    """The layout with the pictures that were given for its logos; each of them was decoded once, so it can be."""
    logos = {name: field for name, field in layout.fields.items() if field.kind == LOGO_FIELD}
    picked = {name: file for name in logos if (file := given.get(name, "").strip())}
    found = Findings()
    for name, file in picked.items():
        check_logo(logos[name], file, _set(name), roots, found)
    findings.extend(unsaid(found, findings))
    if not picked or found.errors:
        return layout

    def shown(block: Block) -> Block:
        return replace(block, file=picked[block.field]) if isinstance(block, Image) and block.field in picked else block

    panels = {name: changed(blocks, shown) for name, blocks in layout.panels.items()}
    return replace(with_samples(layout, picked), panels=panels)


def _one_line(text: str) -> str:
    """A value as a finding can quote it; no id is as long, or has such signs in it."""
    line = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text.strip())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
