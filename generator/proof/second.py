"""The second opinion: QR codes read by OpenCV where it is installed (`pip install handbill[second]`), or nothing."""

from __future__ import annotations

import importlib
import importlib.util
from functools import cache
from typing import Any

from PIL import Image


def is_installed() -> bool:
    """Whether there is a second engine on this machine."""
    return importlib.util.find_spec("cv2") is not None


def second_opinion(picture: Image.Image) -> tuple[str, ...]:
    """What the second engine reads in a grey picture; nothing where there is none, or where it fails."""
    if not is_installed():
        return ()
    numpy, cv2 = _engine()
    try:
        _, texts, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(numpy.asarray(picture))
    except (cv2.error, ValueError):  # it stumbles over some pictures, which is no word about them
        return ()
    return tuple(text for text in texts if text)


@cache
def _engine() -> tuple[Any, Any]:
    """NumPy and OpenCV, which cost a quarter of a second and are only loaded for files that have codes."""
    return importlib.import_module("numpy"), importlib.import_module("cv2")
