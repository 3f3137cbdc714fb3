"""The directory: every contact point once, with who answers, when, in which languages, and where it was read."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from generator.catalog.addresses import check_host
from generator.catalog.channels import DIALLED, Channel, ChannelKind, printed_text, read_channels, tried
from generator.catalog.checks import Check, ContactCheck, history_of, read_checks
from generator.catalog.phones import SHORT_CODES, known_region
from generator.catalog.places import Roots, refuse_unreadable
from generator.catalog.reader import Reader
from generator.catalog.words import normal_text
from generator.catalog.yamlnode import Node, read_yaml
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass

__all__ = [
    "CONTACTS_FILE",
    "DIALLED",
    "NOT_STATED",
    "OWN_FILE",
    "Answers",
    "Channel",
    "ChannelKind",
    "Contact",
    "ContactRole",
    "Directory",
    "directory_with",
    "near_directory",
    "read_contacts",
    "refuse_id",
]

CONTACTS_FILE = "data/contacts.yaml"
# What a workspace adds: contacts that nobody else has. It replaces none, as `data/contacts.yaml` of a workspace does.
OWN_FILE = "data/own-contacts.yaml"

# What the directory says of hours and languages that no source gives.
NOT_STATED = "not stated"

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# The address of a page ends so where a contact is added, and that of a contact ends in its id.
_TAKEN = "add"
_ZONE = re.compile(r"any|[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)+")


class ContactRole(StrEnum):
    """What a person calls this contact for."""

    EMERGENCY = "emergency"
    REPORT = "report"
    HELP = "help"
    LABOUR = "labour"
    OFFICER = "officer"
    AWARENESS = "awareness"


class Answers(StrEnum):
    """What kind of body answers; printed beside the number through the contact's own `who` sentence."""

    EMERGENCY = "emergency"
    NGO = "ngo"
    POLICE = "police"
    AGENCY = "agency"


@dataclass(frozen=True)
class Contact:
    """One contact point, as the directory has it; `shares` names a contact that has the same number by right.

    `checked_on` is the day up to which it is known to be right: that of the newest check that counts, or `read_on`, on
    which its source was read. `history` has every check, the oldest first. `also_called` are other names it goes by.
    One that is `own` stands in the workspace's own file: its words are printed as written, in every language.
    """

    id: str
    name: str
    role: ContactRole
    answers: Answers
    who: str
    region: str
    channels: tuple[Channel, ...]
    hours: str
    zone: str
    languages: str
    source: str
    checked_on: datetime.date
    checked_by: str
    notes: tuple[str, ...]
    place: Place
    shares: str = ""
    read_on: datetime.date = datetime.date.min
    read_by: str = ""
    history: tuple[ContactCheck, ...] = ()
    also_called: tuple[str, ...] = ()
    own: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the one that is printed first."""
        return (self.name, *self.also_called)

    @property
    def values(self) -> tuple[str, ...]:
        """What its channels dial and open, which is what a check vouches for."""
        return tuple(channel.value for channel in self.channels)

    def channel(self, kind: ChannelKind) -> Channel | None:
        """The first channel of that kind."""
        return next((channel for channel in self.channels if channel.kind is kind), None)


@dataclass(frozen=True)
class Directory:
    """All contacts by id, and the hosts that printed addresses may have."""

    contacts: Mapping[str, Contact]
    hosts: frozenset[str]


def read_contacts(roots: Roots, findings: Findings) -> Directory:
    """The directory: what ships, with single contacts added or replaced by the workspace's `data/contacts.yaml`.

    Those of its `data/own-contacts.yaml` are added, and may replace none.
    """
    own = _open(roots.workspace, OWN_FILE, roots, findings) if roots.workspace else None
    return directory_with(own, roots, findings)


def directory_with(own: Node | None, roots: Roots, findings: Findings) -> Directory:
    """The directory as it is with these contacts of one's own: the node is a whole file of them."""
    hosts: set[str] = set()
    entries: dict[str, Node] = {}
    for root in reversed(roots.folders):
        node = _open(root, CONTACTS_FILE, roots, findings)
        if node is not None:
            entries.update(_entries(node, hosts, findings))
    added = _added(own, entries, hosts, findings)
    entries.update(added)
    if not entries:
        findings.error(
            "contact.none", Place(CONTACTS_FILE), "The directory has no contact.", "Add one under “contacts:”."
        )
    read = [_contact(name, node, hosts, findings) for name, node in entries.items()]
    checks = read_checks(roots, entries, findings)
    known = {one.id: replace(_checked(one, checks), own=one.id in added) for one in read if one is not None}
    directory = Directory(MappingProxyType(known), frozenset(hosts))
    _refuse_strange_shares(directory, findings)
    _refuse_twice(directory, findings)
    _refuse_one_name(directory, findings)
    return directory


