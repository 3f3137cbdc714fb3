"""What a finished file carries: the channels of the directory that were read back on it, each with its value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from generator.catalog.contacts import Contact, Directory
from generator.frozen import dataclass
from generator.proof.known import dialled_by, linked_by, printed_by
from generator.proof.payloads import payload_targets
from generator.proof.report import ProofResult


@dataclass(frozen=True)
class Line:
    """One channel under its name, such as `hsi-tipline.voice`, with all that tells it on paper or in a code."""

    name: str
    contact: str
    value: str
    signs: frozenset[tuple[str, str]]


def channel_values(contact: Contact) -> dict[str, str]:
    """The values of a contact's channels by kind; a second one of a kind is “web-2”."""
    values: dict[str, str] = {}
    for channel in contact.channels:
        same = sum(name.partition("-")[0] == channel.kind for name in values)
        values[f"{channel.kind}-{same + 1}" if same else str(channel.kind)] = channel.value
    return values


def lines_of(directory: Directory) -> tuple[Line, ...]:
    """Every channel of the directory as it may be read back."""
    return tuple(
        Line(f"{contact.id}.{kind}", contact.id, value, _signs(contact, index))
        for contact in directory.contacts.values()
        for index, (kind, value) in enumerate(channel_values(contact).items())
    )


def carried(result: ProofResult, lines: Iterable[Line], asked: Collection[str]) -> dict[str, str]:
    """The channels that were read back on a file, by name; of contacts with one value those that were asked for."""
    seen = {("number", number.digits) for number in result.numbers}
    seen |= {("address", form) for found in result.addresses for form in (found.address, *found.joined)}
    leading = (*(qr.text for qr in result.qrs), *result.links)
    seen |= {(target.kind, target.value) for payload in leading for target in payload_targets(payload)}
    sharing: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.signs & seen:
            sharing[line.value].append(line)
    return {
        line.name: line.value
        for same in sharing.values()
        for line in ([line for line in same if line.contact in asked] or same)
    }


def _signs(contact: Contact, index: int) -> frozenset[tuple[str, str]]:
    channel = contact.channels[index]
    numbers = [("number", digits) for digits in dialled_by(channel)]
    addresses = [("address", address) for address in printed_by(channel)]
    return frozenset((*numbers, *addresses, *(("link", link) for link in linked_by(channel))))
