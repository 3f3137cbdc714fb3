"""Small layouts composed against the shipped catalogue, for tests of single blocks."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from generator.catalog.blockreader import read_blocks
from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.layouts import Layout
from generator.catalog.places import Roots, shipped_root
from generator.catalog.yamlnode import parse_yaml
from generator.compose.items import AskedNumber, Face, Item, PathItem, Piece, Role, TextItem, walk
from generator.compose.piece import compose
from generator.compose.record import Value
from generator.findings import Finding, Findings
from generator.geometry import Rect


@lru_cache(maxsize=1)
def shipped() -> Catalog:
    """The catalogue as it ships, which must be without fault."""
    findings = Findings()
    catalog = load_catalog(Roots(shipped_root()), findings)
    assert not findings.errors, [str(finding) for finding in findings.errors]
    return catalog


def layout_of(front: str, back: str = "- spacer:", *, kind: str = "wallet-card") -> Layout:
    """A layout with these blocks, written as YAML, that borrows all else from the tip card."""
    findings = Findings()
    panels = {}
    for name, text in (("front", front), ("back", back)):
        if name in shipped().formats[kind].panels:
            node = parse_yaml(text.encode(), f"{name}.yaml", findings)
            assert node is not None, [str(finding) for finding in findings]
            panels[name] = read_blocks(node, findings)
    assert not findings.errors, [str(finding) for finding in findings.errors]
    return replace(shipped().layouts["hsi-tip-card"], id="sample", format=kind, panels=panels)


def composed(
    front: str, back: str = "- spacer:", *, kind: str = "wallet-card", record: dict[str, Value] | None = None
) -> tuple[Piece, tuple[Finding, ...]]:
    """The piece and what was found while composing it."""
    findings = Findings()
    layout = layout_of(front, back, kind=kind)
    piece = compose(layout, shipped(), "en", record or {}, findings)
    return piece, findings.sorted()


def clean(front: str, **options: object) -> Face:
    """The first face of a piece that must compose without a finding."""
    piece, findings = composed(front, **options)  # type: ignore[arg-type]
    assert not findings, [str(finding) for finding in findings]
    return piece.faces[0]


def numbers_of(piece: Piece) -> list[AskedNumber]:
    """Every number asked of the piece, face by face."""
    return [number for face in piece.faces for number in face.numbers]


def rules(findings: tuple[Finding, ...]) -> list[str]:
    """The rules of the findings."""
    return [finding.rule for finding in findings]


def items(face: Face) -> list[Item]:
    """Every item of a face in reading order."""
    return [item for _, item in walk(face.root)]


def texts(face: Face) -> list[str]:
    """Every line of a face in reading order."""
    return [item.line.text for item in items(face) if isinstance(item, TextItem)]


def lines(face: Face) -> dict[str, TextItem]:
    """Lines by their text."""
    return {item.line.text: item for item in items(face) if isinstance(item, TextItem)}


def painted(face: Face, ink: str) -> list[Rect]:
    """The rectangles filled in an ink, each a path of its own."""
    found = []
    for group, item in walk(face.root):
        if group.role is Role.ARTIFACT and isinstance(item, PathItem) and item.fill == ink and len(item.steps) == 1:
            found.append(Rect(*item.steps[0][1]))
    return found
