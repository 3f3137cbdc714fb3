from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.compose.extents import item_extent
from generator.compose.items import AskedQr, Face, Group, PathItem, Role, TextItem, groups, walk
from generator.compose.paths import rectangle
from generator.errors import Refused
from generator.geometry import Rect, Size
from generator.press.tiling import OVERLAP, codes_in, parts, tile_face, tiled_sheets, tiling_of
from generator.units import MM, Length
from tests.press.samples import A4, AVERY_5371, LETTER, SLUG, piece_of

TABLOID = Size(792.0, 1224.0)


def code(rect: Rect, link: str = "https://example.org") -> Group:
    return Group(Role.FIGURE, (PathItem(rectangle(rect), fill="ink"),), alt="code", link=link)


def poster(codes: tuple[Rect, ...] = (), trim: Size = TABLOID) -> Face:
    asked = tuple(AskedQr("https://example.org", 2.0) for _ in codes)
    return Face("front", trim, 9.0, 54.0, Group(Role.DOCUMENT, tuple(map(code, codes))), qrs=asked)


def refusal(face: Face, overlap: str = "10mm", stock: object = LETTER) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        tiling_of(face, stock, Length.parse(overlap))  # type: ignore[arg-type]
    return refused.value.findings[0].rule, refused.value.findings[0].fix


lengths = st.floats(100, 4000)
windows = st.floats(150, 900)
overlaps = st.floats(5, 70)


@given(lengths, windows, overlaps)
def test_spans_cover_a_length_once_but_for_the_overlap_and_fit_on_the_paper(
    length: float, window: float, overlap: float
) -> None:
    spans = parts(length, window, overlap)
    assert spans[0][0] == 0
    assert spans[-1][1] == pytest.approx(length)
    assert all(end - start <= window + 0.02 for start, end in spans)
    for (_, end), (start, _) in pairwise(spans):
        assert end - start == pytest.approx(overlap)
    covered = sum(end - start for start, end in spans) - overlap * (len(spans) - 1)
    assert covered == pytest.approx(length)


@given(lengths, windows, overlaps)
def test_no_fewer_spans_would_cover_a_length(length: float, window: float, overlap: float) -> None:
    count = len(parts(length, window, overlap))
    assert count == 1 or (count - 1) * window - (count - 2) * overlap < length


@given(lengths, windows, overlaps, st.floats(0, 1), st.floats(20, 140))
def test_a_code_smaller_than_the_paper_is_whole_on_some_span(
    length: float, window: float, overlap: float, at: float, side: float
) -> None:
    assume(side < length)
    low = at * (length - side)
    spans = parts(length, window, overlap, [(low, low + side)])
    assert spans
    assert any(start - 0.02 <= low and low + side <= end + 0.02 for start, end in spans)
    assert all(end - start <= window + 0.02 for start, end in spans)
    assert spans[-1][1] == pytest.approx(length)
    for (_, end), (start, _) in pairwise(spans):
        assert end - start == pytest.approx(overlap)


def test_a_code_larger_than_the_paper_is_whole_on_no_span() -> None:
    assert parts(2000, 300, 20, [(100, 450)]) == ()


@settings(deadline=None, max_examples=40)
@given(
    st.floats(200, 2000), st.floats(200, 2000), st.sampled_from((LETTER, A4)), st.sampled_from(("5mm", "10mm", "30mm"))
)
def test_the_tiles_of_a_poster_show_each_spot_of_it_where_it_belongs(
    width: float, height: float, stock: object, overlap: str
) -> None:
    face = poster(trim=Size(width, height))
    tiling = tiling_of(face, stock, Length.parse(overlap))  # type: ignore[arg-type]
    assert len(tiling.tiles) == tiling.rows * tiling.columns
    whole = Rect(0, 0, width, height)
    assert all(whole.contains(tile.part) for tile in tiling.tiles)
    for x in (1.0, width / 3, width / 2, width - 1):
        for y in (1.0, height / 3, height / 2, height - 1):
            shown = [tile for tile in tiling.tiles if tile.part.contains(Rect(x, y, 0, 0), 0)]
            rows, columns = {tile.row for tile in shown}, {tile.column for tile in shown}
            assert 1 <= len(rows) <= 2 or float(Length.parse(overlap).pt) > height / tiling.rows / 2
            assert columns


