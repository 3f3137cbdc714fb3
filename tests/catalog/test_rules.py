"""Promises of the posting rules: every shipped one reads, says where it was read, and every fault in one is told."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.catalog.contacts import Answers, read_contacts
from generator.catalog.languages import read_languages
from generator.catalog.languagewords import read_tongues, shipped_tongues
from generator.catalog.places import Roots, shipped_root
from generator.catalog.rules import PostingRule, check_rules, find_channel, read_rules
from generator.findings import Findings
from tests.catalog.shelf import alone, only, rules

SHIPPED = Roots(shipped_root())
DIRECTORY = read_contacts(SHIPPED, Findings())
LANGUAGES = read_languages(SHIPPED, Findings())
RULES = read_rules(SHIPPED, Findings())
# The rows of our research, by the regions they are for; five states have notices of their own making.
REGIONS = "AL AR CA CT FL GA HI IL KY LA MD ME MI MO MT NC NJ NM NY OH OR PA SC TX US VA WA"
RULE = """\
title: A notice
cite: A law, section 1
region: US-XX
as_of: 2026-11-22
source: a summary
voluntary: false
sheets:
  - {width: 8.5in, height: 11in, type: 16pt, orientation: portrait}
bold: phone
languages: [en, es]
share: equal
numbers: [nht-hotline.voice]
must_say:
  - text: That it is free
    words: {en: [free]}
    decisive: true