def refuse_id(name: str, place: Place, findings: Findings) -> None:
    """A finding for what cannot be the id of a contact."""
    if name == _TAKEN:
        problem = f"“{name}” cannot be the id of a contact: a page of the studio has that address."
        findings.error("contact.id", place, problem, "Take another id, such as campus-dispatch.", seen=name)
    elif not _ID.fullmatch(name):
        problem = f"“{name}” cannot be referred to."
        findings.error("contact.id", place, problem, "Use small letters, digits and single hyphens.", seen=name)


def _entries(node: Node, hosts: set[str], findings: Findings) -> dict[str, Node]:
    """The contacts of one file by id, none of them read; its hosts are put to the others."""
    with Reader(node, findings) as file, file.mapping("contacts") as contacts:
        hosts.update(_hosts(file))
        return {name: contacts.need(name) for name in contacts.names()}


def _added(own: Node | None, known: Collection[str], hosts: set[str], findings: Findings) -> dict[str, Node]:
    """The contacts of one's own, without those whose id means another contact already."""
    added = {} if own is None else _entries(own, hosts, findings)
    for name in [name for name in added if name in known]:
        problem = f"“{name}” is a contact of the directory already, and {OWN_FILE} may replace none."
        fix = f"Take another id. To correct that contact, write it into {CONTACTS_FILE} of your workspace."
        findings.error("contact.taken", added.pop(name).place, problem, fix, seen=name)
    return added


def near_directory(value: str, directory: Directory) -> Contact | None:
    """The contact whose number is one slip of the finger away from `value` (E.164 or short code).

    A slip is one digit changed, or two neighbours swapped; None where the value is itself in the directory.
    """
    table = _slips.get(id(directory))
    if table is None or table[0] is not directory:
        _slips.clear()
        table = _slips[id(directory)] = directory, _near_numbers(directory)
    return table[1].get(value)


# The numbers one slip away from those of the directory that was asked last, with that directory itself.
_slips: dict[int, tuple[Directory, dict[str, Contact | None]]] = {}


def _near_numbers(directory: Directory) -> dict[str, Contact | None]:
    """Each number one slip away with the contact that it is nearest to; None for the directory's own."""
    numbers = {
        channel.value: contact
        for contact in reversed(list(directory.contacts.values()))
        for channel in contact.channels
        if channel.kind in DIALLED
    }
    near: dict[str, Contact | None] = dict.fromkeys(numbers)
    for number in sorted(numbers):
        for slip in _one_slip_away(number):
            near.setdefault(slip, numbers[number])
    return near


def _one_slip_away(number: str) -> Iterator[str]:
    """Every row of digits as long, with one digit changed or two neighbours swapped."""
    for at, old in enumerate(number):
        if old.isdigit():
            yield from (f"{number[:at]}{new}{number[at + 1 :]}" for new in "0123456789" if new != old)
            yield f"{number[:at]}{number[at + 1 : at + 2]}{old}{number[at + 2 :]}"


def _checked(contact: Contact, checks: Iterable[Check]) -> Contact:
    """The contact with the history of its checks, and the day and the signer of the newest that counts."""
    history = history_of(contact.id, contact.values, checks)
    newest = next((check for check in reversed(history) if check.counts), None)
    if newest is None or newest.on < contact.read_on:
        return replace(contact, history=history)
    return replace(contact, history=history, checked_on=newest.on, checked_by=newest.by)


def _open(root: Path, name: str, roots: Roots, findings: Findings) -> Node | None:
    """A file of contacts of one root; None where there is none, with a finding where it is no file."""
    path = Roots(root).find(name)
    if path is None:
        refuse_unreadable(root / name, roots, findings)
        return None
    return read_yaml(path, roots.shown(path), findings)


