"""The command line: documented exit codes, one JSON object on request, and never a traceback."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from generator import build as building
from generator import cli
from generator.catalog.formats import BLEEDS
from generator.commands import options
from generator.making import Purpose
from tests.conftest import ROOT, Built, Command
from tests.releasing import refresh

COMMANDS = ("list", "build", "check", "proof", "contacts", "release", "impact", "calibrate")


def test_help_names_every_command(process: Command) -> None:
    ran = process("--help")
    assert ran.code == 0
    assert all(command in ran.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_is_in_the_readme(handbill: Command, command: str) -> None:
    ran = handbill(command, "--help")
    assert ran.code == 0
    assert "--json" in ran.out
    assert f"handbill {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("layouts", "indicator-card"),
        ("formats", "3.5in × 2in"),
        ("stocks", "avery-5371"),
        ("languages", "English"),
        ("themes", "beacon"),
    ],
)
def test_lists_show_what_there_is(handbill: Command, kind: str, expected: str) -> None:
    ran = handbill("list", kind)
    assert ran.code == 0, ran.err
    assert expected in ran.out
    assert expected in str(handbill("list", kind, "--json").json[kind])


def test_a_build_says_what_it_made(handbill: Command, tmp_path: Path, workspace: Path) -> None:
    refresh(workspace, datetime.date.today())
    order = ("build", "hsi-tip-card", "--lang", "en", "--purpose", "screen,vcard", "--out", "made")
    ran = handbill(*order, "--workspace", "workspace")
    assert ran.code == 0, ran.err
    assert "Built and proofed 2 files: 0 errors, 0 warnings." in ran.out
    assert {path.name for path in (tmp_path / "made").iterdir()} == {
        "hsi-tip-card.en.screen.pdf",
        "hsi-tip-card.en.vcf",
        "manifest.json",
    }


def test_a_build_prints_one_json_object_on_request(handbill: Command, workspace: Path) -> None:
    refresh(workspace, datetime.date.today())
    ran = handbill("build", "hsi-tip-card", "--purpose", "vcard", "--json", "--workspace", "workspace")
    assert ran.json["findings"] == []
    assert ran.json["files"]["hsi-tip-card.en.vcf"]["purpose"] == "vcard"


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("build",), "Name the layouts to build, or say --all."),
        (("build", "hsi-tip-card", "--all"), "Name the layouts to build, or say --all."),
        (("build", "hsi-tip-card", "--purpose", "fax"), "There is no purpose “fax”"),
        (("build", "hsi-tip-card", "--set", "agency"), "--set takes FIELD=VALUE"),
        (("build", "hsi-tip-card", "--set", "agency=A", "--set", " agency=B"), "--set agency is given twice"),
        (("build", "hsi-tip-card", "--json", "--flip", "sideways"), ""),
        (("build", "no-such-card"), "There is no layout “no-such-card”"),
        (("contacts", "show", "hsi-tipine"), "Did you mean “hsi-tipline”?"),
        (("list", "colours"), "Invalid value"),
        (("proof", "missing.pdf"), "does not exist"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_sentence(handbill: Command, args: tuple[str, ...], sentence: str) -> None:
    ran = handbill(*args)
    assert ran.code == 2
    assert sentence in ran.err
    assert "Traceback" not in ran.err
    if "--json" in args:
        assert ran.json["exit_code"] == 2
        assert "sideways" in ran.json["error"]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("--version",), 0),
        (("proof", "card.pdf"), 1),
        (("build", "no-such-card"), 2),
        (("list", "--workspace", "-"), 2),
    ],
    ids=["done", "refused", "unknown", "usage"],
)
def test_a_process_ends_with_the_code_of_what_happened_and_no_traceback(
    process: Command, tmp_path: Path, args: tuple[str, ...], code: int
) -> None:
    (tmp_path / "card.pdf").write_bytes(b"%PDF-1.7 but not really")
    ran = process(*args)
    assert ran.code == code
    assert "Traceback" not in ran.out + ran.err
    assert (ran.err if code == 2 else ran.out).strip()


def test_refusal_ends_with_1_and_every_finding(process: Command, workspace: Path) -> None:
    (workspace / "data" / "topics").mkdir(parents=True)
    (workspace / "data" / "topics" / "extra.yaml").write_text("title: Extra\nline: Call 911 now\n", encoding="utf-8")
    ran = process("check", "--workspace", str(workspace))
    assert ran.code == 1
    assert "extra.yaml:2:7 (line): error: The number “911” is typed into the text" in ran.err
    assert "Refused: 1 error, 0 warnings." in ran.err
    shown = process("check", "--workspace", str(workspace), "--json")
    assert shown.code == 1
    assert shown.json["exit_code"] == 1
    assert shown.json["findings"][0]["rule"] == "text.raw-number"


def test_an_output_folder_that_cannot_be_written_ends_with_3(process: Command, tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file is in the way", encoding="utf-8")
    # a file where the folder should be is wrong usage that click itself answers
    assert process("build", "hsi-tip-card").code == 2
    assert process("build", "hsi-tip-card", "--out", "output/deeper").code == 3


@pytest.mark.xdist_group("catalogue")
def test_check_of_what_ships_finds_nothing(
    handbill: Command, catalogue: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pieces it would compose are those that the catalogue was just built of, without an error."""
    composed: set[tuple[str, str]] = set()
    monkeypatch.setattr(building, "compose_in", lambda layout, _, lang, *__: composed.add((layout.id, lang)))
    ran = handbill("check")
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[-1].startswith("Checked: 0 errors")
    assert composed == {(entry.layout, entry.language) for entry in catalogue.report.entries}


