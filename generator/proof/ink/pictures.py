"""The ink of pictures: what their pixels lay down, read with Pillow and never held as more than bytes."""

from __future__ import annotations

import io

import pikepdf
from PIL import Image, ImageChops

from generator.frozen import dataclass
from generator.proof.ink.colours import TRACE
from generator.proof.painted.colours import Space, read_space
from generator.proof.painted.plainobjects import as_items, as_name, as_numbers, as_whole
from generator.proof.x4.held import is_light
from generator.proof.x4.subject import BROKEN

_MOST_PIXELS = 80_000_000
# Compression leaves speckles that no press shows: what fewer than one pixel in a thousand have is left out.
_SPECKLES = 1000
_INVERTED = (1.0, 0.0) * 4
_BYTE = 255


@dataclass(frozen=True)
class PictureInk:
    """The most ink that any part of a picture lays down: of all plates, and of all but black."""

    total: float
    beside_black: float


NO_INK = PictureInk(0.0, 0.0)


def space_of(image: pikepdf.Object) -> Space:
    """The colour space of a picture; one without family for a stencil, and where it is damaged or not given."""
    try:
        return read_space(image.get("/ColorSpace", image.get("/CS")))
    except BROKEN:
        return Space("", 0)


def is_light_picture(image: pikepdf.Object) -> bool:
    """Whether the picture is of red, green and blue."""
    return is_light(space_of(image))


def is_ink_picture(image: pikepdf.Object) -> bool:
    """Whether the picture is of process or spot inks."""
    return _is_ink(space_of(image))


def _is_ink(space: Space | None) -> bool:
    if space is None:
        return False
    return space.count == 4 or bool(space.colorants) or _is_ink(space.base)


def ink_of(image: pikepdf.Object) -> PictureInk | None:
    """What a picture of the four process inks lays down; nothing where it is of others, too large or damaged."""
    space = space_of(image)
    if space.family not in ("DeviceCMYK", "ICCBased") or space.count != 4:
        return _grey_ink(space)
    if _pixels(image) > _MOST_PIXELS or as_whole(image.get("/BitsPerComponent")) != 8:
        return None
    try:
        cyan, magenta, yellow, black = _plates(image).split()
    except (*BROKEN, OSError):
        return None
    # Sums are halved at each step, so that they stay within a byte: four full plates are 255.
    coloured = ImageChops.add(ImageChops.add(cyan, magenta, 2), _halved(yellow), 2)
    total = ImageChops.add(ImageChops.add(cyan, magenta, 2), ImageChops.add(yellow, black, 2), 2)
    return PictureInk(_highest(total) * 4 / _BYTE, _highest(coloured) * 4 / _BYTE)


def is_black_picture(image: pikepdf.Object | None) -> bool | None:
    """Whether a picture prints on the black plate alone; None where that cannot be told."""
    if image is None:
        return None
    space = space_of(image)
    if space.family == "Indexed" and space.base:
        colours = (
            space.colour((float(index),)).process for index in range(len(space.table) // max(space.base.count, 1))
        )
        return all(inks is not None and max(inks[:3]) <= TRACE for inks in colours)
    if is_light(space):
        return False
    ink = ink_of(image)
    return None if ink is None else ink.beside_black <= TRACE


def _grey_ink(space: Space) -> PictureInk | None:
    black = space.family in ("DeviceGray", "CalGray") or space.colorants == ("Black",)
    return PictureInk(1.0, 0.0) if black or (space.family == "ICCBased" and space.count == 1) else None


def _pixels(image: pikepdf.Object) -> int:
    width, height = (as_whole(image.get(key)) or 0 for key in ("/Width", "/Height"))
    return width * height


def _plates(image: pikepdf.Object) -> Image.Image:
    """The picture with a full plate as 255; raises what Pillow and pikepdf raise for what they cannot read."""
    packings = [as_name(one) for one in (as_items(image.get("/Filter")) or (image.get("/Filter"),))]
    inverted = as_numbers(image.get("/Decode")) == _INVERTED
    if packings == ["/DCTDecode"]:
        with Image.open(io.BytesIO(image.read_raw_bytes()), formats=("JPEG",)) as photograph:
            photograph.load()
            # Pillow turns the values of every CMYK photograph round, as Adobe's are written.
            return _as_four(photograph, inverted=not inverted)
    size = (as_whole(image.get("/Width")) or 0, as_whole(image.get("/Height")) or 0)
    return _as_four(Image.frombytes("CMYK", size, bytes(image.read_bytes())), inverted=inverted)


def _as_four(picture: Image.Image, *, inverted: bool) -> Image.Image:
    if picture.mode != "CMYK":
        raise ValueError(picture.mode)
    return ImageChops.invert(picture) if inverted else picture


def _halved(plate: Image.Image) -> Image.Image:
    return plate.point(lambda value: value / 2)


def _highest(sums: Image.Image) -> int:
    """The highest value, speckles left out."""
    left = sums.width * sums.height // _SPECKLES
    for value, count in reversed(list(enumerate(sums.histogram()))):
        left -= count
        if left < 0:
            return value
    return 0
