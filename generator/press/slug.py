"""The slug: small lines outside the pieces that say what a sheet is and how to print it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.catalog.stocks import Stock
from generator.compose.items import Face, Piece, TextItem
from generator.compose.setting import set_words
from generator.errors import Refused
from generator.findings import Finding, Place, Severity
from generator.frozen import dataclass
from generator.press.duplex import Flip
from generator.text.ink import reach
from generator.text.model import Line, Missing, SetText, Span, TextStyle
from generator.units import MM

_UNBROKEN = 100_000.0
_BETWEEN = " · "
# The room of a Latin line, as shares of its size.
_ASCENT, _DESCENT = 0.95, 0.225


@dataclass(frozen=True)
class SlugStyle:
    """How slugs look and what they say: `words` has a text for each of `SLUG_LABELS`, in the language `lang`.

    `rtl` languages are read from right to left. In “ruler”, {length} stands for a length such as “100 mm”. `release`
    is the name of the release that the sheets belong to; without one they are a proof or an unread draft. `printer` is
    the one whose errors the sheets are corrected for, if they are.
    """

    style: TextStyle
    lang: str
    rtl: bool
    words: Mapping[str, str]
    release: str = ""
    draft: bool = False
    printer: str = ""

    def word(self, key: str) -> Span:
        """A label in the reader's language."""
        return Span(self.words[key], self.style)

    def data(self, text: str) -> Span:
        """A name or a measurement, which is never broken or translated."""
        return Span(text, self.style, atom=True)

    def state(self) -> Span:
        """What the sheet is good for: a draft, a proof, or the release of that name."""
        return self.data(self.release) if self.release else self.word("draft" if self.draft else "proof")

    def side(self, face: str) -> Span:
        """The label of a side, or the name of a face that is neither front nor back."""
        return self.word(face) if face in ("front", "back") else self.data(face)


@dataclass(frozen=True)
class Label:
    """Set lines, each with its baseline below the label's top, and the size of them all in points."""

    lines: tuple[tuple[float, Line], ...]
    width: float
    height: float

    def at(self, x: float, y: float) -> tuple[TextItem, ...]:
        """The lines with the label's top-left corner at a point of the sheet."""
        return tuple(TextItem(x, y + baseline, line) for baseline, line in self.lines)


def one_line(field: Span, slug: SlugStyle) -> Label:
    """A field on a line of its own; raises Refused where a character has no glyph."""
    return _label(_set((field,), _UNBROKEN, slug).lines)


def line_labels(fields: tuple[Span, ...], measure: float, slug: SlugStyle) -> tuple[Label, ...]:
    """Fields with dots between them, each line a label of its own, wider than `measure` only for the sake of a word."""
    return tuple(_label((line,)) for line in _set(fields, measure, slug).lines)


def wrapped(fields: tuple[Span, ...], measure: float, slug: SlugStyle) -> Label:
    """Fields on as many lines as `measure` demands; raises Refused where one word is wider than all of it."""
    text = _set(fields, measure, slug)
    if text.overfull > 0:
        problem = f"A word of the slug is {text.overfull / MM:.1f} mm wider than the sheet."
        raise Refused([Finding("sheet.no-room", Severity.ERROR, Place(), problem, "Give the layout a shorter name.")])
    return _label(text.lines)


def press_fields(piece: Piece, face: Face, slug: SlugStyle) -> tuple[Span, ...]:
    """What a print shop asks of a page: which piece, which side, and its finished size with the bleed around it."""
    trim = f"{face.trim.width / MM:.1f} × {face.trim.height / MM:.1f} mm"
    return (
        slug.data(piece.layout),
        slug.data(piece.lang),
        slug.side(face.name),
        _named("trim", trim, slug),
        _named("bleed", f"{face.bleed / MM:.1f} mm", slug),
        slug.state(),
    )


def job_fields(piece: Piece, stock: Stock, slug: SlugStyle) -> tuple[Span, ...]:
    """What lies on a sheet from a desk printer."""
    return (slug.data(piece.layout), slug.data(piece.lang), slug.data(stock.id), slug.state())


def print_fields(face: str, flip: Flip | None, slug: SlugStyle) -> tuple[Span, ...]:
    """How to print a side; `flip` is None where there is no other side."""
    turning = () if flip is None else (slug.word(f"flip-{flip}"),)
    corrected = (_filled("corrected", "printer", slug.printer, slug),) if slug.printer else ()
    return (slug.side(face), *turning, slug.word("scale"), *corrected)


def empty_fields(places: str, slug: SlugStyle) -> tuple[Span, ...]:
    """Which places of the sheet stay empty."""
    return (_filled("empty", "places", places, slug),)


def ruler_fields(length: str, slug: SlugStyle) -> tuple[Span, ...]:
    """What the ruler is there for."""
    return (_filled("ruler", "length", length, slug),)


def _filled(word: str, name: str, value: str, slug: SlugStyle) -> Span:
    return Span(slug.words[word].replace(f"{{{name}}}", _apart(value)), slug.style)


def _named(word: str, value: str, slug: SlugStyle) -> Span:
    return slug.data(f"{slug.words[word]} {_apart(value)}")


def _apart(value: str) -> str:
    """A value isolated left to right: behind an Arabic word its parts would change places."""
    return f"\u2066{value}\u2069"


def _set(fields: tuple[Span, ...], measure: float, slug: SlugStyle) -> SetText:
    dot = Span(_BETWEEN, slug.style)
    spans = tuple(span for field in fields for span in (dot, field))[1:]
    text = set_words(spans, measure, lang=slug.lang, rtl=slug.rtl)
    if text.missing:
        raise Refused(_without_glyph(missing) for missing in dict.fromkeys(text.missing))
    return text


def _without_glyph(missing: Missing) -> Finding:
    code = " ".join(f"U+{ord(character):04X}" for character in missing.character)
    problem = f"“{missing.character}” ({code}) in the slug cannot be printed: no font of it has that character."
    fix = "Leave the character out, or add a font for its script."
    return Finding("text.no-glyph", Severity.ERROR, Place(), problem, fix, code, ", ".join(missing.faces))


def _label(lines: tuple[Line, ...]) -> Label:
    placed: list[tuple[float, Line]] = []
    height = 0.0
    for line in lines:
        ascent, descent = _reach(line)
        placed.append((height + ascent, line))
        height += ascent + descent
    return Label(tuple(placed), max(line.width for line in lines), height)


def _reach(line: Line) -> tuple[float, float]:
    """How far a line reaches above and below its baseline: by its ink, and by Latin letters at the least."""
    above, below = reach(line)
    size = max((run.size for run in line.runs), default=0.0)
    return max(above, _ASCENT * size), max(below, _DESCENT * size)
