"""Pictures in boxes: images from the workspace at their own proportions, and the line icons of the house."""

from __future__ import annotations

from generator.catalog.blocks import Icon, Image
from generator.catalog.icons import GRID, Command
from generator.catalog.pictures import picture_size
from generator.compose.box import Box
from generator.compose.items import Group, ImageItem, PathItem, Role, Step
from generator.compose.look import Context
from generator.compose.paths import circle
from generator.compose.resolution import check_resolution
from generator.geometry import Rect

_STROKE = 2.0
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def lay_image(block: Image, width: float, context: Context) -> Box:
    """The picture as wide as asked, or as there is room; its proportions decide the height."""
    path = context.catalog.roots.find(block.file)
    if path is None:
        raise LookupError(block.file)  # the catalogue's cross-check has refused this before
    across, down = picture_size(path)
    shown = min(width, block.width.pt) if block.width else width
    check_resolution(block.file, path, across, shown, block.place, context.log.findings)
    frame = Rect(0, 0, shown, shown * down / across)
    role = Role.ARTIFACT if block.decorative else Role.FIGURE
    return Box(shown, frame.height, (Group(role, (ImageItem(frame, path),), alt=block.alt),), block)


def lay_icon(block: Icon, width: float, context: Context) -> Box:
    """An icon of the given size, or as tall as a heading's line."""
    size = min(width, block.size.pt if block.size else context.leading("heading"))
    paths = icon_paths(block.name, size, 0, 0, block.ink, context)
    return Box(size, size, (Group(Role.FIGURE if block.alt else Role.ARTIFACT, paths, alt=block.alt),), block)


def icon_paths(name: str, size: float, x: float, y: float, ink: str, context: Context) -> tuple[PathItem, ...]:
    """The strokes of an icon scaled to `size` with its corner at (x, y)."""
    drawing, scale, colour = context.catalog.icons[name], size / GRID, context.ink_of(ink)
    strokes = [
        PathItem(tuple(_step(command, scale, x, y) for command in path), stroke=colour, stroke_width=_STROKE * scale)
        for path in drawing.paths
    ]
    for spot in drawing.circles:
        steps = circle(x + spot.x * scale, y + spot.y * scale, spot.radius * scale)
        outline = PathItem(steps, stroke=colour, stroke_width=_STROKE * scale)
        strokes.append(PathItem(steps, fill=colour) if spot.filled else outline)
    return tuple(strokes)


def _step(command: Command, scale: float, x: float, y: float) -> Step:
    letter, numbers = command
    return _OPERATORS[letter], tuple((y if index % 2 else x) + value * scale for index, value in enumerate(numbers))
