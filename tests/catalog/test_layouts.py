from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.blocks import ContactBlock, Qr, Stack, Text
from generator.catalog.layouts import Field, Layout, read_layouts
from generator.catalog.places import Roots
from generator.catalog.topics import read_topics
from generator.catalog.training import Training, read_training
from generator.findings import Findings
from tests.catalog.shelf import CARD, ROOT, alone, only, rules, workspace

FIELDS = """\
fields:
  agency: {type: text, label: Your agency, sample: Sample Police, must_change: true}
  dispatch: {type: phone, label: Dispatch number, required: true, sample: "+1 202-555-0142"}
"""


def read(folder: Path, text: str, name: str = "card") -> tuple[dict[str, Layout], Findings]:
    findings = Findings()
    return read_layouts(alone(folder, {f"layouts/cards/{name}.yaml": text}), findings), findings


def test_a_layout_is_read_with_its_faces_under_its_file_name(tmp_path: Path) -> None:
    layouts, findings = read(tmp_path, CARD)
    assert not findings
    card = layouts["card"]
    assert (card.id, card.title, card.audience) == ("card", "A card", "public")
    assert (card.format, card.theme) == ("wallet-card", "plain")
    assert list(card.panels) == ["front", "back"]
    front = card.panels["front"][0]
    assert isinstance(front, Text)
    assert front.text == "Front"
    assert str(front.place) == "layouts/cards/card.yaml:7:7 (panels.front[0].text)"


def test_fields_are_what_a_local_office_may_fill_in(tmp_path: Path) -> None:
    layouts, findings = read(tmp_path, FIELDS + CARD)
    assert not findings
    fields = layouts["card"].fields
    assert fields["agency"] == Field(
        "agency", "text", "Your agency", "Sample Police", required=False, must_change=True, place=fields["agency"].place
    )
    assert (fields["dispatch"].kind, fields["dispatch"].required) == ("phone", True)
    assert fields["dispatch"].place.line == 3


def course(roots: Roots) -> Training:
    """What the shipped layouts choose from."""
    return read_training(roots, read_topics(roots, Findings()), Findings())


def test_both_shipped_pieces_are_layouts_without_a_fault() -> None:
    findings = Findings()
    layouts = read_layouts(Roots(ROOT), findings, course(Roots(ROOT)))
    assert not findings
    assert {"hsi-tip-card", "indicator-card"} <= layouts.keys()


def test_formats_stocks_themes_and_icons_are_no_layouts(tmp_path: Path) -> None:
    files = dict.fromkeys(
        ("layouts/formats.yaml", "layouts/icons.yaml", "layouts/stocks/a.yaml", "layouts/themes/b.yaml"), "a: 1\n"
    )
    findings = Findings()
    assert list(read_layouts(alone(tmp_path, {**files, "layouts/posters/c.yaml": CARD}), findings)) == ["c"]
    assert not findings


def test_the_workspace_replaces_a_shipped_layout_of_the_same_name(tmp_path: Path) -> None:
    findings = Findings()
    roots = workspace(tmp_path, {"layouts/cards/indicator-card.yaml": CARD})
    layouts = read_layouts(roots, findings, course(roots))
    assert layouts["indicator-card"].title == "A card"
    assert "hsi-tip-card" in layouts
    assert not findings


def test_two_layouts_of_one_name_in_two_folders_are_found(tmp_path: Path) -> None:
    findings = Findings()
    layouts = read_layouts(alone(tmp_path, {"layouts/a/x.yaml": CARD, "layouts/b/x.yaml": CARD}), findings)
    assert only(findings).rule == "layout.twice"
    assert only(findings).problem == "There is another layout “x” in layouts/a/x.yaml."
    assert layouts["x"].place.file == "layouts/a/x.yaml"


