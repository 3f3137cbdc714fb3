"""Pictures: a checked file from the workspace as bare samples, without its metadata and transparency."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from generator.catalog.pictures import GREY_16, opened
from generator.pdf.colour import ColourSpace

_GREY_MODES = frozenset({"1", "L", "LA", "La"})
_DEVICE = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
# Photographs stay photographs: visually without loss in print, a tenth of the bytes of bare samples.
_JPEG_QUALITY = 92


@dataclass(frozen=True)
class Picture:
    """An image object's facts and data; `inverted` for the CMYK of JPEG files, which count light instead of ink."""

    width: int
    height: int
    colour_space: str
    filter: str
    data: bytes
    inverted: bool = False


def read_picture(path: Path, colour: ColourSpace) -> Picture:
    """Read and re-encode a picture: grey stays grey, colour becomes RGB or CMYK, alpha is laid on white.

    The catalogue has decoded the picture before and knows that it can be; raises OSError if it has changed since.
    """
    with opened(path) as source:
        photograph = source.format == "JPEG"
        # The camera's turn is metadata and would be lost with it.
        image = _in_space(_in_eight_bits(ImageOps.exif_transpose(source)), colour)
    device = _DEVICE[image.mode]
    if photograph:
        encoded = io.BytesIO()
        # A new image: saving would carry the old one's comments and profile along.
        bare = Image.frombytes(image.mode, image.size, image.tobytes())
        bare.save(encoded, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
        return Picture(*image.size, device, "DCTDecode", encoded.getvalue(), inverted=image.mode == "CMYK")
    return Picture(*image.size, device, "FlateDecode", zlib.compress(image.tobytes(), 9))


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits scaled down to 8; Pillow's own conversion cuts everything above 255 off, to white."""
    if image.mode not in GREY_16:
        return image
    grey = image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    clear = image.info.get("transparency")  # one value of grey, in 16 bits too
    if isinstance(clear, int):
        grey.info["transparency"] = round(clear / 257)
    return grey


def _in_space(image: Image.Image, colour: ColourSpace) -> Image.Image:
    """The picture in the one mode it is embedded in."""
    grey = image.mode in _GREY_MODES
    if image.has_transparency_data:
        over = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", over.size, "white"), over).convert("RGB")
    if grey:
        return image.convert("L")
    return image.convert("CMYK" if colour is ColourSpace.CMYK else "RGB")
