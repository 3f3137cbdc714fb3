"""QR symbols for long runs: a symbol is the sum over GF(2) of what each byte adds to it, kept as whole numbers.

Under a fixed mask every module is a sum of data bits, error correction included. So the tables of a version hold a
number for each bit of the text, a text costs one exclusive or for every byte, and a mask one more; the rules that
judge masks look at all modules in one stroke. The symbols are those of `matrix`, module by module.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain, islice
from operator import getitem, xor

from generator.compose import symbolgrid as grid
from generator.compose.matrix import matrix
from generator.compose.symboltables import (
    BLOCKS,
    DOUBLE,
    Block,
    blocks,
    capacity,
    count_bits,
    remainders,
)

CAPACITIES = {level: tuple(capacity(version, level) for version in range(1, 11)) for level in BLOCKS}
# The default encoder sets digits and capitals shorter: texts of nothing else, and stretches of at least 20.
_SHORTER_WHOLE = re.compile(rb"[0-9A-Z $%*+\-./:]*$")
_SHORTER_PART = re.compile(rb"[0-9A-Z $%*+\-./:]{20}")
_PART = 20
# Table 11: the penalties of the third and fourth rules.
_FINDER_LIKE, _UNEVEN = 40, 10
_DIGITS = bytes.maketrans(b"01", b"\0\1")


class Column(dict[int, int]):
    """What each value of one byte of the text adds to the symbol, made when the value first comes."""

    def __init__(self, bits: Sequence[int]) -> None:
        self.bits = tuple(bits)

    def __missing__(self, value: int) -> int:
        self[value] = added = _sum(bit for at, bit in enumerate(self.bits) if value >> 7 - at & 1)
        return added


@dataclass(frozen=True, slots=True)
class Mask:
    """A mask over the modules for data, what it does to pairs of neighbours, and what is written once it is chosen."""

    over: int
    across: int
    down: int
    written: int


@dataclass(frozen=True, slots=True)
class Tables:
    """One version at one level; `starts` holds for each length all that is the same for every text of that length."""

    version: int
    side: int
    bits: tuple[int, ...]
    columns: tuple[Column, ...]
    starts: dict[int, int]
    patterns: int
    all_modules: int
    pairs_across: int
    pairs_down: int
    masks: tuple[Mask, ...]


def rows(payload: str, level: str) -> tuple[bytes, ...]:
    """The symbol's rows, one byte a module, 1 is dark, no quiet zone; raises ValueError for too long a payload."""
    data = payload.encode()
    index = bisect_left(CAPACITIES[level], len(data))
    if index == len(CAPACITIES[level]) or _sets_shorter(data):
        return tuple(bytes(row) for row in matrix(payload, level))
    tables = tables_of(index + 1, level)
    side = tables.side
    lower = tables.all_modules
    # One more digit in front keeps the noughts of the first row.
    modules = bin(_masked(_unmasked(data, tables), tables) & lower | lower + 1).encode().translate(_DIGITS)
    return tuple([modules[at : at + side] for at in range(len("0b1"), len(modules), side)])


def _sets_shorter(data: bytes) -> bool:
    return bool(_SHORTER_PART.search(data) if len(data) > _PART else _SHORTER_WHOLE.match(data))


def _unmasked(data: bytes, tables: Tables) -> int:
    symbol = tables.starts.get(len(data)) or _start(len(data), tables)
    for column, value in zip(tables.columns, data, strict=False):
        symbol ^= column[value]
    return symbol


def _masked(symbol: int, tables: Tables) -> int:
    """The symbol under the mask of least penalty, the first of equals, with its format written (7.8.3).

    As the default encoder does, masks are judged before format and version are written.
    """
    across = (symbol ^ symbol >> 1) & tables.pairs_across
    down = (symbol ^ symbol >> tables.side) & tables.pairs_down
    least, chosen = 1 << 30, symbol
    for mask in tables.masks:
        masked = symbol ^ mask.over
        penalty = _penalty(masked, across ^ mask.across, down ^ mask.down, tables, least)
        if penalty < least:
            least, chosen = penalty, masked | mask.written
    return chosen


