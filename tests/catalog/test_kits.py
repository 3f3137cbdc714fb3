"""Kit files: every fault told at once with its line, and what a sound one says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.catalog.blocks import Block, Table, changed
from generator.catalog.catalog import Catalog
from generator.catalog.kitcover import COVER, check_cover
from generator.catalog.kits import KitPiece, check_kits, read_kits
from generator.catalog.layouts import Layout
from generator.catalog.places import Roots, shipped_root
from generator.findings import Findings, Place
from generator.order import open_catalog

SPACE = Path(__file__).resolve().parents[1] / "kits" / "space"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return open_catalog(Roots(shipped_root(), SPACE), ["en"])


def told(folder: Path, text: str, catalog: Catalog, name: str = "own") -> list[tuple[int, str, str]]:
    """The line, rule and seen of each finding about a kit."""
    (folder / "data" / "kits").mkdir(parents=True)
    (folder / "data" / "kits" / f"{name}.yaml").write_text(text, encoding="utf-8")
    findings = Findings()
    kits = read_kits(Roots(folder), findings)
    check_kits(kits.values(), replace(catalog, roots=Roots(folder, SPACE)), findings)
    return [(one.place.line, one.rule, one.seen) for one in findings.sorted()]


def test_every_fault_of_a_kit_is_told_at_once(tmp_path: Path, catalog: Catalog) -> None:
    text = """\
records: nobody.csv
fields: {dat: x}
pieces:
  day-sheet: {copies: 0, when: never}
  name: {layout: day-nam, records: rooster}
  both: {layout: day-name, copies: 1, one_for: 2, where: role, set: {nam: x}}
  Big: {layout: day-name, odd: 1}
"""
    found = {(line, rule) for line, rule, _ in told(tmp_path, text, catalog)}
    wanted = {
        (1, "kit.word"),
        (1, "kit.records"),
        (2, "kit.field"),
        (4, "kit.count"),
        (4, "kit.word"),
        (5, "kit.layout"),
        (5, "value.wrong"),
        (6, "kit.count"),
        (6, "kit.where"),
        (6, "kit.field"),
        (7, "kit.name"),
        (7, "key.unknown"),
    }
    assert wanted <= found


@pytest.mark.parametrize(
    ("text", "rule"), [("pieces: {}", "value.wrong"), ("pieces: [a]", "value.wrong")], ids=["empty", "list"]
)
def test_a_kit_without_pieces_is_refused(tmp_path: Path, catalog: Catalog, text: str, rule: str) -> None:
    assert rule in {found for _, found, _ in told(tmp_path, text, catalog)}


def test_a_field_of_two_types_is_told(tmp_path: Path, catalog: Catalog) -> None:
    layout = catalog.layouts["day-name"]
    fields = {**layout.fields, "date": replace(layout.fields["date"], kind="phone")}
    other = replace(catalog, layouts={**catalog.layouts, "day-name": replace(layout, fields=fields)})
    text = "words: space\npieces: {day-sheet: {copies: 1}, day-name: {copies: 1}}\n"
    assert ("kit.field-type", "date") in {(rule, seen) for _, rule, seen in told(tmp_path, text, other, "small")}


def test_cases_are_not_picked_by_what_nobody_says(tmp_path: Path, catalog: Catalog) -> None:
    text = "words: space\npieces: {scenario-card: {records: cases, where: role}}\n"
    assert "kit.where" in {rule for _, rule, _ in told(tmp_path, text, catalog, "small")}


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("{space.day}", False), ("{space.night}", True), ("{kits.cover.how}", True), ("Plain {words}", False)],
    ids=["one text", "no text", "several texts", "no reference"],
)
def test_a_field_that_is_said_in_words_names_one_text(
    tmp_path: Path, catalog: Catalog, value: str, wanted: bool
) -> None:
    text = f'words: space\nfields: {{course: "{value}"}}\npieces:\n  day-sheet: {{set: {{course: "{value}"}}}}\n'
    found = [(line, rule) for line, rule, _ in told(tmp_path, text, catalog, "small") if rule == "kit.word"]
    assert found == ([(2, "kit.word"), (4, "kit.word")] if wanted else [])


def test_words_take_the_place_of_references_and_nothing_else_changes(catalog: Catalog) -> None:
    kit = read_kits(Roots(SPACE), Findings())["small"]
    piece = replace(kit.pieces[0], fields={"course": "{space.night}", "date": "{space.title}"})
    said = replace(kit, fields={"course": "{space.day}", "role": "driver"}, pieces=(piece,)).in_words(catalog.topics)
    assert said.fields == {"course": "The day", "role": "driver"}
    assert said.pieces[0].fields == {"course": "{space.night}", "date": "Words of the small kit"}


def _without_pages(cover: Layout) -> Layout:
    return replace(cover, fields={name: field for name, field in cover.fields.items() if name != "pages"})


def _of_numbers(cover: Layout) -> Layout:
    return replace(cover, fields={**cover.fields, "pages": replace(cover.fields["pages"], kind="phone")})


def _of_other_columns(cover: Layout) -> Layout:
    def cut(block: Block) -> Block:
        return replace(block, rows=tuple(row[:-1] for row in block.rows)) if isinstance(block, Table) else block

    return replace(cover, panels={name: changed(blocks, cut) for name, blocks in cover.panels.items()})


def _with_two_tables(cover: Layout) -> Layout:
    return replace(cover, panels={name: (*blocks, *blocks) for name, blocks in cover.panels.items()})


@pytest.mark.parametrize("change", [_without_pages, _of_numbers, _of_other_columns, _with_two_tables])
def test_a_cover_that_would_not_list_the_pieces_is_told(catalog: Catalog, change: Callable[[Layout], Layout]) -> None:
    findings = Findings()
    check_cover(catalog.layouts[COVER], findings)
    assert not findings
    cover = change(catalog.layouts[COVER])
    other = replace(catalog, layouts={**catalog.layouts, COVER: cover})
    check_kits(read_kits(Roots(SPACE), Findings()).values(), other, findings)
    assert [(one.rule, one.place) for one in findings if one.rule == "kit.cover"] == [("kit.cover", cover.place)]


@pytest.mark.parametrize(("people", "one_for", "wanted"), [(12, 4, 3), (13, 4, 4), (1, 18, 1), (0, 4, 1)])
def test_one_for_so_many_is_rounded_up_and_at_least_one(people: int, one_for: int, wanted: int) -> None:
    assert KitPiece("a", "b", one_for=one_for, places={"": Place()}).wanted(people) == wanted
