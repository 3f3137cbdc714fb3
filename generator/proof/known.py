"""The directory by what is dialled and where links lead: whether a number or address is ours, and whose it is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from generator.catalog.addresses import address_form, link_form
from generator.catalog.contacts import DIALLED, Channel, ChannelKind, Directory
from generator.frozen import dataclass
from generator.proof.addresses import host_of
from generator.proof.numbers import FoundNumber, number_digits, read_text, same_numbers
from generator.proof.payloads import Target
from generator.proof.plain import plain_text
from generator.proof.slips import slips

# A local spelling without area code has seven digits; fewer would let any ending pass for the whole.
_LOCAL = 7
# A doubtful run is only accused when it is this near to a true number: two slips for a whole one, one for a shorter.
_NEAR, _NEAR_SHORT = 2, 1
# The kind of what is known by its host alone.
HOST = "host"


@dataclass(frozen=True)
class Known:
    """One entry of the directory: the contact's id and name, and how the number or address is printed.

    The id is empty for what this job alone says; then it has no `checked_on` either, the day up to which it is known
    to be right. `kind` and `value` are the channel's own.
    """

    contact: str
    name: str
    shown: str
    kind: str = ""
    value: str = ""
    checked_on: datetime.date | None = None

    def __str__(self) -> str:
        return f"{self.shown} ({self.name})"


@dataclass(frozen=True)
class KnownDirectory:
    """The directory as proof looks things up: by dialled digits, by printed address, by host, by link target.

    `words` are short codes spelled in letters alone; `shorteners` are hosts that hide where an address leads.
    `owners` are the contacts that give a number, `names` those that a name in small letters may stand for, which
    `named` has as it is written.
    """

    numbers: Mapping[str, Known]
    words: Mapping[str, Known]
    addresses: Mapping[str, Known]
    links: Mapping[str, Known]
    hosts: frozenset[str]
    shorteners: frozenset[str] = frozenset()
    owners: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)

    def accuses(self, number: FoundNumber) -> bool:
        """Whether a number is not in the directory; a doubtful one only counts when it is very like a true one."""
        if number.digits in self.numbers:
            return False
        if number.word:
            return any(slips(number.word, word) <= _NEAR_SHORT for word in self.words)
        return number.sure or self._is_like(number.digits, _NEAR if len(number.digits) > _LOCAL else _NEAR_SHORT)

    def _is_like(self, digits: str, most: int) -> bool:
        """Whether any number is so few slips away; one of quite another length is not, and need not be compared."""
        short, tail = digits.removeprefix("+1"), _LOCAL if len(digits) == _LOCAL else 0
        ours = (known.removeprefix("+1")[-tail:] for known in self.numbers)
        return any(slips(short, one, most) <= most for one in ours)

    def turned_round(self, number: FoundNumber) -> Known | None:
        """The entry whose number it is with its groups in reverse order, as right-to-left text prints it by mistake."""
        groups = re.findall("[0-9]+", plain_text(number.text).text)
        digits = number_digits("".join(reversed(groups))) if len(groups) > 2 else ""
        return self.numbers.get(digits)

    def is_local(self, number: FoundNumber) -> bool:
        """Whether nobody but this job vouches for the number."""
        return number.digits in self.numbers and not self.numbers[number.digits].contact

    def nearest_number(self, digits: str) -> tuple[str, int]:
        """The digits in the directory that differ least from `digits`, and by how many slips of the finger.

        Seven digits are compared with the last seven.
        """
        short, tail = digits.removeprefix("+1"), _LOCAL if len(digits) == _LOCAL else 0
        ranked = sorted((slips(short, known.removeprefix("+1")[-tail:]), known) for known in self.numbers)
        return (ranked[0][1], ranked[0][0]) if ranked else ("", len(digits))

    def nearest(self, number: FoundNumber) -> Known | None:
        """The entry whose number differs least."""
        if number.word and self.words:
            return self.words[min((slips(number.word, word), word) for word in self.words)[1]]
        return self.numbers.get(self.nearest_number(number.digits)[0])

    def nearest_address(self, address: str) -> Known | None:
        """The entry whose printed address differs least, if it is at all alike."""
        best, most = "", max(3, len(address) // 3) + 1
        for known in sorted(self.addresses):
            far = slips(address, known, most - 1)
            if far < most:
                best, most = known, far
        return self.addresses[best] if best else None

    def has_address(self, address: str) -> bool:
        """Whether the address is printed in the directory, or is the bare name of a host it lists."""
        return address in self.addresses or address in self.hosts

    def has_target(self, target: Target) -> bool:
        """Whether a payload's target is in the directory, to the letter."""
        return target.value in (self.numbers if target.kind == "number" else self.links)

    def address(self, spellings: Iterable[str]) -> Known | None:
        """The entry that a printed address belongs to, by any of its spellings; a listed host stands for itself."""
        for spelling in spellings:
            if spelling in self.addresses:
                return self.addresses[spelling]
            if spelling in self.hosts:
                return Known("", spelling, spelling, kind=HOST)
        return None

    def target(self, target: Target) -> Known | None:
        """The entry that a payload leads to."""
        return (self.numbers if target.kind == "number" else self.links).get(target.value)

    def printed_forms(self, link: str) -> Iterator[str]:
        """The printed addresses that lead where the link target does."""
        yield address_form(link)
        page = link.partition("?")[0]  # what stands behind it tells codes apart, and leads to the same page
        for owner in filter(None, map(self.links.get, dict.fromkeys((link, page)))):
            yield from (address for address, known in self.addresses.items() if known == owner)


