"""Chosen contacts: a field of an order decides which line a piece carries, and what cannot be had is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.catalog.blocks import Block, ContactBlock, Qr, walk
from generator.catalog.layouts import CONTACT_FIELD, Field, Layout
from generator.compose.chosen import chosen, with_chosen
from generator.compose.record import read_record
from generator.findings import Findings, Place
from tests.compose.samples import layout_of, shipped

LINE = Field("line", CONTACT_FIELD, "Which line", "nht-hotline", required=False, must_change=False, place=Place())
BLOCKS = """\
- contact: {contact: "{line}"}
- band: {blocks: [{row: {blocks: [{qr: "{line}"}, {stack: {blocks: [{contact: "{line}"}]}}]}}]}
- contact: emergency
"""


def _layout(blocks: str = BLOCKS) -> Layout:
    return replace(layout_of(blocks), fields={"line": LINE})


def _contacts(layout: Layout) -> list[str]:
    blocks: list[Block] = [block for panel in layout.panels.values() for block in walk(panel)]
    return [block.contact for block in blocks if isinstance(block, ContactBlock | Qr)]


def _choose(line: str, blocks: str = BLOCKS) -> tuple[Layout, Findings]:
    findings = Findings()
    (layout,) = chosen([_layout(blocks)], {"line": line}, shipped(), findings)
    return layout, findings


def test_every_block_that_leaves_its_contact_to_the_field_takes_the_chosen_one() -> None:
    layout, findings = _choose("hsi-tipline")
    assert _contacts(layout) == ["hsi-tipline", "hsi-tipline", "hsi-tipline", "emergency"]
    assert not len(findings)


@pytest.mark.parametrize("given", [{}, {"line": " "}, {"agency": "Campus"}], ids=["nothing", "blank", "another"])
def test_where_nothing_is_chosen_the_layout_stays_as_it_is(given: dict[str, str]) -> None:
    layout, findings = _layout(), Findings()
    assert chosen([layout], given, shipped(), findings) == [layout]
    assert not len(findings)


def test_an_unknown_contact_is_answered_with_the_nearest_and_changes_nothing() -> None:
    layout, findings = _choose("hsi-tipine")
    (finding,) = findings.sorted()
    assert (finding.rule, finding.place.key, finding.seen) == ("contact.unknown", "--set line", "hsi-tipine")
    assert finding.fix == "Did you mean “hsi-tipline”?"
    assert layout == _layout()


def test_a_contact_without_the_channel_that_a_block_asks_for_is_refused() -> None:
    layout, findings = _choose("eeoc")
    (finding,) = findings.sorted()
    assert (finding.rule, finding.problem) == ("contact.channel", "The contact “eeoc” has no channel “web”.")
    assert layout == _layout()
    assert not len(_choose("eeoc", '- contact: "{line}"')[1])


def test_what_cannot_be_shown_is_no_part_of_the_answer() -> None:
    (finding,) = _choose("a\x1b[31m" + "b" * 500)[1].sorted()
    assert finding.problem.isprintable()
    assert len(finding.problem) < 100


def test_a_chosen_contact_is_no_value_to_print() -> None:
    findings = Findings()
    assert read_record(_layout(), {"line": "hsi-tipline"}, shipped(), findings) == {}
    assert not len(findings)


def test_a_choice_that_must_be_made_is_missed() -> None:
    layout, findings = replace(_layout(), fields={"line": replace(LINE, required=True)}), Findings()
    read_record(layout, {}, shipped(), findings)
    assert [finding.rule for finding in findings] == ["field.sample"]


def test_a_whole_catalogue_takes_the_choice() -> None:
    catalog = with_chosen(shipped(), {"line": "whd"}, Findings())
    assert _contacts(catalog.layouts["errata-label"]) == ["whd"]
    assert catalog.layouts["hsi-tip-card"] == shipped().layouts["hsi-tip-card"]
