"""Columns that were said: what fills a field is what the user says, and no column goes missing without a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.records.model import Table
from generator.compose.columns import RESERVED, Plan, plan_of
from generator.findings import Finding, Findings
from tests.records.sheets import CARD


def planned(columns: Sequence[str], said: Mapping[str, str]) -> tuple[Plan, list[Finding]]:
    findings = Findings()
    return plan_of(Table("a.csv", tuple(columns), lambda: iter(())), CARD, findings, said), list(findings)


def filled(plan: Plan) -> dict[str, str]:
    return {slot.name: slot.column for slot in plan.slots}


def told(found: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, str(finding.severity)) for finding in found]


def test_a_column_fills_the_field_that_it_is_said_to_fill_and_others_go_by_name() -> None:
    plan, found = planned(["Department", "dispatch", "How many"], {"agency": "  department ", "copies": "How many"})
    assert not found
    assert filled(plan) == {"agency": "Department", "dispatch": "dispatch"}
    assert plan.copies == "How many"


def test_two_columns_may_change_places_without_a_word() -> None:
    plan, found = planned(["agency", "badge_id"], {"agency": "badge_id", "badge_id": "agency"})
    assert not found
    assert filled(plan) == {"agency": "badge_id", "badge_id": "agency"}


def test_a_column_whose_field_another_one_fills_is_left_out_and_told() -> None:
    plan, found = planned(["agency", "Department"], {"agency": "Department"})
    assert filled(plan) == {"agency": "Department"}
    assert told(found) == [("column.moved", "warning")]
    assert found[0].place.column == 1
    assert "“agency” is left out" in found[0].problem


def test_a_column_that_fills_another_field_is_told_where_its_own_stays_empty() -> None:
    plan, found = planned(["agency", "Badge"], {"agency": "Badge"})
    assert filled(plan) == {"agency": "Badge"}
    assert [(*told([one]), one.problem) for one in found] == [
        (("column.moved", "warning"), "The column “agency” is left out, because “Badge” was said to fill “agency”."),
        (("column.moved", "warning"), "The column “Badge” fills “agency”, as was said, and nothing fills “badge_id”."),
    ]


def test_a_field_may_be_left_without_a_column_and_that_is_told() -> None:
    plan, found = planned(["agency", "dispatch", "language"], {"dispatch": "", "language": ""})
    assert filled(plan) == {"agency": "agency"}
    assert plan.language == ""
    assert told(found) == [("column.moved", "warning")] * 2


def test_a_field_that_is_needed_cannot_be_left_without_a_column() -> None:
    _, found = planned(["agency", "dispatch"], {"agency": ""})
    assert ("column.missing", "error") in told(found)


def test_a_heading_that_is_not_there_is_refused_once_with_the_nearest() -> None:
    _, found = planned(["Department", "dispatch"], {"agency": "Departmant"})
    (error,) = [one for one in found if str(one.severity) == "error"]
    assert (error.rule, error.place.key, error.fix) == (
        "column.absent",
        "--column agency",
        "Did you mean “Department”?",
    )


@pytest.mark.parametrize("name", ["agenzy", "Your agency", "", "row"], ids=["slip", "label", "empty", "no-field"])
def test_a_field_that_the_layout_has_not_is_refused(name: str) -> None:
    _, found = planned(["agency", "dispatch"], {name: "dispatch"})
    assert told(found) == [("field.unknown", "error")]
    assert found[0].place.key == f"--column {name}"


def test_a_column_that_is_said_twice_is_refused() -> None:
    plan, found = planned(["Department"], {"agency": "Department", "badge_id": "department"})
    assert told(found) == [("column.twice", "error")]
    assert filled(plan) == {"agency": "Department"}


def test_a_heading_that_is_nearly_a_field_is_no_slip_where_that_field_was_said() -> None:
    _, found = planned(["agencys", "Department"], {"agency": "Department"})
    assert told(found) == [("column.unknown", "warning")]


NAMES = (*CARD.fields, *RESERVED)
HEADINGS = (*NAMES, "Department", "Duty phone", "Your agency", "Badge")


@given(
    columns=st.lists(st.sampled_from(HEADINGS), min_size=1, unique=True),
    said=st.dictionaries(st.sampled_from(NAMES), st.sampled_from(("", *HEADINGS))),
)
def test_every_column_fills_one_field_or_is_told_of(columns: list[str], said: dict[str, str]) -> None:
    plan, found = planned(columns, said)
    used = [*filled(plan).values(), *(name for name in (plan.copies, plan.language, plan.file) if name)]
    assert len(used) == len(set(used))
    places = {finding.place.column for finding in found}
    assert all(column in used or columns.index(column) + 1 in places for column in columns)
    names = filled(plan) | {name: getattr(plan, name) for name in RESERVED}
    for name, heading in said.items():
        right = names.get(name, "") == (heading if heading in columns else "")
        assert right or any(finding.place.key == f"--column {name}" for finding in found)
