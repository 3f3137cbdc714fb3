from __future__ import annotations

import hashlib
import re
import struct
from pathlib import Path

import pytest

from generator.catalog.fonts import FontRecord, read_fonts
from generator.catalog.languages import read_languages
from generator.catalog.places import Roots
from generator.catalog.themes import WEIGHTS
from generator.findings import Findings
from generator.text.faces import load_face
from tests.catalog.shelf import ROOT, only, rules, workspace

REGISTER = (ROOT / "fonts/register.yaml").read_text(encoding="utf-8")


def shipped() -> dict[tuple[str, str], FontRecord]:
    findings = Findings()
    records = read_fonts(Roots(ROOT), findings)
    assert not findings
    return records


RECORDS = sorted(shipped().values(), key=lambda record: record.name)
each = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.name)


@each
def test_each_face_is_the_file_that_was_registered(record: FontRecord) -> None:
    assert hashlib.sha256(record.path.read_bytes()).hexdigest() == record.sha256


@each
def test_each_face_is_static_truetype_under_its_registered_name(record: FontRecord) -> None:
    face = load_face(record.path)  # refuses variable faces and CFF outlines
    assert face.name == record.name
    assert "glyf" in face.face.table_tags


@each
def test_each_face_may_be_embedded_without_limits(record: FontRecord) -> None:
    table = bytes(load_face(record.path).face.reference_table("OS/2").data)
    (permission,) = struct.unpack(">H", table[8:10])  # OpenType OS/2, fsType at byte 8
    assert permission == 0


@each
def test_each_face_brings_its_open_licence_and_its_origin(record: FontRecord) -> None:
    assert "SIL Open Font License, Version 1.1" in record.licence.read_text(encoding="utf-8")
    assert record.licence.parent == record.path.parent
    assert re.fullmatch(rf"npm @expo-google-fonts/{record.family} 0\.4\.\d", record.source)
    owner = "Adobe" if record.cut else record.upstream.removeprefix("https://")
    assert owner in record.licence.read_text(encoding="utf-8").splitlines()[0]
    assert record.scripts
    assert record.purpose
    assert record.version


@pytest.mark.parametrize(
    ("family", "everyday", "rare"),
    [
        ("noto-sans-sc", "电话保险", "龘"),
        ("noto-sans-tc", "電話保險", "龘"),
        ("noto-sans-jp", "電話ひらカタ々", "龘"),
        ("noto-sans-kr", "전화한글", "믜"),
    ],
)
def test_a_cut_face_has_the_everyday_characters_and_those_of_a_phone_number(
    family: str, everyday: str, rare: str
) -> None:
    for weight in WEIGHTS:
        font = load_face(shipped()[family, weight].path).font
        assert all(font.get_nominal_glyph(ord(character)) for character in everyday + "1-866-DHS-2-ICE ，。？（）…“”")
        assert not font.get_nominal_glyph(ord(rare))


def test_no_two_faces_share_a_postscript_name() -> None:
    assert len({record.name for record in RECORDS}) == len(RECORDS)


def test_every_family_has_a_regular_and_a_bold_face() -> None:
    families = {record.family for record in RECORDS}
    assert set(shipped()) == {(family, weight) for family in families for weight in WEIGHTS}


def test_no_font_file_lies_about_unregistered() -> None:
    assert set((ROOT / "fonts").rglob("*.ttf")) == {record.path for record in RECORDS}


def test_every_language_finds_its_families_in_the_register() -> None:
    families = {record.family for record in RECORDS}
    for language in read_languages(Roots(ROOT), Findings()).values():
        assert set(language.families) <= families


def changed(folder: Path, right: str, wrong: str) -> tuple[dict[tuple[str, str], FontRecord], Findings]:
    assert right in REGISTER
    findings = Findings()
    roots = workspace(folder, {"fonts/register.yaml": REGISTER.replace(right, wrong, 1)})
    return read_fonts(roots, findings), findings


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("file: PublicSans-Bold.ttf", "file: PublicSans-Blod.ttf", "font.missing"),
        ("file: PublicSans-Bold.ttf", "file: ../noto-sans/NotoSans-Bold.ttf", "font.missing"),
        ("file: PublicSans-Bold.ttf", "file: /etc/passwd", "font.missing"),
        ("licence: OFL.txt", "licence: LICENSE", "font.missing"),
        ("name: NotoSans-Bold", "name: PublicSans-Bold", "font.twice"),
        ("sha256: c90eb75f", "sha256: c90eb75", "font.sha256"),
        ("  bold:\n", "  blod:\n", "key.missing"),
        ("upstream:", "upstraem:", "key.unknown"),
    ],
)
def test_a_wrong_register_is_found(tmp_path: Path, right: str, wrong: str, rule: str) -> None:
    assert rule in rules(changed(tmp_path, right, wrong)[1])


def test_a_face_that_is_not_there_names_its_folder(tmp_path: Path) -> None:
    records, findings = changed(tmp_path, "file: PublicSans-Bold.ttf", "file: PublicSans-Blod.ttf")
    assert only(findings).problem == "There is no file “PublicSans-Blod.ttf” in fonts/public-sans/."
    assert ("public-sans", "bold") not in records
    assert ("public-sans", "regular") in records


def test_a_workspace_may_register_a_face_of_its_own(tmp_path: Path) -> None:
    own = REGISTER.replace("public-sans:", "own-sans:", 1)
    workspace(tmp_path, {"fonts/register.yaml": own, "fonts/own-sans/OFL.txt": "SIL Open Font License, Version 1.1"})
    for name in ("PublicSans-Regular.ttf", "PublicSans-Bold.ttf"):
        (tmp_path / "ours/fonts/own-sans" / name).write_bytes((ROOT / "fonts/public-sans" / name).read_bytes())
    findings = Findings()
    records = read_fonts(Roots(ROOT, tmp_path / "ours"), findings)
    assert not findings
    assert records["own-sans", "bold"].path.is_relative_to(tmp_path)
    assert records["noto-sans", "bold"].path.is_relative_to(ROOT)
