"""Promises about verdicts: each thing that was read says whose it is, and a check that is too old is told once."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from generator.catalog.places import Roots, shipped_root
from generator.catalog.policies import Policies
from generator.findings import Severity
from generator.proof.known import known_directory
from generator.proof.report import ProofResult, proof_bytes
from generator.proof.verdicts import Clock
from generator.proofing import proof_files
from tests.conftest import Command
from tests.proof import samples

CHECKED = datetime.date(2024, 5, 30)
POLICIES = Policies(proof_days=180, release_days=365)


def proofed(data: bytes, days: int, local: tuple[str, ...] = ()) -> ProofResult:
    """The proof of a file so many days after the check of every contact."""
    clock = Clock(CHECKED + datetime.timedelta(days=days), POLICIES)
    return proof_bytes(data, "card.pdf", known_directory(samples.small_directory(), local), clock=clock)


def stale(result: ProofResult) -> list[tuple[str, str]]:
    """Rule and entry of each finding about an old check."""
    found = (finding for finding in result.findings if finding.rule.endswith("-stale"))
    return [(finding.rule, finding.problem.partition(" was ")[0]) for finding in found]


def test_a_check_within_the_days_of_a_proof_is_no_finding_and_one_day_later_it_is() -> None:
    assert stale(proofed(samples.card(), 180)) == []
    told = stale(proofed(samples.card(), 181))
    assert ("proof.number-stale", "1-866-347-2423 (HSI Tip Line)") in told
    assert ("proof.address-stale", "www.ice.gov/tipline (HSI Tip Line)") in told


def test_an_old_check_is_a_warning_told_once_a_contact_however_often_its_numbers_stand() -> None:
    page = samples.lines(*samples.CARD_LINES)
    result = proofed(samples.pdf(page, page, page), 200)
    assert len(stale(result)) == len(set(stale(result))) == 4  # emergency, tip line twice, hotline
    assert {finding.severity for finding in result.findings if finding.rule.endswith("-stale")} == {Severity.WARNING}
    assert result.passed


@pytest.mark.parametrize(("days", "refused"), [(365, False), (366, True)])
def test_the_sentence_says_when_a_release_would_be_refused(days: int, refused: bool) -> None:
    problems = [f.problem for f in proofed(samples.text_page("911"), days).findings if f.rule.endswith("-stale")]
    assert [("release would be refused" in problem) for problem in problems] == [refused]
    assert f"{days} days ago" in problems[0]


def test_a_code_or_a_link_alone_makes_an_old_check_known_too() -> None:
    for draw in (samples.code(samples.TIPLINE), samples.link("tel:+18883737888")):
        assert len(stale(proofed(samples.pdf(draw), 200))) == 1


def test_a_job_s_own_number_has_no_check_that_could_be_old() -> None:
    result = proofed(samples.text_page("202-555-0142"), 9000, ("202-555-0142",))
    assert stale(result) == []
    assert [str(verdict.standing) for verdict in result.verdicts] == ["local"]


def test_the_sheet_says_how_old_the_oldest_check_is() -> None:
    (check,) = (c for c in proofed(samples.card(), 200).checks if c.rule == "proof.number-stale")
    assert (check.verdict, check.value, check.limit) == ("look", "oldest 200 days", "in 180 days")


def test_every_number_and_address_is_listed_with_verdict_and_contact() -> None:
    page = samples.text_page("1-866-347-2423 or 1-866-347-2424", "www.ice.gov/tipline or www.ice.gov/wrong")
    listed = proofed(page, 1).as_dict()
    numbers, addresses = (json.loads(json.dumps(listed[key])) for key in ("numbers", "addresses"))
    assert [(n["verdict"], n["contact"], n["channel"]) for n in numbers] == [
        ("true", "hsi-tip-line", "voice"),
        ("unknown", "", ""),
    ]
    assert [(a["verdict"], a["contact"]) for a in addresses] == [("true", "hsi-tip-line"), ("unknown", "")]
    assert numbers[0]["checked_on"] == "2024-05-30"


def test_the_command_reads_the_days_from_the_policies_of_the_workspace(tmp_path: Path, handbill: Command) -> None:
    card = tmp_path / "card.pdf"
    card.write_bytes(samples.text_page("Call 911"))
    (tmp_path / "data").mkdir()
    for days, told in ((20000, False), (1, True)):
        (tmp_path / "data" / "policies.yaml").write_text(f"proof_days: {days}\nrelease_days: {days}\n")
        run = handbill("proof", str(card), "--workspace", str(tmp_path), "--json")
        (file,) = json.loads(run.out)["files"]
        assert any(finding["rule"] == "proof.number-stale" for finding in file["findings"]) is told
        assert run.code == 0


def test_without_a_day_nothing_is_called_old(tmp_path: Path) -> None:
    card = tmp_path / "card.pdf"
    card.write_bytes(samples.text_page("Call 911"))
    assert stale(proof_files(Roots(shipped_root()), [card])[0]) == []
