"""The release policy: what may not leave the house, each refusal with its rule, its reason and its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.catalog.contacts import DIALLED, Contact
from generator.catalog.freshness import stale, verify_advice
from generator.catalog.layouts import Field
from generator.catalog.leaves import Leaf
from generator.catalog.model import Catalog
from generator.catalog.phones import read_phone
from generator.catalog.policies import Policies
from generator.catalog.translations import ENGLISH, TRANSLATIONS_FOLDER
from generator.compose.record import MAX_CHARACTERS, Value
from generator.findings import Findings, Place
from generator.frozen import dataclass
from generator.order import Prepared
from generator.proof.numbers import read_text
from generator.translate.printed import Words, shown

# A release's name is a folder, a line in every slug and a word in metadata.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_LONGEST_NAME = 60
# Words the program adds by itself stand in this topic: any piece may print some of them.
_LABELS = "labels"
_SHOWN = 3


@dataclass(frozen=True)
class Terms:
    """What a release is ordered as: its name, the copies of each piece, who answers for it, and paper and finish.

    Without a paper or a finish the ticket recommends one.
    """

    name: str
    quantity: int
    contact: str
    paper: str = ""
    finish: str = ""


def check_terms(terms: Terms, findings: Findings) -> None:
    """Refuse a name that cannot be a folder or reads as a phone number, and words a ticket cannot print."""
    if not _NAME.fullmatch(terms.name) or len(terms.name) > _LONGEST_NAME:
        fix = "Use letters, digits, hyphens, underscores and single dots, such as campus-2026-11."
        problem = f"“{terms.name}” cannot name a release."
        findings.error("release.name", Place(key="--name"), problem, fix, seen=terms.name)
    elif any(number.sure for number in read_text(terms.name)[0]):
        problem = f"The name “{terms.name}” reads as a phone number, and it is printed on every sheet."
        findings.error("release.name", Place(key="--name"), problem, "Take other digits.", seen=terms.name)
    if terms.quantity < 1:
        problem = f"{terms.quantity} copies cannot be printed."
        findings.error("release.quantity", Place(key="--quantity"), problem, "Order 1 or more.")
    for option, text in (("--contact", terms.contact), ("--paper", terms.paper), ("--finish", terms.finish)):
        if len(text) > MAX_CHARACTERS or not text.isprintable() or any(sign in text for sign in ("{", "}", "**")):
            problem = f"The words after {option} cannot be printed on a ticket."
            fix = f"Write one plain line of at most {MAX_CHARACTERS} characters."
            findings.error("release.words", Place(key=option), problem, fix, seen=text[:40])
    if "@" not in terms.contact and not read_text(terms.contact)[0]:
        problem = f"“{terms.contact}” cannot be reached: it has neither a number nor a mail address."
        fix = "Write who answers for the job, such as “J. Doe, 202-555-0142”."
        findings.error("release.contact", Place(key="--contact"), problem, fix, seen=terms.contact)


def check_policy(prepared: Prepared, policies: Policies, findings: Findings) -> None:
    """Refuse stale contacts, unsigned translations, samples, and numbers that nobody's check vouches for."""
    check_contacts(prepared.contacts, prepared, policies, findings)
    _check_reviews(prepared, findings)
    for contact in prepared.contacts:
        if contact.own and not any(check.counts for check in contact.history):
            _refuse_unchecked(contact, prepared, findings)
    filled = {job.piece.layout: job.record for job in prepared.jobs}
    for name, record in filled.items():
        for field in prepared.catalog.layouts[name].fields.values():
            value = record.get(field.name)
            if value is None:
                continue
            if _is_sample(field, value, left_out=not prepared.order.fields.get(field.name, "").strip()):
                _refuse_sample(name, field, value, findings)
            elif value.number and value.number not in _numbers(prepared.catalog):
                _refuse_local(name, field, value, findings)


