"""The directory: every contact point once, with who answers, when, in which languages, and where it was read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from generator.catalog.addresses import check_handle, check_host, check_mail, check_url, same_address
from generator.catalog.phones import SHORT_CODES, known_region, normal_number, normal_vanity, one_slip
from generator.catalog.places import Roots, refuse_unreadable
from generator.catalog.reader import Reader
from generator.catalog.words import normal_text
from generator.catalog.yamlnode import Node, read_yaml
from generator.findings import Findings, Place, nearest

CONTACTS_FILE = "data/contacts.yaml"

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
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


class ChannelKind(StrEnum):
    """The ways to reach a contact."""

    VOICE = "voice"
    ABROAD = "abroad"
    TTY = "tty"
    TEXT = "text"
    WEB = "web"
    MAIL = "mail"
    SOCIAL = "social"


# Channels whose value is dialled: digits that must be right to the last one.
DIALLED = frozenset({ChannelKind.VOICE, ChannelKind.ABROAD, ChannelKind.TTY, ChannelKind.TEXT})


@dataclass(frozen=True)
class Channel:
    """One way to reach a contact.

    `value` is canonical (E.164, short code, https URL, mail address, handle); `shown` is how it is printed, as
    its owner writes it; `vanity` spells the same number in letters; `also` are other true spellings of the value.
    `languages` are words that are printed, `spoken` the English names in them, which no translation changes.
    """

    kind: ChannelKind
    value: str
    shown: str
    vanity: str = ""
    also: tuple[str, ...] = ()
    languages: str = ""
    note: str = ""
    place: Place = Place()
    spoken: tuple[str, ...] = ()

    def speaks(self, english_name: str) -> bool:
        """Whether it is answered in a language, by that one's English name; where none are stated, it may be."""
        return not self.spoken or english_name in self.spoken

    @property
    def link(self) -> str:
        """The live link for screens: tel:, sms:, https: or mailto:; empty for a handle."""
        if self.kind is ChannelKind.TEXT:
            return f"sms:{self.value}"
        if self.kind in DIALLED:
            return f"tel:{self.value}"
        if self.kind is ChannelKind.MAIL:
            return f"mailto:{self.value}"
        return self.value if self.kind is ChannelKind.WEB else ""


@dataclass(frozen=True)
class Contact:
    """One contact point, as the directory has it; `shares` names a contact that has the same number by right."""

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
    also_called: tuple[str, ...] = ()

    def channel(self, kind: ChannelKind) -> Channel | None:
        """The first channel of that kind."""
        return next((channel for channel in self.channels if channel.kind is kind), None)


@dataclass(frozen=True)
class Directory:
    """All contacts by id, and the hosts that printed addresses may have."""

    contacts: Mapping[str, Contact]
    hosts: frozenset[str]


def read_contacts(roots: Roots, findings: Findings) -> Directory:
    """The directory: what ships, with single contacts added or replaced by the workspace's `data/contacts.yaml`."""
    hosts: set[str] = set()
    entries: dict[str, Node] = {}
    for root in reversed(roots.folders):
        node = _open(root, roots, findings)
        if node is not None:
            with Reader(node, findings) as file, file.mapping("contacts") as contacts:
                hosts.update(_hosts(file))
                entries.update((name, contacts.need(name)) for name in contacts.names())
    if not entries:
        findings.error(
            "contact.none", Place(CONTACTS_FILE), "The directory has no contact.", "Add one under “contacts:”."
        )
    read = (_contact(name, node, hosts, findings) for name, node in entries.items())
    directory = Directory(MappingProxyType({c.id: c for c in read if c is not None}), frozenset(hosts))
    _refuse_strange_shares(directory, findings)
    _refuse_twice(directory, findings)
    return directory


def near_directory(value: str, directory: Directory) -> Contact | None:
    """The contact whose number is one slip of the finger away from `value` (E.164 or short code).

    A slip is one digit changed, or two neighbours swapped; None where the value is itself in the directory.
    """
    numbers = {
        channel.value: contact
        for contact in reversed(list(directory.contacts.values()))
        for channel in contact.channels
        if channel.kind in DIALLED
    }
    if value in numbers:
        return None
    near = (number for number in sorted(numbers) if len(number) == len(value) and one_slip(number, value))
    return next((numbers[number] for number in near), None)


