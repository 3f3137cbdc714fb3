from __future__ import annotations

import json

import pytest

from generator.errors import HandbillError, Refused, SetupError, UsageError, refuse_errors
from generator.findings import Finding, Findings, Place, Severity, nearest, unsaid


def one(rule: str = "a.b", line: int = 1, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(rule, severity, Place("x.yaml", line, 2, "key"), "It is wrong.", "Mend it.", "seen", "limit")


def test_a_finding_says_where_what_and_how_to_mend_it_on_one_line() -> None:
    assert str(one()) == "x.yaml:1:2 (key): error: It is wrong. Mend it. [a.b]"


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place(), ""),
        (Place("x.yaml"), "x.yaml"),
        (Place("x.yaml", 3), "x.yaml:3"),
        (Place("x.yaml", 3, 4), "x.yaml:3:4"),
        (Place("x.yaml", 3, 4, "panels.front"), "x.yaml:3:4 (panels.front)"),
        (Place(key="--set agency"), "--set agency"),
    ],
)
def test_a_place_shows_as_much_as_is_known(place: Place, shown: str) -> None:
    assert str(place) == shown


def test_a_finding_without_place_or_fix_has_no_stray_marks() -> None:
    assert str(Finding("a.b", Severity.NOTE, Place(), "So it is.", "")) == "note: So it is. [a.b]"


def test_a_finding_goes_into_json_with_every_part() -> None:
    told = json.loads(json.dumps(one().as_dict()))
    assert told == {
        "rule": "a.b",
        "severity": "error",
        "file": "x.yaml",
        "line": 1,
        "column": 2,
        "key": "key",
        "seen": "seen",
        "limit": "limit",
        "problem": "It is wrong.",
        "fix": "Mend it.",
    }


def test_findings_are_told_once_each_and_by_place() -> None:
    findings = Findings()
    findings.extend([one(line=9), one(line=2), one(line=9), one("a.a", line=2)])
    assert [(finding.place.line, finding.rule) for finding in findings.sorted()] == [(2, "a.a"), (2, "a.b"), (9, "a.b")]
    assert len(findings) == 4
    assert next(iter(findings)).place.line == 9


def test_what_was_said_before_or_twice_is_not_said_again_and_the_order_stays() -> None:
    def told(line: int, fix: str) -> Finding:
        return Finding("rule", Severity.ERROR, Place("a.yaml", line), "Wrong.", fix)

    found = [told(3, "first"), told(1, ""), told(3, "second"), told(2, "")]
    assert unsaid(found, [told(1, "another fix")]) == [told(3, "first"), told(2, "")]
    assert unsaid([], found) == []


def test_only_errors_refuse_the_work() -> None:
    findings = Findings()
    findings.warn("a.small", Place("x"), "It is small.", "Enlarge it.", seen="6pt", limit="7pt")
    refuse_errors(findings)
    findings.error("a.wrong", Place("x"), "It is wrong.", "Mend it.")
    with pytest.raises(Refused) as refused:
        refuse_errors(findings)
    assert {finding.rule for finding in refused.value.findings} == {"a.small", "a.wrong"}
    assert [finding.rule for finding in findings.errors] == ["a.wrong"]
    assert "It is wrong." in str(refused.value)


def test_each_kind_of_failure_has_its_exit_code() -> None:
    assert (Refused.exit_code, UsageError.exit_code, SetupError.exit_code) == (1, 2, 3)
    assert all(issubclass(kind, HandbillError) for kind in (Refused, UsageError, SetupError))


def test_the_nearest_word_is_named() -> None:
    assert nearest("hsi-tiplin", ["hsi-tipline", "emergency"]) == "Did you mean “hsi-tipline”?"
    assert nearest("xyz", ["b", "a"]) == "Known here: a, b."
    assert nearest("xyz", []) == "Nothing is known here."


def test_the_nearest_word_does_not_depend_on_the_order_of_the_known() -> None:
    known = ["front", "frond", "fronts"]
    assert nearest("fron", known) == nearest("fron", reversed(known))
