"""The ways to reach a contact: numbers that stand in two spellings at least, and addresses on known hosts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from enum import StrEnum

from generator.catalog.addresses import check_handle, check_mail, check_url, same_address
from generator.catalog.phones import normal_number, normal_vanity
from generator.catalog.reader import Reader
from generator.catalog.words import normal_text
from generator.catalog.yamlnode import Node
from generator.findings import Place
from generator.frozen import dataclass


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


def read_channels(reader: Reader, region: str, hosts: Collection[str]) -> tuple[Channel, ...]:
    """The channels of a contact; a number or address that is wrong is a finding and left out."""
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
        languages, note = printed_text(reader, "languages", ""), reader.text("note", "")
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
    value = tried(lambda text: normal_number(text, region), shown, node, reader, "contact.number")
    if not vanity and not any(spelling != shown for spelling in also):
        reader.wrong(
            node,
            f"The number “{shown}” is written once only, so a slip in it cannot be seen.",
            "Add its letters under “vanity”, or a second spelling from the source under “also”.",
            "contact.single-spelling",
        )
    if vanity:
        spelled = tried(
            lambda text: normal_vanity(text, region), vanity, reader.need("vanity"), reader, "contact.vanity"
        )
        _refuse_difference(reader, "contact.vanity", (shown, value), (vanity, spelled))
    for other, spelling in zip(reader.items("also"), also, strict=True):
        dialled = tried(lambda text: normal_number(text, region), spelling, other, reader, "contact.number")
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
    value = tried(check, text, reader.need(key), reader, "contact.address") if text else ""
    if kind is not ChannelKind.WEB:
        return value, value, "", ()
    shown, also = printed_text(reader, "shown", value.removeprefix("https://")), reader.texts("also")
    if value and not same_address(shown, value):
        problem = f"“{shown}” is printed, but the link goes to “{value}”."
        reader.wrong(reader.need("shown"), problem, "Make the two the same page.", "contact.shown")
    for node, other in zip(reader.items("also"), also, strict=True):
        host, slash, path = other.partition("/")
        tried(check, f"https://{host.lower()}{slash}{path}", node, reader, "contact.address")
    return value, shown, "", also


def tried(check: Callable[[str], str], text: str, node: Node, reader: Reader, rule: str) -> str:
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


def printed_text(reader: Reader, key: str, default: str | None = None) -> str:
    """A text that will stand on paper."""
    text, node = reader.text(key, default), reader.optional(key)
    return normal_text(text, node.place, reader.findings) if node is not None else text
