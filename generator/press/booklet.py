"""Booklets: pages paired on sheets for saddle stitching, moved towards the spine for creep."""

from __future__ import annotations

from collections.abc import Sequence

from generator.catalog.stocks import Stock
from generator.compose.items import Face
from generator.errors import Refused
from generator.findings import Finding, Severity
from generator.frozen import dataclass
from generator.geometry import Rect, Size
from generator.press.duplex import Flip, back_of, back_turn
from generator.press.sheets import Slot
from generator.units import MM


@dataclass(frozen=True)
class Signature:
    """One folded sheet, counted from the outside: the pages left and right on its front, and behind each of them."""

    number: int
    left: Face
    right: Face
    behind_left: Face
    behind_right: Face


def signatures(pages: Sequence[Face], *, rtl: bool = False) -> tuple[Signature, ...]:
    """Pages in reading order as sheets: of n pages, sheet s carries n-2s, 2s+1 and behind them n-2s-1, 2s+2.

    A booklet that is read from right to left is bound at its right, so left and right are exchanged. Raises ValueError
    where the pages are no multiple of four.
    """
    count = len(pages)
    if count % 4:
        raise ValueError(f"{count} pages are no multiple of four")
    sheets = (
        ((pages[count - 2 * s - 1], pages[2 * s]), (pages[count - 2 * s - 2], pages[2 * s + 1]))
        for s in range(count // 4)
    )
    turn = -1 if rtl else 1
    return tuple(Signature(s, *front[::turn], *behind[::turn]) for s, (front, behind) in enumerate(sheets))


def spreads(
    signature: Signature, size: Size, caliper: float, stock: Stock, flip: Flip
) -> tuple[tuple[Slot, Slot], tuple[Slot, Slot]]:
    """Front and back of a sheet of `size`; inner sheets stand out when folded, so their pages move to the spine.

    Each page is clipped at the spine. Raises Refused (`stock.too-small`) where two pages do not fit side by side.
    """
    trim, spine = signature.left.trim, size.width / 2
    if 2 * trim.width > size.width + 0.01 or trim.height > size.height + 0.01:
        raise _too_small(trim, size, stock)
    top, creep = (size.height - trim.height) / 2, signature.number * caliper
    left = Rect(spine - trim.width + creep, top, trim.width, trim.height)
    right = Rect(spine - creep, top, trim.width, trim.height)
    bleed = signature.left.bleed
    low, high = max(0.0, top - bleed), min(size.height, top + trim.height + bleed)
    left_clip = Rect(max(0.0, left.x - bleed), low, spine - max(0.0, left.x - bleed), high - low)
    right_clip = Rect(spine, low, min(size.width, right.right + bleed) - spine, high - low)
    front = (Slot(signature.left, left, left_clip), Slot(signature.right, right, right_clip))
    behind = (signature.behind_left, signature.behind_right)
    first, second = (_behind(slot, face, size, flip) for slot, face in zip(front, behind, strict=True))
    return front, (first, second)


def _behind(slot: Slot, face: Face, size: Size, flip: Flip) -> Slot:
    return Slot(face, back_of(slot.trim, size, flip), back_of(slot.clip, size, flip), back_turn(0, size, flip))


def _too_small(trim: Size, size: Size, stock: Stock) -> Refused:
    seen = f"{2 * trim.width / MM:.1f} × {trim.height / MM:.1f} mm"
    limit = f"{size.width / MM:.1f} × {size.height / MM:.1f} mm"
    problem = f"Two pages side by side are {seen}, but “{stock.id}” is {limit}."
    finding = Finding("stock.too-small", Severity.ERROR, stock.place, problem, "Choose a larger paper.", seen, limit)
    return Refused([finding])
