from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.bidi import direction_of, levels, paragraph_levels, reading_order, unordered, visual_order
from generator.text.bidirules import _PAIRS
from tests.tools import system_lines

# From Debian's package unicode-data.
CONFORMANCE = "/usr/share/unicode/BidiCharacterTest.txt"
BRACKETS = "/usr/share/unicode/BidiBrackets.txt"
EMBEDDING = frozenset("\u202a\u202b\u202c\u202d\u202e")


def conformance_lines() -> Iterator[tuple[str, str, str, list[str], list[int]]]:
    """Text, asked direction, level of the paragraph, level or “x” of each character, and their visual order."""
    for line in system_lines(CONFORMANCE):
        if line and not line.startswith("#"):
            codes, asked, base, found, order = line.split(";")
            text = "".join(chr(int(code, 16)) for code in codes.split())
            yield text, asked, base, found.split(), [int(place) for place in order.split()]


def test_every_conformance_case_of_unicode_without_embedding_codes_holds() -> None:
    tried = 0
    for text, asked, base, wanted, order in conformance_lines():
        if not EMBEDDING.isdisjoint(text):
            continue
        tried += 1
        level = direction_of(text) if asked == "2" else int(asked)
        found = paragraph_levels(text, level)
        kept = [index for index, name in enumerate(wanted) if name != "x"]
        assert str(level) == base, text
        assert [found[index] for index in kept] == [int(wanted[index]) for index in kept], text
        assert [kept[place] for place in visual_order([found[index] for index in kept])] == order, text
    assert tried > 91_000


def test_the_bracket_pairs_are_those_of_unicode() -> None:
    rows = [line.split("#")[0].split(";") for line in system_lines(BRACKETS)]
    pairs = [(chr(int(row[0], 16)), chr(int(row[1], 16))) for row in rows if len(row) == 3 and row[2].strip() == "o"]
    assert dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)) == dict(pairs)


def test_text_of_left_to_right_scripts_stays_at_level_0() -> None:
    assert set(levels("Call 1-866-347-2423: Служба, ខ្មែរ, 中文, हिन्दी", 0, [(5, 19)])) == {0}
    assert levels("") == []


@pytest.mark.parametrize("character", sorted(EMBEDDING))
def test_a_code_that_turns_what_follows_is_told(character: str) -> None:
    assert list(unordered(f"Call {character} now")) == [character]


def test_isolates_and_marks_are_obeyed_and_so_need_no_telling() -> None:
    assert list(unordered("Call 911 \u2066x\u2069 \u2067مرحبا\u2069 \u200f")) == []


ATOMS = ["1-866-347-2423", "(866) 347-2423", "+1 802-872-6199", "https://ice.gov/tips", "tips@ice.dhs.gov", "233733"]


@pytest.mark.parametrize("atom", ATOMS)
@pytest.mark.parametrize("sentence", ["اتصل على {} الآن", "کال کریں {}۔", "با {} تماس بگیرید", "مکالمة: ({})"])
def test_an_atom_among_arabic_letters_keeps_its_order(sentence: str, atom: str) -> None:
    text, start = sentence.format(atom), sentence.index("{")
    found = levels(text, 1, [(start, start + len(atom))])
    printed = "".join(text[index] for index in visual_order(found))
    assert atom in printed
    assert set(found[start : start + len(atom)]) == {2}


def test_without_its_isolate_the_number_would_be_reversed() -> None:
    text = "اتصل على 1-866-347-2423 الآن"
    assert "2423-347-866-1" in "".join(text[index] for index in visual_order(levels(text, 1)))


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


@given(st.lists(st.integers(0, 6), max_size=12))
def test_reading_order_undoes_visual_order(run_levels: list[int]) -> None:
    order = visual_order(run_levels)
    standing = [run_levels[index] for index in order]
    assert [order[index] for index in reading_order(standing)] == list(range(len(run_levels)))
