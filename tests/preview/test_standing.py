"""Where blocks stand: their places on a face are those where a reader of the file finds their words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.catalog.blocks import Bilingual, ContactBlock, Row, Spacer, Stack, printed_texts, walk
from generator.compose.items import Face, Group, Item, groups
from generator.compose.mirror import mirrored_format
from generator.geometry import Rect
from generator.making import Job, make
from generator.preview.standing import Standing, standing, turned
from tests.preview.shown import catalogue, job_of, words_at

LETTERS = 1.0  # points: ink reaches a little over the box of its line


def _standing(job: Job) -> list[Standing]:
    kind = catalogue().formats[catalogue().layouts[job.piece.layout].format]
    return list(standing(job.piece.faces, mirrored_format(kind) if job.piece.rtl else kind))


PRINTED = {
    "card": ("campus-glovebox-card", "es", "1-866-347-2423"),
    "fold": ("campus-glovebox-fold", "en", "1-866-347-2423"),
    "turned by a half": ("table-tent", "en", "1-888-373-7888"),
    "tabs, turned by a quarter": ("tear-off-poster", "en", "1-888-373-7888"),
    "right to left": ("indicator-card", "ar", "1-888-373-7888"),
    "fold from right to left": ("shoe-card", "ar", "1-888-373-7888"),
    "tabs, from right to left": ("tear-off-poster", "ar", "1-888-373-7888"),
    "two languages": ("two-language-poster", "ar", "1-866-347-2423"),
    "booklet": ("sro-guide", "en", "1-888-373-7888"),
}


@pytest.mark.parametrize(("layout", "lang", "number"), PRINTED.values(), ids=PRINTED)
def test_each_number_is_read_within_the_block_that_prints_it(layout: str, lang: str, number: str) -> None:
    job = job_of(layout, lang)
    found = list(words_at(job, number))
    leaves = [one for one in _standing(job) if not hasattr(one.block, "blocks")]
    assert found
    for page, rect in found:
        around = [one for one in leaves if one.face == page and one.rect.contains(rect, LETTERS)]
        assert len(around) == 1, rect


@pytest.mark.parametrize(("layout", "lang", "number"), PRINTED.values(), ids=PRINTED)
def test_each_lockup_stands_where_its_number_is_read(layout: str, lang: str, number: str) -> None:
    job = job_of(layout, lang)
    found = list(words_at(job, number))
    ids = {
        contact.id
        for contact in catalogue().contacts.contacts.values()
        if number in (channel.shown for channel in contact.channels)
    }
    lockups = [one for one in _standing(job) if isinstance(one.block, ContactBlock) and one.block.contact in ids]
    lockups = [one for one in lockups if one.block.channels in ((), ("voice",)) or "voice" in one.block.channels]
    for one in lockups:
        assert any(page == one.face and one.rect.contains(rect, LETTERS) for page, rect in found), one.rect


def test_a_tab_stands_as_often_as_it_is_torn_off() -> None:
    job = job_of("tear-off-poster")
    tabs = [one for one in _standing(job) if one.panel == catalogue().formats["tear-off"].faces[0].panels[1].name]
    times = {id(one.block): 0 for one in tabs}
    for one in tabs:
        times[id(one.block)] += 1
    assert set(times.values()) == {8}


@pytest.mark.parametrize("layout", ["table-tent", "indicator-card", "evaluation-form", "two-language-poster"])
def test_every_block_that_prints_something_stands_somewhere(layout: str) -> None:
    found = {id(one.block) for one in _standing(job_of(layout))}
    blocks = [block for panel in catalogue().layouts[layout].panels.values() for block in walk(panel)]
    inner = (Spacer, Stack, Bilingual, Row)  # a row that keeps one block, or none, is no row
    leaves = [block for block in blocks if not block.when and not isinstance(block, inner)]
    missing = [block.place for block in leaves if id(block) not in found and "{" not in str(printed_texts(block))]
    assert len(leaves) > 3
    assert not missing


def test_a_row_stands_around_what_is_in_it() -> None:
    found = _standing(job_of("indicator-card"))
    rows = [one for one in found if isinstance(one.block, Row)]
    assert rows
    for row in rows:
        inner = {id(block) for block in walk(row.block.blocks)} if isinstance(row.block, Row) else set()
        inside = [one for one in found if id(one.block) in inner]
        assert inside
        assert all(row.rect.contains(one.rect) for one in inside)


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (0, Rect(110, 205, 20, 4)),
        (90, Rect(150 - 9, 200 + 10, 4, 20)),
        (180, Rect(150 - 30, 300 - 9, 20, 4)),
        (270, Rect(100 + 5, 300 - 30, 4, 20)),
    ],
)
def test_what_is_printed_turned_is_found_clockwise(turn: int, expected: Rect) -> None:
    assert turned(Rect(10, 5, 20, 4), Rect(100, 200, 50, 100), turn) == expected


def _bare(item: Group | Item) -> Group | Item:
    """The same without a word of what it was laid for."""
    if not isinstance(item, Group):
        return item
    return replace(item, children=tuple(map(_bare, item.children)), block=None)


@pytest.mark.parametrize("layout", ["campus-glovebox-fold", "tear-off-poster", "evaluation-form"])
def test_a_file_is_the_same_byte_for_byte_whether_its_blocks_are_known_or_not(layout: str) -> None:
    job = job_of(layout)
    faces: list[Face] = []
    for face in job.piece.faces:
        root = _bare(face.root)
        assert isinstance(root, Group)
        faces.append(replace(face, root=root))
    known = [group.block for face in job.piece.faces for group in groups(face.root) if group.block]
    assert len({id(block) for block in known}) > 3
    assert faces == list(job.piece.faces)
    assert make(replace(job, piece=replace(job.piece, faces=tuple(faces))))[0].data == make(job)[0].data
