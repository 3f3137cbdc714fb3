"""Numbers and addresses typed into a text: whatever a reader could dial or open, in any spelling that prints alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.catalog.phones import SHORT_CODES, one_slip
from generator.frozen import dataclass

_REFERENCE = re.compile(r"\{[^{}]*\}")
_REFERRED = "\0"  # stands for a reference: what is typed ends there
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})
_DOTS = "·•∙⋅‧・"

_GAP = r"[ \n.\-/]"
# Whatever parts the three groups of a full number, but for the marks of amounts and lists. A comma alone can do it
# too: no thousands have four digits behind it.
_PARTS = r"(?:_|[^\w\0$€£¥¢%,;&×÷()\[\]<>])"
_WIDE = rf"(?:{_PARTS}{{1,4}}|[,;])"
_ODD = r"[_~|:*+=]"
_NUMBERS = (
    # a number of the North American plan, or its last seven digits
    rf"(?<!\d)(?:\+?1{_GAP}?)?\(?\d{{3}}\)?{_GAP}?\d{{3}}{_GAP}?\d{{4}}(?!\d)",
    rf"(?<!\d)(?<!\d,)(?:\+?1{_WIDE})?[(\[<]?[2-9]\d\d(?:[)\]>]{_PARTS}{{0,3}}|{_WIDE})[2-9]\d\d{_WIDE}\d{{4}}(?!\d)",
    rf"(?<!\d)(?<!\d{_GAP})\d{{3}}[-.]\d{{4}}(?!{_GAP}?\d)",
    # nine digits or more with at most one mark between them, ten or eleven with an odd one, or any behind a plus
    rf"(?<!\d)\d(?:[()]?{_GAP}?[()]?\d){{8,}}",
    rf"(?<!\d)(?<!\d{_ODD})\d(?:{_ODD}?\d){{9,10}}(?!{_ODD}?\d)",
    rf"\+\d(?:[()]?{_GAP}?[()]?\d){{6,}}",
    # letters that are dialled: 1-866-DHS-2-ICE, 1 866 DHS 2 ICE, 866 DHS 2 ICE, 800-THE-LOST, 1-866-4USWAGE
    rf"(?<!\w)1{_GAP}\(?[2-9]\d\d\)?{_GAP}(?=[0-9-]*[A-Za-z])[A-Za-z0-9](?:-?[A-Za-z0-9]){{6,}}",
    rf"(?<!\w)1{_GAP}\(?[2-9]\d\d\)?{_GAP}(?=[0-9 .-]*[A-Z])[A-Z0-9](?:{_GAP}?[A-Z0-9]){{6}}(?!\w)",
    rf"(?<!\w)\(?8(?:00|33|44|55|66|77|88)\)?{_GAP}(?=[A-Z .-]*\d)(?=[0-9 .-]*[A-Z])[A-Z0-9]"
    rf"(?:{_GAP}?[A-Z0-9]){{6}}(?!\w)",
    r"(?<!\w)\(?[2-9]\d\d\)?-(?=[0-9-]*[A-Z])[A-Z0-9](?:-?[A-Z0-9]){6,}",
    # short codes, alone or digit by digit, and the word that spells one
    rf"(?<!\w)(?<!\d[.,-])(?:{'|'.join('[ -]?'.join(code) for code in SHORT_CODES)})(?!\w|[.,-]\d)",
    r"(?<!\w)(?i:BEFREE)(?!\w)",
)
_NUMBER = re.compile("|".join(_NUMBERS))
# Dates, a year in brackets, and years one behind the other look like the chains above.
_DATES = re.compile(
    r"\((?:19|20)\d\d\)"
    r"|(?<!\d)(?<!\d[ .\-/])(?:19|20)\d\d(?:-\d\d-\d\d|(?:[ \-/]{1,3}(?:19|20)\d\d)+)(?![ .\-/]?\d)"
)

_CALL = (
    "call|calls|calling|dial|dials|dialing|dialling|text|texts|texting|sms|phone|ring|tty|llame|llama|llamar|marque"
    "|marca|marcar|texto|mensaje|envíe|envía|enviar|mande|ligue|disque|appelez|composez"
)
# Three or four digits right behind such a word may still count something; five or more in its sentence hardly do.
_NEAR_SHORT = re.compile(
    rf"\b(?i:{_CALL})\b(?:"
    r"(?i: at| a| al| to| on| the| el| number| número| help)*[\s:“\"'(]{1,3}(?P<few>\d(?:[ -]?\d){2,3})"
    r"(?! (?!always\b)(?:[a-z]{2,}s|people|children|women|men|million)\b)"
    r"|[^.!?\d\0]{0,40}?(?<![\w,.$-])(?P<many>\d(?:[ -]?\d){4,6})"
    r")(?!\w|[.,:%-]\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")

_ENDINGS = (
    "gov|org|com|net|edu|mil|int|info|biz|io|co|us|ca|mx|uk|eu|gob|help|app|health|support|online|site|law|example|test"
    "|xyz|top|shop|club|link|tv|ly|dev|page|web|store|news|blog|de|fr|br|ru|cn|ph"
)
_REST = r"(?::\d+)?(?:[/?#][^\s<>\"“”\0]*)?"
_ADDRESS = re.compile(
    r"(?:mailto:)?[\w.+%-]*[\w+%-]@[\w-]+(?:\.[\w-]+)+"
    r"|\b[a-z][a-z0-9+.-]*://[^\s<>\"“”\0]+"
    rf"|(?<![\w@.-])www\.[\w-]+(?:\.[\w-]+)*{_REST}"
    rf"|(?<![\w@.-])(?:[\w-]+\.)+(?:{_ENDINGS})(?![\w-]|\.\w){_REST}",
    re.IGNORECASE,
)
# What every address has, in any form of the characters: most texts have none of it.
_MAY_OPEN = re.compile(r"[@＠]|\S[.．。｡․]\S|:/|：／|[wｗ]{3}", re.IGNORECASE)
_CLOSING = ".,;:!?'’”»)]…"


@dataclass(frozen=True)
class _Plain:
    """A text in plain characters; `places[i]` is where character i stands in the source."""

    text: str
    source: str
    places: tuple[int, ...]

    def seen(self, start: int, end: int) -> str:
        """What the source prints there, on one line."""
        cut = self.source[self.places[start] : self.places[end - 1] + 1]
        return "".join(character for character in " ".join(cut.split()) if character.isprintable())


def raw_numbers(text: str) -> tuple[str, ...]:
    """Whatever looks like a number to dial, in digits or in letters, outside of {references} and of addresses."""
    if not _may_dial(_REFERENCE.sub("", text)):
        return ()
    found: dict[int, tuple[int, str]] = {}
    for plain in (_plain(text, raised=True), _plain(text, raised=False)):
        for start, end in _numbers(plain):
            first, last = plain.places[start], plain.places[end - 1]
            if all(last < other or first > found[other][0] for other in found):
                found[first] = last, plain.seen(start, end)
    return tuple(found[first][1] for first in sorted(found))


def raw_addresses(text: str) -> tuple[str, ...]:
    """Whatever looks like a web or mail address, outside of {references}."""
    if not _MAY_OPEN.search(_REFERENCE.sub("", text)):
        return ()
    plain = _plain(text, raised=True)
    return tuple(plain.seen(*span) for span in _addresses(plain.text))


def _may_dial(text: str) -> bool:
    """Nearly every text has no digit and no word that is dialled, and need not be looked at closely."""
    return any(map(str.isdigit, text)) or "befree" in "".join(filter(str.isalpha, text)).lower()


def plain_form(text: str) -> str:
    """The text in plain characters: one kind of digit, dash and space, nothing invisible, no bold marks."""
    return _plain(text, raised=True).text


def _numbers(plain: _Plain) -> Iterator[tuple[int, int]]:
    text = plain.text
    for start, end in (*_addresses(text), *(match.span() for match in _DATES.finditer(text))):
        text = f"{text[:start]}{_REFERRED * (end - start)}{text[end:]}"
    for match in _NUMBER.finditer(text):
        yield match.span()
    for match in _NEAR_SHORT.finditer(text):
        name = "few" if match["few"] else "many"
        digits = re.sub(r"\D", "", match[name])
        if not _YEAR.fullmatch(digits) and any(one_slip(digits, code) for code in SHORT_CODES):
            yield match.span(name)


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for match in _ADDRESS.finditer(text):
        if not match[0].lower().startswith(("tel:", "sms:")):
            yield match.start(), match.start() + len(match[0].rstrip(_CLOSING))


def _plain(source: str, *, raised: bool) -> _Plain:
    """The text without what is invisible; raised and lowered digits are digits, or only marks behind a number."""
    letters: list[str] = []
    places: list[int] = []
    hidden = {i for match in re.finditer(r"\*\*", source) for i in range(*match.span())}
    referred = {i for match in _REFERENCE.finditer(source) for i in range(*match.span())}
    for place, character in enumerate(source):
        letter = _REFERRED if place in referred else _folded(character, raised=raised)
        if letter and place not in hidden:
            letters.append(letter)
            places.append(place)
    return _Plain("".join(letters), source, tuple(places))


def _folded(character: str, *, raised: bool) -> str:
    """The plain form of one character, or nothing where it is invisible."""
    if character.isascii():
        return " " if character == "\t" else character
    decimal, digit = unicodedata.decimal(character, None), unicodedata.digit(character, None)
    if digit is not None:
        return str(digit) if raised or decimal is not None else " "
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return ""
    wide = unicodedata.normalize("NFKC", character)
    if category == "Pd" or wide in "−⁃˗":
        return "-"
    if category[0] == "Z":
        return " "
    return "." if character in _DOTS else wide if len(wide) == 1 else character
