"""Printed addresses: every host, URL and mail address that a page shows, brought to a form that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.catalog.addresses import address_form
from generator.frozen import dataclass
from generator.proof.plain import PlainText

_MAIL = re.compile(r"[\w+-][\w.+-]*@\n?[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(
    r"(?<![\w@.-])(?:https?://(?:[\w-]+\.)+[\w-]{2,}|(?:[\w-]+\.)+[^\W\d_]{2,24})(?::\d+)?(?:/[^\s<>\"“”]*)?",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"[./_-]?\n\S+")
_CLOSING = ".,;:!?'\"”’»›…"
# Endings that make a dotted word an address without http:// or www.; "files.pdf" and "p.m" are none.
_ENDINGS = frozenset(
    re.findall(
        "[a-z]+",
        "gov org com net edu mil int info biz us ca mx uk eu gob io co help app health support online site law",
    )
)


@dataclass(frozen=True)
class FoundAddress:
    """An address as seen on a page; `joined` is the same with the word on the line before, or on the line after.

    All are in the form in which addresses are compared.
    """

    page: int
    text: str
    address: str
    joined: tuple[str, ...]
    start: int
    end: int

    def as_dict(self) -> dict[str, object]:
        """The address as plain values for `--json`."""
        return {"page": self.page, "text": self.text, "address": self.address}


def find_addresses(plain: PlainText, page: int = 1) -> tuple[FoundAddress, ...]:
    """Every mail address, URL and host printed in a text, in the order they stand."""
    found = [_found(plain, match.start(), match.end(), page) for match in _MAIL.finditer(plain.text)]
    rest = blanked(plain.text, ((mail.start, mail.end) for mail in found))
    found += [_found(plain, match.start(), match.end(), page) for match in _URL.finditer(rest) if _is_address(match[0])]
    return tuple(sorted(found, key=lambda address: address.start))


def host_of(address: str) -> str:
    """The host of an address in its form for comparing, of a mail address too."""
    return re.split(r"[/?#:]", address.rpartition("@")[2], maxsplit=1)[0]


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with each (start, end) span overwritten by NUL, so that places stay the same."""
    for start, end in spans:
        text = f"{text[:start]}{chr(0) * (end - start)}{text[end:]}"
    return text


def _found(plain: PlainText, start: int, end: int, page: int) -> FoundAddress:
    end = start + len(_without_closing(plain.text[start:end]))
    before = _word_before(plain.text, start)
    after = _NEXT_WORD.match(plain.text, end)
    spans = [(before, end)] if before < start else []
    spans += [(start, after.end())] if after else []
    address, *joined = (
        address_form(_without_closing(plain.text[a:b].replace("\n", ""))) for a, b in ((start, end), *spans)
    )
    return FoundAddress(page, plain.seen(start, end), address, tuple(joined), start, end)


def _word_before(text: str, start: int) -> int:
    """Where the word at the end of the line before begins; `start` where a line does not begin there."""
    place = start - 1
    while place > 0 and not text[place - 1].isspace():
        place -= 1
    return place if text[start - 1 : start] == "\n" and place < start - 1 else start


def _without_closing(text: str) -> str:
    """The address without the punctuation of its sentence and without a bracket it did not open."""
    while text and (text[-1] in _CLOSING or (text[-1] in ")]" and text.count(")") > text.count("("))):
        text = text[:-1]
    return text


def _is_address(text: str) -> bool:
    """Whether a dotted word is meant as an address: by its scheme, its www, or an ending in use."""
    if re.match(r"https?://|www\.", text, re.IGNORECASE):
        return True
    host = re.split(r"[/:]", text, maxsplit=1)[0]
    ending = host.rpartition(".")[2]
    return ending.lower() in _ENDINGS and (ending.islower() or host.isupper())
