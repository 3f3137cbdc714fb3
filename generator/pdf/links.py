"""Links: what is live on screen, where it stands, where it leads, and what it is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.compose.extents import item_extent, run_extent
from generator.compose.items import Group, TextItem, walk
from generator.geometry import Rect, bounds
from generator.pdf.placing import corners, mapped, read_size, turned_matrix

SCHEMES = frozenset({"https", "mailto", "tel", "sms"})


@dataclass(frozen=True)
class Link:
    """A live rectangle in the face's points, its target, and the words a screen reader says."""

    rect: Rect
    target: str
    words: str


def links_of(group: Group) -> Iterator[Link]:
    """Every link of the group in reading order; raises ValueError for a target of no permitted scheme.

    A group with a link is one link; runs inside it are not linked once more.
    """
    if group.link:
        items = tuple(item for _, item in walk(group))
        spoken = " ".join(item.line.text for item in items if isinstance(item, TextItem))
        yield _link(bounds(tuple(map(item_extent, items))), group.link, group.alt or spoken)
        return
    for child in group.children:
        if isinstance(child, Group) and child.frame is not None:
            yield from (replace(link, rect=_turned(link.rect, child.frame, child.turn)) for link in links_of(child))
        elif isinstance(child, Group):
            yield from links_of(child)
        elif isinstance(child, TextItem):
            for run in child.line.runs:
                if run.link:
                    yield _link(run_extent(child, run), run.link, run.text)


def _turned(rect: Rect, frame: Rect, turn: int) -> Rect:
    """A rectangle of a turned group in its parent's points."""
    size = read_size(frame, turn)
    edges = mapped(corners(rect, size.height), turned_matrix(size, frame, turn, 0.0))
    return Rect(edges[0], -edges[3], edges[2] - edges[0], edges[3] - edges[1])


def _link(rect: Rect, target: str, words: str) -> Link:
    scheme, _, rest = target.partition(":")
    # A URI action holds 7-bit ASCII (ISO 32000-1, 12.6.4.7).
    if scheme.lower() not in SCHEMES or not rest or not target.isascii() or not target.isprintable():
        raise ValueError(f"“{target}” is no link: use https, mailto, tel or sms, in plain ASCII")
    return Link(rect, target, words.strip() or target)
