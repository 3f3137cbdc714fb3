"""Icons: simple line drawings of the house as SVG-like paths on a 24-unit grid."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.catalog.files import entries, open_named
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.yamlnode import Node
from generator.findings import Findings
from generator.frozen import dataclass

ICONS_FILE = "layouts/icons.yaml"
GRID = 24.0

# Path letters and how many coordinates each takes; all are absolute.
LETTERS = {"M": 2, "L": 2, "C": 6, "Z": 0}
_TOKEN = re.compile(r"[A-Za-z]|-?\d+(?:\.\d+)?")

# A drawn command: its letter and its coordinates on the grid.
Command = tuple[str, tuple[float, ...]]


@dataclass(frozen=True)
class Circle:
    """A circle on the grid; dots are filled, others are outlined."""

    x: float
    y: float
    radius: float
    filled: bool


@dataclass(frozen=True)
class IconDrawing:
    """An icon's strokes and circles."""

    paths: tuple[tuple[Command, ...], ...]
    circles: tuple[Circle, ...]


def read_icons(roots: Roots, findings: Findings) -> Mapping[str, IconDrawing]:
    """All icons by name."""
    return {name: _read_icon(reader) for name, reader in entries(open_named(ICONS_FILE, roots, findings), findings)}


def _read_icon(reader: Reader) -> IconDrawing:
    with reader:
        paths = tuple(_read_path(item, reader) for item in reader.items("paths"))
        circles = tuple(_read_circle(item, reader, filled=False) for item in reader.items("circles"))
        dots = tuple(_read_circle(item, reader, filled=True) for item in reader.items("dots"))
    return IconDrawing(paths, circles + dots)


def _read_path(node: Node, reader: Reader) -> tuple[Command, ...]:
    tokens = _TOKEN.findall(reader.as_text(node))
    commands: list[Command] = []
    while tokens:
        letter = tokens.pop(0)
        count = LETTERS.get(letter, -1)
        if count < 0 or len(tokens) < count:
            reader.wrong(
                node, f"The path stops making sense at “{letter}”.", "Use M, L, C and Z with their coordinates."
            )
            return ()
        try:
            commands.append((letter, tuple(float(token) for token in tokens[:count])))
        except ValueError:
            reader.wrong(node, f"“{letter}” needs {count} numbers behind it.", "Use M, L, C and Z with coordinates.")
            return ()
        del tokens[:count]
    return tuple(commands)


def _read_circle(node: Node, reader: Reader, *, filled: bool) -> Circle:
    numbers = reader.as_text(node).split()
    try:
        x, y, radius = (float(number) for number in numbers)
    except ValueError:
        reader.wrong(node, "A circle is three numbers: x, y and radius.", "Write it as “12 12 9”.")
        return Circle(0, 0, 0, filled)
    return Circle(x, y, radius, filled)
