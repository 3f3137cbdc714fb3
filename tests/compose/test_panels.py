"""Panels: each is a small face of its own, set where the format says, turned where it is printed turned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.catalog.panels import FaceSpec
from generator.compose.extents import item_extent
from generator.compose.items import Face, Group, PathItem, Role, TextItem, walk
from generator.compose.panels import ground_of
from generator.compose.piece import compose
from generator.findings import Findings
from tests.compose.samples import layout_of, shipped

FOLDED = [name for name, kind in shipped().formats.items() if any(len(face.panels) > 1 for face in kind.faces)]


def faces_of(kind: str, words: str = "[{text: Call}, {text: us}]") -> tuple[Face, ...]:
    """A piece of a folded format with the same blocks on every panel."""
    blocks = layout_of(words).panels["front"]
    panels = dict.fromkeys(shipped().formats[kind].panels, blocks)
    layout = replace(layout_of("[{spacer: }]"), format=kind, panels=panels)
    findings = Findings()
    piece = compose(layout, shipped(), "en", {}, findings)
    assert not findings.found, [str(finding) for finding in findings]
    return piece.faces


@pytest.mark.parametrize("kind", FOLDED)
def test_every_panel_is_a_section_in_the_order_of_the_format(kind: str) -> None:
    for face, spec in zip(faces_of(kind), shipped().formats[kind].faces, strict=True):
        sections = [group for group in face.root.children if isinstance(group, Group) and group.role is Role.SECT]
        assert len(sections) == len(spec.panels)


@pytest.mark.parametrize("kind", FOLDED)
def test_words_stay_within_their_own_panel(kind: str) -> None:
    for face, spec in zip(faces_of(kind), shipped().formats[kind].faces, strict=True):
        sections = [group for group in face.root.children if isinstance(group, Group) and group.role is Role.SECT]
        for section, panel in zip(sections, spec.panels, strict=True):
            ground = ground_of(panel, shipped().formats[kind])
            left, right = (0.0, ground.width) if section.frame else (panel.x.pt, panel.x.pt + panel.width.pt)
            for _, item in walk(section):
                if isinstance(item, TextItem):
                    assert left + ground.safe - 0.1 <= item.x
                    assert item.x + item.line.width <= right - ground.safe + 0.1


@pytest.mark.parametrize("kind", FOLDED)
def test_folds_stand_between_the_panels(kind: str) -> None:
    for face, spec in zip(faces_of(kind), shipped().formats[kind].faces, strict=True):
        edges = {panel.x.pt for panel in spec.panels} | {panel.y.pt for panel in spec.panels}
        assert all(at in edges and at > 0 for _, at in face.folds)


def test_a_tents_far_side_is_printed_upside_down() -> None:
    (face,) = faces_of("table-tent")
    back, front = (group for group in face.root.children if isinstance(group, Group))
    assert (back.turn, front.turn) == (180, 0)
    assert back.frame is not None
    assert back.frame.y == 0


def test_a_band_bleeds_at_the_trim_and_stops_at_the_fold() -> None:
    outside = faces_of("wallet-fold", "[{band: [{text: Words}]}]")[0]
    grounds = [
        item_extent(item)
        for group, item in walk(outside.root)
        if isinstance(item, PathItem) and group.role is Role.ARTIFACT
    ]
    left, right = sorted(grounds, key=lambda rect: rect.x)
    assert (left.x, left.right) == pytest.approx((-9, 252))
    assert (right.x, right.right) == pytest.approx((252, 513))


def test_a_turned_band_bleeds_at_the_edge_it_is_printed_at() -> None:
    tent = shipped().formats["table-tent"]
    back = tent.faces[0].panels[0]
    assert ground_of(back, tent).bleeds == frozenset({"left", "right", "bottom"})
    front = tent.faces[0].panels[1]
    assert ground_of(front, tent).bleeds == frozenset({"left", "right", "bottom"})


def test_eight_tabs_stand_side_by_side_turned_with_a_cut_between_them() -> None:
    (face,) = faces_of("tear-off", "[{text: Call}]")
    tabs = [group for group in face.root.children if isinstance(group, Group) and group.turn == 90]
    frames = [tab.frame for tab in tabs if tab.frame]
    assert len(frames) == 8
    assert [frame.x for frame in frames] == pytest.approx([18 + 72 * index for index in range(8)])
    assert {frame.bottom for frame in frames} == {11 * 72 - 18.0}
    cuts = [item for group, item in walk(face.root) if isinstance(item, PathItem) and group.role is Role.ARTIFACT]
    assert len(cuts) == 14


def test_nothing_stands_where_a_door_hanger_has_its_hole() -> None:
    for face in faces_of("door-hanger"):
        assert all(item_extent(item).y >= 1.75 * 72 - 3 for _, item in walk(face.root))


def test_a_booklet_has_its_pages_as_faces() -> None:
    faces = faces_of("booklet-12")
    assert [face.name for face in faces] == [f"page-{number}" for number in range(1, 13)]


def test_a_plain_face_is_one_panel() -> None:
    spec: FaceSpec = shipped().formats["wallet-card"].faces[0]
    assert [panel.name for panel in spec.panels] == ["front"]
    assert not spec.folds
