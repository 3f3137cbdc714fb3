from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.bidi import levels, unordered, visual_order


def test_every_character_is_left_to_right_for_now() -> None:
    assert levels("Call 911") == [0] * 8
    assert levels("") == []


@pytest.mark.parametrize("character", ["א", "ع", "٣", "\u202b", "\u202e", "\u2067", "\u200f"])
def test_a_character_that_level_0_would_misorder_is_told(character: str) -> None:
    assert list(unordered(f"Call {character} now")) == [character]


def test_left_to_right_text_of_any_script_is_in_order() -> None:
    assert list(unordered("Call 1-866-347-2423: Служба, ខ្មែរ, 中文, हिन्दी ‘’ \u2066x\u2069")) == []


@pytest.mark.parametrize(
    ("run_levels", "order"),
    [
        ([], []),
        ([0], [0]),
        ([0, 0, 0], [0, 1, 2]),
        ([1, 1], [1, 0]),
        ([0, 1, 0], [0, 1, 2]),
        ([0, 1, 2, 1, 0], [0, 3, 2, 1, 4]),
        ([1, 2, 1, 2, 2], [3, 4, 2, 1, 0]),
        ([2, 2], [0, 1]),
        ([0, 2, 2, 0], [0, 1, 2, 3]),
    ],
)
def test_runs_are_reversed_from_the_highest_level_down_to_the_lowest_odd_one(
    run_levels: list[int], order: list[int]
) -> None:
    assert visual_order(run_levels) == order


@given(st.lists(st.integers(0, 4), max_size=12))
def test_reordering_loses_no_run(run_levels: list[int]) -> None:
    assert sorted(visual_order(run_levels)) == list(range(len(run_levels)))


@given(st.lists(st.sampled_from([0, 2]), max_size=12))
def test_even_levels_alone_keep_the_reading_order(run_levels: list[int]) -> None:
    assert visual_order(run_levels) == list(range(len(run_levels)))
