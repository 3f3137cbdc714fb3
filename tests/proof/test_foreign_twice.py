"""Promises about two readings of one page: what either has whole is judged once, and neither accuses for the other."""

from __future__ import annotations

import pytest

from generator.catalog.contacts import read_contacts
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings
from generator.proof.known import known_directory
from generator.proof.twice import read_twice

KNOWN = known_directory(read_contacts(Roots(shipped_root()), Findings()))
TRUE, SWAPPED = "1-866-347-2423", "1-866-374-2423"
# The first reading, the other one, whether the other turns words round, and what is accused in the end.
READINGS: dict[str, tuple[str, str, bool, list[str]]] = {
    "both-true": (f"Call {TRUE}", f"Call {TRUE}", False, []),
    "both-wrong": (f"Call {SWAPPED}", f"Call {SWAPPED}", False, [SWAPPED]),
    "torn-and-wrong": ("C\na\nl\nl", f"Call\n{SWAPPED}", False, [SWAPPED]),
    "torn-and-true": ("C\na\nl\nl", f"Call\n{TRUE}", False, []),
    "scattered-but-true": ("24231-866-347-", TRUE, False, []),
    "scattered-and-wrong": ("24231-866-374-", SWAPPED, False, [SWAPPED]),
    "another-number-only-there": (f"Call {TRUE}", f"{TRUE}\n1-888-737-3888", False, ["1-888-737-3888"]),
    "same-digits-both-there": (f"Call {SWAPPED}", f"{SWAPPED}\n{TRUE}", False, [SWAPPED]),
    "turned-by-the-other": (f"Call {TRUE}", "2423-347-866-1", True, []),
    "wrong-in-the-one-that-turns": ("Call", SWAPPED, True, [SWAPPED]),
    "short-codes-are-of-the-first": ("Hello", "Text HELP to 233722", False, []),
}


@pytest.mark.parametrize("case", READINGS)
def test_two_readings_accuse_what_is_wrong_and_nothing_else(case: str) -> None:
    first, other, turns, accused = READINGS[case]
    _, numbers, _ = read_twice(first, (other,), 1, turns=turns)
    assert [number.text for number in numbers if KNOWN.accuses(number)] == accused


def test_a_number_of_the_other_reading_stands_behind_the_text_of_the_first() -> None:
    text, numbers, _ = read_twice("Hello", (f"Call {TRUE} now",), 3, turns=False)
    assert [(number.page, text[number.start : number.end]) for number in numbers] == [(3, TRUE)]
    assert text.startswith("Hello\n\n")


def test_a_number_that_several_readings_have_is_found_once() -> None:
    assert len(read_twice("Hello", (SWAPPED, f"Or {SWAPPED}", SWAPPED), 1, turns=False)[1]) == 1
