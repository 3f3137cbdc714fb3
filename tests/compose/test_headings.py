"""Headings: the outline of every piece has a first level, and leaves none out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compose.headings import check_headings, outline
from generator.compose.items import Face, Group, Piece, Role
from generator.compose.piece import compose_in
from generator.compose.record import read_record
from generator.findings import Finding, Findings, Place, Severity
from generator.geometry import Size
from tests.compose.samples import composed, layout_of, lines, rules, shipped

PLACE = Place("layouts/cards/sample.yaml", 2, 1)
WORDS = lines(composed("[{text: Words}]")[0].faces[0])["Words"]
HEADINGS = {1: Role.H1, 2: Role.H2, 3: Role.H3}


def piece_of(*faces: tuple[int, ...]) -> Piece:
    """A piece whose faces have headings of these levels, each within a group of its own."""
    made = tuple(
        Face("front", Size(99, 99), 0, 0, Group(Role.SECT, tuple(_within(level) for level in levels)))
        for levels in faces
    )
    return Piece("sample", "A sample", "en", made, ())


def _within(level: int) -> Group:
    return Group(Role.DIV, (Group(Role.P, (WORDS,)), Group(HEADINGS[level], (WORDS,))))


def found(*faces: tuple[int, ...]) -> list[Finding]:
    findings = Findings()
    check_headings(piece_of(*faces), PLACE, findings)
    return findings.found


@pytest.mark.parametrize("faces", [((1,),), ((1, 2, 3),), ((1, 2, 3, 1, 2),), ((1, 2), (3, 2)), ((1, 1), (2, 3, 3))])
def test_a_level_may_go_down_by_one_and_up_by_any(faces: tuple[tuple[int, ...], ...]) -> None:
    assert not found(*faces)


def test_a_level_that_is_left_out_is_named_with_the_headings_around_it() -> None:
    findings = Findings()
    front = "[{heading: Know the signs}, {heading: {text: Look at the work, level: 3}}]"
    compose_in(replace(layout_of(front), id="hsi-tip-card"), shipped(), "en", {}, findings)
    (finding,) = findings
    assert (finding.rule, finding.seen, finding.limit) == ("headings.skip", "3", "2")
    assert finding.place == layout_of(front).place
    assert finding.problem == (
        "The heading “Look at the work” of level 3 comes after “Know the signs” of level 1, so a level is left out."
    )
    assert finding.fix == "Write “level: 2” for it; “style” keeps its look."


def test_the_first_heading_is_of_level_1() -> None:
    (finding,) = found((2, 2))
    assert (finding.rule, finding.seen, finding.limit) == ("headings.skip", "2", "1")
    assert finding.problem.startswith("The heading “Words” of level 2 is the first of the piece")
    assert finding.fix.startswith("Write “level: 1”")


def test_the_faces_of_a_piece_are_one_outline() -> None:
    assert not found((1, 2), (3,))
    assert [finding.rule for finding in found((1,), (3,))] == ["headings.skip"]


def test_every_gap_is_found_once() -> None:
    assert [(finding.seen, finding.limit) for finding in found((3, 1, 3), (1, 3, 3))] == [
        ("3", "1"),
        ("3", "2"),
        ("3", "2"),
    ]


@given(st.lists(st.integers(1, 3), max_size=8), st.integers(0, 8))
def test_headings_pass_exactly_when_each_has_the_levels_above_it(levels: list[int], cut: int) -> None:
    whole = all(level == 1 or level - 1 in _above(levels[:index]) for index, level in enumerate(levels))
    assert bool(found(tuple(levels[:cut]), tuple(levels[cut:]))) is not (whole and bool(levels))


def _above(levels: list[int]) -> set[int]:
    """The levels that a heading after these may hang under: the last heading, and those that it hangs under."""
    return set(range(1, levels[-1] + 1)) if levels else set()


def test_a_heading_of_two_lines_is_one_entry_of_the_outline() -> None:
    piece, _ = composed("[{heading: Signs of human trafficking that anyone can see}]")
    assert list(outline(piece)) == [(1, "Signs of human trafficking that anyone can see")]


def test_a_piece_without_any_heading_is_warned_about() -> None:
    findings = Findings()
    layout = replace(layout_of("[{text: Words}]"), id="hsi-tip-card")
    compose_in(layout, shipped(), "es", {}, findings)
    (finding,) = findings
    assert (finding.rule, finding.place) == ("headings.none", layout.place)
    assert finding.severity is Severity.WARNING
    assert finding.problem.startswith("In Spanish, “hsi-tip-card”: The piece “hsi-tip-card” has no heading")
    assert "- heading:" in finding.fix


@pytest.mark.parametrize("name", sorted(shipped().layouts))
def test_every_piece_that_ships_has_a_whole_outline(name: str) -> None:
    findings = Findings()
    layout = shipped().layouts[name]
    piece, _ = compose_in(layout, shipped(), "en", read_record(layout, {}, shipped().contacts, Findings()), findings)
    assert not [rule for rule in rules(findings.sorted()) if rule.startswith("headings")]
    assert next(outline(piece))[0] == 1
