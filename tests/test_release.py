"""Releases: nothing leaves the house that the policy refuses, and what has left is never changed."""

from __future__ import annotations

import datetime
import hashlib
import json
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from generator import build as building
from generator.catalog.places import Roots, shipped_root
from generator.errors import Refused, SetupError, UsageError
from generator.findings import Finding, Place, Severity
from generator.making import Purpose
from generator.proof.report import ProofResult
from generator.releasing import release as releasing
from generator.releasing.policy import Terms
from generator.releasing.verify import Verified, verify
from tests.conftest import Command
from tests.releasing import CONTACTS, TERMS, TODAY, age, change, new_tip_line, refresh, released, sign, write

CARD, POCKET = "hsi-tip-card", "campus-glovebox-card"
EVERYTHING = {"job-ticket.json", "job-ticket.pdf", "manifest.json", "manifest.sha256"}


@pytest.fixture
def office(workspace: Path) -> Path:
    """A workspace whose contacts were called lately."""
    refresh(workspace)
    return workspace


def refusal(office: Path, *layouts: str, terms: Terms = TERMS, **more: object) -> tuple[Finding, ...]:
    """The errors for which a release is refused; nothing of it is left."""
    with pytest.raises(Refused) as refused:
        released(office, *layouts, terms=terms, **more)
    assert not (office / "release" / terms.name).exists()
    return tuple(finding for finding in refused.value.findings if finding.severity is Severity.ERROR)


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return sorted(finding.rule for finding in findings)


def manifest(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return content


def test_a_release_is_a_folder_of_its_files_with_manifest_and_ticket(office: Path) -> None:
    done = released(office, CARD, purposes=(Purpose.PRESS, Purpose.SCREEN))
    assert done.folder == office / "release" / "campus-1"
    names = {f"{CARD}.en.press.pdf", f"{CARD}.en.screen.pdf"}
    assert {path.name for path in done.folder.iterdir()} == names | EVERYTHING
    assert [path.name for path in (office / "release").iterdir()] == ["campus-1"]
    assert {entry.name for entry in done.entries} == names


def test_nobody_can_write_the_files_of_a_release_and_everybody_can_read_them(office: Path) -> None:
    folder = released(office, CARD).folder
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o444}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_the_manifest_says_on_what_terms_and_of_which_bytes(office: Path) -> None:
    folder = released(office, CARD).folder
    content = manifest(folder)
    assert content["release"] == {
        "name": "campus-1",
        "date": "2026-11-20",
        "quantity": 2500,
        "contact": "J. Doe, 202-555-0199, jdoe@campus.edu",
        "paper": "",
        "finish": "",
    }
    listed = content["documents"] | {name: entry["sha256"] for name, entry in content["files"].items()}
    assert set(listed) == {path.name for path in folder.iterdir()} - {"manifest.json", "manifest.sha256"}
    for name, sha256 in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    sealed = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    assert (folder / "manifest.sha256").read_text(encoding="ascii") == f"{sealed}  manifest.json\n"


def test_released_files_bear_the_release_and_proofs_say_proof(office: Path, tmp_path: Path) -> None:
    folder = released(office, CARD, purposes=(Purpose.PRESS, Purpose.OFFICE)).folder
    roots = Roots(shipped_root(), office)
    building.build(roots, building.Order(tmp_path, (CARD,), ("en",), (Purpose.PRESS, Purpose.OFFICE)))
    for purpose in ("press", "office"):
        name = f"{CARD}.en.{purpose}.pdf"
        texts = [
            " ".join(pypdf.PdfReader(place / name).pages[0].extract_text().split()) for place in (folder, tmp_path)
        ]
        assert "campus-1" in texts[0]
        assert "· PROOF" not in texts[0].upper()
        assert "campus-1" not in texts[1]
        assert "· PROOF" in texts[1].upper()
        with pikepdf.open(folder / name) as out, pikepdf.open(tmp_path / name) as proof:
            assert str(out.docinfo["/Keywords"]) == "RELEASE campus-1"
            assert str(proof.docinfo["/Keywords"]) == "PROOF"
            assert out.open_metadata()["xmp:Label"] == "RELEASE campus-1"


def test_the_same_release_has_the_same_bytes_on_any_day_but_for_its_date(office: Path) -> None:
    first = released(office, CARD).folder
    again = released(office, CARD, out=office / "again", today=TODAY + datetime.timedelta(days=30)).folder
    for path in first.iterdir():
        dated = path.name in EVERYTHING
        assert (path.read_bytes() == (again / path.name).read_bytes()) is not dated, path.name


