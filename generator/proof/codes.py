"""QR codes read from a picture of the page, as a phone would see it."""

from __future__ import annotations

import math
from collections.abc import Callable

import zxingcpp

from generator.frozen import dataclass

_FORMATS = zxingcpp.BarcodeFormats(
    [zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode, zxingcpp.BarcodeFormat.RMQRCode]
)
_POINTS = 72.0
_SQUARE = 0.7  # how much shorter one side may be than another, for a photograph taken at a slant
LOCAL, GLOBAL = zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram
FIXED = zxingcpp.Binarizer.FixedThreshold


@dataclass(frozen=True)
class Pixels:
    """A grey picture, one byte a pixel: `data` has the shape (height, width), `dpi` is its resolution."""

    data: memoryview
    dpi: float


@dataclass(frozen=True)
class FoundQr:
    """A QR code as decoded: its text, its centre in points from the top-left, and its module in points (0: unknown).

    `spare` is the share of the error correction that was not needed, from 0 to 1; `side` is in points. `weak` codes
    cannot be read in bad light, and `disputed` is what another program read in the same place.
    """

    page: int
    text: str
    x: float
    y: float
    module: float
    level: str
    spare: float
    side: float = 0.0
    weak: bool = False
    disputed: str = ""

    def as_dict(self) -> dict[str, object]:
        """The code as plain values for `--json`."""
        return {
            "page": self.page,
            "text": self.text,
            "x": round(self.x, 1),
            "y": round(self.y, 1),
            "module": round(self.module, 2),
            "level": self.level,
            "spare": round(self.spare, 2),
        }


@dataclass(frozen=True)
class Seen:
    """What eyes saw in the picture of a page: codes, and the centres (in points) of those that none could read."""

    codes: tuple[FoundQr, ...]
    unread: tuple[tuple[float, float], ...] = ()


# How a picture of a page is looked at; the last argument says whether photographs stand on the page.
Look = Callable[[Pixels, int, bool], Seen]


@dataclass(frozen=True)
class Eyes:
    """How a file is read: how its pages are looked at; `twice`: words as they were written, and as they stand."""

    look: Look
    twice: bool


def look_once(pixels: Pixels, page: int, pictured: bool) -> Seen:  # noqa: ARG001 (a Look)
    """One eye, for files of our own making, of which it is known what codes they have."""
    return Seen(read_codes(pixels, page))


# For files that somebody else made, where only the codes are of no interest; and for files just made, whose every word
# and code is known and compared.
STRANGE = Eyes(look_once, twice=True)
OURS = Eyes(look_once, twice=False)


def read_codes(pixels: Pixels, page: int) -> tuple[FoundQr, ...]:
    """Every QR code of the picture, turned any way, light on dark too, from top to bottom and left to right."""
    return tuple(sorted(raw_codes(pixels, page, LOCAL)[0], key=reading_order))


def reading_order(code: FoundQr) -> tuple[int, float, str]:
    """Top to bottom, and left to right."""
    return round(code.y), code.x, code.text


def raw_codes(
    pixels: Pixels, page: int, binarizer: zxingcpp.Binarizer, *, errors: bool = False, hard: bool = True
) -> tuple[list[FoundQr], list[FoundQr]]:
    """The codes that were read, and, where `errors` are asked for, those that look like codes and cannot be read.

    Not `hard` is as wide as the picture is and dark on light alone: half the time, for codes that are known to be so.
    """
    barcodes = zxingcpp.read_barcodes(
        pixels.data,
        formats=_FORMATS,
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=binarizer,
        return_errors=errors,
        try_downscale=hard,
        try_invert=hard,
        try_rotate=hard,
    )
    found: tuple[list[FoundQr], list[FoundQr]] = ([], [])
    for barcode in barcodes:
        if barcode.valid or _is_square(barcode.position):
            found[0 if barcode.valid else 1].append(_found(barcode, pixels.dpi, page))
    return found


def _is_square(place: zxingcpp.Position) -> bool:
    """Whether four corners are those of a symbol seen nearly from above, and not of three marks that lie about."""
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    ways = [math.hypot(b.x - a.x, b.y - a.y) for a, b in zip(corners, (*corners[1:], corners[0]), strict=True)]
    across = [math.hypot(corners[i + 2].x - corners[i].x, corners[i + 2].y - corners[i].y) for i in (0, 1)]
    return min(ways) > _SQUARE * max(ways) and min(across) > _SQUARE * max(across)


def _found(barcode: zxingcpp.Barcode, dpi: float, page: int) -> FoundQr:
    place = barcode.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    scale = _POINTS / dpi
    x, y = (sum(getattr(corner, axis) for corner in corners) / 4 * scale for axis in ("x", "y"))
    extra = barcode.extra if isinstance(barcode.extra, dict) else {}
    side = math.hypot(corners[1].x - corners[0].x, corners[1].y - corners[0].y) * scale
    spare = float(extra.get("UEC", 0.0))
    return FoundQr(page, barcode.text, x, y, _module(extra, side), barcode.ec_level, spare, side)


def _module(extra: dict[str, object], side: float) -> float:
    """The module of a symbol of that side: version v has 17 + 4v of them (ISO/IEC 18004, 5.3.1)."""
    version = str(extra.get("Version", ""))
    return side / (17 + 4 * int(version)) if version.isdigit() else 0.0
