"""Folds are data that must close: panels fill the face, the outside mirrors the inside, a flap is shorter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.formats import Format, read_formats
from generator.catalog.panels import read_faces
from generator.catalog.places import Roots, shipped_root
from generator.catalog.reader import Reader
from generator.findings import Findings
from generator.units import Length
from tests.catalog.shelf import alone, node, only, rules

HEAD = "  title: A fold\n  width: 11in\n  height: 8.5in\n  bleed: 0.125in\n  safe: 0.3in\n"
TAIL = "  scale: book\n  gap: 8pt\n  floor: 8pt\n  warn: 9pt\n  stocks: [letter]\n"
FOLDED = """\
  faces:
    outside: {across: {flap: 3.625in, back: 3.6875in, cover: 3.6875in}}
    inside: {across: {left: 3.6875in, middle: 3.6875in, right: 3.625in}}
  flap: [flap, right]
"""


def read(folder: Path, faces: str) -> tuple[Format, Findings]:
    findings = Findings()
    formats = read_formats(alone(folder, {"layouts/formats.yaml": f"fold:\n{HEAD}{faces}{TAIL}"}), findings)
    return formats["fold"], findings


def test_a_fold_that_closes_is_read_with_its_panels_and_folds(tmp_path: Path) -> None:
    kind, findings = read(tmp_path, FOLDED)
    assert not findings.found
    assert kind.panels == ("flap", "back", "cover", "left", "middle", "right")
    outside = kind.faces[0]
    assert [str(panel.x) for panel in outside.panels] == ["0in", "3.625in", "7.3125in"]
    assert [(fold.upright, str(fold.at)) for fold in outside.folds] == [(True, "3.625in"), (True, "7.3125in")]


def test_panels_that_do_not_fill_the_face_are_refused_with_the_sum(tmp_path: Path) -> None:
    _, findings = read(tmp_path, FOLDED.replace("cover: 3.6875in", "cover: 3.6in"))
    finding = next(finding for finding in findings if finding.rule == "fold.sum")
    assert finding.problem == (
        "The panels of “outside” sum to 3.625in + 3.6875in + 3.6in = 10.9125in, but the face is 11in long."
    )


def test_an_outside_that_is_no_mirror_of_the_inside_is_refused(tmp_path: Path) -> None:
    crossed = FOLDED.replace(
        "left: 3.6875in, middle: 3.6875in, right: 3.625in", "left: 3.625in, middle: 3.6875in, right: 3.6875in"
    )
    _, findings = read(tmp_path, crossed.replace("  flap: [flap, right]\n", ""))
    assert rules(findings) == ["fold.mirror"]
    assert "3.625in | 3.6875in | 3.6875in" in only(findings).problem


def test_a_flap_as_long_as_its_neighbours_is_refused(tmp_path: Path) -> None:
    even = FOLDED.replace("3.6875in", "3.66in").replace("3.625in", "3.68in")
    _, findings = read(tmp_path, even)
    assert rules(findings) == ["fold.flap", "fold.flap"]


@pytest.mark.parametrize(("pages", "right"), [("8", True), ("12", True), ("10", False), ("0", False), ("2", False)])
def test_a_booklet_has_a_multiple_of_four_pages(tmp_path: Path, pages: str, right: bool) -> None:
    kind, findings = read(tmp_path, f"  pages: {pages}\n")
    assert kind.saddle
    assert ("format.pages" not in rules(findings)) is right
    if right:
        assert kind.panels == tuple(f"page-{number + 1}" for number in range(int(pages)))


def test_panels_below_one_another_have_lying_folds_and_may_be_turned(tmp_path: Path) -> None:
    kind, findings = read(tmp_path, "  faces:\n    front: {down: {back: 4.25in, front: 4.25in}, turned: [back]}\n")
    assert not findings.found
    assert [(panel.name, panel.turn) for panel in kind.faces[0].panels] == [("back", 180), ("front", 0)]
    assert [(fold.upright, str(fold.at)) for fold in kind.faces[0].folds] == [(False, "4.25in")]


def test_tabs_stand_at_the_foot_and_must_fit(tmp_path: Path) -> None:
    tab = "above: poster, panel: tab, count: 8, width: 1in, height: 2in, rim: 0.25in, safe: 0.1in"
    tabs = f"  faces:\n    front: {{tabs: {{{tab}}}}}\n"
    kind, findings = read(tmp_path, tabs)
    assert not findings.found
    assert kind.panels == ("poster", "tab")
    assert [str(panel.x) for panel in kind.faces[0].panels[1:]] == [f"{1.5 + index}in" for index in range(8)]
    _, crowded = read(tmp_path, tabs.replace("count: 8", "count: 12"))
    assert rules(crowded) == ["fold.tabs"]


def test_every_shipped_fold_closes() -> None:
    findings = Findings()
    formats = read_formats(Roots(shipped_root()), findings)
    assert not findings.found
    assert {"letter-trifold", "wallet-fold", "shoe-fold", "wallet-accordion", "table-tent"} <= set(formats)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=6))
def test_panels_cover_the_face_without_gap_or_overlap(sizes: list[int]) -> None:
    width = Length.parse(f"{sum(sizes)}mm")
    panels = ", ".join(f"p{index}: {size}mm" for index, size in enumerate(sizes))
    findings = Findings()
    with Reader(node(f"faces: {{front: {{across: {{{panels}}}}}}}"), findings) as reader:
        (face,) = read_faces(reader, width, Length.parse("50mm"))
    assert not findings.found
    assert sum(panel.width.points for panel in face.panels) == width.points
    assert all(one.x + one.width == other.x for one, other in zip(face.panels, face.panels[1:], strict=False))
    assert len(face.folds) == len(sizes) - 1
