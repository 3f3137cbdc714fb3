"""What is asked of a merge: parts that do not go together are told before anything is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import Refused, UsageError
from generator.findings import Finding, Severity
from generator.making import Purpose
from generator.merging.merge import PURPOSES, Merge, check_merge
from generator.merging.opening import open_merge
from generator.order import Order
from tests.merging.desk import NAME, Desk, row, rows, written

ORDER = Order(Path("out"), (NAME,), ("en",), (Purpose.OFFICE,))
MERGE = Merge(ORDER, Path("roster.csv"))


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize(
    "how",
    [{}, {"each": True}, {"split": 5, "stacked": True, "collated": True}, {"each": True, "keep_going": True}],
    ids=["one file", "each", "split", "each and on"],
)
def test_what_goes_together_is_let_through(purpose: Purpose, how: dict[str, bool]) -> None:
    merge = replace(MERGE, order=replace(ORDER, purposes=(purpose,)), **how)
    check_merge(merge)
    assert merge.order.purposes == (purpose,)


@pytest.mark.parametrize("layouts", [(), (NAME, "hsi-tip-card")], ids=["none", "two"])
def test_a_table_fills_one_layout(layouts: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="A table fills one layout: name it, and no other"):
        check_merge(replace(MERGE, order=replace(ORDER, layouts=layouts)))


@pytest.mark.parametrize("purpose", [purpose for purpose in Purpose if purpose not in PURPOSES])
def test_only_paper_is_merged(purpose: Purpose) -> None:
    purposes = (Purpose.OFFICE, purpose)
    with pytest.raises(UsageError, match=f"Records are merged for office and press, not for {purpose}"):
        check_merge(replace(MERGE, order=replace(ORDER, purposes=purposes)))


def test_a_notice_for_a_posting_rule_has_no_records() -> None:
    with pytest.raises(UsageError, match="A notice for a posting rule has no records"):
        check_merge(replace(MERGE, order=replace(ORDER, rule="ca-civ-52.6")))


def test_a_file_has_no_negative_number_of_cards() -> None:
    with pytest.raises(UsageError, match="--split takes the number of cards"):
        check_merge(replace(MERGE, split=-1))


@pytest.mark.parametrize("how", [{"split": 5}, {"stacked": True}, {"collated": True}], ids=lambda how: next(iter(how)))
def test_a_file_for_each_record_has_no_order_of_cards(how: dict[str, bool]) -> None:
    with pytest.raises(UsageError, match="leave --split, --stacked and --collated out"):
        check_merge(replace(MERGE, each=True, **how))


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b'name;campus\n"Ana'], ids=["nothing", "bytes", "an open quote"]
)
def test_a_table_that_cannot_be_read_is_refused_when_it_is_opened(desk: Desk, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(Refused) as refused:
        open_merge(desk.roots, desk.merge(tmp_path / "t.csv"))
    assert {finding.place.file for finding in refused.value.findings} == {"t.csv"}


@pytest.mark.parametrize("heading", ["nam", "name,name"], ids=["unknown", "twice"])
def test_what_is_wrong_with_the_headings_is_told_before_anything_is_drawn(
    desk: Desk, tmp_path: Path, heading: str
) -> None:
    table = written(tmp_path / "t.csv", rows(2))
    table.write_text(table.read_text(encoding="utf-8").replace("name", heading, 1), encoding="utf-8")
    found: list[Finding] = []
    try:
        found += desk.found(desk.merge(table))
    except Refused as refused:
        found += refused.findings
    assert any("column" in finding.rule and finding.place.line == 1 for finding in found)
    assert any(finding.severity is Severity.ERROR for finding in found)
    assert not (tmp_path / "out").exists()


def test_a_merge_is_opened_with_the_catalogue_of_its_roots(desk: Desk, tmp_path: Path) -> None:
    files = open_merge(desk.roots, desk.merge(written(tmp_path / "t.csv", rows(2))))
    assert files.roster.layout.id == NAME
    assert list(files.roster.streams) == ["en"]


def test_a_column_of_languages_opens_every_language_of_the_layout(desk: Desk, tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", [row(0, language="es"), row(1, language="en")])
    files = open_merge(desk.roots, desk.merge(table))
    assert {"en", "es"} <= set(files.roster.streams)


def test_a_layout_that_nobody_has_is_told(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", rows(1)))
    with pytest.raises(UsageError, match="There is no layout “roster-cart”"):
        open_merge(desk.roots, replace(merge, order=replace(merge.order, layouts=("roster-cart",))))


def test_a_language_that_the_layout_lacks_is_refused(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(written(tmp_path / "t.csv", rows(1)))
    with pytest.raises(Refused) as refused:
        desk.files(replace(merge, order=replace(merge.order, langs=("fr",))))
    assert [finding.rule for finding in refused.value.findings] == ["translation.none"]