def test_a_check_on_the_last_day_counts_and_on_the_day_after_it_does_not(office: Path) -> None:
    last = TODAY - datetime.timedelta(days=365)
    age(office, "hsi-tipline", last.isoformat())
    assert released(office, CARD).entries
    age(office, "hsi-tipline", (last - datetime.timedelta(days=1)).isoformat())
    (finding,) = refusal(office, CARD, terms=replace(TERMS, name="campus-2"))
    assert finding.rule == "release.contact-stale"
    assert "“hsi-tipline” was last checked on 2025-11-19, 366 days ago" in finding.problem
    assert "handbill contacts verify hsi-tipline --by NAME --on 2026-11-20 --how call" in finding.fix
    assert finding.place.key == "contacts.hsi-tipline"


def test_a_contact_that_no_file_carries_may_be_old(office: Path) -> None:
    age(office, "nht-hotline", "2019-01-01")
    assert released(office, CARD).entries


def test_a_workspace_may_set_stricter_days(office: Path) -> None:
    age(office, "hsi-tipline", "2026-11-01")
    write(office, "data/policies.yaml", "proof_days: 5\nrelease_days: 10\n")
    assert rules(refusal(office, CARD)) == ["release.contact-stale"]


def test_a_contact_older_than_a_proof_should_rest_on_is_a_warning_of_the_release(office: Path) -> None:
    age(office, "hsi-tipline", "2026-03-01")
    done = released(office, CARD)
    (finding,) = done.findings
    assert (finding.rule, finding.severity, finding.seen) == ("contact.stale", "warning", "264 days")
    assert [kept["rule"] for kept in manifest(done.folder)["findings"]] == ["contact.stale"]


def test_a_number_typed_into_a_field_is_as_old_as_its_entry_in_the_directory(office: Path) -> None:
    age(office, "nht-hotline", "2019-01-01")
    (finding,) = refusal(office, CARD, fields={"dispatch": "1-888-373-7888"})
    assert (finding.rule, finding.place.key) == ("release.contact-stale", "contacts.nht-hotline")


def test_a_language_that_nobody_has_signed_is_refused_with_its_texts_and_the_commands(office: Path) -> None:
    (finding,) = refusal(office, CARD, langs=("en", "es"))
    assert (finding.rule, finding.place.file) == ("release.unreviewed", "data/translations/es")
    assert "In Spanish, nobody has signed" in finding.problem
    assert "contacts:hsi-tipline.name" in finding.problem
    assert "handbill review es steps --by NAME" in finding.fix


def test_a_language_is_released_once_every_text_on_the_piece_is_signed(office: Path) -> None:
    sign(office, "es", "contacts", "labels", "support")
    (finding,) = refusal(office, CARD, langs=("es",))
    assert finding.problem.count("steps:") == 3
    sign(office, "es", "steps", "campus", "directory")
    done = released(office, CARD, langs=("es",))
    (entry,) = done.entries
    assert entry.reviews["es"]["draft"] == 0
    assert entry.reviews["es"]["by"] == ["Ana Ruiz"]


def test_the_second_language_of_a_piece_must_be_signed_too(office: Path) -> None:
    (finding,) = refusal(office, "two-language-poster", langs=("en",))
    assert (finding.rule, finding.place.file) == ("release.unreviewed", "data/translations/es")


@pytest.mark.parametrize("fields", [{}, {"dispatch": "202-555-0142"}, {"dispatch": "(202) 555 0142"}])
def test_a_sample_number_is_refused_left_as_it_is_or_typed_in_again(office: Path, fields: dict[str, str]) -> None:
    (finding,) = refusal(office, POCKET, fields=fields)
    assert (finding.rule, finding.place.key) == ("release.sample", "fields.dispatch")
    assert "--set dispatch=" in finding.fix


def test_a_sample_text_that_must_change_is_refused_in_any_spelling(office: Path) -> None:
    sample = "sample: Sample State University Police"
    change(office, f"layouts/cards/{CARD}.yaml", sample, f"{sample}, must_change: true")
    fields = {"agency": "sample state  UNIVERSITY police", "dispatch": "1-866-347-2423"}
    (finding,) = refusal(office, CARD, fields=fields)
    assert (finding.rule, finding.place.key) == ("release.sample", "fields.agency")
    assert released(office, CARD, fields=fields | {"agency": "State University Police"}).entries


def test_a_number_that_is_not_in_the_directory_is_refused_and_released_once_it_is(office: Path) -> None:
    fields = {"dispatch": "202-555-0155"}
    (finding,) = refusal(office, POCKET, fields=fields)
    assert (finding.rule, finding.seen) == ("release.local-number", "202-555-0155")
    assert 'handbill contacts add ID --name NAME --voice "202-555-0155"' in finding.fix
    entry = """
  campus-dispatch:
    name: Campus dispatch
    role: officer
    answers: police
    who: Campus police
    region: US
    hours: 24 hours a day
    zone: any
    languages: English
    channels: [{kind: voice, number: 202-555-0155, also: [(202) 555-0155]}]
    source: Their own page
    checked_on: 2026-11-19
    checked_by: J. Doe
"""
    write(office, CONTACTS, (office / CONTACTS).read_text(encoding="utf-8").rstrip() + "\n" + entry)
    assert released(office, POCKET, fields=fields).entries


