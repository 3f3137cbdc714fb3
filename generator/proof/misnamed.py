"""Names beside numbers: a true number under the name of another contact sends people to the wrong door."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.catalog.addresses import address_form
from generator.catalog.phones import SHORT_CODES
from generator.findings import Finding, Place, Severity
from generator.proof.known import KnownDirectory
from generator.proof.numbers import FoundNumber
from generator.proof.pages import FinishedFile, FinishedPage
from generator.proof.payloads import payload_targets
from generator.proof.plain import plain_text

# What may stand between a name and its number; “HSI Tip Line or 911” and “HSI Tip Line, 911” are two things.
_BETWEEN = r"[\s:(|•.–-]*(?:\b(?:at|on|is|call|tel|phone)\b[\s:(|•.–-]*)?"
# What says that a number is for text telephones: 711 without such a word is most likely a misprinted 911.
_RELAY = re.compile(
    r"\b(?:tty|tdd|ats|relay|relevo|teletype\w*|deaf|hearing|sord[ao]s?|audi(?:ción|tiv)\w*)\b", re.IGNORECASE
)
_AROUND = 120  # characters before and behind it
_LETTER = re.compile(r"[^\W\d_]")


def misnamed(page: FinishedPage, known: KnownDirectory, shown_name: str) -> Iterator[Finding]:
    """Every true number that stands under another contact's full name; names of several words, or alone on a line."""
    text = plain_text(page.text).text
    before_it = 0
    for number in sorted(page.numbers, key=lambda one: one.start):
        if _is_bare_relay(text, number, known):
            yield _bare(number, known, Place(shown_name, key=f"page {page.number}"))
        owners = known.owners.get(number.digits, frozenset())
        if owners and not _is_common(number.digits):
            name = _strange_name(text, before_it, number, known, owners)
            if name:
                yield _finding(number, name, known, Place(shown_name, key=f"page {page.number}"))
        before_it = number.end


def _is_bare_relay(text: str, number: FoundNumber, known: KnownDirectory) -> bool:
    """Whether a number for text telephones stands where no word near it says so."""
    entry = known.numbers.get(number.digits)
    around = text[max(0, number.start - _AROUND) : number.end + _AROUND]
    return entry is not None and entry.kind == "tty" and not _RELAY.search(around)


def _bare(number: FoundNumber, known: KnownDirectory, place: Place) -> Finding:
    problem = f"{number.text} reaches text telephones and relay services, and nothing near it says so."
    fix = "Write TTY before it; or correct it, if it should be 911."
    return Finding(
        "proof.number-misnamed", Severity.ERROR, place, problem, fix, number.text, str(known.numbers[number.digits])
    )


def _is_common(digits: str) -> bool:
    return digits in SHORT_CODES and SHORT_CODES[digits].common


def _strange_name(text: str, before_it: int, number: FoundNumber, known: KnownDirectory, owners: frozenset[str]) -> str:
    """The name of another contact that stands with the number, where no name of its own does."""
    line_start = text.rfind("\n", 0, number.start) + 1
    before = text[max(before_it, line_start) : number.start]
    line_end = text.find("\n", number.end)
    after = text[number.end : line_end if line_end >= 0 else len(text)]
    above_start = text.rfind("\n", 0, max(0, line_start - 1)) + 1
    above = text[max(before_it, above_start) : line_start]
    if above_start < before_it <= line_start and _LETTER.search(after):
        above = ""  # each number has its name behind it, as in a table that begins with numbers
    below = text[line_end + 1 :].partition("\n")[0] if line_end >= 0 else ""
    beside = _LETTER.search(before) is not None
    near = f"{before}\n{after}" if beside else f"{above}\n{after}\n{below}"
    if any(_holds(near, name) for name, ids in known.names.items() if ids & owners):
        return ""
    strange = [name for name, ids in known.names.items() if not ids & owners]
    if beside:
        return _ending(before, strange)
    if _LETTER.search(above):
        return _alone(above, strange)
    return "" if re.search("[0-9]", after) else _alone(after, strange)


def _holds(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", " ".join(text.casefold().split())) is not None


def _ending(text: str, names: Iterable[str]) -> str:
    """The name that a text ends with; one of a single word only counts where nothing else stands there."""
    text = " ".join(text.casefold().split())
    for name in names:
        lead = r"(?<!\w)" if " " in name else r"\A\W*"
        if re.search(rf"{lead}{re.escape(name)}{_BETWEEN}\Z", text):
            return name
    return ""


def _alone(text: str, names: Iterable[str]) -> str:
    clean = text.casefold().strip(" \n\t:.|•–-()")
    return next((name for name in names if " ".join(clean.split()) == name), "")


def _finding(number: FoundNumber, name: str, known: KnownDirectory, place: Place) -> Finding:
    entry = known.numbers[number.digits]
    other = known.named[name]
    return Finding(
        "proof.number-misnamed",
        Severity.ERROR,
        place,
        f"{number.text} stands under the name {other}, but it is the number of {entry.name}.",
        "Set name and number of one contact together; perhaps two lines were swapped.",
        number.text,
        entry.name,
    )


def two_addresses(finished: FinishedFile, known: KnownDirectory, shown_name: str) -> Iterator[Finding]:
    """One warning for each service that a file gives two different addresses of; spellings of one are the same."""
    forms: dict[str, dict[str, str]] = {}
    for page in finished.pages:
        for found in page.addresses:
            for form in (found.address, *found.joined):
                _note(forms, known, form, found.text)
        for payload in (*(qr.text for qr in page.qrs), *page.links):
            for target in payload_targets(payload):
                if target.kind == "link":
                    _note(forms, known, address_form(target.value), target.shown)
    for shown in forms.values():
        if len(shown) > 1:
            one, other = sorted(shown.values())[:2]
            problem = f"The file gives two addresses for one service: {one} and {other}."
            fix = "Give one of the two throughout, so that nobody wonders which is right."
            yield Finding("proof.two-addresses", Severity.WARNING, Place(shown_name), problem, fix, other, one)


def _note(forms: dict[str, dict[str, str]], known: KnownDirectory, form: str, shown: str) -> None:
    entry = known.addresses.get(form)
    if entry and entry.kind == "web":
        forms.setdefault(f"{entry.contact} {entry.value}", {}).setdefault(form, shown)
