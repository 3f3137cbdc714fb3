"""What a QR code or a live link leads to: the numbers and addresses in its payload, each to be judged by itself."""

from __future__ import annotations

import re
from urllib.parse import unquote

from generator.catalog.addresses import link_form
from generator.frozen import dataclass
from generator.proof.numbers import number_digits, read_text
from generator.proof.vcards import dialled_values, is_vcard, linked_values, mecard_lines, vcard_lines

_DIALLED = re.compile(r"(?:tel|sms|smsto|mms|mmsto):(?://)?([^?:;]*)(?:[?:;].*)?", re.IGNORECASE | re.DOTALL)
_MAIL = re.compile(r"mailto:([^?]*)", re.IGNORECASE)
_LINK = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """One thing a payload leads to: kind "number" (`value` are its digits), "link" (a comparable URL) or "text"."""

    kind: str
    value: str
    shown: str


def payload_targets(payload: str) -> tuple[Target, ...]:
    """Everything the payload leads to; a payload that leads nowhere is one target of kind "text"."""
    text = payload.strip()
    if is_vcard(text):
        return _card(vcard_lines(text)) or (Target("text", text, "a vCard without number or address"),)
    if text.upper().startswith("MECARD:"):
        return _card(mecard_lines(text)) or (Target("text", text, "a MECARD without number or address"),)
    dialled = _DIALLED.fullmatch(text)
    if dialled:
        number = unquote(dialled[1])
        return (Target("number", number_digits(number), number),)
    mail = _MAIL.match(text)
    if mail:
        return tuple(_link(f"mailto:{unquote(address)}") for address in mail[1].split(","))
    if _LINK.match(text) and not re.search(r"\s", text):
        return (_link(text),)
    return _prose(text) or (Target("text", text, text),)


def _link(text: str) -> Target:
    return Target("link", link_form(text), re.sub(r"^mailto:", "", text))


def _card(lines: tuple[tuple[str, str], ...]) -> tuple[Target, ...]:
    numbers = tuple(Target("number", number_digits(value), value) for value in dialled_values(lines))
    return numbers + tuple(_link(value) for value in linked_values(lines))


def _prose(text: str) -> tuple[Target, ...]:
    """Numbers and addresses of a payload that is plain text."""
    numbers, addresses = read_text(text)
    links = (
        found.text if ":" in found.text else f"{'mailto:' if '@' in found.text else 'https://'}{found.text}"
        for found in addresses
    )
    dialled = tuple(Target("number", found.digits, found.text) for found in numbers if found.sure)
    return dialled + tuple(_link(link) for link in links)