def check_contacts(contacts: Iterable[Contact], prepared: Prepared, policies: Policies, findings: Findings) -> None:
    """Refuse contacts that nobody has checked within the days of the policy."""
    today = prepared.order.today
    for contact, age in stale(contacts, policies.release_days, today):
        findings.error(
            "release.contact-stale",
            contact.place,
            f"“{contact.id}” was last checked on {contact.checked_on.isoformat()}, {age} days ago: "
            f"nothing is released on a check older than {policies.release_days} days.",
            verify_advice(contact, today),
            seen=f"{age} days",
            limit=f"{policies.release_days} days",
        )


def unsigned(prepared: Prepared) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each language of the pieces with the names of their texts that no named person has signed."""
    words = Words(prepared.catalog)
    for lang, names in sorted(_printed(prepared, words).items()):
        drafts = words.reviews(names, lang).drafts
        if drafts:
            yield lang, drafts


def _check_reviews(prepared: Prepared, findings: Findings) -> None:
    """One refusal for each language with texts that no named person has signed."""
    for lang, drafts in unsigned(prepared):
        more = f" and {len(drafts) - _SHOWN} more" if len(drafts) > _SHOWN else ""
        language = prepared.catalog.languages[lang].english_name
        topics = dict.fromkeys(name.partition(":")[0] for name in drafts)
        commands = "; ".join(f"handbill review {lang} {topic} --by NAME --workspace FOLDER" for topic in topics)
        findings.error(
            "release.unreviewed",
            Place(f"{TRANSLATIONS_FOLDER}/{lang}"),
            f"In {language}, nobody has signed {len(drafts)} of the texts printed: {', '.join(drafts[:_SHOWN])}{more}.",
            f"Have somebody who reads {language} read them, then sign: {commands}",
            seen=str(len(drafts)),
            limit="0",
        )


def _printed(prepared: Prepared, words: Words) -> dict[str, set[str]]:
    """The names of all texts on the pieces by language, English apart, with the labels that go with any piece."""
    found: dict[str, set[str]] = {}
    for job in prepared.jobs:
        layout = prepared.catalog.layouts[job.piece.layout]
        blocks = (block for panel in layout.panels.values() for block in panel)
        for lang, names in words.on(shown(blocks, job.record), job.piece.lang).items():
            if lang != ENGLISH:
                found.setdefault(lang, set(_labels(words.leaves(lang)))).update(names)
    return found


def _labels(leaves: Mapping[str, Leaf]) -> Iterator[str]:
    return (name for name in leaves if name.startswith(f"{_LABELS}:"))


def _is_sample(field: Field, value: Value, *, left_out: bool) -> bool:
    """Whether a sample is printed: of a required field that was left out, or typed in where it must be changed."""
    if left_out or not field.must_change:
        return left_out
    if field.kind == "phone":
        return value.number == read_phone(field.sample, "US").value
    return _plain(value.shown) == _plain(field.sample)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _numbers(catalog: Catalog) -> set[str]:
    contacts = (catalog.english or catalog).contacts.contacts.values()
    return {channel.value for contact in contacts for channel in contact.channels if channel.kind in DIALLED}


def _refuse_sample(layout: str, field: Field, value: Value, findings: Findings) -> None:
    problem = f"The field “{field.name}” of “{layout}” prints its sample “{value.shown}”."
    fix = f"Set your own with --set {field.name}=…"
    findings.error("release.sample", field.place, problem, fix, seen=value.shown)


def _refuse_local(layout: str, field: Field, value: Value, findings: Findings) -> None:
    findings.error(
        "release.local-number",
        field.place,
        f"The number {value.shown} in the field “{field.name}” of “{layout}” is not in the directory, "
        "so nobody's check vouches for it.",
        "Call it, then add it to the directory with its source, as docs/directory.md shows: "
        f'handbill contacts add ID --name NAME --voice "{value.shown}" --answers KIND --who WORDS --source WORDS '
        "--by NAME --workspace FOLDER",
        seen=value.shown,
    )


def _refuse_unchecked(contact: Contact, prepared: Prepared, findings: Findings) -> None:
    """A contact of one's own has no source that others have read: what vouches for it is a check with a name."""
    findings.error(
        "release.own-unchecked",
        contact.place,
        f"“{contact.id}” is a contact of your own, and nobody has signed a check of it as it is now.",
        verify_advice(contact, prepared.order.today),
        seen=contact.name,
    )
