"""A content stream read into operations with plain operands, paths gathered into one operation each."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Iterable, Iterator

import pikepdf

from generator.frozen import dataclass
from generator.proof.painted.matrices import Box, Point, corners
from generator.proof.painted.plainobjects import as_dictionary, as_name, as_text, as_whole

# A number, a string, a name with its slash, the parts of an array, `Properties`, or an object as it is.
Operand = object
Operation = tuple[str, tuple[Operand, ...]]

PATH, INLINE_IMAGE = "path", "INLINE IMAGE"


@dataclass(frozen=True)
class Path:
    """A path by its points (control points of curves too), its box, how many parts it has, and what is done with it."""

    points: tuple[Point, ...]
    box: Box
    parts: int
    fills: bool
    strokes: bool
    clips: bool


@dataclass(frozen=True)
class Properties:
    """What a marked-content sequence says of itself (ISO 32000-1, 14.6.2)."""

    mcid: int | None
    kind: str
    lang: str
    actual: str | None


# What fills and what strokes (ISO 32000-1, table 60).
_FILLS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
_STROKES = frozenset({"S", "s", "B", "B*", "b", "b*"})
_ENDS = _FILLS | _STROKES | {"n"}


class _Pen:
    """A path being gathered; each method is the operator of its name (ISO 32000-1, table 59)."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.parts = 0
        self.clips = False

    def move(self, x: float, y: float) -> None:
        self.points.append((x, y))
        self.parts += 1

    def line(self, x: float, y: float) -> None:
        self.points.append((x, y))

    def curve(self, *numbers: float) -> None:
        self.points += zip(numbers[::2], numbers[1::2], strict=True)

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        self.points += corners((x, y, x + width, y + height))
        self.parts += 1

    def close(self) -> None:
        """Going back to the start adds no point."""

    def clip(self) -> None:
        self.clips = True

    def ended(self, operator: str) -> Path:
        """The path, painted by `operator`."""
        points = tuple(self.points)
        xs, ys = zip(*points, strict=True)
        box = (min(xs), min(ys), max(xs), max(ys))
        return Path(points, box, self.parts, operator in _FILLS, operator in _STROKES, self.clips)


_STEPS: dict[str, Callable[..., None]] = {
    "m": _Pen.move,
    "l": _Pen.line,
    "c": _Pen.curve,
    "v": _Pen.curve,
    "y": _Pen.curve,
    "re": _Pen.rectangle,
    "h": _Pen.close,
    "W": _Pen.clip,
    "W*": _Pen.clip,
}


def read_operations(stream: pikepdf.Page | pikepdf.Object) -> tuple[Operation, ...]:
    """The operations of a page or form; a path step with wrong operands is left out."""
    return tuple(_gathered(pikepdf.parse_content_stream(stream)))


def _gathered(
    instructions: Iterable[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage],
) -> Iterator[Operation]:
    pen = _Pen()
    for instruction in instructions:
        operator = str(instruction.operator)
        operands = tuple(map(_plain, instruction.operands))
        step = _STEPS.get(operator)
        if step:
            try:
                step(pen, *(one for one in operands if isinstance(one, float)))
            except (TypeError, ValueError):
                continue
        elif operator in _ENDS:
            if pen.points:
                yield PATH, (pen.ended(operator),)
            pen = _Pen()
        else:
            yield operator, operands


def _plain(operand: object) -> Operand:
    """Numbers, strings, names and arrays as Python has them, dictionaries as properties; anything else as it is."""
    if isinstance(operand, int | float | decimal.Decimal):
        return float(operand)
    if isinstance(operand, pikepdf.Name):
        return str(operand)
    if isinstance(operand, pikepdf.String):
        return bytes(operand)
    if isinstance(operand, pikepdf.Array):
        return tuple(map(_plain, operand))
    if isinstance(operand, pikepdf.Dictionary):
        return read_properties(operand)
    return operand


def read_properties(properties: object) -> Properties:
    """The properties of marked content; what is no dictionary has none."""
    entries = as_dictionary(properties)
    return Properties(
        mcid=as_whole(entries.get("/MCID")),
        kind=as_name(entries.get("/Type")).lstrip("/"),
        lang=as_text(entries.get("/Lang")) or "",
        actual=as_text(entries.get("/ActualText")),
    )
