"""The graphics state of a content stream, and the operators that set it (ISO 32000-1, tables 57, 74, 105 and 108)."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.proof.painted.colours import CMYK, GRAY, RGB, Colour, Space
from generator.proof.painted.decoding import Font
from generator.proof.painted.matrices import SAME, Box, Matrix, cut, times
from generator.proof.painted.scopes import Scope

_BLACK = GRAY.first()


@dataclass(slots=True)
class Graphics:
    """What `q` keeps and `Q` brings back."""

    matrix: Matrix = SAME
    clip: Box | None = None
    fill: Colour = _BLACK
    stroke: Colour = _BLACK
    fill_space: Space = GRAY
    stroke_space: Space = GRAY
    width: float = 1.0
    overprint: bool = False
    stroke_overprint: bool = False
    overprint_mode: int = 0
    font: Font = field(default_factory=lambda: Font(None))
    size: float = 0.0
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    def kept(self) -> Graphics:
        """A copy that later operators leave alone."""
        return copy.copy(self)

    def clip_to(self, box: Box) -> None:
        """Paint nothing outside the box from here on."""
        self.clip = cut(box, self.clip)


def _transform(graphics: Graphics, _: Scope, *numbers: float) -> None:
    a, b, c, d, e, f = map(float, numbers)
    graphics.matrix = times((a, b, c, d, e, f), graphics.matrix)


def _device(space: Space, *, stroke: bool) -> Callable[..., None]:
    """`g`, `rg`, `k` and their capitals: a device space and a colour of it at once."""

    def choose(graphics: Graphics, _: Scope, *values: float) -> None:
        if len(values) != space.count:
            raise ValueError(values)
        _set_colour(graphics, space, space.colour(tuple(map(float, values))), stroke=stroke)

    return choose


def _space(*, stroke: bool) -> Callable[..., None]:
    def choose(graphics: Graphics, scope: Scope, name: str) -> None:
        space = scope.space(name)
        _set_colour(graphics, space, space.first(), stroke=stroke)

    return choose


def _colour(*, stroke: bool) -> Callable[..., None]:
    """`scn`: the values, and after them the name of a pattern where the space is one of patterns."""

    def choose(graphics: Graphics, _: Scope, *operands: float | str) -> None:
        space = graphics.stroke_space if stroke else graphics.fill_space
        values = tuple(value for value in operands if isinstance(value, float))
        _set_colour(graphics, space, space.colour(values), stroke=stroke)

    return choose


def _set_colour(graphics: Graphics, space: Space, colour: Colour, *, stroke: bool) -> None:
    if stroke:
        graphics.stroke_space, graphics.stroke = space, colour
    else:
        graphics.fill_space, graphics.fill = space, colour


def _font(graphics: Graphics, scope: Scope, name: str, size: float) -> None:
    graphics.font, graphics.size = scope.font(name), float(size)


def _number(field_name: str, factor: float = 1.0) -> Callable[..., None]:
    """An operator with one number that is kept as it is, or as a share."""

    def keep(graphics: Graphics, _: Scope, value: float) -> None:
        setattr(graphics, field_name, float(value) * factor)

    return keep


def _mode(graphics: Graphics, _: Scope, mode: float) -> None:
    graphics.mode = int(mode)


def _named_state(graphics: Graphics, scope: Scope, name: str) -> None:
    for field_name, value in scope.state(name).items():
        setattr(graphics, field_name, value)


STATE: dict[str, Callable[..., None]] = {
    "cm": _transform,
    "w": _number("width"),
    "gs": _named_state,
    "g": _device(GRAY, stroke=False),
    "G": _device(GRAY, stroke=True),
    "rg": _device(RGB, stroke=False),
    "RG": _device(RGB, stroke=True),
    "k": _device(CMYK, stroke=False),
    "K": _device(CMYK, stroke=True),
    "cs": _space(stroke=False),
    "CS": _space(stroke=True),
    "sc": _colour(stroke=False),
    "scn": _colour(stroke=False),
    "SC": _colour(stroke=True),
    "SCN": _colour(stroke=True),
    "Tf": _font,
    "Tc": _number("letter_space"),
    "Tw": _number("word_space"),
    "Tz": _number("stretch", 0.01),
    "TL": _number("leading"),
    "Ts": _number("rise"),
    "Tr": _mode,
}
