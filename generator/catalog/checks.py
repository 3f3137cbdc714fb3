"""Checks of contacts: who called a number or opened its page, and when; lines are added to the file, never changed."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from generator.catalog.places import Roots, refuse_unreadable
from generator.catalog.reader import Reader
from generator.catalog.yamlnode import Node, read_yaml
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass

CHECKS_FILE = "data/checks.yaml"

MAX_NAME = 100


class How(StrEnum):
    """How a contact was checked: its number was called, or the page was opened on which its owner prints it."""

    CALL = "call"
    PAGE = "page"


@dataclass(frozen=True)
class Check:
    """One line of the file: `values` are what all channels of the contact dialled and opened on that day."""

    contact: str
    on: datetime.date
    by: str
    how: How
    values: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class ContactCheck:
    """A check as a contact's history has it; it counts as long as the contact's values are those that were checked.

    `gone` are checked values that the contact no longer has, `new` those it has and nobody checked then.
    """

    on: datetime.date
    by: str
    how: How
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the check vouches for the contact as it is today."""
        return not self.gone and not self.new


def is_name(text: str) -> bool:
    """Whether a text can sign: printable, not blank, and not too long."""
    return bool(text.strip()) and text.isprintable() and len(text) <= MAX_NAME


def history_of(contact: str, values: tuple[str, ...], checks: Iterable[Check]) -> tuple[ContactCheck, ...]:
    """The checks of one contact, oldest first, held against the values that it has today."""
    own = sorted((check for check in checks if check.contact == contact), key=lambda check: check.on)
    return tuple(ContactCheck(c.on, c.by, c.how, _without(c.values, values), _without(values, c.values)) for c in own)


def _without(these: Iterable[str], others: Collection[str]) -> tuple[str, ...]:
    return tuple(value for value in these if value not in others)


def read_checks(roots: Roots, known: Collection[str], findings: Findings) -> tuple[Check, ...]:
    """The checks of what ships and then of the workspace; a wrong line is a finding and is left out.

    A check of a contact that is not in the directory is a warning: who takes a contact out keeps its history.
    """
    return tuple(
        check
        for root in reversed(roots.folders)
        for node in _entries(root, roots, findings)
        for check in _check(node, known, findings)
    )


def _entries(root: Path, roots: Roots, findings: Findings) -> tuple[Node, ...]:
    """The lines of one root's file; none where there is no such file."""
    path = Roots(root).find(CHECKS_FILE)
    if path is None:
        refuse_unreadable(root / CHECKS_FILE, roots, findings)
        return ()
    node = read_yaml(path, roots.shown(path), findings)
    if node is None:
        return ()
    if not isinstance(node.value, list):
        fix = "Start each line with “- ”, as handbill contacts verify does."
        findings.error("check.list", node.place, f"Expected a list of checks, found {node.kind}.", fix)
        return ()
    return tuple(node.value)


def _check(node: Node, known: Collection[str], findings: Findings) -> Iterator[Check]:
    """The check of one line, where nothing in it is wrong."""
    before = len(findings.errors)
    with Reader(node, findings) as reader:
        if not isinstance(node.value, dict):
            return
        check = Check(
            contact=reader.text("contact"),
            on=reader.date("on"),
            by=reader.text("by"),
            how=How(reader.choice("how", list(How))),
            values=reader.texts("values"),
            place=node.place,
        )
        if not check.values:
            problem = "The check does not say which numbers and addresses it vouches for."
            reader.wrong(node, problem, "List them under “values:”, or sign again with handbill contacts verify.")
        if check.by and not is_name(check.by):
            fix = f"Write a name on one line, of at most {MAX_NAME} characters."
            reader.wrong(reader.need("by"), "This is no name that somebody could sign with.", fix, "check.by")
    if check.contact and check.contact not in known:
        problem = f"There is no contact “{check.contact}”, so this check vouches for nothing."
        findings.warn("check.contact", node.place, problem, nearest(check.contact, known), seen=check.contact)
    if len(findings.errors) == before:
        yield check
