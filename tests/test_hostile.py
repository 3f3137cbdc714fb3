"""Broken manifests, taken names and odd orders: each is a sentence, and nothing is lost or half-written."""

from __future__ import annotations

import datetime
import json
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.catalog.places import Roots, shipped_root
from generator.cli import app
from generator.errors import HandbillError, Refused
from generator.manifest import NAME, read_content
from generator.releasing import release as releasing
from generator.releasing.impact import Impact, impact_since
from tests.conftest import ROOT, Command
from tests.releasing import TERMS, change, new_tip_line, refresh, released, write

CARD = "hsi-tip-card"
FILE = f"{CARD}.en.screen.pdf"


@pytest.fixture
def office(workspace: Path) -> Path:
    """A workspace whose contacts were called lately."""
    refresh(workspace)
    return workspace


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release that nobody touches; tests copy it."""
    workspace = tmp_path_factory.mktemp("sound")
    refresh(workspace)
    return released(workspace, CARD).folder


def spoiled(sound: Path, to: Path, path: tuple[str, ...], value: object) -> Path:
    """A copy of a release of whose manifest one value is another."""
    folder = to / "spoiled"
    shutil.copytree(sound, folder)
    content: Any = json.loads((folder / NAME).read_text(encoding="utf-8"))
    inner = content
    for key in path[:-1]:
        inner = inner[key]
    assert path[-1] in inner
    inner[path[-1]] = value
    (folder / NAME).chmod(0o644)
    (folder / NAME).write_text(json.dumps(content), encoding="utf-8")
    return folder


def ran(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


ODD: list[tuple[tuple[str, ...], object]] = [
    (("files",), []),
    (("files", FILE), 7),
    (("files", FILE, "carries"), []),
    (("files", FILE, "carries"), {"hsi-tipline.voice": []}),
    (("files", FILE, "texts"), {}),
    (("files", FILE, "layout"), None),
    (("files", FILE, "fields"), "none"),
    (("files", FILE, "rules"), [7]),
    (("files", FILE, "rules"), [{"rule": 7}]),
    (("texts",), {"a": 1.5}),
    (("texts",), {"a": {"en": None}}),
    (("release",), "campus-1"),
    (("release", "quantity"), "many"),
    (("release", "quantity"), float("inf")),
    (("release", "quantity"), True),
    (("release", "name"), ["campus-1"]),
    (("documents", "job-ticket.pdf"), [{"a": []}]),
    (("inputs",), [1]),
    (("contacts",), {"hsi-tipline": 1}),
]


@pytest.mark.parametrize(("path", "value"), ODD, ids=[f"{'.'.join(p[-2:])}-{v!r}" for p, v in ODD])
def test_a_manifest_with_anything_where_a_value_belongs_is_no_manifest(
    sound: Path, tmp_path: Path, path: tuple[str, ...], value: object
) -> None:
    folder = spoiled(sound, tmp_path, path, value)
    assert read_content(folder / NAME) == {}
    for args, words in (
        (("release", "verify", folder), "is no release"),
        (("impact", "--since", folder), "is no manifest of Handbill"),
    ):
        refused = ran(*args)
        assert isinstance(refused.exception, HandbillError), refused.exception
        assert refused.exception.exit_code == 2
        assert words in str(refused.exception)


@pytest.mark.parametrize("key", ["layout", "language", "carries", "texts", "fields", "rules", "numbers", "contacts"])
def test_a_manifest_may_lack_what_an_older_one_does_not_say(sound: Path, tmp_path: Path, key: str) -> None:
    folder = tmp_path / "older"
    shutil.copytree(sound, folder)
    content = json.loads((folder / NAME).read_text(encoding="utf-8"))
    del content["files"][FILE][key]
    (folder / NAME).chmod(0o644)
    (folder / NAME).write_text(json.dumps(content), encoding="utf-8")
    assert set(read_content(folder / NAME)["files"]) == {FILE}
    (found,) = impact_since(Roots(shipped_root()), [folder])
    assert (found.files, found.affected) == (1, ())


def test_a_manifest_nested_past_all_reading_is_no_manifest(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"files": ' + "[" * 100_000 + "]" * 100_000 + "}", encoding="utf-8")
    assert read_content(tmp_path / NAME) == {}


def test_a_release_without_terms_is_told_without_a_crash(sound: Path, tmp_path: Path, process: Command) -> None:
    folder = spoiled(sound, tmp_path, ("release",), {"name": "campus-1"})
    shown = process("release", "verify", str(folder))
    assert shown.code == 1
    assert "“campus-1”, 0 copies" in shown.out
    assert "verify.manifest" in shown.out


def impact(office: Path) -> Impact:
    (found,) = impact_since(Roots(shipped_root(), office), [office / "release"])
    return found


def test_an_enormous_order_is_counted_to_the_sheet(sound: Path, office: Path) -> None:
    copies = 10**400 + 1
    folder = spoiled(sound, office, ("release", "quantity"), copies)
    new_tip_line(office)
    (found,) = impact_since(Roots(shipped_root(), office), [folder])
    (label,) = found.labels
    assert label.sheets * label.per_sheet >= copies > (label.sheets - 1) * label.per_sheet


def test_a_reprint_keeps_every_field_but_the_number_that_changed(office: Path) -> None:
    manifest = {
        "files": {
            "a.pdf": {
                "layout": "campus-glovebox-card",
                "language": "en",
                "carries": {"hsi-tipline.voice": "+18663472423"},
                "fields": {"dispatch": "(866) 347-2423", "office": "O'Brien Hall"},
            }
        },
        "release": {"name": "r", "quantity": 5},
    }
    write(office, f"release/r/{NAME}", json.dumps(manifest))
    new_tip_line(office)
    (piece,) = impact(office).affected
    assert piece.fields_now == {"dispatch": "1-866-347-2499", "office": "O'Brien Hall"}
    told = ran("impact", "--since", office / "release", "--workspace", office).output
    (reprint,) = [line for line in told.splitlines() if "Reprint:" in line]
    words = shlex.split(reprint)
    assert words[-6:-2] == ["--set", "dispatch=1-866-347-2499", "--set", "office=O'Brien Hall"]


def test_a_notice_is_reprinted_for_its_rule(office: Path) -> None:
    entry = {
        "layout": "posting-notice",
        "language": "en",
        "carries": {"hsi-tipline.voice": "+18663472423"},
        "rules": [{"rule": "nm-min-wage", "clauses": []}],
    }
    write(office, f"release/r/{NAME}", json.dumps({"files": {"a.pdf": entry}, "release": {"name": "r", "quantity": 5}}))
    new_tip_line(office)
    assert [piece.rule for piece in impact(office).affected] == ["nm-min-wage"]
    told = ran("impact", "--since", office / "release", "--workspace", office).output
    assert "--rule nm-min-wage --workspace FOLDER" in told
    assert "--contact WHO --lang" not in told


def test_a_link_that_leads_nowhere_has_the_name(office: Path) -> None:
    (office / "release").mkdir()
    (office / "release" / TERMS.name).symlink_to(office / "nowhere")
    with pytest.raises(Refused) as refused:
        released(office, CARD)
    assert [finding.rule for finding in refused.value.findings] == ["release.exists"]
    assert (office / "release" / TERMS.name).readlink() == office / "nowhere"


def test_of_two_people_at_once_the_slower_is_told_that_the_name_is_taken(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = releasing._put_in_place

    def slower(folder: Path, target: Path) -> None:
        target.mkdir()
        (target / "theirs.pdf").write_bytes(b"theirs")
        place(folder, target)

    monkeypatch.setattr(releasing, "_put_in_place", slower)
    with pytest.raises(Refused) as refused:
        released(office, CARD)
    assert [finding.rule for finding in refused.value.findings] == ["release.exists"]
    assert [path.name for path in (office / "release").rglob("*")] == [TERMS.name, "theirs.pdf"]


def test_a_release_that_is_stopped_leaves_nothing(office: Path) -> None:
    out = office / "stopped"
    order = ["release", CARD, "shoe-card", "indicator-card", "--name", "r", "--quantity", "1", "--contact", "a@b.org"]
    command = [sys.executable, "-m", "generator", *order, "--workspace", str(office), "--out", str(out)]
    refresh(office, datetime.date.today())
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while not list(out.glob(".handbill-*/r/*.pdf")) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert b"Traceback" not in told
    assert list(out.iterdir()) == []


def test_an_edited_copy_in_the_workspace_is_what_is_signed(office: Path) -> None:
    change(office, "data/translations/es/steps.yaml", "¿", "¿ ")
    before = (office / "data/translations/es/steps.yaml").read_text(encoding="utf-8")
    assert ran("review", "es", "steps", "--by", "Ana Ruiz", "--workspace", office).exit_code == 0
    after = (office / "data/translations/es/steps.yaml").read_text(encoding="utf-8")
    assert after.count("¿ ") == before.count("¿ ") > 0
    assert "Ana Ruiz" in after


def test_signing_what_ships_writes_to_the_workspace_alone(office: Path) -> None:
    shipped = shipped_root() / "data/translations/es/labels.yaml"
    before = shipped.read_bytes()
    assert ran("review", "es", "labels", "--by", "Ana Ruiz", "--workspace", office).exit_code == 0
    assert shipped.read_bytes() == before
    assert "Ana Ruiz" in (office / "data/translations/es/labels.yaml").read_text(encoding="utf-8")
    nobody = ran("review", "es", "label", "--by", "Ana Ruiz", "--workspace", office)
    assert "“labels”" in str(nobody.exception)


def test_wording_in_a_language_that_the_rule_does_not_ask_for_may_stay_off_the_sheet(office: Path) -> None:
    words = {"en": "Call 1-888-373-7888 if you cannot leave.", "es": "Llame al 1-888-373-7888 si no puede irse."}
    for lang, text in words.items():
        write(office, "notice.txt", text)
        taking = ("lock", "hi-371-20", office / "notice.txt", "--lang", lang, "--source", "S", "--by", "Ana Ruiz")
        assert ran(*taking, "--workspace", office).exit_code == 0
    for folder, langs in (("one", ()), ("two", ("--lang", "en", "--lang", "es"))):
        order = ("build", "posting-notice", "--rule", "hi-371-20", "--purpose", "press", *langs)
        built = ran(*order, "--workspace", office, "--out", office / folder)
        assert built.exit_code == 0, built.exception
