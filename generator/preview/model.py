"""What a preview is: faces as pictures with their guides, and findings with the fields and spots they are about."""

from __future__ import annotations

from generator.findings import Finding
from generator.frozen import dataclass


@dataclass(frozen=True)
class Area:
    """A rectangle as shares (0 to 1) of a picture's width and height, from its top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Spot:
    """An area on a face, which is counted from 0 in the order of the preview's faces."""

    face: int
    area: Area


@dataclass(frozen=True)
class Told:
    """A finding, the name of the field that causes it (or nothing), and where on the faces it is to be seen.

    `instead` is what the preview shows in place of a value that cannot be printed.
    """

    finding: Finding
    field: str = ""
    spots: tuple[Spot, ...] = ()
    instead: str = ""


@dataclass(frozen=True)
class FacePicture:
    """A face as a PNG that shows the bleed too, `width` by `height` points, with its guides.

    `safes` has an area for each panel in reading order. A fold is an area without width or without height.
    """

    name: str
    png: bytes
    width: float
    height: float
    trim: Area
    safes: tuple[Area, ...]
    folds: tuple[Area, ...] = ()


@dataclass(frozen=True)
class Preview:
    """A piece as it would be made, face by face, and all that was found; without faces where nothing can be shown."""

    title: str
    lang: str
    faces: tuple[FacePicture, ...]
    told: tuple[Told, ...]
