from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.languages import read_languages
from generator.catalog.places import Roots
from generator.findings import Findings
from generator.units import Length
from tests.catalog.shelf import ROOT, alone, only, rules

THAI = """\
th:
  name: ไทย
  english_name: Thai
  families: [noto-sans-thai, noto-sans]
  size: 1.1
  leading: 1.45
"""


def test_english_is_set_in_public_sans_with_noto_behind_it() -> None:
    findings = Findings()
    english = read_languages(Roots(ROOT), findings)["en"]
    assert not findings
    assert english.families == ("public-sans", "noto-sans")
    assert english.direction == "ltr"
    assert (english.fit.size, english.fit.leading) == (1.0, 1.0)


def test_a_language_brings_its_own_name_fonts_and_room(tmp_path: Path) -> None:
    findings = Findings()
    thai = read_languages(alone(tmp_path, {"data/languages.yaml": THAI}), findings)["th"]
    assert not findings
    assert (thai.id, thai.name, thai.english_name) == ("th", "ไทย", "Thai")
    assert (thai.fit.size, thai.fit.leading) == (1.1, 1.45)
    assert thai.direction == "ltr"


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hans", "zh-Hant-TW", "haw", "es-419"])
def test_language_tags_are_read(tmp_path: Path, tag: str) -> None:
    findings = Findings()
    assert tag in read_languages(alone(tmp_path, {"data/languages.yaml": THAI.replace("th:", f"{tag}:", 1)}), findings)
    assert not findings


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("th:\n", "Thai:\n", "language.tag"),
        ("th:\n", "zh_CN:\n", "language.tag"),
        ("families: [noto-sans-thai, noto-sans]", "families: []", "language.families"),
        ("size: 1.1", "size: 11", "language.factor"),
        ("leading: 1.45", "leading: nan", "value.wrong"),
        ("leading: 1.45", "leading: lots", "value.wrong"),
        ("  size: 1.1", "  direction: up", "value.wrong"),
        ("english_name", "english-name", "key.unknown"),
    ],
)
def test_a_wrong_language_is_found(tmp_path: Path, right: str, wrong: str, rule: str) -> None:
    findings = Findings()
    assert right in THAI
    read_languages(alone(tmp_path, {"data/languages.yaml": THAI.replace(right, wrong, 1)}), findings)
    assert rule in rules(findings)


def test_a_factor_out_of_reason_is_not_used(tmp_path: Path) -> None:
    findings = Findings()
    thai = read_languages(alone(tmp_path, {"data/languages.yaml": THAI.replace("1.45", "145")}), findings)["th"]
    assert only(findings).problem == "A factor of 145 is out of reason."
    assert thai.fit.leading == 1.0


def test_a_workspace_without_any_language_is_refused(tmp_path: Path) -> None:
    findings = Findings()
    assert read_languages(alone(tmp_path, {"data/languages.yaml": "{}\n"}), findings) == {}
    finding = only(findings)
    assert (finding.rule, finding.place.line) == ("language.none", 1)
    assert findings.errors


@pytest.mark.parametrize(("script", "led"), [("Latin", ("own", "noto-sans-thai", "noto-sans")), ("Thai", ())])
def test_the_themes_own_family_leads_in_latin_script_alone(tmp_path: Path, script: str, led: tuple[str, ...]) -> None:
    roots = alone(tmp_path, {"data/languages.yaml": f"{THAI}  script: {script}\n"})
    thai = read_languages(roots, Findings())["th"]
    assert thai.fitted(Length.parse("8pt"), "own").families == (led or thai.fit.families)


def test_large_type_may_have_fonts_and_room_of_its_own() -> None:
    urdu = read_languages(Roots(ROOT), Findings())["ur"]
    assert urdu.rtl
    assert urdu.large is not None
    assert urdu.fitted(Length.parse("9pt"), "public-sans").families[0] == "noto-naskh-arabic"
    assert urdu.fitted(urdu.large.start, "public-sans").families[0] == "noto-nastaliq-urdu"
    assert set(urdu.fit.families) <= set(urdu.families)
