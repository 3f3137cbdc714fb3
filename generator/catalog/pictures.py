"""Pictures of a workspace: checked by name, place and header before anything decodes them."""

from __future__ import annotations

import warnings
from pathlib import Path, PurePosixPath, PureWindowsPath

from PIL import Image

from generator.catalog.places import Roots
from generator.findings import Findings, Place

# A poster of 11 x 17 in at 300 dpi has 17 megapixels; far beyond that lies a mistake or a decompression bomb.
MAX_PIXELS = 40_000_000
MAX_BYTES = 30_000_000
FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")


def picture_size(path: Path) -> tuple[int, int]:
    """Width and height in pixels, read from the header alone; raises OSError where the file is no picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit here is lower than Pillow's
            with Image.open(path, formats=FORMATS) as picture:
                return picture.size
    except (ValueError, SyntaxError, EOFError) as error:
        raise OSError(str(error)) from error


def check_picture(file: str, place: Place, roots: Roots, findings: Findings) -> None:
    """Find what is wrong with a picture that a layout names; nothing is decompressed."""
    if _leaves(file):
        _outside(file, place, findings)
        return
    path = roots.find(file)
    if path is None:
        fix = "Put it into the workspace, or correct its name."
        findings.error("image.missing", place, f"There is no picture “{file}”.", fix, seen=file)
    elif not any(path.resolve().is_relative_to(root.resolve()) for root in roots.folders):
        _outside(file, place, findings)
    else:
        _check_size(file, path, place, findings)


def _leaves(file: str) -> bool:
    """Whether a name could lead out of the workspace, on any system."""
    windows = PureWindowsPath(file)
    absolute = PurePosixPath(file).is_absolute() or windows.drive or windows.root
    return bool(absolute) or ".." in windows.parts or "\0" in file


def _outside(file: str, place: Place, findings: Findings) -> None:
    problem = f"The picture “{file}” lies outside of the workspace."
    fix = "Copy it into the workspace and name it from there, such as pictures/logo.png."
    findings.error("image.outside", place, problem, fix, seen=file)


def _check_size(file: str, path: Path, place: Place, findings: Findings) -> None:
    size = path.stat().st_size
    if size > MAX_BYTES:
        _too_large(f"“{file}” has {size / 1e6:.0f} MB", f"{MAX_BYTES / 1e6:.0f} MB", place, findings)
        return
    try:
        across, down = picture_size(path)
    except Image.DecompressionBombError:
        _too_large(f"“{file}” has hundreds of megapixels", f"{MAX_PIXELS / 1e6:.0f} megapixels", place, findings)
    except OSError:
        problem = f"“{file}” is not a picture that can be printed."
        findings.error("image.kind", place, problem, f"Save it as one of {', '.join(FORMATS)}.", seen=file)
    else:
        if across * down > MAX_PIXELS:
            seen = f"“{file}” has {across} × {down} pixels, {across * down / 1e6:.0f} megapixels"
            _too_large(seen, f"{MAX_PIXELS / 1e6:.0f} megapixels", place, findings)


def _too_large(seen: str, limit: str, place: Place, findings: Findings) -> None:
    findings.error("image.too-large", place, f"{seen}.", f"Save it with at most {limit}.", seen=seen, limit=limit)