@pytest.mark.parametrize("name", ["My Card", "card.en", "karte_1", "UPPER", "-card"])
def test_a_name_that_would_make_unclear_file_names_is_refused(tmp_path: Path, name: str) -> None:
    layouts, findings = read(tmp_path, CARD, name)
    assert only(findings).rule == "layout.name"
    assert layouts == {}


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("title: A card\n", "", "key.missing"),
        ("title: A card", "title: Call 866-347-2423", "text.raw-number"),
        ("title: A card", "title: [A]", "value.wrong"),
        ("audience: public", "audience: publik", "value.wrong"),
        ("audience: public", "audiance: public", "key.unknown"),
        ("format: wallet-card\n", "", "key.missing"),
        ("theme: plain\n", "", "key.missing"),
        ("    - text: Front", "    - txt: Front", "block.unknown"),
        ("    - text: Front", "    []", "layout.empty"),
        ("    - text: Front\n", "", "layout.empty"),
        ("    - text: Front", "    text: Front", "block.list"),
        ("type: text", "type: number", "value.wrong"),
        ("label: Your agency, ", "", "key.missing"),
        ("must_change: true", "must_change: yes", "value.wrong"),
        ("  agency:", "  Agency Name:", "field.name"),
        ("  agency:", "  our.agency:", "field.name"),
    ],
)
def test_a_wrong_layout_is_found(tmp_path: Path, right: str, wrong: str, rule: str) -> None:
    text = FIELDS + CARD
    assert right in text
    assert rule in rules(read(tmp_path, text.replace(right, wrong, 1))[1])


@pytest.mark.parametrize("panels", ["panels: [front]", "panels: front"])
def test_panels_that_are_no_faces_are_found(tmp_path: Path, panels: str) -> None:
    text = CARD.partition("panels:")[0] + panels + "\n"
    assert only(read(tmp_path, text)[1]).rule == "layout.panels"


def test_a_layout_without_panels_is_found(tmp_path: Path) -> None:
    assert only(read(tmp_path, CARD.partition("panels:")[0])[1]).rule == "key.missing"


def test_an_empty_layout_is_found(tmp_path: Path) -> None:
    layouts, findings = read(tmp_path, "# later\n")
    assert layouts == {}
    assert only(findings).rule == "file.empty"


# Contacts that an order chooses

CHOICE = """\
fields:
  line: {type: contact, label: Which line, sample: nht-hotline}
"""
CHOSEN = CARD.replace("- text: Front", '- stack: {blocks: [{contact: "{line}"}]}\n    - qr: "{line}"')


def test_a_block_may_leave_its_contact_to_a_field_and_carries_the_sample(tmp_path: Path) -> None:
    layouts, findings = read(tmp_path, CHOICE + CHOSEN)
    assert not findings
    stack, code = layouts["card"].panels["front"]
    assert isinstance(stack, Stack)
    assert [
        (block.contact, block.field) for block in (*stack.blocks, code) if isinstance(block, ContactBlock | Qr)
    ] == [
        ("nht-hotline", "line"),
        ("nht-hotline", "line"),
    ]


def test_a_contact_written_out_belongs_to_no_field(tmp_path: Path) -> None:
    card = read(tmp_path, CARD.replace("text: Front", "contact: emergency"))[0]["card"]
    assert [(b.contact, b.field) for b in card.panels["front"] if isinstance(b, ContactBlock)] == [("emergency", "")]


@pytest.mark.parametrize(
    ("text", "rule", "line", "fix"),
    [
        (CHOICE + CHOSEN.replace('"{line}"', '"{lime}"', 1), "field.contact", 9, "Did you mean “line”?"),
        (FIELDS + CHOSEN.replace("line", "agency"), "field.contact", 10, "Declare it under “fields:”"),
        (CHOICE + CARD, "field.unused", 2, 'Write “contact: "{line}"” in one of them.'),
        (CHOICE.replace(", sample: nht-hotline", "") + CHOSEN, "key.missing", 2, "Add “sample:” with a value."),
    ],
    ids=["unknown field", "a field of words", "unused", "no sample"],
)
def test_a_choice_that_could_not_work_is_refused(tmp_path: Path, text: str, rule: str, line: int, fix: str) -> None:
    finding = read(tmp_path, text)[1].sorted()[0]
    assert (finding.rule, finding.place.line) == (rule, line)
    assert finding.fix.startswith(fix)
