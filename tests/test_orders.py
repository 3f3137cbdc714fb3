"""Order files: read with line and column, built an item a folder, and gone on with to the same bytes."""

from __future__ import annotations

import datetime
import json
import pickle
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.batch.run import How, Ran, run
from generator.build import build
from generator.catalog.cachefolder import VARIABLE
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused, SetupError, UsageError
from generator.findings import Findings, Place, Severity
from generator.making import Purpose
from generator.manifest import NAME as MANIFEST
from generator.manifest import digest, read_manifest
from generator.order import Order
from generator.ordering import pieces
from generator.ordering.campaign import open_order
from generator.ordering.counts import Count
from generator.ordering.orderfile import read_order
from generator.press.duplex import Flip
from generator.press.seats import Seating
from generator.units import Length
from tests.batch.small import contents
from tests.conftest import Command
from tests.orders import DAY, SHIPPED
from tests.orders import made as made_in
from tests.orders import written as order_file

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
CARDS = "customer: X\nitems:\n  a: {layout: shoe-card, languages: [en], purposes: [vcard], quantity: 505}\n"


def written(folder: Path, text: str = SMALL) -> Path:
    return order_file(folder, text)


def made(order: Path, out: Path, how: How | None = None, roots: Roots = SHIPPED) -> Ran:
    return made_in(roots, order, out, how)


@pytest.fixture(scope="module", autouse=True)
def _catalogue_read_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield


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
    start: 4
    skip: [2, 7]
    copies: 30
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
        Length.parse("3mm"), "ca-civ-52.6", {"agency": "A town"}, DAY, seating=Seating(4, (2, 7), 30),
    )  # fmt: skip
    assert (item.merge, item.table, item.printer) == (None, "", "hall")


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


def test_every_name_that_is_not_known_is_refused_where_it_stands(tmp_path: Path) -> None:
    names = ["languages: [xx]", "stock: lettr", "theme: nigt", "rule: ca-civ", "fields: {fone: '1'}"]
    found = refusals(tmp_path, "\n    ".join(["customer: X\nitems:\n  a:\n    layout: shoe-card", *names, ""]))
    keys = ["languages", "stock", "theme", "rule", "fields.fone"]
    assert {place[:2]: rule for place, rule in found.items()} == {
        (f"items.a.{key}", line): "order.unknown" for line, key in enumerate(keys, 5)
    }


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


def test_signs_that_a_rule_asks_for_are_held_against_it_as_in_a_build(tmp_path: Path) -> None:
    text = "customer: X\nitems:\n  a: {layout: posting-notice, purposes: [press], rule: fl-787.29}\n"
    made(written(tmp_path, text), tmp_path / "out")
    build(SHIPPED, Order(tmp_path / "built", ("posting-notice",), purposes=(Purpose.PRESS,), rule="fl-787.29"))
    assert contents(tmp_path / "out" / "a") == contents(tmp_path / "built")
    assert all(entry["rules"] for entry in read_manifest(tmp_path / "out" / "a").values())


def test_other_data_make_another_order_that_nobody_goes_on_with(tmp_path: Path, workspace: Path) -> None:
    order, roots, out = written(tmp_path, CARDS), Roots(shipped_root(), workspace), tmp_path / "out"
    work, opened = open_order(roots, order, DAY)

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(work, opened, out, How(), interrupt)
    assert open_order(roots, order, DAY + datetime.timedelta(1))[1].identity == opened.identity
    with pytest.raises(UsageError, match="another order"):
        made(written(tmp_path, CARDS.replace("505", "506")), out, How(resume=True), roots)
    sent = pickle.loads(pickle.dumps(work))  # noqa: S301 - our own
    assert sent.open().identity == work.identity == opened.identity
    (workspace / "data").mkdir()
    shutil.copy(shipped_root() / "data" / "contacts.yaml", workspace / "data")
    with pytest.raises(UsageError, match="another order"):
        made(written(tmp_path, CARDS), out, How(resume=True), roots)
    with pytest.raises(SetupError, match="other layouts or data"):
        sent.open()
    shutil.rmtree(workspace)
    with pytest.raises(SetupError, match="has to lie where every worker finds it"):
        sent.open()


def test_pieces_past_those_that_are_kept_are_composed_again_to_the_same_bytes(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "KEPT_PIECES", 0)
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
    assert "shoe-cards/shoe-card.en.vcf" in {str(found.place) for found in ran.findings}
    left = contents(tmp_path / "out")
    assert set(contents(whole)) - set(left) == {"shoe-cards/shoe-card.en.office.pdf", "shoe-cards/shoe-card.en.vcf"}
    assert set(read_manifest(tmp_path / "out" / "shoe-cards")) == {"shoe-card.es.office.pdf", "shoe-card.es.vcf"}


def test_the_command_builds_beside_the_order_and_says_where_to_look(handbill: Command, tmp_path: Path) -> None:
    written(tmp_path, CARDS)
    told = handbill("order", "order.yaml", "--json").json
    out = tmp_path / "output" / "order"
    assert set(told["files"]) == {"a/shoe-card.en.vcf", "a/manifest.json", "order.json", "order.txt"}
    assert told["files"] == {name: digest(data) for name, data in contents(out).items()}
    assert told["failed"] == []
    ran = handbill("order", "order.yaml")
    assert ran.code == 0, ran.err
    assert "Built and proofed 1 files" in ran.out
    assert "output/order/order.txt" in ran.out


def test_resuming_and_restarting_at_once_makes_no_sense(handbill: Command, tmp_path: Path) -> None:
    written(tmp_path)
    ran = handbill("order", "order.yaml", "--resume", "--restart")
    assert ran.code == 2
    assert "say one of them" in ran.err
