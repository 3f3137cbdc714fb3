"""Promises of `handbill rules`: lists, shows, verdicts clause by clause, exit codes, and no traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import app
from generator.errors import Refused, UsageError
from tests.proof.posting.walls import Wall, drawn, rule

ROOT = Path(__file__).resolve().parents[1]


def handbill(*args: str) -> Result:
    """What the command does, its own errors as they are raised."""
    return CliRunner().invoke(app, ["rules", *args])


def notice(folder: Path, wall: Wall, name: str = "notice.pdf") -> str:
    """A notice on the disk."""
    path = folder / name
    path.write_bytes(drawn(wall))
    return str(path)


@pytest.mark.parametrize("args", [(), ("list",)], ids=["alone", "list"])
def test_the_list_has_every_rule_with_its_duty_and_day(args: tuple[str, ...]) -> None:
    lines = handbill(*args).output.splitlines()
    files = {path.stem for path in (ROOT / "data/rules").glob("*.yaml")}
    assert {line.split()[0] for line in lines[1:]} == files
    assert all("2026-11-22" in line for line in lines[1:])
    montana = next(line for line in lines if line.startswith("mt-44-4-1501"))
    assert "voluntary" in montana


def test_the_list_is_json_for_programs() -> None:
    rows = json.loads(handbill("list", "--json").output)["rules"]
    assert {"rule", "region", "duty", "wording", "as of", "title"} == set(rows[0])


def test_a_rule_is_shown_with_its_numbers_doubts_and_source() -> None:
    shown = handbill("show", "fl-787.29").output
    for part in ("1-855-352-7233", "8.5in wide", "16pt", "English, Spanish", "Sources conflict", "2026-11-22"):
        assert part in shown


def test_a_rule_is_shown_as_json_by_the_names_of_its_file() -> None:
    shown = json.loads(handbill("show", "ny-gbl-206-f", "--json").output)
    assert (shown["forbid"], shown["fixed_wording"], shown["voluntary"]) == (["police"], "none", False)


def test_a_notice_that_keeps_to_a_rule_ends_well_and_still_asks(tmp_path: Path) -> None:
    done = handbill("check", "ca-civ-52.6", notice(tmp_path, Wall(rule("ca-civ-52.6"))))
    assert done.exit_code == 0
    assert "FAIL" not in done.output
    assert "0 fail" in done.output
    assert "ask   places" in done.output
    assert "compliant" not in done.output.casefold()


def test_a_clause_that_fails_ends_with_one_and_says_what_to_do(tmp_path: Path) -> None:
    done = handbill("check", "ca-civ-52.6", notice(tmp_path, Wall(rule("ca-civ-52.6"), type=14)))
    assert done.exit_code == 1
    assert "FAIL  type (14 pt; asked for: at least 16 pt)" in done.output
    assert "→ Set everything on the sheet in 16 pt or larger" in done.output
    assert "1 fail" in done.output


def test_verdicts_are_json_for_programs(tmp_path: Path) -> None:
    done = handbill("check", "ca-civ-52.6", notice(tmp_path, Wall(rule("ca-civ-52.6"), langs=("en",))), "--json")
    told = json.loads(done.output)
    assert done.exit_code == 1
    assert told["rule"] == "ca-civ-52.6"
    assert [one["clause"] for one in told["clauses"] if one["verdict"] == "fail"] == ["language es"]
    assert set(told["clauses"][0]) == {"clause", "verdict", "seen", "limit", "problem", "fix"}


def test_signs_that_hang_apart_are_several_files(tmp_path: Path) -> None:
    lodging = rule("tx-lodging-54.103")
    files = [notice(tmp_path, Wall(lodging, langs=(lang,)), f"{lang}.pdf") for lang in ("en", "es")]
    assert handbill("check", lodging.id, *files).exit_code == 0
    assert handbill("check", lodging.id, files[0]).exit_code == 1


def test_a_layout_is_made_in_memory_and_measured_at_its_trim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = json.loads(handbill("check", "nm-min-wage", "two-language-poster", "--lang", "en", "--json").output)
    seen = {one["clause"]: one["verdict"] for one in told["clauses"]}
    assert (seen["language en"], seen["language es"], seen["share"]) == ("pass", "pass", "pass")
    assert seen["number nm-free.voice"] == "fail"
    assert list(tmp_path.iterdir()) == []


def test_a_layout_is_held_to_the_rule_with_the_line_that_is_chosen_for_it() -> None:
    told = json.loads(handbill("check", "nm-min-wage", "errata-label", "--set", "line=nm-free", "--json").output)
    seen = {one["clause"]: one["verdict"] for one in told["clauses"]}
    assert (seen["number nm-free.voice"], seen["number nht-hotline.voice"]) == ("pass", "fail")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(("show", "ca-civ-52"), "ca-civ-52.6", id="a rule that is none"),
        pytest.param(("check", "ca-civ-52.6", "no-such-thing"), "no file and no layout", id="no file and no layout"),
        pytest.param(
            ("check", "ca-civ-52.6", "shoe-card", "--lang", "xx"), "no language “xx”", id="a language that is none"
        ),
    ],
)
def test_a_wrong_name_is_told_with_what_there_is(args: tuple[str, ...], words: str) -> None:
    error = handbill(*args).exception
    assert isinstance(error, UsageError)
    assert words in str(error)


def test_a_file_that_is_no_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notice.pdf"
    path.write_bytes(b"no PDF at all")
    error = handbill("check", "ca-civ-52.6", str(path)).exception
    assert isinstance(error, Refused)
    assert error.findings[0].place.file == "notice.pdf"


def test_a_workspace_may_add_a_rule(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "rules"
    folder.mkdir(parents=True)
    text = (ROOT / "data/rules/hi-371-20.yaml").read_text(encoding="utf-8")
    (folder / "xx-1.yaml").write_text(text.replace("Hawaii poster", "Our house rule"), encoding="utf-8")
    assert "Our house rule" in handbill("list", "--workspace", str(tmp_path)).output


def test_a_fault_in_a_rule_refuses_the_list(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "rules"
    folder.mkdir(parents=True)
    text = (ROOT / "data/rules/hi-371-20.yaml").read_text(encoding="utf-8")
    (folder / "xx-1.yaml").write_text(text.replace("nht-hotline.voice", "nobody.voice"), encoding="utf-8")
    error = handbill("list", "--workspace", str(tmp_path)).exception
    assert isinstance(error, Refused)
    assert [finding.rule for finding in error.findings] == ["rule.number"]
