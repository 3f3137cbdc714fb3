"""Uses of a contact: every panel that carries it, by whatever way, and every release that went out with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.book import uses as asked
from generator.book.uses import Spot, Uses, uses
from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused, UsageError
from generator.findings import Findings
from generator.manifest import read_manifest
from tests.catalog.shelf import workspace
from tests.compose.samples import shipped
from tests.conftest import Built, Command

SHIPPED = Roots(shipped_root())
CARD = """\
title: A card
audience: public
format: wallet-card
theme: plain
panels:
  front:
    - band: {blocks: [{contact: {contact: eeoc, channels: [voice]}}]}
    - contact: whd
    - bullets: "{ours.list}"
  back:
    - qr: dol-oig
    - text: "{ours.outer}"
"""
TOPIC = """\
title: Ours
outer: See {ours.inner}
inner: Call {contact.ncmec.voice} or {contact.eeoc.name}
list: ["One", "Write to {contact.dol-oig.mail}"]
"""
ENTRY: dict[str, Any] = {"layout": "hsi-tip-card", "language": "en", "purpose": "press", "contacts": ["hsi-tipline"]}


@pytest.fixture(scope="module", autouse=True)
def _what_ships_is_read_once() -> Iterator[None]:
    def load(roots: Roots, findings: Findings) -> Catalog:
        return shipped() if roots == SHIPPED else load_catalog(roots, findings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asked, "load_catalog", load)
        yield


@pytest.fixture
def ours(tmp_path: Path) -> Roots:
    """A workspace with a card of its own."""
    return workspace(tmp_path, {"layouts/ours.yaml": CARD, "data/topics/ours.yaml": TOPIC})


def _spots(roots: Roots, contact: str) -> tuple[Spot, ...]:
    return next((use.spots for use in uses(roots, contact, []).layouts if use.layout == "ours"), ())


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("eeoc", (Spot("front", "voice", "contact"),)),
        ("whd", (Spot("front", "voice", "contact"),)),
        ("dol-oig", (Spot("front", "mail", "text"), Spot("back", "web", "code"))),
        ("ncmec", (Spot("back", "voice", "text"),)),
        ("hsi-tipline", ()),
    ],
    ids=["in a band", "its first channel", "in a list and a code", "through a text of a text", "not at all"],
)
def test_a_channel_is_found_wherever_it_stands(ours: Roots, contact: str, expected: tuple[Spot, ...]) -> None:
    assert _spots(ours, contact) == expected


def test_a_layout_is_told_with_the_languages_it_can_be_had_in() -> None:
    found = {use.layout: use for use in uses(SHIPPED, "hsi-tipline", []).layouts}
    assert {"en", "es", "zh-Hans", "ar"} <= set(found["hsi-tip-card"].languages)
    assert Spot("back", "web", "code") in found["hsi-tip-card"].spots


@pytest.mark.xdist_group("catalogue")
def test_what_a_piece_names_is_what_its_manifest_names(catalogue: Built) -> None:
    files = read_manifest(catalogue.out).values()
    for contact in ("emergency", "hsi-tipline", "fbi-tips"):
        found = {use.layout for use in uses(SHIPPED, contact, []).layouts}
        assert found == {entry["layout"] for entry in files if contact in entry["contacts"]}, contact


def test_a_field_that_may_choose_the_contact_is_told() -> None:
    sample, other = uses(SHIPPED, "nht-hotline", []), uses(SHIPPED, "whd", [])
    label = next(use for use in sample.layouts if use.layout == "errata-label")
    assert label.spots == (Spot("front", "voice", "contact", "line"),)
    assert (sample.choices, other.choices) == ((), (("errata-label", "line"),))


def test_who_shares_the_number_is_told_both_ways() -> None:
    assert uses(SHIPPED, "hsi-tipline", []).sharing == ("hsi-ops",)
    assert uses(SHIPPED, "hsi-ops", []).sharing == ("hsi-tipline",)
    assert uses(SHIPPED, "whd", []).sharing == ()


def test_an_unknown_contact_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean “hsi-tipline”"):
        uses(SHIPPED, "hsi-tipine", [])


def test_a_faulty_catalogue_is_refused_for_its_answer_would_be_short(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        uses(workspace(tmp_path, {"layouts/ours.yaml": CARD.replace("contact: whd", "contact: wdh")}), "eeoc", [])


# Releases


def _released(folder: Path, manifest: object) -> Uses:
    path = folder / "release" / "spring" / "manifest.json"
    path.parent.mkdir(parents=True)
    path.write_text(manifest if isinstance(manifest, str) else json.dumps(manifest), encoding="utf-8")
    return uses(SHIPPED, "hsi-tipline", [folder / "release"])


def test_a_release_tells_what_it_carries_and_what_has_changed_since(tmp_path: Path) -> None:
    carries = {"hsi-tipline.voice": "+18663472424", "hsi-tipline.web": "https://www.ice.gov/tipline", "whd.voice": "1"}
    files = {
        "a.en.press.pdf": {**ENTRY, "carries": carries},
        "a.es.screen.pdf": {**ENTRY, "language": "es", "purpose": "screen", "carries": carries},
        "b.en.press.pdf": {**ENTRY, "layout": "other", "contacts": ["whd"], "carries": {}},
    }
    release = {"name": "Spring 2026", "quantity": 5000, "date": "2026-03-01"}
    (past,) = _released(tmp_path, {"files": files, "release": release}).past
    assert (past.release, past.on, past.quantity, past.layout) == ("Spring 2026", "2026-03-01", "5000", "hsi-tip-card")
    assert (past.languages, past.purposes) == (("en", "es"), ("press", "screen"))
    assert past.files == ("a.en.press.pdf", "a.es.screen.pdf")
    assert past.carries == {"voice": ("+18663472424",), "web": ("https://www.ice.gov/tipline",)}
    assert past.changed == ("voice",)


def test_a_second_address_of_a_contact_is_changed_only_when_it_is_another(tmp_path: Path) -> None:
    path = tmp_path / "release" / "spring" / "manifest.json"
    path.parent.mkdir(parents=True)
    offices = "https://www.fbi.gov/contact-us/field-offices/field-offices"
    for value, changed in ((offices, ()), (f"{offices}/old", ("web-2",))):
        carries = {"fbi-tips.web": "https://tips.fbi.gov/", "fbi-tips.web-2": value}
        path.write_text(json.dumps({"files": {"a.pdf": {**ENTRY, "carries": carries}}}), encoding="utf-8")
        (past,) = uses(SHIPPED, "fbi-tips", [tmp_path / "release"]).past
        assert past.changed == changed


def test_an_older_manifest_is_read_by_its_contacts(tmp_path: Path) -> None:
    (past,) = _released(tmp_path, {"files": {"a.pdf": ENTRY}}).past
    assert (past.release, past.on, past.quantity, past.carries, past.changed) == ("spring", "", "", {}, ())


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "{", '{"files": []}', '{"files": {"a.pdf": 1}}', '{"files": {"a.pdf": {"contacts": 1, "carries": []}}}'],
    ids=["empty", "list", "broken", "no files", "no entry", "odd entry"],
)
def test_a_manifest_that_says_nothing_stops_nothing_and_is_named(tmp_path: Path, manifest: str) -> None:
    found = _released(tmp_path, manifest)
    assert found.past == ()
    assert found.layouts
    assert [path.parent.name for path in found.unread] == ["spring"]


def test_a_folder_is_searched_once_and_one_that_is_missing_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "release").mkdir()
    found = uses(SHIPPED, "whd", [tmp_path / "release", tmp_path / "release", tmp_path / "none"])
    assert found.searched == (tmp_path / "release",)


# The command


def _two_releases(folder: Path, workspace: Path) -> None:
    entry = {**ENTRY, "carries": {"hsi-tipline.voice": "+18663472424"}}
    for root, name in ((folder, "here"), (workspace, "ours")):
        path = root / "release" / name / "manifest.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({"files": {"a.pdf": entry}, "release": {"name": name}}), encoding="utf-8")


def test_the_command_looks_here_and_in_the_workspace(handbill: Command, tmp_path: Path, workspace: Path) -> None:
    _two_releases(tmp_path, workspace)
    ran = handbill("contacts", "uses", "hsi-tipline", "--workspace", str(workspace))
    assert ran.code == 0, ran.err
    rows = [line.split() for line in ran.out.splitlines()]
    assert ["hsi-tip-card", "back", "web", "code", "en,", "es,", "fr", "+", "21"] in rows
    assert "errata-label prints it on request: --set line=hsi-tipline" in ran.out
    assert "hsi-ops has a number of it too" in ran.out
    released = [line for line in ran.out.splitlines() if "voice +18663472424" in line]
    assert [line.split()[0] for line in released] == ["here", "ours"]
    assert all("changed: voice" in line for line in released)


def test_a_folder_named_is_the_only_one_searched(handbill: Command, tmp_path: Path, workspace: Path) -> None:
    _two_releases(tmp_path, workspace)
    ran = handbill("contacts", "uses", "hsi-tipline", "--releases", str(workspace / "release"), "--json")
    assert [past["release"] for past in ran.json["releases"]] == ["ours"]
    assert ran.json["releases"][0]["changed"] == ["voice"]
    card = next(use for use in ran.json["layouts"] if use["layout"] == "hsi-tip-card")
    assert {"panel": "back", "channel": "web", "in": "code", "field": ""} in card["spots"]
    assert ran.json["choices"] == [{"layout": "errata-label", "field": "line"}]


def test_no_use_is_said_in_words(handbill: Command, tmp_path: Path) -> None:
    ran = handbill("contacts", "uses", "fbi-tips")
    assert "There is no folder of releases here." in ran.out
    (tmp_path / "release" / "odd").mkdir(parents=True)
    (tmp_path / "release" / "odd" / "manifest.json").write_text("{", encoding="utf-8")
    ran = handbill("contacts", "uses", "fbi-tips")
    assert "carries FBI tips (fbi-tips)." in ran.out
    assert "Not read, because it is no manifest:" in ran.err


def test_nothing_is_written(handbill: Command, tmp_path: Path) -> None:
    handbill("contacts", "uses", "hsi-tipline")
    handbill("contacts", "due")
    assert list(tmp_path.iterdir()) == []
