from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.formats import Format, read_formats
from generator.catalog.places import Roots
from generator.findings import Findings
from generator.units import Length
from tests.catalog.shelf import ROOT, alone, only, rules

CARD = """\
card:
  title: Card
  width: 3.5in
  height: 2in
  bleed: 0.125in
  safe: 0.125in
  faces: [front, back]
  scale: card
  gap: 4pt
  floor: 6pt
  warn: 7pt
  stocks: [letter]
"""


def shipped() -> dict[str, Format]:
    findings = Findings()
    formats = read_formats(Roots(ROOT), findings)
    assert not findings
    return formats


def read(folder: Path, text: str) -> tuple[dict[str, Format], Findings]:
    findings = Findings()
    return read_formats(alone(folder, {"layouts/formats.yaml": text}), findings), findings


def test_the_wallet_card_is_a_business_card_with_an_eighth_of_an_inch_all_round() -> None:
    card = shipped()["wallet-card"]
    assert (card.width, card.height) == (Length.parse("3.5in"), Length.parse("2in"))
    assert card.bleed == card.safe == Length.parse("1/8in")
    assert card.panels == ("front", "back")
    assert (card.floor, card.warn) == (Length.parse("6pt"), Length.parse("7pt"))
    assert card.stocks == ("letter", "a4", "avery-5371")


def test_the_id_card_keeps_its_metric_size() -> None:
    card = shipped()["cr80"]
    assert (str(card.width), str(card.height)) == ("85.6mm", "53.98mm")


@pytest.mark.parametrize("name", ["wallet-card", "cr80", "rack-card", "letter", "tabloid-poster"])
def test_every_shipped_format_keeps_a_twelfth_of_its_short_side_free_or_its_bleed(name: str) -> None:
    found = shipped()[name]
    assert found.safe >= found.bleed
    assert found.bleed > Length.parse("0pt")
    assert found.floor <= found.warn
    assert found.stocks


def test_an_entry_reads_into_a_format_with_its_place(tmp_path: Path) -> None:
    formats, findings = read(tmp_path, CARD)
    assert not findings
    card = formats["card"]
    assert (card.id, card.title, card.scale, card.gap) == ("card", "Card", "card", Length.parse("4pt"))
    assert (card.place.file, card.place.line) == ("layouts/formats.yaml", 2)


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("width: 3.5in", "width: 3.5", "length.bare"),
        ("width: 3.5in", "width: 0in", "length.size"),
        ("height: 2in", "height: -2in", "length.size"),
        ("bleed: 0.125in", "bleed: -1mm", "length.negative"),
        ("bleed: 0.125in", "bleed: 5mm", "format.bleed"),
        ("bleed: 0.125in", "bleed: 0.12in", "format.bleed"),
        ("bleed: 0.125in", "bleed: 1in", "format.bleed"),
        ("safe: 0.125in", "safe: 1in", "format.safe"),
        ("warn: 7pt", "warn: 5pt", "format.floor"),
        ("faces: [front, back]", "faces: []", "format.faces"),
        ("faces: [front, back]", "faces: [front, front]", "format.faces"),
        ("faces: [front, back]", "faces: front", "value.wrong"),
        ("title: Card", "titel: Card", "key.unknown"),
        ("  scale: card\n", "", "key.missing"),
    ],
)
def test_a_wrong_format_is_found(tmp_path: Path, right: str, wrong: str, rule: str) -> None:
    assert right in CARD
    _, findings = read(tmp_path, CARD.replace(right, wrong))
    assert rule in rules(findings)


def test_a_safe_margin_of_half_the_card_says_that_nothing_is_left(tmp_path: Path) -> None:
    _, findings = read(tmp_path, CARD.replace("safe: 0.125in", "safe: 1in"))
    finding = only(findings)
    assert finding.problem == "A safe margin of 1in leaves no room."
    assert finding.place.line == 6


@pytest.mark.parametrize("bleed", ["1/16in", "1/8in", "1/4in", "3mm", "0.0625in", "9pt", "0.3cm", "0in"])
def test_a_bleed_is_one_that_print_shops_ask_for_in_any_unit_or_none(tmp_path: Path, bleed: str) -> None:
    formats, findings = read(tmp_path, CARD.replace("bleed: 0.125in", f"bleed: {bleed}"))
    assert not findings
    assert formats["card"].bleed == Length.parse(bleed)


def test_another_bleed_is_found_with_those_to_choose_from(tmp_path: Path) -> None:
    _, findings = read(tmp_path, CARD.replace("bleed: 0.125in", "bleed: 1/3in"))
    finding = only(findings)
    assert finding.problem == "No print shop asks for a bleed of 1/3in."
    assert finding.fix == "Write 1/16in, 1/8in, 1/4in, 3mm, or 0in for none."
    assert (finding.seen, finding.place.line) == ("1/3in", 5)


def test_all_faults_of_all_formats_are_found_at_once(tmp_path: Path) -> None:
    _, findings = read(tmp_path, CARD.replace("3.5in", "3.5") + CARD.replace("card:", "other:", 1).replace("2in", "2"))
    assert rules(findings) == ["length.bare", "length.bare"]


def test_a_missing_file_of_formats_is_a_finding(tmp_path: Path) -> None:
    findings = Findings()
    assert read_formats(Roots(tmp_path), findings) == {}
    assert only(findings).rule == "file.missing"


def test_an_empty_file_of_formats_is_a_finding(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "# nothing yet\n")
    assert only(findings).rule == "file.empty"
