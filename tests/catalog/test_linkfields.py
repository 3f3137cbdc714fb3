"""Fields of addresses in a catalogue: a code and its field name the same contact, which has a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.catalog import load_catalog
from generator.findings import Findings
from tests.catalog.shelf import CARD, only, workspace

FIELD = "  url: {type: link, label: Code, contact: hsi-tipline, sample: x}\n"
TEXT = "  word: {type: text, label: Word, sample: x}\n"


def found(folder: Path, code: str, fields: str = FIELD) -> Findings:
    findings = Findings()
    card = f"fields:\n{fields}" + CARD.replace("- text: Front", f"- qr: {code}")
    load_catalog(workspace(folder, {"layouts/cards/card.yaml": card}), findings, ("en",))
    return findings


def test_a_code_and_a_field_of_one_contact_are_sound(tmp_path: Path) -> None:
    assert not found(tmp_path, '{contact: hsi-tipline, link: "{url}", module: 0.5mm}').errors


@pytest.mark.parametrize(
    ("code", "seen", "problem"),
    [
        ('{contact: hsi-tipline, link: "{uri}"}', "uri", "“uri” is no field for the address that this code leads to."),
        ('{contact: hsi-tipline, link: "{word}"}', "word", "“word” is no field for the address"),
        ('{contact: blue-campaign, link: "{url}"}', "hsi-tipline", "“url” holds addresses under “hsi-tipline”"),
    ],
    ids=["unknown", "a text", "another contact"],
)
def test_a_code_that_does_not_lead_under_its_own_contact_is_refused(
    tmp_path: Path, code: str, seen: str, problem: str
) -> None:
    errors = [one for one in found(tmp_path, code, FIELD + TEXT).errors if one.rule == "field.link"]
    assert [one.seen for one in errors] == [seen]
    assert problem in errors[0].problem
    assert errors[0].place.file == "ours/layouts/cards/card.yaml"


@pytest.mark.parametrize("contact", ["nobody", "emergency"], ids=["unknown", "without a page"])
def test_a_field_needs_a_contact_with_a_page(tmp_path: Path, contact: str) -> None:
    fields = FIELD.replace("hsi-tipline", contact)
    errors = found(tmp_path, "hsi-tipline", fields).errors
    assert errors
    assert any(contact in str(one) for one in errors)


def test_what_is_wrong_is_told_once(tmp_path: Path) -> None:
    findings = Findings(list(found(tmp_path, '{contact: hsi-tipline, link: "{uri}"}').errors))
    assert only(findings).rule == "field.link"
