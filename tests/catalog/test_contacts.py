"""The directory: every number stands in it twice, so that one wrong digit is always seen."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.channels import DIALLED
from generator.catalog.contacts import (
    CONTACTS_FILE,
    Answers,
    Channel,
    ChannelKind,
    ContactRole,
    Directory,
    near_directory,
    read_contacts,
)
from generator.catalog.phones import SHORT_CODES, one_slip
from generator.catalog.places import Roots, shipped_root
from generator.findings import Finding, Findings

SHIPPED = (shipped_root() / CONTACTS_FILE).read_text(encoding="utf-8")
DIRECTORY = read_contacts(Roots(shipped_root()), Findings())
DIALS = sorted({c.value for one in DIRECTORY.contacts.values() for c in one.channels if c.kind in DIALLED})

LINE = """\
hosts: [www.ice.gov, ice.dhs.gov]
contacts:
  line:
    name: Tip Line
    role: report
    answers: police
    who: Federal agents
    region: US
    hours: 24 hours a day
    zone: any
    languages: not stated
    channels:
      - {kind: voice, number: 1-866-347-2423, vanity: 1-866-DHS-2-ICE, also: [866-347-2423]}
      - {kind: text, number: 233733, vanity: BEFREE, languages: English, note: Keywords differ.}
      - {kind: web, url: https://www.ice.gov/tipline, shown: www.ice.gov/tipline, also: [www.ice.gov/tips]}
      - {kind: mail, address: ICE.ForcedLabor@ice.dhs.gov}
      - {kind: social, handle: "@line"}
    source: A hand-out
    checked_on: 2024-05-30
    checked_by: read in the source
    notes: [A note.]
"""
SECOND = LINE.split("contacts:\n")[1].replace("  line:", "  other:").replace("name: Tip Line", "name: Other Line")


def _write(root: Path, text: str) -> Path:
    path = root / CONTACTS_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


def _read(root: Path, text: str) -> tuple[Directory, Findings]:
    findings = Findings()
    return read_contacts(Roots(_write(root, text)), findings), findings


def _only(findings: Findings) -> Finding:
    (finding,) = findings.errors
    return finding


def test_a_contact_is_read_with_all_it_says(tmp_path: Path) -> None:
    directory, findings = _read(tmp_path, LINE)
    assert not len(findings)
    line = directory.contacts["line"]
    assert (line.id, line.name, line.role, line.answers) == ("line", "Tip Line", ContactRole.REPORT, Answers.POLICE)
    assert (line.who, line.region, line.hours, line.zone) == ("Federal agents", "US", "24 hours a day", "any")
    assert (line.languages, line.source, line.checked_by) == ("not stated", "A hand-out", "read in the source")
    assert (line.checked_on, line.notes, line.place.line) == (datetime.date(2024, 5, 30), ("A note.",), 4)
    assert directory.hosts == {"www.ice.gov", "ice.dhs.gov"}


def test_a_channel_keeps_what_is_dialled_and_what_is_printed(tmp_path: Path) -> None:
    line = _read(tmp_path, LINE)[0].contacts["line"]
    voice, text, web, mail, social = line.channels
    assert (voice.value, voice.shown, voice.vanity) == ("+18663472423", "1-866-347-2423", "1-866-DHS-2-ICE")
    assert (voice.also, voice.place.line) == (("866-347-2423",), 13)
    assert (text.value, text.languages, text.note) == ("233733", "English", "Keywords differ.")
    assert (web.shown, web.also) == ("www.ice.gov/tipline", ("www.ice.gov/tips",))
    assert [channel.link for channel in line.channels] == [
        "tel:+18663472423",
        "sms:233733",
        "https://www.ice.gov/tipline",
        "mailto:ICE.ForcedLabor@ice.dhs.gov",
        "",
    ]
    assert (mail.shown, social.shown) == ("ICE.ForcedLabor@ice.dhs.gov", "@line")
    assert line.channel(ChannelKind.WEB) is web
    assert line.channel(ChannelKind.TTY) is None


# Other names


def test_a_contact_goes_by_other_names_in_their_plain_form(tmp_path: Path) -> None:
    also = 'also_called: [DHS Tip Line, "Li\u0301nea ICE"]'
    line = _read(tmp_path, LINE.replace("name: Tip Line", f"name: Tip Line\n    {also}"))[0].contacts["line"]
    assert line.also_called == ("DHS Tip Line", "L\u00ednea ICE")
    assert line.names == ("Tip Line", "DHS Tip Line", "L\u00ednea ICE")


@pytest.mark.parametrize(
    ("also", "rule"),
    [('[" "]', "contact.also-called"), ('["A\u200bB"]', "text.control"), ("ICE", "value.wrong")],
    ids=["blank", "hidden code", "no list"],
)
def test_another_name_that_nobody_could_say_is_refused(tmp_path: Path, also: str, rule: str) -> None:
    findings = _read(tmp_path, LINE.replace("name: Tip Line", f"name: Tip Line\n    also_called: {also}"))[1]
    assert _only(findings).rule == rule


@pytest.mark.parametrize("turned", [False, True], ids=["before", "behind"])
@pytest.mark.parametrize("name", ["other line", "The Line"], ids=["its name", "its other name"])
def test_another_name_means_one_contact(tmp_path: Path, name: str, turned: bool) -> None:
    second = SECOND.replace("name: Other Line", "name: Other Line\n    also_called: [The Line]").replace("2423", "2424")
    second = second.split("      - {kind: text")[0].replace(", vanity: 1-866-DHS-2-ICE", "")
    second += "    source: s\n    checked_on: 2024-05-30\n    checked_by: read\n"
    head, first = LINE.replace("name: Tip Line", f"name: Tip Line\n    also_called: [{name}]").split("contacts:\n")
    findings = _read(tmp_path, f"{head}contacts:\n{second + first if turned else first + second}")[1]
    assert {finding.rule for finding in findings} == {"contact.also-called"}
    found = next(finding for finding in findings if finding.seen == name)
    assert "“line”" in found.problem
    assert "“other”" in found.problem


def test_the_tip_line_is_known_by_every_name_the_sources_give_it() -> None:
    names = {name.casefold() for name in DIRECTORY.contacts["hsi-tipline"].names}
    assert {"hsi tip line", "hsi tipline", "ice tip line", "dhs tip line", "homeland security tip line"} <= names
    assert "National Human Trafficking Resource Center" in DIRECTORY.contacts["nht-hotline"].names


# One wrong digit


def _digits() -> list[tuple[int, str, int]]:
    """(contact line, number, position) of every digit of every number that the shipped file gives to dial."""
    return [
        (channel.place.line, channel.shown, position)
        for contact in DIRECTORY.contacts.values()
        for channel in contact.channels
        if channel.kind in DIALLED
        for position, character in enumerate(channel.shown)
        if character.isdigit()
    ]


@pytest.mark.parametrize(("line", "number", "position"), _digits())
def test_one_wrong_digit_in_any_shipped_number_is_seen(tmp_path: Path, line: int, number: str, position: int) -> None:
    wrong = f"{number[:position]}{(int(number[position]) + 1) % 10}{number[position + 1 :]}"
    lines = SHIPPED.splitlines(keepends=True)
    at = next(index for index in range(line - 1, line + 3) if f"number: {number}" in lines[index])
    lines[at] = lines[at].replace(f"number: {number}", f"number: {wrong}", 1)
    _, findings = _read(tmp_path, "".join(lines))
    seen = [f for f in findings.errors if f.rule in ("contact.spelling", "contact.vanity") and f.place.line == at + 1]
    assert seen
    assert all(f"“{wrong}” and “" in finding.problem for finding in seen)


def test_a_wrong_digit_in_a_second_spelling_is_seen_too(tmp_path: Path) -> None:
    finding = _only(_read(tmp_path, LINE.replace("also: [866-347-2423]", "also: [866-347-2424]"))[1])
    assert finding.rule == "contact.spelling"
    assert "“1-866-347-2423” and “866-347-2424” should be one number" in finding.problem
    assert "dial +18663472423 and +18663472424" in finding.problem


def test_letters_that_dial_another_number_are_refused_naming_both(tmp_path: Path) -> None:
    finding = _only(_read(tmp_path, LINE.replace("DHS-2-ICE", "DHS-2-DHS"))[1])
    assert finding.rule == "contact.vanity"
    assert "“1-866-347-2423” and “1-866-DHS-2-DHS”" in finding.problem
    assert "+18663472347" in finding.problem
    assert finding.place.key == "contacts.line.channels[0].number"


@pytest.mark.parametrize("also", ["", ", also: []", ", also: [1-866-347-2423]"])
def test_a_number_written_once_is_refused(tmp_path: Path, also: str) -> None:
    text = LINE.replace(", vanity: 1-866-DHS-2-ICE, also: [866-347-2423]", also)
    finding = _only(_read(tmp_path, text)[1])
    assert finding.rule == "contact.single-spelling"
    assert "written once only" in finding.problem


# Wrong values


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "sentence"),
    [
        ("kind: mail", "kind: fax", "value.wrong", "“fax” is not one of voice, abroad, tty, text, web, mail, social."),
        ("role: report", "role: reprot", "value.wrong", "Did you mean “report”?"),
        ("answers: police", "answers: cops", "value.wrong", "“cops” is not one of"),
        ("region: US", "region: USA", "contact.region", "“USA” is not a region"),
        ("zone: any", "zone: EST", "contact.zone", "“EST” is not a time zone."),
        ("    hours:", "    hour:", "key.unknown", "Did you mean “hours”?"),
        ("vanity: BEFREE", "vanity: BEFORE", "contact.vanity", "“BEFORE” cannot be used: its letters spell no number"),
        ("vanity: BEFREE", "letters: BEFREE", "key.unknown", "The key “letters” is not known here."),
        ("[866-347-2423]", "[866-347-242]", "contact.number", "“866-347-242” cannot be used: it has 9 digits"),
        ("https://www.ice.gov", "http://www.ice.gov", "contact.address", "does not begin with https://"),
        ("https://www.ice.gov", "https://a@www.ice.gov", "contact.address", "user name before the host"),
        ("https://www.ice.gov", "https://www.ice.gov:80", "contact.address", "names a port"),
        ("https://www.ice.gov", "https://www.\u0456ce.gov", "contact.address", "only look like plain ones"),
        (
            "url: https://www.ice.gov/tipline",
            'url: "https://www.ice.gov/\u202etip"',
            "contact.address",
            "right-to-left",
        ),
        (
            "https://www.ice.gov",
            "https://evil.example",
            "contact.address",
            "The host “evil.example” is not on the list",
        ),
        ("[www.ice.gov/tips]", "[evil.example/tips]", "contact.address", "The host “evil.example” is not on the list"),
        ("shown: www.ice.gov/tipline", "shown: www.ice.gov/tips", "contact.shown", "“www.ice.gov/tips” is printed"),
        ("Labor@ice.dhs.gov", "Labor@evil.example", "contact.address", "The host “evil.example” is not on the list"),
        ('"@line"', "line", "contact.address", "“line” is not a handle"),
        ("hosts: [www", "hosts: [WWW.x.org, www", "contact.host", "write www.x.org."),
        ("checked_on: 2024-05-30", "checked_on: May 2024", "value.wrong", "“May 2024” is not a date."),
        ("  line:", "  Line.1:", "contact.id", "“Line.1” cannot be referred to."),
        ("name: Tip Line", 'name: "Tip\u202e Line"', "text.control", "U+202E"),
        ("    source: A hand-out\n", "", "key.missing", "The key “source” is missing."),
        ("    checked_by: read in the source\n", "", "key.missing", "The key “checked_by” is missing."),
    ],
)
def test_a_wrong_value_is_one_finding_with_a_plain_sentence(
    tmp_path: Path, right: str, wrong: str, rule: str, sentence: str
) -> None:
    assert right in LINE
    _, findings = _read(tmp_path, LINE.replace(right, wrong, 1))
    matching = [finding for finding in findings.errors if finding.rule == rule]
    assert matching, [str(finding) for finding in findings]
    assert sentence in str(matching[0])
    assert matching[0].problem.endswith(".")
    assert matching[0].fix.endswith((".", "?"))
    assert matching[0].place.line


def test_an_unknown_kind_does_not_drag_other_findings_along(tmp_path: Path) -> None:
    finding = _only(_read(tmp_path, LINE.replace("kind: mail", "kind: fax"))[1])
    assert finding.place.key == "contacts.line.channels[3].kind"


def test_a_contact_without_a_channel_is_refused(tmp_path: Path) -> None:
    head, rest = LINE.split("    channels:\n")
    finding = _only(_read(tmp_path, head + rest[rest.index("    source:") :])[1])
    assert (finding.rule, finding.problem) == ("contact.no-channel", "The contact has no channel.")


@pytest.mark.parametrize("text", ["", "hosts: []\n", "contacts: {}\n"])
def test_an_empty_directory_is_refused(tmp_path: Path, text: str) -> None:
    assert "contact.none" in [finding.rule for finding in _read(tmp_path, text)[1]]


def test_a_missing_directory_is_refused(tmp_path: Path) -> None:
    findings = Findings()
    assert not read_contacts(Roots(tmp_path), findings).contacts
    assert _only(findings).rule == "contact.none"


@pytest.mark.parametrize("wrong", ["1-866-347-2423", "", "[a, b]", "~"])
def test_a_contact_that_has_no_keys_is_a_finding_and_the_others_are_read(tmp_path: Path, wrong: str) -> None:
    directory, findings = _read(tmp_path, f"{LINE.replace('zone: any', 'zone: EST')}  odd: {wrong}\n")
    assert list(directory.contacts) == ["line"]
    assert "contact.zone" in [finding.rule for finding in findings]
    odd = [finding for finding in findings.errors if finding.place.key == "contacts.odd"]
    assert odd
    assert all(finding.place.line for finding in odd)


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ("{}", "key.missing"),
        ("", "value.wrong"),
        ("911", "value.wrong"),
        ("[]", "value.wrong"),
        ("{kind: }", "key.missing"),
    ],
)
def test_a_channel_that_has_no_keys_is_a_finding_and_the_others_are_read(tmp_path: Path, wrong: str, rule: str) -> None:
    text = LINE.replace("      - {kind: mail", f"      - {wrong}\n      - {{kind: mail", 1)
    directory, findings = _read(tmp_path, text.replace("zone: any", "zone: EST"))
    assert [str(c.kind) for c in directory.contacts["line"].channels] == ["voice", "text", "web", "mail", "social"]
    assert [finding.rule for finding in findings.errors] == ["contact.zone", rule]
    assert findings.errors[1].place.line == 16


@pytest.mark.parametrize("key", ["role", "answers"])
@pytest.mark.parametrize("value", ["", '""', "[]", "{}"])
def test_a_missing_or_empty_word_is_a_finding(tmp_path: Path, key: str, value: str) -> None:
    right = {"role": "role: report", "answers": "answers: police"}[key]
    directory, findings = _read(tmp_path, LINE.replace(right, f"{key}: {value}", 1))
    assert _only(findings).rule in ("key.missing", "value.wrong")
    assert "line" in directory.contacts


# A file that is none


def test_a_directory_that_is_a_folder_or_a_link_to_nowhere_is_found(tmp_path: Path) -> None:
    shipped, path = _write(tmp_path / "a", LINE), tmp_path / "b" / CONTACTS_FILE
    path.mkdir(parents=True)
    findings = Findings()
    assert "line" in read_contacts(Roots(shipped, tmp_path / "b"), findings).contacts
    assert _only(findings).rule == "file.unreadable"
    path.rmdir()
    path.symlink_to(tmp_path / "nowhere.yaml")
    findings = Findings()
    read_contacts(Roots(shipped, tmp_path / "b"), findings)
    assert "a link that leads nowhere" in _only(findings).problem
    assert _only(findings).place.file == "b/data/contacts.yaml"


def test_a_directory_may_be_called_yml(tmp_path: Path) -> None:
    (_write(tmp_path / "b", LINE) / CONTACTS_FILE).rename(tmp_path / "b/data/contacts.yml")
    findings = Findings()
    assert "line" in read_contacts(Roots(_write(tmp_path / "a", SECOND), tmp_path / "b"), findings).contacts


# Numbers that are almost ours


@pytest.mark.parametrize(
    ("value", "contact"),
    [
        ("+18663472424", "hsi-tipline"),
        ("+18663472432", "hsi-tipline"),
        ("+18028726198", "hsi-tipline"),
        ("+18663472423", None),
        ("+18028726196", None),
        ("911", None),
        ("711", None),
        ("+12025550142", None),
        ("+18663472544", None),
        ("+1866347242", None),
    ],
)
def test_a_number_one_slip_from_ours_is_told(value: str, contact: str | None) -> None:
    found = near_directory(value, DIRECTORY)
    assert (found.id if found else None) == contact


# One number, one contact


def test_a_value_under_two_contacts_is_refused(tmp_path: Path) -> None:
    _, findings = _read(tmp_path, LINE + SECOND)
    assert {(f.rule, f.seen) for f in findings.errors} >= {
        ("contact.twice", "+18663472423"),
        ("contact.twice", "233733"),
    }
    assert "“1-866-347-2423” belongs to “line” already." in findings.errors[0].problem
    assert "shares: line" in findings.errors[0].fix


def test_two_contacts_may_share_when_one_says_so(tmp_path: Path) -> None:
    directory, findings = _read(tmp_path, LINE + SECOND.replace("    region:", "    shares: line\n    region:"))
    assert not len(findings)
    assert directory.contacts["other"].shares == "line"


def test_sharing_with_nobody_is_refused(tmp_path: Path) -> None:
    finding = _only(_read(tmp_path, LINE.replace("    region:", "    shares: lime\n    region:"))[1])
    assert finding.rule == "contact.shares"
    assert "“lime”, which does not exist" in finding.problem
    assert "“line”" in finding.fix


def test_sharing_a_number_that_differs_is_refused(tmp_path: Path) -> None:
    own = SECOND[: SECOND.index("      - {kind: voice")] + SECOND[SECOND.index("    source:") :]
    own = own.replace("channels:\n", "shares: line\n    channels: [{kind: voice, number: 911, also: [9-1-1]}]\n")
    finding = _only(_read(tmp_path, LINE + own)[1])
    assert finding.rule == "contact.shares"
    assert "“other” says it shares a number with “line”" in finding.problem


def test_the_relay_number_may_stand_under_many_contacts(tmp_path: Path) -> None:
    relay = "channels: [{kind: tty, number: 711, also: [7-1-1]}]\n"
    first = LINE[: LINE.index("channels:\n")] + relay + LINE[LINE.index("    source:") :]
    second = SECOND[: SECOND.index("channels:\n")] + relay + SECOND[SECOND.index("    source:") :]
    assert not len(_read(tmp_path, first + second)[1])


# The workspace


def test_the_workspace_adds_and_replaces_single_contacts(tmp_path: Path) -> None:
    shipped, workspace = (
        _write(tmp_path / "a", LINE),
        _write(
            tmp_path / "b",
            "hosts: [www.example.edu]\ncontacts:\n"
            + LINE.split("contacts:\n")[1].replace("Tip Line", "Our Tip Line")
            + SECOND[: SECOND.index("      - {kind: voice")]
            + "      - {kind: web, url: https://www.example.edu}\n"
            + SECOND[SECOND.index("    source:") :],
        ),
    )
    findings = Findings()
    directory = read_contacts(Roots(shipped, workspace), findings)
    assert not len(findings)
    assert {name: contact.name for name, contact in directory.contacts.items()} == {
        "line": "Our Tip Line",
        "other": "Other Line",
    }
    assert directory.contacts["other"].channels[0].shown == "www.example.edu"
    assert directory.hosts == {"www.ice.gov", "ice.dhs.gov", "www.example.edu"}


def test_a_fault_in_a_shipped_contact_that_was_replaced_is_no_matter(tmp_path: Path) -> None:
    shipped = _write(tmp_path / "a", LINE.replace("DHS-2-ICE", "DHS-2-DHS"))
    findings = Findings()
    read_contacts(Roots(shipped, _write(tmp_path / "b", LINE)), findings)
    assert not len(findings)


# What ships


def _channels() -> list[Channel]:
    return [channel for contact in DIRECTORY.contacts.values() for channel in contact.channels]


def test_every_contact_point_of_the_sources_ships() -> None:
    assert list(DIRECTORY.contacts)[:17] == [
        "emergency",
        "nht-hotline",
        "hsi-tipline",
        "hsi-ops",
        "ice-victim-assistance",
        "hstu-mail",
        "cp-mail",
        "forced-labour-mail",
        "cbp-eallegations",
        "fbi-tips",
        "dss-mail",
        "whd",
        "dol-oig",
        "eeoc",
        "ncmec",
        "blue-campaign",
        "polaris",
    ]


@pytest.mark.parametrize(
    ("contact", "kind", "value"),
    [
        ("emergency", "voice", "911"),
        ("nht-hotline", "voice", "+18883737888"),
        ("nht-hotline", "text", "233733"),
        ("nht-hotline", "tty", "711"),
        ("hsi-tipline", "voice", "+18663472423"),
        ("hsi-tipline", "abroad", "+18028726199"),
        ("hsi-tipline", "tty", "+18028726196"),
        ("hsi-tipline", "web", "https://www.ice.gov/tipline"),
        ("ice-victim-assistance", "voice", "+18668724973"),
        ("whd", "voice", "+18664879243"),
        ("dol-oig", "voice", "+18003473756"),
        ("eeoc", "voice", "+18006694000"),
        ("ncmec", "voice", "+18008435678"),
        ("cp-mail", "mail", "ContinuedPresence@ccht.dhs.gov"),
        ("blue-campaign", "social", "@DHSBlueCampaign"),
    ],
)
def test_the_numbers_that_lives_hang_on_are_these(contact: str, kind: str, value: str) -> None:
    channel = DIRECTORY.contacts[contact].channel(ChannelKind(kind))
    assert channel is not None
    assert channel.value == value


def test_the_emergency_number_prints_and_dials_as_911() -> None:
    (channel,) = DIRECTORY.contacts["emergency"].channels
    assert (channel.shown, channel.link) == ("911", "tel:911")


def test_who_answers_fits_a_card() -> None:
    assert [c.who for c in DIRECTORY.contacts.values() if not 0 < len(c.who) < 45] == []


def test_no_entry_claims_to_be_newer_than_the_newest_source() -> None:
    assert max(contact.checked_on for contact in DIRECTORY.contacts.values()) == datetime.date(2024, 5, 30)


def test_only_the_dated_source_gives_its_date() -> None:
    for contact in DIRECTORY.contacts.values():
        if contact.checked_on == datetime.date(2024, 5, 30):
            assert "2024-05-30" in contact.source


def test_charities_of_the_unofficial_list_are_marked_and_never_take_tips() -> None:
    listed = [c for c in DIRECTORY.contacts.values() if "unofficial" in c.source]
    assert len(listed) == 12
    assert all(c.role is ContactRole.AWARENESS and "not verified" in c.notes for c in listed)


def test_every_listed_host_is_used_and_every_short_code_is_known() -> None:
    used = " ".join(f"{channel.value} {' '.join(channel.also)}" for channel in _channels())
    assert [host for host in sorted(DIRECTORY.hosts) if host not in used] == []
    assert {c.value for c in _channels() if c.kind in DIALLED and not c.value.startswith("+")} <= set(SHORT_CODES)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(DIALS), st.data())
def test_whatever_is_one_slip_away_is_near_and_nothing_else_is(number: str, data: st.DataObject) -> None:
    # A slip is of digits: “+11” is written as no number is, and not near the short code 711.
    sign = "+" if number.startswith("+") else ""
    digits = len(number) - len(sign)
    other = sign + data.draw(st.text("0123456789", min_size=digits, max_size=digits))
    slipped = data.draw(st.integers(len(sign), len(number) - 1))
    changed = f"{number[:slipped]}{data.draw(st.sampled_from('0123456789'))}{number[slipped + 1 :]}"
    for value in (other, changed):
        expected = value not in DIALS and any(len(known) == len(value) and one_slip(known, value) for known in DIALS)
        assert (near_directory(value, DIRECTORY) is not None) is expected
