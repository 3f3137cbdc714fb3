"""Forms: lines, boxes and grids to fill in stand where they were laid, with room to write and words for all of them."""

from __future__ import annotations

import pytest

from generator.compose.items import Face, Group, Role, groups
from tests.compose.samples import clean, lines, texts

FORM = """
- entry: {label: Name, lines: 2}
- checks: {items: [One, Two, Three], marker: letter, label: Which}
"""
GRID = "[{grid: {header: [Name, Unit], count: 3, widths: [2, 1]}}]"


def forms_of(face: Face) -> list[Group]:
    """Everything to fill in on a face, in reading order."""
    return [group for group in groups(face.root) if group.role is Role.FORM]


def test_an_entry_checks_and_a_grid_say_what_each_blank_is_for() -> None:
    assert [form.alt for form in forms_of(clean(FORM))] == ["Name", "Which: One", "Which: Two", "Which: Three"]
    assert [form.alt for form in forms_of(clean(GRID))] == [
        f"{name} {n}" for n in (1, 2, 3) for name in ("Name", "Unit")
    ]


def test_letters_stand_before_the_words_of_checks() -> None:
    assert texts(clean(FORM)) == ["Name", "Which", "a", "One", "b", "Two", "c", "Three"]


def test_blanks_stand_where_they_are_drawn() -> None:
    placed = lines(clean(FORM))
    name, one, *_ = forms_of(clean(FORM))
    assert name.blank is not None
    assert one.blank is not None
    assert name.blank.frame.y > placed["Name"].baseline
    assert one.blank.frame.right < placed["a"].x < placed["One"].x
    assert one.blank.frame.width == one.blank.frame.height == pytest.approx(9, abs=2)
