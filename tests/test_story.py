"""One officer's year through the real command line: what each refusal tells to do is done, as it is printed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Command, Ran
from tests.releasing import change, write

CARD, POCKET = "hsi-tip-card", "campus-glovebox-card"
TERMS = ("--quantity", "500", "--contact", "J. Doe, 202-555-0199", "--purpose", "screen", "--workspace", "workspace")
DISPATCH = """\
contacts:
  campus-dispatch:
    name: Campus Police
    role: report
    answers: police
    who: Police of the campus
    region: US
    hours: 24 hours a day, 7 days a week
    zone: any
    languages: not stated
    channels:
      - {kind: voice, number: 202-555-0177, also: ["(202) 555-0177"]}
    source: Page of the campus police
    checked_on: 2020-11-20
    checked_by: read in the source, not called
"""
# A notice's words as an agency might give them out.
WORDING = {
    "en": "If you are forced to work and cannot leave, call 1-888-373-7888. The line is free and confidential.",
    "es": "Si lo obligan a trabajar y no puede irse, llame al 1-888-373-7888. La línea es gratuita y confidencial.",
}


def remedies(ran: Ran) -> list[list[str]]:
    """The commands that a refusal prints, each once, with the names filled in and nothing else changed."""
    told = re.findall(r"handbill ((?:contacts verify|review|lock) [^;\[]+)", ran.err)
    filled = (one.replace("NAME", "'Ana Ruiz'").replace("FOLDER", "workspace") for one in dict.fromkeys(told))
    plain = (one.replace("“", "'").replace("”", "'") for one in filled)
    return [[re.sub(r"^FILE$", "notice.txt", word) for word in shlex.split(one)] for one in plain]


def obeyed(handbill: Command, *order: str) -> Ran:
    """A release ordered, and each remedy followed to the letter, until nothing is told any more."""
    for _ in range(3):
        ran = handbill("release", *order, *TERMS)
        if ran.code == 0:
            return ran
        for remedy in remedies(ran):
            done = handbill(*remedy)
            assert done.code == 0, (remedy, done.err)
    raise AssertionError(ran.err)


def rules(ran: Ran) -> set[str]:
    return {finding["rule"] for finding in ran.json["findings"] if finding["severity"] == "error"}


def test_one_year_of_an_officer(process: Command, workspace: Path) -> None:
    sample = process("release", POCKET, "--name", "autumn", *TERMS, "--json")
    assert (sample.code, rules(sample)) == (1, {"release.contact-stale", "release.sample"})
    own = ("--set", "dispatch=202-555-0177")
    unknown = process("release", POCKET, "--name", "autumn", *TERMS, *own, "--json")
    assert rules(unknown) == {"release.contact-stale", "release.local-number"}
    assert not (workspace / "release").exists()

    write(workspace, "data/contacts.yaml", DISPATCH)
    assert "Released 1 files as “autumn”." in obeyed(process, POCKET, "--name", "autumn", *own).out
    folder = "workspace/release/autumn"
    assert "and may be printed." in process("release", "verify", folder, "--workspace", "workspace").out

    change(workspace, "data/contacts.yaml", "555-0177", "555-0178")
    stale = process("release", "verify", folder, "--workspace", "workspace", "--json")
    assert stale.code == 1
    assert {"verify.number-changed", "verify.contact-stale"} <= rules(stale)
    told = process("impact", "--since", "workspace/release", "--workspace", "workspace").out
    (reprint,) = re.findall("Reprint: handbill (.*)", told)
    (label,) = re.findall(r"Until then: handbill (.*) \(50 sheets of 10", told)

    built = process(*shlex.split(label.replace("FOLDER", "workspace")))
    assert built.code == 0, built.err
    anew = reprint.replace("NAME", "winter").replace("WHO", "'J. Doe, 202-555-0199'").replace("FOLDER", "workspace")
    assert "--set dispatch=202-555-0178" in anew
    refused = process(*shlex.split(anew))
    assert refused.code == 1
    for remedy in remedies(refused):
        assert process(*remedy).code == 0
    done = process(*shlex.split(anew))
    assert done.code == 0, done.err
    assert process("release", "verify", "workspace/release/winter", "--workspace", "workspace").code == 0
    assert process("release", "verify", folder, "--workspace", "workspace").code == 1
    shown = process("contacts", "uses", "campus-dispatch", "--workspace", "workspace", "--json").json["releases"]
    assert {past["release"]: past["changed"] for past in shown} == {"autumn": ["voice"], "winter": []}
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", past["on"]) for past in shown)


def test_spanish_is_released_once_what_ships_is_signed_in_a_workspace_that_had_none(
    handbill: Command, workspace: Path
) -> None:
    refused = handbill("release", CARD, "--lang", "es", "--name", "es", *TERMS, "--json")
    assert "release.unreviewed" in rules(refused)
    obeyed(handbill, CARD, "--lang", "es", "--name", "es")
    assert (workspace / "release/es" / f"{CARD}.es.screen.pdf").is_file()
    assert "Ana Ruiz" in (workspace / "data/translations/es/steps.yaml").read_text(encoding="utf-8")


def test_a_notice_with_official_wording_is_released_after_what_is_told(
    handbill: Command, workspace: Path, tmp_path: Path
) -> None:
    rule = ("posting-notice", "--rule", "ar-12-19-102", "--name", "wall")
    refused = handbill("release", *rule, *TERMS)
    assert refused.code == 1
    locks = [remedy for remedy in remedies(refused) if remedy[0] == "lock"]
    assert [remedy[remedy.index("--lang") + 1] for remedy in locks] == ["en", "es"]
    for remedy, words in zip(locks, WORDING.values(), strict=True):
        (tmp_path / "notice.txt").write_text(words, encoding="utf-8")
        done = handbill(*remedy)
        assert done.code == 0, done.err
    obeyed(handbill, *rule)
    assert handbill("release", "verify", "workspace/release/wall", "--workspace", "workspace").code == 0
    change(workspace, "data/locked/ar-12-19-102.yaml", "cannot leave", "can not leave")
    broken = handbill("release", *rule[:-1], "wall-2", *TERMS, "--json")
    assert broken.code == 1
    assert any(name.startswith("locked.") for name in rules(broken))
    assert not (workspace / "release/wall-2").exists()


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("command", [("contacts", "due"), ("contacts", "list"), ("rules", "list")], ids=" ".join)
def test_an_option_before_a_command_is_refused_instead_of_lost(handbill: Command, command: tuple[str, str]) -> None:
    group, verb = command
    ran = handbill(group, "--workspace", "workspace", verb)
    assert ran.code == 2
    assert f"Write the options after “{verb}”" in ran.err
    assert handbill(group, verb, "--workspace", "workspace").code == 0


@pytest.mark.usefixtures("workspace")
def test_911_is_never_to_be_called_for_a_check(handbill: Command) -> None:
    refused = handbill("release", CARD, "--name", "r", *TERMS)
    (advice,) = [line for line in refused.err.splitlines() if "(contacts.emergency)" in line]
    assert "without calling it" in advice
    assert "--how page" in advice
    (other,) = [line for line in refused.err.splitlines() if "(contacts.hsi-tipline)" in line]
    assert "Call it, then record the check" in other
    assert "--how call" in other
