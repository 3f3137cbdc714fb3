from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from generator.catalog.formats import read_formats
from generator.catalog.inks import Ink, contrast
from generator.catalog.places import Roots
from generator.catalog.themes import INKS, MIN_CONTRAST, READ_ON, STYLES, Theme, read_themes
from generator.findings import Findings
from generator.units import Length
from tests.catalog.shelf import ROOT, alone, only, rules

SHIPPED = ("beacon", "plain")
OWN = """\
title: Own
family: public-sans
inks:
  ink: {cmyk: [0, 0, 0, 100], rgb: "#1a1a1a"}
  paper: {cmyk: [0, 0, 0, 0], rgb: "#ffffff"}
  brand: {cmyk: [100, 65, 0, 35], rgb: "#103f70"}
  accent: {cmyk: [0, 72, 95, 15], rgb: "#c4501b"}
  soft: {cmyk: [8, 3, 0, 0], rgb: "#e9f1f8"}
  muted: {cmyk: [0, 0, 0, 80], rgb: "#4a4a4a"}
styles:
""" + "".join(f"  {style}: {{weight: bold, ink: brand, leading: 1.1, features: [tnum]}}\n" for style in STYLES)
OWN += "scales:\n  card:\n" + "".join(f"    {style}: [9pt, 8.5pt]\n" for style in STYLES)


def shipped() -> dict[str, Theme]:
    findings = Findings()
    themes = read_themes(Roots(ROOT), findings)
    assert not findings
    return themes


def read(folder: Path, text: str) -> tuple[dict[str, Theme], Findings]:
    findings = Findings()
    return read_themes(alone(folder, {"layouts/themes/own.yaml": text}), findings), findings


def changed(folder: Path, right: str, wrong: str) -> Findings:
    assert right in OWN
    return read(folder, OWN.replace(right, wrong, 1))[1]


def ink(text: str) -> Ink:
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return Ink(text, (0, 0, 0, 1), (red, green, blue))


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize(("text", "ground"), [*READ_ON, ("accent", "paper")])
def test_whatever_is_read_has_a_contrast_of_four_and_a_half_to_one(name: str, text: str, ground: str) -> None:
    inks = shipped()[name].inks
    assert contrast(inks[text], inks[ground]) >= MIN_CONTRAST


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # Worked values: black on white is 21; #767676 on white is the well-known lightest grey that passes 4.5.
    [
        ("#000000", "#ffffff", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_the_ratio_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(ink(one), ink(other)) == pytest.approx(ratio, abs=0.005)
    assert contrast(ink(other), ink(one)) == contrast(ink(one), ink(other))


def test_an_ink_on_itself_has_no_contrast() -> None:
    assert contrast(ink("#336699"), ink("#336699")) == pytest.approx(1.0)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_theme_has_the_inks_and_styles_that_layouts_count_on(name: str) -> None:
    theme = shipped()[name]
    assert set(INKS) <= theme.inks.keys()
    assert set(STYLES) <= theme.styles.keys()
    assert {"card", "sheet", "poster"} <= theme.scales.keys()
    for scale in theme.scales.values():
        assert set(STYLES) <= scale.keys()


@pytest.mark.parametrize("name", SHIPPED)
def test_black_text_is_printed_with_the_black_plate_alone(name: str) -> None:
    inks = shipped()[name].inks
    for black in ("ink", "muted"):
        assert inks[black].cmyk[:3] == (0, 0, 0)
    assert inks["ink"].cmyk[3] == 1
    assert inks["paper"].cmyk == (0, 0, 0, 0)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_ink_lays_more_on_the_paper_than_an_uncoated_stock_takes(name: str) -> None:
    assert all(sum(one.cmyk) <= 2.6 for one in shipped()[name].inks.values())


def test_the_plain_theme_uses_the_black_plate_and_nothing_else() -> None:
    for one in shipped()["plain"].inks.values():
        assert one.cmyk[:3] == (0, 0, 0)
        assert one.cmyk[3] in (0, 1)
        assert len(set(one.rgb)) == 1


def test_the_brand_is_blue_and_the_accent_is_warm() -> None:
    inks = shipped()["beacon"].inks
    red, green, blue = inks["brand"].rgb
    assert blue > green > red
    red, green, blue = inks["accent"].rgb
    assert red > green > blue


@pytest.mark.parametrize("name", SHIPPED)
def test_numbers_are_bold_with_figures_of_one_width(name: str) -> None:
    for style in ("number", "number-large"):
        found = shipped()[name].styles[style]
        assert found.weight == "bold"
        assert "tnum" in found.features


@pytest.mark.parametrize("name", SHIPPED)
def test_every_scale_steps_down_and_never_under_the_floor_of_its_formats(name: str) -> None:
    theme = shipped()[name]
    for found in read_formats(Roots(ROOT), Findings()).values():
        for sizes in theme.scales[found.scale].values():
            assert all(left >= right for left, right in pairwise(sizes))
            assert sizes[-1] >= found.floor


@pytest.mark.parametrize("scale", ["card", "sheet", "poster"])
def test_the_number_is_the_hero_on_every_scale(scale: str) -> None:
    sizes = {style: steps[0] for style, steps in shipped()["beacon"].scales[scale].items()}
    assert sizes["number-large"] > sizes["number"] > sizes["number-small"] > sizes["lead"]
    assert sizes["number-large"] > sizes["title"] > sizes["heading"] > sizes["body"]
    assert sizes["lead"] >= sizes["body"] > sizes["small"] >= sizes["fine"]


def test_card_text_is_set_in_eight_points_where_it_fits_and_never_under_six() -> None:
    card = shipped()["beacon"].scales["card"]
    assert card["body"][0] == Length.parse("8pt")
    assert min(sizes[-1] for sizes in card.values()) >= Length.parse("6pt")


def test_sheet_text_is_set_in_ten_to_twelve_points_wherever_it_has_room() -> None:
    body = shipped()["beacon"].scales["sheet"]["body"]
    assert (body[0], body[2]) == (Length.parse("12pt"), Length.parse("10pt"))


def test_nothing_on_a_poster_is_under_the_sixteen_points_of_the_posting_laws() -> None:
    for theme in shipped().values():
        assert min(sizes[-1] for sizes in theme.scales["poster"].values()) >= Length.parse("16pt")


def test_both_themes_set_a_layout_alike_so_that_one_can_stand_for_the_other() -> None:
    beacon, plain = shipped()["beacon"], shipped()["plain"]
    assert beacon.scales == plain.scales
    assert beacon.styles == plain.styles
    assert beacon.family == plain.family


def test_percentages_and_colours_are_read_as_shares(tmp_path: Path) -> None:
    themes, findings = read(tmp_path, OWN.replace('[8, 3, 0, 0], rgb: "#e9f1f8"', '[12.5, 0, 50, 0], rgb: "#ff0080"'))
    soft = themes["own"].inks["soft"]
    assert soft.cmyk == (0.125, 0, 0.5, 0)
    assert soft.rgb == (1, 0, 128 / 255)
    assert [finding for finding in findings if finding.rule != "theme.contrast"] == []


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("[8, 3, 0, 0]", "[8, 3, 0]", "ink.cmyk"),
        ("[8, 3, 0, 0]", "[8, 3, 0, 101]", "ink.cmyk"),
        ("[8, 3, 0, 0]", "[8, 3, 0, none]", "ink.cmyk"),
        ('"#e9f1f8"', '"#e9f"', "ink.rgb"),
        ('"#e9f1f8"', "lightblue", "ink.rgb"),
        ('"#e9f1f8"', "#e9f1f8", "yaml.syntax"),
        ("  soft: {cmyk: [8, 3, 0, 0]", "  sofd: {cmyk: [8, 3, 0, 0]", "key.missing"),
        ("title: {weight: bold, ink: brand", "title: {weight: bold, ink: brant", "ink.unknown"),
        ("title: {weight: bold", "title: {weight: heavy", "value.wrong"),
        ("leading: 1.1,", "leading: 11,", "style.leading"),
        ("leading: 1.1,", "leading: nan,", "style.leading"),
        ("features: [tnum]", "features: [tabular]", "style.feature"),
        ("  step: {weight", "  stp: {weight", "key.missing"),
        ("[9pt, 8.5pt]", "[8.5pt, 9pt]", "scale.order"),
        ("[9pt, 8.5pt]", "[]", "scale.order"),
        ("[9pt, 8.5pt]", "[9, 8.5]", "length.bare"),
        ("    heading: [9pt, 8.5pt]\n", "", "key.missing"),
        ("family: public-sans", "fammily: public-sans", "key.unknown"),
    ],
)
def test_a_wrong_theme_is_found(tmp_path: Path, right: str, wrong: str, rule: str) -> None:
    assert rule in rules(changed(tmp_path, right, wrong))