def known_directory(directory: Directory, local: Iterable[str] = ()) -> KnownDirectory:
    """Index a directory; `local` are numbers and addresses of this job's own fields, which are allowed too."""
    numbers: dict[str, Known] = {}
    words: dict[str, Known] = {}
    addresses: dict[str, Known] = {}
    links: dict[str, Known] = {}
    owners: dict[str, frozenset[str]] = {}
    for contact in directory.contacts.values():
        for channel in contact.channels:
            known = Known(contact.id, contact.name, channel.shown, channel.kind, channel.value, contact.checked_on)
            dialled = dialled_by(channel)
            _add(numbers, dialled, known)
            for digits in dialled:
                shared = {contact.shares} if contact.shares else set()
                owners[digits] = owners.get(digits, frozenset()) | {contact.id} | shared
            _add(addresses, printed_by(channel), known)
            _add(links, linked_by(channel), known)
            if channel.vanity.isalpha():
                words.setdefault(channel.vanity, replace(known, shown=channel.vanity))
    for text in local:
        known = Known("", "this job", text)
        found = tuple(address.address for address in read_text(text)[1])
        _add(addresses, found, known)
        _add(links, (link_form(f"mailto:{a}" if "@" in a else f"https://{a}") for a in found), known)
        _add(links, (link_form(text),) if text.startswith("https://") else (), known)
        _add(numbers, same_numbers([text]) if not found else (), known)
    hosts = {address_form(host) for host in directory.hosts} | {host_of(address) for address in addresses}
    names: dict[str, frozenset[str]] = {}
    named: dict[str, str] = {}
    for contact in directory.contacts.values():
        for name in (contact.name, *contact.also_called):
            names[name.casefold()] = names.get(name.casefold(), frozenset()) | {contact.id}
            named.setdefault(name.casefold(), name)
    return KnownDirectory(numbers, words, addresses, links, frozenset(hosts), owners=owners, names=names, named=named)


def _add(table: dict[str, Known], keys: Iterable[str], known: Known) -> None:
    """What the directory says first stays: a number that it has is not this job's own."""
    for key in keys:
        table.setdefault(key, known)


def _spellings(channel: Channel) -> tuple[str, ...]:
    return tuple(text for text in (channel.shown, channel.vanity, *channel.also) if text)


def dialled_by(channel: Channel) -> tuple[str, ...]:
    """What a channel's value dials, and how its spellings read where they are only the local part of it."""
    if channel.kind not in DIALLED:
        return ()
    value = number_digits(channel.value)
    return (
        value,
        *(tail for tail in same_numbers(_spellings(channel)) if len(tail) >= _LOCAL and value.endswith(tail)),
    )


def printed_by(channel: Channel) -> tuple[str, ...]:
    """The printed forms of an address; a handle is none."""
    if channel.kind not in (ChannelKind.WEB, ChannelKind.MAIL):
        return ()
    return tuple(dict.fromkeys(address_form(text) for text in (channel.value, *_spellings(channel))))


def linked_by(channel: Channel) -> tuple[str, ...]:
    """The live targets of an address; other spellings count where they are whole links themselves."""
    texts = (channel.link, *channel.also)
    return tuple(link_form(text) for text in texts if text.lower().startswith(("https://", "mailto:")))
