"""What of a face is on one tile: items it touches, codes and numbers that are whole on it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.inks import REGISTRATION
from generator.compose.extents import item_extent
from generator.compose.items import AskedNumber, Face, Group, ImageItem, PathItem, Role, TextItem, groups, walk
from generator.compose.paths import rectangle
from generator.geometry import Rect, Size
from generator.press.slug import one_line
from generator.press.tiling import code_payloads_whole, tile_face
from tests.press.samples import SLUG

TRIM = Size(800.0, 1200.0)
PART = Rect(0, 0, 400, 600)


def word(text: str, x: float, y: float) -> TextItem:
    return one_line(SLUG.data(text), SLUG).at(x, y)[0]


def box(rect: Rect) -> PathItem:
    return PathItem(rectangle(rect), fill=REGISTRATION)


def face(*children: Group | TextItem | PathItem | ImageItem, numbers: tuple[str, ...] = ()) -> Face:
    asked = tuple(AskedNumber("hotline", shown) for shown in numbers)
    return Face("front", TRIM, 9.0, 54.0, Group(Role.DOCUMENT, tuple(children)), numbers=asked)


def paragraph(text: str, x: float, y: float) -> Group:
    return Group(Role.P, (word(text, x, y),))


rects = st.builds(Rect, st.floats(0, 700), st.floats(0, 1100), st.floats(5, 100), st.floats(5, 100))


@settings(max_examples=60)
@given(st.lists(rects, max_size=12), rects)
def test_a_tile_has_each_item_it_touches_and_no_other(spots: list[Rect], part: Rect) -> None:
    whole = face(*(Group(Role.DIV, (box(spot),)) for spot in spots))
    kept = [item for _, item in walk(tile_face(whole, part).root)]
    assert kept == [item for _, item in walk(whole.root) if item_extent(item).overlaps(part)]


@settings(max_examples=40)
@given(st.lists(rects, max_size=12))
def test_a_tile_as_large_as_the_poster_is_the_poster(spots: list[Rect]) -> None:
    whole = face(*(Group(Role.DIV, (box(spot),)) for spot in spots))
    assert tile_face(whole, Rect(-10, -10, 900, 1300)) == whole


def test_groups_of_which_nothing_is_left_are_gone_and_the_others_keep_their_role() -> None:
    nested = Group(Role.SECT, (Group(Role.H1, (word("near", 10, 10),)), Group(Role.P, (word("far", 700, 1100),))))
    tile = tile_face(face(nested, paragraph("far too", 700, 1000)), PART)
    assert [group.role for group in groups(tile.root)] == [Role.DOCUMENT, Role.SECT, Role.H1]


def test_a_turned_group_is_kept_whole_where_its_frame_touches() -> None:
    turned = Group(Role.DIV, (word("inside", 0, 10),), frame=Rect(350, 550, 100, 100), turn=90)
    outside = Group(Role.DIV, (word("outside", 0, 10),), frame=Rect(450, 650, 100, 100), turn=90)
    assert tile_face(face(turned, outside), PART).root.children == (turned,)


def test_pictures_are_kept_by_their_frame() -> None:
    near = ImageItem(Rect(380, 10, 100, 100), Path("near.png"))
    far = ImageItem(Rect(500, 10, 100, 100), Path("far.png"))
    assert tile_face(face(near, far), PART).root.children == (near,)


def test_a_number_that_is_whole_on_a_tile_is_asked_of_it_as_often_as_it_stands_there() -> None:
    shown = "1-866-347-2423"
    whole = face(paragraph(shown, 10, 10), paragraph(shown, 10, 100), paragraph(shown, 500, 10), numbers=(shown,) * 3)
    assert [number.shown for number in tile_face(whole, PART).numbers] == [shown, shown]
    assert [number.shown for number in tile_face(whole, Rect(400, 0, 400, 600)).numbers] == [shown]


def test_a_number_that_a_tile_cuts_is_not_asked_of_it() -> None:
    shown = "1-866-347-2423"
    tile = tile_face(face(paragraph(shown, 390, 10), numbers=(shown,)), PART)
    assert tile.numbers == ()
    assert [item for _, item in walk(tile.root)], "but its part is printed, for the sheets are glued"


def test_a_code_that_a_tile_cuts_is_decoration_without_words_or_link() -> None:
    code = Group(Role.FIGURE, (box(Rect(350, 10, 100, 100)),), alt="code", link="https://example.org")
    tile = tile_face(face(code), PART)
    (only,) = tile.root.children
    assert isinstance(only, Group)
    assert (only.role, only.alt, only.link) == (Role.ARTIFACT, "", "")
    assert code_payloads_whole(face(code), PART) == []
    assert code_payloads_whole(face(code), Rect(300, 0, 400, 600)) == ["https://example.org"]
