"""The directory read, searched and signed in a worker."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from generator.book.checking import policies_of, verify
from generator.book.listed import Listed, Wanted, linked, listed, wanted_of
from generator.book.uses import Uses, uses_in, usual_releases
from generator.catalog.checks import How
from generator.catalog.freshness import may_be_called
from generator.catalog.places import Roots
from generator.catalog.policies import Policies
from generator.catalog.translated import in_language
from generator.frozen import dataclass
from generator.preview.held import whole_catalog
from generator.signing import Signature, Unsigned, read_day, read_name
from generator.studio.lanes import Tell

T = TypeVar("T")
_DONE = "checked the contact"


@dataclass(frozen=True)
class Page:
    """The contacts that were asked for, how many there are, how many of those are due, and what there is to choose."""

    contacts: tuple[Listed, ...]
    all: int
    due: int
    roles: tuple[str, ...]
    answers: tuple[str, ...]
    policies: Policies


@dataclass(frozen=True)
class One:
    """A contact, its source with the addresses in it, and whether a call is a way to check it.

    `shares` is the contact that it shares a number with by right.
    """

    listed: Listed
    shares: Listed | None
    source: tuple[tuple[str, str], ...]
    call: bool
    policies: Policies


@dataclass(frozen=True)
class Used:
    """The uses of a contact, with the titles of its layouts and of those that share, and the language of each."""

    uses: Uses
    titles: Mapping[str, tuple[str, str]]
    sharing: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Typed:
    """What a form said of a check: who, on which day, and how, as it was typed."""

    by: str
    on: str
    how: str


@dataclass(frozen=True)
class Unfit:
    """What is wrong with a part of the form, and the English sentence for it."""

    part: str
    reason: str
    sentence: str


def directory(roots: Roots, lang: str, wanted: Wanted, today: datetime.date, _: Tell) -> Page:
    """The contacts that are asked for."""
    policies = policies_of(roots)
    every = listed(roots, lang, policies, today)
    return Page(
        contacts=wanted_of(every, wanted),
        all=len(every),
        due=sum(one.is_due for one in every),
        roles=tuple(dict.fromkeys(str(one.aged.contact.role) for one in every)),
        answers=tuple(dict.fromkeys(str(one.aged.contact.answers) for one in every)),
        policies=policies,
    )


def contact(roots: Roots, lang: str, name: str, today: datetime.date, _: Tell) -> One | None:
    """One contact, or nothing where there is none of that id."""
    policies = policies_of(roots)
    every = {one.aged.contact.id: one for one in listed(roots, lang, policies, today)}
    if name not in every:
        return None
    found = every[name].aged.contact
    return One(every[name], every.get(found.shares), linked(found.source), may_be_called(found), policies)


def names(roots: Roots, lang: str, _: Tell) -> dict[str, tuple[str, str]]:
    """What every contact is called in a language, or else in English, and in which of them, by its id."""
    catalog = whole_catalog(roots)
    english, said = catalog.contacts.contacts, in_language(catalog, lang).contacts.contacts
    return {name: (said[name].name, lang) if name in said else (english[name].name, "en") for name in english}


def used(roots: Roots, lang: str, name: str, _: Tell) -> Used:
    """Where a contact is used, with titles in a language as far as it has them."""
    catalog = whole_catalog(roots)
    found = uses_in(catalog, name, usual_releases(roots))
    local = in_language(catalog, lang)
    titles = {
        layout: (local.layouts[layout].title, lang)
        if layout in local.layouts
        else (catalog.layouts[layout].title, "en")
        for layout in sorted(_layouts(found) & catalog.layouts.keys())
    }
    ours, spoken = catalog.contacts.contacts, local.contacts.contacts
    sharing = {one: (spoken[one].name, lang) if one in spoken else (ours[one].name, "en") for one in found.sharing}
    return Used(found, titles, sharing)


def _layouts(found: Uses) -> set[str]:
    """The layouts that its uses speak of; that of a release may be gone by now."""
    pieces = {use.layout for use in found.layouts} | {layout for layout, _ in found.choices}
    return pieces | {past.layout for past in found.past}


def sign(roots: Roots, name: str, typed: Typed, today: datetime.date, _: Tell) -> tuple[Unfit, ...]:
    """Sign a check as `handbill contacts verify` does; otherwise all that is wrong with the form."""
    signature, how, unfit = read_check(typed, today)
    if signature and how:
        _tried(unfit, verify, roots, name, signature, how)
    return said_of(unfit)


def read_check(typed: Typed, today: datetime.date) -> tuple[Signature | None, How | None, list[Unsigned]]:
    """Who checked, when and how, as far as the form says it soundly, and all that is wrong with it."""
    unfit: list[Unsigned] = []
    by = _tried(unfit, read_name, typed.by, _DONE)
    on = _tried(unfit, _day, typed.on, today)
    how = _tried(unfit, _how, typed.how)
    return Signature(by, on) if by and on else None, how, unfit


def said_of(unfit: Iterable[Unsigned]) -> tuple[Unfit, ...]:
    """What is wrong with a form, as a page says it."""
    return tuple(Unfit(problem.part, problem.reason, str(problem)) for problem in unfit)


def _tried(unfit: list[Unsigned], do: Callable[..., T], *args: Any) -> T | None:
    """What it gives; where something cannot be signed so, that is kept and nothing is given."""
    try:
        return do(*args)
    except Unsigned as problem:
        unfit.append(problem)
        return None


def _day(on: str, today: datetime.date) -> datetime.date:
    """The day that was typed; a form says it, for it does not take today for granted as a command does."""
    if not on.strip():
        raise Unsigned("on", "no-date", "Say on which day it was checked.")
    return read_day(on.strip(), today, _DONE)


def _how(how: str) -> How:
    try:
        return How(how)
    except ValueError:
        raise Unsigned("how", "how", "Say how it was checked.") from None