def _penalty(symbol: int, across: int, down: int, tables: Tables, least: int) -> int:
    """The points of 7.8.3.1; a sum that reaches `least` is lost and need not be complete.

    `across` marks modules like their neighbour in the row (and, in the upper half, in the column), `down` those like
    their neighbour in the column, of the lower half alone.
    """
    side = tables.side
    three = across & across >> 1
    five = three & three >> 2
    # A run of 5 + k modules costs 3 + k: each of its k + 1 fives counts thrice, each of its k sixes takes back two.
    points = 3 * five.bit_count() - 2 * (five & five >> 1).bit_count()
    points += 3 * (across & across >> side & down).bit_count()
    # The symbol is there twice; in whole steps of 5 % away from one half.
    points += _UNEVEN * (abs(10 * symbol.bit_count() - 10 * side * side) // (side * side))
    if points >= least:
        return points
    return points + _FINDER_LIKE * _finder_like(symbol, across, three, tables.pairs_across)


def _finder_like(symbol: int, same: int, three: int, pairs: int) -> int:
    """How often dark and light stand 1 : 1 : 3 : 1 : 1 with four light modules before or after."""
    other = same ^ pairs
    twice = other & other >> 1
    four = three & same >> 2
    core = symbol & twice & three >> 2 & twice >> 4
    after = core & (other & four >> 1) >> 6
    before = core >> 4 & four & other >> 3
    return after.bit_count() + before.bit_count()


def _start(length: int, tables: Tables) -> int:
    """All but the text: patterns, mode, count and padding (7.4.1, 7.4.5, 7.4.10)."""
    size = len(tables.bits)
    head = f"{0b0100:04b}{length:0{count_bits(tables.version)}b}"
    ended = min(len(head) + 8 * length + 4, size)
    padding = chain.from_iterable(["11101100", "00010001"] * size)
    # What is left after the terminator is a whole number of codewords and the rest of one, which stays nought.
    text = (head + "0" * 8 * length).ljust(ended + -ended % 8, "0")
    text += "".join(islice(padding, size - len(text)))
    tables.starts[length] = start = tables.patterns ^ _sum(
        bit for bit, given in zip(tables.bits, text, strict=True) if given == "1"
    )
    return start


@cache
def tables_of(version: int, level: str) -> Tables:
    """The tables of a version and level, made once."""
    side = grid.side_of(version)
    patterns = grid.function_patterns(version)
    places = [grid.module(side, *place) for place in grid.placement(version, patterns)]
    bits = _message_bits(places, blocks(version, level))
    head = 4 + count_bits(version)
    columns = (Column(bits[at : at + 8]) for at in range(head, len(bits) - 7, 8))
    across = int(("1" * (side - 1)).rjust(side, "0") * 2 * side, 2)
    down = (1 << side * (side - 1)) - 1
    free = _sum(places)
    masks = tuple(_mask(version, level, number, free, across, down) for number in range(len(grid.MASKS)))
    dark = _sum(grid.module(side, *place) for place, is_dark in patterns.items() if is_dark)
    return Tables(version, side, bits, tuple(columns), {}, dark, (1 << side * side) - 1, across, down, masks)


def _mask(version: int, level: str, number: int, free: int, across: int, down: int) -> Mask:
    side = grid.side_of(version)
    over = grid.mask(side, grid.MASKS[number]) & free
    written = chain(grid.format_information(version, level, number), grid.version_information(version))
    return Mask(
        over,
        ~(over ^ over >> 1) & across,
        ~(over ^ over >> side) & down,
        _sum(grid.module(side, *place) for place in written),
    )


def _message_bits(places: Sequence[int], message: Sequence[Block]) -> tuple[int, ...]:
    """What each bit of the message, in its own order, puts on the symbol: itself and its part of the checks."""
    longest = max(len(block.data) for block in message)
    shares = list(islice(remainders(len(message[0].checks)), longest))
    return tuple(bit for block in message for bit in _block_bits(places, block, shares))


def _block_bits(places: Sequence[int], block: Block, shares: Sequence[bytes]) -> Iterable[int]:
    checks = [_values(places[8 * at : 8 * at + 8]) for at in block.checks]
    for at, share in zip(block.data, reversed(shares[: len(block.data)]), strict=True):
        own = places[8 * at : 8 * at + 8]
        yield from reversed(list(map(xor, reversed(own), islice(_doublings(share, checks), 8))))


def _doublings(share: bytes, checks: Sequence[Sequence[int]]) -> Iterable[int]:
    """What the check codewords of a one, a two, a four … put on the symbol."""
    while True:
        yield _sum(map(getitem, checks, share))
        share = share.translate(DOUBLE)


def _values(bits: Sequence[int]) -> list[int]:
    """What each of 256 values of a codeword puts on the symbol."""
    values = [0]
    for bit in reversed(bits):
        values += [value ^ bit for value in values]
    return values


def _sum(bits: Iterable[int]) -> int:
    return reduce(xor, bits, 0)
