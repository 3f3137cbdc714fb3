"""Pictures in the finished file: their colour, their place, and what was left out of them."""

from __future__ import annotations

import io
import random
import zlib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from generator.catalog.pictures import GREY_16, MODES, picture_size
from generator.compose.items import ImageItem
from generator.geometry import Rect
from generator.pdf import pictures
from generator.pdf.colour import ColourSpace
from generator.pdf.conversion import heaviest
from generator.pdf.pictures import Picture, read_picture
from tests.pdf.plates import ink_at, plates_of
from tests.pdf.samples import PROFILE, face_of, opened, pdf_of, picture_of, saved, sheet_of, write_sheets
from tests.pdf.test_conversion import EXCHANGED
from tests.tools import run_tool

FRAME = Rect(20, 10, 40, 20)
RED, WHITE = (255, 0, 0), (255, 255, 255)


def noise(width: int, height: int, *, spread: float, seed: int) -> Image.Image:
    """Grey noise, the same at every run: Pillow's has no seed, and now and then was tame enough for JPEG."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    tones = (chance.gauss(128, spread) for _ in range(width * height))
    return Image.frombytes("L", (width, height), bytes(max(0, min(255, round(tone))) for tone in tones))


def stored(folder: Path, image: Image.Image, name: str = "sample.png", **options: object) -> Path:
    path = folder / name
    image.save(path, **options)
    return path


def two_halves(mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (40, 20), RED)
    image.paste((0, 0, 255), (20, 0, 40, 20))
    return image.convert(mode)


def embedded(data: bytes) -> tuple[dict[str, str], bytes]:
    with opened(data) as pdf:
        (image,) = pdf.pages[0].Resources.XObject.values()
        return {
            key: str(value) for key, value in image.items() if isinstance(value, pikepdf.Name | int)
        }, image.read_raw_bytes()


def test_a_picture_fills_its_frame_the_right_way_up(tmp_path: Path) -> None:
    image = Image.new("RGB", (4, 4), RED)
    image.paste((0, 255, 0), (0, 0, 2, 2))
    drawn = picture_of(pdf_of(ImageItem(FRAME, stored(tmp_path, image))))
    assert drawn.getpixel((25, 14)) == (0, 255, 0)
    assert drawn.getpixel((55, 14)) == drawn.getpixel((25, 26)) == RED
    assert drawn.getpixel((17, 14)) == drawn.getpixel((63, 14)) == drawn.getpixel((40, 7)) == WHITE


@pytest.mark.parametrize(
    ("mode", "colour", "device"),
    [
        ("RGB", ColourSpace.RGB, "DeviceRGB"),
        ("RGB", ColourSpace.CMYK, "DeviceCMYK"),
        ("P", ColourSpace.RGB, "DeviceRGB"),
        ("L", ColourSpace.RGB, "DeviceGray"),
        ("L", ColourSpace.CMYK, "DeviceGray"),
        ("1", ColourSpace.CMYK, "DeviceGray"),
        ("LA", ColourSpace.CMYK, "DeviceGray"),
        ("RGBA", ColourSpace.CMYK, "DeviceCMYK"),
        ("CMYK", ColourSpace.CMYK, "DeviceCMYK"),
        ("CMYK", ColourSpace.RGB, "DeviceRGB"),
    ],
)
def test_grey_stays_grey_and_colour_follows_the_purpose(
    mode: str, colour: ColourSpace, device: str, tmp_path: Path
) -> None:
    name = "sample.tif" if mode == "CMYK" else "sample.png"
    data = pdf_of(ImageItem(FRAME, stored(tmp_path, two_halves(mode), name)), colour=colour)
    facts, _ = embedded(data)
    assert facts["/ColorSpace"] == f"/{device}"
    assert "/SMask" not in facts
    run_tool("qpdf", "--check", saved(data, tmp_path))


@pytest.mark.parametrize("colour", list(ColourSpace))
@pytest.mark.parametrize("name", ["sample.png", "sample.jpg", "ink.jpg"])
def test_colours_survive_every_way_of_embedding(name: str, colour: ColourSpace, tmp_path: Path) -> None:
    source = two_halves("CMYK" if name == "ink.jpg" else "RGB")
    drawn = picture_of(pdf_of(ImageItem(FRAME, stored(tmp_path, source, name)), colour=colour))
    left, right = drawn.getpixel((28, 20)), drawn.getpixel((52, 20))
    assert left[0] > 200
    assert max(left[1:]) < 90
    assert right[2] > 120
    assert right[0] < 90


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_laid_on_white(mode: str, tmp_path: Path) -> None:
    image = Image.new("RGBA", (10, 10), (0, 0, 0, 0)).convert(mode)
    assert picture_of(pdf_of(ImageItem(FRAME, stored(tmp_path, image)))).getpixel((40, 20)) == WHITE


def test_a_palette_with_a_see_through_entry_is_laid_on_white(tmp_path: Path) -> None:
    image = Image.new("P", (10, 10), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    path = stored(tmp_path, image, "sample.png", transparency=0)
    assert picture_of(pdf_of(ImageItem(FRAME, path))).getpixel((40, 20)) == WHITE


def test_the_makers_metadata_is_left_out(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "A secret place"
    path = stored(tmp_path, two_halves(), "sample.jpg", exif=exif, comment=b"A secret hand")
    assert b"A secret" in path.read_bytes()
    facts, bytes_ = embedded(pdf_of(ImageItem(FRAME, path)))
    assert facts["/Filter"] == "/DCTDecode"
    assert b"secret" not in bytes_


def test_a_photograph_taken_sideways_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise to see it right
    picture = read_picture(stored(tmp_path, two_halves(), "sample.jpg", exif=exif), ColourSpace.RGB, PROFILE)
    assert (picture.width, picture.height) == (20, 40)


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("name", ["sample.jpg", "sample.png", "sample.tif", "sample.webp"])
def test_the_catalogue_measures_what_is_drawn(name: str, turn: int, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    path = stored(tmp_path, two_halves(), name, exif=exif)
    picture = read_picture(path, ColourSpace.RGB, PROFILE)
    assert (picture.width, picture.height) == picture_size(path) == ((20, 40) if turn > 4 else (40, 20))


@pytest.mark.parametrize("name", ["sample.png", "sample.tif"])
@pytest.mark.parametrize("colour", list(ColourSpace))
def test_grey_of_sixteen_bits_keeps_its_tones(name: str, colour: ColourSpace, tmp_path: Path) -> None:
    image = Image.new("I;16", (256, 1))
    for tone in range(256):
        image.putpixel((tone, 0), tone * 257)
    picture = read_picture(stored(tmp_path, image, name), colour, PROFILE)
    assert picture.colour_space == "DeviceGray"
    assert list(zlib.decompress(picture.data)) == list(range(256))


def test_a_see_through_tone_of_sixteen_bits_is_laid_on_white(tmp_path: Path) -> None:
    path = stored(tmp_path, Image.new("I;16", (2, 2), 0x1234), transparency=0x1234)
    assert set(zlib.decompress(read_picture(path, ColourSpace.RGB, PROFILE).data)) == {255}


@pytest.mark.parametrize("mode", sorted(MODES | GREY_16))
@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "webp"])
def test_every_kind_of_picture_that_the_catalogue_accepts_can_be_drawn(mode: str, suffix: str, tmp_path: Path) -> None:
    try:
        path = stored(tmp_path, Image.new(mode, (4, 2)), f"sample.{suffix}")
    except (OSError, ValueError):
        return  # there is no such file: not every format has every mode
    for colour in ColourSpace:
        picture = read_picture(path, colour, PROFILE)
        assert (picture.width, picture.height) == (4, 2)


def inked(picture: Picture) -> Image.Image:
    """The embedded pixels, as inks."""
    if picture.filter == "DCTDecode":
        return Image.open(io.BytesIO(picture.data))
    return Image.frombytes("CMYK", (picture.width, picture.height), zlib.decompress(picture.data))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
@pytest.mark.parametrize("colour", list(ColourSpace))
def test_a_picture_without_colour_is_grey_however_it_was_saved(mode: str, colour: ColourSpace, tmp_path: Path) -> None:
    tones = Image.linear_gradient("L")
    picture = read_picture(stored(tmp_path, tones.convert(mode)), colour, PROFILE)
    assert picture.colour_space == "DeviceGray"
    assert zlib.decompress(picture.data) == tones.tobytes()


def test_one_coloured_pixel_makes_a_picture_a_coloured_one(tmp_path: Path) -> None:
    image = Image.linear_gradient("L").convert("RGB")
    image.putpixel((128, 128), (128, 128, 131))
    assert read_picture(stored(tmp_path, image), ColourSpace.CMYK, PROFILE).colour_space == "DeviceCMYK"


def test_grey_prints_in_black_ink_alone_and_colour_on_the_plates_it_needs(tmp_path: Path) -> None:
    grey = ImageItem(Rect(10, 10, 40, 20), stored(tmp_path, Image.new("L", (40, 20), 51), "grey.png"))
    halves = ImageItem(Rect(60, 10, 40, 20), stored(tmp_path, two_halves(), "colour.png"))
    found = plates_of(pdf_of(grey, halves, colour=ColourSpace.CMYK), tmp_path)
    assert ink_at(found, 30, 20) == {"Black": 80}
    assert ink_at(found, 70, 20) == pytest.approx({"Magenta": 97, "Yellow": 98}, abs=2)
    assert {"Cyan", "Magenta"} <= set(ink_at(found, 90, 20))
    assert ink_at(found, 150, 20) == {}


def test_ink_stays_as_it_was_mixed_even_above_the_limit(tmp_path: Path) -> None:
    mixed = (230, 200, 180, 250)
    path = stored(tmp_path, Image.new("CMYK", (4, 2), mixed), "mixed.tif")
    picture = read_picture(path, ColourSpace.CMYK, PROFILE)
    assert set(inked(picture).get_flattened_data()) == {mixed}


def test_what_is_transparent_lets_the_bare_paper_through(tmp_path: Path) -> None:
    image = Image.new("RGBA", (10, 10), (255, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 5, 10))
    found = inked(read_picture(stored(tmp_path, image), ColourSpace.CMYK, PROFILE))
    assert found.getpixel((7, 5)) == (0, 0, 0, 0)
    assert sum(found.getpixel((2, 5))) > 255


def test_the_profile_that_a_picture_carries_is_used_and_left_out(tmp_path: Path) -> None:
    red, blue = Image.new("RGB", (8, 8), (255, 0, 0)), Image.new("RGB", (8, 8), (0, 0, 255))
    for name, options in (("sample.png", {}), ("sample.jpg", {"quality": 100, "subsampling": 0})):
        carried = read_picture(stored(tmp_path, red, name, icc_profile=EXCHANGED, **options), ColourSpace.CMYK, PROFILE)
        plain = read_picture(stored(tmp_path, blue, name, **options), ColourSpace.CMYK, PROFILE)
        shares = zip(inked(carried).getpixel((4, 4)), inked(plain).getpixel((4, 4)), strict=True)
        assert max(abs(one - other) for one, other in shares) <= 4
        assert b"acsp" not in carried.data


@pytest.mark.parametrize("limit", [3.0, 2.4])
@pytest.mark.parametrize("name", ["shadows.png", "shadows.jpg"])
def test_no_pixel_of_a_converted_picture_is_above_the_limit_of_its_paper(
    name: str, limit: float, tmp_path: Path
) -> None:
    shadows = [
        noise(150, 90, spread=25, seed=at).point(lambda tone, at=at: max(0, tone - 110 - at)) for at in (0, 5, 9)
    ]
    image = Image.merge("RGB", shadows)
    image.paste("white", (40, 20, 70, 50))
    path = stored(tmp_path, image, name)
    picture = read_picture(path, ColourSpace.CMYK, replace(PROFILE, ink_limit=limit))
    assert picture.filter == ("DCTDecode" if name.endswith("jpg") else "FlateDecode")
    data = inked(picture).tobytes()
    most = max(sum(data[at : at + 4]) for at in range(0, len(data), 4))
    assert (limit - 0.3) * 255 < most <= limit * 255


def test_a_photograph_that_jpeg_would_put_above_the_limit_is_kept_as_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    harsh = Image.merge("RGB", [noise(64, 64, spread=120, seed=seed) for seed in range(3)])
    path = stored(tmp_path, harsh, "harsh.jpg", quality=100)
    assert read_picture(path, ColourSpace.CMYK, PROFILE).filter == "DCTDecode"
    monkeypatch.setattr(pictures, "_JPEG_QUALITY", 5)
    picture = read_picture(path, ColourSpace.CMYK, PROFILE)
    assert picture.filter == "FlateDecode"
    assert heaviest(inked(picture)) <= PROFILE.ink_limit


def test_a_file_that_was_cut_off_after_it_was_checked_is_a_fault_of_the_file(tmp_path: Path) -> None:
    path = stored(tmp_path, two_halves(), "sample.jpg")
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(OSError, match=r"."):
        read_picture(path, ColourSpace.RGB, PROFILE)


def test_a_picture_used_on_many_pages_is_embedded_once(tmp_path: Path) -> None:
    path = stored(tmp_path, two_halves())
    sheets = [sheet_of(face_of(ImageItem(FRAME.moved(index, 0), path))) for index in range(3)]
    with opened(write_sheets(sheets)) as pdf:
        assert len({image.objgen for page in pdf.pages for image in page.Resources.XObject.values()}) == 1
