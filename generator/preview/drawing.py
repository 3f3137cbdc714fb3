"""Faces drawn for a preview: as on a screen, with the bleed around the trim, quickly."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from math import sqrt

from PIL import Image

from generator.compose.items import Face, Group, Role
from generator.geometry import Rect, Size
from generator.making import Job, condition_of, info_of
from generator.pdf.colour import ColourSpace
from generator.pdf.document import write_pdf
from generator.pdf.raster import render
from generator.press.sheets import Sheet, Slot

# Crisp at twice the true size on a screen of 96 pixels an inch; what is larger gets as many pixels as are quick.
_CRISP = 192.0
_MOST_PIXELS = 1_600_000
_MOST_TOGETHER = 8_000_000
# At its quickest: the picture goes no further than the next window.
_PACKING = 1
# PNG (ISO/IEC 15948, 5.2 and 11.2.1): what a file begins with, and the colour type of three channels.
_SIGNATURE, _RGB = b"\x89PNG\r\n\x1a\n", 2


def pictures(job: Job) -> list[bytes]:
    """A PNG of each face, the bleed around it too."""
    piece = job.piece
    sheets = tuple(_sheet(face) for face in piece.faces)
    inks = {ink.name: ink for ink in piece.inks}
    profile, info = condition_of(job), info_of(job)
    data = write_pdf(sheets, piece.faces, inks, colour=ColourSpace.RGB, profile=profile, info=info, links=False)
    return [_png(image) for image in render(data, picture_dpi([sheet.size for sheet in sheets]))]


def whole(face: Face) -> Rect:
    """The face with its bleed, in points of the trim."""
    return Rect(0.0, 0.0, face.trim.width, face.trim.height).inset(-face.bleed)


def picture_dpi(sizes: Sequence[Size]) -> float:
    """The resolution for pictures of these sizes in points."""
    inches = [size.width * size.height / 72**2 for size in sizes]
    return min(_CRISP, sqrt(_MOST_PIXELS / max(inches)), sqrt(_MOST_TOGETHER / sum(inches)))


def _sheet(face: Face) -> Sheet:
    page = whole(face)
    trim = Rect(face.bleed, face.bleed, face.trim.width, face.trim.height)
    bleed = page.moved(face.bleed, face.bleed)
    return Sheet(
        face.name, Size(page.width, page.height), trim, bleed, (Slot(face, trim, bleed),), Group(Role.ARTIFACT, ())
    )


def _png(image: Image.Image) -> bytes:
    """The picture as PNG with its rows as they are: choosing a filter for each takes twice as long as packing them."""
    raw, stride = image.tobytes(), 3 * image.width
    rows = b"".join(b"\0" + raw[at : at + stride] for at in range(0, len(raw), stride))
    head = struct.pack(">IIBBBBB", image.width, image.height, 8, _RGB, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, _PACKING)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
