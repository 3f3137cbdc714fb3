"""Drawing: placed items as operators, in the order of their groups; nothing is decided here."""

from __future__ import annotations

from generator.compose.items import Group, ImageItem, Item, PathItem, Step, TextItem
from generator.geometry import Rect
from generator.pdf.content import Content
from generator.pdf.numbers import numbers
from generator.pdf.placing import read_size, turned_matrix
from generator.pdf.settext import show_line

# Filled by the nonzero winding rule and stroked; filled; stroked; neither (ISO 32000-1, 8.5.3).
_PAINT = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}


def draw_group(content: Content, group: Group) -> None:
    """Draw a group's items and groups, first to last."""
    for child in group.children:
        if isinstance(child, Group) and child.frame is not None:
            _draw_turned(content, child, child.frame)
        elif isinstance(child, Group):
            draw_group(content, child)
        else:
            draw_item(content, child)


def _draw_turned(content: Content, group: Group, frame: Rect) -> None:
    """A turned group is drawn as it is read, in a space of its own, and put into its frame."""
    size = read_size(frame, group.turn)
    inner = Content(content.resources, size.height)
    draw_group(inner, group)
    content.place(inner, None, turned_matrix(size, frame, group.turn, content.height))


def draw_item(content: Content, item: Item) -> None:
    """Draw one item."""
    if isinstance(item, TextItem):
        show_line(content, item.x, content.height - item.baseline, item.line)
    elif isinstance(item, PathItem):
        _draw_path(content, item)
    else:
        _draw_image(content, item)


def _draw_path(content: Content, path: PathItem) -> None:
    if path.fill:
        content.set_ink(path.fill)
    if path.stroke:
        content.set_stroke(path.stroke, path.stroke_width, path.dash)
    for step in path.steps:
        content.add(_step(step, content.height))
    content.add(_PAINT[bool(path.fill), bool(path.stroke)])


def _step(step: Step, height: float) -> str:
    """One step of a path with its y turned up; of a rectangle the lower left corner is wanted."""
    operator, at = step
    if operator == "h":
        return "h"
    if operator == "re":
        x, y, wide, high = at
        return f"{numbers((x, height - y - high, wide, high))} re"
    return f"{numbers(height - value if index % 2 else value for index, value in enumerate(at))} {operator}"


def _draw_image(content: Content, image: ImageItem) -> None:
    frame = image.frame
    name = content.resources.picture(image.path)
    content.add(f"q {numbers((frame.width, 0, 0, frame.height, frame.x, content.height - frame.bottom))} cm")
    content.invoke(name)
    content.add("Q")
