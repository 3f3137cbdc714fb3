"""The directory by what is dialled and where links lead: whether a number or address is ours, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.catalog.contacts import DIALLED, Channel, ChannelKind, Directory
from generator.proof.addresses import find_addresses, host_of, linked_address, printed_address
from generator.proof.numbers import number_digits, same_numbers
from generator.proof.payloads import Target

# A local spelling without area code has seven digits; fewer would let any ending pass for the whole.
_SHORTEST_TAIL = 7


@dataclass(frozen=True)
class Known:
    """One entry of the directory: the contact's id and name, and how the number or address is printed."""

    contact: str
    name: str
    shown: str

    def __str__(self) -> str:
        return f"{self.shown} ({self.name})"


@dataclass(frozen=True)
class KnownDirectory:
    """The directory as proof looks things up: by dialled digits, by printed address, by host, by link target.

    `spellings` holds for each link target the printed forms that name it.
    """

    numbers: Mapping[str, Known]
    addresses: Mapping[str, Known]
    links: Mapping[str, Known]
    spellings: Mapping[str, tuple[str, ...]]
    hosts: frozenset[str]

    def nearest_number(self, digits: str) -> tuple[str, int]:
        """The digits in the directory that differ least from `digits`, and by how many slips of the finger."""
        ranked = sorted((slips(_local(digits), _local(known)), known) for known in self.numbers)
        return (ranked[0][1], ranked[0][0]) if ranked else ("", len(digits))

    def nearest_address(self, address: str) -> Known | None:
        """The entry whose printed address differs least, if it is at all alike."""
        ranked = sorted((slips(address, known), known) for known in self.addresses)
        return self.addresses[ranked[0][1]] if ranked and ranked[0][0] <= max(3, len(address) // 3) else None

    def has_address(self, address: str) -> bool:
        """Whether the address is printed in the directory, or is the bare name of a host it lists."""
        return address in self.addresses or address in self.hosts

    def has_target(self, target: Target) -> bool:
        """Whether a payload's target is in the directory, to the letter."""
        return target.value in (self.numbers if target.kind == "number" else self.links)


def known_directory(directory: Directory, local: Iterable[str] = ()) -> KnownDirectory:
    """Index a directory; `local` are numbers and addresses of this job's own fields, which are allowed too."""
    numbers: dict[str, Known] = {}
    addresses: dict[str, Known] = {}
    links: dict[str, Known] = {}
    spellings: dict[str, tuple[str, ...]] = {}
    for contact in directory.contacts.values():
        for channel in contact.channels:
            known = Known(contact.id, contact.name, channel.shown)
            for digits in _dialled(channel):
                numbers.setdefault(digits, known)
            for address in _printed(channel):
                addresses.setdefault(address, known)
            for link in _linked(channel):
                links.setdefault(link, known)
                spellings[link] = (*spellings.get(link, ()), *_printed(channel))
    for text in local:
        known = Known("", "this job", text)
        found = tuple(address.address for address in find_addresses(text))
        addresses.update(dict.fromkeys(found, known))
        links.update({linked_address(f"mailto:{a}" if "@" in a else f"https://{a}"): known for a in found})
        numbers.update(dict.fromkeys(same_numbers([text]) if not found else (), known))
    hosts = {printed_address(host) for host in directory.hosts} | {host_of(address) for address in addresses}
    return KnownDirectory(numbers, addresses, links, spellings, frozenset(hosts))


def slips(one: str, other: str) -> int:
    """How many digits were changed, left out, added or swapped with their neighbour (Damerau and Levenshtein)."""
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before_last, last = last, row
    return last[-1]


def _local(digits: str) -> str:
    return digits.removeprefix("+1").removeprefix("+")


def _spellings(channel: Channel) -> tuple[str, ...]:
    return tuple(text for text in (channel.shown, channel.vanity, *channel.also) if text)


def _dialled(channel: Channel) -> tuple[str, ...]:
    """What a channel's value dials, and how its spellings read where they are only the local part of it."""
    if channel.kind not in DIALLED:
        return ()
    value = number_digits(channel.value)
    tails = (digits for digits in same_numbers(_spellings(channel)) if len(digits) >= _SHORTEST_TAIL)
    return (value, *(digits for digits in tails if digits != value and value.endswith(digits)))


def _printed(channel: Channel) -> tuple[str, ...]:
    """The printed forms of an address; a handle is none."""
    if channel.kind not in (ChannelKind.WEB, ChannelKind.MAIL):
        return ()
    return tuple(dict.fromkeys(printed_address(text) for text in (channel.value, *_spellings(channel))))


def _linked(channel: Channel) -> tuple[str, ...]:
    """The live targets of an address; other spellings count where they are whole links themselves."""
    if channel.kind is ChannelKind.MAIL:
        return (linked_address(f"mailto:{channel.value}"),)
    if channel.kind is not ChannelKind.WEB:
        return ()
    return tuple(linked_address(text) for text in (channel.value, *channel.also) if text.lower().startswith("https://"))
