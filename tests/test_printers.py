"""Readings of printers are kept whole, read strictly, and refused where no printer errs so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import Refused, SetupError, UsageError
from generator.findings import Finding
from generator.press.duplex import Flip
from generator.printers import (
    Reading,
    check_reading,
    checked_name,
    correction_for,
    directions,
    keep_reading,
    printers_file,
    read_printers,
)
from generator.units import MM

DESK = Reading("Front desk", "2", Flip.LONG, 0.6, -0.4, 0.99611, 1.00111)


def file_of(folder: Path, text: str) -> Path:
    path = folder / "printers.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def entry(**values: str) -> str:
    usual = {"printer": "desk", "flip": "long", "shift": "{x: 1mm, y: 0mm}", "scale": "{across: 1, down: 1}"}
    lines = [f"{key}: {value}" for key, value in {**usual, **values}.items() if value]
    return "  - " + "\n    ".join(lines) + "\n"


def refused_rules(path: Path) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_printers(path)
    return [finding.rule for finding in refused.value.findings]


def judged(reading: Reading) -> tuple[Finding, ...]:
    try:
        check_reading(reading)
    except Refused as refused:
        return refused.findings
    return ()


names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
readings = st.builds(
    Reading,
    names,
    st.one_of(st.just(""), names),
    st.sampled_from(Flip),
    *(st.integers(-5000, 5000).map(lambda micrometres: micrometres / 1000) for _ in range(2)),
    *(st.integers(97000, 103000).map(lambda share: share / 100000) for _ in range(2)),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(readings, max_size=4, unique_by=lambda one: one.slot))
def test_what_is_kept_is_read_again_whatever_the_name(
    tmp_path_factory: pytest.TempPathFactory, kept: list[Reading]
) -> None:
    path = tmp_path_factory.mktemp("config") / "printers.yaml"
    for reading in kept:
        keep_reading(path, reading)
    assert {one.slot: one for one in read_printers(path)} == {
        one.slot: Reading(
            one.printer,
            one.tray,
            one.flip,
            pytest.approx(one.shift_x),
            pytest.approx(one.shift_y),
            one.scale_x,
            one.scale_y,
        )
        for one in kept
    }


def test_a_new_reading_takes_the_place_of_the_old_one_and_of_no_other(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "printers.yaml"
    others = [Reading("Front desk", "1", Flip.LONG, 1.0), Reading("Front desk", "2", Flip.SHORT, 2.0)]
    for reading in (*others, Reading("Front desk", "2", Flip.LONG, 3.0), DESK):
        keep_reading(path, reading)
    assert set(read_printers(path)) == {*others, DESK}
    assert [left.name for left in path.parent.iterdir()] == ["printers.yaml"]


def test_the_file_says_in_words_what_stands_in_it(tmp_path: Path) -> None:
    path = tmp_path / "printers.yaml"
    keep_reading(path, DESK)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# What calibration sheets told of each printer.")
    assert "shift: {x: 0.6mm, y: -0.4mm}" in text
    assert "scale: {across: 0.99611, down: 1.00111}" in text


def test_a_reading_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "printers.yaml"
    keep_reading(path, DESK)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(SetupError, match="No space left"):
        keep_reading(path, Reading("Other", "", Flip.LONG))
    assert path.read_bytes() == before
    assert [left.name for left in tmp_path.iterdir()] == ["printers.yaml"]


def test_without_a_file_there_are_no_readings(tmp_path: Path) -> None:
    assert read_printers(tmp_path / "none.yaml") == ()


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("readings:\n" + entry(shift="{x: 5.1mm, y: -6mm}"), ["printer.shift", "printer.shift"]),
        ("readings:\n" + entry(scale="{across: 0.96, down: 1.04}"), ["printer.scale", "printer.scale"]),
        ("readings:\n" + entry(flip="left"), ["value.wrong"]),
        ("readings:\n" + entry(printer=""), ["key.missing"]),
        ("readings:\n" + entry(shfit="{x: 1mm}"), ["key.unknown"]),
        ("readings:\n" + entry(shift="{x: 1}"), ["length.bare"]),
        ("readings:\n" + entry(scale="{across: wide}"), ["value.wrong"]),
        ("readings:\n" + entry() + entry(), ["printer.twice"]),
        ("readngs: []\n", ["key.unknown"]),
        ("readings:\n" + entry(shift="{x: 9mm}") + entry(printer="other", flip="up"), ["printer.shift", "value.wrong"]),
        ("", ["file.empty"]),
        ("readings: [\n", ["yaml.syntax"]),
    ],
    ids=[
        "shift",
        "scale",
        "flip",
        "no-name",
        "unknown-key",
        "bare",
        "no-number",
        "twice",
        "root-key",
        "all-at-once",
        "empty",
        "syntax",
    ],
)
def test_wrong_values_are_findings_all_at_once(tmp_path: Path, text: str, rules: list[str]) -> None:
    assert sorted(refused_rules(file_of(tmp_path, text))) == sorted(rules)


def test_a_finding_names_the_file_and_the_line(tmp_path: Path) -> None:
    path = file_of(tmp_path, "readings:\n" + entry() + entry(flip="short", shift="{x: 7mm}"))
    with pytest.raises(Refused) as refused:
        read_printers(path)
    (finding,) = refused.value.findings
    assert (finding.place.file, finding.place.line) == (str(path), 8)
    assert (finding.seen, finding.limit) == ("7 mm", "5 mm")


@pytest.mark.parametrize(
    ("reading", "rules"),
    [
        (DESK, []),
        (Reading("a", "", Flip.LONG, 5.0, -5.0, 0.97, 1.03), []),
        (Reading("a", "", Flip.LONG, 5.01), ["printer.shift"]),
        (Reading("a", "", Flip.LONG, 0, -5.01), ["printer.shift"]),
        (Reading("a", "", Flip.LONG, 0, 0, 0.94), ["printer.scale"]),
        (Reading("a", "", Flip.LONG, 9, 9, 2, 2), ["printer.shift", "printer.shift", "printer.scale", "printer.scale"]),
    ],
    ids=["usual", "at-the-limits", "right", "up", "fitted-to-page", "all"],
)
def test_a_reading_beyond_what_printers_err_is_refused_with_the_reason(reading: Reading, rules: list[str]) -> None:
    found = judged(reading)
    assert sorted(finding.rule for finding in found) == sorted(rules)
    assert all(finding.fix and finding.seen and finding.limit for finding in found)


def test_a_second_reading_adds_to_the_first() -> None:
    more = Reading("Front desk", "2", Flip.LONG, 0.2, 0.4, 1.001, 1.0)
    both = more.after(DESK)
    assert (both.shift_x, both.shift_y) == (0.8, 0.0)
    assert both.scale_x == pytest.approx(0.99611 * 1.001, abs=1e-5)
    assert both.scale_y == DESK.scale_y


def test_a_reading_becomes_a_correction_in_points(tmp_path: Path) -> None:
    path = tmp_path / "printers.yaml"
    keep_reading(path, DESK)
    correction = correction_for(path, "Front desk", "2", Flip.LONG)
    assert correction.name == "Front desk"
    assert (correction.shift_x, correction.shift_y) == pytest.approx((0.6 * MM, -0.4 * MM))
    assert (correction.scale_x, correction.scale_y) == (0.99611, 1.00111)


@pytest.mark.parametrize(
    ("printer", "tray", "flip", "said"),
    [
        ("Front desk", "2", Flip.SHORT, "It was for tray “2”, the long edge."),
        ("Front desk", "", Flip.LONG, "It was for tray “2”, the long edge."),
        ("Frontdesk", "2", Flip.LONG, "Did you mean “Front desk”?"),
    ],
    ids=["other-edge", "no-tray", "misspelt"],
)
def test_a_printer_never_calibrated_so_is_refused_with_what_to_do(
    tmp_path: Path, printer: str, tray: str, flip: Flip, said: str
) -> None:
    path = tmp_path / "printers.yaml"
    keep_reading(path, DESK)
    with pytest.raises(Refused) as refused:
        correction_for(path, printer, tray, flip)
    (finding,) = refused.value.findings
    assert finding.rule == "printer.unknown"
    assert said in finding.problem
    assert finding.fix.startswith(f'Make a sheet: handbill calibrate --printer "{printer}"')
    assert finding.fix.endswith(f"--flip {flip}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("right 3, down -2", (3.0, -2.0)),
        ("left 0.6, up 0.2", (-0.6, -0.2)),
        ("up 0.4mm", (0.0, -0.4)),
        ("Right 1 mm", (1.0, 0.0)),
        ("down 0, right 0", (0.0, 0.0)),
    ],
    ids=["right-down", "left-up", "one", "capital", "nought"],
)
def test_directions_are_read_in_words(text: str, expected: tuple[float, float]) -> None:
    assert directions(text) == expected


@pytest.mark.parametrize("text", ["", " , ", "3, 2", "right", "right 1, left 1", "north 1", "right 1 in", "right 1e3"])
def test_what_is_no_reading_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError, match=r"right 0\.6, down 0\.2"):
        directions(text)


@pytest.mark.parametrize("name", ["x" * 41, "a\u0007b", "\u202eabc"], ids=["long", "bell", "turned"])
def test_a_name_is_short_and_printable(name: str) -> None:
    with pytest.raises(UsageError, match="40 printable"):
        checked_name("printer", name)
    assert checked_name("printer", "  Front \n desk ") == "Front desk"


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"HANDBILL_CONFIG": "/own"}, "/own/printers.yaml"),
        ("win32", {"HANDBILL_CONFIG": "/own", "APPDATA": "/app"}, "/own/printers.yaml"),
        ("linux", {"XDG_CONFIG_HOME": "/xdg"}, "/xdg/handbill/printers.yaml"),
        ("linux", {}, "/home/me/.config/handbill/printers.yaml"),
        ("darwin", {"XDG_CONFIG_HOME": "/xdg"}, "/home/me/Library/Application Support/handbill/printers.yaml"),
        ("win32", {"APPDATA": "/app"}, "/app/handbill/printers.yaml"),
        ("win32", {}, "/home/me/AppData/Roaming/handbill/printers.yaml"),
    ],
    ids=["own", "own-first", "xdg", "usual", "mac", "windows", "windows-bare"],
)
def test_readings_are_kept_where_the_system_keeps_settings(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], expected: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/me"))
    assert printers_file(environment).as_posix() == expected


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(SetupError, match="cannot be written"):
        keep_reading(tmp_path / "file" / "printers.yaml", DESK)
