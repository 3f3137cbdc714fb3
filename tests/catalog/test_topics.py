"""Topics are found by dotted references, file by file, the workspace first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.catalog.places import Roots
from generator.catalog.topics import Topic, look_up, read_topics, texts_of
from generator.findings import Findings

WORDS = """\
title: Signs
signs:
  afraid: {short: Seems afraid, full: The person seems afraid.}
  cut-off: {short: Is alone, full: The person is alone., more: Far from home.}
steps:
  - First
  - Second
  - {not: a text}
mixed:
  line: One line
  deep: {short: A deep line}
"""


def _write(root: Path, name: str, text: str) -> None:
    path = root / "data/topics" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _read(root: Path, workspace: Path | None = None) -> tuple[Mapping[str, Topic], Findings]:
    findings = Findings()
    return read_topics(Roots(root, workspace), findings), findings


@pytest.fixture
def topics(tmp_path: Path) -> Mapping[str, Topic]:
    _write(tmp_path, "indicators.yaml", WORDS)
    read, findings = _read(tmp_path)
    assert not len(findings)
    return read


def test_a_topic_knows_its_name_title_and_place(topics: Mapping[str, Topic]) -> None:
    topic = topics["indicators"]
    assert (topic.id, topic.title, topic.place.file) == ("indicators", "Signs", "data/topics/indicators.yaml")


def test_a_reference_finds_a_text_with_the_line_it_stands_on(topics: Mapping[str, Topic]) -> None:
    node = look_up(topics, "indicators.signs.afraid.short")
    assert node is not None
    assert (node.value, node.place.line, node.place.key) == ("Seems afraid", 3, "signs.afraid.short")


def test_a_topic_alone_is_all_of_it(topics: Mapping[str, Topic]) -> None:
    node = look_up(topics, "indicators")
    assert node is not None
    assert isinstance(node.value, dict)


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "signs",
        "indicators.",
        "indicators.sign",
        "indicators.title.short",
        "indicators.signs.afraid.short.x",
        "other.x",
        "indicators.steps.0",
        "indicators..signs",
    ],
)
def test_a_reference_to_nothing_is_none(topics: Mapping[str, Topic], reference: str) -> None:
    assert look_up(topics, reference) is None
    assert texts_of(topics, reference) == ()


@pytest.mark.parametrize(
    ("reference", "texts"),
    [
        ("indicators.title", ("Signs",)),
        ("indicators.steps", ("First", "Second")),
        ("indicators.signs.short", ("Seems afraid", "Is alone")),
        ("indicators.signs.full", ("The person seems afraid.", "The person is alone.")),
        ("indicators.signs.afraid", ("Seems afraid", "The person seems afraid.")),
        ("indicators.mixed", ("One line",)),
        ("indicators.mixed.short", ("A deep line",)),
    ],
)
def test_texts_come_in_the_order_of_the_file(
    topics: Mapping[str, Topic], reference: str, texts: tuple[str, ...]
) -> None:
    assert texts_of(topics, reference) == texts


def test_a_list_with_a_gap_is_no_list(topics: Mapping[str, Topic]) -> None:
    assert texts_of(topics, "indicators.signs.more") == ()


def test_the_workspace_replaces_a_topic_by_its_file_name(tmp_path: Path) -> None:
    shipped, workspace = tmp_path / "a", tmp_path / "b"
    _write(shipped, "one.yaml", "title: Shipped\nonly: here\n")
    _write(shipped, "two.yaml", "title: Two\n")
    _write(workspace, "one.yaml", "title: Ours\n")
    _write(workspace, "deep/three.yaml", "title: Three\n")
    topics, findings = _read(shipped, workspace)
    assert not len(findings)
    assert {name: topic.title for name, topic in topics.items()} == {"one": "Ours", "two": "Two", "deep/three": "Three"}
    assert look_up(topics, "one.only") is None
    assert texts_of(topics, "deep/three.title") == ("Three",)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("title: A\nlead: Call 911 now\n", "text.raw-number"),
        ("title: Call 1-866-DHS-2-ICE\n", "text.raw-number"),
        ("title: A\nlead: 'a\u202eb'\n", "text.control"),
        ("lead: No title\n", "key.missing"),
        ("title: A\nlead:\n", "text.empty"),
        ("- a list\n", "value.wrong"),
        ("title: [\n", "yaml.syntax"),
    ],
)
def test_a_faulty_topic_is_a_finding_and_not_a_traceback(tmp_path: Path, text: str, rule: str) -> None:
    _write(tmp_path, "bad.yaml", text)
    _, findings = _read(tmp_path)
    assert rule in {finding.rule for finding in findings.errors}


def test_texts_are_composed_on_reading(tmp_path: Path) -> None:
    _write(tmp_path, "a.yaml", "title: Cafe\u0301\nlead: Cafe\u0301\n")
    topics, _ = _read(tmp_path)
    assert texts_of(topics, "a.lead") == ("Caf\u00e9",)
    assert topics["a"].title == "Caf\u00e9"


def test_no_topics_are_no_finding(tmp_path: Path) -> None:
    topics, findings = _read(tmp_path)
    assert (dict(topics), len(findings)) == ({}, 0)
