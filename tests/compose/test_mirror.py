"""Promises about readers from right to left: everything changes sides, and nothing is turned."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.translated import in_language
from generator.compose.extents import item_extent
from generator.compose.items import Face, Group, Item, PathItem, Piece, Role, TextItem, walk
from generator.compose.mirror import mirrored, mirrored_format
from generator.compose.panels import ground_of
from generator.compose.paths import rectangle
from generator.compose.piece import compose
from generator.findings import Findings
from generator.geometry import Rect
from generator.press.booklet import signatures
from tests.compose.samples import layout_of, lines, shipped, texts

CARD = Rect(0, 0, 252, 144)
EDGE = 9.0


@lru_cache(maxsize=32)
def composed_in(lang: str, front: str, kind: str = "wallet-card") -> Piece:
    """The blocks on the front of a card in a language, which must compose without an error."""
    findings = Findings()
    piece = compose(layout_of(front, kind=kind), in_language(shipped(), lang), lang, {}, findings)
    assert not findings.errors, [str(finding) for finding in findings.errors]
    return piece


def face_in(lang: str, front: str) -> Face:
    return composed_in(lang, front).faces[0]


def right_of(item: TextItem) -> float:
    return item.x + item.line.width


@pytest.mark.parametrize("lang", ["ar", "fa", "ur"])
def test_lines_end_at_the_left_and_start_at_the_right_margin(lang: str) -> None:
    for item in lines(face_in(lang, '[{text: "{steps.safety}"}, {text: "{steps.tip-line}"}]')).values():
        assert right_of(item) == pytest.approx(CARD.right - EDGE)


def test_text_set_to_the_right_in_english_stands_at_the_left_in_arabic() -> None:
    (item,) = lines(face_in("ar", '[{text: {text: "{steps.question}", align: right}}]')).values()
    assert item.x == pytest.approx(EDGE)


def test_a_centred_line_stays_in_the_middle() -> None:
    (item,) = lines(face_in("ar", '[{text: {text: "{steps.question}", align: center}}]')).values()
    assert item.x + item.line.width / 2 == pytest.approx(CARD.width / 2)


def test_bullets_stand_at_the_right_of_their_entries() -> None:
    items = [item for _, item in walk(face_in("ar", '[{bullets: ["{steps.question}"]}]').root)]
    bullet, entry = (item for item in items if isinstance(item, TextItem))
    assert bullet.line.text == "•"
    assert right_of(bullet) == pytest.approx(CARD.right - EDGE)
    assert right_of(entry) < bullet.x


def test_the_first_block_of_a_row_stands_at_the_right() -> None:
    placed = lines(face_in("ar", '[{row: [{text: "{steps.report.title}"}, {text: "{steps.respond.title}"}]}]'))
    first, second = placed.values()
    assert first.x > CARD.width / 2 > right_of(second)


def test_the_icon_of_a_contact_stands_at_the_right_of_its_number_and_the_number_is_not_turned() -> None:
    face = face_in("ar", "[{contact: hsi-tipline}]")
    number = lines(face)["1-866-347-2423"]
    icon = [item_extent(item) for group, item in walk(face.root) if group.role is Role.ARTIFACT]
    assert min(extent.x for extent in icon) > right_of(number)
    (run,) = number.line.runs
    assert run.level == 2
    assert "".join(glyph.text for glyph in run.glyphs) == "1-866-347-2423"


def test_an_icon_keeps_its_shape() -> None:
    def shape(lang: str) -> list[tuple[float, ...]]:
        face = face_in(lang, "[{icon: {name: phone, size: 20pt}}]")
        paths = [item for _, item in walk(face.root) if isinstance(item, PathItem)]
        left = min(item_extent(path).x for path in paths)
        return [tuple(round(v - left * (k % 2 == 0), 6) for k, v in enumerate(at)) for p in paths for _, at in p.steps]

    assert shape("ar") == shape("en")


def test_a_code_changes_sides_and_keeps_every_module() -> None:
    def dark(lang: str) -> PathItem:
        face = face_in(lang, '[{row: [{text: "{steps.question}"}, {qr: {contact: hsi-tipline, module: 0.5mm}}]}]')
        return next(i for g, i in walk(face.root) if g.role is Role.FIGURE and isinstance(i, PathItem))

    ours, theirs = dark("en"), dark("ar")
    assert item_extent(ours).x > CARD.width / 2 > item_extent(theirs).right
    shift = ours.steps[0][1][0] - theirs.steps[0][1][0]
    assert [at[0] - shift for _, at in ours.steps] == pytest.approx([at[0] for _, at in theirs.steps])


def test_a_band_still_runs_into_the_bleed_on_both_sides() -> None:
    face = face_in("ar", '[{band: {blocks: [{text: "{steps.question}"}]}}]')
    band = next(item_extent(item) for group, item in walk(face.root) if group.role is Role.ARTIFACT)
    assert (band.x, band.right) == pytest.approx((-9, CARD.right + 9))


def test_reading_order_is_that_of_the_layout() -> None:
    face = face_in("ar", '[{row: [{text: "{steps.report.title}"}, {text: "{steps.respond.title}"}]}]')
    topics = in_language(shipped(), "ar").topics["steps"].node.value
    assert isinstance(topics, dict)
    assert texts(face) == [topics[key].value["title"].value for key in ("report", "respond")]  # type: ignore[index,union-attr]


@given(st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), max_size=6))
def test_mirroring_twice_gives_everything_back(spans: list[tuple[int, int]]) -> None:
    parts: tuple[Group | Item, ...] = tuple(
        Group(Role.DIV, (PathItem(rectangle(Rect(x, 0, width, 5)), fill="ink"),)) for x, width in spans
    )
    assert mirrored(mirrored(parts, 100), 100) == parts
    for part, (x, width) in zip(mirrored(parts, 100), spans, strict=True):
        assert isinstance(part, Group)
        assert item_extent(next(item for _, item in walk(part))) == Rect(100 - x - width, 0, width, 5)


@pytest.mark.parametrize("kind", ["shoe-fold", "letter-trifold", "wallet-accordion", "tear-off"])
def test_panels_and_folds_of_a_face_change_sides_and_still_fill_it(kind: str) -> None:
    plain = shipped().formats[kind]
    turned = mirrored_format(plain)
    for before, after in zip(plain.faces, turned.faces, strict=True):
        for panel, other in zip(before.panels, after.panels, strict=True):
            assert other.name == panel.name
            assert panel.x + panel.width + other.x == plain.width
        assert [fold.at for fold in after.folds if fold.upright] == [
            plain.width - fold.at for fold in before.folds if fold.upright
        ]
    assert mirrored_format(turned) == plain


def test_a_cover_opens_at_the_other_side() -> None:
    ours, theirs = shipped().formats["shoe-fold"], mirrored_format(shipped().formats["shoe-fold"])

    def cover(kind: object) -> float:
        return next(p.x.pt for face in kind.faces for p in face.panels if p.name == "outside-cover")  # type: ignore[attr-defined]

    assert cover(ours) > 0
    assert cover(theirs) == 0


def test_the_edges_of_a_panel_are_named_from_where_reading_starts() -> None:
    kind = shipped().formats["shoe-fold"]
    cover = next(panel for face in kind.faces for panel in face.panels if panel.name == "outside-cover")
    assert ground_of(cover, kind).bleeds == {"top", "bottom", "right"}
    assert ground_of(cover, kind, rtl=True).bleeds == {"top", "bottom", "left"}


def test_a_booklet_read_from_the_right_is_bound_at_its_right() -> None:
    face = composed_in("ar", '[{text: "{steps.question}"}]').faces[0]
    pages = [replace(face, name=str(number)) for number in range(1, 9)]
    outer = signatures(pages, rtl=True)[0]
    assert [page.name for page in (outer.left, outer.right, outer.behind_left, outer.behind_right)] == list("1827")
    ours = signatures(pages)[0]
    assert (ours.left, ours.right) == (outer.right, outer.left)


def test_a_text_code_that_is_not_answered_in_the_language_comes_last_and_says_so() -> None:
    block = "[{contact: {contact: nht-hotline, channels: [text, voice], show: []}}]"
    assert texts(face_in("en", block))[1:] == ["Text 233733", "1-888-373-7888"]
    assert texts(face_in("es", block))[1:] == ["Texto al 233733", "1-888-373-7888"]
    contact = in_language(shipped(), "fr").contacts.contacts["nht-hotline"]
    spoken = next(channel.languages for channel in contact.channels if channel.languages)
    assert texts(face_in("fr", block))[1] == "1-888-373-7888"
    assert texts(face_in("fr", block))[-1].endswith(f"233733 ({spoken})")
    sizes = {text: item.line.runs[-1].size for text, item in lines(face_in("fr", block)).items()}
    assert sizes["1-888-373-7888"] > max(size for text, size in sizes.items() if "233733" in text)


def test_numbers_keep_the_size_of_the_theme_where_words_are_set_larger() -> None:
    ours, theirs = (lines(face_in(lang, "[{contact: hsi-tipline}]")) for lang in ("en", "ar"))
    assert theirs["1-866-347-2423"].line.runs[0].size == ours["1-866-347-2423"].line.runs[0].size
    label, name = (next(iter(placed.values())).line.runs[0].size for placed in (ours, theirs))
    assert name == pytest.approx(label * 1.15)
