"""Matrices of QR codes by the qrcode library, which is loaded when a code comes that the quick encoder leaves to it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.late import late

if TYPE_CHECKING:
    import qrcode
else:  # it brings Pillow's fonts and drawing with it, and hardly any code needs it
    qrcode = late("qrcode")

# The two bits of each level (ISO/IEC 18004, table 12), by which the library knows it.
LEVELS = {"L": 0b01, "M": 0b00, "Q": 0b11, "H": 0b10}


@lru_cache(maxsize=256)
def matrix(payload: str, level: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the smallest symbol at that level, without quiet zone; raises ValueError when it is too long."""
    code = qrcode.QRCode(error_correction=LEVELS[level], border=0)
    code.add_data(payload)
    try:
        code.make(fit=True)
    except (qrcode.exceptions.DataOverflowError, ValueError) as error:
        raise ValueError(f"{len(payload)} characters are too long for a QR code") from error
    return tuple(tuple(bool(cell) for cell in row) for row in code.modules)
