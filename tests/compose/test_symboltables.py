"""The standard's tables as an independent program has them, and the algebra that check codewords rest on."""

from __future__ import annotations

from itertools import islice, pairwise

import pytest
from qrcode.base import RSBlock, gexp, rs_blocks
from qrcode.LUT import rsPoly_LUT
from qrcode.util import BCH_type_info, BCH_type_number, mask_func, pattern_position

from generator.compose import symbolgrid as grid
from generator.compose.matrix import LEVELS
from generator.compose.symboltables import DOUBLE, TOTALS, blocks, capacity, count_bits, data_codewords, remainders

CASES = [(version, level) for version in range(1, 11) for level in LEVELS]


def ids(case: tuple[int, str]) -> str:
    return f"{case[0]}-{case[1]}"


def others(version: int, level: str) -> list[RSBlock]:
    return rs_blocks(version, LEVELS[level])


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_the_blocks_are_those_of_table_9(case: tuple[int, str]) -> None:
    own = [(len(block.data), len(block.checks)) for block in blocks(*case)]
    assert own == [(block.data_count, block.total_count - block.data_count) for block in others(*case)]
    assert data_codewords(*case) == sum(block.data_count for block in others(*case))


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_every_codeword_has_one_place_and_data_come_before_checks(case: tuple[int, str]) -> None:
    data = [place for block in blocks(*case) for place in block.data]
    checks = [place for block in blocks(*case) for place in block.checks]
    assert sorted(data + checks) == list(range(TOTALS[case[0] - 1]))
    assert max(data) < min(checks)


def test_blocks_give_their_codewords_turn_by_turn() -> None:
    first, _, third, fourth = blocks(5, "Q")
    assert first.data[:2] == (0, 4)
    assert (third.data[-1], fourth.data[-1]) == (60, 61)
    assert (first.checks[:2], fourth.checks[:2]) == ((62, 66), (65, 69))


def test_byte_counts_grow_with_version_10() -> None:
    assert [count_bits(version) for version in (1, 9, 10)] == [8, 8, 16]
    # 7.4.10, table 7: 14 bytes in 1-M, 213 in 10-M.
    assert [capacity(1, "M"), capacity(10, "M")] == [14, 213]


def test_doubling_walks_through_the_whole_field() -> None:
    powers = [1]
    for _ in range(254):
        powers.append(DOUBLE[powers[-1]])
    assert powers == [gexp(power) for power in range(255)]


@pytest.mark.parametrize("checks", [7, 10, 13, 17, 22, 30])
def test_the_first_remainder_is_the_generator_polynomial_of_annex_a(checks: int) -> None:
    assert list(next(iter(remainders(checks)))) == rsPoly_LUT[checks][1:]


def test_a_codeword_and_its_remainder_are_nought_at_every_root() -> None:
    for distance, rest in enumerate(islice(remainders(10), 20)):
        polynomial = [1, *[0] * distance, *rest]
        for root in (gexp(power) for power in range(10)):
            value = 0
            for coefficient in polynomial:
                value = times(value, root) ^ coefficient
            assert value == 0


def times(one: int, other: int) -> int:
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one, other = DOUBLE[one], other >> 1
    return product


def places_of(number: int, side: int) -> set[grid.Place]:
    text = f"{number & (1 << side * side) - 1:0{side * side}b}"
    return {divmod(at, side) for at, digit in enumerate(text) if digit == "1"}


@pytest.mark.parametrize("number", range(8))
def test_masks_reverse_what_table_10_says(number: int) -> None:
    rule = mask_func(number)
    side = 57
    asked = {(row, column) for row in range(side) for column in range(side) if rule(row, column)}
    assert places_of(grid.mask(side, grid.MASKS[number]), side) == asked


@pytest.mark.parametrize("version", range(1, 11))
def test_alignment_patterns_stand_where_annex_e_has_them(version: int) -> None:
    assert list(grid.CENTRES[version - 1]) == pattern_position(version)


@pytest.mark.parametrize("version", range(1, 11))
def test_placement_fills_every_free_module_once(version: int) -> None:
    side = grid.side_of(version)
    taken = grid.function_patterns(version)
    filled = list(grid.placement(version, taken))
    assert len(filled) == len(set(filled)) == side * side - len(taken)
    assert not set(filled) & taken.keys()
    assert 0 <= len(filled) - 8 * TOTALS[version - 1] < 8


def test_placement_starts_in_the_lower_right_corner_and_goes_up_in_pairs() -> None:
    filled = grid.placement(1, grid.function_patterns(1))
    assert list(islice(filled, 4)) == [(20, 20), (20, 19), (19, 20), (19, 19)]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("number", range(8))
def test_format_information_holds_level_and_mask(level: str, number: int) -> None:
    bits = BCH_type_info(LEVELS[level] << 3 | number)
    dark = list(grid.format_information(4, level, number))
    assert len(dark) == len(set(dark)) == 2 * bits.bit_count() + 1
    # Figure 25: bit 14 stands at the left end of row 8, bit 0 at its right end and at the top of column 8.
    ends = [(8, 0) in dark, (8, 32) in dark, (0, 8) in dark, (32, 8) in dark]
    assert ends == [bool(bits >> at & 1) for at in (14, 0, 0, 14)]
    assert (25, 8) in dark


@pytest.mark.parametrize("version", range(1, 11))
def test_version_information_is_there_from_version_7_on(version: int) -> None:
    dark = list(grid.version_information(version))
    assert len(dark) == (2 * BCH_type_number(version).bit_count() if version > 6 else 0)
    assert all(one == other[::-1] for one, other in pairwise(dark) if one < other)


def test_what_is_written_late_is_kept_free_of_data() -> None:
    for version in range(1, 11):
        taken = grid.function_patterns(version)
        late = {*grid.format_information(version, "Q", 5), *grid.version_information(version)}
        assert late <= taken.keys()
        assert not any(taken[place] for place in late)
