"""The fast encoder makes the symbols of the default one, module by module, and other programs read them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from qrcode.util import lost_point

from generator.compose import symbols
from generator.compose.matrix import matrix
from generator.compose.qr import QUIET
from generator.compose.symbols import CAPACITIES, rows, tables_of

LEVELS = "LMQH"
CASES = [(version, level) for version in range(1, 11) for level in LEVELS]
# Small letters, so that no stretch is set in a shorter mode.
SMALL = "abcdefghijklmnopqrstuvwxyz"
TIPLINE = "https://www.ice.gov/tipline"


def ids(case: tuple[int, str]) -> str:
    return f"{case[0]}-{case[1]}"


def as_rows(payload: str, level: str) -> tuple[bytes, ...]:
    return tuple(bytes(row) for row in matrix.__wrapped__(payload, level))


def picture(modules: tuple[bytes, ...], scale: int = 4) -> NDArray[np.uint8]:
    cells = np.array([list(row) for row in modules], dtype=np.uint8)
    quiet = np.pad(cells, QUIET)
    return np.kron(255 * (1 - quiet), np.ones((scale, scale), dtype=np.uint8)).astype(np.uint8)


def by_opencv(modules: tuple[bytes, ...]) -> str:
    """What OpenCV decodes where it is told the corners; its finder misses some sound symbols of any encoder."""
    image = picture(modules)
    near, far = 4 * QUIET, len(image) - 4 * QUIET - 1
    corners = np.array([[[near, near], [far, near], [far, far], [near, far]]], dtype=np.float32)
    return cv2.QRCodeDetector().decode(image, corners)[0]


def text_of(length: int, start: int = 0) -> str:
    return "".join(SMALL[(start + 7 * at + at // 5) % 26] for at in range(length))


def only_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on the tables may not be asked."""
    monkeypatch.setattr(symbols, "tables_of", lambda *_: pytest.fail("the tables were asked"))


