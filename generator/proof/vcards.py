"""vCards read back: the numbers and addresses of a .vcf file, or of a vCard or MECARD in a QR code."""

from __future__ import annotations

import re

_FOLD = re.compile(r"\r?\n[ \t]")
_DIALLED = frozenset({"TEL"})
_LINKED = frozenset({"URL", "EMAIL"})


def is_vcard(text: str) -> bool:
    """Whether the text is a vCard, after a byte order mark and blank space."""
    return text.lstrip("\ufeff \t\r\n").upper().startswith("BEGIN:VCARD")


def vcard_lines(text: str) -> tuple[tuple[str, str], ...]:
    """Name and value of every line, unfolded and unescaped (RFC 2426, 2.6 and 5); names without parameters."""
    lines: list[tuple[str, str]] = []
    for line in _FOLD.sub("", text).splitlines():
        head, colon, value = line.partition(":")
        if colon:
            name = head.partition(";")[0].rpartition(".")[2].strip().upper()
            lines.append((name, re.sub(r"\\(.)", _unescaped, value).strip()))
    return tuple(lines)


def mecard_lines(text: str) -> tuple[tuple[str, str], ...]:
    """Name and value of every field of a MECARD payload."""
    fields = re.split(r"(?<!\\);", text.partition(":")[2])
    pairs = (field.partition(":") for field in fields if ":" in field)
    return tuple((name.strip().upper(), re.sub(r"\\(.)", _unescaped, value).strip()) for name, _, value in pairs)


def dialled_values(lines: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The values of the TEL lines."""
    return tuple(re.sub(r"^tel:", "", value, flags=re.IGNORECASE) for name, value in lines if name in _DIALLED)


def linked_values(lines: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The values of the URL and EMAIL lines, mail addresses as mailto: links."""
    found = [(name, value) for name, value in lines if name in _LINKED]
    return tuple(value if name == "URL" or ":" in value else f"mailto:{value}" for name, value in found)


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]
