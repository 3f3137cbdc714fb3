"""What a merge tells: the manifest vouches for its files, the same table gives the same bytes, and drafts say so."""

from __future__ import annotations

import hashlib
import shutil
import tracemalloc
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from generator.batch.run import How, run
from generator.batch.workers import Workers
from generator.errors import Refused, SetupError, UsageError
from generator.making import Purpose
from generator.merging import bench as benches
from generator.merging import roster
from generator.merging.bench import MergeBench, MergeWork
from generator.merging.drafts import draft_merge
from generator.merging.drawing import Drawn, draw_run
from generator.merging.merge import Merge
from generator.merging.parts import Part, cards_in, parts_of
from generator.merging.running import build_merge
from generator.order import Order
from generator.proofing import proof_files
from tests.conftest import Command
from tests.merging.desk import NAME, Desk, manifest_of, pages_of, row, rows, written
from tests.validated import unvalidated

OFFICE = f"{NAME}.en.office.pdf"


@pytest.fixture(scope="module")
def made(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Merge:
    """Twelve cards, drawn, read back and told."""
    merge = desk.merge(written(tmp_path_factory.mktemp("made") / "t.csv", rows(12)))
    desk.made(merge)
    return merge


def test_the_manifest_tells_what_is_on_the_cards(made: Merge) -> None:
    entry = manifest_of(made)["files"][OFFICE]
    data = (made.order.out / OFFICE).read_bytes()
    assert entry["sha256"] == hashlib.sha256(data).hexdigest()
    assert (entry["layout"], entry["language"], entry["purpose"]) == (NAME, "en", "office")
    assert (entry["pages"], entry["stock"], entry["flip"]) == (4, "letter", "long")
    assert set(entry["contacts"]) == {"emergency", "hsi-tipline"}
    assert entry["qr_targets"] == ["https://www.ice.gov/tipline"]
    assert entry["numbers"] == ["911", "1-866-347-2423"]
    assert entry["findings"] == []


def test_the_manifest_vouches_for_the_numbers_and_addresses_of_every_row(made: Merge) -> None:
    entry = manifest_of(made)["files"][OFFICE]
    assert entry["local_numbers"] == [
        text for number in range(12) for text in (row(number)["phone"], row(number)["url"])
    ]
    carried = {"emergency.voice": "911", "hsi-tipline.voice": "+18663472423"}
    assert carried.items() <= entry["carries"].items()
    assert not any("555" in number for number in entry["carries"].values())


def test_the_manifest_says_where_the_rows_came_from(made: Merge) -> None:
    told = manifest_of(made)
    digest = hashlib.sha256(made.records.read_bytes()).hexdigest()
    assert told["files"][OFFICE]["records"] == {"file": "t.csv", "sha256": digest}
    assert told["files"][OFFICE]["texts"] in told["texts"]
    assert {"emergency", "hsi-tipline"} <= set(told["contacts"])
    assert "data/contacts.yaml" in told["inputs"]


def test_a_proof_accepts_the_file_beside_its_manifest_and_no_other_way(desk: Desk, made: Merge, tmp_path: Path) -> None:
    (accepted,) = proof_files(desk.roots, [made.order.out / OFFICE])
    assert accepted.passed, accepted.findings
    assert len(accepted.qrs) == 12
    alone = tmp_path / OFFICE
    shutil.copy(made.order.out / OFFICE, alone)
    (refused,) = proof_files(desk.roots, [alone])
    assert not refused.passed
    told = " ".join(str(finding) for finding in refused.findings)
    assert "202-555-0100" in told
    assert "https://www.ice.gov/tipline?ref=C00000" in told


def test_a_file_that_was_changed_after_it_was_built_is_told(desk: Desk, made: Merge, tmp_path: Path) -> None:
    shutil.copytree(made.order.out, tmp_path / "copy")
    with pikepdf.open(tmp_path / "copy" / OFFICE, allow_overwriting_input=True) as pdf:
        pdf.save()
    (refused,) = proof_files(desk.roots, [tmp_path / "copy" / OFFICE])
    assert "proof.edited" in {finding.rule for finding in refused.findings}


def test_a_merge_beside_other_files_keeps_them_in_the_manifest(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", rows(2))
    desk.made(desk.merge(table))
    press = desk.merge(table, order=Order(tmp_path / "out", (NAME,), ("en",), (Purpose.PRESS,)))
    desk.made(press)
    assert set(manifest_of(press)["files"]) == {OFFICE, f"{NAME}.en.press.pdf"}


def test_a_fault_of_the_drawing_is_found_when_it_is_read_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a card shows another row's name than was asked for, no file is put in place."""
    real = benches.MergeFiles.drawn

    def misdrawn(files: benches.MergeFiles, unit: benches.Unit, folder: Path) -> list[Drawn]:
        made = list(real(files, unit, folder))
        page = made[0].pages[0]
        made[0].pages[0] = page.__class__(page.qrs[::-1], page.numbers, (*page.words[:-1], "Somebody Else"))
        return made

    monkeypatch.setattr(benches.MergeFiles, "drawn", misdrawn)
    with pytest.raises(Refused) as refused:
        desk.made(desk.merge(written(tmp_path / "t.csv", rows(3))))
    assert "Somebody Else" in " ".join(map(str, refused.value.findings))
    assert not list((tmp_path / "out").glob("*.pdf"))


HOWS = pytest.mark.parametrize(
    "how",
    [{}, {"split": 5}, {"each": True}, {"stacked": True, "collated": True, "split": 7}],
    ids=["one file", "split", "each", "stacked"],
)


@HOWS
def test_the_same_table_gives_the_same_bytes(desk: Desk, tmp_path: Path, how: dict[str, bool]) -> None:
    runs = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        merge = desk.merge(written(tmp_path / name / "t.csv", rows(12 if "each" not in how else 3)), **how)
        runs.append(dict(desk.made(merge).files))
        for file, sha in runs[-1].items():
            assert hashlib.sha256((merge.order.out / file).read_bytes()).hexdigest() == sha
    assert runs[0] == runs[1]


@HOWS
def test_two_processes_make_what_one_makes(desk: Desk, tmp_path: Path, how: dict[str, bool]) -> None:
    # A fork has no threads, and page-validation waits for its own: here the other test validates these files.
    table, made = written(tmp_path / "t.csv", rows(12 if "each" not in how else 3)), []
    for jobs in (1, 2):
        order = Order(tmp_path / f"out{jobs}", (NAME,), ("en",), (Purpose.OFFICE,))
        merge = desk.merge(table, order=order, **how)
        if jobs == 1:
            ran = desk.made(merge)
        else:
            ran = unvalidated(build_merge)(desk.roots, merge, order.out, How(Workers(jobs)))
        made.append({name: sha for name, sha in ran.files.items() if name.endswith(".pdf")})
    assert made[0] == made[1]


def test_a_process_that_finds_another_table_than_was_checked_stops(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", rows(2)))
    identity = MergeBench(desk.files(merge)).identity
    assert MergeWork(desk.roots, merge, identity).open().identity == identity
    written(tmp_path / "t.csv", rows(3))
    with pytest.raises(SetupError):
        MergeWork(desk.roots, merge, identity).open()


@pytest.mark.parametrize(
    "how",
    [{"split": 5}, {"each": True}, {"stacked": True}, {"columns": {"name": "campus", "campus": "name"}}],
    ids=["split", "each", "stacked", "columns"],
)
def test_merges_with_other_options_are_other_merges(desk: Desk, tmp_path: Path, how: dict[str, Any]) -> None:
    table = written(tmp_path / "t.csv", rows(2))
    assert (
        MergeBench(desk.files(desk.merge(table))).identity != MergeBench(desk.files(desk.merge(table, **how))).identity
    )


def test_columns_said_in_another_order_make_the_same_merge(desk: Desk, tmp_path: Path) -> None:
    table, said = written(tmp_path / "t.csv", rows(2)), {"name": "campus", "campus": "name"}
    merges = (desk.merge(table, columns=columns) for columns in (said, dict(reversed(said.items()))))
    assert len({MergeBench(desk.files(merge)).identity for merge in merges}) == 1


def test_a_merge_that_was_stopped_goes_on_to_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", rows(12))
    whole = desk.made(desk.merge(table, split=3, order=Order(tmp_path / "whole", (NAME,), ("en",), (Purpose.OFFICE,))))
    merge = desk.merge(table, split=3)
    bench = MergeBench(desk.files(merge))
    real, left = bench._read_back, [2]

    def stopped(*args: object) -> object:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return real(*args)  # type: ignore[arg-type]

    bench.__dict__["_read_back"] = stopped
    with pytest.raises(KeyboardInterrupt):
        benches_run(desk, merge, bench)
    assert len(list(merge.order.out.glob("*.pdf"))) == 2
    with pytest.raises(UsageError, match="--resume"):
        desk.made(merge)
    ran = desk.made(merge, How(resume=True))
    assert ran.stood == 6
    assert ran.files == whole.files


def benches_run(desk: Desk, merge: Merge, bench: MergeBench) -> object:
    return run(MergeWork(desk.roots, merge, bench.identity), bench, merge.order.out, How())


def test_a_draft_is_drawn_under_another_name_and_vouched_for_by_nobody(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", rows(3)))
    drafted = draft_merge(desk.roots, merge)
    assert drafted.names == (f"{NAME}.en.draft.office.pdf",)
    assert {path.name for path in merge.order.out.iterdir()} == set(drafted.names)
    text = pages_of(merge.order.out / drafted.names[0])[0]
    assert all(f"Ana Brandt {number:04}" in text for number in range(3))
    assert "DRAFT" in text.upper()
    assert " · proof" not in text.lower()
    with pikepdf.open(merge.order.out / drafted.names[0]) as pdf:
        assert b"draft" in pdf.Root.Metadata.read_bytes().lower()


def test_drafts_of_single_rows_and_split_files_are_named_alike(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", [row(0, file="north"), row(1)])
    each = draft_merge(desk.roots, desk.merge(table, each=True))
    assert each.names == ("north.en.draft.office.pdf", f"{NAME}.00002.en.draft.office.pdf")
    split = draft_merge(desk.roots, desk.merge(written(tmp_path / "t.csv", rows(3)), split=2))
    assert split.names == tuple(f"{NAME}.en.{number}.draft.office.pdf" for number in ("001", "002"))


def test_a_draft_refuses_what_a_merge_refuses(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", [row(0), row(1, phone="12")]))
    with pytest.raises(Refused) as refused:
        draft_merge(desk.roots, merge)
    assert "field.phone" in {finding.rule for finding in refused.value.findings}
    assert not list((tmp_path / "out").glob("*.pdf"))


def test_the_memory_of_drawing_hardly_grows_with_the_records(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice as many cards, none of them kept: what grows are numbers, of marks and of what is asked of pages."""
    monkeypatch.setattr(roster, "KEPT", 0)

    def peak(count: int) -> int:
        table = written(tmp_path / f"{count}.csv", rows(count))
        files = desk.checked(desk.merge(table))
        (unit,) = files.units()
        (part,) = parts_of(files.streams[0], 0, stacked=False, collated=False)
        cards = cards_in(part, files.streams[0], lambda records: files.roster.filled("en", records))
        imposition = files.imposition(*unit.detail[:2])
        tracemalloc.start()
        draw_run(imposition, Drawn(f"{count}.pdf"), tmp_path, part, cards)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    measure = unvalidated(peak)
    small, large = measure(200), measure(400)
    assert large - small < 200 * 6_000, f"{(large - small) / 200:.0f} bytes a card"


def test_only_one_card_is_held_where_cards_come_in_the_order_of_their_rows(desk: Desk, tmp_path: Path) -> None:
    files = desk.checked(desk.merge(written(tmp_path / "t.csv", rows(6))))
    stream, asked = files.streams[0], []

    def filled(records: list[int]) -> object:
        for number in records:
            asked.append(number)
            yield from files.roster.filled("en", [number])

    (part,) = parts_of(stream, 0, stacked=False, collated=False)
    cards = cards_in(part, stream, filled)  # type: ignore[arg-type]
    assert cards(0)[0].record["name"].shown == "Ana Brandt 0000"
    assert asked == [0]
    assert cards(4)[0].record["name"].shown == "Ana Brandt 0004"
    assert asked == [0, 1, 2, 3, 4]
    pile = Part(0, part.order, first=True, stacked=True)
    asked.clear()
    held = cards_in(pile, stream, filled)  # type: ignore[arg-type]
    assert asked == list(range(6))
    assert [held(card)[0].record["name"].shown for card in (5, 0)] == ["Ana Brandt 0005", "Ana Brandt 0000"]


def test_the_command_says_what_it_made_and_that_its_proof_holds(desk: Desk, tmp_path: Path, handbill: Command) -> None:
    table = written(tmp_path / "t.csv", rows(3))
    workspace = ("--workspace", str(desk.roots.workspace))
    built = handbill("build", NAME, "--records", str(table), "--out", "made", *workspace)
    assert built.code == 0, built.err
    assert "Built and proofed 1 files in made: 0 errors" in built.out
    assert handbill("proof", f"made/{OFFICE}", *workspace).code == 0
