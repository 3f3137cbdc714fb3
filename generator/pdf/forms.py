"""Forms: what is filled in on a screen, as fields over the lines and boxes that are drawn for a pen."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArrayCompact, PDFDictionary, PDFName, PDFObjectReference, PDFStream

from generator.compose.items import Blank
from generator.frozen import dataclass
from generator.pdf.numbers import number, numbers
from generator.pdf.placing import Edges
from generator.pdf.resources import Resources
from generator.pdf.syntax import string
from generator.pdf.typefont import type_font
from generator.text.faces import FontFace

_PRINTED = 4  # annotation flag (ISO 32000-1, table 165)
# Field flags (table 228): several lines; and no typing on past what the field shows, for that would not be printed.
_MULTILINE, _NO_SCROLL = 1 << 12, 1 << 23
_FROM_THE_RIGHT = 2  # table 222
# The state of a box that is ticked, and of one that is not.
_ON, _OFF = "Yes", "Off"
_BLACK, _PAPER, _EDGE = "0 g", "1 g", 0.5
# PDFium reads the width of a frame as a whole number, and would draw none of half a point.
_FRAME = 1
_LONGEST_NAME = 80
# How a look is turned counter-clockwise (12.5.6.19, MK).
_MATRICES = {90: (0, 1, -1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, -1, 1, 0, 0, 0)}


@dataclass(frozen=True)
class Widget:
    """A field on its page: where it stands in the page's points, what it takes, what it is called, and its turn.

    It is turned counter-clockwise by so many degrees.
    """

    edges: Edges
    blank: Blank
    words: str
    turn: int = 0


def print_field(blank: Blank, words: str) -> str:
    """What a blank on paper says of itself, where there is no field (ISO 32000-1, 14.8.5.6)."""
    kind = "/Role /cb /checked /off" if blank.box else "/Role /tv"
    said = string(words) if words.isascii() else b"<feff%b>" % words.encode("utf-16-be").hex().encode()
    return f"<</O /PrintField {kind} /Desc {said.decode('ascii')}>>"


class Form:
    """The interactive form of one file (ISO 32000-1, 12.7): names given out once each, fonts and looks made once."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._objects = resources.document
        self._names: set[str] = set()
        self._fields: list[int] = []
        self._fonts: dict[FontFace, str] = {}
        self._looks: dict[tuple[object, ...], Any] = {}

    def field(self, widget: Widget, number_: int, key: int, page: int) -> PDFDictionary:
        """The field with the object number `number_`, for a page's object, with its key in the parent tree."""
        self._fields.append(number_)
        blank = widget.blank
        entries = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Widget"),
            "Rect": PDFArrayCompact([number(value) for value in widget.edges]),
            "F": _PRINTED,
            "P": f"{page} 0 R",
            "T": string(self._name(widget.words)),
            "TU": string(widget.words),
            "StructParent": key,
            **(self._box(widget) if blank.box else self._words(widget)),
        }
        return PDFDictionary(entries)

    def close(self) -> bytes:
        """What the catalogue says of it; nothing where there is no field.

        No NeedAppearances: every field brings its look, and a viewer that makes looks anew asks whether to save them.
        """
        if not self._fields:
            return b""
        fields = b" ".join(b"%d 0 R" % field for field in self._fields)
        return b"/AcroForm<</Fields[%b]%b>>" % (fields, self._typing())

    def _typing(self) -> bytes:
        """What words are typed in; nothing where there are only boxes to tick."""
        if not self._fonts:
            return b""
        held = b"".join(b"/%b %b" % (name.encode(), self._syntax(face)) for face, name in self._fonts.items())
        return b"/DR<</Font<<%b>>>>/DA(/%b 0 Tf 0 g)" % (held, next(iter(self._fonts.values())).encode())

    def _name(self, words: str) -> str:
        """A name of the field's own: two of one name would be one field (12.7.3.2), and a full stop parts names."""
        plain = " ".join(words.replace(".", "").split())[:_LONGEST_NAME].strip() or "Field"
        name, times = plain, 1
        while name in self._names:
            times += 1
            name = f"{plain} ({times})"
        self._names.add(name)
        return name

    def _words(self, widget: Widget) -> dict[str, Any]:
        """A field for words, which starts as empty as it is drawn."""
        blank = widget.blank
        several = blank.lines > 1
        # On several lines words have paper below them, wherever the field stands.
        ink = _BLACK if several else self._resources.colour_operator(blank.ink, stroke=False)
        wide, high = _size(widget)
        look = f"{_PAPER} 0 0 {numbers((wide, high))} re f\n" if several else ""
        if several:
            look += f"{_EDGE} G {_FRAME} w {numbers((_FRAME / 2, _FRAME / 2, wide - _FRAME, high - _FRAME))} re S\n"
        resources = {"Font": f"<</{self._font(blank.face)} {self._syntax(blank.face).decode()}>>"}
        entries: dict[str, Any] = {
            "FT": PDFName("Tx"),
            "Ff": _NO_SCROLL | (_MULTILINE if several else 0),
            "DA": string(f"/{self._font(blank.face)} {number(blank.size)} Tf {ink}"),
            "AP": PDFDictionary({"N": self._look(widget, f"{look}/Tx BMC\nEMC", resources)}),
            "MK": _framed(widget) if several else _turned(widget),
        }
        if several:
            entries["BS"] = PDFDictionary({"W": _FRAME})
        if blank.end:
            entries["Q"] = _FROM_THE_RIGHT
        return entries

    def _box(self, widget: Widget) -> dict[str, Any]:
        """A box to tick, which starts without a tick."""
        wide, high = _size(widget)
        points = ((0.22, 0.5), (0.43, 0.27), (0.8, 0.76))
        way = [numbers((wide * x, high * y)) for x, y in points]
        ink = self._resources.colour_operator(widget.blank.ink, stroke=True)
        tick = f"{ink} 1 J 1 j {number(wide * 0.13)} w\n{way[0]} m {way[1]} l {way[2]} l S"
        states = {_ON: self._look(widget, tick, {}), _OFF: self._look(widget, "", {})}
        return {
            "FT": PDFName("Btn"),
            "V": PDFName(_OFF),
            "AS": PDFName(_OFF),
            "AP": PDFDictionary({"N": PDFDictionary(states)}),
            "MK": _turned(widget),
            "BS": PDFDictionary({"W": 0}),
        }

    def _look(self, widget: Widget, operators: str, resources: dict[str, Any]) -> Any:
        """What the field shows (12.5.5), upright in its own space; equal ones are one object."""
        size = _size(widget)
        key = (operators, numbers(size), widget.turn, *resources.values())
        if key not in self._looks:
            entries: dict[str, Any] = {
                "Type": PDFName("XObject"),
                "Subtype": PDFName("Form"),
                "BBox": PDFArrayCompact([0, 0, *map(number, size)]),
                "Resources": PDFDictionary(resources),
            }
            if widget.turn:
                entries["Matrix"] = PDFArrayCompact(list(_MATRICES[widget.turn]))
            self._looks[key] = self._objects.Reference(PDFStream(PDFDictionary(entries), operators.encode("ascii")))
        return self._looks[key]

    def _font(self, face: FontFace) -> str:
        if face not in self._fonts:
            name = self._fonts[face] = f"Typed{len(self._fonts) + 1}"
            type_font(self._objects, face, name)
        return self._fonts[face]

    def _syntax(self, face: FontFace) -> bytes:
        """The reference to a font that was made."""
        return self._objects.syntax(PDFObjectReference(self._font(face)))


def _size(widget: Widget) -> tuple[float, float]:
    """How wide and how high the field is as it is read."""
    left, lower, right, upper = widget.edges
    wide, high = right - left, upper - lower
    return (high, wide) if widget.turn % 180 else (wide, high)


def _turned(widget: Widget) -> PDFDictionary:
    return PDFDictionary({"R": widget.turn} if widget.turn else {})


def _framed(widget: Widget) -> PDFDictionary:
    """A ground of its own: words on several lines keep their own distance, and would run over the lines for a pen."""
    made = _turned(widget)
    made["BG"], made["BC"] = PDFArrayCompact([1]), PDFArrayCompact([_EDGE])
    return made
