"""Tables that are wrong in ways that print a wrong card or lose one: each is refused before anything is drawn."""

from __future__ import annotations

import csv
import datetime
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.batch.run import How
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused, UsageError
from generator.findings import Findings
from generator.making import Purpose
from generator.merging.files import MergeFiles
from generator.merging.merge import Merge
from generator.merging.opening import open_merge
from generator.merging.running import build_merge
from generator.order import Order
from generator.press.duplex import Flip
from generator.press.seats import Seating

LAYOUT = """
title: Choice
audience: public
format: wallet-card
theme: beacon
fields:
  name: {type: text, label: Name, sample: Sample Name, required: true}
  who: {type: contact, label: Contact, sample: nht-hotline}
panels:
  front:
    - heading: "{name}"
    - contact: emergency
EXTRA
  back:
    - contact: "{who}"
"""
SAFE = '    - note: "{steps.safety}"'
Row = dict[str, str]


def merge_of(tmp_path: Path, rows: list[Row], *, extra: str = SAFE, **more: Any) -> tuple[Roots, Merge]:
    folder = tmp_path / "workspace" / "layouts" / "cards"
    folder.mkdir(parents=True)
    (folder / "choice.yaml").write_text(LAYOUT.replace("EXTRA", extra), encoding="utf-8")
    table = tmp_path / "people.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)
    today = datetime.date(2024, 8, 1)
    seating = more.pop("seating", Seating())
    order = Order(
        tmp_path / "out", ("choice",), langs=("en",), purposes=(Purpose.OFFICE,), today=today, seating=seating
    )
    return Roots(shipped_root(), tmp_path / "workspace"), Merge(order, table, **more)


def checked(tmp_path: Path, rows: list[Row], **more: Any) -> tuple[MergeFiles, Findings]:
    files, findings = open_merge(*merge_of(tmp_path, rows, **more)), Findings()
    files.check(findings)
    return files, findings


def rules(findings: Findings) -> list[str]:
    return sorted({finding.rule for finding in findings.errors})


def test_a_row_in_a_language_without_words_for_the_layout_is_refused(tmp_path: Path) -> None:
    rows = [{"name": "Ana", "language": "en"}, {"name": "Bo", "language": "es"}]
    _, findings = checked(tmp_path, rows)
    assert [(one.rule, one.place.line) for one in findings.errors] == [("translation.none", 3)]
    assert "Spanish" in findings.errors[0].problem


@pytest.mark.parametrize(
    "rows",
    [
        [{"name": "Ana", "file": "x", "language": ""}, {"name": "Bo", "file": "x", "language": "en"}],
        [{"name": "Ana", "file": "choice.00002"}, {"name": "Bo", "file": ""}],
    ],
    ids=["said and unsaid language", "a name that another row gets by its number"],
)
def test_two_rows_never_make_one_file(tmp_path: Path, rows: list[Row]) -> None:
    _, findings = checked(tmp_path, rows, each=True)
    assert rules(findings) == ["row.file"]


def test_a_contact_that_a_row_chooses_is_held_to_the_safety_rules(tmp_path: Path) -> None:
    rows = [{"name": "Ana", "who": "nht-hotline"}, {"name": "Bo", "who": "hsi-tipline"}]
    _, findings = checked(tmp_path, rows, extra="")
    assert rules(findings) == ["safety.confront"]


def test_headings_of_a_merge_are_held_to_their_order(tmp_path: Path) -> None:
    _, findings = checked(tmp_path, [{"name": "Ana"}], extra=f"{SAFE}\n    - heading: {{text: Low, level: 3}}")
    assert rules(findings) == ["headings.skip"]


def test_one_copy_that_a_table_asks_for_is_one_copy(tmp_path: Path) -> None:
    rows = [{"name": "Ana", "copies": "1"}, {"name": "Bo", "copies": "2"}, {"name": "Cy", "copies": ""}]
    files, findings = checked(tmp_path, rows, seating=Seating(copies=5))
    assert not findings.errors
    assert [list(stream.copies) for stream in files.streams] == [[1, 2, 1]]


def test_copies_asked_for_hold_for_a_table_that_says_nothing_of_them(tmp_path: Path) -> None:
    files, _ = checked(tmp_path, [{"name": "Ana"}, {"name": "Bo"}], seating=Seating(copies=3))
    assert [list(stream.copies) for stream in files.streams] == [[3, 3]]


@pytest.mark.parametrize("seating", [Seating(start=3), Seating(skip=(2,)), Seating(copies=4)], ids=str)
def test_files_of_one_card_are_full_sheets_and_say_so(tmp_path: Path, seating: Seating) -> None:
    with pytest.raises(UsageError, match="full sheet"):
        checked(tmp_path, [{"name": "Ana"}], each=True, seating=seating)


def test_every_contact_that_any_row_chooses_is_told_to_the_manifest_and_aged(tmp_path: Path) -> None:
    roots, merge = merge_of(tmp_path, [{"name": "Ana", "who": "nht-hotline"}, {"name": "Bo", "who": "hsi-tipline"}])
    merge = replace(merge, order=replace(merge.order, today=datetime.date(2030, 1, 1)))
    ran = build_merge(roots, merge, merge.order.out, How())
    entry = json.loads((merge.order.out / "manifest.json").read_text(encoding="utf-8"))["files"]
    (told,) = entry.values() if isinstance(entry, dict) else entry
    assert set(told["contacts"]) == {"emergency", "nht-hotline", "hsi-tipline"}
    stale = {one.problem.split("”")[0].removeprefix("“") for one in ran.findings if one.rule == "contact.stale"}
    assert stale == {"emergency", "nht-hotline", "hsi-tipline"}


def test_a_run_that_was_refused_with_nothing_made_may_be_begun_again(tmp_path: Path) -> None:
    roots, merge = merge_of(tmp_path, [{"name": "www.example.org"}, {"name": "Bo"}])
    with pytest.raises(Refused):
        build_merge(roots, merge, merge.order.out, How())
    merge.records.write_text("name\nAna\nBo\n", encoding="utf-8")
    assert len(build_merge(roots, merge, merge.order.out, How()).files) == 2


def test_backs_that_stand_on_their_heads_are_read_back_as_true(tmp_path: Path) -> None:
    table = tmp_path / "partners.csv"
    table.write_text("partner,partner_phone\nMain,202-555-0111\n", encoding="utf-8")
    out = tmp_path / "out"
    order = Order(out, ("tribal-handout",), langs=("en",), purposes=(Purpose.OFFICE,), flip=Flip.SHORT)
    ran = build_merge(Roots(shipped_root()), Merge(order, table, each=True), out, How())
    assert "tribal-handout.00001.en.office.pdf" in ran.files


def test_a_ruler_beside_a_card_does_not_part_its_lines(tmp_path: Path) -> None:
    table = tmp_path / "stations.csv"
    rows = "".join(f"Main,202-555-011{n},202-555-0173,202-555-0118\n" for n in range(2))
    table.write_text(f"agency,dispatch,advocate,task_force\n{rows}", encoding="utf-8")
    out = tmp_path / "out"
    order = Order(out, ("campus-glovebox-fold",), langs=("es",), purposes=(Purpose.OFFICE,))
    ran = build_merge(Roots(shipped_root()), Merge(order, table), out, How())
    assert "campus-glovebox-fold.es.office.pdf" in ran.files
