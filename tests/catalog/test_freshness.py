"""Freshness: a limit holds to its last day, and the policies' two limits are told apart."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.freshness import Freshness, age, is_stale, release_by, state
from generator.catalog.policies import MAX_DAYS, POLICIES_FILE, Policies, read_policies
from generator.findings import Findings
from tests.catalog.shelf import alone, rules
from tests.proof.samples import contact

LINE = contact("Line")  # known to be right up to 2024-05-30
POLICIES = Policies(proof_days=180, release_days=365)


def _after(days: int) -> datetime.date:
    return LINE.checked_on + datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Freshness.CURRENT),
        (150, Freshness.CURRENT),
        (151, Freshness.DUE),
        (180, Freshness.DUE),
        (181, Freshness.OLD),
        (365, Freshness.OLD),
        (366, Freshness.STALE),
    ],
    ids=str,
)
def test_a_check_ages_through_the_four_states(days: int, expected: Freshness) -> None:
    assert state(LINE, POLICIES, _after(days), within=30) is expected


def test_nothing_is_due_where_nobody_looks_ahead() -> None:
    assert state(LINE, POLICIES, _after(180)) is Freshness.CURRENT


def test_a_release_limit_that_is_the_stricter_one_is_the_one_that_falls_due() -> None:
    policies = Policies(proof_days=180, release_days=90)
    assert state(LINE, policies, _after(80), within=30) is Freshness.DUE
    assert state(LINE, policies, _after(91)) is Freshness.STALE


@given(days=st.integers(0, 5000), limit=st.integers(0, 3650))
def test_stale_means_past_the_last_day_of_a_release(days: int, limit: int) -> None:
    today, policies = _after(days), Policies(limit, limit)
    assert age(LINE, today) == days
    assert is_stale(LINE.checked_on, limit, today) is (today > release_by(LINE, policies))
    assert (state(LINE, policies, today) is Freshness.STALE) is is_stale(LINE.checked_on, limit, today)


def test_the_longest_policy_stays_within_the_calendar() -> None:
    late = contact("Line", on=datetime.date(9999, 1, 1))
    assert release_by(late, Policies(MAX_DAYS, MAX_DAYS)) == datetime.date.max


@pytest.mark.parametrize(("days", "found"), [(0, []), (MAX_DAYS, []), (-1, ["policy.days"])], ids=str)
def test_days_of_a_policy_are_none_or_more(tmp_path: Path, days: int, found: list[str]) -> None:
    findings = Findings()
    read_policies(alone(tmp_path, {POLICIES_FILE: f"proof_days: {days}\nrelease_days: 365\n"}), findings)
    assert rules(findings) == found


def test_days_that_overflow_the_calendar_are_refused(tmp_path: Path) -> None:
    findings = Findings()
    roots = alone(tmp_path, {POLICIES_FILE: f"proof_days: 180\nrelease_days: {MAX_DAYS + 1}\n"})
    assert read_policies(roots, findings).release_days == MAX_DAYS
    assert rules(findings) == ["policy.days"]
