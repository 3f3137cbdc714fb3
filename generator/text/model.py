"""What the text engine takes and gives: styled spans in, lines of placed glyphs out."""

from __future__ import annotations

from functools import cached_property

from generator.frozen import dataclass
from generator.text.faces import FontFace, Spares

# The language of words of which only the script is known, such as names (BCP 47, und-Geor).
UNDETERMINED = "und"


@dataclass(frozen=True)
class TextStyle:
    """How a span looks: faces in order of preference, size in points, the name of an ink, OpenType features.

    `spares` set what none of the faces has, such as a name in another script.
    """

    faces: tuple[FontFace, ...]
    size: float
    ink: str
    features: tuple[str, ...] = ()
    spares: Spares = Spares()


@dataclass(frozen=True)
class Span:
    """A stretch of text in one style; `atom` keeps it whole on one line, `link` makes it live on screen."""

    text: str
    style: TextStyle
    atom: bool = False
    link: str = ""


@dataclass(frozen=True)
class Glyph:
    """One glyph: number, advance and offsets in font units, and the text it stands for.

    The first glyph of a cluster carries the text of the whole cluster; its other glyphs carry an empty string.
    """

    gid: int
    advance: int
    dx: int
    dy: int
    text: str


@dataclass(frozen=True)
class GlyphRun:
    """Glyphs of one face, size, ink and direction, in visual order; `x` and `width` in points from the line's start."""

    face: FontFace
    size: float
    ink: str
    glyphs: tuple[Glyph, ...]
    text: str
    x: float
    width: float
    level: int
    lang: str
    link: str = ""


@dataclass(frozen=True)
class Line:
    """One line: runs in visual order, its inked width in points (trailing space apart), and its text as it is read."""

    runs: tuple[GlyphRun, ...]
    width: float
    text: str

    @cached_property
    def voice(self) -> str:
        """The language of its letters, of which only a known one speaks for others; empty where it has none."""
        voices = [run.lang for run in self.runs if any(map(str.isalpha, run.text))]
        known = (voice for voice in voices if not voice.startswith(UNDETERMINED))
        return next(known, next(iter(voices), ""))


@dataclass(frozen=True)
class Missing:
    """A character that no face of the style has, or signs that have no letter to stand on (`malformed`)."""

    character: str
    context: str
    faces: tuple[str, ...]
    malformed: bool = False


@dataclass(frozen=True)
class SetText:
    """A paragraph set in lines; `missing` and `overfull` (points past the measure) are for the caller to refuse."""

    lines: tuple[Line, ...]
    missing: tuple[Missing, ...] = ()
    overfull: float = 0.0

    @property
    def width(self) -> float:
        """The widest line in points."""
        return max((line.width for line in self.lines), default=0.0)
