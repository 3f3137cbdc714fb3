"""Choices: a role, a case or a version in the texts of a layout, and lists that give an entry for each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.blocks import Bullets, printed_texts, walk
from generator.catalog.layouts import Layout
from generator.catalog.model import Catalog
from generator.compose.chosen import chosen
from generator.findings import Findings
from tests.catalog.trained import course, loaded, small_root


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_root(tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="module")
def catalog(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return loaded(course(shipped, tmp_path_factory.mktemp("course")))


def texts(layout: Layout) -> list[str]:
    """All texts of a layout as they are read."""
    return [text for blocks in layout.panels.values() for block in walk(blocks) for text in printed_texts(block)]


def choose(catalog: Catalog, name: str, **given: str) -> Layout:
    findings = Findings()
    (layout,) = chosen([catalog.layouts[name]], given, catalog, findings)
    assert not len(findings)
    return layout


def test_a_layout_says_its_sample_until_something_is_chosen(catalog: Catalog) -> None:
    assert texts(catalog.layouts["case"])[0] == "{cases.list.kitchen.title}"
    assert texts(choose(catalog, "case", case="ride"))[0] == "{cases.list.ride.title}"


def test_each_gives_an_entry_for_each_question_of_the_role_with_the_words_of_its_part(catalog: Catalog) -> None:
    told = {}
    for role in ("campus-police", "driver"):
        asked = [text for text in texts(choose(catalog, "check", role=role)) if text.endswith(".ask}")]
        told[role] = {text.split(".")[2] for text in asked}
    assert told == {"campus-police": {"smuggling", "debt"}, "driver": {"smuggling", "debt", "ride"}}
    for layout in (catalog.layouts["check"], choose(catalog, "check", version="B")):
        lists = [block for block in walk(layout.panels["front"]) if isinstance(block, Bullets)]
        assert {len(block.items) for block in lists} == {3}
        assert {block.marker for block in lists} == {"number"}
