"""Items with records: merged as a build merges, gone on with to the same bytes, and refused where they contradict."""

from __future__ import annotations

import datetime
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.batch.journal import NAME as JOURNAL
from generator.batch.run import How
from generator.batch.workers import Workers
from generator.catalog.cachefolder import VARIABLE
from generator.errors import Refused, SetupError, UsageError
from generator.findings import Finding, Findings, Severity
from generator.making import Purpose
from generator.manifest import NAME as MANIFEST
from generator.manifest import read_manifest
from generator.merging.merge import Merge
from generator.merging.running import build_merge
from generator.order import Order
from generator.ordering import kept
from generator.ordering.campaign import open_order
from generator.ordering.orderfile import read_order
from generator.press.duplex import Flip
from generator.press.seats import Seating
from generator.printers import Reading, keep_reading
from generator.rejected import REJECTED
from tests.batch.small import contents
from tests.conftest import ROOT, Command
from tests.orders import BAD_ROW, CAMPUS, DAY, HEADINGS, MERGED, SHIPPED, campus, interrupted, made, row, table, written

HEAD = "customer: X\nitems:\n  a:\n    layout: roster-card\n"
WITH = f"{HEAD}    records: lists/roster.csv\n"


@pytest.fixture(scope="module", autouse=True)
def _catalogue_read_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The order with merges made without a break."""
    folder = tmp_path_factory.mktemp("merged")
    made(*campus(folder), folder / "out")
    return folder / "out"


def errors_of(folder: Path, text: str, *more: str, headings: str = HEADINGS) -> list[Finding]:
    """The errors that an order is refused with, opened and checked; nothing was made for it."""
    with pytest.raises(Refused) as refusal:
        made(*campus(folder, text, *more, headings=headings), folder / "out")
    assert not (folder / "out").exists()
    return [found for found in refusal.value.findings if found.severity is Severity.ERROR]


def test_an_item_says_all_that_a_merge_can_be_told(tmp_path: Path) -> None:
    more = "    encoding: cp1252\n    sheet: Main\n    each: true\n    split: 500\n    stacked: true\n"
    more += "    columns: {name: Who}\n"
    more += "    collated: true\n    copies: 3\n    start: 4\n    skip: [5, 7]\n    printer: hall\n    tray: upper\n"
    path, findings = table(tmp_path), Findings()
    item = read_order(written(tmp_path, WITH + more), DAY, findings).items[0]
    assert not list(findings)
    order = Order(Path(), ("roster-card",), purposes=(Purpose.OFFICE,), today=DAY, seating=Seating(4, (5, 7), 3))
    assert item.merge == Merge(order, path.resolve(), "cp1252", "Main", True, 500, True, True, columns={"name": "Who"})
    assert (item.order, item.table, item.printer, item.tray) == (order, "lists/roster.csv", "hall", "upper")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"{HEAD}    each: true", "each"),
        (f"{HEAD}    split: 5", "split"),
        (f"{HEAD}    stacked: true", "stacked"),
        (f"{HEAD}    collated: true", "collated"),
        (f"{HEAD}    encoding: cp1252", "encoding"),
        (f"{HEAD}    sheet: Main", "sheet"),
        (f"{HEAD}    columns:\n      name: Who", "columns"),
        (f"{HEAD}    purposes: [press]\n    copies: 20", "copies"),
        (f"{HEAD}    purposes: [press]\n    start: 2", "start"),
        (f"{HEAD}    quantity: 5\n    start: 2", "start"),
        (f"{HEAD}    quantity: 5\n    copies: 2", "copies"),
        (f"{HEAD}    tray: upper", "tray"),
        (f"{WITH}    purposes: [screen]", "purposes"),
        (f"{WITH}    purposes: [press]\n    stacked: true", "stacked"),
        (f"{WITH}    purposes: [press]\n    skip: [2]", "skip"),
        (f"{WITH}    purposes: [press]\n    printer: hall", "printer"),
        (f"{WITH}    rule: ca-civ-52.6", "rule"),
        (f"{WITH}    each: true\n    split: 5", "split"),
        (f"{WITH}    each: true\n    collated: true", "collated"),
        (f"{WITH}    each: true\n    start: 5", "start"),
        (f"{WITH}    each: true\n    copies: 5", "copies"),
        (f"{WITH}    quantity: 5\n    copies: 5", "copies"),
        (f"{WITH}    quantity: 5\n    skip: [5]", "skip"),
    ],
)
def test_what_contradicts_another_key_is_refused_where_it_stands(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(Refused) as refusal:
        open_order(*campus(tmp_path, text), DAY)
    found = [one for one in refusal.value.findings if one.rule == "order.together"]
    assert [(one.place.file, one.place.line, one.place.key) for one in found] == [
        ("order.yaml", text.count("\n") + 1, f"items.a.{key}")
    ]
    assert f"“{key}”" in found[0].fix or "Write office or press" in found[0].fix


@pytest.mark.parametrize("value", ["", '""', "lists"], ids=["nothing", "empty", "folder"])
def test_an_item_whose_table_is_no_file_is_not_built_without_it(tmp_path: Path, value: str) -> None:
    found = errors_of(tmp_path, f"{HEAD}    records: {value}\n")
    assert [(one.rule, one.place.line, one.place.key) for one in found] == [("order.file", 5, "items.a.records")]


def test_an_items_folder_is_byte_for_byte_what_a_merge_makes(whole: Path, tmp_path: Path) -> None:
    roots, order = campus(tmp_path)
    for item in read_order(order, DAY, Findings()).items[:2]:
        assert item.merge
        out = tmp_path / item.name
        build_merge(roots, replace(item.merge, order=replace(item.order, out=out)), out, How())
        assert contents(whole / item.name) == contents(out)
        assert MANIFEST in contents(out)


def test_every_record_and_item_has_its_file_and_nothing_else_is_there(whole: Path) -> None:
    single = {f"roster-card.{number:05}.{lang}.press.pdf" for number in range(1, 5) for lang in ("en", "es")}
    assert set(read_manifest(whole / "single")) == single
    assert set(read_manifest(whole / "run")) == {f"roster-card.en.00{part}.office.pdf" for part in (1, 2)}
    listed = {f"{item}/{name}" for item in ("run", "single", "stickers") for name in read_manifest(whole / item)}
    closing = {"order.json", "order.txt", *(f"{item}/{MANIFEST}" for item in ("run", "single", "stickers"))}
    assert set(contents(whole)) == listed | closing


def test_processes_make_the_merges_that_one_makes_though_nothing_is_kept(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "KEPT", 0)
    ran = made(*campus(tmp_path), tmp_path / "out", How(Workers(2)))
    assert contents(tmp_path / "out") == contents(whole)
    assert ran.proofed == sum(len(read_manifest(whole / item)) for item in ("run", "single", "stickers"))


def process(roots_and_order: tuple[object, Path], out: Path, *more: str) -> subprocess.Popen[str]:
    """The order as a command of its own."""
    order = roots_and_order[1]
    args = ["-m", "generator", "order", str(order), "--workspace", str(CAMPUS), "--out", str(out)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *args, *more]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_units(running: subprocess.Popen[str], out: Path, count: int) -> None:
    """Wait until the journal has so many units."""
    while not ((out / JOURNAL).exists() and (out / JOURNAL).read_bytes().count(b"\n") > count):
        assert running.poll() is None
        time.sleep(0.002)


def whole_files(out: Path, whole: Path) -> set[str]:
    """What stands in a folder of a run that was stopped: whole files of the order, and its journal."""
    left = {name: data for name, data in contents(out).items() if not name.startswith((".", JOURNAL))}
    assert left.items() <= contents(whole).items()
    return set(left)


def test_a_second_order_is_refused_and_an_interrupt_leaves_whole_files_only(whole: Path, tmp_path: Path) -> None:
    order, out = campus(tmp_path), tmp_path / "out"
    with process(order, out) as first:
        while not (out / "run" / "roster-card.en.001.office.pdf").exists():
            assert first.poll() is None
            time.sleep(0.002)
        first.send_signal(signal.SIGSTOP)  # it holds its breath, so that it cannot end before the second was refused
        with pytest.raises(SetupError, match="Another run is at work"):
            made(*order, out, How(resume=True))
        first.send_signal(signal.SIGINT)
        first.send_signal(signal.SIGCONT)
        _, told = first.communicate()
    assert first.returncode == 130
    assert "are whole. Go on with --resume" in told
    assert whole_files(out, whole)
    assert not [name for name in contents(out) if name.startswith(".")]
    with pytest.raises(UsageError, match="--resume"):
        made(*order, out)
    assert made(*order, out, How(resume=True)).stood
    assert contents(out) == contents(whole)


def test_merges_killed_by_the_system_resume_to_the_same_bytes(whole: Path, tmp_path: Path) -> None:
    order, out = campus(tmp_path), tmp_path / "out"
    with process(order, out, "--jobs", "2") as killed:
        wait_for_units(killed, out, 2)
        killed.kill()
    assert whole_files(out, whole) != set(contents(whole))
    made(*order, out, How(Workers(2), resume=True))
    assert contents(out) == contents(whole)


def test_all_items_together_keep_no_more_than_one_large_one_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "KEPT", 6)
    _, campaign = open_order(*campus(tmp_path), DAY)
    campaign.check(Findings())
    assert sum(campaign.kept.weights.values()) == 4  # the four records of the first; eight more would be too many
    assert [len(bench.files.roster.kept) for bench in list(campaign.benches.values())[:2]] == [4, 0]  # type: ignore[attr-defined]


def test_a_bad_row_refuses_the_order_before_anything_is_drawn_and_names_the_table_as_the_order_does(
    tmp_path: Path,
) -> None:
    found = errors_of(tmp_path, WITH, BAD_ROW)
    assert {(one.place.file, one.place.line) for one in found} == {("lists/roster.csv", 6)}
    assert {one.rule for one in found} == {"field.phone", "field.link"}


def test_keeping_going_makes_the_good_rows_and_lists_the_others_though_it_was_stopped(
    whole: Path, tmp_path: Path
) -> None:
    roots, order = campus(tmp_path, MERGED, BAD_ROW)
    going, out = How(keep_going=True), tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        made(roots, order, out, going, interrupted(2))
    with pytest.raises(Refused):
        made(roots, order, out, How(resume=True))
    assert not list(out.rglob(REJECTED))
    assert made(roots, order, out, How(resume=True, keep_going=True)).stood
    for item in ("run", "single"):
        entries = read_manifest(out / item)
        same = {name: entry["sha256"] for name, entry in entries.items()}
        assert same == {name: entry["sha256"] for name, entry in read_manifest(whole / item).items()}
        assert BAD_ROW in (out / item / REJECTED).read_text(encoding="utf-8-sig")
    summary = json.loads((out / "order.json").read_text(encoding="utf-8"))
    assert {item["item"]: item.get("rejected") for item in summary["items"]} == {
        "run": REJECTED, "single": REJECTED, "stickers": None
    }  # fmt: skip
    assert (out / "order.txt").read_text(encoding="utf-8").count("Rows were left out: rejected.csv") == 2


def test_neither_the_day_nor_the_folder_nor_rows_left_out_make_it_another_order(tmp_path: Path) -> None:
    roots, order = campus(tmp_path)
    identity = open_order(roots, order, DAY)[1].identity
    tomorrow = DAY + datetime.timedelta(1)
    assert open_order(roots, order, tomorrow, keep_going=True)[1].identity == identity
    table(tmp_path, *map(row, range(5)))
    assert open_order(roots, order, DAY)[1].identity != identity


def test_a_worker_finds_the_same_table_or_makes_nothing(tmp_path: Path) -> None:
    work, _ = open_order(*campus(tmp_path, f"{WITH}    purposes: [press]\n"), DAY)
    sent = pickle.loads(pickle.dumps(work))  # noqa: S301 - our own
    campaign = sent.open()
    (tmp_path / "made").mkdir()
    unit = next(iter(open_checked(work)))
    assert set(campaign.make(unit, tmp_path / "made").files) == {"a/roster-card.en.press.pdf"}
    table(tmp_path, *map(row, range(5)))
    with pytest.raises(SetupError, match="other layouts or data"):
        sent.open()
    (tmp_path / "lists" / "roster.csv").unlink()
    with pytest.raises(SetupError, match="where every worker"):
        sent.open()


def open_checked(work: object) -> Iterator[object]:
    """The units of a work, as who hands them out knows them."""
    campaign = work.open()  # type: ignore[attr-defined]
    campaign.check(Findings())
    units: Iterator[object] = campaign.units()
    return units


def summary_of(folder: Path, text: str) -> tuple[list[dict[str, object]], str]:
    """The lines of the first item of the summary, and the summary for people."""
    made(*campus(folder, text), folder / "out")
    lines: list[dict[str, object]] = json.loads((folder / "out" / "order.json").read_text("utf-8"))["items"][0]["files"]
    return lines, (folder / "out" / "order.txt").read_text(encoding="utf-8")


def test_a_file_of_all_records_is_printed_as_often_as_the_quantity_says(tmp_path: Path) -> None:
    lines, text = summary_of(tmp_path, f"{WITH}    quantity: 25\n")
    assert [(line["pages"], line["sheets_to_print"]) for line in lines] == [(2, 25)]
    assert "a: roster-card with lists/roster.csv, 25 of each card, no due date" in text
    assert "1 sheet a copy: print 25 sheets" in text


def test_a_file_for_each_record_is_printed_until_the_quantity_is_reached(tmp_path: Path) -> None:
    lines, text = summary_of(tmp_path, f"{WITH}    each: true\n    quantity: 25\n")
    assert [(line["pieces_per_sheet"], line["sheets_to_print"]) for line in lines] == [(10, 3)] * 4
    assert "25 of each file" in text


def test_copies_and_places_make_a_file_that_is_printed_once(tmp_path: Path) -> None:
    lines, text = summary_of(tmp_path, f"{WITH}    copies: 3\n    start: 9\n    skip: [10]\n")
    # Twelve cards: one on the ninth place of the first sheet, ten on the second, one on the third.
    assert [(line["pages"], line["sheets_to_print"]) for line in lines] == [(6, 3)]
    assert "3 sheets: print once" in text


def test_places_and_copies_of_an_item_without_records_are_those_of_a_build(tmp_path: Path) -> None:
    text = "customer: X\nitems:\n  a: {layout: shoe-card, languages: [en], purposes: [office], start: 4, copies: 9}\n"
    lines, told = summary_of(tmp_path, text)
    assert [(line["pages"], line["sheets_to_print"]) for line in lines] == [(4, 2)]
    assert "2 sheets: print once" in told


def test_a_quantity_beside_a_column_of_copies_is_refused(tmp_path: Path) -> None:
    found = errors_of(tmp_path, f"{WITH}    quantity: 5\n", f"{row(9)},3", headings=f"{HEADINGS},copies")
    assert [(one.rule, one.place.key) for one in found] == [("order.together", "items.a.quantity")]


@pytest.mark.parametrize(
    ("text", "key", "rule"),
    [
        (f"{WITH}    start: 11\n", "start", "sheet.start"),
        (f"{WITH}    skip: [12]\n", "skip", "sheet.skip"),
        (f"{WITH}    start: 10\n    skip: [10]\n", "skip", "sheet.full"),
        (f"{HEAD}    languages: [en]\n    purposes: [office]\n    start: 11\n", "start", "sheet.start"),
        (f"{HEAD}    languages: [en]\n    purposes: [office]\n    copies: 1001\n", "copies", "sheet.copies"),
    ],
    ids=["merged start", "merged skip", "merged full", "start", "copies"],
)
def test_places_that_a_sheet_has_not_are_refused_where_they_stand(
    tmp_path: Path, text: str, key: str, rule: str
) -> None:
    found = errors_of(tmp_path, text)
    assert [(one.rule, one.place.file, one.place.key) for one in found] == [(rule, "order.yaml", f"items.a.{key}")]


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("records: lists/roster.csv\n    sheet: Main", "Leave “sheet:” out."),
        ("records: lists/roster.csv\n    encoding: cp1252", "Leave “encoding:” out."),
    ],
    ids=["sheet", "encoding"],
)
def test_what_is_wrong_with_a_table_is_told_in_the_words_of_an_order(tmp_path: Path, option: str, words: str) -> None:
    found = errors_of(tmp_path, f"{HEAD}    {option}\n", "Zoë,202-555-0199,https://www.ice.gov/tipline?ref=Z")
    assert [one.place.file for one in found] == ["lists/roster.csv"]
    assert words in found[0].fix


def test_a_sample_that_is_printed_is_told_at_the_item_in_the_words_of_an_order(tmp_path: Path) -> None:
    _, campaign = open_order(*campus(tmp_path, f"{HEAD}    languages: [en]\n    purposes: [vcard]\n"), DAY)
    noted = Findings()
    campaign.check(noted)
    found = [one for one in noted if one.rule == "field.sample"]
    assert {(one.place.file, one.place.key) for one in found} == {("order.yaml", "items.a")}
    assert "Write “name: …” under “fields:”." in {one.fix for one in found}


def test_a_column_of_languages_is_obeyed_though_no_item_names_them(tmp_path: Path) -> None:
    roots, order = campus(tmp_path, f"{WITH}    purposes: [press]\n    languages: [en]\n")
    table(tmp_path, f"{row(1)},es", f"{row(2)},", headings=f"{HEADINGS},language")
    made(roots, order, tmp_path / "out")
    assert set(read_manifest(tmp_path / "out" / "a")) == {"roster-card.en.press.pdf", "roster-card.es.press.pdf"}


def test_a_row_in_a_language_that_the_layout_lacks_is_refused_by_its_row(tmp_path: Path) -> None:
    roots, order = campus(tmp_path, WITH)
    table(tmp_path, f"{row(1)},es", f"{row(2)},km", headings=f"{HEADINGS},language")
    with pytest.raises(Refused) as refusal:
        made(roots, order, tmp_path / "out")
    found = [one for one in refusal.value.findings if one.severity is Severity.ERROR]
    assert [(one.rule, one.place.line, one.seen) for one in found] == [("translation.none", 3, "km")]
    assert "en, es" in found[0].fix


def test_a_printer_corrects_the_sheets_of_its_item_and_another_reading_makes_another_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDBILL_CONFIG", str(tmp_path / "config"))
    keys = ("flip: short", "printer: hall", "tray: upper")
    text = WITH + "".join(f"    {key}\n" for key in keys) + f"  b: {{layout: shoe-card, {', '.join(keys)}}}\n"
    assert {one.rule: one.place.key for one in errors_of(tmp_path, text)} == {"printer.unknown": "items.b.printer"}
    reading = Reading("hall", "upper", Flip.SHORT, shift_x=1.0)
    keep_reading(tmp_path / "config" / "printers.yaml", reading)
    work, campaign = open_order(*campus(tmp_path, text), DAY)
    assert [item.order.correction for item in work.order.items] == [reading.correction()] * 2
    keep_reading(tmp_path / "config" / "printers.yaml", replace(reading, shift_x=1.5))
    assert open_order(*campus(tmp_path, text), DAY)[1].identity != campaign.identity


def test_the_command_keeps_going_past_bad_rows(handbill: Command, tmp_path: Path) -> None:
    campus(tmp_path, f"{WITH}    purposes: [press]\n", BAD_ROW)
    refused = handbill("order", "order.yaml", "--workspace", str(CAMPUS))
    assert refused.code == 1
    assert "lists/roster.csv:6:2" in refused.err
    ran = handbill("order", "order.yaml", "--workspace", str(CAMPUS), "--keep-going")
    assert ran.code == 0, ran.err
    assert "Built and proofed 1 files in" in ran.out
    assert (tmp_path / "output" / "order" / "a" / REJECTED).is_file()


def test_shipped_layouts_can_be_merged_from_an_order(tmp_path: Path) -> None:
    table(tmp_path, "Springfield,202-555-0111", headings="agency,dispatch")
    text = "customer: X\nitems:\n  a: {layout: hsi-tip-card, records: lists/roster.csv, purposes: [press]}\n"
    made(SHIPPED, written(tmp_path, text), tmp_path / "out")
    assert set(read_manifest(tmp_path / "out" / "a")) == {"hsi-tip-card.en.press.pdf"}
