"""Digits that are no phone number: money, amounts, measures, dates, citations, postcodes and order numbers."""

from __future__ import annotations

import re

# Each pattern must leave every phone-like run whole: what follows or precedes a phone's hyphen is never taken.
_END = r"(?![\d-])(?!\s?[-.(/)]?\d)"
_PATTERNS = (
    # money, before and after the amount
    r"[$€£¥₹₩₽¢฿₫₱]\s?\d[\d.,]*(?!-)",
    r"(?<![\d.)/-])(?<!\d )\d[\d.,]*\s?[%‰€£¥₹₽°¢]",
    # amounts with thousands commas
    r"(?<![\d.,-])\d{1,3}(?:,\d{2,3})+(?![\d-])",
    # measures; "in" is left out, because "call 911 in danger" is no inch
    r"(?<![\d.)/-])(?<!\d )\d+(?:[.,]\d+)?\s?(?:mm|cm|km|pt|px|dpi|kg|lbs?|oz|ft|yd|[kMG]B)\b",
    r"(?<![\d)/-])(?<!\d )\d{1,3}(?:[.]\d+)?\s?(?:mm|cm|in)?\s?[x×]\s?\d{1,4}(?:[.]\d+)?" + _END,
    # dates and ranges of years
    r"(?<![\d./-])(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:[0-2]?\d|3[01])(?![\d-])",
    r"(?<![\d./-])(?:[0-2]?\d|3[01])([-./])(?:[0-2]?\d|3[01])\1(?:19|20)?\d\d(?![\d-])",
    r"(?<![\d.-])(?:19|20)\d\d\s?-\s?(?:19|20)\d\d(?![\d-])",
    # U.S. Code, Code of Federal Regulations, sections, public laws
    r"\b\d{1,2}\s?(?:U\.?\s?S\.?\s?C|C\.?\s?F\.?\s?R)\.?(?:\s?A\.)?\s{0,2}§{0,2}\s{0,2}\d{1,5}(?:\.\d+)?" + _END,
    r"§{1,2}\s?\d[\d.]*" + _END,
    # postcodes: nine digits, or five after the letters of a state
    r"(?<![\d-])\d{5}-\d{4}(?![\d-])",
    r",\s[A-Z]{2}\s\d{5}" + _END,
    # what a label says is no phone, and extensions, which no directory vouches for
    r"\b(?i:isbn|issn)[ :-]{0,3}\d[\d-]{6,16}X?",
    r"\b(?i:section|sec\.|chapter|title|room|suite|ste\.|apt\.|box|page|pages|public law|form|zip|stock|item)"
    r"\s{0,2}#?:?\s{0,2}\d+(?:-\d+)?" + _END,
    r"(?i:\bext(?:\.|ension)?|(?<=\d)\s?x)\s?\.?\s?\d{1,6}(?![\d-])",
)
_FIGURES = tuple(re.compile(pattern) for pattern in _PATTERNS)


def figure_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where plain text holds such digits, as (start, end)."""
    return tuple(match.span() for pattern in _FIGURES for match in pattern.finditer(text))
