"""Where ISO/IEC 18004 puts things in a QR symbol, as whole numbers with one bit for every module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

Place = tuple[int, int]

# Annex E, table E.1: rows and columns of the alignment patterns of versions 1 to 10.
CENTRES: tuple[tuple[int, ...], ...] = (
    (),
    (6, 18),
    (6, 22),
    (6, 26),
    (6, 30),
    (6, 34),
    (6, 22, 38),
    (6, 24, 42),
    (6, 26, 46),
    (6, 28, 50),
)
# Table 10: the mask patterns; a module is reversed where its rule gives nought.
MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda row, column: (row + column) % 2,
    lambda row, _: row % 2,
    lambda _, column: column % 3,
    lambda row, column: (row + column) % 3,
    lambda row, column: (row // 2 + column // 3) % 2,
    lambda row, column: row * column % 2 + row * column % 3,
    lambda row, column: (row * column % 2 + row * column % 3) % 2,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2,
)
# After so many rows and columns each mask begins again.
TILE = 12
# Table 12: how the format information names the levels.
LEVEL_BITS = {"L": 0b01, "M": 0b00, "Q": 0b11, "H": 0b10}


def side_of(version: int) -> int:
    """Modules along a side of the symbol."""
    return 17 + 4 * version


def module(side: int, row: int, column: int) -> int:
    """The bits of one module: in the lower half of a number row by row, the first highest, in the upper by columns.

    The symbol is there twice so that what holds of rows is reckoned of columns in the same stroke.
    """
    last = side * side - 1
    return 1 << (last - row * side - column) | 1 << (2 * last + 1 - column * side - row)


def function_patterns(version: int) -> dict[Place, bool]:
    """Every module that carries no data, and whether it is dark; format and version information still light (6.3)."""
    side = side_of(version)
    cells = dict.fromkeys(_information(version), False)
    for at in range(8, side - 8):
        cells[6, at] = cells[at, 6] = at % 2 == 0
    for row, column in _alignments(version):
        cells |= _rings(row, column, 2, (0, 2))
    for row, column in ((3, 3), (3, side - 4), (side - 4, 3)):
        cells |= _rings(row, column, 4, (0, 1, 3))
    return {place: dark for place, dark in cells.items() if min(place) >= 0 and max(place) < side}


def placement(version: int, taken: dict[Place, bool]) -> Iterator[Place]:
    """The modules for data in the order in which codewords fill them: pairs of columns, up and down (7.7.3)."""
    side = side_of(version)
    upwards = True
    for right in [*range(side - 1, 6, -2), 5, 3, 1]:
        for row in range(side - 1, -1, -1) if upwards else range(side):
            yield from (place for place in ((row, right), (row, right - 1)) if place not in taken)
        upwards = not upwards


def mask(side: int, rule: Callable[[int, int], int]) -> int:
    """A mask over the whole symbol, both halves."""
    rows = _tiled(side, rule)
    return _tiled(side, lambda row, column: rule(column, row)) << side * side | rows


def _tiled(side: int, rule: Callable[[int, int], int]) -> int:
    tile = ["".join("10"[rule(row, column) > 0] for column in range(TILE)) for row in range(TILE)]
    repeats = side // TILE + 1
    return int("".join((tile[row % TILE] * repeats)[:side] for row in range(side)), 2)


def format_information(version: int, level: str, number: int) -> Iterator[Place]:
    """The dark modules that tell level and mask, twice, and the one module that is always dark (7.9)."""
    side = side_of(version)
    data = LEVEL_BITS[level] << 3 | number
    bits = (data << 10 | _check(data, 5, 0x537)) ^ 0x5412
    for bit in (bit for bit in range(15) if bits >> bit & 1):
        yield (bit + (bit > 5), 8) if bit < 8 else (8, 7 if bit == 8 else 14 - bit)
        yield (8, side - 1 - bit) if bit < 8 else (side - 15 + bit, 8)
    yield side - 8, 8


def version_information(version: int) -> Iterator[Place]:
    """The dark modules that tell the version, twice, from version 7 on (7.10)."""
    if version < 7:
        return
    bits = version << 12 | _check(version, 6, 0x1F25)
    for bit in (bit for bit in range(18) if bits >> bit & 1):
        row, column = bit // 3, side_of(version) - 11 + bit % 3
        yield row, column
        yield column, row


def _check(data: int, width: int, divisor: int) -> int:
    """The check bits of a BCH code (annexes C and D)."""
    length = divisor.bit_length() - 1
    rest = data << length
    for shift in range(width - 1, -1, -1):
        if rest >> shift + length & 1:
            rest ^= divisor << shift
    return rest


def _information(version: int) -> Iterator[Place]:
    side = side_of(version)
    for at in [*range(9), *range(side - 8, side)]:
        yield 8, at
        yield at, 8
    if version >= 7:
        for row, column in product(range(6), range(side - 11, side - 8)):
            yield row, column
            yield column, row


def _alignments(version: int) -> Iterator[Place]:
    centres = CENTRES[version - 1]
    last = max(centres, default=6)
    return (place for place in product(centres, centres) if place not in {(6, 6), (6, last), (last, 6)})


def _rings(row: int, column: int, reach: int, dark: tuple[int, ...]) -> dict[Place, bool]:
    """A square pattern around its centre: which rings of it are dark, by their distance."""
    span = range(-reach, reach + 1)
    return {(row + down, column + right): max(abs(down), abs(right)) in dark for down in span for right in span}
