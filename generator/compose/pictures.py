"""Pictures in boxes: images from the workspace at their own proportions, and the line icons of the house."""

from __future__ import annotations

from generator.catalog.blocks import Icon, Image
from generator.catalog.icons import GRID, Command
from generator.catalog.pictures import picture_size
from generator.compose.box import Box
from generator.compose.items import Group, ImageItem, PathItem, Role, Step
from generator.compose.look import Context
from generator.compose.paths import circle, rectangle
from generator.compose.resolution import check_resolution
from generator.compose.rich import aside
from generator.findings import Place
from generator.geometry import Rect

_STROKE = 2.0
# Any style: what is spoken is never seen.
_SPOKEN = "body"
# How far a plate reaches beyond the logo on it, in points.
_PLATE = 5.0
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def lay_image(block: Image, width: float, context: Context) -> Box:
    """The picture as large as the room and the limits asked for let it be, at its own proportions.

    A logo on a painted ground stands on a plate of paper, for what is clear in it prints as paper.
    """
    path = context.catalog.roots.find_picture(block.file)
    if path is None:
        raise LookupError(block.file)  # the catalogue's cross-check or the order has refused this before
    across, down = picture_size(path)
    plate = _PLATE if block.field and context.ink else 0.0
    room = width - 2 * plate
    shown = min(room, block.width.pt) if block.width else room
    if block.height:
        shown = min(shown, block.height.pt * across / down)
    place = Place(key=f"--set {block.field}") if block.field else block.place
    check_resolution(block.file, path, across, shown, place, context.log.findings)
    frame = Rect(plate, plate, shown, shown * down / across)
    ground = Rect(0, 0, frame.width + 2 * plate, frame.height + 2 * plate)
    below = (Group(Role.ARTIFACT, (PathItem(rectangle(ground), fill="paper"),)),) if plate else ()
    role = Role.ARTIFACT if block.decorative else Role.FIGURE
    figure = Group(role, (*below, ImageItem(frame, path)), alt=_said(block, context))
    return Box(ground.width, ground.height, (figure,), block)


def _said(block: Image, context: Context) -> str:
    """What a picture shows; of a logo, that it is one, and whose where that is known."""
    apart = context.trial()
    said = aside(block.alt, _SPOKEN, apart)
    context.log.fields |= apart.log.fields
    context.log.spoken |= apart.log.fields
    if not block.field:
        return said
    logo = aside("{labels.logo}", _SPOKEN, apart)
    return f"{logo}: {said}" if said else logo


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
