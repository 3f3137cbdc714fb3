"""Promises about names beside numbers, and about two addresses for one service: only faults are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.contacts import read_contacts
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings, Severity
from generator.proof.judge import judge
from generator.proof.known import known_directory
from generator.proof.reading import read_finished
from tests.conftest import Built
from tests.proof import samples

KNOWN = known_directory(read_contacts(Roots(shipped_root()), Findings()))
HOTLINE = "National Human Trafficking Hotline"


def found(rule: str, *texts: str) -> list[str]:
    """What the rule says of a page with these lines."""
    data = samples.text_page(*texts)
    return [finding.problem for finding in judge(read_finished(data), KNOWN, None, "a.pdf") if finding.rule == rule]


def misnamed(*texts: str) -> list[str]:
    """The numbers of a page that stand under a strange name."""
    return found("proof.number-misnamed", *texts)


@pytest.mark.parametrize(
    "lines",
    [
        ("HSI Tip Line: 1-888-373-7888",),
        ("HSI Tip Line", "1-888-373-7888"),
        ("HSI TIP LINE – 1-888-373-7888",),
        ("Call the HSI Tip Line at (888) 373-7888",),
        (f"{HOTLINE} 1-866-347-2423",),
        (f"{HOTLINE}", "1-866-DHS-2-ICE"),
        ("1-888-373-7888 HSI Tip Line",),
        ("Emergency: 1-866-347-2423",),
        ("HSI Tip Line: 911",),
    ],
    ids=" / ".join,
)
def test_a_true_number_under_another_contact_s_name_is_an_error(lines: tuple[str, ...]) -> None:
    assert len(misnamed(*lines)) == 1


def test_two_swapped_lines_are_two_errors_that_name_both_contacts() -> None:
    problems = misnamed("HSI Tip Line: 1-888-373-7888", f"{HOTLINE}: 1-866-347-2423")
    assert len(problems) == 2
    assert all("HSI Tip Line" in problem and HOTLINE in problem for problem in problems)


@pytest.mark.parametrize(
    "lines",
    [
        ("HSI Tip Line: 1-866-347-2423",),
        ("HSI urgent matters: 866-347-2423",),  # two contacts share the number
        ("HSI Tip Line or 911",),
        ("HSI Tip Line, 911 in danger",),
        ("Not an emergency? 1-866-347-2423",),
        (f"HSI Tip Line 1-866-347-2423 {HOTLINE} 1-888-373-7888",),
        (f"911 {HOTLINE} 1-888-373-7888",),
        (f"HSI Tip Line   {HOTLINE}", "1-866-347-2423   1-888-373-7888"),
        (f"{HOTLINE}", "1-888-373-7888", "HSI Tip Line", "1-866-347-2423"),
        ("1-866-347-2423", "HSI Tip Line", "1-888-373-7888", HOTLINE),
        (f"{HOTLINE}: TTY 711",),
        ("Labor Department OIG Hotline: TTY 711",),
        ("Somebody nobody knows: 1-866-347-2423",),
    ],
    ids=" / ".join,
)
def test_no_number_is_accused_under_its_own_name_or_beside_another_sentence(lines: tuple[str, ...]) -> None:
    assert misnamed(*lines) == []


def test_no_file_of_our_own_has_a_number_under_a_strange_name(built: Built) -> None:
    files = sorted(Path(built.out).glob("*.screen.pdf"))
    assert files
    for path in files:
        told = judge(read_finished(path.read_bytes()), KNOWN, None, path.name)
        assert [finding.problem for finding in told if finding.rule == "proof.number-misnamed"] == []


def test_two_addresses_for_one_service_are_a_warning_and_two_spellings_of_one_are_none() -> None:
    assert len(found("proof.two-addresses", "www.ice.gov/tipline", "www.ice.gov/tips")) == 1
    assert found("proof.two-addresses", "www.ice.gov/tipline", "https://www.ice.gov/tipline/", "ice.gov/tipline") == []
    assert found("proof.two-addresses", "www.ice.gov/tipline", "www.dhs.gov/blue-campaign") == []
    assert found("proof.two-addresses", "tips.fbi.gov", "www.fbi.gov/contact-us/field-offices/field-offices") == []


def test_a_code_and_a_printed_address_of_one_service_count_as_two() -> None:
    data = samples.pdf(samples.together(samples.lines("www.ice.gov/tips"), samples.code(samples.TIPLINE)))
    told = [f for f in judge(read_finished(data), KNOWN, None, "a.pdf") if f.rule == "proof.two-addresses"]
    assert [finding.severity for finding in told] == [Severity.WARNING]
