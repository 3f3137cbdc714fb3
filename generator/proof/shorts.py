"""Short numbers in running text: 911, 988 and text codes, told from ages, counts and page numbers by what is around."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Service codes of the North American plan: N11, and 988.
_SERVICE = re.compile(r"[2-9]11|988")
_CALL_WORDS = (
    "call|calls|calling|dial|dialing|text|texting|sms|phone|tel|telephone|tty|tdd|relay|hotline|emergency|emergencies"
    "|llame|llamar|llama|llamando|marque|marcar|texto|mensaje|emergencia|emergencias|ligue|disque|appelez|composez|rele"
    "|tumawag|tawag|anrufen|notruf|звоните|позвоните|телефонуйте"
)
_TEXT_WORDS = "text|texting|texts|sms|message|texto|mensaje|mensajes|envíe|envie|enviar|enviando|code|código|short code"
_CALL_BEFORE = re.compile(rf"\b(?:{_CALL_WORDS})\b[^.!?]{{0,30}}\Z", re.IGNORECASE)
_CALL_JUST_BEFORE = re.compile(
    rf"\b(?:{_CALL_WORDS})\b(?: (?:at|al|a|to|on|the number))?[\s:.“\"'(]{{0,3}}\Z", re.IGNORECASE
)
_TEXT_BEFORE = re.compile(rf"\b(?:{_TEXT_WORDS})\b[^.!?]{{0,40}}\Z", re.IGNORECASE)
_LETTERS_BESIDE = re.compile(r"\b[A-Za-z]{5,6} ?\(\Z")
_WORD_AFTER = re.compile(r"[ \n]([a-zà-ɏ]+)")
# Small words that follow a number to dial, and not a number of things.
_LINKING = re.compile(
    "or|and|for|to|if|in|now|from|any|at|when|is|right|first|anytime|immediately|then|on|with|by|via|out|are|o"
    "|y|u|para|si|en|de|al|del|a|e|ou|et|pour|se|em"
)


@dataclass(frozen=True)
class Short:
    """A short run that may be dialled; `sure` when its surroundings leave no doubt."""

    sure: bool


def short_number(text: str, start: int, end: int) -> Short | None:
    """Judge three, five or six digits at `start` to `end` of plain text; None when they count or label something."""
    if _glued(text, start, end):
        return None
    digits, before = _bare(text, start, end), text[max(0, start - 60) : start]
    if len(digits) == 3:
        return _three_digits(text, start, end, before)
    if len(digits) in (5, 6):
        return Short(bool(_TEXT_BEFORE.search(before) or _LETTERS_BESIDE.search(before)))
    return None


def _bare(text: str, start: int, end: int) -> str:
    """The digits alone: 9-1-1 is 911."""
    return re.sub(r"[^0-9]", "", text[start:end])


def _three_digits(text: str, start: int, end: int, before: str) -> Short | None:
    digits = _bare(text, start, end)
    counts = _counts_something(text, end)
    if _SERVICE.fullmatch(digits):
        if digits == "911" or not counts or _CALL_BEFORE.search(before):
            return Short(sure=True)
        return None
    if _CALL_JUST_BEFORE.search(before):
        return Short(sure=not counts)
    return Short(sure=False) if _alone(text, start, end) else None


def _glued(text: str, start: int, end: int) -> bool:
    """Whether the digits hang on a letter, a part number, a time or an amount."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if re.search(r"[A-Za-zÀ-ɏ#][-/.]?\Z|[0-9\0][,:.]\Z|[0-9\0]\Z", before):
        return True
    return re.match(r"[A-Za-zÀ-ɏ]|[,:.%][0-9\0]", after) is not None


def _counts_something(text: str, end: int) -> bool:
    """Whether a small word follows that is counted: “211 victims”."""
    word = _WORD_AFTER.match(text, end)
    return word is not None and not _LINKING.fullmatch(word[1])


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the line or in the brackets, or a colon stands before: the hero of a card."""
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return True
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    rest = text[line_start:start] + text[end : line_end if line_end >= 0 else len(text)]
    return not re.search(r"\w", rest) or text[:start].rstrip().endswith(":")
