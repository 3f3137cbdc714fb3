"""A contact of one's own: drafted out of what somebody typed, judged by the directory, and written whole or not."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace

import yaml

from generator.book.checking import Verified, checked, own_folder
from generator.book.growing import Grown, bytes_of, write
from generator.catalog.checks import How
from generator.catalog.contacts import (
    NOT_STATED,
    OWN_FILE,
    Contact,
    Directory,
    directory_with,
    near_directory,
    read_contacts,
    refuse_id,
)
from generator.catalog.phones import SHORT_CODES, grouped, normal_number
from generator.catalog.places import Roots
from generator.catalog.yamlnode import Node, parse_yaml
from generator.errors import Refused, refuse_errors
from generator.findings import Finding, Findings, Place
from generator.frozen import dataclass
from generator.signing import Signature
from generator.translate.edits import Edit, end_of, quoted, spliced

MAX_CHARACTERS = 200

_HEAD = """\
# Contacts of your own, added to the directory that ships; none of them replaces one of it.
# handbill contacts add writes here. Names and words are printed as they stand, in every language.
"""
_BYTE_ORDER = "\ufeff"
_READ_BY = "read in the source, not called"
_NO_ID = re.compile(r"[^a-z0-9]+")
# What somebody typed, by the key of the entry that it stands under.
_OPTIONS = {"number": "--voice", "also": "--voice", "channels": "--voice"}
_TYPED = ("name", "voice", "answers", "who", "role", "source", "hours", "languages")


@dataclass(frozen=True)
class Asked:
    """What was typed about an office: its id, its name, its number, who answers, and how the number is known."""

    id: str
    name: str
    voice: str
    answers: str
    who: str
    source: str
    role: str = "report"
    region: str = "US"
    hours: str = NOT_STATED
    languages: str = NOT_STATED


@dataclass(frozen=True)
class Draft:
    """A contact that the directory would take, and the file with it, not written yet.

    `near` is the contact whose number is one slip of the finger away.
    """

    contact: Contact
    file: Grown
    near: Contact | None = None


@dataclass(frozen=True)
class Added:
    """A contact that was added, the warnings of it, and its first check where one was signed."""

    draft: Draft
    warnings: tuple[Finding, ...]
    verified: Verified | None = None


def add(roots: Roots, asked: Asked, signature: Signature | None, how: How, today: datetime.date) -> Added:
    """Add a contact to the workspace's own, signed at once where somebody signs; both files are written, or none.

    Raises Refused for what the directory would refuse, UsageError without a workspace or for an unfit signature.
    """
    made = draft(roots, asked, signature.on if signature else today)
    grown, verified = checked(roots, made.contact, signature, how) if signature else (None, None)
    write((made.file, grown) if grown else (made.file,))
    return Added(made, tuple(_near(made, asked)), verified)


def draft(roots: Roots, asked: Asked, read_on: datetime.date) -> Draft:
    """The contact as the directory would have it; raises Refused with all that is wrong, each at what was typed."""
    folder, findings = own_folder(roots), Findings()
    known = read_contacts(roots, findings)
    refuse_errors(findings)
    asked = replace(asked, id=asked.id.strip(), **{name: " ".join(getattr(asked, name).split()) for name in _TYPED})
    value = _judged(asked, known, findings)
    refuse_errors(findings)
    path = Roots(folder).find(OWN_FILE) or folder / OWN_FILE
    old, shown = bytes_of(path), roots.shown(path)
    new = _grown(old or b"", asked, _lines(asked, value, read_on), shown)
    candidate = Findings()
    directory = directory_with(parse_yaml(new, shown, candidate), roots, candidate)
    if candidate.errors:
        raise Refused(_at_typed(finding) for finding in candidate.errors)
    return Draft(directory.contacts[asked.id], Grown(path, old, new), near_directory(value, known))


def id_for(name: str, known: Collection[str]) -> str:
    """An id out of a name, in small letters and hyphens, that no contact has yet."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    first = _NO_ID.sub("-", plain).strip("-") or "own-number"
    ids = (first, *(f"{first}-{count}" for count in range(2, len(known) + 3)))
    return next(one for one in ids if one not in known and one != "add")


def _judged(asked: Asked, known: Directory, findings: Findings) -> str:
    """The number as it is dialled; what is blank, too long, taken or no number is a finding."""
    for name in _TYPED:
        text, place = getattr(asked, name), Place(key=f"--{name}")
        if not text:
            findings.error("contact.blank", place, "There is nothing here.", _BLANK[name])
        elif len(text) > MAX_CHARACTERS:
            problem, limit = f"The text has {len(text)} characters.", f"{MAX_CHARACTERS}"
            fix = f"Write one line of at most {limit}."
            findings.error("contact.long", place, problem, fix, seen=str(len(text)), limit=limit)
    refuse_id(asked.id, Place(key="ID"), findings)
    if asked.id in known.contacts:
        problem = f"“{asked.id}” is a contact of the directory already: {known.contacts[asked.id].name}."
        findings.error("contact.taken", Place(key="ID"), problem, "Take another id.", seen=asked.id)
    try:
        return normal_number(asked.voice, asked.region) if asked.voice else ""
    except ValueError as error:
        problem = f"“{asked.voice}” cannot be used: {error}."
        findings.error("contact.number", Place(key="--voice"), problem, "Check it digit by digit.", seen=asked.voice)
        return ""


