"""Placed items: what stands on a face, where, in which role and language; drawing adds nothing to them.

Coordinates are points from the top-left corner of the trim, y downwards. A face is a tree of groups whose
order is the reading order; whatever is painted behind comes first as an artifact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from enum import StrEnum
from pathlib import Path

from generator.catalog.blocks import Block
from generator.catalog.inks import Ink
from generator.frozen import dataclass
from generator.geometry import Rect, Size
from generator.text.faces import FontFace
from generator.text.model import Line


class Role(StrEnum):
    """Standard structure types (ISO 32000-1, 14.8.4) and two artifacts, which are none: cosmetics and page numbers."""

    DOCUMENT = "Document"
    SECT = "Sect"
    DIV = "Div"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    P = "P"
    L = "L"
    LI = "LI"
    LBL = "Lbl"
    LBODY = "LBody"
    TABLE = "Table"
    TR = "TR"
    TH = "TH"
    TD = "TD"
    FIGURE = "Figure"
    FORM = "Form"
    ARTIFACT = "Artifact"
    FOLIO = "Folio"


@dataclass(frozen=True)
class TextItem:
    """One line of text with its start on the baseline."""

    x: float
    baseline: float
    line: Line


# One step of a path: the PDF operator (m, l, c, re, h) with its coordinates.
Step = tuple[str, tuple[float, ...]]


@dataclass(frozen=True)
class PathItem:
    """A path filled and/or stroked in named inks; a stroke has round caps and joins."""

    steps: tuple[Step, ...]
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class ImageItem:
    """A picture from the workspace, already checked, in its frame."""

    frame: Rect
    path: Path


Item = TextItem | PathItem | ImageItem


@dataclass(frozen=True)
class Blank:
    """A place to fill in: a frame for words in a face, size and ink, on several `lines` or one, or a `box` to tick.

    Words start at the right where `end` is set.
    """

    frame: Rect
    face: FontFace
    size: float
    ink: str
    lines: int = 1
    box: bool = False
    end: bool = False


@dataclass(frozen=True)
class Group:
    """Items and groups that belong together under one role.

    A turned group has a `frame` in its parent's points and is printed in it turned clockwise by `turn` degrees; its
    children have points of their own, from the frame's top-left corner as it is read. A form has a `blank`, drawn by
    its children; its `alt` says what to fill in. `block` is what it was laid for: nothing is drawn or told apart by it.
    """

    role: Role
    children: tuple[Group | Item, ...]
    alt: str = ""
    lang: str = ""
    link: str = ""
    frame: Rect | None = None
    turn: int = 0
    blank: Blank | None = None
    block: Block | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class AskedQr:
    """A QR code as it was asked for: its payload, its module in points, and the address printed for it."""

    payload: str
    module: float
    printed: str = ""


@dataclass(frozen=True)
class AskedNumber:
    """A number as it was asked for: the contact (or `field:NAME`) and the text printed."""

    contact: str
    shown: str


@dataclass(frozen=True)
class Face:
    """One composed page of a piece: trim size, bleed and safe inset in points, its items, and where it folds.

    A fold is upright at an x (True) or lying at a y (False), in points. `qrs`, `numbers` and `contacts` are what was
    asked of it, for the proof and the manifest; `locked` are the locked texts on it: id, language and hash.
    """

    name: str
    trim: Size
    bleed: float
    safe: float
    root: Group
    folds: tuple[tuple[bool, float], ...] = ()
    qrs: tuple[AskedQr, ...] = ()
    numbers: tuple[AskedNumber, ...] = ()
    contacts: tuple[str, ...] = ()
    locked: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Piece:
    """A layout filled for one record in one language: its faces and its inks.

    The pages of a booklet are stitched; at the right where the language is read from right to left. Its files begin
    with `stem`.
    """

    layout: str
    title: str
    lang: str
    faces: tuple[Face, ...]
    inks: tuple[Ink, ...]
    saddle: bool = False
    rtl: bool = False
    stem: str = ""


def moved(item: Group | Item, dx: float, dy: float) -> Group | Item:
    """The same item or group elsewhere."""
    if not dx and not dy:
        return item
    if isinstance(item, TextItem):  # built by hand: `replace` takes three times as long, and all is moved often
        return TextItem(item.x + dx, item.baseline + dy, item.line)
    if isinstance(item, Group):
        if item.frame is not None:
            return replace(item, frame=item.frame.moved(dx, dy))
        children = tuple([moved(child, dx, dy) for child in item.children])
        blank = item.blank and replace(item.blank, frame=item.blank.frame.moved(dx, dy))
        return Group(item.role, children, item.alt, item.lang, item.link, None, item.turn, blank, item.block)
    if isinstance(item, ImageItem):
        return ImageItem(item.frame.moved(dx, dy), item.path)
    steps = tuple([(op, _moved_step(op, at, dx, dy)) for op, at in item.steps])
    return PathItem(steps, item.fill, item.stroke, item.stroke_width, item.dash)


def owned(parts: Iterable[Group | Item], block: Block) -> tuple[Group | Item, ...]:
    """The parts with the block that they were laid for; what an inner block laid stays its own."""
    return tuple([_owned(part, block) if isinstance(part, Group) and part.block is None else part for part in parts])


def _owned(group: Group, block: Block) -> Group:
    known = (group.role, group.children, group.alt, group.lang, group.link, group.frame, group.turn, group.blank)
    return Group(*known, block)


def _moved_step(op: str, at: tuple[float, ...], dx: float, dy: float) -> tuple[float, ...]:
    """Coordinates moved; of a rectangle (x, y, width, height) only the corner moves."""
    if op == "re":
        return (at[0] + dx, at[1] + dy, at[2], at[3])
    return tuple(value + (dy if index % 2 else dx) for index, value in enumerate(at))


def walk(group: Group) -> Iterator[tuple[Group, Item]]:
    """Every item with the group it stands in, in reading order."""
    for child in group.children:
        if isinstance(child, Group):
            yield from walk(child)
        else:
            yield group, child


def groups(group: Group) -> Iterator[Group]:
    """The group and every group within it, in reading order."""
    yield group
    for child in group.children:
        if isinstance(child, Group):
            yield from groups(child)


def describe(group: Group, depth: int = 0) -> str:
    """The tree as readable text, one group or item a line, for golden tests and for people."""
    pad = "  " * depth
    facts = [f"alt “{group.alt}”"] * bool(group.alt) + [f"lang {group.lang}"] * bool(group.lang)
    facts += [f"link {group.link}"] * bool(group.link)
    facts += [f"turned {group.turn}°"] * bool(group.turn)
    lines = [f"{pad}{group.role}" + (f" · {' · '.join(facts)}" if facts else "")]
    for child in group.children:
        lines.append(describe(child, depth + 1) if isinstance(child, Group) else f"{pad}  {_item_line(child)}")
    return "\n".join(lines)


def _item_line(item: Item) -> str:
    if isinstance(item, TextItem):
        run = item.line.runs[0] if item.line.runs else None
        look = f" · {run.face.name} {run.size:g} {run.ink}" if run else ""
        return f"text {item.x:.1f},{item.baseline:.1f} w {item.line.width:.1f}{look} · “{item.line.text}”"
    if isinstance(item, ImageItem):
        frame = item.frame
        return f"image {frame.x:.1f},{frame.y:.1f} {frame.width:.1f}×{frame.height:.1f} · {item.path.name}"
    paint = [f"fill {item.fill}"] * bool(item.fill) + [f"stroke {item.stroke} {item.stroke_width:g}"] * bool(
        item.stroke
    )
    first = ",".join(f"{value:.1f}" for value in item.steps[0][1]) if item.steps else ""
    return f"path {first} · {len(item.steps)} steps · {' · '.join(paint)}"
