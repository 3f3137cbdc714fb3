"""Printed addresses: https pages and mail boxes on hosts that the directory lists, and nothing that only looks so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import TYPE_CHECKING

from generator.late import late

if TYPE_CHECKING:
    import idna
else:  # large tables, of use only to hosts with other letters
    idna = late("idna")


# RFC 3986, appendix A: the characters of path, query and fragment; anything else must be percent-encoded.
_REST = re.compile(r"(?:[/?#](?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?#]|%[0-9A-Fa-f]{2})*)?")
_URL = re.compile(r"https://([^/?#]*)(.*)", re.DOTALL)
# RFC 5321 allows more in front of the @; what a person can copy from paper is this.
_MAILBOX = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._+-]*[A-Za-z0-9])?")
_HANDLE = re.compile(r"@[A-Za-z0-9_.]{1,30}")
_HEAD = re.compile(r"(?:[A-Za-z]+:)?(?://)?[^/?#]*")
_UNTYPED = re.compile(r"(?:https?://|mailto:)?(?:www\.)?")


def check_url(text: str, hosts: Collection[str]) -> str:
    """The URL itself, when it is safe to print: https, a listed host, no user name, no port, no odd character.

    Raises ValueError with a plain sentence.
    """
    _refuse_odd_characters(text)
    match = _URL.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text}” does not begin with https://")
    authority, rest = match.groups()
    if "@" in authority:
        raise ValueError(f"“{text}” has a user name before the host: what stands after the @ is where it leads")
    if ":" in authority:
        raise ValueError(f"“{text}” names a port: write the host alone")
    check_host(authority)
    _refuse_unlisted(authority, hosts)
    if not _REST.fullmatch(rest):
        raise ValueError(f"“{text}” holds a character that an address must write as %XX")
    return text


def check_mail(text: str, hosts: Collection[str]) -> str:
    """The mail address itself, when its host is listed and its name plain; raises ValueError with a plain sentence."""
    _refuse_odd_characters(text)
    name, at, host = text.partition("@")
    if not at or "@" in host:
        raise ValueError(f"“{text}” is not a mail address: it needs one @")
    if not _MAILBOX.fullmatch(name) or ".." in name:
        raise ValueError(f"“{text}” has a character before the @ that a mail address cannot have")
    check_host(host)
    _refuse_unlisted(host, hosts)
    return text


def check_handle(text: str) -> str:
    """A name on a social network, such as @DHSBlueCampaign; raises ValueError with a plain sentence."""
    if not _HANDLE.fullmatch(text):
        raise ValueError(f"“{text}” is not a handle: write @ and letters, digits, _ or . after it")
    return text


def check_host(host: str) -> str:
    """The host itself, when it is plain ASCII, in small letters and no disguise; raises ValueError."""
    if any(label.startswith("xn--") for label in host.lower().split(".")):
        raise ValueError(f"“{host}” is a disguised name (xn--): its letters are not those that are shown")
    try:
        plain = idna.encode(host, uts46=True, std3_rules=True).decode("ascii")
    except idna.IDNAError:
        raise ValueError(f"“{host}” is not the name of a host") from None
    if not host.isascii():
        raise ValueError(f"“{host}” has letters that only look like plain ones: it leads to {plain}")
    if plain != host:
        raise ValueError(f"“{host}” is not written plainly: write {plain}")
    return host


def same_address(shown: str, url: str) -> bool:
    """Whether the printed form names the URL; https://, www., the case of the host and a last slash may differ."""
    return address_form(shown) == address_form(url) and not shown.lower().startswith("http://")


def address_form(text: str) -> str:
    """The form in which printed addresses are compared: without what nobody types, neither scheme nor www."""
    return _UNTYPED.sub("", link_form(text), count=1)


def link_form(text: str) -> str:
    """The form in which live targets are compared: scheme and host ignore case, the path does not (RFC 3986, 6.2.2.1).

    A last slash is left out, and so is what a mail link adds to the address.
    """
    text = text.strip()
    if "@" in text and "/" not in text:
        return text.partition("?")[0].lower()
    return _HEAD.sub(lambda head: head[0].lower(), text, count=1).removesuffix("/")


def _refuse_odd_characters(text: str) -> None:
    """No space, control, format (bidi, zero width) or backslash: browsers and eyes read them differently."""
    for character in text:
        if character == "\\" or unicodedata.category(character)[0] in "CZ":
            name = unicodedata.name(character, "").lower() or f"U+{ord(character):04X}"
            clean = "".join(c for c in text if c.isprintable())
            raise ValueError(f"“{clean}” holds a character that an address cannot have ({name})")


def _refuse_unlisted(host: str, hosts: Collection[str]) -> None:
    if host not in hosts:
        raise ValueError(f"the host “{host}” is not on the list of known hosts")