def _open(root: Path, roots: Roots, findings: Findings) -> Node | None:
    """The directory of one root; None where there is none, with a finding where it is no file."""
    path = Roots(root).find(CONTACTS_FILE)
    if path is None:
        refuse_unreadable(root / CONTACTS_FILE, roots, findings)
        return None
    return read_yaml(path, roots.shown(path), findings)


def _hosts(file: Reader) -> set[str]:
    """The hosts a file lists, each in its plain form."""
    hosts = set()
    for node in file.items("hosts"):
        if _tried(check_host, file.as_text(node), node, file, "contact.host"):
            hosts.add(file.as_text(node))
    return hosts


def _contact(name: str, node: Node, hosts: Collection[str], findings: Findings) -> Contact | None:
    """One contact, or None with a finding where it has no keys at all."""
    if not _ID.fullmatch(name):
        findings.error(
            "contact.id",
            node.place,
            f"“{name}” cannot be referred to.",
            "Use small letters, digits and single hyphens.",
            seen=name,
        )
    with Reader(node, findings) as reader:
        if not isinstance(node.value, dict):
            return None
        return Contact(
            id=name,
            name=_printed(reader, "name"),
            role=ContactRole(reader.choice("role", list(ContactRole))),
            answers=Answers(reader.choice("answers", list(Answers))),
            who=_printed(reader, "who"),
            region=(region := _region(reader)),
            hours=_printed(reader, "hours"),
            zone=_zone(reader),
            languages=_printed(reader, "languages"),
            channels=_channels(reader, region, hosts),
            source=reader.text("source"),
            checked_on=reader.date("checked_on"),
            checked_by=reader.text("checked_by"),
            notes=reader.texts("notes"),
            shares=reader.text("shares", ""),
            place=node.place,
        )


def _printed(reader: Reader, key: str, default: str | None = None) -> str:
    """A text that will stand on paper."""
    text, node = reader.text(key, default), reader.optional(key)
    return normal_text(text, node.place, reader.findings) if node is not None else text


def _region(reader: Reader) -> str:
    """A region that numbers can be read in, or an empty text."""
    region = reader.text("region")
    return region if region and _tried(known_region, region, reader.need("region"), reader, "contact.region") else ""


def _zone(reader: Reader) -> str:
    zone = reader.text("zone")
    if zone and not _ZONE.fullmatch(zone):
        problem = f"“{zone}” is not a time zone."
        reader.wrong(reader.need("zone"), problem, "Write one such as America/New_York, or any.", "contact.zone")
    return zone


def _channels(reader: Reader, region: str, hosts: Collection[str]) -> tuple[Channel, ...]:
    nodes = reader.items("channels")
    if not nodes:
        reader.wrong(reader.node, "The contact has no channel.", "Add one under “channels:”.", "contact.no-channel")
    read = (_channel(Reader(node, reader.findings), region, hosts) for node in nodes)
    return tuple(channel for channel in read if channel is not None)


def _channel(channel: Reader, region: str, hosts: Collection[str]) -> Channel | None:
    """One channel, or None with findings where its kind or its value is wrong."""
    with channel as reader:
        if not isinstance(reader.node.value, dict):
            return None
        before = len(reader.findings)
        kind = ChannelKind(reader.choice("kind", list(ChannelKind)))
        if len(reader.findings) > before:  # what the other keys should be depends on the kind
            reader.names()
            return None
        languages, note = _printed(reader, "languages", ""), reader.text("note", "")
        if kind in DIALLED:
            value, shown, vanity, also = _dialled(reader, region)
        else:
            value, shown, vanity, also = _address(reader, kind, hosts)
        spoken = tuple(filter(None, re.split(r"[,;]\s*", languages)))
        return Channel(kind, value, shown, vanity, also, languages, note, reader.place, spoken) if value else None


