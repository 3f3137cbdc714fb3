"""A contact of one's own, added in a worker as `handbill contacts add` adds it."""

from __future__ import annotations

import datetime

from generator.book.checking import read_directory
from generator.book.own import Asked, add, draft, id_for
from generator.catalog.checks import How
from generator.catalog.places import Roots
from generator.errors import Refused
from generator.findings import Finding
from generator.frozen import dataclass
from generator.studio.lanes import Tell
from generator.studio.tasks.directory import Typed, Unfit, read_check, said_of


@dataclass(frozen=True)
class Entry:
    """What a form said of an office, as it was typed; `compared` is that its number was compared digit by digit."""

    name: str
    voice: str
    answers: str
    who: str
    role: str
    source: str
    compared: bool


@dataclass(frozen=True)
class Outcome:
    """The id of the contact that was added; or what is wrong with what was typed, or whose number it nearly has."""

    id: str = ""
    findings: tuple[Finding, ...] = ()
    unfit: tuple[Unfit, ...] = ()
    near: str = ""


def add_own(roots: Roots, entry: Entry, check: Typed, today: datetime.date, _: Tell) -> Outcome:
    """Add the contact, signed where somebody checked it; a number that is nearly another must have been compared."""
    signed = bool(check.by.strip() or check.how)
    signature, how, unfit = read_check(check, today) if signed else (None, None, [])
    name = id_for(entry.name, {contact.id for contact in read_directory(roots)})
    asked = Asked(name, entry.name, entry.voice, entry.answers, entry.who, entry.source, entry.role)
    try:
        made = draft(roots, asked, signature.on if signature else today)
    except Refused as refusal:
        return Outcome(findings=refusal.findings, unfit=said_of(unfit))
    near = made.near.name if made.near and not entry.compared else ""
    if unfit or near:
        return Outcome(unfit=said_of(unfit), near=near)
    return Outcome(add(roots, asked, signature, how or How.CALL, today).draft.contact.id)
