"""Promises about forms in YAML: what each block takes, and what nobody could fill in is found."""

from __future__ import annotations

import pytest

from generator.catalog.blockreader import read_blocks
from generator.catalog.blocks import Block, Checks, Entry, Grid, printed_texts, styles_used
from generator.findings import Findings, Place
from generator.units import Length
from tests.catalog.shelf import node, only, rules


def read(text: str) -> tuple[tuple[Block, ...], Findings]:
    findings = Findings()
    return read_blocks(node(text), findings), findings


def one(text: str) -> Block:
    blocks, findings = read(text)
    assert not findings, "\n".join(map(str, findings))
    assert len(blocks) == 1
    return blocks[0]


def at(kind: str) -> Place:
    return Place("test.yaml", 1, 3, f"[0].{kind}")


@pytest.mark.parametrize(
    ("short", "long", "block"),
    [
        pytest.param("- entry: Name", "- entry: {label: Name}", Entry(at("entry"), label="Name"), id="entry"),
        pytest.param(
            "- checks: [Yes, 'No']",
            "- checks: {items: [Yes, 'No']}",
            Checks(at("checks"), items=("Yes", "No")),
            id="checks",
        ),
        pytest.param(
            '- checks: "{a.b}"',
            '- checks: {items: "{a.b}"}',
            Checks(at("checks"), items=("{a.b}",)),
            id="listed checks",
        ),
        pytest.param(
            "- grid: [Name, Unit]",
            "- grid: {header: [Name, Unit]}",
            Grid(at("grid"), header=("Name", "Unit")),
            id="grid",
        ),
    ],
)
def test_a_block_is_written_in_short_or_in_full(short: str, long: str, block: Block) -> None:
    assert one(short) == block
    assert one(long) == block


def test_every_option_of_a_form_is_read() -> None:
    entry = one("- entry: {label: A, lines: 3, width: 2in, style: body, gap: 18pt, when: b}")
    wide, apart = Length.parse("2in"), Length.parse("18pt")
    assert entry == Entry(at("entry"), when="b", label="A", lines=3, width=wide, style="body", gap=apart)
    written = (
        "{items: [A, B], label: C, columns: 2, style: small, head: lead, first: 2, last: 2, gap: 3pt, marker: letter}"
    )
    assert one(f"- checks: {written}") == Checks(
        at("checks"),
        items=("A", "B"),
        label="C",
        columns=2,
        style="small",
        head="lead",
        first=2,
        last=2,
        gap=Length.parse("3pt"),
        marker="letter",
    )
    grid = one("- grid: {header: [A, B], count: 5, widths: [2, 1], head: body, gap: 20pt}")
    assert grid == Grid(
        at("grid"), header=("A", "B"), count=5, widths=(2.0, 1.0), head="body", gap=Length.parse("20pt")
    )


@pytest.mark.parametrize(
    ("text", "printed", "styles"),
    [
        pytest.param("- entry: Name", ("Name",), ("label",), id="entry"),
        pytest.param("- checks: {items: [A, B], label: C}", ("A", "B", "C"), ("label", "body"), id="checks"),
        pytest.param("- checks: [A]", ("A",), ("label", "body"), id="checks without a label"),
        pytest.param(
            "- checks: {items: [A], ask: D}", ("A", "D"), ("label", "body"), id="checks that are asked elsewhere"
        ),
        pytest.param("- grid: [A, B]", ("A", "B"), ("label",), id="grid"),
    ],
)
def test_all_words_and_styles_of_a_form_are_checked_like_any_other(
    text: str, printed: tuple[str, ...], styles: tuple[str, ...]
) -> None:
    assert printed_texts(one(text)) == printed
    assert styles_used(one(text)) == styles


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param('- entry: ""', "text.empty", id="no words"),
        pytest.param('- entry: {label: " "}', "text.empty", id="a blank"),
        pytest.param("- entry: {label: A, gap: 10pt}", "entry.gap", id="lines too close"),
        pytest.param("- checks: {items: [A], label: B, ask: C}", "checks.ask", id="two questions"),
        pytest.param("- grid: {header: [A], gap: 13.9pt}", "entry.gap", id="rows too low"),
        pytest.param("- grid: {header: []}", "grid.head", id="no columns"),
        pytest.param('- grid: {header: [A, ""]}', "text.empty", id="a column without words"),
        pytest.param("- grid: {header: [A, B], widths: [1]}", "table.widths", id="too few widths"),
    ],
)
def test_what_nobody_could_fill_in_is_found(text: str, rule: str) -> None:
    _, findings = read(text)
    assert rules(findings) == [rule]
    assert only(findings).place.line == 1


@pytest.mark.parametrize(
    "text",
    [
        "- entry: {label: A, lines: 0}",
        "- grid: {header: [A], count: 61}",
        "- checks: {items: [A], marker: star}",
        "- checks: {items: [A], columns: 7}",
    ],
)
def test_options_out_of_reason_are_found(text: str) -> None:
    _, findings = read(text)
    assert len(findings.errors) == 1


def test_the_least_room_to_write_is_enough() -> None:
    block = one("- entry: {label: A, gap: 14pt}")
    assert isinstance(block, Entry)
    assert block.gap == Length.parse("14pt")
