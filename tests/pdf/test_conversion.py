"""Colours of pictures: what profiles make of them, and how much ink is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from generator.compose.items import ImageItem
from generator.geometry import Rect
from generator.pdf.colour import ColourSpace
from generator.pdf.conversion import heaviest, in_ink, in_light, limited
from tests.pdf.plates import plates_of
from tests.pdf.samples import PROFILE, pdf_of, saved
from tests.tools import run_tool

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
# sRGB with its red and blue primaries exchanged: whoever reads it takes red for blue.
EXCHANGED = SRGB.replace(b"rXYZ", b"_XYZ").replace(b"bXYZ", b"rXYZ").replace(b"_XYZ", b"bXYZ")
SHARES = st.tuples(*[st.integers(0, 255)] * 4)
PATCHES = ((255, 0, 0), (0, 130, 60), (20, 40, 120), (240, 200, 30), (128, 128, 130), (250, 245, 240), (60, 30, 20))
SIDE = 20


def patches() -> Image.Image:
    image = Image.new("RGB", (SIDE * len(PATCHES), SIDE))
    for at, colour in enumerate(PATCHES):
        image.paste(colour, (at * SIDE, 0, (at + 1) * SIDE, SIDE))
    return image


def one(colour: tuple[int, ...], mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (1, 1), colour)


def pixel(image: Image.Image) -> tuple[int, ...]:
    return tuple(image.tobytes())


def inks(colour: tuple[int, int, int], carried: bytes = b"") -> tuple[int, ...]:
    return pixel(in_ink(one(colour), carried, PROFILE.data))


def pixels(image: Image.Image) -> list[bytes]:
    data = image.tobytes()
    return [data[at : at + 4] for at in range(0, len(data), 4)]


def test_ghostscript_makes_the_same_plates_of_the_same_colours_and_profile(tmp_path: Path) -> None:
    patches().save(tmp_path / "patches.png")
    item = ImageItem(Rect(10, 10, SIDE * len(PATCHES), SIDE), tmp_path / "patches.png")
    ours = plates_of(pdf_of(item, colour=ColourSpace.CMYK), tmp_path)
    (tmp_path / "press.icc").write_bytes(PROFILE.data)
    run_tool(
        *("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiff32nc", "-r72"),
        *(f"-sOutputICCProfile={tmp_path / 'press.icc'}", "-dRenderIntent=1", "-dBlackPtComp=1"),
        *(f"--permit-file-read={tmp_path / 'press.icc'}", f"-sOutputFile={tmp_path / 'theirs.tif'}"),
        saved(pdf_of(item), tmp_path, "light.pdf"),
    )
    with Image.open(tmp_path / "theirs.tif") as theirs:
        for at in range(len(PATCHES)):
            spot = (10 + at * SIDE + SIDE // 2, 10 + SIDE // 2)
            mine = [ours[name].getpixel(spot) for name in ("Cyan", "Magenta", "Yellow", "Black")]
            assert mine == pytest.approx(theirs.getpixel(spot), abs=6), PATCHES[at]


def test_bare_paper_stays_bare_and_black_is_as_deep_as_the_press_prints() -> None:
    assert inks((255, 255, 255)) == (0, 0, 0, 0)
    assert sum(inks((0, 0, 0))) > 3 * 255


def test_a_picture_is_read_by_the_profile_that_it_carries() -> None:
    assert inks((255, 0, 0), EXCHANGED) == inks((0, 0, 255)) != inks((255, 0, 0))
    assert pixel(in_light(one((255, 0, 0)), EXCHANGED, PROFILE.data)) == pytest.approx((0, 0, 255), abs=1)


@pytest.mark.parametrize("carried", [b"", b"no profile", SRGB[:300], PROFILE.data], ids=["none", "text", "cut", "cmyk"])
def test_without_a_sound_profile_of_its_own_a_picture_is_srgb(carried: bytes) -> None:
    assert inks((200, 30, 60), carried) == inks((200, 30, 60), SRGB)
    assert pixel(in_light(one((200, 30, 60)), carried, PROFILE.data)) == pytest.approx((200, 30, 60), abs=1)


def test_a_picture_in_inks_is_shown_as_the_press_would_print_it() -> None:
    printed = one(inks((200, 60, 60)), "CMYK")
    assert pixel(in_light(printed, b"", PROFILE.data)) == pytest.approx((200, 60, 60), abs=4)
    assert pixel(in_light(printed, PROFILE.data, b"unused")) == pixel(in_light(printed, b"", PROFILE.data))


def test_no_colour_of_a_screen_needs_more_than_317_percent_before_it_is_limited() -> None:
    steps = [round(at * 255 / 16) for at in range(17)]
    cube = bytes(share for blue in steps for green in steps for red in steps for share in (red, green, blue))
    converted = in_ink(Image.frombytes("RGB", (17 * 17, 17), cube), b"", PROFILE.data)
    assert 3.1 < heaviest(converted) < 3.18
    assert 2.98 < heaviest(limited(converted, PROFILE.ink_limit)) <= PROFILE.ink_limit == 3.0


@given(st.lists(SHARES, min_size=1, max_size=30), st.sampled_from([1.0, 1.5, 2.6, 2.8, 3.0, 4.0]))
def test_no_pixel_keeps_more_ink_than_the_limit_and_none_under_it_is_touched(
    shares: list[tuple[int, int, int, int]], limit: float
) -> None:
    image = Image.frombytes("CMYK", (len(shares), 1), bytes(value for pixel in shares for value in pixel))
    eased = pixels(limited(image, limit))
    for before, after in zip(shares, eased, strict=True):
        if sum(before) <= limit * 255:
            assert tuple(after) == before
            continue
        assert limit * 255 - 4 < sum(after) <= limit * 255
        assert after[3] == before[3]
        left = (limit * 255 - before[3]) / sum(before[:3])
        assert list(after[:3]) == pytest.approx([ink * left for ink in before[:3]], abs=1.5)  # rounded down, twice


def test_every_strip_of_a_tall_picture_is_held_to_the_limit() -> None:
    image = Image.frombytes("CMYK", (3, 700), bytes((at * 37 + at // 7) % 256 for at in range(3 * 700 * 4)))
    image.putpixel((2, 699), (255, 255, 255, 255))
    assert heaviest(image) == 4.0
    eased = limited(image, 2.8)
    assert max(map(sum, pixels(eased))) <= 2.8 * 255
    assert heaviest(eased) == max(map(sum, pixels(eased))) / 255
    assert image.getpixel((2, 699)) == (255, 255, 255, 255)
