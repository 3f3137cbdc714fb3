"""Logos in a merge: one for all rows or one for each, shared where cards are alike, and told row by row."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from generator.catalog.catalog import load_catalog
from generator.catalog.places import Roots, shipped_root
from generator.compose.chosen import chosen
from generator.compose.items import ImageItem, walk
from generator.compose.pattern import face_of
from generator.compose.piece import compose_in
from generator.findings import Findings
from generator.making import Purpose
from generator.manifest import digest
from generator.merging.bench import MergeBench
from generator.order import Order
from tests.merging.desk import Desk, manifest_of

NAME = "office-card"
LAYOUT = """\
title: Office card
audience: public
format: wallet-card
theme: beacon
fields:
  name: {type: text, label: Name, sample: Sample Name, required: true}
  agency: {type: text, label: Agency, sample: Sample Agency}
  logo: {type: logo, label: Your logo}
panels:
  front:
    - part: {name: office, with: {style: label, width: 1in, height: 0.3in}}
    - heading: "{name}"
  back:
    - note: "{steps.safety}"
    - contact: emergency
"""
LOGOS = {"wide.png": ("navy", (1200, 200)), "tall.png": ("maroon", (200, 600))}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A workspace of the test's own with the layout and two logos."""
    folder = tmp_path / "office"
    for name, (colour, size) in LOGOS.items():
        (folder / "pictures").mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size, colour).save(folder / "pictures" / name)
    (folder / "layouts").mkdir()
    (folder / f"layouts/{NAME}.yaml").write_text(LAYOUT, encoding="utf-8")
    roots, findings = Roots(shipped_root(), folder), Findings()
    catalog = load_catalog(roots, findings, ("en",))
    assert not findings.errors, [str(finding) for finding in findings.errors]
    return Desk(roots, catalog)


def table(folder: Path, *rows: str, head: str = "name,agency,logo") -> Path:
    path = folder / "people.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def order(folder: Path, **fields: str) -> Order:
    return Order(folder / "out", (NAME,), ("en",), (Purpose.PRESS,), fields=fields)


def pictures_on(path: Path) -> list[list[tuple[int, int]]]:
    """The sizes in pixels of the pictures that each page names, in its forms too."""

    def within(holder: pikepdf.Object) -> list[tuple[int, int]]:
        found = []
        for thing in holder.get("/Resources", {}).get("/XObject", {}).values():
            if thing.Subtype == "/Image":
                found.append((int(thing.Width), int(thing.Height)))
            else:
                found += within(thing)
        return found

    with pikepdf.open(path) as file:
        return [within(page.obj) for page in file.pages]


ROWS = ("Ana,North,pictures/wide.png", "Ben,North,pictures/wide.png", "Cy,South,pictures/tall.png", "Di,South,")


def test_each_row_has_its_own_logo_or_none(desk: Desk, tmp_path: Path) -> None:
    desk.made(desk.merge(table(tmp_path, *ROWS), order=order(tmp_path)))
    fronts = pictures_on(tmp_path / "out" / f"{NAME}.en.press.pdf")[::2]
    assert fronts == [[(1200, 200)], [(1200, 200)], [(200, 600)], []]


def test_a_card_is_what_its_record_makes_by_itself(desk: Desk, tmp_path: Path) -> None:
    files = desk.checked(desk.merge(table(tmp_path, *ROWS), order=order(tmp_path)))
    entries = list(files.roster.entries(Findings()))
    for entry, filled in zip(entries, files.roster.filled("en", range(len(ROWS))), strict=True):
        (layout,) = chosen([files.roster.layout], entry.given, desk.catalog, Findings())
        alone, _ = compose_in(layout, desk.catalog, "en", entry.record, Findings())
        faces = [face_of(card) for card in filled.cards]
        assert [face.root for face in faces] == [face.root for face in alone.faces]
        said = [group.alt for face in faces for group, item in walk(face.root) if isinstance(item, ImageItem)]
        assert said == ([f"Logo: {entry.given['agency']}"] if "logo" in entry.given else [])


def test_rows_of_one_office_share_a_pattern(desk: Desk, tmp_path: Path) -> None:
    rows = [f"Person {number},{('North', 'South')[number % 2]}" for number in range(20)]
    merge = desk.merge(table(tmp_path, *rows, head="name,agency"), order=order(tmp_path, logo="pictures/wide.png"))
    filler = desk.checked(merge).roster.streams["en"].filler
    assert len([pattern for pattern in filler.patterns.values() if pattern]) == 2


def test_a_logo_set_for_all_rows_goes_before_a_column(desk: Desk, tmp_path: Path) -> None:
    merge = desk.merge(table(tmp_path, *ROWS), order=order(tmp_path, logo="pictures/tall.png"))
    assert "column.set" in [finding.rule for finding in desk.found(merge)]
    desk.made(merge)
    assert pictures_on(tmp_path / "out" / f"{NAME}.en.press.pdf")[::2] == [[(200, 600)]] * len(ROWS)
    assert "office/pictures/wide.png" not in manifest_of(merge)["inputs"]


@pytest.mark.parametrize(
    ("cell", "rule"),
    [("pictures/none.png", "image.missing"), ("../wide.png", "image.outside"), ("pictures/a.svg", "image.kind")],
)
def test_a_wrong_logo_is_found_in_its_cell(desk: Desk, tmp_path: Path, cell: str, rule: str) -> None:
    assert desk.roots.workspace is not None
    (desk.roots.workspace / "pictures/a.svg").write_text("<svg/>", encoding="utf-8")
    merge = desk.merge(table(tmp_path, ROWS[0], f"Eve,North,{cell}"), order=order(tmp_path))
    (finding,) = [one for one in desk.found(merge) if one.severity == "error"]
    assert (finding.rule, finding.place.file, finding.place.line, finding.place.column) == (rule, "people.csv", 3, 3)


def test_the_manifest_lists_the_logos_of_the_rows_that_can_be_printed(desk: Desk, tmp_path: Path) -> None:
    assert desk.roots.workspace is not None
    merge = desk.merge(table(tmp_path, *ROWS, "Eve,North,../secret.png"), order=order(tmp_path), keep_going=True)
    (tmp_path / "secret.png").write_bytes(b"secret")
    desk.made(merge)
    inputs = {name: sha for name, sha in manifest_of(merge)["inputs"].items() if name.endswith(".png")}
    own = desk.roots.workspace / "pictures"
    assert inputs == {f"office/pictures/{name}": digest((own / name).read_bytes()) for name in LOGOS}


def test_a_merge_is_another_once_the_logo_of_a_row_has_changed(desk: Desk, tmp_path: Path) -> None:
    assert desk.roots.workspace is not None
    merge = desk.merge(table(tmp_path, *ROWS), order=order(tmp_path))
    before = MergeBench(desk.files(merge)).identity
    assert MergeBench(desk.files(merge)).identity == before
    Image.new("RGB", (1200, 200), "green").save(desk.roots.workspace / "pictures/wide.png")
    assert MergeBench(desk.files(merge)).identity != before
