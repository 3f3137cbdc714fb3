"""Clauses about what a sheet says: numbers, bodies that it must not send people to, words, codes and fixed wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.catalog.addresses import address_form
from generator.catalog.contacts import DIALLED, Channel, Contact
from generator.catalog.rules import MustSay
from generator.proof.known import Known
from generator.proof.payloads import payload_targets
from generator.proof.posting.results import ClauseVerdict, asks, failed, passed
from generator.proof.posting.sheetread import SheetPage
from generator.proof.posting.subject import Subject, dialled_on

_SLIP = 2  # a number this near to the one asked for is that number with a wrong digit


def content_clauses(subject: Subject) -> Iterator[ClauseVerdict]:
    """Every clause about what the sheet says, as far as the rule asks for it."""
    rule = subject.rule
    for name, contact, channel in subject.named(rule.numbers):
        yield _number(subject, f"number {name}", contact, channel)
    if rule.any_number:
        yield _any_number(subject)
    if rule.forbid:
        yield _forbidden(subject)
    for item in rule.must_say:
        yield _said(subject, item)
    if rule.qr != "free":
        yield _code(subject)
    if rule.fixed_wording != "none":
        yield _wording(subject)


def _signs(subject: Subject) -> Sequence[tuple[SheetPage, ...]]:
    """What counts as one sign for numbers: each page where signs are separate, else all pages, as a card has two."""
    return [(page,) for page in subject.pages] if subject.rule.share == "separate" else [subject.pages]


def _shows(page: SheetPage, channel: Channel) -> bool:
    if channel.kind in DIALLED:
        return bool(dialled_on(page, channel))
    return address_form(channel.value) in page.addresses or address_form(channel.shown) in page.addresses


def _number(subject: Subject, clause: str, contact: Contact, channel: Channel) -> ClauseVerdict:
    """The number stands on every sign, in any spelling that dials it."""
    limit = f"{channel.shown} ({contact.name})"
    for sign in _signs(subject):
        if not any(_shows(page, channel) for page in sign):
            return _missing(subject, clause, channel, limit, sign)
    return passed(clause, channel.shown, limit)


def _missing(subject: Subject, clause: str, channel: Channel, limit: str, sign: tuple[SheetPage, ...]) -> ClauseVerdict:
    near = _near(subject, channel, sign)
    where = sign[0].name if len(sign) == 1 else "the sheet"
    if near:
        problem = f"{where} has {near}, which is not {channel.shown}."
        return failed(clause, near, limit, problem, "Correct the digit.")
    if subject.hides:
        problem = f"{channel.shown} was not found in what could be read; it may stand in a picture."
        return asks(clause, problem, "Look at the sheet, and dial what stands there.", limit=limit)
    return failed(clause, "not there", limit, f"{channel.shown} is not on {where}.", f"Print {channel.shown}.")


def _near(subject: Subject, channel: Channel, sign: tuple[SheetPage, ...]) -> str:
    """A number of the sign that nobody has, and that is a slip or two from the one asked for."""
    for page in sign:
        for number in page.numbers:
            nearest, distance = subject.known.nearest_number(number.digits)
            if nearest == channel.value and 0 < distance <= _SLIP:
                return number.text
    return ""


def _any_number(subject: Subject) -> ClauseVerdict:
    """One of the numbers is enough."""
    named = subject.named(subject.rule.any_number)
    limit = " or ".join(channel.shown for _, _, channel in named)
    verdicts = [_number(subject, "any number", contact, channel) for _, contact, channel in named]
    good = [one for one in verdicts if not one.problem]
    if good:
        return passed("any number", ", ".join(one.seen for one in good), limit)
    if subject.hides:
        problem = f"None of {limit} was found in what could be read."
        return asks("any number", problem, "Look at the sheet, and dial what stands there.", limit=limit)
    return failed("any number", "not there", limit, f"None of {limit} is on the sheet.", "Print one of them.")


def _forbidden(subject: Subject) -> ClauseVerdict:
    """No number, address or code of the sheet reaches a body of a kind that the rule keeps out."""
    kinds = ", ".join(subject.rule.forbid)
    limit = f"nobody of this kind: {kinds}"
    reached = [known for page in subject.pages for known in _reached(subject, page)]
    for known in reached:
        contact = subject.directory.contacts.get(known.contact)
        if contact and contact.answers in subject.rule.forbid:
            problem = f"{known.shown} reaches {contact.name}, which is {contact.answers}."
            return failed("forbidden", known.shown, limit, problem, "Take it off the sheet.")
    strange = next(
        (n.text for page in subject.pages for n in page.numbers if _is_strange(subject, n.digits, n.sure)), ""
    )
    if strange or subject.hides:
        what = f"Who answers {strange} is not in the directory." if strange else "Not all of the sheet could be read."
        return asks("forbidden", what, "Find out who answers.", seen=strange, limit=limit)
    return passed("forbidden", f"{len(reached)} numbers and addresses, none of them", limit)


def _is_strange(subject: Subject, digits: str, sure: bool) -> bool:
    return sure and digits not in subject.known.numbers


def _reached(subject: Subject, page: SheetPage) -> Iterator[Known]:
    """Whom the numbers, addresses and codes of a page reach, as far as the directory knows them."""
    known = subject.known
    yield from (known.numbers[one.digits] for one in page.numbers if one.digits in known.numbers)
    yield from (known.addresses[one] for one in page.addresses if one in known.addresses)
    for payload in page.codes:
        for target in payload_targets(payload):
            table = known.numbers if target.kind == "number" else known.links
            if target.value in table:
                yield table[target.value]


def _flat(text: str) -> str:
    """Text on one line, hyphens at line ends and kinds of quotes aside."""
    text = re.sub(r"[\ufffe\x02\u00ad]\s*", "", text)
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("‘", "'")).strip()


def _matches(pattern: str, text: str) -> bool:
    """Whether a pattern of words stands in a text; words in capitals must stand in capitals."""
    words = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in _flat(pattern).split())
    flags = 0 if pattern.isupper() else re.IGNORECASE
    return re.search(rf"(?<!\w){words}(?!\w)", text, flags) is not None


def _said(subject: Subject, item: MustSay) -> ClauseVerdict:
    """Something that must be said, in each language of the sheet that we know words for."""
    clause = f"says: {item.text}"
    text = _flat("\n".join(page.text for page in subject.pages))
    here = {lang for page in subject.pages for lang in page.languages}
    asked = [lang for lang in item.words if lang in here]
    if not asked:
        return asks(clause, f"{item.text}: only a person can tell whether it is said.", "Read the sheet.")
    lacks = [lang for lang in asked if not any(_matches(words, text) for words in item.words[lang])]
    if not lacks:
        return passed(clause, "found in " + ", ".join(map(subject.language, asked)), item.text)
    names = " and ".join(map(subject.language, lacks))
    limit = ", ".join(words for lang in lacks for words in item.words[lang])
    problem = f"{item.text}: none of the words for it was found in {names}."
    if item.decisive and not subject.hides:
        return failed(clause, "not there", limit, problem, f"Add one of: {limit}.")
    return asks(clause, problem, "Read whether the sheet says it in other words.", seen="not found", limit=limit)


def _code(subject: Subject) -> ClauseVerdict:
    codes = [code for page in subject.pages for code in page.codes]
    if subject.rule.qr == "forbidden":
        if codes:
            return failed("QR code", codes[0], "none", "The sheet has a QR code.", "Take the code off.")
        return passed("QR code", "none", "none")
    if codes:
        return passed("QR code", codes[0], "a code")
    return asks("QR code", "The rule wants a QR code where there is one.", "Ask the agency for it.", limit="a code")


def _wording(subject: Subject) -> ClauseVerdict:
    """Wording that the law or its agency fixes: held against what we hold word for word, and else for a person."""
    kind = subject.rule.fixed_wording
    here = {*subject.rule.languages, *(lang for page in subject.pages for lang in page.languages)}
    wording = {lang: words for lang, words in subject.wording.items() if lang in here}
    if not wording:
        return asks("wording", *_NO_WORDING[kind])
    text = _flat("\n".join(page.text for page in subject.pages)).replace(" ", "")
    lacks = [lang for lang, words in wording.items() if _flat(words).replace(" ", "") not in text]
    limit = f"our copy in {', '.join(map(subject.language, wording))}, word for word"
    if not lacks:
        return passed("wording", "word for word", limit)
    problem = f"Our copy of the fixed wording in {', '.join(map(subject.language, lacks))} is not on the sheet."
    if kind == "statute" and not subject.hides:
        return failed("wording", "other words", limit, problem, "Print the fixed wording without a change.")
    return asks("wording", problem, "Compare the sheet with the agency’s file.", seen="other words", limit=limit)


_NO_WORDING = {
    "statute": ("The law fixes the wording, and we do not hold it.", "Compare the sheet with the text of the section."),
    "agency": ("An agency fixes the wording, and we do not hold it.", "Use the agency’s file, or compare with it."),
    "unknown": ("Whether the wording is fixed was not in our source.", "Read the section, or ask the agency."),
}
