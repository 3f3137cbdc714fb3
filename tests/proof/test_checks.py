"""Promises about checks: what a verdict means, and that a fault of a whole run is told once and counted."""

from __future__ import annotations

import json

import pytest

from generator.findings import Finding, Place, Severity
from generator.proof.checks import Check
from generator.proof.ruling import PAGES_NAMED, Ruling


def check_with(*severities: Severity) -> Check:
    """A check that found something of each severity."""
    found = tuple(
        Finding("x4.rgb", severity, Place("card.pdf"), "It is red.", "Make it black.") for severity in severities
    )
    return Check("PDF/X-4", "x4.rgb", "Inks only", "no RGB", "1 in RGB", found)


def ruling() -> Ruling:
    """A rule that nothing has broken yet."""
    return Ruling("Ink", "ink.total", "Ink on one spot", "300 % or less", "card.pdf")


@pytest.mark.parametrize(
    ("severities", "verdict", "passed"),
    [
        ((), "pass", True),
        ((Severity.NOTE,), "pass", True),
        ((Severity.WARNING,), "look", True),
        ((Severity.ERROR,), "FAIL", False),
        ((Severity.WARNING, Severity.ERROR), "FAIL", False),
    ],
)
def test_only_an_error_fails_a_check_and_a_warning_asks_to_look(
    severities: tuple[Severity, ...], verdict: str, passed: bool
) -> None:
    check = check_with(*severities)
    assert check.verdict == verdict
    assert check.passed is passed


def test_a_check_has_everything_for_programs() -> None:
    shown = json.loads(json.dumps(check_with(Severity.ERROR).as_dict()))
    assert {name: shown[name] for name in ("group", "rule", "title", "limit", "value", "verdict")} == {
        "group": "PDF/X-4",
        "rule": "x4.rgb",
        "title": "Inks only",
        "limit": "no RGB",
        "value": "1 in RGB",
        "verdict": "FAIL",
    }
    assert shown["findings"][0]["fix"] == "Make it black."


def test_a_rule_that_nothing_breaks_passes_with_what_was_seen() -> None:
    check = ruling().check("at most 200 %")
    assert (check.rule, check.limit, check.value) == ("ink.total", "300 % or less", "at most 200 %")
    assert check.passed
    assert check.findings == ()


def test_a_fault_is_told_once_a_page_and_counted() -> None:
    rule = ruling()
    for _ in range(3):
        rule.error("A shape lays down 340 %.", "Choose a lighter colour.", page=2, seen="340 %")
    rule.error("A shape lays down 320 %.", "Choose a lighter colour.", page=1, seen="320 %")
    first, second = rule.check("at most 340 %").findings
    assert (first.place.key, second.place.key) == ("page 1", "page 2")
    assert second.problem == "A shape lays down 340 %. There are 2 more like it on the page."
    assert first.problem == "A shape lays down 320 %."
    assert (second.seen, second.limit, second.rule) == ("340 %", "300 % or less", "ink.total")
    assert (rule.count, rule.pages) == (4, 2)


def test_one_more_is_told_in_the_singular() -> None:
    rule = ruling()
    rule.warn("Look.", "Look again.", page=1)
    rule.warn("Look.", "Look again.", page=1)
    assert rule.check("").findings[0].problem == "Look. There is 1 more like it on the page."


def test_a_fault_of_a_thousand_pages_names_a_dozen_and_counts_the_rest() -> None:
    rule = ruling()
    for page in range(1, 1001):
        rule.error("A shape lays down 340 %.", "Choose a lighter colour.", page=page)
    found = rule.check("at most 340 %").findings
    assert len(found) == PAGES_NAMED
    assert found[-1].problem == f"A shape lays down 340 %. The same stands on {1000 - PAGES_NAMED} more pages."


def test_an_error_and_a_warning_of_one_page_are_both_told() -> None:
    rule = ruling()
    rule.warn("Coarse.", "Finer.", page=1)
    rule.error("Too coarse.", "Finer.", page=1)
    assert [finding.severity for finding in rule.check("").findings] == [Severity.ERROR, Severity.WARNING]


def test_what_concerns_the_whole_file_has_no_page() -> None:
    rule = ruling()
    rule.error("It is wrong.", "Mend it.")
    assert str(rule.check("").findings[0].place) == "card.pdf"
