"""gLabels templates that somebody has installed, read as stocks; what cannot be taken over is a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from generator.catalog.measures import NOTHING
from generator.catalog.stockgrid import Grid, faults, left_over
from generator.catalog.stocks import Paper, Shape, Stock
from generator.findings import Findings, Place
from generator.frozen import dataclass
from generator.units import Length

# The largest file of gLabels' own has 60 kB; more than this is no list of label sheets.
MOST_BYTES = 2_000_000
# gLabels' names of papers, and ours.
PAPERS = {"US-Letter": "letter", "US-Legal": "legal", "A4": "a4", "A3": "a3"}
_SHAPES = {"Label-rectangle": Shape.RECTANGLE, "Label-round": Shape.ROUND, "Label-ellipse": Shape.ELLIPSE}
_LENGTH = re.compile(r"\s*(\d{1,6})\.?(\d{0,9})\d*\s*(pt|in|mm|cm|pc|)\s*")
_FIX = "Measure the sheet and write it down with `handbill new stock`."


@dataclass(frozen=True)
class _Label:
    """One kind of label of a template: its shape, size, corner, and how far ink may run beyond it."""

    shape: Shape
    width: Length
    height: Length
    corner: Length
    overprint: Length | None


def read_glabels(path: Path, papers: Mapping[str, Paper], findings: Findings) -> tuple[Stock, ...]:
    """The stocks of a file of gLabels templates, or of each such file in a folder, by brand and part.

    Files are read without DOCTYPE and entities, which can grow without bound or fetch other files.
    """
    paths = sorted(path.glob("*.xml")) if path.is_dir() else [path]
    if not paths:
        findings.error("glabels.none", Place(str(path)), "The folder has no XML files.", "Name gLabels' own folder.")
    roots = [(file.name, root) for file in paths if (root := _parsed(file, findings)) is not None]
    templates = [(name, node) for name, root in roots for node in root.iter("Template")]
    parts: dict[tuple[str, str], list[str]] = {}
    for _, node in templates:
        if node.get("equiv"):
            parts.setdefault((node.get("brand", ""), node.get("equiv", "")), []).append(node.get("part", ""))
    stocks: dict[str, Stock] = {}
    for name, node in templates:
        stock = None if node.get("equiv") else _stock(node, name, papers, findings)
        if stock is not None:
            others = parts.get((node.get("brand", ""), node.get("part", "")), [])
            stocks.setdefault(stock.id, replace(stock, parts=tuple(others)))
    return tuple(stocks.values())


def _parsed(path: Path, findings: Findings) -> ElementTree.Element | None:
    place = Place(path.name)
    try:
        if path.stat().st_size > MOST_BYTES:
            findings.error("glabels.large", place, "The file is too large for label templates.", "Name another file.")
            return None
        text = path.read_bytes().decode("utf-8-sig")
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            problem = "The file has a DOCTYPE or entities, which are not read: they can fetch other files."
            findings.error("glabels.doctype", place, problem, "Delete that part of the file.")
            return None
        return ElementTree.fromstring(text)  # noqa: S314 - without DOCTYPE and entities nothing can grow or be fetched
    except (OSError, UnicodeDecodeError, ElementTree.ParseError) as error:
        findings.error("glabels.unread", place, f"The file cannot be read: {error}.", "Name a file of gLabels.")
        return None


def _stock(node: ElementTree.Element, file: str, papers: Mapping[str, Paper], findings: Findings) -> Stock | None:
    """One template; None, with a warning that says why, where a stock cannot say what it says."""
    brand, part = node.get("brand", ""), node.get("part", "")
    name = "-".join(re.findall(r"[a-z0-9.]+", f"{brand} {part}".casefold()))
    place = Place(file, key=f"{brand} {part}".strip())
    try:
        paper = _paper(node, papers)
        label, layout = _label(node)
        across = _grid(layout, "x", label.width, paper.width)
        down = _grid(layout, "y", label.height, paper.height)
        wrong = [*faults(across, "across", paper.id, paper.width), *faults(down, "down", paper.id, paper.height)]
        if wrong:
            raise ValueError(wrong[0].problem.rstrip("."))
    except ValueError as error:
        findings.warn("glabels.left-out", place, f"{error}.", _FIX)
        return None
    title = f"{brand} {part} {node.get('_description') or node.get('description') or ''}".strip()
    made = Stock(name, title, paper, across, down, NOTHING, (), f"gLabels template {file}", place)
    return replace(made, brand=brand, shape=label.shape, corner=label.corner, overprint=label.overprint)


def _paper(node: ElementTree.Element, papers: Mapping[str, Paper]) -> Paper:
    name = node.get("size", "")
    paper = papers.get(PAPERS.get(name, ""))
    if paper is None:
        raise ValueError(f"The paper “{name}” is not known here")
    return paper


def _label(node: ElementTree.Element) -> tuple[_Label, ElementTree.Element]:
    kinds = [child for child in node if child.tag.startswith("Label-")]
    layouts = [layout for kind in kinds for layout in kind.findall("Layout")]
    if len(kinds) != 1 or len(layouts) != 1:
        raise ValueError(f"The sheet has {len(kinds)} kinds of labels in {len(layouts)} grids, and a stock has one")
    kind = kinds[0]
    if kind.tag not in _SHAPES:
        raise ValueError(f"Labels of the kind “{kind.tag.removeprefix('Label-')}” have no shape that is known here")
    if kind.tag == "Label-round":
        width = height = _length(kind, "radius") * 2
    else:
        width, height = _length(kind, "width"), _length(kind, "height")
    return _Label(_SHAPES[kind.tag], width, height, _length(kind, "round", "0"), _waste(kind)), layouts[0]


def _waste(kind: ElementTree.Element) -> Length | None:
    """The smaller of the two, where gLabels says them apart; nothing said is nothing known."""
    wastes = [_length(kind, name) for name in ("waste", "x_waste", "y_waste") if kind.get(name)]
    known = [waste for waste in wastes if waste > NOTHING]
    return min(known) if known else None


def _grid(layout: ElementTree.Element, axis: str, piece: Length, whole: Length) -> Grid:
    text = layout.get(f"n{axis}", "")
    if not re.fullmatch(r"\d{1,3}", text):
        raise ValueError(f"“{text}” is no count of labels")
    count, first = int(text), _length(layout, f"{axis}0")
    pitch = _length(layout, f"d{axis}") if count > 1 else piece
    return Grid(count, piece, first, pitch, left_over(count, piece, first, pitch, whole))


def _length(node: ElementTree.Element, key: str, default: str = "") -> Length:
    """A length as gLabels writes it: without a unit it counts points, and “pc” is a pica of twelve of them."""
    text = node.get(key, default)
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text}” is no length for “{key}”")
    whole, decimals, unit = match.groups()
    number = f"{whole}.{decimals or 0}"
    return Length.parse(f"{number}pt") * 12 if unit == "pc" else Length.parse(number + (unit or "pt"))


def templates_in(path: Path, papers: Mapping[str, Paper]) -> Iterator[tuple[str, Stock]]:
    """Each part number of a file or folder, with brand, and its stock; what cannot be taken over is left out."""
    for stock in read_glabels(path, papers, Findings()):
        for part in (stock.place.key.removeprefix(stock.brand).strip(), *stock.parts):
            yield f"{stock.brand} {part}", stock
