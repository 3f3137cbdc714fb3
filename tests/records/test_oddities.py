"""Oddities: what spreadsheets do to a text is told from texts that only look a little like it."""

from __future__ import annotations

import pytest

from generator.catalog.records.characters import (
    character_name,
    cleaned_heading,
    hidden_in,
    matched,
    misread_in,
    trimmed,
)
from generator.catalog.records.oddities import SUSPECT, oddity_of

WRONG = {
    "cell.scientific": ["1.2E+09", "1,2E+09", "1E-05", "-2.03E+10", "+1.5e+12", "12E+2"],
    "cell.error": ["#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "###", "Err:509"],
    "cell.nothing": ["nan", "NaN", "None", "null", "NULL", "undefined"],
    "cell.formula": ["=1", "=A1", "= A1", "+A1", "-B2*3", "@SUM(A1)", "+2*3", "-$A$1", '="x"', "=cmd|' /C calc'!A0"],
    "cell.marks": ["Z" + "\u0301" * 6 + "algo", "a" + "\u0323\u0300" * 3, "\u0301" * 5],
    "cell.hidden": ["a\xa0b", "a\u200bb", "a\u2009b", "a\u202eb", "a\tb", "a\nb", "a\x00b", "a\u00adb", "a\u2028b"],
    "cell.misread": ["JosÃ©", "niÃ±o", "â€œNorthâ€\x9d"[:8], "Â©", "Ã¼ber", "lost \ufffd"],
}
RIGHT = [
    "North Police",
    "12 Main Street",
    "24/7",
    "E",
    "Err",
    "None of it",
    "Nancy",
    "nano",
    "#1 Campus",
    "# 5",
    "no. 7",
    "N/A Hall",
    "1E5",
    "12e3",
    "0.5",
    "00501",
    ".5",
    "+1 202 555 0142",
    "+44 20 7946 0958",
    "Â",
    "SÃO PAULO",
    "Ão",
    "Ñandú",
    "Đà Nẵng",
    "Москва",
    "東京",
    "مركز",
    "หน่วย",
    "O’Hara",
    "‘North’",
    "“North”",
    "a – b",
    "½",
    "5°",
    "№ 7",
    "e\u0301",
    "नमस्\u200dते",
]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, many in WRONG.items() for text in many], ids=ascii)
def test_what_a_spreadsheet_made_is_refused(rule: str, text: str) -> None:
    found = oddity_of(text, None, phone=False, number=False)
    assert found is not None
    assert (found.rule, found.severity) == (rule, "error")
    assert found.problem.endswith(".")
    assert found.fix.endswith(".")


@pytest.mark.parametrize("text", RIGHT, ids=ascii)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert oddity_of(text, None, phone=False, number=True) is None


@pytest.mark.parametrize("text", [text for many in WRONG.values() for text in many], ids=ascii)
def test_no_odd_text_passes_by_the_cheap_tests(text: str) -> None:
    """Reading looks closely only where one of these trips; a new rule has to trip one too."""
    assert text[0] in SUSPECT or not text.isascii() or not text.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "5-Jan",
        "05-Jan-2026",
        "Jan-05",
        "Jan 5",
        "january 5, 2026",
        "5/1/2020",
        "05/01/20",
        "2020-05-05",
        "2020-05-05 00:00:00",
        "5.1.2020",
        "12 dec 2025",
    ],
    ids=str,
)
def test_a_date_is_a_fault_in_a_phone_alone(text: str) -> None:
    found = oddity_of(text, None, phone=True, number=False)
    assert found is not None
    assert found.rule == "cell.date"
    assert oddity_of(text, None, phone=False, number=False) is None


@pytest.mark.parametrize("text", ["202-555-0142", "202.555.0142", "1-800-555-0199", "911", "(202) 555-0142"], ids=str)
def test_a_phone_is_no_date(text: str) -> None:
    assert oddity_of(text, None, phone=True, number=False) is None


@pytest.mark.parametrize("text", ["-", "--", "@north", "-7", "- none -", "+"], ids=str)
def test_what_only_begins_like_a_formula_is_a_warning(text: str) -> None:
    found = oddity_of(text, None, phone=False, number=False)
    assert found is not None
    assert (found.rule, found.severity) == ("cell.formula", "warning")


@pytest.mark.parametrize(
    ("text", "inner"),
    [("\xa0a\xa0", "a"), ("\u200b \ufeffa b\u200f ", "a b"), ("\u2060\u00a0", ""), (" a ", "a"), ("", "")],
    ids=ascii,
)
def test_spaces_and_codes_around_a_text_mean_nothing(text: str, inner: str) -> None:
    assert trimmed(text) == inner


def test_a_joiner_is_part_of_a_word_where_letters_join_and_nowhere_else() -> None:
    assert hidden_in("می\u200cروم") == ""
    assert hidden_in("No\u200crth") == "\u200c"
    assert character_name("\u200c") == "U+200C (zero width non-joiner)"
    assert character_name("\a") == "U+0007 (control character)"


def test_letters_read_in_a_wrong_encoding_are_named() -> None:
    assert misread_in("JosÃ©") == "Ã©"
    assert misread_in("José") == ""


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        (" Your\xa0\u200bagency ", "Your agency"),
        ("a\nb", "a b"),
        ("Pen\u0303a", "Peña"),
        ("\ufeffid", "id"),
        ("\x07x", "x"),
    ],
    ids=ascii,
)
def test_headings_are_what_a_person_reads(heading: str, name: str) -> None:
    assert cleaned_heading(heading) == name


def test_headings_are_compared_without_case_spaces_hyphens_and_underscores() -> None:
    assert matched("Dispatch_Number") == matched("dispatch  number") == matched("DISPATCH-NUMBER") == "dispatch number"
    assert matched("dispatch") != matched("dispatch 2")
