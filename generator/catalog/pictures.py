"""Pictures of a workspace: checked by name, place and size before they are decoded, and then by decoding them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from generator.catalog.places import Roots
from generator.findings import Findings, Place
from generator.late import late

if TYPE_CHECKING:
    from PIL import ExifTags, Image
else:  # most pieces show no picture
    ExifTags = late("PIL.ExifTags")
    Image = late("PIL.Image")

# A poster of 11 x 17 in at 300 dpi has 17 megapixels; far beyond that lies a mistake or a decompression bomb.
MAX_PIXELS = 40_000_000
MAX_BYTES = 30_000_000
FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
# What Pillow turns into grey, RGB or CMYK without loss of meaning. LAB it cannot turn; in 32 bits (I, F) nothing says
# which value is white.
MODES = frozenset({"1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr"})
GREY_16 = frozenset({"I;16", "I;16L", "I;16B"})

# EXIF 2.32, 4.6.4 A, tag 274: the values that turn a picture on its side.
_SIDEWAYS = frozenset({5, 6, 7, 8})


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """The picture with only its header read; raises OSError where a file is damaged or no picture, then or later."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow's bomb, whose limit is higher than ours, and of odd metadata
            with Image.open(path, formats=FORMATS) as picture:
                yield picture
    except (OSError, Image.DecompressionBombError):
        raise
    except Exception as error:
        # Decoders meet damaged bytes with whatever comes: ValueError, SyntaxError, struct.error, IndexError, …
        raise OSError(f"{type(error).__name__}: {error}") from error


def picture_size(path: Path) -> tuple[int, int]:
    """Width and height in pixels as the picture is seen, after the turn that a camera noted (EXIF).

    Raises OSError where the file is no picture. A PNG may be decoded for it, so check the picture before.
    """
    state = path.stat()
    return _size_seen(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _size_seen(path: Path, _mtime: int, _bytes: int) -> tuple[int, int]:
    with opened(path) as picture:
        across, down = picture.size
        # Pillow turns a TIFF by itself, and has the size of afterwards from the start.
        if picture.format != "TIFF" and picture.getexif().get(ExifTags.Base.Orientation) in _SIDEWAYS:
            return down, across
        return across, down


def check_picture(file: str, place: Place, roots: Roots, findings: Findings) -> None:
    """Find what is wrong with a picture that a layout names; only one within the limits is decompressed."""
    if _leaves(file):
        _outside(file, place, findings)
        return
    path = roots.find_picture(file)
    if path is None:
        fix = "Put it into the workspace, or correct its name."
        findings.error("image.missing", place, f"There is no picture “{file}”.", fix, seen=file)
    elif not any(path.resolve().is_relative_to(root.resolve()) for root in roots.shelves):
        _outside(file, place, findings)
    elif path.stat().st_size > MAX_BYTES:
        seen = f"“{file}” has {path.stat().st_size / 1e6:.0f} MB"
        _too_large(seen, f"{MAX_BYTES / 1e6:.0f} MB", place, findings)
    elif _has_printable_header(file, path, place, findings):
        _check_pixels(file, path, place, findings)


def _leaves(file: str) -> bool:
    """Whether a name could lead out of the workspace, on any system."""
    windows = PureWindowsPath(file)
    absolute = PurePosixPath(file).is_absolute() or windows.drive or windows.root
    return bool(absolute) or ".." in windows.parts or "\0" in file


def _outside(file: str, place: Place, findings: Findings) -> None:
    problem = f"The picture “{file}” lies outside of the workspace."
    fix = "Copy it into the workspace and name it from there, such as pictures/logo.png."
    findings.error("image.outside", place, problem, fix, seen=file)


def _has_printable_header(file: str, path: Path, place: Place, findings: Findings) -> bool:
    """Whether the header tells of a picture that may be decoded and can be printed."""
    before = len(findings)
    try:
        with opened(path) as picture:
            across, down, mode = *picture.size, picture.mode
            if not across * down:
                raise OSError("a picture without a pixel")
    except Image.DecompressionBombError:
        _too_large(f"“{file}” has hundreds of megapixels", f"{MAX_PIXELS / 1e6:.0f} megapixels", place, findings)
        return False
    except OSError:
        problem = f"“{file}” is not a picture that can be printed."
        findings.error("image.kind", place, problem, f"Save it as one of {', '.join(FORMATS)}.", seen=file)
        return False
    if across * down > MAX_PIXELS:
        seen = f"“{file}” has {across} × {down} pixels, {across * down / 1e6:.0f} megapixels"
        _too_large(seen, f"{MAX_PIXELS / 1e6:.0f} megapixels", place, findings)
    elif mode not in MODES | GREY_16:
        problem = f"“{file}” has its colours in a way that cannot be printed ({mode})."
        fix = "Save it in RGB, CMYK or grey, with 8 bits a colour."
        findings.error("image.kind", place, problem, fix, seen=mode, limit="RGB, CMYK or grey")
    return len(findings) == before


def _check_pixels(file: str, path: Path, place: Place, findings: Findings) -> None:
    """Decode the picture once: the header of a file that was cut off or damaged may be sound."""
    try:
        with opened(path) as picture:
            picture.verify()  # the checksums of a PNG; nothing for other kinds
        with opened(path) as picture:
            picture.load()
        picture_size(path)
    except OSError:
        problem = f"“{file}” is damaged or cut off: its pixels cannot all be read."
        fix = "Copy it from its source again, or open it and save it anew."
        findings.error("image.broken", place, problem, fix, seen=file)


def _too_large(seen: str, limit: str, place: Place, findings: Findings) -> None:
    findings.error("image.too-large", place, f"{seen}.", f"Save it with at most {limit}.", seen=seen, limit=limit)
