"""A column that chooses: each row has the card of its own case, in one file, and what cannot be had is its row's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.batch.run import How
from generator.making import Purpose
from generator.order import Order
from tests.catalog.trained import course, loaded, small_root
from tests.merging.desk import Desk, manifest_of, pages_of

TITLES = {"kitchen": "A kitchen", "ride": "A ride"}
SIGNS = {"kitchen": "Faces threats for trying to leave", "ride": "Does not know the place or the date"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The small course, read once."""
    roots = course(small_root(tmp_path_factory.mktemp("shipped")), tmp_path_factory.mktemp("course"))
    return Desk(roots, loaded(roots))


def table(folder: Path, *rows: str, head: str = "case,unit") -> Path:
    path = folder / "cases.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def order(folder: Path, *, purpose: Purpose = Purpose.PRESS, name: str = "case", **fields: str) -> Order:
    return Order(folder / "out", (name,), ("en",), (purpose,), fields=fields)


def test_each_row_has_the_card_of_its_case_with_its_own_words(desk: Desk, tmp_path: Path) -> None:
    rows = ["ride,Days", "kitchen,Nights shift", "ride,Weekends", ",Evenings"]
    merge = desk.merge(table(tmp_path, *rows), order=order(tmp_path))
    desk.made(merge)
    pages = pages_of(tmp_path / "out" / "case.en.press.pdf")
    assert len(pages) == 2 * len(rows)
    for number, row in enumerate(rows):
        case, unit = row.split(",")
        case = case or "kitchen"
        front, back = pages[2 * number : 2 * number + 2]
        other = next(name for name in TITLES if name != case)
        assert TITLES[case] in front
        assert unit in front
        assert SIGNS[case] in back
        assert TITLES[other] not in front
        assert SIGNS[other] not in back


def test_the_manifest_tells_what_all_of_the_rows_chose_and_no_more(desk: Desk, tmp_path: Path) -> None:
    for folder, rows, told in (
        (tmp_path / "one", ["ride,Days"], {"training:cases.ride"}),
        (tmp_path / "both", ["ride,Days", "kitchen,Nights shift"], {"training:cases.ride", "training:cases.kitchen"}),
    ):
        folder.mkdir()
        merge = desk.merge(table(folder, *rows), order=order(folder))
        desk.made(merge)
        (texts,) = manifest_of(merge)["texts"].values()
        assert {name for name in texts["en"] if name.startswith("training:")} == told


def test_a_file_for_each_row_is_that_of_its_case_whoever_makes_it(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(table(tmp_path, "ride,Days", "kitchen,Nights shift"), order=order(tmp_path), each=True)
    desk.made(merge, How())
    found = sorted((tmp_path / "out").glob("*.pdf"))
    assert [TITLES["ride"] in pages_of(found[0])[0], TITLES["kitchen"] in pages_of(found[1])[0]] == [True, True]


def test_what_is_set_for_all_rows_holds_beside_what_a_row_chooses(desk: Desk, tmp_path: Path) -> None:
    asked = order(tmp_path, name="check", role="driver")
    merge = desk.merge(table(tmp_path, "A", "B", head="version"), order=asked)
    desk.made(merge)
    one, other = pages_of(tmp_path / "out" / "check-driver.en.press.pdf")
    assert "For drivers" in one
    assert "For drivers" in other
    questions = ("What tells the two apart?", "What holds a worker?", "What do you do?")
    orders = [sorted(questions, key=page.index) for page in (one, other)]
    assert orders[0] != orders[1]


def test_a_choice_for_all_rows_goes_before_a_column_of_it_and_says_so(desk: Desk, tmp_path: Path) -> None:
    asked = order(tmp_path, name="check", version="A")
    merge = desk.merge(table(tmp_path, "driver,B", "driver,A", head="role,version"), order=asked)
    ran = desk.made(merge)
    told = [finding for finding in ran.findings if finding.place.column == 2]
    assert [(finding.rule, finding.severity) for finding in told] == [("column.set", "warning")]
    one, other = pages_of(tmp_path / "out" / "check-A.en.press.pdf")
    questions = ("What tells the two apart?", "What holds a worker?", "What do you do?")
    assert sorted(questions, key=one.index) == sorted(questions, key=other.index)


def test_a_file_for_each_row_says_what_was_set_for_all(desk: Desk, tmp_path: Path) -> None:
    asked = order(tmp_path, name="check", role="driver")
    desk.made(desk.merge(table(tmp_path, "A", "B", head="version"), order=asked, each=True))
    files = sorted(path.name for path in (tmp_path / "out").glob("*.pdf"))
    assert files == ["check-driver.00001.en.press.pdf", "check-driver.00002.en.press.pdf"]


def test_a_row_that_chooses_what_there_is_not_is_refused_with_the_nearest(desk: Desk, tmp_path: Path) -> None:
    found = desk.found(desk.merge(table(tmp_path, "ride,Days", "rid,Nights shift"), order=order(tmp_path)))
    (finding,) = [finding for finding in found if finding.severity == "error"]
    assert (finding.rule, finding.place.file, finding.place.line) == ("field.choice", "cases.csv", 3)
    assert "“rid” is nothing that “case” (Case) can be set to" in finding.problem
    assert finding.fix == "Did you mean “ride”?"


def test_a_deck_of_all_cases_out_of_a_table_of_nothing_else_is_no_sample(desk: Desk, tmp_path: Path) -> None:
    found = desk.found(desk.merge(table(tmp_path, "kitchen", "ride", head="case"), order=order(tmp_path)))
    assert [finding for finding in found if finding.rule in ("row.sample", "cell.sample")] == []
    assert not [finding for finding in found if finding.severity == "error"]


def test_rows_in_two_languages_choose_in_each_of_them(desk: Desk, tmp_path: Path) -> None:
    asked = replace(order(tmp_path), langs=())
    path = table(tmp_path, "ride,Days,es", "kitchen,Nights shift,en", head="case,unit,language")
    desk.made(desk.merge(path, order=asked))
    assert "Un viaje" in pages_of(tmp_path / "out" / "case.es.press.pdf")[0]
    assert "A kitchen" in pages_of(tmp_path / "out" / "case.en.press.pdf")[0]
