"""Short numbers in running text: 911, 988 and text codes, told from ages, counts and page numbers by what is around."""

from __future__ import annotations

import re

from generator.catalog.phones import SHORT_CODES

# Service codes of the North American plan: N11, and 988.
SERVICE = re.compile(r"[2-9]11|988")
# Words that ask to call or to text. They only make a finding surer: one slip from a true code is found without them.
_CALL = (
    r"\b(?:call|calls|calling|dial|dialing|text|texting|texts|sms|phone|tel|telephone|tty|tdd|relay|hotline|message"
    r"|llame|llama|llamando|marque|texto|mensaje|mensajes|envíe|envie|enviar|enviando|code|código|ligue|disque|appelez"
    r"|composez|tawag|anrufen|звоните|позвоните|телефонуйте)\b"
)
_JUST_BEFORE = re.compile(rf"{_CALL}(?: (?:at|al|a|to|on|the number))?[\s:.“\"'(]{{0,3}}\Z", re.IGNORECASE)
_BEFORE_A_CODE = re.compile(rf"(?:{_CALL}[^.!?]{{0,40}}|\b[A-Za-z]{{5,6}} ?\()\Z", re.IGNORECASE)
# A word of four letters or more, or one without a space before it, as Chinese writes it, says what is counted.
_COUNTED = re.compile(r"[ \n](?:[^\W\d_]{4,})|[ \n]?[⺀-퟿]")


def short_number(text: str, start: int, end: int) -> bool | None:
    """Whether three, five, six or seven digits are dialled: surely, perhaps, or (None) count or label something.

    A code that is known to be right is a number wherever it stands.
    """
    digits, before = re.sub("[^0-9]", "", text[start:end]), text[max(0, start - 60) : start]
    if _glued(text, start, end):
        return None
    if digits in SHORT_CODES:
        return True
    counted = _COUNTED.match(text, end) is not None
    if len(digits) > 3:
        apart = not re.search("[0-9] $", before) and not re.match(" [0-9]", text[end:])
        return bool(_BEFORE_A_CODE.search(before)) and not counted if apart else None
    if _JUST_BEFORE.search(before):
        return not counted
    if SERVICE.fullmatch(digits):
        return None if counted else True
    return False if _alone(text, start, end) else None


def lettered(text: str, start: int) -> bool:
    """Whether what begins there hangs on a letter, as part numbers do."""
    return re.search(r"[A-Za-zÀ-ɏ#][-/]?\Z", text[max(0, start - 2) : start]) is not None


def _glued(text: str, start: int, end: int) -> bool:
    """Whether the digits hang on a letter, a part number, a time or an amount."""
    if lettered(text, start) or re.search(r"[A-Za-zÀ-ɏ]\.\Z|[0-9\0][-,:.]?\Z", text[max(0, start - 2) : start]):
        return True
    return re.match(r"[A-Za-zÀ-ɏ]|[,:.%][0-9\0]", text[end : end + 2]) is not None


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the line or in the brackets, or a colon stands before: the hero of a card."""
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return True
    line = text[text.rfind("\n", 0, start) + 1 : start] + text[end:].partition("\n")[0]
    return not re.search(r"\w", line) or text[:start].rstrip().endswith(":")
