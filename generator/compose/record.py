"""One record: the values of a layout's fields, checked and in the form they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.catalog.choices import CHOICE_FIELD
from generator.catalog.contacts import ChannelKind, Directory, near_directory
from generator.catalog.layouts import CONTACT_FIELD, LINK_FIELD, LOGO_FIELD, Field, Layout
from generator.catalog.phones import read_phone
from generator.catalog.pictures import check_picture
from generator.catalog.places import Roots
from generator.catalog.records.characters import hidden_in, laden_in
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass

MAX_CHARACTERS = 200
# Fields that decide what the blocks say or show, and are no words to print themselves.
CHOSEN = (CONTACT_FIELD, CHOICE_FIELD, LOGO_FIELD)
# What tells codes apart: plain enough to be the same in every reader (RFC 3986, unreserved characters), and short.
_QUERY = re.compile(r"\?[A-Za-z0-9._~-]+(?:=[A-Za-z0-9._~-]*)?(?:&[A-Za-z0-9._~-]+(?:=[A-Za-z0-9._~-]*)?)*")


@dataclass(frozen=True)
class Value:
    """A field's value: the text to print; for a phone, the canonical number to dial, for a link, where it leads."""

    shown: str
    number: str = ""
    link: str = ""


Record = Mapping[str, Value]


def check_names(layouts: Iterable[Layout], given: Iterable[str], findings: Findings) -> None:
    """Refuse values for fields that none of the layouts has."""
    known = {name for layout in layouts for name in layout.fields}
    for name in sorted(set(given) - known):
        findings.error(
            "field.unknown",
            Place(key=f"--set {name}"),
            f"There is no field “{name}” here.",
            nearest(name, known),
            seen=name,
        )


def read_record(
    layout: Layout, given: Mapping[str, str], directory: Directory, findings: Findings, region: str = "US"
) -> dict[str, Value]:
    """The values for a layout's fields; a wrong phone or an unprintable value is a finding.

    A required field without a value takes its sample, which is said in a warning: a sample is good for a proof only.
    What an order chooses is no value to print: `chosen` puts it into the blocks.
    """
    record = {}
    for name, field in layout.fields.items():
        text = given.get(name, "").strip()
        if not text and field.required:
            text = field.sample
            findings.warn(
                "field.sample",
                field.place,
                f"The field “{name}” prints its sample “{field.sample}”.",
                f"Set it with --set {name}=…",
                seen=field.sample,
            )
        if text and field.kind not in CHOSEN:
            value = read_value(field, text, Place(key=f"--set {name}"), directory, findings, region)
            if value is not None:
                record[name] = value
    return record


def check_choice(field: Field, text: str, place: Place, findings: Findings) -> None:
    """An error for what a field cannot be set to."""
    if text not in field.choices:
        problem = f"“{text}” is nothing that “{field.name}” ({field.label}) can be set to."
        known = ", ".join(field.choices)
        findings.error("field.choice", place, problem, nearest(text, field.choices), seen=text, limit=known)


def check_logo(field: Field, file: str, place: Place, roots: Roots, findings: Findings) -> None:
    """An error for what is no picture of the workspace that can be printed."""
    if _is_one_line(field, file, place, findings):
        check_picture(file, place, roots, findings)


def read_value(
    field: Field, text: str, place: Place, directory: Directory, findings: Findings, region: str = "US"
) -> Value | None:
    """The value of a field out of a text without outer spaces; None, with a finding, where it cannot be printed."""
    if not _is_one_line(field, text, place, findings):
        return None
    if field.kind == LINK_FIELD:
        return _read_link(field, text, place, directory, findings)
    if field.kind != "phone":
        return Value(text)
    try:
        phone = read_phone(text, region)
    except ValueError as error:
        problem = f"The value “{text}” of “{field.name}” cannot be used: {error}."
        findings.error("field.phone", place, problem, "Check it digit by digit.", seen=text)
        return None
    near = near_directory(phone.value, directory)
    if near is not None:
        problem = f"The value “{text}” of “{field.name}” is one slip away from a number of {near.name}."
        findings.warn("field.near", place, problem, "Make sure that it is your own number.", seen=text)
    return Value(phone.shown, phone.value)


def _is_one_line(field: Field, text: str, place: Place, findings: Findings) -> bool:
    """Whether a text is one line that can be printed and told of; else it is a finding."""
    if len(text) <= MAX_CHARACTERS and not hidden_in(text) and not laden_in(text):
        return True
    findings.error(
        "field.value",
        place,
        f"The value of “{field.name}” is too long or holds characters that cannot be printed.",
        f"Write one line of at most {MAX_CHARACTERS} characters.",
        seen=text[:40],
    )
    return False


def _read_link(field: Field, text: str, place: Place, directory: Directory, findings: Findings) -> Value | None:
    """The contact's own address, or that with a query behind it: the directory alone says where a code may lead."""
    channel = directory.contacts[field.contact].channel(ChannelKind.WEB)
    own = channel.link if channel else ""
    query = text.removeprefix(own)
    if own and text.startswith(own) and (not query or (_QUERY.fullmatch(query) and "?" not in own)):
        return Value(text.removeprefix("https://"), link=text)
    problem = (
        f"The value “{text}” of “{field.name}” is no address under that of {directory.contacts[field.contact].name}."
    )
    fix = f"Write {own} or {own}?ref=…, with letters, digits and - . _ ~ = & behind the question mark."
    findings.error("field.link", place, problem, fix, seen=text, limit=own)
    return None
