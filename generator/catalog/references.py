"""References in texts: `{field}`, `{topic.key}`, `{contact.ID.CHANNEL}` and `{fact.ID.PART}`."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"\{([A-Za-z0-9_.-]+)\}")


def references(text: str) -> tuple[str, ...]:
    """The names between braces, in the order they stand."""
    return tuple(_REFERENCE.findall(text))


def single_reference(text: str) -> str:
    """The name in a text that is one reference and nothing else; otherwise an empty string."""
    match = _REFERENCE.fullmatch(text.strip())
    return match[1] if match else ""


def stray_brace(text: str) -> bool:
    """Whether a brace stands outside of a well-formed reference, as in `{agency` or `{two words}`."""
    rest = _REFERENCE.sub("", text)
    return "{" in rest or "}" in rest


def is_contact(reference: str) -> bool:
    """Whether a reference names a contact's channel: `contact.ID.CHANNEL`."""
    return reference.partition(".")[0] == "contact"


def is_fact(reference: str) -> bool:
    """Whether a reference names a part of a fact: `fact.ID.value`."""
    return reference.partition(".")[0] == "fact"


def is_field(reference: str) -> bool:
    """Whether a reference names a field of the layout: one word without a dot."""
    return "." not in reference
