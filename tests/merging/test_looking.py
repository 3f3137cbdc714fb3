"""Looking: a page is told of a table what a merge would do with it, row by row, and nothing is drawn."""

from __future__ import annotations

import csv
import datetime
import pickle
import time
from pathlib import Path

import pytest

from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused, UsageError
from generator.findings import Finding, Severity
from generator.making import Purpose
from generator.merging import looking
from generator.merging.looking import Looked, look, record_of
from generator.merging.merge import Merge
from generator.order import Order
from generator.press.seats import Seating
from tests.merging.desk import NAME, Desk, manifest_of, row, rows, written
from tests.merging.test_roster import EXPECTED, FAULTS
from tests.records.sheets import csv_file, xlsx_file

DAY = datetime.date(2026, 11, 22)


def rules(looked: Looked) -> set[tuple[str, str]]:
    return {(finding.rule, str(finding.severity)) for finding in looked.findings}


def errors_of(found: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in found if finding.severity is Severity.ERROR]


def test_the_rows_that_are_shown_as_rejected_are_those_of_rejected_csv(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", [*FAULTS, *rows(3)]), keep_going=True)
    looked = look(desk.roots, merge)
    assert {one.row: one.findings[0].rule for one in looked.shown} == EXPECTED
    desk.made(merge)
    with (merge.order.out / "rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert [str(one.row) for one in looked.shown] == [line["row"] for line in listed]
    for one, line in zip(looked.shown, listed, strict=True):
        assert dict(one.cells) == {name: line[name] for name in looked.headings}
        errors = errors_of(one.findings)
        assert errors
        assert all(finding.problem in line["reason"] for finding in errors)
        assert all(finding.place.line == one.row for finding in errors)
    numbers = manifest_of(merge)["files"][f"{NAME}.en.office.pdf"]
    assert looked.sound == looked.rows - len(listed)
    assert numbers["pages"] > 0


def test_every_column_is_told_what_it_fills_and_every_field_what_fills_it(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", [row(0, copies="3", Shirt="L"), row(1, copies="2", Shirt="M")])
    looked = look(desk.roots, desk.merge(table, columns={"campus": ""}))
    assert looked.headings == ("name", "campus", "phone", "url", "copies", "Shirt")
    assert looked.fields == {"name": "name", "phone": "phone", "url": "url", "copies": "copies"}
    assert looked.lacking == ("campus",)
    assert {("column.missing", "error"), ("column.moved", "warning"), ("column.unknown", "warning")} <= rules(looked)
    assert looked.refused


def test_copies_are_those_that_a_merge_makes(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", [row(0, copies="3"), row(1, copies="2"), row(2, copies="no")])
    merge = desk.merge(table, keep_going=True)
    looked = look(desk.roots, merge)
    assert (looked.rows, looked.sound, looked.rejected, looked.copies) == (3, 2, 1, 5)
    assert looked.copies == desk.checked(merge).pieces
    assert not looked.refused


@pytest.mark.parametrize("each", [True, False], ids=["each", "run"])
def test_what_shows_only_over_all_rows_is_told_of_the_table(desk: Desk, tmp_path: Path, each: bool) -> None:
    table = written(tmp_path / "t.csv", [row(0, copies="3"), row(1, copies="1")])
    assert (("records.copies", "error") in rules(look(desk.roots, desk.merge(table, each=each)))) == each


def test_a_part_used_sheet_without_such_a_place_is_told(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", rows(2)), seating=Seating(99))
    assert look(desk.roots, merge).refused


def test_a_value_for_all_rows_fills_its_field_and_not_a_column(desk: Desk, tmp_path: Path) -> None:
    order = Order(tmp_path, (NAME,), ("en",), (Purpose.OFFICE,), fields={"campus": "North"})
    table = written(tmp_path / "t.csv", rows(2))
    looked = look(desk.roots, desk.merge(table, order=order))
    assert ("column.set", "warning") in rules(looked)
    assert "campus" not in looked.fields.values()
    assert "campus" not in looked.lacking
    assert record_of(desk.roots, desk.merge(table, order=order), 0).given["campus"] == "North"
    both = desk.merge(table, order=order, columns={"campus": "campus"})
    assert ("column.set", "error") in rules(look(desk.roots, both))


def test_only_so_many_rows_are_set_and_read_and_it_is_said_how_many(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "FILLED", 3)
    monkeypatch.setattr(looking, "READ", 6)
    table = written(tmp_path / "t.csv", [*rows(4), row(4, campus="ཀརྨ"), row(5, phone="12"), *rows(2)])
    looked = look(desk.roots, desk.merge(table))
    assert (looked.filled, looked.read, looked.rows) == (3, 6, 8)
    assert [one.row for one in looked.shown] == [7]
    assert (looked.sound, looked.rejected) == (5, 1)


def test_a_table_without_end_of_faults_shows_the_first_and_counts_the_others(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "SHOWN", 2)
    table = written(tmp_path / "t.csv", [row(number, phone="12") for number in range(5)])
    looked = look(desk.roots, desk.merge(table))
    assert (len(looked.shown), looked.rejected, looked.sound, looked.filled) == (2, 5, 0, 2)
    assert ("records.none", "error") in rules(looked)


def test_what_is_wrong_with_a_file_is_found_and_nothing_is_raised(desk: Desk, tmp_path: Path) -> None:
    for name, data in (("a.csv", b"name\n\xe9\n"), ("b.csv", b""), ("c.xlsx", b"PK\x03\x04x"), ("d.json", b"[{")):
        looked = look(desk.roots, desk.merge(csv_file(tmp_path, data, name)))
        assert looked.refused
        assert (looked.file, looked.rows, looked.headings) == (name, 0, ())
        with pytest.raises(Refused):
            record_of(desk.roots, desk.merge(tmp_path / name), 0)


def test_the_sheets_of_a_workbook_are_told_even_where_the_one_named_is_not_there(desk: Desk, tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, [list(row(0)), list(row(0).values())])
    assert look(desk.roots, desk.merge(path)).sheets == ("Sheet",)
    looked = look(desk.roots, desk.merge(path, sheet="Other"))
    assert looked.sheets == ("Sheet",)
    assert ("workbook.sheet", "error") in rules(looked)


def test_what_does_not_go_together_is_a_usage_error(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", rows(1)), each=True, split=2)
    with pytest.raises(UsageError):
        look(desk.roots, merge)


def test_a_record_is_what_its_row_says(desk: Desk, tmp_path: Path) -> None:
    table = written(
        tmp_path / "t.csv", [row(0), row(1, language="es", copies="4", file="b", phone="12", name="e\u0301")]
    )
    looked = record_of(desk.roots, desk.merge(table), 1)
    assert (looked.number, looked.row, looked.lang, looked.copies, looked.file) == (1, 3, "es", 4, "b")
    assert looked.given == {"name": "é", "campus": "Campus 1", "phone": "12", "url": row(1)["url"]}
    assert looked.cells["language"] == "es"
    assert [(finding.rule, finding.place.line) for finding in errors_of(looked.findings)] == [("field.phone", 3)]
    assert not errors_of(record_of(desk.roots, desk.merge(table), 0).findings)


def test_a_record_that_does_not_fit_is_told_at_its_row(desk: Desk, tmp_path: Path) -> None:
    looked = record_of(desk.roots, desk.merge(written(tmp_path / "t.csv", FAULTS)), 6)
    assert {(finding.rule, finding.place.line) for finding in errors_of(looked.findings)} == {("text.no-glyph", 8)}


@pytest.mark.parametrize("number", [-1, 2])
def test_a_record_that_the_table_has_not_is_refused(desk: Desk, tmp_path: Path, number: int) -> None:
    with pytest.raises(Refused):
        record_of(desk.roots, desk.merge(written(tmp_path / "t.csv", rows(2))), number)


def test_a_huge_cell_is_shown_cut(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", [row(0, name="x" * 100_000)])
    (rejected,) = look(desk.roots, desk.merge(table)).shown
    assert len(rejected.cells["name"]) < 400
    assert len(record_of(desk.roots, desk.merge(table), 0).given["name"]) < 400


def campus(folder: Path, count: int) -> Merge:
    """A table of a campus, headed otherwise, with a faulty row in each hundred."""
    lines = (
        f"Univ {n} Police,{'12' if n % 100 == 50 else f'202-555-01{n % 40:02}'},202-555-0{n % 100 + 100}"
        for n in range(count)
    )
    text = "\n".join(["Department,dispatch,Victim advocate", *lines])
    order = Order(folder / "out", ("campus-glovebox-card",), ("en",), (Purpose.OFFICE,), today=DAY)
    return Merge(order, csv_file(folder, text), columns={"agency": "Department"})


@pytest.mark.parametrize(("count", "filled", "seconds"), [(200, 200, 2), (20_000, 1_000, 10)], ids=str)
def test_a_table_is_looked_at_in_a_moment(tmp_path: Path, count: int, filled: int, seconds: float) -> None:
    merge, roots = campus(tmp_path, count), Roots(shipped_root())
    look(roots, merge)  # the catalogue is read once
    started = time.process_time()
    looked = look(roots, merge)
    assert time.process_time() - started < seconds
    assert (looked.rows, looked.read, looked.filled) == (count, count, filled)
    assert looked.rejected == count // 100
    assert len(looked.shown) == min(looked.rejected, 200)


def test_what_is_told_crosses_to_another_process(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", FAULTS), columns={"name": "name"})
    for told in (merge, look(desk.roots, merge), record_of(desk.roots, merge, 1)):
        assert pickle.loads(pickle.dumps(told)) == told  # noqa: S301 - our own
