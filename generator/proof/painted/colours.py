"""Colours as a page asks for them, and the process inks that each lays down."""

from __future__ import annotations

import pikepdf

from generator.frozen import dataclass
from generator.proof.painted.plainobjects import as_dictionary, as_items, as_name, as_number, as_numbers, as_whole

# Cyan, magenta, yellow and black, each from 0 to 1.
Process = tuple[float, float, float, float]

# Abbreviations are those of inline images (ISO 32000-1, table 94).
_DEVICES = {
    "/DeviceGray": ("DeviceGray", 1),
    "/G": ("DeviceGray", 1),
    "/DeviceRGB": ("DeviceRGB", 3),
    "/RGB": ("DeviceRGB", 3),
    "/DeviceCMYK": ("DeviceCMYK", 4),
    "/CMYK": ("DeviceCMYK", 4),
    "/Pattern": ("Pattern", 0),
}
_CIE = {"/CalGray": 1, "/CalRGB": 3, "/Lab": 3}
# Where the array of a space names the space beneath, and how long it is at least (ISO 32000-1, 8.6.6).
_BASED = {"/Pattern": (1, 2), "/Indexed": (1, 4), "/I": (1, 4), "/Separation": (2, 4), "/DeviceN": (2, 4)}
_INKS = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}
_NO_INK = "None"
_EVERY_INK = "All"
_DEEPEST = 4  # Pattern over Indexed over DeviceN over a device space is as deep as spaces may go


@dataclass(frozen=True)
class Colour:
    """A colour in its space: the values, the names of spot inks, and what it lays down in the four process inks.

    `process` is None for RGB and wherever the file does not tell the inks in a simple way.
    """

    space: str
    values: tuple[float, ...]
    colorants: tuple[str, ...] = ()
    process: Process | None = None


@dataclass(frozen=True)
class Space:
    """A colour space: its family, how many values it takes, and what is needed to tell its inks."""

    family: str
    count: int
    colorants: tuple[str, ...] = ()
    base: Space | None = None
    tint: tuple[tuple[float, ...], tuple[float, ...], float] | None = None  # C0, C1 and N of a type 2 function
    table: bytes = b""

    def first(self) -> Colour:
        """The colour that holds when the space is chosen (ISO 32000-1, 8.6.5.6 and table 74)."""
        if self.family == "DeviceCMYK":
            return self.colour((0.0, 0.0, 0.0, 1.0))
        return self.colour((1.0 if self.colorants else 0.0,) * self.count)

    def colour(self, values: tuple[float, ...]) -> Colour:
        """The colour with these values."""
        return Colour(self.family, values, self.colorants, self._process(values))

    def _process(self, values: tuple[float, ...]) -> Process | None:
        if len(values) != self.count:
            return self.base.colour(values).process if self.family == "Pattern" and self.base else None
        if self.colorants:
            return self._tinted(values)
        if self.family == "Indexed" and self.base:
            start = int(values[0]) * self.base.count
            entry = self.table[start : start + self.base.count]
            return self.base.colour(tuple(byte / 255 for byte in entry)).process
        if self.family in ("DeviceCMYK", "ICCBased") and self.count == 4:
            return _four(values)
        if self.count == 1 and self.family != "Indexed":
            return _four((0, 0, 0, 1 - values[0]))
        return None

    def _tinted(self, values: tuple[float, ...]) -> Process | None:
        if self.colorants == (_EVERY_INK,):
            return _four(values * 4)
        if all(name in _INKS or name == _NO_INK for name in self.colorants):
            inks = [0.0] * 4
            for name, value in zip(self.colorants, values, strict=True):
                if name in _INKS:
                    inks[_INKS[name]] = value
            return _four(inks)
        if self.tint is None or self.base is None or len(values) != 1:
            return None
        low, high, power = self.tint
        share = min(max(values[0], 0.0), 1.0) ** power
        return self.base.colour(tuple(a + share * (b - a) for a, b in zip(low, high, strict=True))).process


def _four(values: tuple[float, ...] | list[float]) -> Process:
    cyan, magenta, yellow, black = (min(max(float(value), 0.0), 1.0) for value in values)
    return (cyan, magenta, yellow, black)


GRAY, RGB, CMYK = Space("DeviceGray", 1), Space("DeviceRGB", 3), Space("DeviceCMYK", 4)
_UNKNOWN = Space("", 0)


def read_space(space: object, named: pikepdf.Object | None = None, depth: int = 0) -> Space:
    """A colour space from its name or array; `named` are the spaces that a resource dictionary gives names to.

    What is broken or not known reads as a space without family, whose colours lay down nothing that can be told.
    """
    if depth > _DEEPEST:
        return _UNKNOWN
    name = as_name(space)
    if name in _DEVICES:
        return Space(*_DEVICES[name])
    if name:
        return read_space(as_dictionary(named).get(name), None, depth + 1)
    parts = as_items(space)
    return _from_array(as_name(parts[0]), parts, named, depth) if parts else _UNKNOWN


def _from_array(family: str, parts: tuple[pikepdf.Object, ...], named: pikepdf.Object | None, depth: int) -> Space:
    if len(parts) == 1:
        return read_space(parts[0], None, depth + 1)
    if family in _CIE:
        return Space(family[1:], _CIE[family])
    if family == "/ICCBased":
        return Space("ICCBased", as_whole(as_dictionary(parts[1]).get("/N")) or 0)
    if family not in _BASED or len(parts) < _BASED[family][1]:
        return _UNKNOWN
    return _from_base(family, parts, read_space(parts[_BASED[family][0]], named, depth + 1))


def _from_base(family: str, parts: tuple[pikepdf.Object, ...], base: Space) -> Space:
    if family == "/Pattern":
        return Space("Pattern", 0, base=base)
    if family in ("/Indexed", "/I"):
        return Space("Indexed", 1, base=base, table=_table(parts[3]))
    colorants = tuple(as_name(ink).lstrip("/") for ink in as_items(parts[1]) or (parts[1],))
    return Space(family[1:], len(colorants), colorants, base, _tint(parts[3]))


def _table(lookup: pikepdf.Object) -> bytes:
    return lookup.read_bytes() if isinstance(lookup, pikepdf.Stream) else bytes(lookup)


def _tint(function: pikepdf.Object) -> tuple[tuple[float, ...], tuple[float, ...], float] | None:
    """The exponential function between two colours (ISO 32000-1, 7.10.3), if it is one."""
    entries = as_dictionary(function)
    if as_whole(entries.get("/FunctionType")) != 2:
        return None
    low, high = as_numbers(entries.get("/C0")) or (0.0,), as_numbers(entries.get("/C1")) or (1.0,)
    return (low, high, as_number(entries.get("/N")) or 1.0) if len(low) == len(high) else None
