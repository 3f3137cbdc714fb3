"""Impact: from manifests alone, exactly the pieces that carry what has changed, and no others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.build import build
from generator.catalog.places import Roots, shipped_root
from generator.errors import UsageError
from generator.making import Purpose
from generator.manifest import NAME
from generator.order import Order
from generator.releasing.impact import Change, Impact, impact_since
from tests.conftest import Command
from tests.releasing import CONTACTS, NEW_NUMBER, NEW_VALUE, change, new_tip_line, refresh, released

CARD, SHOE, PAIR = "hsi-tip-card", "shoe-card", "two-language-poster"
STEPS = "data/topics/steps.yaml"
QUESTION = "Does something feel wrong?"


@pytest.fixture
def office(workspace: Path) -> Path:
    """A workspace whose contacts were called lately."""
    refresh(workspace)
    return workspace


def made(office: Path, *layouts: str, **more: Any) -> Path:
    """The manifest of a build, alone in a folder: its files are gone."""
    out = office / "made"
    order: dict[str, Any] = {"langs": ("en",), "purposes": (Purpose.SCREEN, Purpose.IMAGE)}
    build(Roots(shipped_root(), office), Order(out, layouts, **{**order, **more}))
    for path in out.iterdir():
        if path.name != NAME:
            path.unlink()
    return out


def impact(office: Path, *since: Path) -> Impact:
    (found,) = impact_since(Roots(shipped_root(), office), since)
    return found


def affected(office: Path, since: Path) -> set[str]:
    return {file for piece in impact(office, since).affected for file in piece.files}


def test_nothing_is_affected_where_nothing_has_changed(office: Path) -> None:
    found = impact(office, made(office, CARD, SHOE, PAIR, langs=("en", "es")))
    assert found.files == 16
    assert found.affected == ()
    assert found.labels == ()


def test_a_changed_number_affects_the_files_that_carry_it_and_no_others(office: Path) -> None:
    since = made(office, CARD, SHOE, langs=("en", "ar"))
    new_tip_line(office)
    assert affected(office, since) == {
        f"{CARD}.{lang}.{name}" for lang in ("en", "ar") for name in ("screen.pdf", "back.png")
    }
    changes = {change for piece in impact(office, since).affected for change in piece.changes}
    assert changes == {Change("number", "hsi-tipline.voice", "", "+18663472423", NEW_VALUE)}


def test_a_changed_address_is_told_with_the_new_one(office: Path) -> None:
    since = made(office, CARD)
    text = (office / CONTACTS).read_text(encoding="utf-8").replace("www.ice.gov/tipline", "www.ice.gov/report")
    (office / CONTACTS).write_text(text, encoding="utf-8")
    (piece,) = impact(office, since).affected
    old, new = "https://www.ice.gov/tipline", "https://www.ice.gov/report"
    assert piece.changes == (Change("address", "hsi-tipline.web", "", old, new),)
    assert impact(office, since).labels == ()


def test_a_contact_that_was_removed_affects_what_carried_it(office: Path) -> None:
    since = made(office, CARD)
    content = json.loads((since / NAME).read_text(encoding="utf-8"))
    for entry in content["files"].values():
        entry["carries"] = {name.replace("hsi-tipline", "gone-line"): v for name, v in entry["carries"].items()}
    (since / NAME).write_text(json.dumps(content), encoding="utf-8")
    (piece,) = impact(office, since).affected
    assert {change.kind for change in piece.changes} == {"contact"}
    assert {change.key for change in piece.changes} == {"gone-line.voice", "gone-line.web"}
    assert impact(office, since).labels == ()


def test_a_changed_english_sentence_affects_the_faces_that_print_it(office: Path) -> None:
    since = made(office, CARD, SHOE)
    change(office, STEPS, QUESTION, "Does it feel wrong?")
    assert affected(office, since) == {f"{CARD}.en.screen.pdf", f"{CARD}.en.front.png"}
    (piece,) = impact(office, since).affected
    (told,) = piece.changes
    assert (told.kind, told.key, told.new, told.file) == ("text", "steps:question", "Does it feel wrong?", STEPS)


def test_translations_of_a_changed_english_sentence_are_affected_as_stale(office: Path) -> None:
    since = made(office, CARD, langs=("en", "es"), purposes=(Purpose.SCREEN,))
    change(office, STEPS, QUESTION, "Does it feel wrong?")
    kinds = {piece.language: [told.kind for told in piece.changes] for piece in impact(office, since).affected}
    assert kinds == {"en": ["text"], "es": ["english"]}


def test_a_changed_translation_affects_its_language_alone_and_pieces_that_carry_it_beside(office: Path) -> None:
    since = made(office, CARD, PAIR, langs=("en", "es", "fr"), purposes=(Purpose.SCREEN,))
    change(office, "data/translations/es/steps.yaml", "¿Algo anda mal?", "¿Pasa algo malo?")
    # Beside French the poster carries English.
    assert affected(office, since) == {
        *(f"{CARD}.es.screen.pdf", f"{PAIR}.en.screen.pdf", f"{PAIR}.es.screen.pdf"),
    }
    told = {change for piece in impact(office, since).affected for change in piece.changes}
    assert {(change.key, change.lang) for change in told} == {("steps:question", "es")}


def test_a_sentence_that_is_gone_is_told_as_gone(office: Path) -> None:
    since = made(office, CARD, purposes=(Purpose.SCREEN,))
    content = (since / NAME).read_text(encoding="utf-8").replace("steps:question", "steps:older-question")
    (since / NAME).write_text(content, encoding="utf-8")
    ((told,),) = (piece.changes for piece in impact(office, since).affected)
    assert (told.key, told.new) == ("steps:older-question", "")


def test_records_of_a_piece_are_told_apart_by_their_fields(office: Path) -> None:
    releases = office / "release"
    for name, dispatch in (("one", "1-866-347-2423"), ("two", "1-888-373-7888")):
        folder = made(office, CARD, purposes=(Purpose.SCREEN,), fields={"dispatch": dispatch})
        (releases / name).mkdir(parents=True)
        (folder / NAME).rename(releases / name / NAME)
    new_tip_line(office)
    found = impact_since(Roots(shipped_root(), office), [releases])
    fields = [piece.fields for one in found for piece in one.affected]
    assert fields == [{"dispatch": "1-866-347-2423"}, {"dispatch": "1-888-373-7888"}]


def test_a_release_says_how_many_copies_are_out_there_and_which_label_mends_them(office: Path) -> None:
    released(office, CARD, SHOE)
    new_tip_line(office)
    (found,) = impact_since(Roots(shipped_root(), office), [office / "release"])
    assert (found.release["name"], found.quantity) == ("campus-1", 2500)
    (label,) = found.labels
    assert (label.contact, label.per_sheet, label.sheets) == ("hsi-tipline", 10, 250)
    assert label.command == (
        "handbill build errata-label --lang en --purpose office --set line=hsi-tipline --stock avery-5163"
        " --workspace FOLDER"
    )


def test_a_label_is_counted_for_every_piece_that_carries_the_number(office: Path) -> None:
    released(office, CARD, "indicator-card", "hsi-tip-card")
    new_tip_line(office)
    (label,) = impact(office, office / "release").labels
    carrying = {piece.layout for piece in impact(office, office / "release").affected}
    assert label.sheets == len(carrying) * 250


def test_a_manifest_of_the_first_version_tells_of_numbers_that_are_gone(office: Path) -> None:
    entry = {
        "layout": "card",
        "language": "en",
        "numbers": ["1-866-347-2423", "911"],
        "local_numbers": ["202-555-0142"],
    }
    other = {"layout": "card", "language": "es", "numbers": ["911", "202-555-0142"], "local_numbers": ["202-555-0142"]}
    files = {"card.pdf": entry, "other.pdf": other}
    (office / NAME).write_text(json.dumps({"manifest": 1, "files": files}))
    assert impact(office, office).affected == ()
    new_tip_line(office)
    assert affected(office, office) == {"card.pdf"}


def test_what_is_no_manifest_is_wrong_usage(office: Path) -> None:
    (office / "other.json").write_text("{}")
    with pytest.raises(UsageError, match="is no manifest"):
        impact(office, office / "other.json")
    with pytest.raises(UsageError, match="There is no manifest"):
        impact(office, office / "data")


def test_the_command_says_what_changed_what_to_reprint_and_how_to_mend(office: Path, handbill: Command) -> None:
    released(office, CARD)
    new_tip_line(office)
    change(office, STEPS, QUESTION, "Does it feel wrong?")
    ran = handbill("impact", "--since", "workspace/release", "--workspace", "workspace")
    assert ran.code == 0, ran.err
    assert "campus-1, 2,500 copies of each piece" in ran.out
    assert f"+18663472423 (hsi-tipline.voice) is now {NEW_VALUE}." in ran.out
    assert f"steps:question reads “Does it feel wrong?” now (workspace/{STEPS})." in ran.out.replace(
        f"({STEPS})", f"(workspace/{STEPS})"
    )
    assert f"Reprint: handbill release {CARD} --name NAME --quantity 2500 --contact WHO --lang en" in ran.out
    assert "--stock avery-5163 --workspace FOLDER (250 sheets of 10 for the copies out there)" in ran.out
    assert "1 of 1 files carry something that has changed." in ran.out
    found = handbill("impact", "--since", "workspace/release/campus-1", "--workspace", "workspace", "--json").json
    (one,) = found["impacts"]
    assert one["affected"][0]["layout"] == CARD
    assert NEW_NUMBER not in ran.out
