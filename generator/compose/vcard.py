"""vCard 3.0 files of the contacts on a piece (RFC 2426), for the address book of a phone."""

from __future__ import annotations

from collections.abc import Iterable

from generator.catalog.contacts import Channel, ChannelKind, Contact

# The numbers that go into an address book, and what kind of telephone each is (RFC 2426, 3.3.1).
CARRIED = {
    ChannelKind.VOICE: "WORK,VOICE,PREF",
    ChannelKind.ABROAD: "WORK,VOICE",
    ChannelKind.TEXT: "MSG",
}

# What a card says of a contact in words.
CARD_TEXTS = ("name", "who", "hours")

# RFC 2425, 5.8.1: lines longer than 75 octets should be folded.
_FOLD = 75


def write_vcards(contacts: Iterable[Contact], checked: str) -> bytes:
    """One card per contact, in order, as UTF-8 with CRLF line ends; `checked` are the words before the date."""
    lines = [line for contact in contacts for line in _card(contact, checked)]
    return "".join(f"{_fold(line)}\r\n" for line in lines).encode()


def _card(contact: Contact, checked: str) -> list[str]:
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{_escape(contact.name)};;;;", f"FN:{_escape(contact.name)}"]
    lines.append(f"ORG:{_escape(contact.who)}")
    lines += [line for channel in contact.channels if (line := _channel(channel))]
    lines.append(f"NOTE:{_escape(f'{contact.hours}. {checked} {contact.checked_on.isoformat()}.')}")
    # Apple's address book shows the name as a company's, not as a person's.
    return [*lines, "X-ABShowAs:COMPANY", "END:VCARD"]


def _channel(channel: Channel) -> str:
    """The line of a channel; a teletype is no voice, and a relay number alone means nothing in an address book."""
    if channel.kind in CARRIED:
        return f"TEL;TYPE={CARRIED[channel.kind]}:{channel.value}"
    if channel.kind is ChannelKind.WEB:
        return f"URL:{channel.value}"
    return f"EMAIL;TYPE=INTERNET:{channel.value}" if channel.kind is ChannelKind.MAIL else ""


def _escape(text: str) -> str:
    """RFC 2426, 4: backslash, comma, semicolon and line break are escaped in text values."""
    for plain, escaped in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _fold(line: str) -> str:
    """Continuation lines start with a space; a character is never cut in two."""
    folded, room = "", _FOLD
    for character in line:
        size = len(character.encode())
        if size > room:
            folded, room = folded + "\r\n ", _FOLD - 1
        folded, room = folded + character, room - size
    return folded
