"""Conversion: pictures brought into a document's colours through ICC profiles, and ink above a limit taken back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from generator.late import late

if TYPE_CHECKING:
    from PIL import Image, ImageCms, ImageMath
else:  # most pieces show no picture
    Image = late("PIL.Image")
    ImageCms = late("PIL.ImageCms")
    ImageMath = late("PIL.ImageMath")


# Rows that are reckoned at once: a strip of a large picture takes some megabytes, the whole would take hundreds.
_ROWS = 256
_SOLID = 255


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def in_light(image: Image.Image, carried: bytes, press: bytes) -> Image.Image:
    """A picture in RGB or CMYK as sRGB; `carried` is its own profile, if any, and `press` the usual one of CMYK."""
    if image.mode == "CMYK":
        return _through(image, carried, press, _srgb(), "RGB")
    return _through(image, carried, _srgb(), _srgb(), "RGB") if carried else image


def in_ink(image: Image.Image, carried: bytes, press: bytes) -> Image.Image:
    """A picture in RGB, of its own profile or sRGB, in the process inks of a press."""
    return _through(image, carried, _srgb(), press, "CMYK")


def heaviest(image: Image.Image) -> float:
    """The total of the four inks where most of them lie, as a share of one solid ink."""
    totals = (cast("tuple[int, int]", _total(strip).getextrema()) for _, strip in _strips(image))
    return max(most for _, most in totals) / _SOLID


def limited(image: Image.Image, limit: float) -> Image.Image:
    """The picture in process inks with no pixel above the limit.

    Black stays as it is, which keeps the depth of shadows; cyan, magenta and yellow are taken back in proportion, which
    keeps their hue.
    """
    if heaviest(image) <= limit:
        return image
    eased, most = image.copy(), int(limit * _SOLID + 1e-6)
    for area, strip in _strips(image):
        eased.paste(_taken_back(strip, most), area)
    return eased


def _through(image: Image.Image, carried: bytes, usual: bytes, target: bytes, mode: str) -> Image.Image:
    """The picture converted from the profile that it carries; from the usual one where that is missing or broken."""
    try:
        transform = _transform(carried, image.mode, target, mode)
    except (OSError, ImageCms.PyCMSError):
        transform = _transform(usual, image.mode, target, mode)
    return transform.apply(image)


@lru_cache(maxsize=8)
def _transform(source: bytes, read: str, target: bytes, written: str) -> ImageCms.ImageCmsTransform:
    """Relative colorimetric, so that paper stays bare, with black points matched, so that shadows keep their detail."""
    return ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(source)),
        ImageCms.ImageCmsProfile(io.BytesIO(target)),
        read,
        written,
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _strips(image: Image.Image) -> Iterator[tuple[tuple[int, int, int, int], Image.Image]]:
    for top in range(0, image.height, _ROWS):
        area = (0, top, image.width, min(top + _ROWS, image.height))
        yield area, image.crop(area)


def _total(strip: Image.Image) -> Image.Image:
    bands = dict(zip("cmyk", strip.split(), strict=True))
    total: Image.Image = ImageMath.lambda_eval(lambda of: of["c"] + of["m"] + of["y"] + of["k"], **bands)
    return total


def _taken_back(strip: Image.Image, most: int) -> Image.Image:
    """Each colour as the lesser of itself and its part of what black leaves, in whole numbers that round down."""
    bands = dict(zip("cmyk", strip.split(), strict=True))
    eased = [
        ImageMath.lambda_eval(
            lambda of: of["convert"](
                of["min"](of["one"], of["one"] * (most - of["k"]) / (of["c"] + of["m"] + of["y"])), "L"
            ),
            one=bands[colour],
            **bands,
        )
        for colour in "cmy"
    ]
    return Image.merge("CMYK", (*eased, bands["k"]))
