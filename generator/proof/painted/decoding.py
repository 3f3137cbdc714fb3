"""Fonts of a finished file: what a shown string says, by its ToUnicode map, and how far it reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from generator.frozen import dataclass
from generator.proof.painted.plainobjects import DAMAGE, as_dictionary, as_items, as_name, as_number, as_numbers

UNKNOWN = "\ufffd"

# Encodings whose text is known without a map (ISO 14289-1, 7.21.7), as Python names them.
_ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_BLOCKS = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_USUAL_WIDTH = 500.0  # thousandths of the type size, where a font does not say
_USUAL_HEIGHTS = (-0.22, 0.95)  # of the type size, where a font has no descriptor
_MOST_WIDTHS = 65536  # codes of a range of widths (ISO 32000-1, 9.7.4.3) end with two bytes


@dataclass(frozen=True)
class Shown:
    """One string as shown: its text, its width at a type size of 1, its codes, and how many are a one-byte space."""

    text: str
    width: float
    codes: int
    spaces: int


class ToUnicode:
    """The map from codes to text (ISO 32000-1, 9.10.3); an empty one knows no code."""

    def __init__(self, data: bytes = b"") -> None:
        self._single: dict[bytes, str] = {}
        self._ranges: list[tuple[bytes, bytes, bytes]] = []
        self.lengths: set[int] = set()
        for kind, body in _BLOCKS.findall(data):
            if kind == b"codespacerange":
                self.lengths |= {len(_code(low)) for low, _ in _PAIR.findall(body)}
            elif kind == b"bfchar":
                self._single |= {_code(code): _text(_code(text)) for code, text in _PAIR.findall(body)}
            else:
                self._add_ranges(body)

    def _add_ranges(self, body: bytes) -> None:
        for low, high, text, texts in _RANGE.findall(body):
            first, last = _code(low), _code(high)
            if len(first) != len(last):
                continue
            if texts:
                codes = range(int.from_bytes(first), int.from_bytes(last) + 1)
                for code, each in zip(codes, _HEX.findall(texts), strict=False):
                    self._single[code.to_bytes(len(first))] = _text(_code(each))
            else:
                self._ranges.append((first, last, _code(text)))

    def text(self, code: bytes) -> str | None:
        """What the code stands for, or None where the map does not say."""
        known = self._single.get(code)
        if known is not None:
            return known
        for first, last, start in self._ranges:
            if len(first) == len(code) and first <= code <= last and start:
                value = int.from_bytes(start) + int.from_bytes(code) - int.from_bytes(first)
                return self._single.setdefault(code, _text(value.to_bytes(len(start) + 1)[1:]))
        return None


class Font:
    """One font of a file; a dictionary that is no font makes one that knows no text."""

    def __init__(self, font: pikepdf.Object | None) -> None:
        entries = as_dictionary(font)
        self._shown: dict[bytes, Shown] = {}
        self._composite = as_name(entries.get("/Subtype")) == "/Type0"
        stream = entries.get("/ToUnicode")
        self._map = ToUnicode(stream.read_bytes() if isinstance(stream, pikepdf.Stream) else b"")
        self._encoding = "" if self._composite else _ENCODINGS.get(_encoding_name(entries), "")
        below = as_dictionary(next(iter(as_items(entries.get("/DescendantFonts"))), None))
        described = below if self._composite else entries
        self._widths = _composite_widths(below) if self._composite else _simple_widths(entries)
        self._other = _number(described.get("/DW"), 1000) if self._composite else _missing_width(entries)
        self._unit = 0.001
        self.descent, self.ascent = _heights(as_dictionary(described.get("/FontDescriptor")))
        if as_name(entries.get("/Subtype")) == "/Type3":
            self._take_glyph_space(entries)

    def _take_glyph_space(self, entries: pikepdf.Object) -> None:
        """The glyphs of a Type 3 font have a space of their own (ISO 32000-1, 9.6.5)."""
        matrix, box = as_numbers(entries.get("/FontMatrix")), as_numbers(entries.get("/FontBBox"))
        if len(matrix) == 6:
            self._unit = matrix[0]
            if len(box) == 4 and box[1] != box[3]:
                self.descent, self.ascent = sorted((box[1] * matrix[3], box[3] * matrix[3]))

    def shown(self, data: bytes) -> Shown:
        """What a string says in this font and how wide it is."""
        known = self._shown.get(data)
        if known is None:
            codes = list(self._codes(data))
            width = sum(self._widths.get(int.from_bytes(code), self._other) for code in codes) * self._unit
            text = "".join(map(self._text, codes))
            known = self._shown[data] = Shown(text, width, len(codes), codes.count(b" "))
        return known

    def _codes(self, data: bytes) -> Iterator[bytes]:
        """The string cut into codes: of one byte in simple fonts, else of two unless the map knows shorter ones."""
        if not self._composite:
            yield from (data[at : at + 1] for at in range(len(data)))
            return
        mixed, at = self._map.lengths == {1, 2}, 0
        step = 1 if self._map.lengths == {1} else 2
        while at < len(data):
            short = (
                mixed and self._map.text(data[at : at + 2]) is None and self._map.text(data[at : at + 1]) is not None
            )
            end = at + (1 if short else step)
            yield data[at:end]
            at = end

    def _text(self, code: bytes) -> str:
        text = self._map.text(code)
        if text is None and self._encoding:
            text = code.decode(self._encoding, "replace")
        return UNKNOWN if text is None else text


def read_font(font: pikepdf.Object | None) -> Font:
    """The font; a damaged one knows no text."""
    try:
        return Font(font)
    except DAMAGE:
        return Font(None)


def _code(digits: bytes) -> bytes:
    """A code of a map; an odd digit is followed by an unwritten 0 (ISO 32000-1, 7.3.4.3)."""
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _text(data: bytes) -> str:
    return data.decode("utf-16-be", "replace") if len(data) > 1 else data.decode("latin-1")


def _encoding_name(entries: pikepdf.Object) -> str:
    """The named encoding of a simple font; one with differences of its own has no name."""
    return as_name(entries.get("/Encoding"))


def _number(value: object, otherwise: float) -> float:
    number = as_number(value)
    return otherwise if number is None else number


def _simple_widths(entries: pikepdf.Object) -> dict[int, float]:
    first = int(_number(entries.get("/FirstChar"), 0))
    return {first + step: _number(width, 0) for step, width in enumerate(as_items(entries.get("/Widths")))}


def _missing_width(entries: pikepdf.Object) -> float:
    """The width of a code that `Widths` leaves out; the standard fonts have no `Widths` at all."""
    missing = as_dictionary(entries.get("/FontDescriptor")).get("/MissingWidth")
    return _number(missing, 0.0 if "/Widths" in entries else _USUAL_WIDTH)


def _composite_widths(descendant: pikepdf.Object) -> dict[int, float]:
    """`W` of a CIDFont: `c [w1 w2 …]` or `first last w` (ISO 32000-1, 9.7.4.3)."""
    widths: dict[int, float] = {}
    parts = list(reversed(as_items(descendant.get("/W"))))
    while len(parts) >= 2:
        first, second = int(_number(parts.pop(), 0)), parts.pop()
        if isinstance(second, pikepdf.Array):
            widths |= {first + step: _number(width, 0) for step, width in enumerate(second)}
        elif parts:
            last = min(int(_number(second, 0)), first + _MOST_WIDTHS - 1)
            widths |= dict.fromkeys(range(first, last + 1), _number(parts.pop(), 0))
    return widths


def _heights(descriptor: pikepdf.Object) -> tuple[float, float]:
    """Descent and ascent at a type size of 1."""
    descent, ascent = _number(descriptor.get("/Descent"), 0), _number(descriptor.get("/Ascent"), 0)
    return (descent / 1000, ascent / 1000) if ascent > descent else _USUAL_HEIGHTS
