"""What ISO/IEC 18004 says of codewords: how many a symbol holds, and how Reed-Solomon blocks are checked and mixed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# Table 1: codewords of versions 1 to 10, data and error correction together.
TOTALS = (26, 44, 70, 100, 134, 172, 196, 242, 292, 346)
# Table 9: (error correction codewords in a block, blocks) of versions 1 to 10.
BLOCKS = {
    "L": ((7, 1), (10, 1), (15, 1), (20, 1), (26, 1), (18, 2), (20, 2), (24, 2), (30, 2), (18, 4)),
    "M": ((10, 1), (16, 1), (26, 1), (18, 2), (24, 2), (16, 4), (18, 4), (22, 4), (22, 5), (26, 5)),
    "Q": ((13, 1), (22, 1), (18, 2), (26, 2), (18, 4), (24, 4), (18, 6), (22, 6), (20, 8), (24, 8)),
    "H": ((17, 1), (28, 1), (22, 2), (16, 4), (22, 4), (28, 4), (26, 5), (26, 6), (24, 8), (28, 8)),
}
# Products with 2 in the field of 7.5.2: GF(2⁸) modulo x⁸ + x⁴ + x³ + x² + 1.
DOUBLE = bytes((value << 1) ^ (value >> 7) * 0x11D for value in range(256))


@dataclass(frozen=True, slots=True)
class Block:
    """One Reed-Solomon block: the places of its data and of its check codewords in the mixed sequence."""

    data: tuple[int, ...]
    checks: tuple[int, ...]


def count_bits(version: int) -> int:
    """How many bits tell the length of a text in byte mode (table 3)."""
    return 8 if version < 10 else 16


def data_codewords(version: int, level: str) -> int:
    """How many codewords of a symbol carry data."""
    checks, blocks = BLOCKS[level][version - 1]
    return TOTALS[version - 1] - checks * blocks


def capacity(version: int, level: str) -> int:
    """The longest text in bytes: what the mode (four bits) and the count leave."""
    return (data_codewords(version, level) * 8 - 4 - count_bits(version)) // 8


def blocks(version: int, level: str) -> tuple[Block, ...]:
    """The blocks in order, short ones first, with their codewords taken turn by turn (7.6)."""
    checks, number = BLOCKS[level][version - 1]
    short, long_ones = divmod(data_codewords(version, level), number)
    sizes = [short + (index >= number - long_ones) for index in range(number)]
    data: list[list[int]] = [[] for _ in sizes]
    turns = [block for turn in range(short + 1) for block, size in enumerate(sizes) if turn < size]
    for place, block in enumerate(turns):
        data[block].append(place)
    first = len(turns)
    return tuple(
        Block(tuple(own), tuple(range(first + at, first + checks * number, number))) for at, own in enumerate(data)
    )


def remainders(checks: int) -> Iterator[bytes]:
    """The check codewords of a block that is 1 in its last data codeword alone, then in the one before, and so on."""
    divisor = _divisor(checks)[1:]
    rest = divisor
    while True:
        yield rest
        rest = _sum(rest[1:] + b"\0", _times(divisor, rest[0]))


def _divisor(degree: int) -> bytes:
    """The generator polynomial: the product of x - 2ⁱ for all i below its degree (7.5.2, annex A)."""
    product, root = b"\1", 1
    for _ in range(degree):
        product = _sum(product + b"\0", b"\0" + _times(product, root))
        root = DOUBLE[root]
    return product


def _times(polynomial: bytes, factor: int) -> bytes:
    product = bytes(len(polynomial))
    while factor:
        if factor & 1:
            product = _sum(product, polynomial)
        polynomial = polynomial.translate(DOUBLE)
        factor >>= 1
    return product


def _sum(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))
