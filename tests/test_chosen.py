"""The errata label: it prints the line that was chosen, in every language, or is refused with nothing written."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from generator.build import build, check
from generator.catalog.catalog import load_catalog
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused
from generator.findings import Findings
from generator.making import Purpose
from generator.manifest import read_manifest
from generator.order import Order
from tests.catalog.shelf import only, workspace
from tests.conftest import Command

SHIPPED = Roots(shipped_root())
LABEL = """\
title: A label
audience: public
format: label
theme: plain
allow: [number-only]
fields:
  line: {type: contact, label: Which line, sample: nht-hotline}
panels:
  front:
    - heading: {text: "{errata.title}", style: heading}
    - contact: "{line}"
"""


def _label(out: Path, line: str, *langs: str, roots: Roots = SHIPPED, layout: str = "errata-label") -> None:
    build(roots, Order(out, (layout,), langs, (Purpose.SCREEN, Purpose.VCARD), fields={"line": line} if line else {}))


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(document[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize(
    ("line", "number"),
    [("", "1-888-373-7888"), ("hsi-tipline", "1-866-347-2423"), ("eeoc", "1-800-669-4000"), ("emergency", "911")],
    ids=["sample", "police", "labor", "emergency"],
)
def test_the_label_prints_the_line_that_is_to_be_corrected(tmp_path: Path, line: str, number: str) -> None:
    _label(tmp_path, line)
    files = read_manifest(tmp_path)
    assert {entry["language"] for entry in files.values()} == {"en", "es"}
    for name, entry in files.items():
        assert entry["contacts"] == [line or "nht-hotline"]
        if name.endswith(".pdf"):
            assert number in _text(tmp_path / name)
            assert entry["numbers"] == [number]


def test_an_unknown_line_is_refused_with_nothing_written(handbill: Command, tmp_path: Path) -> None:
    ran = handbill("build", "errata-label", "--set", "line=hsi-tipine")
    assert ran.code == 1
    assert "Did you mean “hsi-tipline”?" in ran.err
    assert not (tmp_path / "output").exists()


def test_a_check_judges_the_line_that_was_chosen() -> None:
    with pytest.raises(Refused) as refused:
        check(SHIPPED, {"line": "nobody"})
    assert [finding.rule for finding in refused.value.findings if finding.severity == "error"] == ["contact.unknown"]


def test_the_safety_rules_are_judged_with_the_chosen_line(tmp_path: Path) -> None:
    roots = workspace(tmp_path, {"layouts/label.yaml": LABEL.replace("public", "survivor")})
    _label(tmp_path / "out", "", "en", roots=roots, layout="label")
    with pytest.raises(Refused) as refused:
        _label(tmp_path / "out", "hsi-tipline", "en", roots=roots, layout="label")
    assert [finding.rule for finding in refused.value.findings] == ["safety.opt-in"]


def test_a_language_that_lacks_the_chosen_line_is_named(tmp_path: Path) -> None:
    shelter = (
        "contacts:\n  shelter:\n    name: A shelter\n    role: help\n    answers: ngo\n    who: A charity\n"
        "    region: US\n    hours: not stated\n    zone: any\n    languages: not stated\n"
        "    channels: [{kind: voice, number: 202-555-0142, also: [(202) 555-0142]}]\n"
        "    source: The shelter\n    checked_on: 2026-11-01\n    checked_by: called\n"
    )
    roots = workspace(tmp_path, {"data/contacts.yaml": shelter})
    _label(tmp_path / "out", "shelter", roots=roots)
    assert {entry["language"] for entry in read_manifest(tmp_path / "out").values()} == {"en"}
    with pytest.raises(Refused, match="it lacks the contact “shelter”"):
        _label(tmp_path / "out", "shelter", "es", roots=roots)


@pytest.mark.parametrize(
    "block", ["text: Call {line}", 'text: {text: "{errata.use}", when: line}'], ids=["in a text", "in a condition"]
)
def test_a_chosen_contact_stands_in_its_own_block_alone(tmp_path: Path, block: str) -> None:
    findings = Findings()
    load_catalog(workspace(tmp_path, {"layouts/label.yaml": f"{LABEL}    - {block}\n"}), findings, ("en",))
    assert (only(findings).rule, only(findings).place.line) == ("field.contact", 12)
    assert "“line” chooses a contact" in only(findings).problem


def test_a_sample_that_is_in_no_directory_is_found_on_reading(tmp_path: Path) -> None:
    findings = Findings()
    text = LABEL.replace("sample: nht-hotline", "sample: nht-hotlin")
    load_catalog(workspace(tmp_path, {"layouts/label.yaml": text}), findings, ("en",))
    assert (only(findings).rule, only(findings).fix) == ("contact.unknown", "Did you mean “nht-hotline”?")