_BLANK = {
    "name": "Write the name of the office.",
    "voice": "Write its number.",
    "answers": "Say what kind of office answers.",
    "role": "Say what people call it for.",
    "who": "Say who answers, such as Officers of the campus police.",
    "source": "Say where the number is published, or how it is known.",
    "hours": "Say the hours, or leave them out.",
    "languages": "Say the languages, or leave them out.",
}


def _lines(asked: Asked, value: str, read_on: datetime.date) -> list[str]:
    """The entry, a line each, without the indent that all have."""
    shown = value if value in SHORT_CODES else grouped(value)
    # A second spelling shows a slip in an entry that was typed by hand; here it is made of the first.
    other = asked.voice if asked.voice != shown else value if value not in SHORT_CODES else "-".join(value)
    return [
        f"{asked.id}:",
        f"  name: {quoted(asked.name)}",
        f"  role: {quoted(asked.role)}",
        f"  answers: {quoted(asked.answers)}",
        f"  who: {quoted(asked.who)}",
        f"  region: {quoted(asked.region)}",
        f"  hours: {quoted(asked.hours)}",
        "  zone: any",
        f"  languages: {quoted(asked.languages)}",
        "  channels:",
        f"    - {{kind: voice, number: {quoted(shown)}, also: [{quoted(other)}]}}",
        f"  source: {quoted(asked.source)}",
        f"  checked_on: {read_on}",
        f"  checked_by: {_READ_BY}",
    ]


def _grown(old: bytes, asked: Asked, lines: list[str], shown: str) -> bytes:
    """The file with one more entry; Refused where it would not be read as one more."""
    text = old.decode()
    mark = _BYTE_ORDER if text.startswith(_BYTE_ORDER) else ""
    new = (mark + _with_entry(text.removeprefix(mark), lines)).encode()
    findings = Findings()
    kept, grown = _entries(parse_yaml(old, shown, Findings())), _entries(parse_yaml(new, shown, Findings()))
    if {name: node for name, node in grown.items() if name != asked.id} != kept or asked.id not in grown:
        findings.error(
            "contact.append",
            Place(shown),
            "A contact cannot be added at the end of this file.",
            "Write “contacts:” on a line of its own, and each contact under it, further in.",
        )
    refuse_errors(findings)
    return new


def _with_entry(source: str, lines: list[str]) -> str:
    """The source with the entry behind the last one; as it is where there is no place for it."""
    if not source:
        return _HEAD + _block(["contacts:", *(f"  {line}" for line in lines)], "\n")
    ending = "\r\n" if "\r\n" in source else "\n"
    top = yaml.compose(source, Loader=yaml.SafeLoader)
    pairs = top.value if isinstance(top, yaml.MappingNode) and not top.flow_style else []
    contacts = next((value for key, value in pairs if key.value == "contacts"), None)
    if not isinstance(contacts, yaml.MappingNode) or contacts.flow_style or not contacts.value:
        return source
    entry = _block([" " * contacts.start_mark.column + line for line in lines], ending)
    at = source.find("\n", end_of(source, contacts)) + 1
    return spliced(source, [Edit(at, at, entry)]) if at else source + ending + entry


def _block(lines: list[str], ending: str) -> str:
    return "".join(line + ending for line in lines)


def _entries(node: Node | None) -> dict[str, Node]:
    """The contacts of a parsed file."""
    contacts = node.value.get("contacts") if node is not None and isinstance(node.value, dict) else None
    return contacts.value if contacts is not None and isinstance(contacts.value, dict) else {}


def _at_typed(finding: Finding) -> Finding:
    """The finding at what was typed, rather than in a file that is not written."""
    key = re.sub(r"\[\d+\]", "", finding.place.key).rpartition(".")[2]
    if finding.rule == "contact.twice":
        key = "number"
    elif finding.rule == "contact.also-called":
        key = "name"
    return replace(finding, place=Place(key=_OPTIONS.get(key, f"--{key}")))


def _near(made: Draft, asked: Asked) -> list[Finding]:
    """A warning where the number is one slip away from one that is known."""
    findings = Findings()
    if made.near is not None:
        problem = f"The number {made.contact.channels[0].shown} is one slip away from one of {made.near.name}."
        fix = "Make sure that it is the number of the office; if it is not, take the entry out again."
        findings.warn("contact.near", Place(key="--voice"), problem, fix, seen=asked.voice)
    return list(findings)
