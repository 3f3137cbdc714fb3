"""The directory as a reader of a language sees it: each contact in that language, searched, chosen and put in order."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping

from generator.book.checking import Aged, aged
from generator.catalog.contacts import Contact, Directory, read_contacts
from generator.catalog.freshness import Freshness
from generator.catalog.languages import read_languages
from generator.catalog.places import Roots
from generator.catalog.policies import Policies
from generator.catalog.translated import contact_in
from generator.catalog.translations import ENGLISH, english_words, read_translations
from generator.errors import refuse_errors
from generator.findings import Findings
from generator.frozen import dataclass
from generator.proof.numbers import read_text

# A check that is good for fewer days than these is told to be due, as `handbill contacts due` does.
SOON = 30
_FEWEST_DIGITS = 2
_NO_DIGIT = re.compile(r"\D")
# What people write between the digits of a number.
_NUMBER = re.compile(r"[\d\s().+/·–-]+")


@dataclass(frozen=True)
class Listed:
    """A contact with the state of its check; `said` is the same in the language `lang`, or in English."""

    aged: Aged
    said: Contact
    lang: str

    @property
    def is_due(self) -> bool:
        """Whether somebody should check it."""
        return self.aged.state is not Freshness.CURRENT


@dataclass(frozen=True)
class Wanted:
    """Which contacts are asked for: with these words or digits, a role, who answers, and perhaps only what is due."""

    text: str = ""
    role: str = ""
    answers: str = ""
    due: bool = False


def listed(roots: Roots, lang: str, policies: Policies, today: datetime.date) -> tuple[Listed, ...]:
    """All contacts in the order of the directory; raises Refused where that is faulty."""
    findings = Findings()
    directory = read_contacts(roots, findings)
    refuse_errors(findings)
    local = _in_language(roots, directory, lang) if lang != ENGLISH else {}
    return tuple(
        Listed(one, local.get(one.contact.id, one.contact), lang if one.contact.id in local else ENGLISH)
        for one in aged(directory.contacts.values(), policies, today, SOON)
    )


def wanted_of(contacts: Iterable[Listed], wanted: Wanted) -> tuple[Listed, ...]:
    """The contacts that are asked for; of those that are due the one that was checked longest ago comes first."""
    found = [one for one in contacts if _is_wanted(one, wanted)]
    if wanted.due:
        found.sort(key=lambda one: (-one.aged.age, one.aged.contact.id))
    return tuple(found)


def linked(text: str) -> tuple[tuple[str, str], ...]:
    """The parts of a text, each with the page that it is the address of, or nothing."""
    parts, at = [], 0
    for address in read_text(text)[1]:
        if "@" not in address.address:
            said = text[address.start : address.end]
            parts += [(text[at : address.start], ""), (said, said if "://" in said else f"https://{said}")]
            at = address.end
    return tuple(part for part in (*parts, (text[at:], "")) if part[0])


def _in_language(roots: Roots, directory: Directory, lang: str) -> Mapping[str, Contact]:
    """The contacts that a language has words for; what is wrong with a translation is left to `check`."""
    unsaid = Findings()
    english = english_words({}, directory, {}, {})
    words = read_translations(roots, read_languages(roots, unsaid), english, unsaid, {lang}).get(lang)
    known = directory.contacts
    return {name: contact_in(known[name], node) for name, node in words.contacts.items()} if words else {}


def _is_wanted(one: Listed, wanted: Wanted) -> bool:
    contact = one.aged.contact
    if wanted.role not in ("", contact.role) or wanted.answers not in ("", contact.answers):
        return False
    return (one.is_due or not wanted.due) and _has(one, wanted.text)


def _has(one: Listed, text: str) -> bool:
    """Whether a contact has these digits in one of its numbers, or all of these words in what is said of it."""
    digits = _NO_DIGIT.sub("", text)
    if len(digits) >= _FEWEST_DIGITS and _NUMBER.fullmatch(text):
        return any(digits in _NO_DIGIT.sub("", channel.value) for channel in one.aged.contact.channels)
    said = "\n".join(_words(one)).casefold()
    return all(word in said for word in text.casefold().split())


def _words(one: Listed) -> Iterator[str]:
    for contact in (one.aged.contact, one.said):
        yield from (contact.id, *contact.names, contact.who, contact.hours, contact.languages)
        for channel in contact.channels:
            yield from (channel.shown, channel.vanity, channel.languages)
