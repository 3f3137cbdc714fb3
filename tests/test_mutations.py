"""One wrong digit: the check finds it in the data, or the proof of the old file says what is no longer true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.build import build, check
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused
from generator.findings import Severity
from generator.making import Purpose
from generator.order import Order
from generator.proofing import proof_files
from tests.conftest import Built

CONTACTS = (shipped_root() / "data" / "contacts.yaml").read_text(encoding="utf-8")


def workspace_with(folder: Path, contacts: str) -> Roots:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "contacts.yaml").write_text(contacts, encoding="utf-8")
    return Roots(shipped_root(), folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("number: 1-866-347-2423, vanity", "number: 1-866-347-2433, vanity"),
        ("vanity: 1-866-DHS-2-ICE", "vanity: 1-866-DHS-3-ICE"),
        ("number: 1-888-373-7888, also", "number: 1-888-373-7889, also"),
        ("number: 233733", "number: 233722"),
        ("number: 911, also", "number: 912, also"),
    ],
)
def test_one_changed_digit_in_the_directory_is_found_by_check(tmp_path: Path, old: str, new: str) -> None:
    assert CONTACTS.count(old) == 1
    with pytest.raises(Refused) as refusal:
        check(workspace_with(tmp_path, CONTACTS.replace(old, new)))
    found = {finding.rule for finding in refusal.value.findings}
    assert found & {"contact.vanity", "contact.spelling", "contact.number"}


def test_the_proof_of_an_old_card_names_the_number_that_is_no_longer_in_the_directory(
    built: Built, tmp_path: Path
) -> None:
    changed = CONTACTS.replace("1-888-373-7888", "1-888-373-7878").replace("1-888-3737-888", "1-888-3737-878")
    changed = changed.replace("(888) 373-7888", "(888) 373-7878")
    roots = workspace_with(tmp_path, changed)
    results = proof_files(
        roots, [built.out / f"indicator-card.en.{name}" for name in ("press.pdf", "office.pdf", "vcf", "back.png")]
    )
    for result in results:
        problems = [finding.problem for finding in result.findings if finding.rule == "proof.number-unknown"]
        assert problems, result.file
        assert all(re.search(r"888-?373-?7888", problem) for problem in problems)
        if not result.file.endswith("png"):
            assert all("1-888-373-7878 (National Human Trafficking Hotline)" in problem for problem in problems)


def test_the_proof_of_an_old_code_names_the_address_that_is_no_longer_in_the_directory(
    built: Built, tmp_path: Path
) -> None:
    roots = workspace_with(tmp_path, CONTACTS.replace("www.ice.gov/tipline", "www.ice.gov/tip-line"))
    result = proof_files(roots, [built.out / "hsi-tip-card.en.back.png"])[0]
    (wrong,) = (finding for finding in result.findings if finding.rule == "proof.qr-unknown")
    assert "www.ice.gov/tipline" in wrong.problem
    assert not result.passed


def test_a_campus_number_is_true_on_its_own_card_and_nowhere_else(tmp_path: Path) -> None:
    order = Order(tmp_path, ("hsi-tip-card",), ("en", "ur"), (Purpose.SCREEN,), fields={"dispatch": "202-555-0142"})
    build(Roots(shipped_root()), order)
    card = tmp_path / "hsi-tip-card.en.screen.pdf"
    assert proof_files(Roots(shipped_root()), [card])[0].passed
    (tmp_path / "manifest.json").unlink()
    problems = [finding.problem for finding in proof_files(Roots(shipped_root()), [card])[0].findings]
    assert any(problem.startswith("202-555-0142 is not in the directory") for problem in problems)


def test_a_picture_is_never_called_true_for_what_nobody_could_read(built: Built, tmp_path: Path) -> None:
    picture = tmp_path / "front.png"
    picture.write_bytes(built.read("hsi-tip-card.en.front.png"))
    (result,) = proof_files(Roots(shipped_root()), [picture])
    assert [finding.rule for finding in result.findings] == ["proof.no-text"]


def test_a_file_changed_after_it_was_built_is_refused_beside_its_manifest(tmp_path: Path) -> None:
    build(Roots(shipped_root()), Order(tmp_path, ("hsi-tip-card",), ("en",), (Purpose.SCREEN,)))
    card = tmp_path / "hsi-tip-card.en.screen.pdf"
    assert proof_files(Roots(shipped_root()), [card])[0].passed
    card.write_bytes(card.read_bytes() + b"\n% a note\n")
    (result,) = proof_files(Roots(shipped_root()), [card])
    assert [finding.rule for finding in result.findings if finding.severity is Severity.ERROR] == ["proof.edited"]
    (tmp_path / "manifest.json").unlink()
    assert proof_files(Roots(shipped_root()), [card])[0].passed


@pytest.mark.parametrize(
    ("file", "text", "rule"),
    [
        ("data/rules/xx.yaml", "title: Half a rule\n", "key.missing"),
        ("data/policies.yaml", "proof_days: -3\nrelease_days: 365\n", "policy.days"),
        ("data/job-defaults.yaml", "wallet-card: {paper: Card}\n", "key.missing"),
    ],
    ids=["rules", "policies", "job defaults"],
)
def test_check_reads_what_releases_and_notices_are_judged_by(tmp_path: Path, file: str, text: str, rule: str) -> None:
    (tmp_path / "data" / "rules").mkdir(parents=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        check(Roots(shipped_root(), tmp_path))
    assert rule in {finding.rule for finding in refusal.value.findings if file in finding.place.file}
