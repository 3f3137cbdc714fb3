"""The directory kept: contacts with the state of their checks, and a new check signed into the workspace."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.book.growing import Grown, bytes_of, write
from generator.catalog.checks import CHECKS_FILE, How
from generator.catalog.contacts import DIALLED, Contact, read_contacts
from generator.catalog.freshness import Freshness, age, release_by, state
from generator.catalog.places import Roots
from generator.catalog.policies import Policies, read_policies
from generator.catalog.yamlnode import Node, parse_yaml
from generator.errors import UsageError, refuse_errors
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass
from generator.signing import Signature, Unsigned
from generator.translate.edits import quoted

_HEAD = """\
# Checks of contacts, one a line: who called the number or opened its page, and on which day.
# A check counts as long as the contact has these very values. handbill contacts verify adds lines; change none.
"""
_BYTE_ORDER = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Aged:
    """A contact with what its newest check is good for today; `release_by` is the last day it does for a release."""

    contact: Contact
    state: Freshness
    age: int
    release_by: datetime.date


@dataclass(frozen=True)
class Verified:
    """A check that was signed: the file it was added to, and the contact with the values it vouches for."""

    file: Path
    contact: Contact
    signature: Signature
    how: How


def read_directory(roots: Roots, contact: str | None = None) -> list[Contact]:
    """All contacts, or the one of that id; raises Refused for a faulty directory, UsageError for an unknown id."""
    findings = Findings()
    known = read_contacts(roots, findings).contacts
    refuse_errors(findings)
    return list(known.values()) if contact is None else [one_of(known, contact)]


def one_of(known: Mapping[str, Contact], contact: str) -> Contact:
    """The contact of that id; UsageError names the nearest, or the one that goes by such a name."""
    if contact not in known:
        named = [one.id for one in known.values() if contact.casefold() in map(str.casefold, one.names)]
        fix = f"Did you mean “{named[0]}”?" if named else nearest(contact, known)
        raise UsageError(f"There is no contact “{contact}”. {fix}")
    return known[contact]


def policies_of(roots: Roots) -> Policies:
    """The ages that a proof and a release allow; raises Refused where they cannot be read."""
    findings = Findings()
    policies = read_policies(roots, findings)
    refuse_errors(findings)
    return policies


def aged(contacts: Iterable[Contact], policies: Policies, today: datetime.date, within: int = 0) -> list[Aged]:
    """Contacts with the state of their checks."""
    return [
        Aged(contact, state(contact, policies, today, within), age(contact, today), release_by(contact, policies))
        for contact in contacts
    ]


def due(contacts: Iterable[Contact], policies: Policies, today: datetime.date, within: int) -> list[Aged]:
    """The contacts to check: those past a limit or past one within so many days, the oldest check first."""
    found = (one for one in aged(contacts, policies, today, within) if one.state is not Freshness.CURRENT)
    return sorted(found, key=lambda one: (-one.age, one.contact.id))


def verify(roots: Roots, contact: str, signature: Signature, how: How) -> Verified:
    """Add one line to the workspace's checks; every byte that stands there stays.

    Raises UsageError for a check that cannot be signed, Refused where the directory or the file is faulty.
    """
    own_folder(roots)
    (found,) = read_directory(roots, contact)
    grown, verified = checked(roots, found, signature, how)
    write((grown,))
    return verified


def checked(roots: Roots, contact: Contact, signature: Signature, how: How) -> tuple[Grown, Verified]:
    """The workspace's checks with one more line, not written yet, and what that vouches for.

    Raises UsageError for a check that cannot be signed, Refused where the file is faulty.
    """
    _refuse_unfit(contact, signature, how)
    folder = own_folder(roots)
    path = Roots(folder).find(CHECKS_FILE) or folder / CHECKS_FILE
    old = bytes_of(path)
    new = (old or b"") + _line(old or b"", contact, signature, how).encode()
    _refuse_lost(old or b"", new, roots.shown(path))
    return Grown(path, old, new), Verified(path, contact, signature, how)


def own_folder(roots: Roots) -> Path:
    """The workspace; UsageError where there is none."""
    if roots.workspace is None:
        raise UsageError("What ships is not written to: name the folder that keeps your checks with --workspace.")
    return roots.workspace


def _refuse_unfit(contact: Contact, signature: Signature, how: How) -> None:
    if how is How.CALL and not any(channel.kind in DIALLED for channel in contact.channels):
        problem = f"“{contact.id}” has no number to call: open its page or write to it, and say --how page."
        raise Unsigned("how", "no-number", problem)
    if signature.on < contact.checked_on:
        raise Unsigned(
            "on",
            "older",
            f"“{contact.id}” is known to be right up to {contact.checked_on} ({contact.checked_by}): a check of "
            f"{signature.on} would vouch for nothing new. Name the day of a newer one with --on.",
        )


def _line(old: bytes, contact: Contact, signature: Signature, how: How) -> str:
    """The new line with what must stand before it: the head of a new file, or the end of a last line without one."""
    ending = "\r\n" if b"\r\n" in old else "\n"
    before = _HEAD if not old.removeprefix(_BYTE_ORDER) else "" if old.endswith(b"\n") else ending
    values = ", ".join(quoted(value) for value in contact.values)
    told = f"contact: {contact.id}, on: {signature.on}, by: {quoted(signature.by)}, how: {how}, values: [{values}]"
    return f"{before}{_indent(old)}- {{{told}}}{ending}"


def _indent(old: bytes) -> str:
    """The spaces before the entries that stand there."""
    last = next((line for line in reversed(old.splitlines()) if line.lstrip().startswith(b"- ")), b"")
    return " " * (len(last) - len(last.lstrip()))


def _refuse_lost(old: bytes, new: bytes, shown: str) -> None:
    """A line at the end that would not be read as one more entry is refused, such as one behind a list in brackets."""
    findings = Findings()
    kept = parse_yaml(old, shown, Findings())
    grown = parse_yaml(new, shown, findings)
    if not findings.errors and _entries(grown)[:-1] != _entries(kept):
        findings.error(
            "check.list",
            Place(shown),
            "A check cannot be added at the end of this file.",
            "Write each check on a line of its own that starts with “- ”.",
        )
    refuse_errors(findings)


def _entries(node: Node | None) -> list[Node]:
    return node.value if node is not None and isinstance(node.value, list) else []
