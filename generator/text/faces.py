"""Font faces read once: metrics from the font's own tables, and a HarfBuzz font to shape with."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import field
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from generator.errors import SetupError
from generator.frozen import dataclass


@dataclass(frozen=True)
class FontFace:
    """A static TrueType face; vertical metrics are shares of the em, `upem` is font units per em."""

    name: str
    path: Path
    upem: int
    ascent: float
    descent: float
    cap_height: float
    x_height: float
    face: hb.Face = field(repr=False, compare=False)
    font: hb.Font = field(repr=False, compare=False)


@dataclass(frozen=True)
class Spares:
    """Faces that help out where a style's own have no letter, by their files; read only when somebody asks for them.

    `japanese` are those of them that draw Chinese characters as they are drawn beside kana.
    """

    paths: tuple[Path, ...] = ()
    japanese: tuple[Path, ...] = ()

    def __hash__(self) -> int:
        """By the first file alone: a run has two or three of these, and words are looked up by them all the time."""
        return hash(self.paths[:1])

    def faces(self, *, kana: bool = False) -> Iterator[FontFace]:
        """The faces in their order; those for Japanese come first where a text has `kana`."""
        first = self.japanese if kana else ()
        yield from map(load_face, dict.fromkeys((*first, *self.paths)))


@lru_cache(maxsize=128)
def load_face(path: Path) -> FontFace:
    """Read a face; SetupError where the file is missing, variable, or has no TrueType outlines."""
    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
    except (OSError, hb.HarfBuzzError) as error:
        raise SetupError(f"The font {path.name} cannot be read: {error}.") from error
    if "glyf" not in face.table_tags or "fvar" in face.table_tags:
        raise SetupError(f"The font {path.name} is not a static TrueType face.")
    extents = hb.Font(face).get_font_extents("ltr")
    x_height, cap_height = _heights(face)
    upem = face.upem
    return FontFace(
        name=str(face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME, "en")),
        path=path,
        upem=upem,
        ascent=extents.ascender / upem,
        descent=extents.descender / upem,
        cap_height=cap_height / upem,
        x_height=x_height / upem,
        face=face,
        font=hb.Font(face),
    )


def _heights(face: hb.Face) -> tuple[int, int]:
    """The heights of x and of capitals, as the face says or, where its OS/2 table is older than these, as drawn."""
    os2 = bytes(face.reference_table("OS/2").data)
    if len(os2) >= 90:
        # OpenType OS/2 table, version 2 and later: sxHeight at byte 86, sCapHeight at byte 88.
        x_height, cap_height = struct.unpack(">hh", os2[86:90])
        return x_height, cap_height
    measured = hb.Font(face).get_metric_position_with_fallback
    return measured(hb.OTMetricsTag.X_HEIGHT), measured(hb.OTMetricsTag.CAP_HEIGHT)
