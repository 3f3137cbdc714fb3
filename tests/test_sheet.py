"""The preflight sheet: a line for every rule with what was seen and asked, and what to do where one fails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.findings import Finding, Place, Severity
from generator.proof.checks import PEOPLE, Check
from generator.proof.known import known_directory
from generator.proof.report import ProofResult, proof_bytes
from generator.sheet import print_proofs
from tests.conftest import Built, Command
from tests.proof import samples
from tests.proof.pressed import BAND, BLACK_TEXT, CODE, press_page


def result(*checks: Check, findings: tuple[Finding, ...] = ()) -> ProofResult:
    """A proof of a file with these lines on its sheet."""
    told = tuple(finding for check in checks for finding in check.findings)
    return ProofResult("card.pdf", 1, (), (), (), (*findings, *told), checks=checks)


def line(
    group: str = "PDF/X-4", severity: Severity | None = None, title: str = "Inks only", value: str = "none"
) -> Check:
    """A line of the sheet, with a finding or without."""
    found = (
        () if severity is None else (Finding("x4.rgb", severity, Place("card.pdf", key="page 2"), "Red.", "Mend it."),)
    )
    return Check(group, "x4.rgb", title, "no RGB", value, found)


def printed(capsys: pytest.CaptureFixture[str], *results: ProofResult) -> list[str]:
    """The lines that are printed of these proofs."""
    print_proofs(results, as_json=False)
    return capsys.readouterr().out.splitlines()


def test_each_rule_stands_on_a_line_with_verdict_title_value_and_limit(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, result(line(), line(severity=Severity.ERROR), line(severity=Severity.WARNING)))
    rows = [re.split(r"\s{2,}", text.strip()) for text in lines if "Inks only" in text]
    assert rows == [[verdict, "Inks only", "none", "no RGB"] for verdict in ("pass", "FAIL", "look")]
    assert lines[0] == "card.pdf"
    assert re.split(r"\s{2,}", lines[2].strip()) == ["PDF/X-4", "seen", "asked for"]


def test_below_a_failing_rule_stand_page_problem_rule_and_fix(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, result(line(severity=Severity.ERROR)))
    at = next(number for number, text in enumerate(lines) if text.startswith("FAIL"))
    assert [text.strip() for text in lines[at + 1 : at + 3]] == ["page 2: Red. [x4.rgb]", "→ Mend it."]


def test_a_finding_that_stands_on_no_line_is_printed_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    stray = Finding("file.unreadable", Severity.ERROR, Place("card.pdf"), "It is damaged.", "Export it again.")
    lines = printed(capsys, result(findings=(stray,)))
    assert lines[1] == "card.pdf: error: It is damaged. Export it again. [file.unreadable]"
    assert lines[-1] == "card.pdf: 0 QR codes, 0 numbers, FAULTS FOUND."


def test_no_line_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, built: Built
) -> None:
    known = known_directory(samples.small_directory())
    faulty = press_page(
        BAND, b"BT 0.6 0.4 0.4 1 k /F 9 Tf 30 40 Td (1-866-347-2424) Tj ET 1 0 0 rg 30 30 9 9 re f", CODE
    )
    ours = built.read("hsi-tip-card.en.press.pdf")
    for columns, width in (("60", 80), ("80", 80), ("90", 90), ("200", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        lines = printed(capsys, *(proof_bytes(data, "card.pdf", known) for data in (faulty, ours)))
        assert max(map(len, lines)) <= width


def test_long_values_take_a_second_line_and_end_there(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    lines = printed(capsys, result(line(title="A word " * 8, value="many words " * 40)))
    (first,) = (number for number, text in enumerate(lines) if text.startswith("pass"))
    assert lines[first + 1].startswith("      A word")
    assert lines[first + 1].rstrip().endswith("…")
    assert lines[first + 2] == ""


def test_what_a_file_says_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, result(line(value="\x1b[2Jgone")))
    assert not [text for text in lines if "\x1b" in text]


def sums(capsys: pytest.CaptureFixture[str], *checks: Check) -> str:
    """What stands below the lines."""
    return " ".join(printed(capsys, result(*checks))).split("card.pdf: 0 QR")[0]


def test_a_sheet_says_that_it_passes_our_checks_and_never_that_it_is_certified(
    capsys: pytest.CaptureFixture[str],
) -> None:
    passed = sums(capsys, *[line()] * 19)
    assert "Passes our PDF/X-4 checks." in passed
    assert "certified" not in passed
    failed = sums(capsys, *[line()] * 18, line(severity=Severity.ERROR))
    assert "Fails 1 of our 19 PDF/X-4 checks." in failed
    assert "asses our" not in failed


def test_a_file_that_is_held_to_a_few_rules_is_not_called_pdf_x(capsys: pytest.CaptureFixture[str]) -> None:
    assert "our PDF/X-4" not in sums(capsys, *[line()] * 4)


def test_what_machines_cannot_check_is_named_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    people = [
        Check(PEOPLE, "people.order", title, "a person", "53 texts") for title in ("The order is right", "It helps")
    ]
    text = sums(capsys, *[line(group="PDF/UA-1")] * 19, *people)
    assert "PDF/UA-1: machine checks passed, 2 checks are left to people: the order is right, it helps." in text
    assert "ask   The order is right" in text
    one = sums(capsys, *[line(group="PDF/UA-1")] * 18, line("PDF/UA-1", Severity.ERROR), people[0])
    assert "PDF/UA-1: 1 of 19 machine checks failed, 1 check is left to people: the order is right." in one


def test_our_own_files_say_what_they_pass(handbill: Command, built: Built) -> None:
    ran = handbill("proof", str(built.out / "hsi-tip-card.en.press.pdf"))
    assert ran.code == 0, ran.out
    assert "Passes our PDF/X-4 checks." in ran.out
    assert "PDF/UA-1: machine checks passed, 3 checks are left to people:" in ran.out
    assert "\x1b" not in ran.out
    screen = handbill("proof", str(built.out / "hsi-tip-card.en.screen.pdf"))
    assert "our PDF/X-4 checks" not in screen.out
    assert "PDF/UA-1: machine checks passed" in screen.out


def test_a_faulty_file_ends_with_1_and_says_what_to_do(handbill: Command, tmp_path: Path) -> None:
    (tmp_path / "red.pdf").write_bytes(press_page(BAND, BLACK_TEXT, CODE, b"1 0 0 rg 30 30 9 9 re f"))
    ran = handbill("proof", "red.pdf")
    assert ran.code == 1
    assert "FAIL  CMYK and spot inks only" in ran.out
    assert "[x4.rgb]" in ran.out
    assert "→ Convert it to CMYK with the profile of the press" in ran.out
    assert ran.out.rstrip().endswith("FAULTS FOUND.")
    checks = handbill("proof", "red.pdf", "--json").json["files"][0]["checks"]
    assert [check["rule"] for check in checks if check["verdict"] == "FAIL"] == ["x4.rgb"]
