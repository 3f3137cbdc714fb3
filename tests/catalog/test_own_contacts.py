"""A workspace's own contacts: added to the directory as any other, and never in the place of one."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import build
from generator.catalog.catalog import load_catalog
from generator.catalog.contacts import OWN_FILE, Contact, read_contacts, refuse_id
from generator.catalog.places import Roots
from generator.catalog.snapshot import remembered
from generator.catalog.sources import digest_of, stamp_of
from generator.catalog.translated import in_language
from generator.catalog.translations import english_words
from generator.findings import Findings, Place
from generator.making import Purpose
from generator.manifest import NAME
from generator.order import Order
from tests.catalog.shelf import only, rules, workspace
from tests.conftest import ROOT, Command

OWN = """\
contacts:
  campus-dispatch:
    name: Campus Police
    role: report
    answers: police
    who: Officers of the campus
    region: US
    hours: not stated
    zone: any
    languages: not stated
    channels:
      - {kind: voice, number: 202-555-0177, also: [(202) 555-0177]}
    source: Their page
    checked_on: 2026-11-20
    checked_by: read in the source, not called
"""


def _read(folder: Path, text: str, **more: str) -> tuple[dict[str, Contact], Findings]:
    findings = Findings()
    roots = workspace(folder, {OWN_FILE: text, **more})
    return dict(read_contacts(roots, findings).contacts), findings


def test_one_of_its_own_stands_behind_all_that_ship(tmp_path: Path) -> None:
    shipped = read_contacts(Roots(ROOT), Findings()).contacts
    contacts, findings = _read(tmp_path, OWN)
    assert not len(findings)
    assert list(contacts) == [*shipped, "campus-dispatch"]
    own = contacts["campus-dispatch"]
    assert (own.own, own.values, own.place.file) == (True, ("+12025550177",), "ours/data/own-contacts.yaml")
    assert not any(contact.own for contact in shipped.values())


def test_it_is_read_beside_the_workspaces_own_corrections(tmp_path: Path) -> None:
    other = OWN.replace("campus-dispatch", "shelter").replace("0177", "0178").replace("Campus Police", "Shelter")
    contacts, findings = _read(tmp_path, OWN, **{"data/contacts.yaml": other})
    assert not len(findings)
    assert [(name, contacts[name].own) for name in ("shelter", "campus-dispatch")] == [
        ("shelter", False),
        ("campus-dispatch", True),
    ]


def test_a_file_that_ends_in_yml_is_the_same(tmp_path: Path) -> None:
    roots = workspace(tmp_path, {"data/own-contacts.yml": OWN})
    assert "campus-dispatch" in read_contacts(roots, Findings()).contacts


def test_what_ships_has_no_such_file(tmp_path: Path) -> None:
    shipped = workspace(
        tmp_path, {OWN_FILE: OWN, "data/contacts.yaml": OWN.replace("campus-dispatch", "line")}
    ).workspace
    assert shipped is not None
    assert list(read_contacts(Roots(shipped), Findings()).contacts) == ["line"]


@pytest.mark.parametrize("place", ["shipped", "workspace"])
def test_an_id_that_is_there_already_is_told_with_its_line_and_the_other_stays(tmp_path: Path, place: str) -> None:
    name = "hsi-tipline" if place == "shipped" else "shelter"
    text = "# ours\n" + OWN.replace("campus-dispatch", name)
    shelter = OWN.replace("campus-dispatch", "shelter").replace("0177", "0178")
    contacts, findings = _read(tmp_path, text, **{"data/contacts.yaml": shelter})
    found = only(findings)
    assert (found.rule, found.seen, found.severity) == ("contact.taken", name, "error")
    assert (found.place.file, found.place.line) == ("ours/data/own-contacts.yaml", 4)
    assert not contacts[name].own


def test_a_number_of_another_contact_is_told_with_its_line(tmp_path: Path) -> None:
    _, findings = _read(
        tmp_path, OWN.replace("202-555-0177, also: [(202) 555-0177]", "866-347-2423, also: [8663472423]")
    )
    found = only(findings)
    assert (found.rule, found.seen) == ("contact.twice", "+18663472423")
    assert (found.place.file, found.place.line) == ("ours/data/own-contacts.yaml", 12)


def test_an_address_of_another_contact_is_told_too(tmp_path: Path) -> None:
    web = "      - {kind: web, url: https://www.ice.gov/tipline}\n    source"
    _, findings = _read(tmp_path, OWN.replace("    source", web))
    assert (only(findings).rule, only(findings).place.line) == ("contact.twice", 13)


def test_every_fault_of_the_grammar_is_one_here_too(tmp_path: Path) -> None:
    text = OWN.replace(", also: [(202) 555-0177]", "").replace("role: report", "role: boss").replace("any", "ET")
    _, findings = _read(tmp_path, text)
    assert sorted(rules(findings)) == ["contact.single-spelling", "contact.zone", "value.wrong"]


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "ours" / OWN_FILE).mkdir(parents=True)
    findings = Findings()
    read_contacts(Roots(ROOT, tmp_path / "ours"), findings)
    assert only(findings).rule == "file.unreadable"


@pytest.mark.parametrize(
    ("name", "sound"), [("campus-dispatch", True), ("add", False), ("Campus", False), ("a--b", False), ("added", True)]
)
def test_an_id_is_small_letters_and_no_page_of_the_studio(name: str, sound: bool) -> None:
    findings = Findings()
    refuse_id(name, Place(key="ID"), findings)
    assert rules(findings) == ([] if sound else ["contact.id"])


def test_it_needs_no_translation_and_is_shown_as_written(tmp_path: Path) -> None:
    roots, findings = workspace(tmp_path, {OWN_FILE: OWN}), Findings()
    catalog = load_catalog(roots, findings, ("en", "es"))
    assert not findings.errors
    assert in_language(catalog, "es").contacts.contacts["campus-dispatch"].name == "Campus Police"
    words = english_words({}, catalog.contacts, {}, {})["contacts"].value
    assert isinstance(words, dict)
    assert "campus-dispatch" not in words
    assert "hsi-tipline" in words


def test_a_piece_in_another_language_takes_it_as_it_stands(tmp_path: Path, handbill: Command) -> None:
    ours = workspace(tmp_path, {OWN_FILE: OWN}).workspace
    built = ("build", "errata-label", "--set", "line=campus-dispatch", "--lang", "es", "--purpose", "screen")
    ran = handbill(*built, "--workspace", str(ours), "--out", str(tmp_path / "out"))
    assert ran.code == 0, ran.err
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 1


def test_the_file_counts_in_the_digests_and_in_a_snapshot(tmp_path: Path) -> None:
    roots = workspace(tmp_path, {OWN_FILE: OWN})
    assert remembered(roots, Findings(), ("en",)).contacts.contacts["campus-dispatch"].name == "Campus Police"
    before = digest_of(roots, ("en",), ()), stamp_of(roots)
    workspace(tmp_path, {OWN_FILE: OWN.replace("Campus Police", "Campus Safety")})
    after = digest_of(roots, ("en",), ()), stamp_of(roots)
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert remembered(roots, Findings(), ("en",)).contacts.contacts["campus-dispatch"].name == "Campus Safety"


def test_a_manifest_names_the_file_among_what_a_piece_was_made_from(tmp_path: Path) -> None:
    roots = workspace(tmp_path, {OWN_FILE: OWN})
    fields = {"dispatch": "202-555-0177"}
    build(roots, Order(tmp_path / "out", ("campus-glovebox-card",), ("en",), (Purpose.SCREEN,), fields=fields))
    manifest = (tmp_path / "out" / NAME).read_text(encoding="utf-8")
    assert '"ours/data/own-contacts.yaml"' in manifest


def test_a_proof_knows_the_number_as_that_contacts(tmp_path: Path, handbill: Command) -> None:
    roots = workspace(tmp_path, {OWN_FILE: OWN})
    fields = {"dispatch": "202-555-0177"}
    build(roots, Order(tmp_path / "out", ("campus-glovebox-card",), ("en",), (Purpose.SCREEN,), fields=fields))
    (pdf,) = (tmp_path / "out").glob("*.pdf")
    pdf = pdf.rename(tmp_path / "card.pdf")  # without its manifest nothing but the directory vouches for the number
    known = handbill("proof", str(pdf), "--workspace", str(roots.workspace))
    stranger = handbill("proof", str(pdf))
    assert "202-555-0177" in stranger.out + stranger.err
    assert "202-555-0177" not in known.out + known.err
