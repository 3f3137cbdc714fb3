"""Columns: what each heading means for a layout, and what rows say beside their fields."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.catalog.records.model import Table
from generator.compose.columns import Plan, names_of, plan_of
from generator.findings import Finding, Findings
from tests.compose.samples import shipped
from tests.records.sheets import AGENCY, BADGE, CARD, DISPATCH, csv_file, csv_of, entries, field, layout_with


def planned(columns: Sequence[str], *fields: str) -> tuple[Plan, list[Finding]]:
    layout = layout_with(*(CARD.fields[name] for name in fields)) if fields else CARD
    findings = Findings()
    return plan_of(Table("a.csv", tuple(columns), lambda: iter(())), layout, findings), list(findings)


def test_every_field_is_found_by_its_name_and_by_its_label() -> None:
    for headings in (list(CARD.fields), [one.label for one in CARD.fields.values()]):
        plan, found = planned(headings)
        assert not found
        assert [(slot.name, slot.column) for slot in plan.slots] == list(zip(CARD.fields, headings, strict=True))


def test_the_order_of_columns_is_the_users_and_that_of_values_the_layouts() -> None:
    plan, _ = planned(["badge_id", "file", "agency", "copies"])
    assert [slot.name for slot in plan.slots] == ["agency", "badge_id"]
    assert (plan.copies, plan.language, plan.file) == ("copies", "", "file")


def test_a_field_goes_before_a_column_kept_for_orders() -> None:
    layout = layout_with(field("copies"), field("agency"))
    plan = plan_of(Table("a.csv", ("copies", "agency"), lambda: iter(())), layout, Findings())
    assert [slot.name for slot in plan.slots] == ["copies", "agency"]
    assert plan.copies == ""


def test_a_label_that_is_the_name_of_another_field_means_that_field() -> None:
    layout = layout_with(field("one", label="Two"), field("two", label="Second"))
    assert names_of(layout)["two"] == "two"


@pytest.mark.parametrize(
    ("name", "label", "counted"),
    [
        ("badge_id", "Badge", True),
        ("room", "Room number", True),
        ("zip", "Place", True),
        ("identity", "Who you are", False),
        ("notes", "Numbers to know", False),
        ("agency", "Your agency", False),
    ],
    ids=str,
)
def test_digits_count_in_a_column_that_is_called_so(name: str, label: str, counted: bool) -> None:
    layout = layout_with(field(name, label=label))
    plan = plan_of(Table("a.csv", (name,), lambda: iter(())), layout, Findings())
    assert plan.slots[0].counted is counted


def test_all_that_is_wrong_with_headings_is_told_at_once() -> None:
    _, found = planned(["Agency name", "dispatc", "badge_id", "Badge", "Shirt size"])
    assert [(finding.rule, str(finding.severity), finding.place.column) for finding in found] == [
        ("column.twice", "error", 4),
        ("column.unknown", "warning", 1),
        ("column.unknown", "error", 2),
        ("column.unknown", "warning", 5),
        ("column.missing", "error", 0),
    ]


def test_the_columns_of_a_rejected_list_are_left_out_in_silence() -> None:
    _, found = planned(["agency", "row", "reason"], "agency", "dispatch")
    assert not found


@pytest.mark.parametrize(
    ("text", "copies"), [("1", 1), (" 25 ", 25), ("999", 999), ("12.0", 12), ("", 1), ("\xa07", 7)], ids=ascii
)
def test_copies_are_whole_numbers(tmp_path: Path, text: str, copies: int) -> None:
    (entry,), found = entries(csv_file(tmp_path, csv_of([("agency", "copies"), ("North", text)])))
    assert not found
    assert entry.copies == copies


@pytest.mark.parametrize("text", ["-1", "1e3", "007", "1,5", "٣", "1٣", "many"], ids=ascii)
def test_what_is_no_number_of_copies_is_refused(tmp_path: Path, text: str) -> None:
    (entry,), found = entries(csv_file(tmp_path, csv_of([("agency", "copies"), ("North", text)])))
    assert [finding.rule for finding in found] == ["row.copies"]
    assert not entry.sound


def test_a_language_is_known_by_its_tag_its_english_name_and_its_own(tmp_path: Path) -> None:
    for language in shipped().languages.values():
        names = (language.id, language.id.upper(), language.english_name, language.name)
        rows = [(f"North {index}", name) for index, name in enumerate(names)]
        read, found = entries(csv_file(tmp_path, csv_of([("agency", "language"), *rows])))
        assert not found
        assert {entry.language for entry in read} == {language.id}


@pytest.mark.parametrize("text", ["north", "north-1", "North_2", "a.b", "7", "x" * 80], ids=lambda text: text[:9])
def test_a_plain_file_name_passes(tmp_path: Path, text: str) -> None:
    (entry,), found = entries(csv_file(tmp_path, csv_of([("agency", "file"), ("North", text)])))
    assert not found
    assert entry.file == text


@pytest.mark.parametrize(
    "text",
    ["/etc/x", "a/b", "a\\b", "..", "a..b", ".x", "x.", "NUL", "com1.txt", "a b", "a:b", "~", "-rf", "x" * 81, "é"],
    ids=lambda text: ascii(text)[:9],
)
def test_a_file_name_that_could_lead_anywhere_else_is_refused(tmp_path: Path, text: str) -> None:
    (entry,), found = entries(csv_file(tmp_path, csv_of([("agency", "file"), ("North", text)])))
    assert [finding.rule for finding in found] == ["row.file"]
    assert entry.file == ""


def test_these_tests_speak_of_the_fields_they_think_of() -> None:
    assert (AGENCY.required, DISPATCH.kind, BADGE.label) == (True, "phone", "Badge")
