from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import ImageCms

from generator.catalog.catalog import load_catalog
from generator.catalog.ownprofile import profile_from_file
from generator.catalog.places import Roots
from generator.catalog.profiles import USUAL_PROFILE, OutputProfile, read_profiles, wrong_with
from generator.errors import UsageError
from generator.findings import Findings
from tests.catalog.shelf import ROOT, only, rules

FOLDER = ROOT / "data" / "profiles"
ICC = (FOLDER / "FOGRA39L_coated.icc").read_bytes()
SCREEN = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def shipped() -> dict[str, OutputProfile]:
    findings = Findings()
    profiles = read_profiles(Roots(ROOT), findings)
    assert not findings
    return profiles


def changed(folder: Path, right: str = "", wrong: str = "") -> tuple[dict[str, OutputProfile], Findings]:
    """The shipped profiles in another place, with one thing of the register written differently."""
    findings = Findings()
    shutil.copytree(FOLDER, folder / "data" / "profiles", dirs_exist_ok=True)
    register = folder / "data" / "profiles" / "profiles.yaml"
    text = register.read_text(encoding="utf-8")
    assert right in text
    register.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return read_profiles(Roots(folder), findings), findings


def patched(at: int, new: bytes) -> bytes:
    return ICC[:at] + new + ICC[at + len(new) :]


def test_the_usual_profile_is_that_of_offset_on_coated_paper() -> None:
    usual = shipped()[USUAL_PROFILE]
    assert (usual.condition, usual.registry) == ("FOGRA39", "http://www.color.org")
    assert usual.data == ICC
    assert usual.ink_limit == 3.0
    assert "ISO 12647-2" in usual.info


def test_every_shipped_profile_is_one_that_colours_can_be_converted_with() -> None:
    for profile in shipped().values():
        opened = profile_from_file(FOLDER / "FOGRA39L_coated.icc")
        assert wrong_with(profile.data) == ""
        assert opened.data == profile.data
        assert opened.title == profile.title


def test_every_shipped_profile_comes_with_its_notice_and_origin() -> None:
    for profile in shipped().values():
        notice = (FOLDER / profile.licence).read_text(encoding="utf-8")
        assert "The zlib/libpng License" in notice
        assert "This notice may not be removed" in notice
        assert "free of known copyright restrictions" in " ".join(notice.replace("|", " ").split())
        assert profile.source


def test_the_profile_does_not_fill_the_screen_when_it_is_printed() -> None:
    assert len(repr(shipped()[USUAL_PROFILE])) < 500


def test_the_catalogue_has_the_profiles() -> None:
    findings = Findings()
    assert load_catalog(Roots(ROOT), findings, ("en",), ("hsi-tip-card",)).profiles == shipped()


def test_a_workspace_may_register_profiles_of_its_own(tmp_path: Path) -> None:
    profiles, findings = changed(tmp_path, "ink_limit: 300", "ink_limit: 320")
    assert not findings
    assert profiles[USUAL_PROFILE].ink_limit == 3.2


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("FOGRA39L_coated.icc", "FOGRA51.icc", "profile.missing"),
        ("FOGRA39L_coated.icc", "../profiles/FOGRA39L_coated.icc", "profile.missing"),
        ("licence: NOTICE.txt", "licence: LICENCE.txt", "profile.missing"),
        ("FOGRA39L_coated.icc", "NOTICE.txt", "profile.wrong"),
        ("sha256: b35", "sha256: b36", "profile.wrong"),
        ("ink_limit: 300", "ink_limit: 3", "ink.limit"),
        ("  condition: FOGRA39\n", "", "key.missing"),
        ("  info:", "  infos:", "key.unknown"),
    ],
)
def test_a_wrong_register_is_found(right: str, wrong: str, rule: str, tmp_path: Path) -> None:
    assert rule in rules(changed(tmp_path, right, wrong)[1])


def test_a_profile_whose_bytes_changed_says_so(tmp_path: Path) -> None:
    changed(tmp_path)
    (tmp_path / "data" / "profiles" / "FOGRA39L_coated.icc").write_bytes(patched(90_000, b"\0\0\0\0"))
    findings = Findings()
    read_profiles(Roots(tmp_path), findings)
    assert "its bytes are others than those that were registered" in only(findings).problem


def test_an_installation_without_profiles_says_so(tmp_path: Path) -> None:
    findings = Findings()
    assert read_profiles(Roots(tmp_path), findings) == {}
    assert only(findings).rule == "file.missing"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "it is no ICC profile"),
        (b"%PDF-1.6 " * 100, "it is no ICC profile"),
        (ICC[:100], "it is no ICC profile"),
        (patched(36, b"ACSP"), "it is no ICC profile"),
        (ICC[:-1], "it is cut off or damaged"),
        (ICC + b"\0", "it is cut off or damaged"),
        (patched(8, b"\5"), "it is of version 5 of the ICC format, and presses know the versions 2 and 4"),
        (SCREEN, "it is a profile for a screen, not for printing"),
        (patched(12, b"scnr"), "it is a profile for a scanner or camera, not for printing"),
        (patched(12, b"abst"), "it is a profile for something else, not for printing"),
        (patched(16, b"RGB "), "it is for the colours RGB, not for the inks CMYK"),
        (patched(16, b"6CLR"), "it is for the colours 6CLR, not for the inks CMYK"),
        (patched(128, b"\0\0\0\0"), "it has no tables that colours could be converted with"),
        (patched(128, b"\xff\xff\xff\xff"), "it has no tables that colours could be converted with"),
        (ICC.replace(b"B2A", b"B2B"), "it has no tables that colours could be converted"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_file_that_is_no_profile_of_a_press_is_refused_with_the_reason(
    data: bytes, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "shop.icc"
    path.write_bytes(data)
    with pytest.raises(UsageError) as refusal:
        profile_from_file(path)
    assert str(refusal.value).startswith(f"“shop.icc” cannot be used as an output profile: {problem}")
    assert str(refusal.value).endswith(
        "Ask the print shop for its CMYK output profile, a file that ends in .icc or .icm."
    )


def test_the_shops_own_profile_is_taken_under_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "shop.icc"
    path.write_bytes(ICC.replace(b"FOGRA39L Coated\0", b"House Press 2026"))
    own = profile_from_file(path)
    assert (own.condition, own.registry) == ("Custom", "")
    assert own.title == own.info == "House Press 2026"
    assert own.ink_limit == 3.0
    assert profile_from_file(path, 2.6).ink_limit == 2.6


@pytest.mark.parametrize("make", [Path.mkdir, str], ids=["folder", "nothing"])
def test_a_file_that_cannot_be_read_is_a_wrong_use(make: Callable[[Path], object], tmp_path: Path) -> None:
    make(tmp_path / "shop.icc")
    with pytest.raises(UsageError, match="cannot be read: "):
        profile_from_file(tmp_path / "shop.icc")


def test_a_file_that_is_far_too_large_is_not_read_into_memory(tmp_path: Path) -> None:
    with (tmp_path / "shop.icc").open("wb") as file:
        file.truncate(5_000_000_000)
    with pytest.raises(UsageError, match="more than 20 MB"):
        profile_from_file(tmp_path / "shop.icc")
