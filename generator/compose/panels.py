"""Panels in place: each composed as it is read, then set into its face, turned where it is printed turned."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from generator.catalog.formats import Format
from generator.catalog.panels import FaceSpec, Panel
from generator.compose.items import Group, Item, PathItem, Role, TextItem, moved
from generator.compose.look import Context, Ground
from generator.compose.paths import line
from generator.geometry import Rect
from generator.text.model import Span

Parts = tuple[Group | Item, ...]

# Clockwise from the top: a turn by 90 degrees brings each edge to the place of the next.
_EDGES = ("top", "right", "bottom", "left")
_OPPOSITE = {"left": "right", "right": "left"}
_TICK = 6.0
_HAIRLINE = 0.25
# Page numbers stand a little above the middle of the foot margin.
_FOOT = 0.55


def ground_of(panel: Panel, kind: Format, *, rtl: bool = False) -> Ground:
    """The panel as it is read: its sides swapped when it is printed lying, and which of its edges are trimmed.

    Where it is read from right to left, `left` stands for the side that reading starts from.
    """
    lying = panel.turn % 180 == 90
    width, height = (panel.height, panel.width) if lying else (panel.width, panel.height)
    trimmed = {
        "top": panel.y.points == 0,
        "right": panel.x + panel.width == kind.width,
        "bottom": panel.y + panel.height == kind.height,
        "left": panel.x.points == 0,
    }
    steps = panel.turn // 90
    bleeds = {edge for index, edge in enumerate(_EDGES) if trimmed[_EDGES[(index + steps) % 4]]}
    if rtl:
        bleeds = {_OPPOSITE.get(edge, edge) for edge in bleeds}
    clear = kind.clear_top.pt if panel.y.points == 0 else 0.0
    safe = (panel.safe or kind.safe).pt
    return Ground(panel.name, width.pt, height.pt, safe, clear, frozenset(bleeds))


def section(panel: Panel, parts: Parts) -> Group:
    """The panel's items as a section of its face."""
    if not panel.turn:
        return Group(Role.SECT, tuple(moved(part, panel.x.pt, panel.y.pt) for part in parts))
    frame = Rect(panel.x.pt, panel.y.pt, panel.width.pt, panel.height.pt)
    return Group(Role.SECT, parts, frame=frame, turn=panel.turn)


def tab_cuts(spec: FaceSpec) -> tuple[Group, ...]:
    """Ticks at both ends of each cut between two tabs, which are panels of one name side by side."""
    cuts = [max(pair, key=lambda tab: tab.x) for pair in pairwise(spec.panels) if pair[0].name == pair[1].name]
    ticks = tuple(
        PathItem(line(tab.x.pt, y, tab.x.pt, y + reach), stroke="muted", stroke_width=_HAIRLINE)
        for tab in cuts
        for y, reach in ((tab.y.pt, _TICK), (tab.y.pt + tab.height.pt, -_TICK))
    )
    return (Group(Role.ARTIFACT, ticks),) if ticks else ()


def numbered(root: Group, spec: FaceSpec, kind: Format, context: Context) -> Group:
    """The page of a booklet with its number in the foot margin; covers carry none."""
    at = kind.faces.index(spec)
    if at in (0, len(kind.faces) - 1):
        return root
    words = (Span(str(at + 1), context.style("caption")),)
    line_of_number = context.set(words).lines[0]
    x = (kind.width.pt - line_of_number.width) / 2
    number = TextItem(x, kind.height.pt - kind.safe.pt * _FOOT, line_of_number)
    return replace(root, children=(*root.children, Group(Role.FOLIO, (number,))))