def only_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on the default encoder may not be asked."""
    monkeypatch.setattr(symbols, "matrix", lambda *_: pytest.fail("the default encoder was asked"))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=0, max_size=300), st.sampled_from(LEVELS))
@example("", "M")
@example("A", "M")
@example("HTTPS://EXAMPLE.ORG\n", "M")
@example("0123456789012345678901234567890", "H")
@example("https://example.org/?code=ABCDEFGHIJ0123456789", "Q")
@example("https://example.org/señales/人口贩运", "L")
def test_every_text_gives_the_symbol_of_the_default_encoder(payload: str, level: str) -> None:
    assert rows(payload, level) == as_rows(payload, level)


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_each_version_holds_as_much_as_the_default_encoder_puts_into_it(
    case: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    version, level = case
    most = CAPACITIES[level][version - 1]
    only_fast(monkeypatch)
    for payload in (text_of(most), text_of(most - 1, 3), text_of(most - 5, 11)):
        symbol = rows(payload, level)
        assert len(symbol) == 17 + 4 * version
        assert symbol == as_rows(payload, level)


@pytest.mark.parametrize("level", LEVELS)
def test_one_byte_more_than_the_tables_hold_falls_to_the_default_encoder(
    level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = text_of(CAPACITIES[level][-1] + 1)
    only_default(monkeypatch)
    assert len(rows(payload, level)) == 17 + 4 * 11
    assert rows(payload, level) == as_rows(payload, level)


def test_a_payload_too_long_for_any_symbol_is_refused_with_its_length() -> None:
    with pytest.raises(ValueError, match="3000 characters"):
        rows("a" * 3000, "M")


@pytest.mark.parametrize("payload", ["8663472423", "HTTPS://EXAMPLE.ORG", "https://example.org/" + "7" * 20])
def test_texts_with_shorter_modes_fall_to_the_default_encoder(payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    only_default(monkeypatch)
    assert rows(payload, "M") == as_rows(payload, "M")


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_two_other_programs_read_every_version_and_level(case: tuple[int, str]) -> None:
    version, level = case
    payload = text_of(CAPACITIES[level][version - 1], version)
    modules = rows(payload, level)
    (code,) = zxingcpp.read_barcodes(picture(modules))
    assert (code.text, code.ec_level) == (payload, level)
    assert by_opencv(modules) == payload


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=80), st.sampled_from(LEVELS))
def test_two_other_programs_read_what_was_encoded(payload: str, level: str) -> None:
    modules = rows(payload, level)
    assert [code.text for code in zxingcpp.read_barcodes(picture(modules))] == [payload]
    assert by_opencv(modules) == payload


def judged(symbol: int, side: int) -> int:
    text = f"{symbol & (1 << side * side) - 1:0{side * side}b}"
    return lost_point([[digit == "1" for digit in text[at : at + side]] for at in range(0, side * side, side)])


@settings(max_examples=40, deadline=None)
@given(st.text(SMALL, min_size=1, max_size=100), st.sampled_from(LEVELS), st.integers(0, 7))
def test_every_mask_costs_what_the_rules_of_the_standard_say(payload: str, level: str, number: int) -> None:
    version = next(at for at, most in enumerate(CAPACITIES[level], 1) if len(payload) <= most)
    tables = tables_of(version, level)
    mask = tables.masks[number]
    symbol = symbols._unmasked(payload.encode(), tables)
    across = (symbol ^ symbol >> 1) & tables.pairs_across ^ mask.across
    down = (symbol ^ symbol >> tables.side) & tables.pairs_down ^ mask.down
    points = symbols._penalty(symbol ^ mask.over, across, down, tables, 1 << 30)
    assert points == judged(symbol ^ mask.over, tables.side)


def test_both_halves_of_a_number_hold_the_same_symbol() -> None:
    tables = tables_of(3, "M")
    symbol = symbols._masked(symbols._unmasked(TIPLINE.encode(), tables), tables)
    digits = f"{symbol:0{2 * 29 * 29}b}"
    by_column, by_row = digits[: 29 * 29], digits[29 * 29 :]
    assert [by_column[at::29] for at in range(29)] == [by_row[at : at + 29] for at in range(0, 29 * 29, 29)]


def test_a_second_symbol_owes_nothing_to_the_first() -> None:
    alone = rows(TIPLINE, "M")
    rows(TIPLINE + "?x=1", "M")
    rows(text_of(len(TIPLINE)), "M")
    assert rows(TIPLINE, "M") == alone


def penalties(*dark: str) -> int:
    """The points of a symbol of version 1 that has these rows on top and is a chessboard below."""
    board = ["10" * 10 + "1", "01" * 10 + "0"]
    drawn = [*dark, *(board[at % 2] for at in range(len(dark), 21))]
    assert all(len(row) == 21 for row in drawn)
    turned = ["".join(column) for column in zip(*drawn, strict=True)]
    symbol = int("".join((*turned, *drawn)), 2)
    tables = tables_of(1, "M")
    across = ~(symbol ^ symbol >> 1) & tables.pairs_across
    down = ~(symbol ^ symbol >> 21) & tables.pairs_down
    return symbols._penalty(symbol, across, down, tables, 1 << 30)


BOARD = ("101010101010101010101", "010101010101010101010")


@pytest.mark.parametrize(
    ("top", "points"),
    [
        pytest.param(BOARD, 0, id="chessboard"),
        # Modules 1 and 3 turned dark: a run of five, and five columns of no more than three alike.
        pytest.param(("111110101010101010101", BOARD[1]), 3, id="five-in-a-row"),
        pytest.param(("111111101010101010101", BOARD[1]), 5, id="seven-in-a-row"),
        pytest.param(("111111111111111111111", BOARD[1]), 19, id="whole-row"),
        pytest.param(("110101010101010101010", "110101010101010101010"), 3, id="one-square"),
    ],
)
def test_runs_and_squares_cost_what_table_11_says(top: tuple[str, ...], points: int) -> None:
    assert penalties(*top) == points


def test_a_pattern_like_a_finder_with_light_beside_it_costs_forty() -> None:
    beside = penalties("101110100001010101010", BOARD[1])
    dark_beside = penalties("101110100101010101010", BOARD[1])
    assert beside - dark_beside == 40
    assert penalties("000010111010101010101"[::-1], BOARD[1]) >= 40


@pytest.mark.parametrize(("light", "points"), [(22, 0), (23, 10), (44, 10), (45, 20)])
def test_each_five_per_cent_away_from_half_costs_ten(light: int, points: int) -> None:
    """A symbol of 441 modules: 22 fewer dark ones than half of it are just under five per cent."""
    tables = tables_of(1, "M")
    dark = 441 // 2 + 1 - light
    symbol = ((1 << dark) - 1) << 441 | (1 << dark) - 1
    assert symbols._penalty(symbol, 0, 0, tables, 0) == points


def test_a_mask_that_has_lost_is_not_reckoned_to_its_end() -> None:
    tables = tables_of(1, "M")
    nothing = (tables.all_modules << 441) | tables.all_modules
    short = symbols._penalty(nothing, tables.pairs_across, tables.pairs_down, tables, 1)
    assert short >= 1
    assert short <= symbols._penalty(nothing, tables.pairs_across, tables.pairs_down, tables, 1 << 30)


def test_of_equal_masks_the_first_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = tables_of(2, "M")
    monkeypatch.setattr(symbols, "_penalty", lambda *_: 7)
    symbol = symbols._unmasked(b"abc", tables)
    assert symbols._masked(symbol, tables) == symbol ^ tables.masks[0].over | tables.masks[0].written


def test_only_bytes_that_came_are_kept_in_the_tables() -> None:
    tables_of.cache_clear()
    rows("aaaa", "H")
    rows("bbbb", "H")
    columns = tables_of(1, "H").columns
    assert [sorted(column) for column in columns[:4]] == [sorted(b"ab")] * 4
    assert not any(columns[4:])
