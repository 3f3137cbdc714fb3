"""Parts: blocks that several layouts share stand in one file and are put in place with their words filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.blocks import Heading, Text
from generator.catalog.layouts import read_layouts
from generator.catalog.parts import expand, read_parts
from generator.findings import Findings
from tests.catalog.shelf import CARD, alone, node, only, rules

STEP = "- heading: '<word>'\n- text: {text: 'Do <word> now', style: <style>}\n"


def test_a_part_is_put_in_place_with_its_words(tmp_path: Path) -> None:
    card = CARD.replace(
        "    - text: Front\n", "    - part: {name: step, with: {word: Report, style: fine}}\n    - text: After\n"
    )
    findings = Findings()
    roots = alone(tmp_path, {"layouts/cards/card.yaml": card, "layouts/parts/step.yaml": STEP})
    heading, text, after = read_layouts(roots, findings)["card"].panels["front"]
    assert not findings.found
    assert isinstance(heading, Heading)
    assert isinstance(text, Text)
    assert isinstance(after, Text)
    assert (heading.text, text.text, text.style, after.text) == ("Report", "Do Report now", "fine", "After")
    assert heading.place.file == "layouts/parts/step.yaml"


def test_a_part_is_no_layout(tmp_path: Path) -> None:
    findings = Findings()
    roots = alone(tmp_path, {"layouts/parts/step.yaml": STEP, "layouts/cards/card.yaml": CARD})
    assert list(read_layouts(roots, findings)) == ["card"]


def test_a_part_may_stand_inside_any_block(tmp_path: Path) -> None:
    findings = Findings()
    parts = read_parts(alone(tmp_path, {"layouts/parts/step.yaml": STEP}), findings)
    expanded = expand(node("- row: {blocks: [{stack: {blocks: [{part: step}]}}]}"), parts, findings)
    assert "Do <word> now" in str(expanded.value)
    assert "part" not in str([child.value for child in expanded.value or []]).replace("parts/", "")


@pytest.mark.parametrize(
    ("call", "rule"),
    [
        ("- part: stpe", "part.unknown"),
        ("- part: {with: {word: x}}", "part.shape"),
        ("- part: {name: step, using: {word: x}}", "part.shape"),
        ("- part: [step]", "part.shape"),
    ],
)
def test_a_wrong_call_is_found_with_its_line(tmp_path: Path, call: str, rule: str) -> None:
    findings = Findings()
    parts = read_parts(alone(tmp_path, {"layouts/parts/step.yaml": STEP}), findings)
    expand(node(call), parts, findings)
    assert rule in rules(findings)
    assert all(finding.place.line == 1 for finding in findings)


def test_an_unknown_part_names_the_nearest(tmp_path: Path) -> None:
    findings = Findings()
    parts = read_parts(alone(tmp_path, {"layouts/parts/step.yaml": STEP}), findings)
    expand(node("- part: stpe"), parts, findings)
    assert only(findings).fix == "Did you mean “step”?"


def test_a_part_that_uses_itself_ends_with_a_finding(tmp_path: Path) -> None:
    findings = Findings()
    parts = read_parts(alone(tmp_path, {"layouts/parts/loop.yaml": "- part: loop\n"}), findings)
    expand(node("- part: loop"), parts, findings)
    assert only(findings).problem == "The part “loop” uses itself."


def test_a_part_that_is_no_list_is_found(tmp_path: Path) -> None:
    findings = Findings()
    assert read_parts(alone(tmp_path, {"layouts/parts/step.yaml": "text: Words\n"}), findings) == {}
    assert rules(findings) == ["part.list"]
