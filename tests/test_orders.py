"""Order files: read with line and column, built an item a folder, and gone on with to the same bytes."""

from __future__ import annotations

import datetime
import json
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from generator.batch.journal import NAME as JOURNAL
from generator.batch.run import How, Ran, run
from generator.batch.workers import Workers
from generator.build import build
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused, SetupError, UsageError
from generator.findings import Findings, Place, Severity
from generator.lock import Taking, lock
from generator.making import Purpose
from generator.manifest import NAME as MANIFEST
from generator.manifest import digest, read_manifest
from generator.order import Order
from generator.ordering import pieces
from generator.ordering.campaign import open_order
from generator.ordering.counts import Count
from generator.ordering.orderfile import read_order
from generator.press.duplex import Flip
from generator.units import Length
from tests.batch.small import contents
from tests.conftest import ROOT, Command
from tests.test_notice import SIGNED, WORDING

SHIPPED = Roots(shipped_root())
DAY = datetime.date(2026, 11, 20)
SMALL = """\
customer: Example County Schools
items:
  shoe-cards:
    layout: shoe-card
    languages: [en, es]
    purposes: [office, vcard]
    quantity: 505
    due: 2027-01-15
  tip-cards:
    layout: hsi-tip-card
    languages: [en]
    purposes: [press, vcard]
    due: 2026-12-20
  stickers:
    layout: stall-sticker
    languages: [en]
    purposes: [vcard]
    quantity: 10
"""
UNITS = 4


def written(folder: Path, text: str = SMALL) -> Path:
    path = folder / "order.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def made(order: Path, out: Path, how: How | None = None, roots: Roots = SHIPPED) -> Ran:
    work, opened = open_order(roots, order, DAY)
    return run(work, opened, out, how or How())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small order built without a break."""
    folder = tmp_path_factory.mktemp("order")
    made(written(folder), folder / "out")
    return folder / "out"


def refusals(tmp_path: Path, text: str) -> dict[tuple[str, int, int], str]:
    """The errors that an order file is refused with, by key, line and column."""
    with pytest.raises(Refused) as refusal:
        open_order(SHIPPED, written(tmp_path, text), DAY)
    return {
        (found.place.key, found.place.line, found.place.column): found.rule
        for found in refusal.value.findings
        if found.severity is Severity.ERROR and found.place.file == "order.yaml"
    }


def test_an_order_says_all_that_a_build_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "press.icc").write_bytes(b"x")
    text = """\
customer: A county
items:
  cards:
    layout: hsi-tip-card
    languages: [en, es, en]
    purposes: [press, office]
    stock: letter
    flip: short
    theme: night
    icc: shop/press.icc
    bleed: 3mm
    rule: ca-civ-52.6
    fields: {agency: A town}
    quantity: 250
    due: 2026-12-01
    records: shop/press.icc
    each: true
    start: 4
    skip: [2, 7]
    printer: hall