def _hosts(file: Reader) -> set[str]:
    """The hosts a file lists, each in its plain form."""
    hosts = set()
    for node in file.items("hosts"):
        if tried(check_host, file.as_text(node), node, file, "contact.host"):
            hosts.add(file.as_text(node))
    return hosts


def _contact(name: str, node: Node, hosts: Collection[str], findings: Findings) -> Contact | None:
    """One contact, or None with a finding where it has no keys at all."""
    refuse_id(name, node.place, findings)
    with Reader(node, findings) as reader:
        if not isinstance(node.value, dict):
            return None
        return Contact(
            id=name,
            name=printed_text(reader, "name"),
            also_called=_other_names(reader),
            role=ContactRole(reader.choice("role", list(ContactRole))),
            answers=Answers(reader.choice("answers", list(Answers))),
            who=printed_text(reader, "who"),
            region=(region := _region(reader)),
            hours=printed_text(reader, "hours"),
            zone=_zone(reader),
            languages=printed_text(reader, "languages"),
            channels=read_channels(reader, region, hosts),
            source=reader.text("source"),
            checked_on=(read_on := reader.date("checked_on")),
            checked_by=(read_by := reader.text("checked_by")),
            notes=reader.texts("notes"),
            shares=reader.text("shares", ""),
            read_on=read_on,
            read_by=read_by,
            place=node.place,
        )


def _other_names(reader: Reader) -> tuple[str, ...]:
    """Names in the form that printed names have; a blank one is a finding."""
    nodes = reader.items("also_called")
    names = tuple(normal_text(reader.as_text(node), node.place, reader.findings) for node in nodes)
    for name, node in zip(names, nodes, strict=True):
        if not name.strip():
            reader.wrong(node, "This name is blank.", "Write the name, or take the entry out.", "contact.also-called")
    return names


def _region(reader: Reader) -> str:
    """A region that numbers can be read in, or an empty text."""
    region = reader.text("region")
    return region if region and tried(known_region, region, reader.need("region"), reader, "contact.region") else ""


def _zone(reader: Reader) -> str:
    zone = reader.text("zone")
    if zone and not _ZONE.fullmatch(zone):
        problem = f"“{zone}” is not a time zone."
        reader.wrong(reader.need("zone"), problem, "Write one such as America/New_York, or any.", "contact.zone")
    return zone


def _refuse_strange_shares(directory: Directory, findings: Findings) -> None:
    """A contact that shares another's number must name one that exists, and have that number."""
    for contact in directory.contacts.values():
        other = directory.contacts.get(contact.shares)
        if contact.shares and other is None:
            problem = f"The contact shares with “{contact.shares}”, which does not exist."
            findings.error("contact.shares", contact.place, problem, nearest(contact.shares, directory.contacts))
        elif other is not None and not {*contact.values} & {*other.values}:
            findings.error(
                "contact.shares",
                contact.place,
                f"“{contact.id}” says it shares a number with “{other.id}”, but their numbers differ.",
                "Correct the wrong number, or remove “shares”.",
            )


def _refuse_twice(directory: Directory, findings: Findings) -> None:
    """One value belongs to one contact, so that a printed number has one meaning."""
    owners: dict[str, Contact] = {}
    for contact in directory.contacts.values():
        for channel in contact.channels:
            owner = owners.setdefault(channel.value, contact)
            common = channel.value in SHORT_CODES and SHORT_CODES[channel.value].common
            if owner is not contact and not common and contact.shares != owner.id and owner.shares != contact.id:
                findings.error(
                    "contact.twice",
                    channel.place,
                    f"“{channel.shown}” belongs to “{owner.id}” already.",
                    f"Use that contact, or say “shares: {owner.id}”.",
                    seen=channel.value,
                )


def _refuse_one_name(directory: Directory, findings: Findings) -> None:
    """Another name that also means another contact would not say which of the two is meant."""
    owners: dict[str, list[str]] = defaultdict(list)
    for contact in directory.contacts.values():
        for name in contact.names:
            owners[name.casefold()].append(contact.id)
    for contact in directory.contacts.values():
        for name in contact.also_called:
            other = next((owner for owner in owners[name.casefold()] if owner != contact.id), None)
            if other is not None:
                problem = f"“{contact.id}” is also called “{name}”, but so is “{other}”."
                fix = "Take the name out under one of the two, or write it out so that they differ."
                findings.error("contact.also-called", contact.place, problem, fix, seen=name)
