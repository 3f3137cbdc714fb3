"""`handbill contacts add`: a contact of one's own is written whole or not at all, and every other byte stays."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.book import growing
from generator.book.checking import read_directory
from generator.book.growing import Grown, write
from generator.book.own import MAX_CHARACTERS, Added, Asked, add, draft, id_for
from generator.catalog.checks import CHECKS_FILE, How
from generator.catalog.contacts import OWN_FILE, Contact
from generator.catalog.places import Roots
from generator.errors import Refused, SetupError, UsageError
from generator.findings import Finding
from generator.signing import Signature, Unsigned
from tests.catalog.shelf import alone, workspace
from tests.catalog.test_contacts import LINE
from tests.catalog.test_own_contacts import OWN
from tests.conftest import ROOT, Command
from tests.releasing import order, refresh
from tests.test_release import refusal

TODAY = datetime.date(2026, 11, 22)
ANA = Signature("Ana Ruiz", datetime.date(2026, 11, 20))
SHELTER = Asked(
    "shelter", "The “Harbor” shelter", "(202) 555-0188", "ngo", "Staff: day and night", "Their page, read 2026-11-20"
)
TYPED = ("--name", "Campus Police", "--voice", "202 555 0177", "--answers", "police", "--who", "Officers")
TYPED = (*TYPED, "--source", "Their page")


def _ours(folder: Path, own: str | bytes = "", checks: str = "") -> Roots:
    """A workspace over a directory of one contact."""
    shipped = alone(folder / "shipped", {"data/contacts.yaml": LINE}).shipped
    (folder / "ours" / "data").mkdir(parents=True)
    if own:
        (folder / "ours" / OWN_FILE).write_bytes(own if isinstance(own, bytes) else own.encode())
    return workspace(folder, {CHECKS_FILE: checks} if checks else {}, shipped=shipped)


def _add(roots: Roots, asked: Asked = SHELTER, signature: Signature | None = None) -> Added:
    return add(roots, asked, signature, How.CALL, TODAY)


def _file(roots: Roots, name: str = OWN_FILE) -> Path:
    assert roots.workspace is not None
    return roots.workspace / name


def _one(roots: Roots, name: str = "shelter") -> Contact:
    return read_directory(roots, name)[0]


def _refused(roots: Roots, asked: Asked) -> list[Finding]:
    with pytest.raises(Refused) as refused:
        _add(roots, asked)
    return list(refused.value.findings)


def _snapshot(roots: Roots) -> dict[str, bytes]:
    assert roots.workspace is not None
    return {path.name: path.read_bytes() for path in roots.workspace.rglob("*") if path.is_file()}


# --- what is written -----------------------------------------------------------------------------------------------


def test_the_first_makes_the_file_and_is_a_contact_with_all_that_was_typed(tmp_path: Path) -> None:
    roots = _ours(tmp_path)
    added = _add(roots)
    assert (added.draft.file.path, added.verified, added.warnings) == (_file(roots), None, ())
    found = _one(roots)
    assert replace(found, place=added.draft.contact.place) == added.draft.contact
    assert (found.name, found.who, found.source) == (SHELTER.name, SHELTER.who, SHELTER.source)
    assert (found.role, found.answers, found.region, found.own) == ("report", "ngo", "US", True)
    assert (found.checked_on, found.checked_by, found.history) == (TODAY, "read in the source, not called", ())
    assert _file(roots).read_text(encoding="utf-8").startswith("# ")
    assert not _file(roots, CHECKS_FILE).exists()


@pytest.mark.parametrize(
    ("typed", "value", "shown", "also"),
    [
        ("(202) 555-0188", "+12025550188", "202-555-0188", "(202) 555-0188"),
        ("202-555-0188", "+12025550188", "202-555-0188", "+12025550188"),
        (" 202 555  0188 ", "+12025550188", "202-555-0188", "202 555 0188"),
        ("+1 202 555 0188", "+12025550188", "202-555-0188", "+1 202 555 0188"),
        ("8003333333", "+18003333333", "1-800-333-3333", "8003333333"),
        ("+52 55 5555 1234", "+525555551234", "+52 55 5555 1234", "+525555551234"),
        ("988", "988", "988", "9-8-8"),
    ],
)
def test_a_number_is_written_as_the_directory_writes_them_with_what_was_typed_beside_it(
    tmp_path: Path, typed: str, value: str, shown: str, also: str
) -> None:
    roots = _ours(tmp_path)
    _add(roots, replace(SHELTER, voice=typed))
    (channel,) = _one(roots).channels
    assert (channel.value, channel.shown, channel.also) == (value, shown, (also,))


@pytest.mark.parametrize(
    "old",
    [
        pytest.param(OWN.encode(), id="an entry"),
        pytest.param(OWN.rstrip().encode(), id="no last line end"),
        pytest.param(OWN.replace("\n", "\r\n").encode(), id="windows"),
        pytest.param(b"\xef\xbb\xbf" + OWN.encode(), id="byte order mark"),
        pytest.param(f"# ours\n\n{OWN}\n# the end\n".encode(), id="comments"),
        pytest.param(f"{OWN.rstrip()}  # nobody\n\n\nhosts: [a.example.org]\n".encode(), id="another key behind it"),
        pytest.param(OWN.replace("\n  ", "\n      ").encode(), id="indented further"),
        pytest.param(
            f"{OWN}    notes:\n      - |\n        Two\n        lines.\n".encode(), id="a text over lines last"
        ),
    ],
)
def test_every_byte_that_stood_there_stays_around_the_new_entry(tmp_path: Path, old: bytes) -> None:
    roots = _ours(tmp_path, old)
    before = _one(roots, "campus-dispatch")
    _add(roots)
    new = _file(roots).read_bytes()
    start = new.index(b"shelter:")
    kept = next(
        at for at in range(len(old) + 1) if new.startswith(old[:at]) and new.endswith(old[at:]) and at > start - 20
    )
    entry = new[kept : len(new) - len(old) + kept]
    assert entry.count(b"\n") == 14 + (not old.endswith(b"\n"))
    assert entry.count(b"\r\n") == (entry.count(b"\n") if b"\r\n" in old else 0)
    assert _one(roots, "campus-dispatch") == before
    assert _one(roots).name == SHELTER.name


def test_another_goes_behind_the_last_and_the_yml_is_the_one_that_grows(tmp_path: Path) -> None:
    roots = _ours(tmp_path, OWN)
    yml = _file(roots).rename(_file(roots).with_suffix(".yml"))
    _add(roots)
    _add(roots, replace(SHELTER, id="clinic", name="Clinic", voice="202-555-0123"))
    assert not _file(roots).exists()
    text = yml.read_text(encoding="utf-8")
    assert text.index("campus-dispatch:") < text.index("shelter:") < text.index("clinic:")


@pytest.mark.parametrize(
    "old",
    [
        pytest.param("contacts: {" + OWN.split("\n", 1)[1].split(":", 1)[0].strip() + ": " + "{}}\n", id="faulty"),
        pytest.param(
            "contacts: {x: {name: X, role: help, answers: ngo, who: W, region: US, hours: H, zone: any, languages: L, "
            "channels: [{kind: voice, number: 202-555-0101, also: [2025550101]}], source: S, checked_on: 2026-01-01, "
            "checked_by: B}}\n",
            id="in braces",
        ),
        pytest.param(OWN + "...\n---\n", id="two documents"),
        pytest.param("contacts:\n", id="nothing under it"),
        pytest.param("# only a comment\n", id="comment"),
    ],
)
def test_a_file_that_cannot_grow_is_refused_and_left_alone(tmp_path: Path, old: str) -> None:
    roots = _ours(tmp_path, old)
    before = _snapshot(roots)
    assert all(finding.place.file == "ours/data/own-contacts.yaml" for finding in _refused(roots, SHELTER))
    assert _snapshot(roots) == before


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), min_size=1, max_size=60).filter(lambda t: t.strip())
)
def test_any_words_that_can_be_printed_read_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    roots = _ours(tmp_path_factory.mktemp("own"))
    plain = " ".join(text.split())
    found = draft(roots, replace(SHELTER, source=text, who=text), TODAY).contact
    assert found.source == plain
    assert _add(roots, replace(SHELTER, source=text)).draft.contact.source == plain
    assert _one(roots).source == plain


# --- signing -------------------------------------------------------------------------------------------------------


def test_a_signature_is_a_check_as_verify_writes_it(tmp_path: Path) -> None:
    roots = _ours(tmp_path)
    added = _add(roots, signature=ANA)
    assert added.verified is not None
    line = _file(roots, CHECKS_FILE).read_text(encoding="utf-8").splitlines()[-1]
    assert line == '- {contact: shelter, on: 2026-11-20, by: "Ana Ruiz", how: call, values: ["+12025550188"]}'
    found = _one(roots)
    assert (found.checked_on, found.checked_by, [check.counts for check in found.history]) == (
        ANA.on,
        "Ana Ruiz",
        [True],
    )


def test_where_the_check_cannot_be_written_the_contact_is_not_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roots = _ours(tmp_path, OWN)
    before, replace_ = _snapshot(roots), Path.replace

    def full(path: Path, target: Path) -> Path:
        if target.name == "checks.yaml":
            raise OSError(28, "No space left on device")
        return replace_(path, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(SetupError, match=r"checks\.yaml cannot be written"):
        _add(roots, signature=ANA)
    assert _snapshot(roots) == before


def test_a_file_that_was_not_there_is_gone_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roots, replace_ = _ours(tmp_path), Path.replace
    monkeypatch.setattr(Path, "replace", lambda path, to: replace_(path, to) if to.name != "checks.yaml" else _full())
    with pytest.raises(SetupError):
        _add(roots, signature=ANA)
    assert _snapshot(roots) == {}


def _full() -> None:
    raise OSError(28, "No space left on device")


def test_a_faulty_file_of_checks_refuses_both(tmp_path: Path) -> None:
    roots = _ours(tmp_path, checks="[]\n")
    before = _snapshot(roots)
    with pytest.raises(Refused):
        _add(roots, signature=ANA)
    assert _snapshot(roots) == before


def test_what_somebody_else_wrote_meanwhile_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roots, write_staged = _ours(tmp_path, OWN), growing.write_staged

    def beside(folder: Path, name: str, data: bytes) -> bytes:
        _file(roots).write_text(f"{OWN}# theirs\n", encoding="utf-8")
        return write_staged(folder, name, data)

    monkeypatch.setattr(growing, "write_staged", beside)
    with pytest.raises(SetupError, match="changed by somebody else"):
        _add(roots)
    assert _file(roots).read_text(encoding="utf-8") == f"{OWN}# theirs\n"


def test_a_file_that_is_cut_short_on_its_way_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    monkeypatch.setattr(growing, "write_staged", lambda _, __, data: data[:-1])
    with pytest.raises(SetupError, match="not written as it should be"):
        write([Grown(path, None, b"abc")])
    assert not path.exists()


# --- what is refused -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "rule", "key"),
    [
        pytest.param({"id": "line"}, "contact.taken", "ID", id="id of another"),
        pytest.param({"id": "The Shelter"}, "contact.id", "ID", id="no id"),
        pytest.param({"id": "add"}, "contact.id", "ID", id="id of a page"),
        pytest.param({"name": "  "}, "contact.blank", "--name", id="no name"),
        pytest.param({"source": ""}, "contact.blank", "--source", id="no source"),
        pytest.param({"answers": ""}, "contact.blank", "--answers", id="no kind"),
        pytest.param({"answers": "friends"}, "value.wrong", "--answers", id="another kind"),
        pytest.param({"role": "fun"}, "value.wrong", "--role", id="another role"),
        pytest.param({"region": "Atlantis"}, "contact.number", "--voice", id="no region"),
        pytest.param({"who": "a" * (MAX_CHARACTERS + 1)}, "contact.long", "--who", id="too long"),
        pytest.param({"name": "Bad\u200bname"}, "text.control", "--name", id="hidden code"),
        pytest.param({"voice": ""}, "contact.blank", "--voice", id="no number"),
        pytest.param({"voice": "call us"}, "contact.number", "--voice", id="words for a number"),
        pytest.param({"voice": "202-555-018"}, "contact.number", "--voice", id="a digit short"),
        pytest.param({"voice": "866-347-2423"}, "contact.twice", "--voice", id="number of another"),
    ],
)
def test_what_the_directory_would_not_take_is_told_where_it_was_typed_and_nothing_is_written(
    tmp_path: Path, change: dict[str, str], rule: str, key: str
) -> None:
    roots = _ours(tmp_path, OWN)
    before = _snapshot(roots)
    (finding,) = _refused(roots, replace(SHELTER, **change))
    assert (finding.rule, finding.place.file, finding.place.key) == (rule, "", key)
    assert _snapshot(roots) == before


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    found = _refused(_ours(tmp_path), replace(SHELTER, id="line", name="", voice="12"))
    assert [finding.place.key for finding in found] == ["--name", "--voice", "ID"]


def test_a_name_that_another_contact_goes_by_is_told_at_the_name(tmp_path: Path) -> None:
    roots = _ours(tmp_path)
    shipped = roots.shipped / "data" / "contacts.yaml"
    shipped.write_text(LINE.replace("name: Tip Line", "name: Tip Line\n    also_called: [ICE Line]"), encoding="utf-8")
    (finding,) = _refused(roots, replace(SHELTER, name="ICE line"))
    assert (finding.rule, finding.place.key) == ("contact.also-called", "--name")


@pytest.mark.parametrize(("voice", "near"), [("866-347-2424", "line"), ("866-347-9923", ""), ("202-555-0188", "")])
def test_a_number_one_slip_away_from_a_known_one_is_told(tmp_path: Path, voice: str, near: str) -> None:
    added = _add(_ours(tmp_path), replace(SHELTER, voice=voice))
    assert (added.draft.near.id if added.draft.near else "") == near
    assert [(finding.rule, finding.severity) for finding in added.warnings] == [("contact.near", "warning")][
        : bool(near)
    ]


def test_what_ships_is_not_written_to() -> None:
    with pytest.raises(UsageError, match="--workspace"):
        add(Roots(ROOT), SHELTER, None, How.CALL, TODAY)


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("Campus Police", set(), "campus-police"),
        ("  Policía — del Campus!", set(), "policia-del-campus"),
        ("Campus Police", {"campus-police", "campus-police-2"}, "campus-police-3"),
        ("Add", set(), "add-2"),
        ("警察", set(), "own-number"),
        ("", {"own-number"}, "own-number-2"),
    ],
)
def test_an_id_is_made_of_a_name(name: str, known: set[str], found: str) -> None:
    assert id_for(name, known) == found


# --- the command ---------------------------------------------------------------------------------------------------


def test_the_command_adds_signs_and_shows_the_contact(handbill: Command, tmp_path: Path) -> None:
    ours = ("--workspace", str(tmp_path))
    signed = ("--by", "Ana Ruiz", "--on", "2026-11-20")
    ran = handbill("contacts", "add", "campus-dispatch", *TYPED, *signed, *ours)
    assert ran.code == 0, ran.err
    assert "Campus Police (campus-dispatch) is in the directory now, with 202-555-0177." in ran.out
    assert "Ana Ruiz vouches" in ran.out
    shown = json.loads(handbill("contacts", "show", "campus-dispatch", *ours, "--json").out)["contacts"][0]
    assert (shown["checked_by"], shown["history"][0]["how"]) == ("Ana Ruiz", "call")
    assert "campus-dispatch" in handbill("contacts", "list", *ours).out
    assert "campus-dispatch" in handbill("contacts", "due", "--within", "3650", *ours).out
    assert handbill("contacts", "uses", "campus-dispatch", *ours).code == 0
    verified = handbill("contacts", "verify", "campus-dispatch", "--by", "Kim", "--how", "page", *ours)
    assert verified.code == 0, verified.err


def test_the_command_tells_everything_to_programs_too(handbill: Command, tmp_path: Path) -> None:
    near = [word.replace("202 555 0177", "866-347-2424") for word in TYPED]
    told = json.loads(handbill("contacts", "add", "us", *near, "--workspace", str(tmp_path), "--json").out)
    assert told["file"].endswith("own-contacts.yaml")
    assert (told["contact"]["id"], told["signed"]) == ("us", False)
    assert [finding["rule"] for finding in told["findings"]] == ["contact.near"]


def test_without_a_name_nobody_has_signed_and_the_command_says_how(handbill: Command, tmp_path: Path) -> None:
    ran = handbill("contacts", "add", "us", *TYPED, "--workspace", str(tmp_path))
    assert "Nobody has signed a check of it" in ran.out
    refused = handbill("contacts", "add", "them", *TYPED, "--how", "call", "--workspace", str(tmp_path))
    assert (refused.code, "--by" in refused.err) == (2, True)


@pytest.mark.parametrize(("by", "on"), [("", "tomorrow"), ("Ana", "tomorrow"), ("Ana", "2999-01-01"), (" ", "")])
def test_an_unfit_signature_adds_nothing(handbill: Command, tmp_path: Path, by: str, on: str) -> None:
    ran = handbill("contacts", "add", "us", *TYPED, "--by", by, "--on", on, "--workspace", str(tmp_path))
    assert ran.code == 2
    assert _snapshot(Roots(ROOT, tmp_path)) == {}


# --- releases ------------------------------------------------------------------------------------------------------


def test_a_release_waits_until_somebody_has_signed_the_number_as_it_is(tmp_path: Path) -> None:
    roots, card = refresh(tmp_path), "campus-glovebox-card"
    fields = {"dispatch": "202-555-0188"}
    assert order(tmp_path, card).layouts == (card,)
    (local,) = refusal(tmp_path, card, fields=fields)
    assert local.rule == "release.local-number"
    add(roots, replace(SHELTER, role="report"), None, How.CALL, ANA.on)
    (unsigned,) = refusal(tmp_path, card, fields=fields)
    assert (unsigned.rule, unsigned.seen) == ("release.own-unchecked", SHELTER.name)
    assert "handbill contacts verify shelter" in unsigned.fix


def test_a_check_of_another_number_does_not_count_for_a_release(tmp_path: Path) -> None:
    roots = refresh(tmp_path)
    add(roots, SHELTER, ANA, How.CALL, ANA.on)
    file = tmp_path / OWN_FILE
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("555-0188", "555-0189"), encoding="utf-8")
    (finding,) = refusal(tmp_path, "campus-glovebox-card", fields={"dispatch": "202-555-0189"})
    assert finding.rule == "release.own-unchecked"


def test_a_signature_before_the_day_of_a_newer_check_is_unfit(tmp_path: Path) -> None:
    roots = _ours(tmp_path, checks='- {contact: shelter, on: 2026-11-21, by: K, how: call, values: ["+12025550188"]}\n')
    with pytest.raises(Unsigned) as unfit:
        _add(roots, signature=ANA)
    assert unfit.value.reason == "older"
    assert not _file(roots).exists()