def test_proof_reads_finished_files_back(handbill: Command, built: Built) -> None:
    files = [str(path) for path in sorted(built.out.iterdir()) if path.name != "manifest.json"]
    ran = handbill("proof", *files)
    assert ran.code == 0, ran.out + ran.err
    pictures = sum(file.endswith(".png") for file in files)
    assert ran.out.count("no fault in what could be read") == pictures
    assert ran.out.count("read back and found true") == len(files) - pictures


def test_proof_ends_with_1_on_any_fault(handbill: Command, tmp_path: Path) -> None:
    (tmp_path / "card.pdf").write_bytes(b"%PDF-1.7 but not really")
    ran = handbill("proof", "card.pdf", "--json")
    assert ran.code == 1
    assert ran.json["files"][0]["passed"] is False


def test_contacts_are_listed_and_shown_with_source_and_date(handbill: Command) -> None:
    assert "1-866-347-2423" in handbill("contacts").out
    one = handbill("contacts", "show", "hsi-tipline")
    assert "checked_on: 2024-05-30" in one.out
    assert "1-866-DHS-2-ICE" in one.out
    assert (
        handbill("contacts", "show", "hsi-tipline", "--json").json["contacts"][0]["channels"][0]["value"]
        == "+18663472423"
    )


def test_an_unforeseen_error_is_a_sentence_and_ends_with_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fall(**_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(cli, "app", fall)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 3
    assert "This is a fault in Handbill" in capsys.readouterr().err


def test_a_build_that_is_told_to_end_leaves_nothing_half_made(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "generator", "build", "--all", "--lang", "en", "--out", "made"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while not list((tmp_path / "made").glob(".handbill-*/*.pdf")) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 130
    finally:
        process.kill()
    assert list((tmp_path / "made").iterdir()) == []


def test_a_reader_that_has_read_enough_is_no_fault(handbill: Command) -> None:
    shown = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m generator contacts | head -1"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    )
    assert handbill("--version").out.startswith("handbill ")
    assert shown.stdout.startswith("contact")
    assert shown.stderr == ""


def test_another_theme_can_be_chosen_and_a_wrong_one_is_answered(handbill: Command, tmp_path: Path) -> None:
    ran = handbill("build", "hsi-tip-card", "--lang", "en", "--purpose", "image", "--theme", "plain")
    assert ran.code == 0, ran.err
    with Image.open(tmp_path / "output" / "hsi-tip-card.en.front.png") as picture:
        colours = {pixel for _, pixel in picture.convert("RGB").getcolors(100_000) or ()}
    assert all(max(colour) - min(colour) <= 8 for colour in colours)
    assert "Did you mean “plain”?" in handbill("build", "hsi-tip-card", "--theme", "plane").err


def test_the_command_line_offers_every_purpose_and_every_bleed_and_no_other() -> None:
    assert tuple(Purpose) == options.PURPOSES
    assert tuple(BLEEDS) == options.BLEEDS


def test_the_bleed_of_a_print_shop_can_be_asked_for_and_another_is_answered(handbill: Command, tmp_path: Path) -> None:
    ran = handbill("build", "hsi-tip-card", "--lang", "en", "--purpose", "press", "--bleed", "1/4in")
    assert ran.code == 0, ran.err
    with pikepdf.open(tmp_path / "output" / "hsi-tip-card.en.press.pdf") as pdf:
        trim, bleed = (pdf.pages[0].obj[name].as_list() for name in ("/TrimBox", "/BleedBox"))
    assert [float(out) - float(cut) for out, cut in zip(bleed, trim, strict=True)] == pytest.approx([-18, -18, 18, 18])
    wrong = handbill("build", "hsi-tip-card", "--bleed", "5mm")
    assert wrong.code == 2
    assert all(f"'{bleed}'" in wrong.err for bleed in BLEEDS)


def test_a_long_list_of_languages_is_cut_short_for_people_and_whole_for_programs(handbill: Command) -> None:
    card = next(line for line in handbill("list").out.splitlines() if "hsi-tip-card" in line)
    assert "  en, es, fr + 21  HSI Tip Line card" in card
    rows = handbill("list", "--json").json["layouts"]
    assert next(row for row in rows if row["layout"] == "hsi-tip-card")["languages"].count(",") == 23


def test_columns_stand_below_one_another_in_every_script(process: Command) -> None:
    rows = {line.split()[0]: line for line in process("list", "languages").out.splitlines()}
    # Ideographs take two columns of a terminal, so a row with four of them is four characters shorter.
    assert rows["es"].index("Spanish") == rows["ko"].index("Korean") + 3 == rows["zh-Hans"].index("Simplified") + 4


def test_an_interrupt_that_comes_back_as_another_error_still_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def hidden(**_: object) -> None:
        with suppress(KeyboardInterrupt):
            cli._stop()
        raise ValueError("argument 1: KeyboardInterrupt")

    monkeypatch.setattr(cli, "app", hidden)
    monkeypatch.setattr(cli, "_asked_to_end", [])
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 130
    assert capsys.readouterr() == ("", "")