def test_every_reason_is_told_at_once(office: Path) -> None:
    age(office, "hsi-tipline", "2019-01-01")
    terms = Terms("a/b", 0, "somebody", paper="{steps.question}")
    found = refusal(office, POCKET, CARD, langs=("es",), fields={"advocate": "202-555-0188"}, terms=terms)
    assert set(rules(found)) == {
        *("release.contact", "release.contact-stale", "release.local-number", "release.name", "release.quantity"),
        *("release.sample", "release.unreviewed", "release.words"),
    }
    assert all(finding.fix for finding in found)


@pytest.mark.parametrize(
    "name", ["", ".", "..", ".x", "a/b", "a b", "a..b", "ü", "x" * 61, "202-555-0142"], ids=lambda name: repr(name[:12])
)
def test_a_name_that_is_no_folder_or_reads_as_a_number_is_refused(office: Path, name: str) -> None:
    with pytest.raises(Refused) as refused:
        released(office, CARD, terms=replace(TERMS, name=name))
    assert [finding.rule for finding in refused.value.findings] == ["release.name"]


@pytest.mark.parametrize("name", ["campus-2026-11", "2026-11-20", "v1.2", "Fall_2026"])
def test_names_that_people_give_are_taken_and_printed(office: Path, name: str) -> None:
    folder = released(office, CARD, terms=replace(TERMS, name=name), purposes=(Purpose.PRESS,)).folder
    assert name in pypdf.PdfReader(folder / f"{CARD}.en.press.pdf").pages[0].extract_text()


