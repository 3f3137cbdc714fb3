"""Links: what is live on screen, where it stands, where it leads, and what it is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.compose.items import Group, ImageItem, Item, PathItem, TextItem, walk
from generator.geometry import Rect, bounds
from generator.text.model import GlyphRun

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
        yield _link(bounds(tuple(map(item_bounds, items))), group.link, group.alt or spoken)
        return
    for child in group.children:
        if isinstance(child, Group):
            yield from links_of(child)
        elif isinstance(child, TextItem):
            for run in child.line.runs:
                if run.link:
                    yield _link(_run_bounds(child, run), run.link, run.text)


def item_bounds(item: Item) -> Rect:
    """The rectangle around an item: text from ascent to descent, a path by its points, an image by its frame."""
    if isinstance(item, ImageItem):
        return item.frame
    if isinstance(item, PathItem):
        return bounds(tuple(rect for operator, at in item.steps for rect in _step_bounds(operator, at)))
    return bounds(tuple(_run_bounds(item, run) for run in item.line.runs))


def _link(rect: Rect, target: str, words: str) -> Link:
    scheme, _, rest = target.partition(":")
    # A URI action holds 7-bit ASCII (ISO 32000-1, 12.6.4.7).
    if scheme.lower() not in SCHEMES or not rest or not target.isascii() or not target.isprintable():
        raise ValueError(f"“{target}” is no link: use https, mailto, tel or sms, in plain ASCII")
    return Link(rect, target, words.strip() or target)


def _run_bounds(item: TextItem, run: GlyphRun) -> Rect:
    ascent, descent = run.face.ascent * run.size, run.face.descent * run.size
    return Rect(item.x + run.x, item.baseline - ascent, run.width, ascent - descent)


def _step_bounds(operator: str, at: tuple[float, ...]) -> Iterator[Rect]:
    if operator == "re":
        yield Rect(*at)
    else:
        yield from (Rect(x, y, 0, 0) for x, y in zip(at[::2], at[1::2], strict=True))
