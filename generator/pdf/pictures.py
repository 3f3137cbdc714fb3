"""Pictures: a checked file from the workspace in the document's colours, without its metadata and transparency."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from generator.catalog.pictures import GREY_16, opened
from generator.catalog.profiles import OutputProfile
from generator.frozen import dataclass
from generator.late import late
from generator.pdf.colour import ColourSpace
from generator.pdf.conversion import heaviest, in_ink, in_light, limited

if TYPE_CHECKING:
    from PIL import Image, ImageChops, ImageOps
else:  # most pieces show no picture
    Image = late("PIL.Image")
    ImageChops = late("PIL.ImageChops")
    ImageOps = late("PIL.ImageOps")

_GREY_MODES = frozenset({"1", "L", "LA", "La"})
_DEVICE = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
# Photographs stay photographs: visually without loss in print, a tenth of the bytes of bare samples.
_JPEG_QUALITY = 92
# Its noise was seen to put up to a tenth of a solid ink more on a pixel.
_JPEG_ROOM = 0.12


@dataclass(frozen=True)
class Picture:
    """An image object's facts and data; `inverted` for the CMYK of JPEG files, which count light instead of ink."""

    width: int
    height: int
    colour_space: str
    filter: str
    data: bytes
    inverted: bool = False


def read_picture(path: Path, colour: ColourSpace, profile: OutputProfile) -> Picture:
    """Read and re-encode a picture: grey stays grey, colour becomes sRGB or the inks of the profile, alpha bare paper.

    What is converted into inks stays under the profile's limit. The catalogue has decoded the picture before and knows
    that it can be; raises OSError if it has changed since.
    """
    with opened(path) as source:
        photograph, carried = source.format == "JPEG", source.info.get("icc_profile") or b""
        # The camera's turn is metadata and would be lost with it.
        image = _flat(_in_eight_bits(ImageOps.exif_transpose(source)))
    if colour is ColourSpace.CMYK and image.mode == "RGB":
        return _separated(in_ink(image, carried, profile.data), profile.ink_limit, photograph=photograph)
    if colour is ColourSpace.RGB and image.mode != "L":
        image = in_light(image, carried, profile.data)
    return _photograph(image) if photograph else _samples(image)


def _separated(image: Image.Image, limit: float, *, photograph: bool) -> Picture:
    """A converted picture with no pixel above the limit; bare samples where the noise of JPEG would not keep to it."""
    if photograph:
        picture = _photograph(limited(image, limit - _JPEG_ROOM))
        if heaviest(Image.open(io.BytesIO(picture.data))) <= limit:
            return picture
    return _samples(limited(image, limit))


def _photograph(image: Image.Image) -> Picture:
    # A new image: saving would carry the old one's comments and profile along.
    bare, encoded = Image.frombytes(image.mode, image.size, image.tobytes()), io.BytesIO()
    bare.save(encoded, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    inverted = image.mode == "CMYK"
    return Picture(*image.size, _DEVICE[image.mode], "DCTDecode", encoded.getvalue(), inverted)


def _samples(image: Image.Image) -> Picture:
    return Picture(*image.size, _DEVICE[image.mode], "FlateDecode", zlib.compress(image.tobytes(), 9))


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits scaled down to 8; Pillow's own conversion cuts everything above 255 off, to white."""
    if image.mode not in GREY_16:
        return image
    grey = image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    clear = image.info.get("transparency")  # one value of grey, in 16 bits too
    if isinstance(clear, int):
        grey.info["transparency"] = round(clear / 257)
    return grey


def _flat(image: Image.Image) -> Image.Image:
    """The picture in grey, RGB or CMYK, with what is transparent laid on white; what has no colour is grey."""
    grey = image.mode in _GREY_MODES
    if image.has_transparency_data:
        over = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", over.size, "white"), over).convert("RGB")
    if image.mode != "CMYK":
        image = image.convert("L" if grey else "RGB")
    return image.convert("L") if image.mode == "RGB" and _is_colourless(image) else image


def _is_colourless(image: Image.Image) -> bool:
    """Whether a picture in RGB is grey all over: as such it prints in black ink, sharp, and not in four inks."""
    red, green, blue = image.split()
    return not any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
