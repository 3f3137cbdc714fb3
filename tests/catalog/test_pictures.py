from __future__ import annotations

import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from generator.catalog import pictures
from generator.catalog.pictures import MAX_BYTES, check_picture, picture_size
from generator.catalog.places import Roots
from generator.findings import Findings, Place
from tests.catalog.shelf import only

PLACE = Place("layouts/cards/x.yaml", 7, 9, "panels.front[0].image")


def check(roots: Roots, file: str) -> Findings:
    findings = Findings()
    check_picture(file, PLACE, roots, findings)
    return findings


def mine(tmp_path: Path) -> Roots:
    (tmp_path / "shipped").mkdir()
    (tmp_path / "mine/pictures").mkdir(parents=True)
    Image.new("RGB", (40, 30)).save(tmp_path / "mine/pictures/logo.png")
    Image.new("RGB", (40, 30)).save(tmp_path / "secret.png")
    return Roots(tmp_path / "shipped", tmp_path / "mine")


def header(across: int, down: int) -> bytes:
    """A PNG that claims a size and holds no pixels: whoever decodes it fails."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    claimed = struct.pack(">IIBBBBB", across, down, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", claimed) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def test_a_picture_of_the_workspace_is_accepted_and_measured(tmp_path: Path) -> None:
    roots = mine(tmp_path)
    assert not check(roots, "pictures/logo.png")
    assert picture_size(tmp_path / "mine/pictures/logo.png") == (40, 30)


@pytest.mark.parametrize(
    "file",
    [
        "../secret.png",
        "pictures/../../secret.png",
        "pictures/../pictures/logo.png",
        "/etc/passwd",
        "C:/secret.png",
        "C:secret.png",
        "\\\\server\\share\\a.png",
        "..\\secret.png",
        "pictures\\..\\..\\secret.png",
        "pictures/\0.png",
    ],
)
def test_a_name_that_could_leave_the_workspace_on_any_system_is_refused(tmp_path: Path, file: str) -> None:
    finding = only(check(mine(tmp_path), file))
    assert finding.rule == "image.outside"
    assert finding.place == PLACE
    assert finding.seen == file


def test_an_absolute_name_inside_of_the_workspace_is_refused_too(tmp_path: Path) -> None:
    roots = mine(tmp_path)
    assert only(check(roots, str(tmp_path / "mine/pictures/logo.png"))).rule == "image.outside"


def test_a_link_that_leads_out_of_the_workspace_is_refused(tmp_path: Path) -> None:
    roots = mine(tmp_path)
    (tmp_path / "mine/pictures/link.png").symlink_to(tmp_path / "secret.png")
    assert only(check(roots, "pictures/link.png")).rule == "image.outside"


def test_a_folder_that_leads_out_of_the_workspace_is_refused(tmp_path: Path) -> None:
    roots = mine(tmp_path)
    (tmp_path / "mine/elsewhere").symlink_to(tmp_path, target_is_directory=True)
    assert only(check(roots, "elsewhere/secret.png")).rule == "image.outside"


def test_a_workspace_reached_through_a_link_is_still_a_workspace(tmp_path: Path) -> None:
    roots = mine(tmp_path)
    (tmp_path / "desk").symlink_to(tmp_path / "mine", target_is_directory=True)
    assert not check(Roots(roots.shipped, tmp_path / "desk"), "pictures/logo.png")


def test_a_picture_that_is_not_there_is_found(tmp_path: Path) -> None:
    finding = only(check(mine(tmp_path), "pictures/lgo.png"))
    assert finding.rule == "image.missing"
    assert "pictures/lgo.png" in finding.problem


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("words.png", b"not a picture at all"),
        ("empty.png", b""),
        ("cut.png", header(40, 30)[:20]),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("old.bmp", b"BM" + b"\0" * 60),
    ],
)
def test_what_is_no_printable_picture_is_found(tmp_path: Path, name: str, data: bytes) -> None:
    roots = mine(tmp_path)
    (tmp_path / "mine/pictures" / name).write_bytes(data)
    assert only(check(roots, f"pictures/{name}")).rule == "image.kind"
    with pytest.raises(OSError, match=r".*"):
        picture_size(tmp_path / "mine/pictures" / name)


@pytest.mark.parametrize(("across", "down"), [(13_000, 13_000), (40_000_001, 1), (6400, 6400)])
def test_a_picture_with_too_many_pixels_is_refused_by_its_header_alone(
    tmp_path: Path, across: int, down: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    roots = mine(tmp_path)
    (tmp_path / "mine/pictures/big.png").write_bytes(header(across, down))
    with monkeypatch.context() as patch:
        patch.delattr(Image.Image, "load")
        finding = only(check(roots, "pictures/big.png"))
    assert finding.rule == "image.too-large"
    assert f"{across} × {down} pixels" in finding.problem
    assert finding.limit == "40 megapixels"


def test_a_decompression_bomb_is_refused(tmp_path: Path) -> None:
    roots = mine(tmp_path)
    (tmp_path / "mine/pictures/bomb.png").write_bytes(header(100_000, 100_000))
    assert only(check(roots, "pictures/bomb.png")).rule == "image.too-large"


def test_a_large_poster_picture_is_accepted(tmp_path: Path) -> None:
    roots = mine(tmp_path)
    Image.new("1", (5100, 3300)).save(tmp_path / "mine/pictures/poster.png")
    assert not check(roots, "pictures/poster.png")


def test_a_file_with_too_many_bytes_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roots = mine(tmp_path)
    with (tmp_path / "mine/pictures/heavy.png").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    monkeypatch.delattr(pictures, "opened")
    finding = only(check(roots, "pictures/heavy.png"))
    assert finding.rule == "image.too-large"
    assert finding.limit == "30 MB"


def noisy(mode: str = "RGB") -> Image.Image:
    """A picture that no format can store in a few bytes."""
    return Image.frombytes("L", (60, 40), random.Random(1).randbytes(60 * 40)).convert(mode)  # noqa: S311 - no secret


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "a.webp"])
@pytest.mark.parametrize("kept", [0.5, 0.9])
def test_a_file_that_was_cut_off_is_found_with_its_line(tmp_path: Path, name: str, kept: float) -> None:
    roots = mine(tmp_path)
    path = tmp_path / "mine/pictures" / name
    noisy().save(path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    finding = only(check(roots, f"pictures/{name}"))
    assert finding.rule in ("image.broken", "image.kind")
    assert finding.place == PLACE
    assert f"pictures/{name}" in finding.problem


@pytest.mark.parametrize("at", [60, 400, -30])
def test_a_png_with_one_wrong_byte_is_found(tmp_path: Path, at: int) -> None:
    roots = mine(tmp_path)
    path = tmp_path / "mine/pictures/a.png"
    noisy().save(path)
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)
    assert only(check(roots, "pictures/a.png")).rule == "image.broken"


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.tif"])
def test_damaged_bytes_end_in_a_finding_and_never_in_an_exception(tmp_path: Path, name: str) -> None:
    roots = mine(tmp_path)
    path = tmp_path / "mine/pictures" / name
    noisy().save(path)
    sound, pick = path.read_bytes(), random.Random(name)  # noqa: S311 - the same damage on every run
    for _ in range(60):
        data = bytearray(sound)
        for _ in range(4):
            data[pick.randrange(min(len(data), 300))] = pick.randrange(256)
        path.write_bytes(data)
        assert {finding.rule for finding in check(roots, f"pictures/{name}")} <= {
            "image.broken",
            "image.kind",
            "image.too-large",
        }


@pytest.mark.parametrize("mode", ["LAB", "I", "F"])
def test_colours_that_cannot_be_printed_are_found(tmp_path: Path, mode: str) -> None:
    roots = mine(tmp_path)
    Image.new(mode, (4, 4)).save(tmp_path / "mine/pictures/odd.tif")
    finding = only(check(roots, "pictures/odd.tif"))
    assert (finding.rule, finding.seen, finding.place) == ("image.kind", mode, PLACE)
    assert "RGB, CMYK or grey" in finding.fix


@pytest.mark.parametrize("mode", ["1", "L", "I;16", "P", "RGB", "RGBA", "CMYK", "YCbCr"])
def test_usual_colours_are_accepted(tmp_path: Path, mode: str) -> None:
    roots = mine(tmp_path)
    Image.new(mode, (4, 4)).save(tmp_path / "mine/pictures/usual.tif")
    assert not check(roots, "pictures/usual.tif")


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp"])
@pytest.mark.parametrize(("turn", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60)), (8, (40, 60))])
def test_a_picture_is_measured_as_its_camera_held_it(
    tmp_path: Path, name: str, turn: int, size: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    noisy().save(tmp_path / name, exif=exif)
    assert picture_size(tmp_path / name) == size


def test_a_picture_that_was_replaced_is_measured_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    for size in ((3, 4), (50, 40)):
        noisy().resize(size).save(path)
        assert picture_size(path) == size
