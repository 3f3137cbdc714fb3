"""Short digits that are no phone number: money, measures, amounts, and what a label says is a room or a section."""

from __future__ import annotations

import re

# Never more than six digits, and never where seven or more follow one another as in a phone number, unless those are
# a whole number by themselves: “form 866-347-2424” is a number, “Suite 211 (866) 347-2423” a room and a number.
_WHOLE = r"[0-9]{1,6} {1,2}(?:\+?1[-. ]?)?\(?[0-9]{3}(?:\) ?|[-. ])?[0-9]{3}[-. ]?[0-9]{4}(?![0-9])"
_FEW = rf"(?:(?={_WHOLE})|(?!(?:[ ()./-]{{0,3}}[0-9]){{7}}))[0-9]{{1,6}}(?![0-9])"
_GROUPED = r"(?:1[-. ])?\(?[0-9]{3}\)?[-. ][0-9]{3}[-. ][0-9]{4}(?![0-9])"
_FIRST = r"(?<![0-9])(?<![0-9][-./() ])(?<![0-9][-.)] )(?<![0-9] [-.] )"
_PATTERNS = (
    # after a sign or a label, and extensions, which no directory vouches for
    rf"(?:[$€£¥₹₩₽¢฿₫₱§№]|\b(?i:section|sec\.|chapter|title|room|suite|ste\.|apt\.|box|pages?|public law|form|zip|stock"
    rf"|item|ext\.?|extension))[ ]?#?:?[ ]{{0,2}}{_FEW}",
    # the number of a document, unless it is grouped like a phone number
    rf"\b(?i:gpo|nsn|issn|omb|pub\.?|publication|docket|case|inventory|doc\.?|document)"
    rf"(?i: control)?(?i: no\.?| number| \#)?:?[ ]?(?!{_GROUPED})[0-9]{{1,6}}(?:-\s?[0-9]{{1,6}}){{1,4}}(?![0-9-])",
    # the same of goods, where the label says that it is a number and three groups are no phone number's
    rf"\b(?i:item|order|part|ref\.?|sku)(?i: no\.?| number| \#):?[ ]?(?!1?[-. ]?\(?8|{_GROUPED})"
    r"[0-9]{1,6}(?:-\s?[0-9]{1,6}){2,4}(?![0-9-])",
    # before a unit; "in" is left out, because "call 911 in danger" is no inch
    rf"{_FIRST}{_FEW}\s?(?:[%‰€£¥₹₽°¢×]|(?:mm|cm|km|pt|px|dpi|kg|lbs?|oz|ft|yd|[kMG]B)\b)",
    # the mark of a list before a whole number: 2) 866-347-2423
    r"(?m:^)[ ]{0,3}[0-9]{1,2}\)(?= {1,2}(?:\+?1[-. ]?)?\(?[0-9]{3}(?:\) ?|[-. ])[0-9]{3}[-. ][0-9]{4}(?![0-9]))",
    # thousands with a comma
    r"(?<![0-9.,-])[0-9]{1,3},[0-9]{3}(?![0-9,-])",
    # the one longer figure: a book number, whose 978 or 979 no phone number has in front
    r"\b(?i:isbn)[ :-]{0,3}97[89](?:[ -]?[0-9]){10}(?![ -]?[0-9])",
)
_FIGURES = tuple(re.compile(pattern) for pattern in _PATTERNS)


def figure_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where plain text holds such digits, as (start, end)."""
    return tuple(match.span() for pattern in _FIGURES for match in pattern.finditer(text))
