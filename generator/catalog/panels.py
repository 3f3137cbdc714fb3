"""Faces and their panels: where folds and tabs divide a face, checked so that the paper closes."""

from __future__ import annotations

from fractions import Fraction

from generator.catalog.measures import NOTHING
from generator.catalog.reader import Reader
from generator.catalog.yamlnode import Node
from generator.findings import Findings
from generator.frozen import dataclass
from generator.units import Length


@dataclass(frozen=True)
class Panel:
    """A part of a face between folds: its place from the face's top-left corner; `turn` is how it is printed.

    `safe` is its own safe margin where it differs from the format's.
    """

    name: str
    x: Length
    y: Length
    width: Length
    height: Length
    turn: int = 0
    safe: Length | None = None


@dataclass(frozen=True)
class Fold:
    """A fold across a face: upright at an x, or lying at a y."""

    upright: bool
    at: Length


@dataclass(frozen=True)
class FaceSpec:
    """One face of a format: its panels in reading order, and its folds."""

    name: str
    panels: tuple[Panel, ...]
    folds: tuple[Fold, ...] = ()


def plain_face(name: str, width: Length, height: Length) -> FaceSpec:
    """A face of one panel that has the face's own name."""
    zero = width - width
    return FaceSpec(name, (Panel(name, zero, zero, width, height),))


def read_faces(reader: Reader, width: Length, height: Length) -> tuple[FaceSpec, ...]:
    """The faces of a format: `faces` as names or as mappings with folds, or `pages` of a booklet."""
    if reader.has("pages"):
        return _pages(reader, width, height)
    node = reader.need("faces")
    if isinstance(node.value, dict):
        return tuple(_folded(name, face, width, height, reader.findings) for name, face in node.value.items())
    names = reader.texts("faces")
    if isinstance(node.value, list) and (not names or len(set(names)) < len(names)):
        problem, fix = "A format has one or more faces, each with its own name.", "Write [front, back]."
        reader.wrong(node, problem, fix, "format.faces")
    return tuple(plain_face(name, width, height) for name in dict.fromkeys(names))


def _pages(reader: Reader, width: Length, height: Length) -> tuple[FaceSpec, ...]:
    """The pages of a saddle-stitched booklet; a folded sheet has four, so their number is a multiple of four."""
    count = reader.integer("pages")
    if count < 4 or count % 4:
        problem = f"A booklet of {count} pages cannot be stitched: each sheet of it has four."
        reader.wrong(reader.need("pages"), problem, "Write 4, 8, 12 or another multiple of four.", "format.pages")
    return tuple(plain_face(f"page-{number + 1}", width, height) for number in range(count))


def _folded(name: str, node: Node, width: Length, height: Length, findings: Findings) -> FaceSpec:
    with Reader(node, findings) as reader:
        tabs = reader.optional("tabs")
        turned = set(reader.texts("turned"))
        if tabs is not None:
            return _tabbed(name, tabs, width, height, findings)
        if reader.has("down"):
            return _divided(name, reader.need("down"), (height, width), turned, reader, upright=False)
        if reader.has("across"):
            return _divided(name, reader.need("across"), (width, height), turned, reader, upright=True)
    return plain_face(name, width, height)


def _divided(
    name: str, node: Node, size: tuple[Length, Length], turned: set[str], reader: Reader, *, upright: bool
) -> FaceSpec:
    """Panels beside one another (upright folds) or below one another (lying folds); they fill the face exactly."""
    extent, other = size
    with Reader(node, reader.findings) as parts:
        sizes = {part: parts.length(part) for part in parts.names()}
    at, zero = extent - extent, extent - extent
    panels: list[Panel] = []
    folds: list[Fold] = []
    for part, size_of_part in sizes.items():
        if panels:
            folds.append(Fold(upright, at))
        place = (at, zero, size_of_part, other) if upright else (zero, at, other, size_of_part)
        panels.append(Panel(part, *place, turn=180 if part in turned else 0))
        at = at + size_of_part
    if at != extent:
        total = " + ".join(str(length) for length in sizes.values())
        problem = f"The panels of “{name}” sum to {total} = {at}, but the face is {extent} long."
        reader.wrong(node, problem, "Make the panels fill the face.", "fold.sum")
    return FaceSpec(name, tuple(panels), tuple(folds))


def _tabbed(name: str, node: Node, width: Length, height: Length, findings: Findings) -> FaceSpec:
    """A poster with tear-off tabs at its foot: the tabs are turned, so that their lines run away from the poster."""
    with Reader(node, findings) as reader:
        poster, tab = reader.text("above"), reader.text("panel")
        count, tab_width, tab_height = reader.integer("count"), reader.length("width"), reader.length("height")
        rim, safe = reader.length("rim"), reader.length("safe")
    top = height - tab_height - rim
    left = (width - tab_width * count) * Fraction(1, 2)
    if min(top, left) < NOTHING:
        problem = f"{count} tabs of {tab_width} × {tab_height} do not fit on the face “{name}”."
        findings.error("fold.tabs", node.place, problem, "Make them fewer or smaller.")
    tabs = tuple(Panel(tab, left + tab_width * index, top, tab_width, tab_height, 90, safe) for index in range(count))
    return FaceSpec(name, (Panel(poster, width - width, width - width, width, top), *tabs))


def check_folds(faces: tuple[FaceSpec, ...], flap: tuple[str, ...], place: Node, findings: Findings) -> None:
    """The outside of a sheet is the mirror of its inside, and a flap that is folded in is the shorter panel."""
    if len(faces) == 2 and all(face.folds for face in faces):
        outside, inside = ([_extent(face, panel) for panel in face.panels] for face in faces)
        if outside != inside[::-1]:
            problem = (
                f"The folds do not meet: “{faces[0].name}” is {_sizes(outside)}, "
                f"but “{faces[1].name}” from the other side is {_sizes(inside[::-1])}."
            )
            findings.error(
                "fold.mirror", place.place, problem, "Write the panels of one side in the order of the other."
            )
    for name in flap:
        for face in faces:
            extents = {panel.name: _extent(face, panel) for panel in face.panels}
            if name in extents and any(
                extents[name] >= length for other, length in extents.items() if other not in flap
            ):
                problem = f"The flap “{name}” of {extents[name]} is not shorter than its neighbours, so it will buckle."
                findings.error("fold.flap", place.place, problem, "Take 1/16 in off the flap and share it out.")


def _extent(face: FaceSpec, panel: Panel) -> Length:
    return panel.width if not face.folds or face.folds[0].upright else panel.height


def _sizes(lengths: list[Length]) -> str:
    return " | ".join(str(length) for length in lengths)
