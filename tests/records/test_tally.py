"""Tallies: the same fault of many rows is one report, and what differs is told apart."""

from __future__ import annotations

from generator.catalog.records.tally import Tally
from generator.findings import Finding, Place, Severity


def finding(row: int, column: int = 1, rule: str = "cell.x", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(
        rule, severity, Place("a.csv", row, column, f"row {row}, column A"), f"In row {row}.", "Mend it.", "x"
    )


def summed(*findings: Finding) -> list[str]:
    tally = Tally()
    for one in findings:
        tally.add([one])
    return [one.problem for one in tally.summed()]


def test_nothing_gives_nothing() -> None:
    assert summed() == []
    assert Tally().errors == 0


def test_up_to_four_are_told_each() -> None:
    assert summed(*(finding(row) for row in range(2, 6))) == [f"In row {row}." for row in range(2, 6)]


def test_a_fifth_makes_a_sum_that_names_the_rest() -> None:
    problems = summed(*(finding(row) for row in range(2, 7)))
    assert problems == ["In row 2.", "In row 3.", "In row 4.", "The same error is in 2 more: rows 5, 6."]


def test_a_row_of_many_faults_does_not_hide_the_other_rows() -> None:
    problems = summed(*(finding(row) for row in (2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 4)))
    assert problems[:3] == ["In row 2.", "In row 3.", "In row 4."]
    assert problems[3] == "The same error is in 10 more: row 2 and 4 further ones."


def test_few_faults_are_told_in_the_order_of_the_rows() -> None:
    assert summed(*(finding(row) for row in (2, 2, 3, 4))) == ["In row 2.", "In row 2.", "In row 3.", "In row 4."]


def test_columns_rules_and_severities_are_kept_apart() -> None:
    others = [finding(2, column=2), finding(2, rule="cell.y"), finding(2, severity=Severity.WARNING)]
    assert len(summed(*(finding(row) for row in range(2, 100)), *others)) == 4 + 3


def test_a_warning_is_summed_as_a_warning_and_is_no_error() -> None:
    tally = Tally()
    tally.add(finding(row, severity=Severity.WARNING) for row in range(2, 50))
    assert tally.errors == 0
    assert "The same warning is in 45 more" in tally.summed()[-1].problem
    assert {one.severity for one in tally.summed()} == {Severity.WARNING}


def test_it_keeps_a_handful_of_a_hundred_thousand() -> None:
    tally = Tally()
    for row in range(100_000):
        tally.add([finding(row)])
    assert tally.errors == 100_000
    assert sum(map(len, tally.first.values())) < 10
    assert tally.summed()[-1].seen == "100,000 in all"
