"""Checks: each is read with its line, counts for the values it saw and no others, and is never lost."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator.catalog.checks import CHECKS_FILE, MAX_NAME, How, is_name
from generator.catalog.contacts import Contact, Directory, read_contacts
from generator.catalog.places import Roots
from generator.findings import Findings, Severity
from tests.catalog.shelf import alone, only, rules, workspace
from tests.catalog.test_contacts import LINE

VALUES = '["+18663472423", "233733", "https://www.ice.gov/tipline", "ICE.ForcedLabor@ice.dhs.gov", "@line"]'
CHECK = f"- {{contact: line, on: 2026-11-20, by: Ana Ruiz, how: call, values: {VALUES}}}\n"
CONTACTS = {"data/contacts.yaml": LINE}


def _read(folder: Path, checks: str) -> tuple[Directory, Findings]:
    findings = Findings()
    return read_contacts(alone(folder, {**CONTACTS, CHECKS_FILE: checks}), findings), findings


def _line(folder: Path, checks: str) -> Contact:
    directory, findings = _read(folder, checks)
    assert not findings.errors
    return directory.contacts["line"]


def test_a_check_makes_the_contact_known_to_be_right_up_to_its_day(tmp_path: Path) -> None:
    line = _line(tmp_path, CHECK)
    assert (line.checked_on, line.checked_by) == (datetime.date(2026, 11, 20), "Ana Ruiz")
    assert (line.read_on, line.read_by) == (datetime.date(2024, 5, 30), "read in the source")
    (check,) = line.history
    assert (check.on, check.by, check.how, check.counts) == (datetime.date(2026, 11, 20), "Ana Ruiz", How.CALL, True)


def test_without_checks_the_day_is_that_of_the_source(tmp_path: Path) -> None:
    findings = Findings()
    line = read_contacts(alone(tmp_path, CONTACTS), findings).contacts["line"]
    assert (line.checked_on, line.checked_by, line.history) == (line.read_on, line.read_by, ())
    assert not len(findings)


def test_after_a_number_has_changed_the_check_stays_but_does_not_count(tmp_path: Path) -> None:
    line = _line(tmp_path, CHECK.replace("+18663472423", "+18663472424"))
    assert (line.checked_on, line.checked_by) == (datetime.date(2024, 5, 30), "read in the source")
    (check,) = line.history
    assert (check.counts, check.gone, check.new) == (False, ("+18663472424",), ("+18663472423",))


@pytest.mark.parametrize(
    ("old", "new", "gone", "added"),
    [
        (', "@line"', "", (), ("@line",)),
        ('"@line"', '"@line", "+12025550142"', ("+12025550142",), ()),
    ],
    ids=["one more since", "one fewer since"],
)
def test_a_channel_more_or_less_is_another_contact_to_check(
    tmp_path: Path, old: str, new: str, gone: tuple[str, ...], added: tuple[str, ...]
) -> None:
    (check,) = _line(tmp_path, CHECK.replace(old, new)).history
    assert (check.counts, check.gone, check.new) == (False, gone, added)


def test_the_order_of_channels_is_no_change(tmp_path: Path) -> None:
    turned = '["@line", "233733", "+18663472423", "ICE.ForcedLabor@ice.dhs.gov", "https://www.ice.gov/tipline"]'
    assert _line(tmp_path, CHECK.replace(VALUES, turned)).history[0].counts


def test_the_history_is_told_from_the_oldest_and_the_newest_that_counts_wins(tmp_path: Path) -> None:
    newest = CHECK.replace("11-20", "11-22").replace("@line", "@other").replace("Ana Ruiz", "Kim")
    oldest = CHECK.replace("11-20", "10-01").replace("Ana Ruiz", "Lee").replace("call", "page")
    line = _line(tmp_path, newest + CHECK + oldest)
    assert [(check.by, check.counts) for check in line.history] == [("Lee", True), ("Ana Ruiz", True), ("Kim", False)]
    assert (line.checked_on, line.checked_by) == (datetime.date(2026, 11, 20), "Ana Ruiz")


def test_a_source_read_after_the_check_is_the_newer_word(tmp_path: Path) -> None:
    line = _line(tmp_path, CHECK.replace("2026-11-20", "2024-05-29"))
    assert (line.checked_on, line.checked_by) == (datetime.date(2024, 5, 30), "read in the source")
    assert line.history[0].counts


def test_of_one_day_the_person_who_checked_is_the_better_witness(tmp_path: Path) -> None:
    line = _line(tmp_path, CHECK.replace("2026-11-20", "2024-05-30"))
    assert (line.checked_on, line.checked_by) == (line.read_on, "Ana Ruiz")


def test_checks_of_what_ships_and_of_the_workspace_are_one_history(tmp_path: Path) -> None:
    shipped = alone(tmp_path / "shipped", {**CONTACTS, CHECKS_FILE: CHECK}).shipped
    roots = workspace(tmp_path, {CHECKS_FILE: CHECK.replace("Ana Ruiz", "Kim")}, shipped=shipped)
    findings = Findings()
    line = read_contacts(roots, findings).contacts["line"]
    assert [check.by for check in line.history] == ["Ana Ruiz", "Kim"]
    assert line.checked_by == "Kim"
    assert not len(findings)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("2026-11-20", "20 November", "value.wrong"),
        ("how: call", "how: fax", "value.wrong"),
        ("by: Ana Ruiz", 'by: " "', "check.by"),
        ("by: Ana Ruiz", 'by: "Ana\\nRuiz"', "check.by"),
        ("by: Ana Ruiz", f"by: {'A' * (MAX_NAME + 1)}", "check.by"),
        ("by: Ana Ruiz, ", "", "key.missing"),
        (f"values: {VALUES}", "values: []", "value.wrong"),
        ("how: call", "how: call, note: rang twice", "key.unknown"),
    ],
    ids=["date", "how", "blank", "lines", "long", "nobody", "nothing", "key"],
)
def test_a_wrong_line_is_an_error_where_it_stands_and_vouches_for_nothing(
    tmp_path: Path, old: str, new: str, rule: str
) -> None:
    directory, findings = _read(tmp_path, "# head\n" + CHECK.replace(old, new))
    assert rules(findings) == [rule]
    assert (only(findings).place.file, only(findings).place.line) == (CHECKS_FILE, 2)
    assert directory.contacts["line"].history == ()


def test_a_check_of_nobody_known_is_a_warning_that_names_the_nearest(tmp_path: Path) -> None:
    directory, findings = _read(tmp_path, CHECK.replace("contact: line", "contact: lime"))
    assert (only(findings).rule, only(findings).severity) == ("check.contact", Severity.WARNING)
    assert (only(findings).place.line, only(findings).fix) == (1, "Did you mean “line”?")
    assert directory.contacts["line"].history == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [("contact: line\n", "check.list"), ("- line\n", "value.wrong"), ("- {\n", "yaml.syntax")],
    ids=["mapping", "text", "syntax"],
)
def test_a_file_that_is_no_list_of_checks_is_an_error(tmp_path: Path, text: str, rule: str) -> None:
    assert rules(_read(tmp_path, text)[1]) == [rule]


def test_a_folder_in_the_files_place_is_an_error(tmp_path: Path) -> None:
    (tmp_path / CHECKS_FILE).mkdir(parents=True)
    findings = Findings()
    read_contacts(alone(tmp_path, CONTACTS), findings)
    assert rules(findings) == ["file.unreadable"]


def test_the_shipped_directory_claims_no_check_that_nobody_made() -> None:
    roots = Roots(Path(__file__).resolve().parents[2])
    assert not any(contact.history for contact in read_contacts(roots, Findings()).contacts.values())


@pytest.mark.parametrize(
    ("name", "may"),
    [("Ana Ruiz", True), ("阮", True), ("A" * MAX_NAME, True), ("", False), ("\t", False), ("A\u200bB", False)],
    ids=["usual", "one sign", "longest", "none", "tab", "hidden"],
)
def test_a_name_can_be_read(name: str, may: bool) -> None:
    assert is_name(name) is may
