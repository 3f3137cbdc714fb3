"""Duplex: fronts and backs of the finished office file, laid over each other, agree within a tenth of a millimetre."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from generator.build import build
from generator.catalog.places import Roots, shipped_root
from generator.making import Purpose
from generator.order import Order
from generator.press.duplex import Flip
from generator.units import MM

Matrix = tuple[float, ...]
Corner = tuple[float, float]


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def placed_faces(page: pikepdf.Page) -> Iterator[Matrix]:
    """The matrix that each face of a sheet is placed by: the outermost of those that a page sets."""
    now: Matrix = (1, 0, 0, 1, 0, 0)
    kept: list[Matrix] = []
    for step in pikepdf.parse_content_stream(page):
        operator = str(step.operator)
        if operator == "q":
            kept.append(now)
        elif operator == "Q":
            now = kept.pop()
        elif operator == "cm":
            now = times(tuple(float(value) for value in step.operands), now)
            if len(kept) == 1:
                yield now


def corners(matrix: Matrix) -> tuple[Corner, Corner]:
    """Where the top-left corner and the top-right corner of a wallet card's trim land on the sheet."""
    a, b, c, d, e, f = matrix
    return tuple((a * x + c * y + e, b * x + d * y + f) for x, y in TRIM)  # type: ignore[return-value]


TRIM = ((0.0, 144.0), (252.0, 144.0))


@pytest.mark.parametrize("stock", ["letter", "a4", "avery-5371"])
@pytest.mark.parametrize("flip", list(Flip))
def test_fronts_and_backs_of_the_finished_sheet_lie_over_each_other(tmp_path: Path, stock: str, flip: Flip) -> None:
    order = Order(tmp_path, ("hsi-tip-card",), ("en", "ar"), (Purpose.OFFICE,), stock=stock, flip=flip)
    build(Roots(shipped_root()), order)
    with pikepdf.open(tmp_path / "hsi-tip-card.en.office.pdf") as pdf:
        width, height = (float(value) for value in pdf.pages[0].obj["/MediaBox"][2:])
        fronts, backs = (list(map(corners, placed_faces(page))) for page in pdf.pages)
        assert str(pdf.Root["/ViewerPreferences"]["/Duplex"]).lower() == f"/duplexflip{flip}edge"
    assert len(fronts) == len(backs) == 10

    def through_paper(point: Corner) -> Corner:
        """The paper is portrait: the long edge is upright, the short edge lies."""
        return (width - point[0], point[1]) if flip is Flip.LONG else (point[0], height - point[1])

    seen = [tuple(through_paper(corner) for corner in back) for back in backs]
    for left, right in fronts:
        # a finished card is turned like a page: the back's top-right corner lies behind the front's top-left corner
        matches = [back for back in seen if _near(back[1], left) and _near(back[0], right)]
        assert len(matches) == 1


def _near(one: Corner, other: Corner) -> bool:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) < 0.1 * MM
