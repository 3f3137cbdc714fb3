"""Pictures in the finished file: their colour, their place, and what was left out of them."""

from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from generator.catalog.pictures import GREY_16, MODES, picture_size
from generator.compose.items import ImageItem
from generator.geometry import Rect
from generator.pdf.colour import ColourSpace
from generator.pdf.pictures import read_picture
from tests.pdf.samples import face_of, opened, pdf_of, picture_of, saved, sheet_of, write_sheets
from tests.tools import run_tool

FRAME = Rect(20, 10, 40, 20)
RED, WHITE = (255, 0, 0), (255, 255, 255)


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
    ],
)
def test_grey_stays_grey_and_colour_follows_the_purpose(
    mode: str, colour: ColourSpace, device: str, tmp_path: Path
) -> None:
    data = pdf_of(ImageItem(FRAME, stored(tmp_path, two_halves(mode))), colour=colour)
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
    picture = read_picture(stored(tmp_path, two_halves(), "sample.jpg", exif=exif), ColourSpace.RGB)
    assert (picture.width, picture.height) == (20, 40)


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("name", ["sample.jpg", "sample.png", "sample.tif", "sample.webp"])
def test_the_catalogue_measures_what_is_drawn(name: str, turn: int, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    path = stored(tmp_path, two_halves(), name, exif=exif)
    picture = read_picture(path, ColourSpace.RGB)
    assert (picture.width, picture.height) == picture_size(path) == ((20, 40) if turn > 4 else (40, 20))


@pytest.mark.parametrize("name", ["sample.png", "sample.tif"])
@pytest.mark.parametrize("colour", list(ColourSpace))
def test_grey_of_sixteen_bits_keeps_its_tones(name: str, colour: ColourSpace, tmp_path: Path) -> None:
    image = Image.new("I;16", (256, 1))
    for tone in range(256):
        image.putpixel((tone, 0), tone * 257)
    picture = read_picture(stored(tmp_path, image, name), colour)
    assert picture.colour_space == "DeviceGray"
    assert list(zlib.decompress(picture.data)) == list(range(256))


def test_a_see_through_tone_of_sixteen_bits_is_laid_on_white(tmp_path: Path) -> None:
    path = stored(tmp_path, Image.new("I;16", (2, 2), 0x1234), transparency=0x1234)
    assert set(zlib.decompress(read_picture(path, ColourSpace.RGB).data)) == {255}


@pytest.mark.parametrize("mode", sorted(MODES | GREY_16))
@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "webp"])
def test_every_kind_of_picture_that_the_catalogue_accepts_can_be_drawn(mode: str, suffix: str, tmp_path: Path) -> None:
    try:
        path = stored(tmp_path, Image.new(mode, (4, 2)), f"sample.{suffix}")
    except (OSError, ValueError):
        return  # there is no such file: not every format has every mode
    for colour in ColourSpace:
        picture = read_picture(path, colour)
        assert (picture.width, picture.height) == (4, 2)


def test_a_file_that_was_cut_off_after_it_was_checked_is_a_fault_of_the_file(tmp_path: Path) -> None:
    path = stored(tmp_path, two_halves(), "sample.jpg")
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(OSError, match=r"."):
        read_picture(path, ColourSpace.RGB)


def test_a_picture_used_on_many_pages_is_embedded_once(tmp_path: Path) -> None:
    path = stored(tmp_path, two_halves())
    sheets = [sheet_of(face_of(ImageItem(FRAME.moved(index, 0), path))) for index in range(3)]
    with opened(write_sheets(sheets)) as pdf:
        assert len({image.objgen for page in pdf.pages for image in page.Resources.XObject.values()}) == 1
