"""The directory kept: a check is one line more in the workspace, and the commands tell what is too old."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.book import growing
from generator.book.checking import Verified, aged, due, read_directory, verify
from generator.catalog.checks import CHECKS_FILE, How, is_name
from generator.catalog.freshness import Freshness
from generator.catalog.places import Roots
from generator.catalog.policies import Policies
from generator.errors import Refused, SetupError, UsageError
from generator.output import write_staged
from generator.signing import Signature, read_signature
from tests.catalog.shelf import alone, workspace
from tests.catalog.test_contacts import LINE
from tests.conftest import ROOT, Command
from tests.proof.samples import contact

TODAY = datetime.date(2026, 11, 22)
ANA = Signature("Ana Ruiz", datetime.date(2026, 11, 20))
ADDED = (
    '- {contact: line, on: 2026-11-20, by: "Ana Ruiz", how: call, values: ["+18663472423", "233733", '
    '"https://www.ice.gov/tipline", "ICE.ForcedLabor@ice.dhs.gov", "@line"]}\n'
)


def _ours(folder: Path, files: Mapping[str, str] | None = None) -> Roots:
    """A workspace over a directory of one contact."""
    shipped = alone(folder / "shipped", {"data/contacts.yaml": LINE}).shipped
    (folder / "ours" / "data").mkdir(parents=True)
    return workspace(folder, files or {}, shipped=shipped)


def _verify(roots: Roots, signature: Signature = ANA, how: How = How.CALL) -> Verified:
    return verify(roots, "line", signature, how)


def _file(roots: Roots) -> Path:
    assert roots.workspace is not None
    return roots.workspace / CHECKS_FILE


def test_the_first_check_makes_the_file_with_a_head_that_explains_it(tmp_path: Path) -> None:
    roots = _ours(tmp_path)
    verified = _verify(roots)
    assert verified.file == _file(roots)
    head, line = verified.file.read_text(encoding="utf-8").split("\n- ")
    assert all(words.startswith("# ") for words in head.split("\n"))
    assert f"- {line}" == ADDED
    (checked,) = read_directory(roots, "line")
    assert (checked.checked_on, checked.checked_by) == (ANA.on, ANA.by)


@pytest.mark.parametrize(
    "old",
    [
        pytest.param(ADDED.encode(), id="a line"),
        pytest.param(ADDED.rstrip().encode(), id="no last line end"),
        pytest.param(ADDED.replace("\n", "\r\n").encode(), id="windows"),
        pytest.param(b"\xef\xbb\xbf" + ADDED.encode(), id="byte order mark"),
        pytest.param(f"# ours\n\n  {ADDED}  # kept\n".encode(), id="indented"),
        pytest.param(ADDED.replace("{", "\n    ").replace("}", "").replace(", ", "\n    ").encode(), id="block"),
    ],
)
def test_every_byte_that_stood_there_stays(tmp_path: Path, old: bytes) -> None:
    old = old.replace(b'\n    "', b' , "')  # the values of the block stay on one line
    roots = _ours(tmp_path)
    _file(roots).write_bytes(old)
    _verify(roots, Signature("Kim", TODAY))
    new = _file(roots).read_bytes()
    assert new.startswith(old)
    assert new.endswith(b"\r\n") is (b"\r\n" in old)
    assert [(check.by, check.counts) for check in read_directory(roots, "line")[0].history] == [
        ("Ana Ruiz", True),
        ("Kim", True),
    ]


def test_a_file_of_the_other_ending_is_the_one_that_grows(tmp_path: Path) -> None:
    roots = _ours(tmp_path)
    yml = _file(roots).with_suffix(".yml")
    yml.write_text(ADDED, encoding="utf-8")
    assert _verify(roots, Signature("Kim", TODAY)).file == yml
    assert not _file(roots).exists()


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    roots, kept = _ours(tmp_path), tmp_path / "kept.yaml"
    kept.write_text(ADDED, encoding="utf-8")
    _file(roots).symlink_to(kept)
    _verify(roots, Signature("Kim", TODAY))
    assert _file(roots).is_symlink()
    assert "Kim" in kept.read_text(encoding="utf-8")


def test_a_list_in_brackets_cannot_grow_and_is_left_alone(tmp_path: Path) -> None:
    roots = _ours(tmp_path, {CHECKS_FILE: "[]\n"})
    with pytest.raises(Refused):
        _verify(roots)
    assert _file(roots).read_text(encoding="utf-8") == "[]\n"


def test_a_document_that_has_ended_takes_no_check(tmp_path: Path) -> None:
    roots = _ours(tmp_path, {CHECKS_FILE: f"{ADDED}...\n"})
    with pytest.raises(Refused):
        _verify(roots)
    assert _file(roots).read_text(encoding="utf-8") == f"{ADDED}...\n"


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    roots = _ours(tmp_path)
    _verify(roots)
    assert sorted(path.name for path in _file(roots).parent.iterdir()) == ["checks.yaml"]


def test_a_folder_that_takes_no_file_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roots = _ours(tmp_path)

    def full(_: Path, __: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(SetupError, match="No space left"):
        _verify(roots)
    assert not _file(roots).exists()


def test_a_line_that_somebody_adds_meanwhile_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roots, other = _ours(tmp_path), ADDED.replace("Ana Ruiz", "Kim")

    def beside(folder: Path, name: str, data: bytes) -> bytes:
        _file(roots).write_text(other, encoding="utf-8")
        return write_staged(folder, name, data)

    monkeypatch.setattr(growing, "write_staged", beside)
    with pytest.raises(SetupError, match="try again"):
        _verify(roots)
    assert _file(roots).read_text(encoding="utf-8") == other


@given(name=st.text(min_size=1, max_size=100).filter(lambda text: is_name(text.strip())))
def test_any_name_reads_back_as_it_was_signed(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    roots = _ours(tmp_path_factory.mktemp("named"))
    signature = read_signature(name, "", TODAY)
    _verify(roots, signature)
    assert read_directory(roots, "line")[0].checked_by == name.strip()


@pytest.mark.parametrize(
    ("by", "on", "sentence"),
    [
        (" ", "", "--by takes the name of the person who checked the contact"),
        ("Ana\nRuiz", "", "--by takes the name"),
        ("A" * 101, "", "--by takes the name"),
        ("Ana", "yesterday", "“yesterday” is not a date"),
        ("Ana", "2026-11-23", "2026-11-23 is still to come"),
    ],
    ids=["blank", "lines", "long", "no date", "future"],
)
def test_who_signs_has_a_name_and_a_day_that_was(by: str, on: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        read_signature(by, on, TODAY, "checked the contact")


def test_a_check_older_than_the_newest_that_counts_is_refused_with_the_reason(tmp_path: Path) -> None:
    roots = _ours(tmp_path)
    _verify(roots)
    before = _file(roots).read_bytes()
    with pytest.raises(UsageError, match=r"right up to 2026-11-20 \(Ana Ruiz\).* would vouch for nothing new"):
        _verify(roots, Signature("Kim", datetime.date(2026, 11, 19)))
    assert _file(roots).read_bytes() == before
    _verify(roots, Signature("Kim", ANA.on))
    assert read_directory(roots, "line")[0].checked_by == "Kim"


def test_after_a_number_has_changed_an_earlier_day_may_be_signed(tmp_path: Path) -> None:
    changed = ADDED.replace("233733", "233734").replace("2026-11-20", "2026-11-21")
    roots = _ours(tmp_path, {CHECKS_FILE: changed})
    _verify(roots)
    assert read_directory(roots, "line")[0].checked_on == ANA.on


def test_only_a_workspace_is_written_to() -> None:
    with pytest.raises(UsageError, match="--workspace"):
        verify(Roots(ROOT), "hsi-tipline", ANA, How.CALL)
    assert not (ROOT / CHECKS_FILE).exists()


def test_a_contact_without_a_number_cannot_be_called(tmp_path: Path) -> None:
    roots = workspace(tmp_path, {})
    with pytest.raises(UsageError, match="say --how page"):
        verify(roots, "cp-mail", ANA, How.CALL)
    verify(roots, "cp-mail", ANA, How.PAGE)
    assert read_directory(roots, "cp-mail")[0].checked_on == ANA.on


def test_an_unknown_contact_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean “line”"):
        verify(_ours(tmp_path), "lime", ANA, How.CALL)


# Ages


def test_the_oldest_check_comes_first_and_a_current_one_not_at_all() -> None:
    days = {"Fresh": 10, "Soon": 160, "Old": 200, "Stale": 400, "Ancient": 4000}
    contacts = [contact(name, on=TODAY - datetime.timedelta(days=age)) for name, age in days.items()]
    found = due(contacts, Policies(180, 365), TODAY, 30)
    assert [(one.contact.name, one.age, one.state) for one in found] == [
        ("Ancient", 4000, Freshness.STALE),
        ("Stale", 400, Freshness.STALE),
        ("Old", 200, Freshness.OLD),
        ("Soon", 160, Freshness.DUE),
    ]


def test_a_contact_is_told_its_last_day_for_a_release() -> None:
    (one,) = aged([contact("Line", on=TODAY)], Policies(180, 365), TODAY)
    assert (one.age, one.state, one.release_by) == (0, Freshness.CURRENT, datetime.date(2027, 11, 22))


# The commands


def _sign(handbill: Command, folder: Path, *more: str, on: str = "") -> list[str]:
    day = on or datetime.date.today().isoformat()
    args = ("hsi-tipline", "--by", "Ana Ruiz", "--on", day, "--how", "call", "--workspace", str(folder))
    ran = handbill("contacts", "verify", *args, *more)
    assert ran.code == 0, ran.err
    return ran.out.splitlines()


def test_verify_prints_what_the_signer_vouches_for(handbill: Command, workspace: Path) -> None:
    today = datetime.date.today().isoformat()
    lines = _sign(handbill, workspace, on=today)
    assert lines[0] == f"Ana Ruiz vouches that HSI Tip Line (hsi-tipline) was right on {today}:"
    assert "  voice: 1-866-347-2423" in lines
    assert "  web: www.ice.gov/tipline" in lines
    assert lines[-1].endswith("checks.yaml")


def test_verify_answers_programs_too(handbill: Command, workspace: Path) -> None:
    ran = handbill(
        *("contacts", "verify", "hsi-tipline", "--by", "Ana", "--how", "page", "--workspace", str(workspace), "--json")
    )
    check = ran.json["check"]
    assert (check["contact"], check["by"], check["how"]) == ("hsi-tipline", "Ana", "page")
    assert {channel["kind"] for channel in check["channels"]} == {"voice", "abroad", "tty", "web"}


def test_a_checked_contact_is_current_in_the_list_and_no_longer_due(handbill: Command, workspace: Path) -> None:
    _sign(handbill, workspace)
    rows = handbill("contacts", "list", "--workspace", str(workspace)).out.splitlines()
    assert rows[0].split()[-1] == "state"
    assert next(row for row in rows if row.startswith("hsi-tipline ")).split()[-1] == "current"
    ran = handbill("contacts", "due", "--workspace", str(workspace), "--json")
    assert ran.code == 0
    assert "hsi-tipline" not in {entry["id"] for entry in ran.json["contacts"]}
    assert {"nht-hotline", "hsi-ops"} <= {entry["id"] for entry in ran.json["contacts"]}


def test_due_says_what_each_check_is_too_old_for(handbill: Command) -> None:
    ran = handbill("contacts", "due")
    assert ran.code == 0
    first = ran.out.splitlines()[1]
    assert first.startswith("ice-victim-assistance")
    assert "2003-03-01" in first
    assert first.endswith("too old for a release")


def test_due_says_so_where_nothing_is(handbill: Command, workspace: Path) -> None:
    policies = workspace / "data" / "policies.yaml"
    policies.parent.mkdir()
    policies.write_text("proof_days: 36500\nrelease_days: 36500\n", encoding="utf-8")
    ran = handbill("contacts", "due", "--workspace", str(workspace), "--within", "0")
    assert ran.out == "No check is due within 0 days.\n"


def test_show_tells_the_history_and_why_a_check_no_longer_counts(handbill: Command, workspace: Path) -> None:
    _sign(handbill, workspace, on="2024-06-01")
    checks = workspace / CHECKS_FILE
    checks.write_text(checks.read_text(encoding="utf-8").replace("+18663472423", "+18663472424"), encoding="utf-8")
    today = datetime.date.today().isoformat()
    _sign(handbill, workspace, on=today)
    out = handbill("contacts", "show", "hsi-tipline", "--workspace", str(workspace)).out
    assert "read_in_source: 2024-05-30, read in the source, not called" in out
    assert (
        "  - 2024-06-01 by Ana Ruiz, called: does not count: "
        "+18663472424 has changed or gone since; +18663472423 was not there then" in out
    )
    assert f"  - {today} by Ana Ruiz, called: counts" in out
    assert "state: current" in out


def test_show_gives_programs_the_history(handbill: Command, workspace: Path) -> None:
    _sign(handbill, workspace)
    ran = handbill("contacts", "show", "hsi-tipline", "--workspace", str(workspace), "--json")
    (shown,) = ran.json["contacts"]
    (check,) = shown["history"]
    assert (check["by"], check["how"], check["counts"]) == ("Ana Ruiz", "call", True)
    assert (shown["state"], shown["age"]) == ("current", 0)
    assert shown["read_in_source"] == {"on": "2024-05-30", "by": "read in the source, not called"}


def test_another_name_leads_to_the_contact(handbill: Command) -> None:
    ran = handbill("contacts", "show", "ice tip line")
    assert ran.code == 2
    assert "hsi-tipline" in ran.err
    assert "DHS Tip Line" in handbill("contacts", "show", "hsi-tipline").out


def test_a_contact_that_nobody_checked_says_so(handbill: Command) -> None:
    out = handbill("contacts", "show", "nht-hotline").out
    assert "history: no check was signed yet" in out
    assert "state: stale" in out