forbid: [police]
fixed_wording: none
notice: letter-notice
places: [At the door]
"""


def read(folder: Path, text: str, name: str = "xx-1") -> tuple[Mapping[str, PostingRule], Findings]:
    """One rule read and held against what ships."""
    findings = Findings()
    read_ = read_rules(alone(folder, {f"data/rules/{name}.yaml": text}), findings)
    check_rules(read_, DIRECTORY, LANGUAGES, findings)
    return read_, findings


def test_every_shipped_rule_reads_and_names_what_there_is() -> None:
    findings = Findings()
    check_rules(read_rules(SHIPPED, findings), DIRECTORY, LANGUAGES, findings)
    assert [str(finding) for finding in findings.sorted()] == []


def test_every_row_of_the_research_is_a_rule() -> None:
    assert " ".join(sorted({rule.region.removeprefix("US-") for rule in RULES.values()})) == REGIONS
    assert len(RULES) == 30


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_shipped_rule_says_when_and_where_it_was_read(rule: PostingRule) -> None:
    assert rule.as_of == datetime.date(2026, 11, 22)
    assert "read in a summary" in rule.source
    assert rule.places
    assert rule.fixed_wording in ("none", "statute", "agency", "unknown")
    assert rule.notice in ("letter-notice", "letter-notice-landscape", "tabloid-notice", "index-notice")


@pytest.mark.parametrize(
    ("name", "width", "height", "points"),
    [
        ("ca-civ-52.6", "8.5in", "11in", 16),
        ("tx-lodging-54.103", "11in", "17in", 16),
        ("tx-alcbev-104.07", "11in", "8.5in", None),
        ("la-15-541.1", "8.5in", "11in", 14),
        ("md-br-15-207", "3in", "5in", None),
    ],
)
def test_sizes_are_those_of_the_research(name: str, width: str, height: str, points: float | None) -> None:
    (sheet,) = RULES[name].sheets
    assert (str(sheet.width), str(sheet.height)) == (width, height)
    assert (sheet.type.pt if sheet.type else None) == points


def test_kentucky_has_a_small_cling_with_smaller_type() -> None:
    assert [(str(one.width), str(one.type)) for one in RULES["ky-219.085"].sheets] == [
        ("8.5in", "16pt"),
        ("3in", "10pt"),
    ]


def test_doubts_of_the_research_are_told_in_notes() -> None:
    for name in ("fl-787.29", "ga-16-5-47", "al-13a-6-170"):
        assert any("Sources conflict" in note for note in RULES[name].notes), name


@pytest.mark.parametrize(
    ("name", "digits", "answers"),
    [
        ("ca-cast.voice", "+18885392373", Answers.NGO),
        ("tx-iwatch.voice", "+18446432251", Answers.POLICE),
        ("fl-safe.voice", "+18553527233", Answers.POLICE),
        ("ga-line.voice", "+18663634842", Answers.POLICE),
        ("ga-cares.voice", "+18448423678", Answers.NGO),
        ("nm-free.voice", "+15054383733", Answers.AGENCY),
        ("nht-hotline.text", "233733", Answers.NGO),
    ],
)
def test_the_lines_of_states_are_in_the_directory(name: str, digits: str, answers: Answers) -> None:
    found = find_channel(name, DIRECTORY)
    assert found is not None
    assert (found[1].value, found[0].answers) == (digits, answers)


@pytest.mark.parametrize("lang", ["es", "fr"])
def test_the_lines_of_states_have_their_words_in_the_languages_of_notices(lang: str) -> None:
    words = Path(shipped_root(), "data/translations", lang, "contacts.yaml").read_text(encoding="utf-8")
    for name in ("ca-cast", "tx-iwatch", "fl-safe", "ga-line", "ga-cares", "nm-free"):
        assert f"\n{name}:\n" in words


def test_a_rule_gives_back_what_its_file_says(tmp_path: Path) -> None:
    found, findings = read(tmp_path, RULE)
    assert not findings.sorted()
    rule = found["xx-1"]
    assert (rule.bold, rule.share, rule.qr, rule.voluntary) == ("phone", "equal", "free", False)
    assert rule.sheets[0].orientation == "portrait"
    assert rule.must_say[0].decisive
    assert rule.must_say[0].words == {"en": ("free",)}
    assert rule.forbid == (Answers.POLICE,)
    assert (rule.any_number, rule.notes, rule.more_languages) == ((), (), "")


FAULTS = {
    "no such contact": ("nht-hotline.voice", "nht-hotlin.voice", "rule.number"),
    "no such channel": ("nht-hotline.voice", "nht-hotline.mail", "rule.number"),
    "no channel at all": ("nht-hotline.voice", "nht-hotline", "rule.number"),
    "no such language": ("[en, es]", "[en, xx]", "rule.language"),
    "words in no language": ("{en: [free]}", "{xx: [free]}", "rule.language"),
    "no such body": ("[police]", "[polices]", "rule.forbid"),
    "no such share": ("share: equal", "share: half", "value.wrong"),
    "no length": ("8.5in", "8.5", "length.bare"),
    "no date": ("2026-11-22", "soon", "value.wrong"),
    "a key too many": ("notice:", "note: x\nnotice:", "key.unknown"),
    "no places is well": ("places: [At the door]\n", "", ""),
    "no wording": ("fixed_wording: none\n", "", "key.missing"),
}


@pytest.mark.parametrize(("old", "new", "rule"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_a_rule_is_one_finding_in_its_file(tmp_path: Path, old: str, new: str, rule: str) -> None:
    assert old in RULE
    findings = read(tmp_path, RULE.replace(old, new, 1))[1]
    assert rules(findings) == ([rule] if rule else [])
    for finding in findings:
        assert finding.place.file == "data/rules/xx-1.yaml"
        assert finding.problem
        assert finding.fix


def test_a_name_with_other_letters_cannot_name_a_rule(tmp_path: Path) -> None:
    assert only(read(tmp_path, RULE, "XX_1")[1]).rule == "rule.name"


def test_a_near_name_is_offered(tmp_path: Path) -> None:
    finding = only(read(tmp_path, RULE.replace("nht-hotline.voice", "nht-hotlin.voice"))[1])
    assert "nht-hotline.voice" in finding.fix


def test_words_of_a_language_that_is_not_declared_are_a_finding(tmp_path: Path) -> None:
    findings = Findings()
    roots = alone(tmp_path, {"data/language-words.yaml": "en: [the]\nxx: [foo]\n"})
    tongues = read_tongues(roots, LANGUAGES.values(), findings)
    assert rules(findings) == ["language.words"]
    assert tongues["en"].words == {"the"}
    assert tongues["es"].words == frozenset()


def test_languages_of_one_script_have_words_to_be_told_by() -> None:
    tongues = shipped_tongues()
    for tongue in tongues.values():
        rivals = [other for other in tongues.values() if other.script == tongue.script]
        assert len(rivals) == 1 or len(tongue.words) >= 20, tongue.lang