"""
    findings = Findings()
    order = read_order(written(tmp_path, text), DAY, findings)
    assert not list(findings)
    item = order.items[0]
    assert (order.customer, item.name, item.quantity, item.due) == (
        "A county",
        "cards",
        250,
        datetime.date(2026, 12, 1),
    )
    icc = tmp_path / "shop" / "press.icc"
    purposes = (Purpose.PRESS, Purpose.OFFICE)
    assert item.order == Order(
        Path(), ("hsi-tip-card",), ("en", "es"), purposes, "letter", Flip.SHORT, "night", icc.resolve(),
        Length.parse("3mm"), "ca-civ-52.6", {"agency": "A town"}, DAY,
    )  # fmt: skip
    assert (item.records, item.each, item.start, item.skip, item.printer) == (icc.resolve(), True, 4, (2, 7), "hall")


def test_an_item_without_more_is_built_in_every_language_for_every_purpose(tmp_path: Path) -> None:
    order = read_order(written(tmp_path, "customer: X\nitems:\n  a: {layout: shoe-card}\n"), DAY, Findings())
    assert order.items[0].order == Order(Path(), ("shoe-card",), today=DAY)
    assert order.items[0].due is None


@pytest.mark.parametrize(
    ("line", "key", "rule"),
    [
        ("quantty: 5", ".quantty", "key.unknown"),
        ("quantity: 0", ".quantity", "value.wrong"),
        ("quantity: many", ".quantity", "value.wrong"),
        ("quantity: 99999999", ".quantity", "value.wrong"),
        ("due: soon", ".due", "value.wrong"),
        ("skip: [0]", ".skip[0]", "value.wrong"),
        ("skip: [two]", ".skip[0]", "value.wrong"),
        ("start: 1.5", ".start", "value.wrong"),
        ("purposes: [web]", ".purposes[0]", "value.wrong"),
        ("purposes: []", ".purposes", "value.wrong"),
        ("languages: []", ".languages", "value.wrong"),
        ("languages: en", ".languages", "value.wrong"),
        ("flip: sideways", ".flip", "value.wrong"),
        ("bleed: 5mm", ".bleed", "value.wrong"),
        ("icc: nowhere.icc", ".icc", "order.file"),
        ("records: ../rows.csv", ".records", "order.file"),
        ("records: /etc/hostname", ".records", "order.file"),
        ("records: order.yaml", ".records", "order.later"),
        ("each: true", ".each", "order.later"),
        ("start: 3", ".start", "order.later"),
        ("skip: [3]", ".skip", "order.later"),
        ("printer: hall", ".printer", "order.later"),
        ("languages: [xx]", ".languages", "order.unknown"),
        ("stock: lettr", ".stock", "order.unknown"),
        ("theme: nigt", ".theme", "order.unknown"),
        ("rule: ca-civ", ".rule", "order.unknown"),
        ("fields: {fone: '1'}", ".fields.fone", "order.unknown"),
    ],
)
def test_what_is_wrong_in_an_item_is_refused_where_it_stands(tmp_path: Path, line: str, key: str, rule: str) -> None:
    found = refusals(tmp_path, f"customer: X\nitems:\n  a:\n    layout: shoe-card\n    {line}\n")
    assert {(place[0], place[1]): name for place, name in found.items()} == {(f"items.a{key}", 5): rule}
    assert all(place[2] > 5 for place in found)


@pytest.mark.parametrize(
    ("text", "place", "rule"),
    [
        ("items:\n  a: {layout: shoe-card}\n", ("customer", 1, 1), "key.missing"),
        ("customer: X\nitems: {}\n", ("items", 2, 8), "value.wrong"),
        ("customer: X\n", ("items", 1, 1), "key.missing"),
        ("customer: X\nitems: [a]\n", ("items", 2, 8), "value.wrong"),
        ("customer: X\nitems:\n  a: {}\n", ("items.a.layout", 3, 6), "key.missing"),
        ("customer: X\nitems:\n  A b: {layout: shoe-card}\n", ("items.A b", 3, 8), "order.name"),
        ("customer: X\nitems:\n  ../a: {layout: shoe-card}\n", ("items.../a", 3, 9), "order.name"),
        ("customer: X\nitems:\n  a: {layout: shoe-cord}\n", ("items.a.layout", 3, 15), "order.unknown"),
        (
            "customer: X\nitems:\n  a: {layout: shoe-card}\n  a: {layout: shoe-card}\n",
            ("items", 4, 3),
            "yaml.duplicate-key",
        ),
        ("custmer: X\ncustomer: X\nitems:\n  a: {layout: shoe-card}\n", ("custmer", 1, 10), "key.unknown"),
    ],
)
def test_what_is_wrong_with_the_file_is_refused_where_it_stands(
    tmp_path: Path, text: str, place: tuple[str, int, int], rule: str
) -> None:
    assert refusals(tmp_path, text) == {place: rule}


def test_all_faults_of_all_items_are_told_at_once(tmp_path: Path) -> None:
    text = SMALL.replace("505", "0").replace("vcard]", "fax]").replace("2026-12-20", "Friday")
    assert len(refusals(tmp_path, text)) == 5


def test_a_value_that_does_not_fit_its_field_is_refused_where_the_order_says_it(tmp_path: Path) -> None:
    text = "customer: X\nitems:\n  a:\n    layout: hsi-tip-card\n    languages: [en]\n    fields: {dispatch: '12'}\n"
    work, opened = open_order(SHIPPED, written(tmp_path, text), DAY)
    with pytest.raises(Refused) as refusal:
        run(work, opened, tmp_path / "out", How())
    errors = [found for found in refusal.value.findings if found.severity is Severity.ERROR]
    assert [(found.place.file, found.place.line, found.place.key) for found in errors] == [
        ("order.yaml", 6, "items.a.fields.dispatch")
    ]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("item", "order"),
    [
        ("shoe-cards", Order(Path(), ("shoe-card",), ("en", "es"), (Purpose.OFFICE, Purpose.VCARD))),
        ("tip-cards", Order(Path(), ("hsi-tip-card",), ("en",), (Purpose.PRESS, Purpose.VCARD))),
    ],
    ids=["shoe-cards", "tip-cards"],
)
def test_an_items_folder_is_byte_for_byte_what_a_build_makes(
    whole: Path, tmp_path: Path, item: str, order: Order
) -> None:
    build(SHIPPED, Order(tmp_path, order.layouts, order.langs, order.purposes, today=DAY))
    assert contents(whole / item) == contents(tmp_path)


def test_every_file_is_in_the_manifest_of_its_item_and_every_manifest_in_the_summary(whole: Path) -> None:
    summary = json.loads((whole / "order.json").read_text(encoding="utf-8"))
    for item in summary["items"]:
        folder = whole / item["item"]
        assert item["manifest_sha256"] == digest((folder / MANIFEST).read_bytes())
        listed = {name: entry["sha256"] for name, entry in read_manifest(folder).items()}
        assert {line["file"]: line["sha256"] for line in item["files"]} == listed
        assert {name: digest(data) for name, data in contents(folder).items() if name != MANIFEST} == listed
    assert {path.name for path in whole.iterdir()} == {"order.json", "order.txt", "shoe-cards", "tip-cards", "stickers"}


def test_the_summary_is_sorted_by_the_day_on_which_items_are_due(whole: Path) -> None:
    summary = json.loads((whole / "order.json").read_text(encoding="utf-8"))
    assert summary["customer"] == "Example County Schools"
    assert [(item["item"], item["due"], item["quantity"]) for item in summary["items"]] == [
        ("tip-cards", "2026-12-20", 0),
        ("shoe-cards", "2027-01-15", 505),
        ("stickers", "", 10),
    ]
    text = (whole / "order.txt").read_text(encoding="utf-8")
    assert text.startswith("Order for Example County Schools\n\ntip-cards: hsi-tip-card, no quantity, due 2026-12-20\n")
    assert "\n\nshoe-cards: shoe-card, 505 of each file, due 2027-01-15\n" in text


def test_the_summary_counts_the_sheets_that_a_desk_has_to_print(whole: Path) -> None:
    summary = json.loads((whole / "order.json").read_text(encoding="utf-8"))
    shoe = next(item for item in summary["items"] if item["item"] == "shoe-cards")
    lines = {line["file"]: line for line in shoe["files"]}
    office = lines["shoe-card.en.office.pdf"]
    # Ten cards of 3.5 by 2 inches lie on a letter sheet, so 505 take 51.
    assert (office["pages"], office["pieces_per_sheet"], office["sheets_to_print"]) == (2, 10, 51)
    assert "pieces_per_sheet" not in lines["shoe-card.en.vcf"]
    assert "10 on a sheet: print 51 sheets" in (whole / "order.txt").read_text(encoding="utf-8")


def test_a_booklet_takes_all_its_sheets_for_every_copy(tmp_path: Path) -> None:
    text = "customer: X\nitems:\n  a: {layout: campus-guide, languages: [en], purposes: [office], quantity: 3}\n"
    made(written(tmp_path, text), tmp_path / "out")
    line = json.loads((tmp_path / "out" / "order.json").read_text(encoding="utf-8"))["items"][0]["files"][0]
    assert line["sheets_to_print"] == 3 * line["pages"] // 2
    assert f"{line['pages'] // 2} sheets a copy" in (tmp_path / "out" / "order.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("count", "quantity", "sheets"),
    [(Count(10, 1), 1, 1), (Count(10, 1), 10, 1), (Count(10, 1), 11, 2), (Count(1, 4), 5, 20), (Count(8, 1), 0, 0)],
)
def test_a_sheet_that_is_not_full_is_printed_too(count: Count, quantity: int, sheets: int) -> None:
    assert count.for_copies(quantity) == sheets


def test_signs_that_a_rule_asks_for_are_held_against_it_as_in_a_build(tmp_path: Path, workspace: Path) -> None:
    roots, rule = Roots(shipped_root(), workspace), "ca-civ-52.6"
    for lang in ("en", "es"):
        (tmp_path / "words.txt").write_text(WORDING[lang], encoding="utf-8")
        lock(roots, tmp_path / "words.txt", Taking(rule, lang, "a sample", SIGNED))
    text = f"customer: X\nitems:\n  a: {{layout: posting-notice, purposes: [press], rule: {rule}}}\n"
    made(written(tmp_path, text), tmp_path / "out", roots=roots)
    build(roots, Order(tmp_path / "built", ("posting-notice",), purposes=(Purpose.PRESS,), rule=rule, today=DAY))
    assert contents(tmp_path / "out" / "a") == contents(tmp_path / "built")
    assert all(entry["rules"] for entry in read_manifest(tmp_path / "out" / "a").values())


def test_processes_make_the_order_that_one_makes(whole: Path, tmp_path: Path) -> None:
    made(written(tmp_path), tmp_path / "out", How(Workers(2)))
    assert contents(tmp_path / "out") == contents(whole)


@pytest.mark.parametrize("after", range(1, UNITS + 1))
def test_an_order_that_was_stopped_goes_on_to_the_same_bytes(whole: Path, tmp_path: Path, after: int) -> None:
    order, noted = written(tmp_path), []
    work, opened = open_order(SHIPPED, order, DAY)

    def interrupt(_: object) -> None:
        noted.append(True)
        if len(noted) == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(work, opened, tmp_path / "out", How(), interrupt)
    with pytest.raises(UsageError, match="--resume"):
        made(order, tmp_path / "out")
    made(order, tmp_path / "out", How(resume=True))
    assert contents(tmp_path / "out") == contents(whole)


def test_an_order_that_was_changed_is_not_gone_on_with(tmp_path: Path) -> None:
    work, opened = open_order(SHIPPED, written(tmp_path), DAY)

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(work, opened, tmp_path / "out", How(), interrupt)
    with pytest.raises(UsageError, match="another order"):
        made(written(tmp_path, SMALL.replace("505", "506")), tmp_path / "out", How(resume=True))


def test_data_that_changed_since_make_it_another_order(tmp_path: Path, workspace: Path) -> None:
    order, roots = written(tmp_path), Roots(shipped_root(), workspace)
    before = open_order(roots, order, DAY)[1].identity
    assert open_order(roots, order, DAY + datetime.timedelta(1))[1].identity == before
    (workspace / "data").mkdir()
    shutil.copy(shipped_root() / "data" / "contacts.yaml", workspace / "data")
    assert open_order(roots, order, DAY)[1].identity != before


def test_a_worker_with_other_data_or_without_the_workspace_makes_nothing(tmp_path: Path, workspace: Path) -> None:
    work, _ = open_order(Roots(shipped_root(), workspace), written(tmp_path), DAY)
    sent = pickle.loads(pickle.dumps(work))  # noqa: S301 - our own
    assert sent.open().identity == work.identity
    (workspace / "data").mkdir()
    shutil.copy(shipped_root() / "data" / "contacts.yaml", workspace / "data")
    with pytest.raises(SetupError, match="other layouts or data"):
        sent.open()
    shutil.rmtree(workspace)
    with pytest.raises(SetupError, match="has to lie where every worker finds it"):
        sent.open()


def test_pieces_past_those_that_are_kept_are_composed_again_to_the_same_bytes(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_KEPT", 0)
    made(written(tmp_path), tmp_path / "out")
    assert contents(tmp_path / "out") == contents(whole)


def test_keeping_going_leaves_out_what_failed_and_says_so(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_make = pieces.PiecesBench.make

    def fail_english(self: pieces.PiecesBench, unit: object, folder: Path) -> object:
        outcome = true_make(self, unit, folder)  # type: ignore[arg-type]
        findings = Findings()
        if "shoe-card.en.vcf" in outcome.files:
            findings.error("proof.made-up", Place("shoe-card.en.vcf"), "It is wrong.", "Mend it.")
        return replace(outcome, findings=tuple(findings))

    monkeypatch.setattr(pieces.PiecesBench, "make", fail_english)
    ran = made(written(tmp_path), tmp_path / "out", How(keep_going=True))
    assert ran.failed == ("shoe-cards/shoe-card en",)
    left = contents(tmp_path / "out")
    assert set(contents(whole)) - set(left) == {"shoe-cards/shoe-card.en.office.pdf", "shoe-cards/shoe-card.en.vcf"}
    assert set(read_manifest(tmp_path / "out" / "shoe-cards")) == {"shoe-card.es.office.pdf", "shoe-card.es.vcf"}


@pytest.mark.parametrize("seed", [1, 2])
def test_an_order_killed_by_the_system_resumes_to_the_same_bytes(whole: Path, tmp_path: Path, seed: int) -> None:
    dice, out = random.Random(seed), tmp_path / "out"  # noqa: S311 - moments, not secrets
    command = [
        sys.executable,
        "-m",
        "generator",
        "order",
        str(written(tmp_path)),
        "--out",
        str(out),
        "--jobs",
        str(seed),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        lines = dice.randint(1, UNITS)
        while not ((out / JOURNAL).exists() and (out / JOURNAL).read_bytes().count(b"\n") >= lines):
            assert process.poll() is None
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
    again = subprocess.run([*command, "--resume"], env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert contents(out) == contents(whole)


def test_the_command_builds_beside_the_order_and_says_where_to_look(
    handbill: Command, tmp_path: Path, whole: Path
) -> None:
    written(tmp_path)
    ran = handbill("order", "order.yaml")
    assert ran.code == 0, ran.err
    assert contents(tmp_path / "output" / "order") == contents(whole)
    assert "Built and proofed 7 files" in ran.out
    assert "output/order/order.txt" in ran.out


def test_the_command_tells_programs_what_it_made(handbill: Command, tmp_path: Path) -> None:
    written(tmp_path, "customer: X\nitems:\n  a: {layout: shoe-card, languages: [en], purposes: [vcard]}\n")
    told = handbill("order", "order.yaml", "--out", "here", "--json").json
    assert set(told["files"]) == {"a/shoe-card.en.vcf", "a/manifest.json", "order.json", "order.txt"}
    assert told["files"] == {name: digest(data) for name, data in contents(tmp_path / "here").items()}
    assert told["failed"] == []


def test_an_interrupted_command_says_how_to_go_on(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "generator", "order", str(written(tmp_path)), "--out", str(out)]
    with subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        while not (out / JOURNAL).exists():
            assert process.poll() is None
            time.sleep(0.002)
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate()
    assert process.returncode == 130
    assert "are whole. Go on with --resume, or begin anew with --restart." in told
    assert JOURNAL in contents(out)


def test_resuming_and_restarting_at_once_makes_no_sense(handbill: Command, tmp_path: Path) -> None:
    written(tmp_path)
    ran = handbill("order", "order.yaml", "--resume", "--restart")
    assert ran.code == 2
    assert "say one of them" in ran.err
