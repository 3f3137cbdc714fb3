"""Records: a local office's numbers are checked before they are printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.catalog.layouts import Field
from generator.compose.record import Value, check_names, read_record
from generator.findings import Findings, Place
from tests.compose.samples import layout_of, rules, shipped

PHONE = Field("dispatch", "phone", "Dispatch number", "202-555-0142", required=False, must_change=True, place=Place())
TEXT = Field("agency", "text", "Agency", "Sample Police", required=True, must_change=True, place=Place("x.yaml", 4))
LAYOUT = replace(layout_of("[{spacer: }]"), fields={"dispatch": PHONE, "agency": TEXT})


def read(**given: str) -> tuple[dict[str, Value], Findings]:
    findings = Findings()
    return read_record(LAYOUT, given, shipped().contacts, findings), findings


def test_a_phone_field_is_printed_as_its_owner_writes_it_and_dialled_in_full() -> None:
    record, findings = read(dispatch="202-555-0142", agency="Campus")
    assert record == {"dispatch": Value("202-555-0142", "+12025550142"), "agency": Value("Campus")}
    assert not findings.found


@pytest.mark.parametrize("wrong", ["202-555-014", "call me", "202-555-0142x", "112-555-0142"])
def test_a_wrong_phone_is_refused_with_the_reason(wrong: str) -> None:
    record, findings = read(dispatch=wrong, agency="Campus")
    assert "dispatch" not in record
    assert rules(findings.sorted()) == ["field.phone"]
    assert wrong in findings.errors[0].problem


def test_an_optional_field_without_a_value_is_left_out() -> None:
    record, findings = read(agency="Campus")
    assert "dispatch" not in record
    assert not findings.found


def test_a_required_field_without_a_value_prints_its_sample_and_says_so() -> None:
    record, findings = read()
    assert record["agency"].shown == "Sample Police"
    assert [(finding.rule, finding.severity) for finding in findings] == [("field.sample", "warning")]


@pytest.mark.parametrize("wrong", ["x" * 201, "two\nlines", "bell\a", "over\u202eride", "Z" + "\u0301" * 6])
def test_values_that_cannot_be_printed_are_refused(wrong: str) -> None:
    _, findings = read(agency=wrong)
    assert rules(findings.sorted()) == ["field.value"]


def test_a_field_that_no_layout_has_is_refused_with_the_nearest_name() -> None:
    findings = Findings()
    check_names([LAYOUT], ["dispach"], findings)
    assert "Did you mean “dispatch”?" in str(findings.sorted()[0])


@pytest.mark.parametrize("number", ["1-866-347-2424", "1-866-347-4223"])
def test_a_number_one_slip_from_the_directory_is_warned_about(number: str) -> None:
    record, findings = read(dispatch=number, agency="Campus")
    assert record["dispatch"].shown
    assert [(finding.rule, finding.severity) for finding in findings] == [("field.near", "warning")]
    assert "HSI Tip Line" in findings.found[0].problem
