"""Uses of a contact: the layouts that carry its numbers and addresses, and the releases that went out with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.book.checking import one_of
from generator.catalog.blocks import ContactBlock, Qr
from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.contacts import Contact
from generator.catalog.layouts import CONTACT_FIELD, Layout, every_choice
from generator.catalog.places import Roots
from generator.catalog.references import is_contact
from generator.catalog.said import Said, said_by
from generator.catalog.translated import languages_of
from generator.errors import refuse_errors
from generator.findings import Findings
from generator.frozen import dataclass
from generator.manifest import NAME, read_content
from generator.proof.carried import channel_values

RELEASES = "release"


@dataclass(frozen=True)
class Spot:
    """Where a layout carries a channel: in a `contact` block, a `code` or a `text`; `field` may choose another."""

    panel: str
    channel: str
    how: str
    field: str = ""


@dataclass(frozen=True)
class Use:
    """A layout that carries a contact: where, and the languages it can be had in."""

    layout: str
    spots: tuple[Spot, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Past:
    """A layout of a release that carries the contact; `carries` are its channels with what was printed of them.

    `changed` are the channels that the directory has another value for today.
    """

    release: str
    on: str
    quantity: str
    layout: str
    languages: tuple[str, ...]
    purposes: tuple[str, ...]
    files: tuple[str, ...]
    carries: Mapping[str, tuple[str, ...]]
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Uses:
    """All uses of a contact; `sharing` contacts have a number of it by right, `unread` manifests say nothing.

    `choices` are layouts that print it on request, each with the field to set.
    """

    contact: Contact
    sharing: tuple[str, ...]
    layouts: tuple[Use, ...]
    choices: tuple[tuple[str, str], ...]
    searched: tuple[Path, ...]
    past: tuple[Past, ...]
    unread: tuple[Path, ...]


def uses(roots: Roots, contact: str, releases: Iterable[Path]) -> Uses:
    """Where a contact is carried; raises Refused for a faulty catalogue, UsageError for an unknown id."""
    findings = Findings()
    catalog = load_catalog(roots, findings)
    refuse_errors(findings)
    return uses_in(catalog, contact, releases)


def usual_releases(roots: Roots) -> tuple[Path, ...]:
    """The folders that keep releases where none is named."""
    return (Path.cwd() / RELEASES, *([roots.workspace / RELEASES] if roots.workspace else []))


def uses_in(catalog: Catalog, contact: str, releases: Iterable[Path]) -> Uses:
    """Where a contact of a catalogue is carried; raises UsageError for an unknown id."""
    known = catalog.contacts.contacts
    found = one_of(known, contact)
    searched = tuple(dict.fromkeys(folder for folder in releases if folder.is_dir()))
    manifests = [path for folder in searched for path in sorted(folder.glob(f"*/{NAME}"))]
    return Uses(
        contact=found,
        sharing=tuple(one.id for one in known.values() if contact == one.shares or one.id == found.shares),
        layouts=tuple(_uses_in(catalog, found)),
        choices=tuple(
            (layout.id, field.name)
            for layout in catalog.layouts.values()
            for field in layout.fields.values()
            if field.kind == CONTACT_FIELD and field.sample != contact
        ),
        searched=searched,
        past=tuple(past for path in manifests for past in _released(path.parent, found)),
        unread=tuple(path for path in manifests if not read_content(path)),
    )


def _uses_in(catalog: Catalog, contact: Contact) -> Iterator[Use]:
    for layout in catalog.layouts.values():
        told = every_choice(layout, catalog.training, Findings())
        spots = tuple(dict.fromkeys(spot for one in told for spot in _spots(one, catalog, contact)))
        if spots:
            yield Use(layout.id, spots, languages_of(layout, catalog))


def _spots(layout: Layout, catalog: Catalog, contact: Contact) -> Iterator[Spot]:
    """Every channel in reading order; a text carries those that it refers to by way of other texts too."""
    for said in said_by(layout, catalog):
        yield from _of_block(said, contact)
        named = (key.split(".") for key in sorted(said.keys) if is_contact(key))
        for _, name, channel in named:
            if name == contact.id and channel != "name":
                yield Spot(said.panel, channel, "text")


def _of_block(said: Said, contact: Contact) -> Iterator[Spot]:
    block = said.block
    if isinstance(block, ContactBlock) and block.contact == contact.id:
        for channel in block.channels or (str(contact.channels[0].kind),):
            yield Spot(said.panel, channel, "contact", block.field)
    elif isinstance(block, Qr) and block.contact == contact.id:
        yield Spot(said.panel, block.channel, "code", block.field)


def _released(folder: Path, contact: Contact) -> Iterator[Past]:
    """What a release carries of the contact, layout by layout."""
    content = read_content(folder / NAME)
    release: Mapping[str, Any] = content.get("release", {})
    today = channel_values(contact)
    by_layout: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for name, entry in content.get("files", {}).items():
        if contact.id in _texts(entry.get("contacts")) or _carried(entry, contact):
            by_layout[str(entry.get("layout", ""))][name] = entry
    for layout, entries in sorted(by_layout.items()):
        carries: dict[str, set[str]] = defaultdict(set)
        for file in entries.values():
            for channel, value in _carried(file, contact).items():
                carries[channel].add(value)
        yield Past(
            release=str(release.get("name", "")) or folder.name,
            on=str(release.get("date", "")),
            quantity=str(release.get("quantity", "")),
            layout=layout,
            languages=_every(entries.values(), "language"),
            purposes=_every(entries.values(), "purpose"),
            files=tuple(sorted(entries)),
            carries={channel: tuple(sorted(values)) for channel, values in sorted(carries.items())},
            changed=tuple(channel for channel in sorted(carries) if carries[channel] != {today.get(channel, "")}),
        )


def _carried(entry: Mapping[str, Any], contact: Contact) -> dict[str, str]:
    """The channels of the contact that a file carries, with their values."""
    carries = entry.get("carries")
    pairs = carries.items() if isinstance(carries, dict) else ()
    start = f"{contact.id}."
    return {name.removeprefix(start): str(value) for name, value in pairs if name.startswith(start)}


def _every(entries: Iterable[Mapping[str, Any]], key: str) -> tuple[str, ...]:
    return tuple(sorted({str(entry[key]) for entry in entries if entry.get(key)}))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()
