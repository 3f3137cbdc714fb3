"""The manifest says what is in the folder, and never what is no longer there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator import VERSION
from generator.build import build
from generator.catalog.leaves import fingerprint
from generator.catalog.places import Roots, shipped_root
from generator.findings import Finding, Place, Severity
from generator.making import Purpose
from generator.manifest import NAME, Basis, Entry, digest, local_numbers, merged, read_content, read_manifest
from generator.order import Order
from tests.conftest import Built
from tests.releasing import change, order, refresh, sign


def entry(name: str, data: bytes, **more: object) -> Entry:
    return Entry(name, digest(data), "card", "en", "press", **more)  # type: ignore[arg-type]


def store(folder: Path, *entries: Entry) -> None:
    (folder / NAME).write_bytes(merged(folder, entries))


def test_an_entry_names_everything_a_reprint_needs(tmp_path: Path) -> None:
    finding = Finding("type.small", Severity.WARNING, Place("a.yaml", 3), "Small.", "Grow it.")
    made = entry("card.pdf", b"x", qrs=("https://a",), contacts=("emergency",), numbers=("911",), findings=(finding,))
    store(tmp_path, made)
    kept = read_manifest(tmp_path)["card.pdf"]
    assert kept["sha256"] == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    assert (kept["layout"], kept["language"], kept["purpose"]) == ("card", "en", "press")
    assert (kept["qr_targets"], kept["contacts"], kept["numbers"]) == (["https://a"], ["emergency"], ["911"])
    assert kept["findings"][0]["rule"] == "type.small"


def test_entries_of_files_that_still_stand_are_kept(tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_bytes(b"old")
    store(tmp_path, entry("old.pdf", b"old"))
    store(tmp_path, entry("new.pdf", b"new"))
    assert set(read_manifest(tmp_path)) == {"old.pdf", "new.pdf"}


@pytest.mark.parametrize("now", [None, b"changed"])
def test_entries_of_files_that_changed_or_went_are_dropped(tmp_path: Path, now: bytes | None) -> None:
    store(tmp_path, entry("old.pdf", b"old"))
    if now is not None:
        (tmp_path / "old.pdf").write_bytes(now)
    store(tmp_path, entry("new.pdf", b"new"))
    assert set(read_manifest(tmp_path)) == {"new.pdf"}


@pytest.mark.parametrize("text", ["", "not json", "[]", '{"files": []}', "{}"])
def test_a_broken_manifest_reads_as_empty_and_is_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    assert read_manifest(tmp_path) == {}
    store(tmp_path, entry("new.pdf", b"new"))
    assert json.loads((tmp_path / NAME).read_text(encoding="utf-8"))["manifest"] == 2


def test_a_jobs_own_numbers_are_known_for_these_very_bytes_only(tmp_path: Path) -> None:
    path = tmp_path / "card.pdf"
    path.write_bytes(b"card")
    store(tmp_path, entry("card.pdf", b"card", local=("202-555-0142",)))
    assert local_numbers(path, b"card") == ("202-555-0142",)
    assert local_numbers(path, b"card changed") == ()
    assert local_numbers(tmp_path / "other.pdf", b"card") == ()


CARD, POCKET, PAIR = "hsi-tip-card", "campus-glovebox-card", "two-language-poster"
SPANISH_QUESTION = f"{fingerprint('¿Algo anda mal?')}/{fingerprint('Does something feel wrong?')}"
TIP_LINE = {"hsi-tipline.voice": "+18663472423", "hsi-tipline.web": "https://www.ice.gov/tipline"}


def content(folder: Path) -> dict[str, Any]:
    return read_content(folder / NAME)


def said(folder: Path, file: str) -> dict[str, dict[str, str]]:
    """The texts of a file by language."""
    found = content(folder)
    texts: dict[str, dict[str, str]] = found["texts"][found["files"][file]["texts"]]
    return texts


def test_a_file_lists_the_channels_read_back_on_it_and_a_picture_those_of_its_face(built: Built) -> None:
    files = read_manifest(built.out)
    everything = {**TIP_LINE, "emergency.voice": "911"}
    for name in ("press.pdf", "office.pdf", "screen.pdf", "back.png"):
        assert files[f"{CARD}.en.{name}"]["carries"] == everything
    assert files[f"{CARD}.en.front.png"]["carries"] == {}
    # The address book has the number from abroad, which the card has not.
    assert files[f"{CARD}.en.vcf"]["carries"] == {**everything, "hsi-tipline.abroad": "+18028726199"}


def test_of_two_contacts_with_one_number_a_file_carries_the_one_it_asks_for(tmp_path: Path) -> None:
    layouts = (POCKET, CARD)
    build(Roots(shipped_root()), Order(tmp_path, layouts, ("en",), (Purpose.SCREEN,)))
    carries = {name: set(entry["carries"]) for name, entry in read_manifest(tmp_path).items()}
    assert "hsi-ops.voice" not in carries[f"{CARD}.en.screen.pdf"]
    for name, entry in read_manifest(tmp_path).items():
        asked = set(entry["contacts"])
        assert {line.partition(".")[0] for line in carries[name]} <= asked
        assert "hsi-tipline.voice" in carries[name]


def test_a_number_of_the_directory_typed_into_a_field_is_carried(tmp_path: Path) -> None:
    fields = {"dispatch": "1-888-373-7888"}
    build(Roots(shipped_root()), Order(tmp_path, (CARD,), ("en",), (Purpose.SCREEN,), fields=fields))
    (entry,) = read_manifest(tmp_path).values()
    assert entry["carries"]["nht-hotline.voice"] == "+18883737888"


def test_the_texts_of_a_file_are_those_printed_in_its_language(workspace: Path, tmp_path: Path) -> None:
    roots = refresh(workspace)
    build(roots, Order(tmp_path, (CARD,), ("en", "es"), (Purpose.SCREEN,)))
    english, spanish = said(tmp_path, f"{CARD}.en.screen.pdf"), said(tmp_path, f"{CARD}.es.screen.pdf")
    assert set(english) == {"en"}
    assert set(spanish) == {"es"}
    assert set(english["en"]) == set(spanish["es"])
    assert english["en"]["steps:question"] == fingerprint("Does something feel wrong?")
    assert spanish["es"]["steps:question"] == SPANISH_QUESTION
    assert "contacts:hsi-tipline.name" in english["en"]


def test_a_picture_has_the_texts_of_its_face_and_an_address_book_those_of_its_contacts(built: Built) -> None:
    front, back = (set(said(built.out, f"{CARD}.en.{face}.png")["en"]) for face in ("front", "back"))
    whole = set(said(built.out, f"{CARD}.en.press.pdf")["en"])
    assert "steps:question" in front
    assert "contacts:hsi-tipline.name" in back
    assert front | back == whole
    assert not front & {"contacts:hsi-tipline.name"}
    card = set(said(built.out, f"{CARD}.en.vcf")["en"])
    assert card == {
        f"contacts:{who}.{part}" for who in ("hsi-tipline", "emergency") for part in ("name", "who", "hours")
    }


def test_purposes_of_a_piece_share_one_list_of_texts(built: Built) -> None:
    files = read_manifest(built.out)
    keys = {files[f"{CARD}.en.{purpose}.pdf"]["texts"] for purpose in ("press", "office", "screen")}
    assert len(keys) == 1
    assert set(content(built.out)["texts"]) == {entry["texts"] for entry in files.values()}


def test_a_piece_in_two_languages_has_the_texts_of_both(tmp_path: Path) -> None:
    build(Roots(shipped_root()), Order(tmp_path, (PAIR,), ("en",), (Purpose.SCREEN,)))
    (entry,) = read_manifest(tmp_path).values()
    texts = said(tmp_path, f"{PAIR}.en.screen.pdf")
    assert entry["second_languages"] == ["es"]
    assert texts["en"]["steps:question"] == fingerprint("Does something feel wrong?")
    assert texts["es"]["steps:question"] == SPANISH_QUESTION
    assert set(entry["reviews"]) == {"es"}


def test_what_stands_for_a_field_is_no_text_of_a_piece_that_leaves_it_empty(tmp_path: Path, workspace: Path) -> None:
    line = '    - text: {text: "{support.title}", when: agency}\n'
    source = (shipped_root() / f"layouts/cards/{CARD}.yaml").read_text(encoding="utf-8")
    change(workspace, f"layouts/cards/{CARD}.yaml", "  front:\n", f"  front:\n{line}")
    assert "{support.title}" not in source
    roots = Roots(shipped_root(), workspace)
    for name, fields in (("without", {}), ("with", {"agency": "Campus Police", "dispatch": "202-555-0155"})):
        build(roots, Order(tmp_path / name, (CARD,), ("en",), (Purpose.SCREEN,), fields=fields))
    file = f"{CARD}.en.screen.pdf"
    assert "support:title" not in said(tmp_path / "without", file)["en"]
    assert "support:title" in said(tmp_path / "with", file)["en"]


def test_reviews_count_who_has_read_the_texts_of_a_piece(workspace: Path, tmp_path: Path) -> None:
    refresh(workspace)
    sign(workspace, "es", "steps")
    build(Roots(shipped_root(), workspace), Order(tmp_path, (CARD,), ("es",), (Purpose.SCREEN,)))
    (entry,) = read_manifest(tmp_path).values()
    names = said(tmp_path, f"{CARD}.es.screen.pdf")["es"]
    steps = sum(name.startswith("steps:") for name in names)
    assert entry["reviews"] == {"es": {"reviewed": steps, "draft": len(names) - steps, "by": ["Ana Ruiz"]}}


def test_the_manifest_names_the_program_the_contacts_and_every_file_it_was_made_from(
    workspace: Path, tmp_path: Path
) -> None:
    roots = refresh(workspace)
    build(roots, Order(tmp_path, (CARD,), ("es",), (Purpose.SCREEN,)))
    found = content(tmp_path)
    assert (found["manifest"], found["handbill"]) == (2, VERSION)
    assert set(found["contacts"]) == {"hsi-tipline", "emergency"}
    assert found["contacts"]["hsi-tipline"]["checked_on"] == "2026-11-20"
    assert found["contacts"]["hsi-tipline"]["channels"]["voice"] == "+18663472423"
    own = (workspace / "data/contacts.yaml").read_bytes()
    assert found["inputs"]["workspace/data/contacts.yaml"] == digest(own)
    assert "data/contacts.yaml" in found["inputs"], "entries of both are merged"
    for file in ("layouts/formats.yaml", "data/topics/steps.yaml", f"layouts/cards/{CARD}.yaml", "fonts/register.yaml"):
        assert found["inputs"][file] == digest((shipped_root() / file).read_bytes())
    assert "data/translations/es/steps.yaml" in found["inputs"]
    assert "data/translations/fr/steps.yaml" not in found["inputs"]
    assert "layouts/survivors/shoe-card.yaml" not in found["inputs"]


def test_a_shops_profile_is_an_input_too(workspace: Path, tmp_path: Path) -> None:
    profile = shipped_root() / "data/profiles/FOGRA39L_coated.icc"
    (tmp_path / "shop.icc").write_bytes(profile.read_bytes())
    build(refresh(workspace), Order(tmp_path, (CARD,), ("en",), (Purpose.PRESS,), icc=tmp_path / "shop.icc"))
    assert content(tmp_path)["inputs"]["shop.icc"] == digest(profile.read_bytes())


def test_an_older_file_remembers_what_it_was_made_from(tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_bytes(b"old")
    carries = {"emergency.voice": "911"}
    then = Basis({"a.yaml": "1", "b.yaml": "1"}, {"emergency": {"name": "Then"}}, {"k1": {"en": {"a:b": "1"}}})
    (tmp_path / NAME).write_bytes(merged(tmp_path, [entry("old.pdf", b"old", carries=carries, texts="k1")], then))
    now = Basis({"a.yaml": "2", "c.yaml": "2"}, {"hotline": {"name": "Now"}}, {"k2": {"en": {"a:b": "2"}}})
    (tmp_path / NAME).write_bytes(merged(tmp_path, [entry("new.pdf", b"new", texts="k2")], now))
    found = content(tmp_path)
    assert found["inputs"] == {"a.yaml": "2", "b.yaml": "1", "c.yaml": "2"}
    assert found["files"]["old.pdf"]["inputs"] == {"a.yaml": "1"}
    assert "inputs" not in found["files"]["new.pdf"]
    assert set(found["contacts"]) == {"emergency", "hotline"}
    assert set(found["texts"]) == {"k1", "k2"}


def test_what_no_file_carries_any_more_leaves_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_bytes(b"old")
    then = Basis({"a.yaml": "1"}, {"emergency": {"name": "Then"}}, {"k1": {"en": {"a:b": "1"}}})
    (tmp_path / NAME).write_bytes(merged(tmp_path, [entry("old.pdf", b"other", texts="k1")], then))
    store(tmp_path, entry("new.pdf", b"new"))
    found = content(tmp_path)
    assert (found["inputs"], found["contacts"], found["texts"]) == ({}, {}, {})


def test_files_of_a_manifest_of_the_first_version_are_kept(tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_bytes(b"old")
    old = {"sha256": digest(b"old"), "layout": "card", "language": "en", "purpose": "press", "numbers": ["911"]}
    (tmp_path / NAME).write_text(json.dumps({"manifest": 1, "files": {"old.pdf": old}}))
    store(tmp_path, entry("new.pdf", b"new"))
    assert content(tmp_path)["manifest"] == 2
    assert read_manifest(tmp_path)["old.pdf"] == old


def test_the_manifest_does_not_hang_on_the_day(workspace: Path, tmp_path: Path) -> None:
    roots = refresh(workspace)
    for name, made in (
        ("a", order(tmp_path / "a", CARD)),
        ("b", Order(tmp_path / "b", (CARD,), ("en",), (Purpose.SCREEN,))),
    ):
        assert build(roots, made).entries, name
    assert (tmp_path / "a" / NAME).read_bytes() == (tmp_path / "b" / NAME).read_bytes()