def test_a_release_of_that_name_is_left_as_it_is(office: Path) -> None:
    folder = released(office, CARD).folder
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(Refused) as refused:
        released(office, "shoe-card")
    assert [finding.rule for finding in refused.value.findings] == ["release.exists"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_file_that_fails_its_proof_leaves_no_release(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Finding("proof.number-unknown", Severity.ERROR, Place("x"), "A wrong digit.", "Mend it.")
    monkeypatch.setattr(building, "proof_bytes", lambda *_: ProofResult("x", 1, (), (), (), (wrong,)))
    assert rules(refusal(office, CARD)) == ["proof.number-unknown"]
    assert not list((office / "release").iterdir())


@pytest.mark.parametrize("step", ["make_and_proof", "ticket_of", "ticket_pdf", "content_of", "_put_in_place"])
def test_a_crash_at_any_step_leaves_nothing_behind(office: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(releasing, step, crash)
    with pytest.raises(KeyboardInterrupt):
        released(office, CARD)
    assert not list((office / "release").iterdir())


def test_a_folder_that_cannot_be_moved_is_a_sentence_and_leaves_nothing(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(SetupError, match=r"cannot be moved to .*campus-1: No space left"):
        released(office, CARD)
    assert not list((office / "release").iterdir())


def looked_over(office: Path, today: datetime.date = TODAY) -> Verified:
    return verify(Roots(shipped_root(), office), office / "release" / "campus-1", today)


def unlocked(folder: Path) -> Path:
    """A release whose files somebody has made writable."""
    for path in folder.iterdir():
        path.chmod(0o644)
    return folder


def test_an_untouched_release_passes_with_every_file_proofed(office: Path) -> None:
    released(office, CARD, purposes=tuple(Purpose))
    found = looked_over(office)
    assert found.passed
    assert not found.findings
    assert found.files == 8
    assert found.release["quantity"] == 2500


@pytest.mark.parametrize("name", [f"{CARD}.en.screen.pdf", "job-ticket.pdf", "job-ticket.json"])
def test_a_file_with_one_byte_more_is_found(office: Path, name: str) -> None:
    path = unlocked(released(office, CARD).folder) / name
    path.write_bytes(path.read_bytes() + b"\n")
    (finding,) = looked_over(office).findings
    assert (finding.rule, finding.place.file) == ("verify.changed", name)


def test_a_missing_file_and_an_extra_one_are_each_found(office: Path) -> None:
    folder = unlocked(released(office, CARD).folder)
    (folder / f"{CARD}.en.screen.pdf").rename(folder / "card.pdf")
    (folder / "more").mkdir()
    found = looked_over(office)
    told = [(finding.rule, finding.place.file) for finding in found.findings]
    assert told == [
        ("verify.extra", "card.pdf"),
        ("verify.missing", f"{CARD}.en.screen.pdf"),
        ("verify.extra", "more"),
    ]
    assert not found.passed


@pytest.mark.parametrize("seal", [None, b"", b"0000  manifest.json\n"], ids=["gone", "empty", "wrong"])
def test_a_manifest_without_its_seal_is_found(office: Path, seal: bytes | None) -> None:
    folder = unlocked(released(office, CARD).folder)
    (folder / "manifest.sha256").unlink()
    if seal is not None:
        (folder / "manifest.sha256").write_bytes(seal)
    assert rules(looked_over(office).findings) == ["verify.manifest"]


def test_a_ticket_that_says_other_than_the_manifest_is_found(office: Path) -> None:
    """Even where somebody has taken the trouble to write all hashes anew."""
    folder = unlocked(released(office, CARD).folder)
    ticket, content = folder / "job-ticket.json", manifest(folder)
    ticket.write_text(ticket.read_text(encoding="utf-8").replace(f"{CARD}.en.screen.pdf", "other.pdf"))
    content["documents"]["job-ticket.json"] = hashlib.sha256(ticket.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(content))
    sealed = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    (folder / "manifest.sha256").write_text(f"{sealed}  manifest.json\n")
    assert [(f.rule, f.place.file) for f in looked_over(office).findings] == [
        ("verify.ticket", f"{CARD}.en.screen.pdf"),
        ("verify.ticket", "other.pdf"),
    ]


def test_a_number_that_is_in_the_directory_no_longer_is_found(office: Path) -> None:
    released(office, CARD, purposes=(Purpose.SCREEN, Purpose.IMAGE))
    new_tip_line(office)
    found = looked_over(office)
    changed = next(finding for finding in found.findings if finding.rule == "verify.number-changed")
    assert (changed.seen, changed.limit) == ("+18663472423", "+18663472499")
    assert f"{CARD}.en.back.png" in changed.problem
    assert f"{CARD}.en.front.png" not in changed.problem
    assert "proof.number-unknown" in rules(found.findings)


def test_a_release_grows_stale_on_the_shelf(office: Path) -> None:
    released(office, CARD)
    assert looked_over(office, TODAY + datetime.timedelta(days=365)).passed
    found = looked_over(office, TODAY + datetime.timedelta(days=366))
    assert rules(found.findings) == ["verify.contact-stale"] * 2


def test_a_folder_that_is_no_release_is_wrong_usage(office: Path, built: Any) -> None:
    for folder in (office, built.out):
        with pytest.raises(UsageError, match="is no release"):
            verify(Roots(shipped_root(), office), folder, TODAY)


def test_the_command_makes_a_release_in_the_workspace_and_verifies_it(office: Path, handbill: Command) -> None:
    refresh(office, datetime.date.today())
    ran = handbill(
        *("release", CARD, "--name", "r1", "--quantity", "100", "--contact", "J. Doe, 202-555-0199"),
        *("--workspace", "workspace", "--paper", "120 lb cover", "--purpose", "press"),
    )
    assert ran.code == 0, ran.err
    assert "Released 1 files as “r1”." in ran.out
    assert (office / "release/r1" / f"{CARD}.en.press.pdf").is_file()
    ran = handbill("release", "verify", "workspace/release/r1", "--workspace", "workspace")
    assert (ran.code, ran.out) == (0, "“r1”, 100 copies: 3 files stand as they were released, and may be printed.\n")
    (office / "release/r1/job-ticket.pdf").chmod(0o644)
    (office / "release/r1/job-ticket.pdf").write_bytes(b"")
    ran = handbill("release", "verify", "workspace/release/r1", "--workspace", "workspace", "--json")
    assert ran.code == 1
    assert ran.json["passed"] is False
    assert [finding["rule"] for finding in ran.json["findings"]] == ["verify.changed"]


def test_the_command_takes_its_options_before_the_layouts_and_lists_its_verbs(handbill: Command) -> None:
    ran = handbill("release", "--name", "r1", "--quantity", "5", "--contact", "nobody", CARD, "--json")
    assert ran.code == 1
    assert "release.contact" in {finding["rule"] for finding in ran.json["findings"]}
    shown = handbill("release", "--help").out
    assert "make" in shown
    assert "verify" in shown
    assert handbill("release", CARD, "--name", "r1", "--quantity", "0", "--contact", "x").code == 2
    assert handbill("release", CARD, "--name", "r1").code == 2


def test_words_changed_in_the_workspace_are_released_as_they_are_there(office: Path) -> None:
    change(office, "data/topics/steps.yaml", "Does something feel wrong?", "Does it feel wrong?")
    folder = released(office, CARD).folder
    assert "Does it feel wrong?" in pypdf.PdfReader(folder / f"{CARD}.en.screen.pdf").pages[0].extract_text()