def test_a_tabloid_poster_takes_four_letter_sheets_with_the_picture_moved_and_clipped() -> None:
    piece = replace(piece_of("11in", "17in", faces=1), faces=(poster(),))
    sheets = tiled_sheets(piece, LETTER, OVERLAP, SLUG)
    assert [sheet.label for sheet in sheets] == ["front A1", "front A2", "front B1", "front B2"]
    slots = [sheet.slots[0] for sheet in sheets]
    corner = (slots[0].clip.x, slots[0].clip.y)
    assert {(slot.clip.x, slot.clip.y) for slot in slots} == {corner}
    assert (slots[0].trim.x, slots[0].trim.y) == corner
    assert slots[1].trim.x == pytest.approx(corner[0] - (slots[0].clip.width - OVERLAP.pt))
    assert slots[3].trim.right == pytest.approx(slots[3].clip.right)
    for sheet in sheets:
        printable = Rect(0, 0, sheet.size.width, sheet.size.height).inset(LETTER.paper.edge.pt)
        assert printable.contains(sheet.slots[0].clip)
        for _, item in walk(sheet.marks):
            assert printable.contains(item_extent(item), 1.0)
            assert not item_extent(item).overlaps(sheet.slots[0].clip)


def test_each_tile_says_its_place_and_how_to_print_and_has_a_ruler() -> None:
    piece = replace(piece_of("11in", "17in", faces=1), faces=(poster(),))
    for number, name, sheet in zip(
        "1234", ("A1", "A2", "B1", "B2"), tiled_sheets(piece, LETTER, OVERLAP, SLUG), strict=True
    ):
        words = "".join(
            run.text for _, item in walk(sheet.marks) if isinstance(item, TextItem) for run in item.line.runs
        )
        for part in (f"{number}/4", f"[{name}]", "print at 100", "100\u00a0mm", "tip-card"):
            assert part in words, part


def test_dashed_marks_say_where_the_next_sheet_begins_and_the_last_has_none() -> None:
    piece = replace(piece_of("11in", "17in", faces=1), faces=(poster(),))
    dashed = [
        sum(isinstance(item, PathItem) and bool(item.dash) for _, item in walk(sheet.marks))
        for sheet in tiled_sheets(piece, LETTER, OVERLAP, SLUG)
    ]
    assert dashed == [4, 2, 2, 0]


def test_a_code_across_the_middle_moves_the_cut_so_that_it_is_whole_and_asked_for_once_only() -> None:
    rect = Rect(346, 562, 100, 100)
    face = poster((rect,))
    tiling = tiling_of(face, LETTER, OVERLAP)
    holders = [tile for tile in tiling.tiles if tile.part.contains(rect)]
    assert holders
    tiles = [tile_face(face, tile.part) for tile in tiling.tiles]
    assert sum(len(tile.qrs) for tile in tiles) == len(holders)
    figures = [sum(group.role is Role.FIGURE for group in groups(tile.root)) for tile in tiles]
    assert figures == [len(tile.qrs) for tile in tiles]


def test_what_a_tile_does_not_touch_is_not_on_it() -> None:
    face = poster((Rect(10, 10, 50, 50), Rect(700, 1100, 50, 50)))
    tile = tile_face(face, Rect(0, 0, 400, 600))
    assert [rect for rect, _ in codes_in(tile.root)] == [Rect(10, 10, 50, 50)]
    assert len(tile.qrs) == 1


def test_a_turned_code_counts_with_its_whole_frame() -> None:
    frame = Rect(100, 100, 200, 200)
    turned = Group(Role.DIV, (code(Rect(0, 0, 50, 50)),), frame=frame, turn=90)
    assert list(codes_in(Group(Role.DOCUMENT, (turned,)))) == [(frame, "https://example.org")]


def test_a_code_that_fits_on_no_sheet_is_refused_with_its_size() -> None:
    rule, fix = refusal(poster((Rect(10, 10, 700, 700),)))
    assert rule == "tile.code-cut"
    assert f"{700 / MM:.0f} mm" in fix


def test_two_codes_that_no_cut_spares_are_refused_with_an_overlap_that_does() -> None:
    codes = tuple(Rect(10, y, 80, 80) for y in range(100, 1100, 40))
    rule, fix = refusal(poster(codes), "5mm")
    assert rule == "tile.code-cut"
    offered = fix.rsplit(" ", 1)[1].rstrip(".")
    tiling = tiling_of(poster(codes), LETTER, Length.parse(offered))
    assert all(any(tile.part.contains(rect) for tile in tiling.tiles) for rect in codes)


def test_sheets_that_come_apart_and_overlaps_of_half_a_sheet_are_refused() -> None:
    assert refusal(poster(), stock=AVERY_5371)[0] == "tile.stock"
    assert refusal(poster(), "120mm")[0] == "tile.overlap"
