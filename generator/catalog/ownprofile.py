"""The shop's own output profile: an ICC file that somebody names on the command line, tried before it is used."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from generator.catalog.inks import COATED_LIMIT
from generator.catalog.profiles import OutputProfile, wrong_with
from generator.errors import UsageError
from generator.late import late

if TYPE_CHECKING:
    from PIL import ImageCms
else:  # few runs name a profile of their own
    ImageCms = late("PIL.ImageCms")

# Output profiles have one to three megabytes; the largest known ones eight.
_MAX_BYTES = 20_000_000
# ISO 32000-1, 14.11.5: what a condition is called that stands in no registry.
_UNREGISTERED = "Custom"


def profile_from_file(path: Path, ink_limit: float = COATED_LIMIT) -> OutputProfile:
    """The shop's profile; its file does not say how much ink the paper takes, so that is asked for.

    Raises UsageError, with the reason, for a file that cannot be the output profile of a four-colour press.
    """
    data = _bytes(path)
    problem = wrong_with(data)
    title = "" if problem else _title(data)
    if not title:
        problem = problem or "it has no tables that colours could be converted with"
        raise UsageError(
            f"“{path.name}” cannot be used as an output profile: {problem}. "
            "Ask the print shop for its CMYK output profile, a file that ends in .icc or .icm."
        )
    return OutputProfile("own", title, _UNREGISTERED, "", title, ink_limit, data)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UsageError(f"“{path.name}” has more than {_MAX_BYTES / 1e6:.0f} MB, which no output profile has.")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"The output profile “{path}” cannot be read: {error.strerror or error}.") from error


def _title(data: bytes) -> str:
    """What the profile calls itself; nothing where LittleCMS cannot convert colours into its inks."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        ImageCms.buildTransform(ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK")
    except (OSError, ImageCms.PyCMSError):
        return ""
    return (profile.profile.profile_description or "").strip() or "An output profile without a name"
