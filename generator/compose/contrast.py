"""Contrast: the ink of words, and of drawings that say something, against whatever is painted behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.catalog.inks import Ink, contrast
from generator.catalog.themes import MIN_CONTRAST
from generator.compose.extents import item_extent, run_extent
from generator.compose.items import Group, ImageItem, Item, PathItem, Role, TextItem
from generator.findings import Findings, Place
from generator.frozen import dataclass
from generator.geometry import Rect
from generator.text.ink import reach
from generator.text.model import GlyphRun, Line

# WCAG 2.2, 1.4.3: letters of 18 pt, or of 14 pt and bold, need 3:1; 1.4.11: so do drawings that say something.
LARGE, LARGE_BOLD = 18.0, 14.0
LARGE_CONTRAST = 3.0

_PAPER = "paper"
# What stands for a picture, which has no one ink.
_PICTURE = ""
# Two hundredths of a millimetre are rounding.
_SLACK = 0.05
# What is thinner than this is a line, and no ground to stand on.
_LINE = 3.0
_LONGEST = 40


@dataclass(frozen=True)
class Pair:
    """An ink as it is seen on a ground, which is empty for a picture, and the contrast that it needs there."""

    ink: str
    ground: str
    limit: float
    drawn: bool = False


@dataclass(frozen=True)
class _Ground:
    """What one group painted in a rectangle; a `loose` ground is of another shape, and only behind what is inside."""

    rect: Rect
    ink: str
    owner: Group
    loose: bool = False


def check_contrast(
    root: Group, face: str, inks: Mapping[str, Ink], bold: frozenset[Path], place: Place, findings: Findings
) -> None:
    """An error for every ink that words or drawings of a face cannot be told by on their ground; `bold` names fonts."""
    for pair, words in pairs(root, bold).items():
        said = f"“{words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + '…'}” on the face “{face}”"
        if pair.ground == _PICTURE:
            problem = f"{said} stands on a picture, so nobody can tell how well it reads."
            findings.error("text.on-picture", place, problem, "Move the words beside the picture.")
            continue
        ratio = contrast(inks[pair.ink], inks[pair.ground])
        if ratio < pair.limit:
            findings.error(
                "icon.contrast" if pair.drawn else "text.contrast",
                place,
                f"{said} has the ink “{pair.ink}” on “{pair.ground}”: a contrast of {ratio:.1f} to 1.",
                "Give it another ink or its band another fill, one much darker than the other.",
                seen=f"{ratio:.2f}",
                limit=f"{pair.limit:g}",
            )


def pairs(root: Group, bold: frozenset[Path]) -> dict[Pair, str]:
    """Every pair of an ink and a ground on a face, once, with the first words or the first drawing seen in it."""
    found: dict[Pair, str] = {}
    grounds: list[_Ground] = []
    for owner, item, frames in _in_order(root, ()):
        if isinstance(item, TextItem):
            for run in item.line.runs:
                if run.text.strip():
                    for ink in _behind_run(item, run, frames, grounds):
                        found.setdefault(Pair(run.ink, ink, _limit(run, bold)), run.text.strip())
            continue
        if isinstance(item, PathItem) and owner.role is Role.FIGURE:
            others = [ground for ground in grounds if ground.owner is not owner]
            for ink in filter(None, _behind(_on_face(item_extent(item), frames), others)):
                found.setdefault(Pair(item.fill or item.stroke, ink, LARGE_CONTRAST, drawn=True), owner.alt)
        grounds += _grounds(item, owner, frames)
    return found


def _in_order(group: Group, frames: tuple[Group, ...]) -> Iterator[tuple[Group, Item, tuple[Group, ...]]]:
    """Every item as it is painted, with its group and the turned groups around it, the innermost first."""
    frames = (group, *frames) if group.frame else frames
    for child in group.children:
        if isinstance(child, Group):
            yield from _in_order(child, frames)
        else:
            yield group, child, frames


def _on_face(rect: Rect, frames: tuple[Group, ...]) -> Rect:
    """A rectangle of turned groups in the points of the face."""
    for group in frames:
        if group.frame is not None:
            rect = _turned(rect, group.frame, group.turn)
    return rect


def _turned(rect: Rect, frame: Rect, turn: int) -> Rect:
    """A rectangle as it is read, counted from the corner of what is printed in `frame`, turned clockwise."""
    if turn == 90:
        return Rect(frame.right - rect.bottom, frame.y + rect.x, rect.height, rect.width)
    if turn == 180:
        return Rect(frame.right - rect.right, frame.bottom - rect.bottom, rect.width, rect.height)
    if turn == 270:
        return Rect(frame.x + rect.y, frame.bottom - rect.right, rect.height, rect.width)
    return rect.moved(frame.x, frame.y)


def _grounds(item: Item, owner: Group, frames: tuple[Group, ...]) -> Iterator[_Ground]:
    if isinstance(item, ImageItem):
        yield _Ground(_on_face(item.frame, frames), _PICTURE, owner)
    elif isinstance(item, PathItem) and item.fill:
        extent = item_extent(item)
        if min(extent.width, extent.height) >= _LINE:
            loose = len(item.steps) > 1 or item.steps[0][0] != "re"
            yield _Ground(_on_face(extent, frames), item.fill, owner, loose)


def _behind_run(
    item: TextItem, run: GlyphRun, frames: tuple[Group, ...], grounds: Sequence[_Ground]
) -> tuple[str, ...]:
    """The inks behind a run from ascent to descent; where that is more than one, those that its letters truly touch."""
    whole = run_extent(item, run)
    inks = _behind(_on_face(whole, frames), grounds)
    if len(inks) == 1:
        return inks
    above, below = reach(Line((run,), run.width, run.text))
    return _behind(_on_face(Rect(whole.x, item.baseline - above, run.width, above + below), frames), grounds)


def _behind(rect: Rect, grounds: Sequence[_Ground]) -> tuple[str, ...]:
    """The inks that show behind a rectangle, the topmost first; what lies under another ground does not."""
    inks: dict[str, None] = {}
    bare = [rect]
    for ground in reversed(grounds):
        cover = ground.rect
        if ground.loose and not cover.contains(rect, _SLACK):
            continue
        under = [part for part in bare if cover.overlaps(part, _SLACK)]
        if under:
            inks[ground.ink] = None
            bare = [part for part in bare if part not in under]
            bare += [piece for part in under for piece in _uncovered(part, cover)]
            if not bare:
                return tuple(inks)
    return (*inks, _PAPER)


def _uncovered(part: Rect, cover: Rect) -> Iterator[Rect]:
    """What a rectangle that overlaps one leaves of it: strips above and below, and to the left and right."""
    top, bottom = max(part.y, cover.y), min(part.bottom, cover.bottom)
    strips = (
        Rect(part.x, part.y, part.width, top - part.y),
        Rect(part.x, bottom, part.width, part.bottom - bottom),
        Rect(part.x, top, cover.x - part.x, bottom - top),
        Rect(cover.right, top, part.right - cover.right, bottom - top),
    )
    return (strip for strip in strips if min(strip.width, strip.height) > _SLACK)


def _limit(run: GlyphRun, bold: frozenset[Path]) -> float:
    large = run.size >= (LARGE_BOLD if run.face.path in bold else LARGE)
    return LARGE_CONTRAST if large else MIN_CONTRAST