def _dialled(reader: Reader, region: str) -> tuple[str, str, str, tuple[str, ...]]:
    """A number with its other spellings: all of them must dial the same."""
    shown, vanity, also = reader.text("number"), reader.text("vanity", ""), reader.texts("also")
    if not shown or not region:
        return "", "", "", ()
    node = reader.need("number")
    value = _tried(lambda text: normal_number(text, region), shown, node, reader, "contact.number")
    if not vanity and not any(spelling != shown for spelling in also):
        reader.wrong(
            node,
            f"The number “{shown}” is written once only, so a slip in it cannot be seen.",
            "Add its letters under “vanity”, or a second spelling from the source under “also”.",
            "contact.single-spelling",
        )
    if vanity:
        spelled = _tried(
            lambda text: normal_vanity(text, region), vanity, reader.need("vanity"), reader, "contact.vanity"
        )
        _refuse_difference(reader, "contact.vanity", (shown, value), (vanity, spelled))
    for other, spelling in zip(reader.items("also"), also, strict=True):
        dialled = _tried(lambda text: normal_number(text, region), spelling, other, reader, "contact.number")
        _refuse_difference(reader, "contact.spelling", (shown, value), (spelling, dialled))
    return value, shown, vanity, also


def _refuse_difference(reader: Reader, rule: str, number: tuple[str, str], other: tuple[str, str]) -> None:
    """Compare (as written, as dialled) of two spellings; one that dials nothing has its own finding."""
    if other[1] and number[1] != other[1]:
        reader.wrong(
            reader.need("number"),
            f"“{number[0]}” and “{other[0]}” should be one number, but dial {number[1] or 'nothing'} and {other[1]}.",
            "Look the number up at its source and correct the wrong one.",
            rule,
        )


def _address(reader: Reader, kind: ChannelKind, hosts: Collection[str]) -> tuple[str, str, str, tuple[str, ...]]:
    """A page, a mail box or a handle, as it is linked and as it is printed."""
    key, check = {
        ChannelKind.WEB: ("url", lambda text: check_url(text, hosts)),
        ChannelKind.MAIL: ("address", lambda text: check_mail(text, hosts)),
    }.get(kind, ("handle", check_handle))
    text = reader.text(key)
    value = _tried(check, text, reader.need(key), reader, "contact.address") if text else ""
    if kind is not ChannelKind.WEB:
        return value, value, "", ()
    shown, also = _printed(reader, "shown", value.removeprefix("https://")), reader.texts("also")
    if value and not same_address(shown, value):
        problem = f"“{shown}” is printed, but the link goes to “{value}”."
        reader.wrong(reader.need("shown"), problem, "Make the two the same page.", "contact.shown")
    for node, other in zip(reader.items("also"), also, strict=True):
        host, slash, path = other.partition("/")
        _tried(check, f"https://{host.lower()}{slash}{path}", node, reader, "contact.address")
    return value, shown, "", also


def _tried(check: Callable[[str], str], text: str, node: Node, reader: Reader, rule: str) -> str:
    """What a check makes of the text; its refusal becomes a finding, and the result empty."""
    try:
        return check(text)
    except ValueError as error:
        problem = str(error)
        if rule in _DIALLED_RULES:
            shown = "".join(character for character in text if character.isprintable())
            problem = f"“{shown}” cannot be used: {problem}"
        reader.wrong(node, f"{problem[0].upper()}{problem[1:]}.", _FIXES[rule], rule)
        return ""


# Their checks name the fault alone, without the number.
_DIALLED_RULES = ("contact.number", "contact.vanity")

_FIXES = {
    "contact.number": "Copy the number from its source again.",
    "contact.vanity": "Copy the letters from their source again.",
    "contact.address": "Copy the address from its source; a person who knows a new host may add it to “hosts:”.",
    "contact.host": "Write the host alone, in small letters, such as www.ice.gov.",
    "contact.region": "Write the country's two letters, such as US.",
}


def _refuse_strange_shares(directory: Directory, findings: Findings) -> None:
    """A contact that shares another's number must name one that exists, and have that number."""
    for contact in directory.contacts.values():
        other = directory.contacts.get(contact.shares)
        if contact.shares and other is None:
            problem = f"The contact shares with “{contact.shares}”, which does not exist."
            findings.error("contact.shares", contact.place, problem, nearest(contact.shares, directory.contacts))
        elif other is not None and not _values(contact) & _values(other):
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


def _values(contact: Contact) -> set[str]:
    return {channel.value for channel in contact.channels}
