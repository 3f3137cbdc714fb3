"""Oddities of cells: what spreadsheets and programs do to a text, seen before it can be printed."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.catalog.records.characters import character_name, hidden_in, laden_in, misread_in
from generator.catalog.records.model import Mark
from generator.findings import Severity

# A text that begins otherwise, is printable and is ASCII has none of the faults below but those of a phone.
SUSPECT = frozenset("=+-@#0123456789.nNuE")

_AS_TEXT = "Format the column as text and type the cell again."
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[Ee][+-]\d+")
_FORMULA = re.compile(r"=|[+\-@]\s*(?:[A-Za-z.]+\(|\$?[A-Za-z]{1,3}\$?\d+\b|[\d.]+\s*[*/^])")
_PHONE = re.compile(r"\+[\d ().-]+")
_ERROR = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA|#+)|Err:\d{3}"
)
_NOTHING = frozenset({"nan", "NaN", "NAN", "None", "null", "NULL", "undefined", "#N/A"})
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"\d{{1,2}}[-/ .](?:{_MONTH})[a-z]*\.?(?:[-/ .]\d{{2,4}})?"
    rf"|(?:{_MONTH})[a-z]*\.?[-/ ]\d{{1,4}}(?:,? \d{{4}})?"
    r"|(?:19|20)\d\d-[01]\d-[0-3]\d(?:[ T]\d\d:\d\d(?::\d\d)?)?"
    r"|\d{1,2}/\d{1,2}/(?:\d\d|\d{4})|[0-3]?\d\.[01]?\d\.(?:19|20)\d\d",
    re.IGNORECASE,
)
_FLOAT = re.compile(r"\d+\.0+")


class Oddity(NamedTuple):
    """What is odd about a text: its rule, how grave it is, and the sentences to say."""

    rule: str
    severity: Severity
    problem: str
    fix: str


def oddity_of(text: str, mark: Mark | None, *, phone: bool, number: bool) -> Oddity | None:
    """The gravest oddity of a text without outer spaces; `phone` and `number` say what its column is for.

    `number` is a column whose digits count, such as an id: a zero in front of it means something.
    """
    found = _marked(text, mark, phone=phone, number=number) if mark is not None else None
    found = found or _typed(text) or _codes(text)
    return found or (_as_phone(text) if phone else None)


def _error(rule: str, problem: str, fix: str) -> Oddity:
    return Oddity(rule, Severity.ERROR, problem, fix)


def _marked(text: str, mark: Mark, *, phone: bool, number: bool) -> Oddity | None:
    """What the spreadsheet itself says of the cell."""
    if mark is Mark.FORMULA:
        return _error("cell.formula", f"The cell holds the formula “{text[:40]}”.", "Put its result there, as text.")
    if mark is Mark.ERROR:
        return _error("cell.error", f"The cell holds the spreadsheet's error {text}.", "Mend it, or empty the cell.")
    if mark is Mark.DATE:
        problem = f"The cell is a date to the spreadsheet ({text}), whatever was typed."
        return _error("cell.date", problem, _AS_TEXT)
    if mark is Mark.NESTED:
        return _error("cell.nested", f"The value is {text}.", "Write one text in quotes.")
    if mark is Mark.IMPRECISE:
        problem = f"The cell is a number of {len(text)} digits, and a spreadsheet keeps no more than 15 of them."
        return _error("cell.number", problem, _AS_TEXT)
    return _numeric(text, mark, phone=phone, number=number)


def _numeric(text: str, mark: Mark, *, phone: bool, number: bool) -> Oddity | None:
    """A number where a text belongs: harmless in a phone that can be dialled, which is looked at elsewhere."""
    if mark is Mark.SHOWN_OTHERWISE and not phone:
        problem = f"The cell is the number {text}, which the spreadsheet shows in another form."
        return _error("cell.number", problem, "Format the column as text and type what is to be printed.")
    problem = f"The cell is the number {text}, not a text: zeros in front of it would be lost without a trace."
    fix = "Format the column as text, and type again what began with zero."
    if number and not phone:
        return _error("cell.number", problem, fix)
    return Oddity("cell.number", Severity.WARNING, problem, fix)


def _typed(text: str) -> Oddity | None:
    """What stands there as text, but is a spreadsheet's or a program's."""
    if _SCIENTIFIC.fullmatch(text):
        problem = f"“{text}” is what a spreadsheet made of a long number; its last digits may be gone."
        return _error("cell.scientific", problem, _AS_TEXT)
    if _ERROR.fullmatch(text):
        return _error("cell.error", f"The cell holds the spreadsheet's error {text}.", "Mend it, or empty the cell.")
    if text in _NOTHING:
        problem = f"“{text}” is what a program writes for an empty cell."
        return _error("cell.nothing", problem, "Empty the cell, or write what is meant.")
    if text[:1] in "=+-@" and not _PHONE.fullmatch(text):
        return _formula(text)
    return None


def _formula(text: str) -> Oddity:
    if _FORMULA.match(text):
        return _error("cell.formula", f"The cell holds the formula “{text[:40]}”.", "Put its result there, as text.")
    problem = f"“{text[:40]}” begins with “{text[0]}”, as formulas do."
    return Oddity("cell.formula", Severity.WARNING, problem, "Make sure that it is what is to be printed.")


def _codes(text: str) -> Oddity | None:
    if character := hidden_in(text):
        problem = f"The cell holds a character that nobody sees: {character_name(character)}."
        return _error("cell.hidden", problem, "Delete it and type the text around it again.")
    if letter := laden_in(text):
        problem = f"The letter “{letter}” bears more marks than any language writes: they would run over other lines."
        return _error("cell.marks", problem, "Type the word again.")
    if letters := misread_in(text):
        problem = f"“{letters}” in “{text[:40]}” is no letter but one that was read in a wrong encoding."
        return _error("cell.misread", problem, "Save the file as UTF-8 from the program that first made it.")
    return None


def _as_phone(text: str) -> Oddity | None:
    if _DATE.fullmatch(text):
        problem = f"“{text}” is a date; a spreadsheet makes one of a number with hyphens or slashes."
        return _error("cell.date", problem, "Format the column as text and type the number again.")
    if _FLOAT.fullmatch(text):
        problem = f"“{text}” is a number with a decimal point, as programs write it: its “0” would be dialled."
        return _error("cell.number", problem, "Take the “.0” away, and export the column as text.")
    return None
