"""`--jobs` on a build, and what progress says."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from generator import build as building
from generator.batch.tally import Tally, Watch, shown_rate, shown_time
from generator.batch.workers import Workers
from generator.build import PiecesWork, build
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused, SetupError
from generator.findings import Finding, Place, Severity
from generator.making import Purpose
from generator.manifest import read_manifest
from generator.order import Order
from tests.batch.small import contents
from tests.conftest import Command

SHIPPED = Roots(shipped_root())
CHEAP = ("build", "shoe-card", "stall-sticker", "--lang", "en", "--lang", "es", "--purpose", "press,vcard", "--json")


def test_two_processes_make_the_files_manifest_and_findings_of_one(process: Command, tmp_path: Path) -> None:
    one = process(*CHEAP, "--out", "one")
    two = process(*CHEAP, "--out", "two", "--jobs", "2")
    assert one.code == two.code == 0, two.err
    assert two.json == one.json
    assert contents(tmp_path / "two") == contents(tmp_path / "one")
    assert len(read_manifest(tmp_path / "two")) == 8


def test_a_build_on_processes_leaves_the_folder_as_it_was_when_a_file_is_not_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "card.txt").write_text("older", encoding="utf-8")
    wrong = Finding("made.up", Severity.ERROR, Place("x.pdf"), "A wrong digit.", "Mend it.")

    def spoiled(*_: object, **__: object) -> building.MadePiece:
        return building.MadePiece((), {}, (wrong,))

    monkeypatch.setattr(building.Pieces, "make", spoiled)
    with pytest.raises(Refused, match="A wrong digit"):
        build(SHIPPED, Order(tmp_path, ("shoe-card",), ("en",), (Purpose.VCARD,)))
    assert contents(tmp_path) == {"card.txt": b"older"}


def test_a_piece_made_from_its_description_alone_is_the_one_made_here(tmp_path: Path) -> None:
    order = Order(tmp_path / "here", ("shoe-card",), ("en",), (Purpose.PRESS,))
    report = build(SHIPPED, order)
    plan = building.plan(SHIPPED, order, building.Findings())
    inputs = building.inputs_for(plan.catalog, order, ("shoe-card",), ("en",))
    work = pickle.loads(pickle.dumps(PiecesWork(SHIPPED, order, inputs)))  # noqa: S301 - our own
    (tmp_path / "there").mkdir()
    made = work.open().make(building.Unit("u", 1, ("shoe-card", "en")), tmp_path / "there")
    assert made.entries == report.entries
    name = report.entries[0].name
    assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
    with pytest.raises(SetupError, match="other layouts or data"):
        PiecesWork(SHIPPED, order, {**inputs, "data/contacts.yaml": "other"}).open()


def test_a_build_counts_its_files_one_piece_after_another(tmp_path: Path) -> None:
    seen: list[Tally] = []
    order = Order(tmp_path, ("shoe-card", "stall-sticker"), ("en",), (Purpose.VCARD,))
    build(SHIPPED, order, seen.append, Workers(1))
    assert [(tally.done, tally.total, tally.name) for tally in seen] == [
        (1, 2, "shoe-card en"),
        (2, 2, "stall-sticker en"),
    ]


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(1240, 10_000, "cards", 4.0), "1,240 of 10,000 cards · 310/s · 28 s left"),
        (Tally(1240, 10_000, "cards", 4.0, before=1000), "1,240 of 10,000 cards · 60/s · 2 min 26 s left"),
        (Tally(4, 10, "files", 0.5), "4 of 10 files"),
        (Tally(4, 10, "files", 2.0, before=4), "4 of 10 files"),
        (Tally(5, 10, "files", 10.0, name="shoe-card en"), "5 of 10 files · 30/min · 10 s left · shoe-card en"),
        (Tally(0, 0, "files", 3.0), "0 of 0 files"),
    ],
    ids=["rate", "resumed", "too soon", "nothing made yet", "name", "nothing"],
)
def test_progress_says_how_many_how_fast_and_how_long_still(tally: Tally, said: str) -> None:
    assert str(tally) == said


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.4, "0 s"), (59.6, "1 min 0 s"), (250, "4 min 10 s"), (7500, "2 h 5 min")]
)
def test_times_are_said_as_people_say_them(seconds: float, said: str) -> None:
    assert shown_time(seconds) == said


@pytest.mark.parametrize(("rate", "said"), [(12_345.6, "12,346/s"), (2.34, "2.3/s"), (0.5, "30/min")])
def test_rates_are_said_by_the_second_or_by_the_minute(rate: float, said: str) -> None:
    assert shown_rate(rate) == said


def test_what_stood_before_counts_as_done_but_not_as_made() -> None:
    seen: list[Tally] = []
    watch = Watch(10, "cards", seen.append)
    watch.add(4, made=False)
    watch.add(1)
    assert [(tally.done, tally.before) for tally in seen] == [(4, 4), (5, 4)]
    assert watch.before == 4


def test_a_refusal_goes_from_one_process_to_another_with_its_findings() -> None:
    refusal = Refused([Finding("made.up", Severity.ERROR, Place("x.pdf"), "A wrong digit.", "Mend it.")])
    again = pickle.loads(pickle.dumps(refusal))  # noqa: S301 - our own
    assert (again.findings, str(again)) == (refusal.findings, "A wrong digit.")