def test_inks_that_cannot_be_read_are_found_with_the_ratio(tmp_path: Path) -> None:
    findings = changed(tmp_path, 'rgb: "#4a4a4a"', 'rgb: "#999999"')
    assert rules(findings) == ["theme.contrast", "theme.contrast"]
    finding = findings.sorted()[0]
    assert finding.problem == "“muted” on “paper” has a contrast of 2.8 to 1."
    assert (finding.seen, finding.limit) == ("2.85", "4.5")


def test_a_theme_without_inks_says_so_and_no_more(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "title: A\nfamily: public-sans\ninks: red\nstyles:\nscales: []\n")
    assert "value.wrong" in rules(findings)
    assert "key.missing" in rules(findings)


RICH = '  deep: {cmyk: [60, 40, 40, 100], rgb: "#000000"}\n'


def rich(folder: Path, style: str, sizes: str) -> Findings:
    """A theme that sets one style in a rich black, in these sizes on one scale and large on another."""
    text = OWN.replace("styles:\n", RICH + "styles:\n").replace(
        f"  {style}: {{weight: bold, ink: brand", f"  {style}: {{weight: bold, ink: deep"
    )
    large = "".join(f"    {name}: [40pt]\n" for name in STYLES)
    scales = text.replace(f"    {style}: [9pt, 8.5pt]", f"    {style}: [{sizes}]") + f"  poster:\n{large}"
    return read(folder, scales)[1]


@pytest.mark.parametrize("sizes", ["13.5pt", "20pt, 13.9pt", "4.9mm"])
def test_small_type_in_a_black_of_several_plates_is_refused_where_the_style_says_so(tmp_path: Path, sizes: str) -> None:
    finding = only(rich(tmp_path, "body", sizes))
    smallest = sizes.rpartition(", ")[2]
    line = 12 + STYLES.index("body")
    assert (finding.rule, finding.place.key, finding.place.line) == ("ink.rich-text", "styles.body.ink", line)
    assert finding.problem == f"The style “body” is set as small as {smallest} in “deep”, a black of several inks."
    assert (finding.seen, finding.limit) == (smallest, "14pt")


@pytest.mark.parametrize("sizes", ["14pt", "30pt, 20pt", "5mm"])
def test_large_type_may_be_set_in_a_rich_black(tmp_path: Path, sizes: str) -> None:
    assert not rich(tmp_path, "display", sizes)


def test_an_empty_theme_is_a_finding(tmp_path: Path) -> None:
    themes, findings = read(tmp_path, "\n")
    assert themes == {}
    assert only(findings).rule == "file.empty"
