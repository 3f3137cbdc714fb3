"""Rosters: every row is checked before anything is drawn, and what is drawn is what was checked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import Refused, SetupError, UsageError
from generator.findings import Severity
from generator.making import Purpose
from generator.merging import roster
from generator.merging.merge import check_merge
from generator.order import Order
from generator.pdf.runs import RunWriter
from generator.press.seats import Seating
from tests.merging.desk import NAME, Desk, manifest_of, pages_of, row, rows, written
from tests.merging.test_cards import drawn

FAULTS = [
    row(0),
    row(1, name=""),
    row(2, phone="12"),
    row(3, url="https://www.example.org/?ref=1"),
    row(4, copies="none"),
    row(5, language="xx"),
    row(6, campus="ཀརྨ"),
]
# By the row as a spreadsheet counts, the headings being the first.
EXPECTED = {
    3: "cell.empty",
    4: "field.phone",
    5: "field.link",
    6: "row.copies",
    7: "row.language",
    8: "text.no-glyph",
}


def test_what_is_wrong_with_any_row_is_told_at_once_at_its_place(desk: Desk, tmp_path: Path) -> None:
    found = desk.found(desk.merge(written(tmp_path / "t.csv", FAULTS)))
    errors = {(finding.place.line, finding.rule) for finding in found if finding.severity is Severity.ERROR}
    assert errors == set(EXPECTED.items())
    assert {finding.place.file for finding in found} == {"t.csv"}


def test_nothing_is_drawn_while_any_row_is_wrong(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def drew(*_: object, **__: object) -> None:
        pytest.fail("a page was drawn")

    monkeypatch.setattr(RunWriter, "add", drew)
    with pytest.raises(Refused) as refused:
        desk.made(desk.merge(written(tmp_path / "t.csv", FAULTS)))
    assert {finding.rule for finding in refused.value.findings} >= set(EXPECTED.values())
    assert not list((tmp_path / "out").glob("*"))


def test_keeping_on_leaves_faulty_rows_out_and_says_why(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", [*FAULTS, row(7)]), keep_going=True)
    ran = desk.made(merge)
    assert set(ran.files) == {f"{NAME}.en.office.pdf", "manifest.json", "rejected.csv"}
    text = "".join(pages_of(merge.order.out / f"{NAME}.en.office.pdf"))
    assert [f"Ana Brandt {number:04}" in text for number in range(8)] == [number in (0, 7) for number in range(8)]
    assert {f.severity for f in ran.findings if f.rule in EXPECTED.values()} == {Severity.WARNING}


def test_the_list_of_rejected_rows_can_be_mended_and_merged(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", FAULTS[:4]), keep_going=True)
    desk.made(merge)
    rejected = (merge.order.out / "rejected.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rejected[0] == "name,campus,phone,url,row,reason"
    assert [line.split(",")[4] for line in rejected[1:]] == ["3", "4", "5"]
    reasons = ("“name” is empty", "“12” of “phone” cannot be used", "no address under that of HSI Tip Line")
    assert all(reason in line for reason, line in zip(reasons, rejected[1:], strict=True))
    again = tmp_path / "again.csv"
    # The name that was missing is filled in; the number of the row and the reason stay in their columns.
    again.write_text(f"{rejected[0]}\nAna Brandt 0001{rejected[1]}\n", encoding="utf-8")
    (path,) = drawn(desk.checked(desk.merge(again)), tmp_path / "again")
    assert "Ana Brandt 0001" in pages_of(path)[0]


def test_a_sound_table_has_no_list_of_rejected_rows(desk: Desk, tmp_path: Path) -> None:
    ran = desk.made(desk.merge(written(tmp_path / "t.csv", rows(2)), keep_going=True))
    assert "rejected.csv" not in ran.files
    assert not (tmp_path / "out/rejected.csv").exists()


@pytest.mark.parametrize("keep_going", [False, True], ids=["refusing", "keeping on"])
def test_a_merge_without_a_row_to_print_is_refused(desk: Desk, tmp_path: Path, keep_going: bool) -> None:
    empty = desk.found(desk.merge(written(tmp_path / "none.csv", []), keep_going=keep_going))
    assert [(finding.rule, finding.problem) for finding in empty] == [
        ("records.none", "There are no rows under the headings.")
    ]
    wrong = desk.found(desk.merge(written(tmp_path / "t.csv", [row(0, name="")]), keep_going=keep_going))
    assert ("records.none" in {finding.rule for finding in wrong}) == keep_going
    assert any(finding.severity is Severity.ERROR for finding in wrong)


def test_a_fault_of_many_rows_is_told_in_few_sentences(desk: Desk, tmp_path: Path) -> None:
    found = desk.found(desk.merge(written(tmp_path / "t.csv", [row(number, phone="12") for number in range(300)])))
    told = [finding for finding in found if finding.rule == "field.phone"]
    assert 0 < len(told) < 15
    assert any("29" in str(finding) for finding in told), "how many more there are is said"


def test_a_warning_of_composing_is_told_once_for_all_rows_of_a_shape(desk: Desk, tmp_path: Path) -> None:
    found = desk.found(desk.merge(written(tmp_path / "t.csv", rows(40))))
    small = [finding for finding in found if finding.rule == "type.small"]
    assert len(small) == 1
    assert small[0].place.file == "t.csv"


def test_a_value_for_all_cards_leaves_its_column_out_and_says_so(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", rows(2)))
    order = replace(merge.order, fields={"campus": "North"})
    found = desk.found(replace(merge, order=order))
    assert [finding.rule for finding in found if finding.place.column == 2] == ["column.set"]


def test_a_wrong_value_for_all_cards_is_refused_before_the_rows_are_read(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", rows(1)))
    with pytest.raises(Refused) as refused:
        desk.files(replace(merge, order=replace(merge.order, fields={"phone": "12"})))
    assert [finding.rule for finding in refused.value.findings] == ["field.phone"]


@pytest.mark.parametrize(("kept", "again"), [(0, 25), (1, 24), (7, 18), (25, 0)])
def test_records_that_were_not_kept_are_filled_again_to_the_same_bytes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int, again: int
) -> None:
    table = written(tmp_path / "t.csv", rows(25))
    (whole,) = drawn(desk.checked(desk.merge(table, stacked=True)), tmp_path / "whole")
    counted = []
    real = roster.Roster._again
    monkeypatch.setattr(roster, "KEPT", kept)
    monkeypatch.setattr(roster.Roster, "_again", lambda *args: counted.append(args[2]) or real(*args))
    files = desk.checked(desk.merge(table, stacked=True))
    (path,) = drawn(files, tmp_path / "again")
    assert path.read_bytes() == whole.read_bytes()
    assert sorted(set(counted)) == list(range(25 - again, 25)) or kept == 0


def test_files_may_be_drawn_in_any_order_though_rows_are_read_on(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = written(tmp_path / "t.csv", rows(12))
    whole = {path.name: path.read_bytes() for path in drawn(desk.checked(desk.merge(table, split=4)), tmp_path / "a")}
    monkeypatch.setattr(roster, "KEPT", 2)
    files = desk.checked(desk.merge(table, split=4))
    (tmp_path / "b").mkdir()
    for unit in [*files.units()][::-1]:
        for one in files.drawn(unit, tmp_path / "b"):
            assert (tmp_path / "b" / one.name).read_bytes() == whole.pop(one.name)
    assert not whole


@pytest.mark.parametrize(
    "change",
    [
        rows(3),
        [*rows(3), row(77), row(4)],
        [*rows(3), row(3, name="", url="")],
        [*rows(3), row(3, phone="12"), row(4)],
        [*rows(3), row(3, campus="ཀརྨ"), row(4)],
        [row(9), *rows(5)],
    ],
    ids=["fewer rows", "another person", "empty cells", "a wrong number", "no glyph", "a row more above"],
)
def test_a_table_that_changes_between_checking_and_drawing_is_refused(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: list[dict[str, str]]
) -> None:
    monkeypatch.setattr(roster, "KEPT", 1)
    table = written(tmp_path / "t.csv", rows(5))
    files = desk.checked(desk.merge(table))
    written(table, change)
    with pytest.raises((SetupError, Refused)):
        drawn(files, tmp_path / "drawn")


def test_a_table_that_is_only_touched_is_drawn(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "KEPT", 1)
    table = written(tmp_path / "t.csv", rows(5))
    files = desk.checked(desk.merge(table))
    written(table, rows(5))
    (path,) = drawn(files, tmp_path / "drawn")
    assert all(f"Ana Brandt {number:04}" in pages_of(path)[0] for number in range(5))


def test_one_copy_said_in_a_column_is_one_copy(desk: Desk, tmp_path: Path) -> None:
    """`--copies` is for tables without a column of them: a row that says 1 means it."""
    table = written(tmp_path / "t.csv", [row(0, copies="1"), row(1, copies="2")])
    files = desk.checked(desk.merge(table, seating=Seating(copies=5)))
    assert list(files.streams[0].copies) == [1, 2]
    assert files.pieces == 3


@pytest.mark.parametrize(
    "seating", [Seating(copies=3), Seating(start=2), Seating(skip=(1,))], ids=["copies", "start", "skip"]
)
def test_sheets_of_single_records_are_never_part_used(desk: Desk, tmp_path: Path, seating: Seating) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", rows(1)), seating=seating, each=True)
    with pytest.raises(UsageError, match="leave --start, --skip and --copies out"):
        check_merge(merge)


def test_records_of_two_languages_are_each_filled_in_their_own(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", rows(2))
    order = Order(tmp_path / "out", (NAME,), ("en", "es"), (Purpose.OFFICE,))
    files = desk.checked(desk.merge(table, order=order))
    assert {lang: list(stream.records) for lang, stream in files.roster.streams.items()} == {
        "en": [0, 1],
        "es": [0, 1],
    }
    (english,), (spanish,) = (list(files.roster.filled(lang, [1])) for lang in ("en", "es"))
    assert (english.piece.lang, spanish.piece.lang) == ("en", "es")
    assert english.cards[0].record == spanish.cards[0].record


def test_a_row_that_fails_in_one_language_is_printed_in_none(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", [row(0), row(1, campus="ཀརྨ"), row(2)])
    order = Order(tmp_path / "out", (NAME,), ("en", "es"), (Purpose.OFFICE,))
    merge = desk.merge(table, order=order, keep_going=True)
    files = desk.checked(merge)
    assert [list(stream.records) for stream in files.streams] == [[0, 2], [0, 2]]
    assert list(files.roster.rejected) == [3]


def test_the_manifest_names_the_table_by_its_bytes(desk: Desk, tmp_path: Path) -> None:
    one = desk.merge(written(tmp_path / "t.csv", rows(1)))
    desk.made(one)
    first = manifest_of(one)["files"][f"{NAME}.en.office.pdf"]["records"]
    written(tmp_path / "t.csv", rows(2))
    desk.made(one)
    second = manifest_of(one)["files"][f"{NAME}.en.office.pdf"]["records"]
    assert first["file"] == second["file"] == "t.csv"
    assert first["sha256"] != second["sha256"]
