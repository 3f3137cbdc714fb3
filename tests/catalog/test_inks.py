from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.inks import BLACK, COATED_LIMIT, UNCOATED_LIMIT, Ink, percent_of
from generator.catalog.themes import Theme, read_themes
from generator.findings import Findings
from tests.catalog.shelf import alone, only, rules
from tests.catalog.test_themes import OWN

BRAND = '  brand: {cmyk: [100, 65, 0, 35], rgb: "#103f70"}\n'
SPOT = '  brand: {cmyk: [100, 65, 0, 35], rgb: "#103f70", spot: "PANTONE 541 C"}\n'


def read(folder: Path, *themes: str) -> tuple[dict[str, Theme], Findings]:
    findings = Findings()
    files = {f"layouts/themes/theme-{number}.yaml": text for number, text in enumerate(themes, 1)}
    return read_themes(alone(folder, files), findings), findings


def with_brand(line: str) -> str:
    assert BRAND in OWN
    return OWN.replace(BRAND, line)


def spot(name: str, cmyk: str = "100, 65, 0, 35") -> str:
    return with_brand(f'  brand: {{cmyk: [{cmyk}], rgb: "#103f70", spot: {name}}}\n')


def test_a_spot_ink_is_read_with_the_process_inks_that_stand_in_for_it(tmp_path: Path) -> None:
    themes, findings = read(tmp_path, with_brand(SPOT))
    assert not findings
    assert themes["theme-1"].inks["brand"] == Ink(
        "brand", (1, 0.65, 0, 0.35), (16 / 255, 63 / 255, 112 / 255), "PANTONE 541 C"
    )
    assert themes["theme-1"].inks["accent"].spot == ""


def test_themes_and_inks_may_share_a_spot_ink_that_they_define_alike(tmp_path: Path) -> None:
    twice = with_brand(SPOT + SPOT.replace("brand", "frame"))
    themes, findings = read(tmp_path, twice, with_brand(SPOT))
    assert not findings
    assert {theme.inks["brand"].spot for theme in themes.values()} == {"PANTONE 541 C"}


@pytest.mark.parametrize(
    "other", [spot('"PANTONE 541 C"', "100, 60, 0, 35"), spot('"Pantone 541  c"'), spot('"PANTONE 541 c"')]
)
def test_a_spot_ink_has_one_definition_in_all_themes(other: str, tmp_path: Path) -> None:
    finding = only(read(tmp_path, with_brand(SPOT), other)[1])
    assert finding.rule == "ink.spot-twice"
    assert (finding.place.file, finding.place.line) == ("layouts/themes/theme-2.yaml", 6)
    assert "layouts/themes/theme-1.yaml:6" in finding.problem
    assert finding.fix == 'Write spot: "PANTONE 541 C" and cmyk: [100, 65, 0, 35] in both places.'


def test_two_definitions_within_one_theme_are_found_too(tmp_path: Path) -> None:
    other = '  frame: {cmyk: [100, 65, 0, 30], rgb: "#103f70", spot: "PANTONE 541 C"}\n'
    finding = only(read(tmp_path, with_brand(SPOT + other))[1])
    assert (finding.rule, finding.place.line) == ("ink.spot-twice", 7)


@pytest.mark.parametrize(
    "name", ["All", "None", "none", "Cyan", "MAGENTA", "yellow", "Black", '"  black "', '"a\\tb\\x07"', f'"{"ü" * 64}"']
)
def test_a_plate_that_means_something_else_is_no_spot_ink(name: str, tmp_path: Path) -> None:
    finding = only(read(tmp_path, spot(name))[1])
    assert (finding.rule, finding.place.line, finding.place.key) == ("ink.spot", 6, "inks.brand.spot")


def test_a_name_as_long_as_a_file_can_hold_is_one(tmp_path: Path) -> None:
    assert not read(tmp_path, spot("x" * 127))[1]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('ink: {cmyk: [60, 40, 40, 100], rgb: "#1a1a1a"}', "ink.not-black"),
        ('ink: {cmyk: [0, 0, 0, 90], rgb: "#1a1a1a"}', "ink.not-black"),
        ('ink: {cmyk: [100, 65, 0, 35], rgb: "#1a1a1a"}', "ink.not-black"),
        ('ink: {cmyk: [0, 0, 0, 100], rgb: "#1a1a1a", spot: House Black}', "ink.not-black"),
        ('paper: {cmyk: [0, 0, 5, 0], rgb: "#ffffff"}', "ink.not-paper"),
        ('paper: {cmyk: [0, 0, 0, 0], rgb: "#ffffff", spot: Varnish}', "ink.not-paper"),
        ('brand: {cmyk: [100, 100, 80, 30], rgb: "#101010"}', "ink.total"),
        ('registration: {cmyk: [0, 0, 0, 100], rgb: "#101010"}', "ink.reserved"),
    ],
)
def test_an_ink_that_cannot_be_printed_well_is_refused_in_its_line(line: str, rule: str, tmp_path: Path) -> None:
    name = line.partition(":")[0]
    lines = [f"  {line}" if old.startswith(f"  {name}:") else old for old in OWN.splitlines()]
    if f"  {line}" not in lines:
        lines.insert(4, f"  {line}")
    findings = read(tmp_path, "\n".join(lines) + "\n")[1]
    finding = next(found for found in findings if found.rule == rule)
    assert finding.place.line == lines.index(f"  {line}") + 1
    assert set(rules(findings)) - {"ink.rich-text"} == {rule}


def test_the_total_of_an_ink_is_named_with_the_limit(tmp_path: Path) -> None:
    finding = only(read(tmp_path, with_brand('  brand: {cmyk: [100, 100, 75.5, 25], rgb: "#101010"}\n'))[1])
    assert finding.problem == "The ink “brand” lays 300.5 % on the paper, where no more than 300 % dries."
    assert (finding.seen, finding.limit, finding.place.key) == ("300.5 %", "300 %", "inks.brand.cmyk")


def test_an_ink_of_just_the_limit_is_printed(tmp_path: Path) -> None:
    assert not read(tmp_path, with_brand('  brand: {cmyk: [71.9, 79.4, 69, 79.7], rgb: "#101010"}\n'))[1]


def test_a_share_that_cannot_be_read_is_one_finding_and_not_two(tmp_path: Path) -> None:
    assert rules(read(tmp_path, OWN.replace("[0, 0, 0, 100]", "[0, 0, 0, solid]"))[1]) == ["ink.cmyk"]


@pytest.mark.parametrize(
    ("cmyk", "rich"),
    [((0.6, 0.4, 0.4, 1), True), ((0, 0, 0.01, 0.9), True), (BLACK, False), ((0.6, 0.4, 0.4, 0.89), False)],
)
def test_a_rich_black_is_black_with_other_inks_under_it(cmyk: tuple[float, float, float, float], rich: bool) -> None:
    assert Ink("sample", cmyk, (0, 0, 0)).rich_black is rich
    assert not Ink("sample", cmyk, (0, 0, 0), "One Plate").rich_black


def test_limits_are_shares_and_are_shown_in_percent() -> None:
    assert (percent_of(COATED_LIMIT), percent_of(UNCOATED_LIMIT), percent_of(2.605)) == ("300 %", "280 %", "260.5 %")
