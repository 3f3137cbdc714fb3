"""Charts, lines and markers: pictures are true to the numbers, and never stand alone."""

from __future__ import annotations

import itertools

import pytest

from generator.compose.chart import amount
from generator.compose.extents import item_extent
from generator.compose.items import PathItem, Role, walk
from tests.compose.samples import clean, composed, items, lines, rules, shipped, texts

YEAR = "[hsi-cases, hsi-arrests, hsi-indictments, hsi-people-assisted, hsi-convictions]"


def pictures(words: str) -> list[PathItem]:
    face = clean(words, kind="letter")
    return [item for group, item in walk(face.root) if isinstance(item, PathItem) and group.role is Role.ARTIFACT]


def test_bars_are_as_long_as_their_numbers_are_large() -> None:
    bars = [item_extent(item).width for item in pictures(f"[{{chart: {{facts: {YEAR}}}}}]")]
    values = [amount(shipped().facts[name]) for name in YEAR.strip("[]").split(", ")]
    assert [bar / max(bars) for bar in bars] == pytest.approx([value / max(values) for value in values])


def test_dots_are_counted_in_units_that_the_legend_names() -> None:
    facts = "[hsi-people-assisted, hsi-convictions]"
    dots = pictures(f"[{{chart: {{facts: {facts}, kind: dots}}}}]")
    assert len(dots) == 4 + 5 or len(dots) == 8 + 10
    words = texts(clean(f"[{{chart: {{facts: {facts}, kind: dots}}}}]", kind="letter"))
    unit = 100 if len(dots) == 9 else 50
    assert f"Each dot stands for {unit}" in words


def test_every_number_of_a_chart_is_printed_with_its_label_and_the_source_once() -> None:
    words = texts(clean(f"[{{chart: {{facts: {YEAR}}}}}]", kind="letter"))
    for name in YEAR.strip("[]").split(", "):
        fact = shipped().facts[name]
        assert fact.value in words
        assert fact.label in words
    assert sum("year not stated" in text for text in words) == 1


def test_lines_to_write_on_are_far_enough_apart_for_a_hand() -> None:
    rows = [item for item in items(clean("[{lines: {count: 5}}]", kind="letter")) if isinstance(item, PathItem)]
    heights = [item.steps[0][1][1] for item in rows]
    assert len(rows) == 5
    assert {round(below - above, 3) for above, below in itertools.pairwise(heights)} == {20.25}


def test_numbered_entries_count_on_from_the_first() -> None:
    face = clean("[{bullets: {marker: number, first: 3, items: [a, b, Three, Four]}}]")
    assert list(texts(face)) == ["3", "Three", "4", "Four"]
    assert lines(face)["3"].line.runs[0].face.name == "PublicSans-Bold"


@pytest.mark.parametrize("marker", ["check", "cross"])
def test_a_drawn_marker_is_no_text(marker: str) -> None:
    face = clean(f"[{{bullets: {{marker: {marker}, items: [Do this]}}}}]")
    assert texts(face) == ["Do this"]
    assert any(isinstance(item, PathItem) and group.role is Role.ARTIFACT for group, item in walk(face.root))


def test_a_fact_in_prose_is_bound_from_the_data() -> None:
    fact = shipped().facts["hsi-cases"]
    face = clean(
        "[{text: 'About {fact.hsi-cases.value} cases ({fact.hsi-cases.source}, {fact.hsi-cases.year})'}]", kind="letter"
    )
    assert texts(face) == [f"About {fact.value} cases ({fact.source}, {fact.year})"]


def test_the_name_of_a_contact_is_bound_from_the_directory() -> None:
    assert texts(clean("[{text: 'Ask the {contact.hsi-tipline.name}'}]")) == ["Ask the HSI Tip Line"]


def test_every_channel_of_a_kind_is_shown_where_it_is_asked_for() -> None:
    face = clean("[{contact: {contact: dol-oig, channels: [voice], show: []}}]", kind="letter")
    assert sum(text.startswith("1-") for text in texts(face)) == 2


def test_a_chart_too_wide_for_nothing_is_never_silent() -> None:
    _, findings = composed(f"[{{stack: {{width: 30pt, blocks: [{{chart: {{facts: {YEAR}}}}}]}}}}]", kind="letter")
    assert set(rules(findings)) & {"text.overfull", "text.overset", "block.too-wide"}
