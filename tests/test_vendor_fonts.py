"""Promises about the script that cuts the large fonts: the characters of each standard, and the same bytes again."""

from __future__ import annotations

import importlib.util

import pytest
import uharfbuzz as hb

from generator.catalog.themes import WEIGHTS
from tests.catalog.test_fonts import RECORDS, shipped
from tests.conftest import ROOT

_SPEC = importlib.util.spec_from_file_location("vendor_fonts", ROOT / "scripts/vendor_fonts.py")
assert _SPEC is not None
assert _SPEC.loader is not None
vendor = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(vendor)


# How many everyday characters each standard counts itself.
@pytest.mark.parametrize(
    ("name", "first", "last", "count"),
    [
        ("GB 2312 level 1", 0x4E00, 0x9FFF, 3755),
        ("Big5 level 1", 0x4E00, 0x9FFF, 5401),
        ("JIS X 0208 level 1", 0x4E00, 0x9FFF, 2965),
        ("KS X 1001 Hangul", 0xAC00, 0xD7A3, 2350),
    ],
)
def test_an_everyday_set_is_the_one_of_its_standard(name: str, first: int, last: int, count: int) -> None:
    codes = vendor.everyday(name)
    # The last row of a level may hold a few characters of the next one.
    assert count <= sum(first <= code <= last for code in codes) <= count + 10
    assert {ord(character) for character in "A0-é“”…。？"} <= codes


def test_every_cut_of_the_register_is_one_that_the_script_knows() -> None:
    assert {record.cut for record in RECORDS if record.cut} == set(vendor._EVERYDAY)


def test_cutting_keeps_what_is_asked_for_and_gives_the_same_bytes_again() -> None:
    font = shipped()["noto-sans", WEIGHTS[0]].path.read_bytes()
    small = vendor.cut(font, {ord("A"), ord("é")})
    assert vendor.cut(font, {ord("é"), ord("A")}) == small
    face = hb.Face(hb.Blob(small))
    assert set(face.unicodes) == {ord("A"), ord("é")}
    assert len(small) < len(font) / 20


def test_a_package_is_looked_for_under_the_name_that_npm_gives_it() -> None:
    found = vendor.package_of("npm @expo-google-fonts/noto-sans-sc 0.4.3", ROOT)
    assert found == ROOT / "expo-google-fonts-noto-sans-sc-0.4.3.tgz"


@pytest.mark.parametrize("family", ["noto-sans-sc", "noto-sans-jp"])
def test_a_cut_keeps_the_characters_of_names_that_stand_beside_it(family: str) -> None:
    wanted = vendor.named(vendor.FONTS / family)
    assert len(wanted) > 300
    for weight in WEIGHTS:
        known = set(hb.Face(hb.Blob(shipped()[family, weight].path.read_bytes())).unicodes)
        assert len(wanted - known) < 30  # a few are in no font of the family
    assert vendor.named(vendor.FONTS / "noto-sans-kr") == set()
