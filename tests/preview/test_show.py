"""Previews: every face with its guides, what was typed told where it stands, and nothing that raises."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageChops, ImageStat

from generator.findings import Severity
from generator.making import Purpose, make
from generator.order import Order
from generator.pdf.raster import render
from generator.preview.model import Area, FacePicture
from generator.preview.show import show
from tests.preview.shown import OUT, SHIPPED, catalogue, image_of, job_of, on_trim, only, shown, words_at

LONG = "Long words of an office that go on " * 5
DETAILS = 1.0  # points: letters reach a little over the box of their line


def _right(area: Area) -> float:
    return area.left + area.width


def _bottom(area: Area) -> float:
    return area.top + area.height


def _within(inner: Area, outer: Area) -> bool:
    slack = 1e-9
    return (
        inner.left >= outer.left - slack
        and inner.top >= outer.top - slack
        and _right(inner) <= _right(outer) + slack
        and _bottom(inner) <= _bottom(outer) + slack
    )


GUIDED = {
    "card": ("campus-glovebox-card", "es", (1, 1), 0),
    "hanger with a hole": ("door-hanger", "en", (1, 1), 0),
    "fold": ("campus-glovebox-fold", "en", (2, 2), 1),
    "accordion": ("hotline-accordion", "es", (4, 4), 3),
    "tri-fold": ("efforts-brochure", "en", (3, 3), 2),
    "tent": ("table-tent", "en", (2,), 1),
    "tabs": ("tear-off-poster", "en", (9,), 0),
    "booklet": ("sro-guide", "en", (1,) * 8, 0),
    "right to left": ("shoe-card", "ar", (2, 2), 1),
}


@pytest.mark.parametrize(("layout", "lang", "panels", "folds"), GUIDED.values(), ids=GUIDED)
def test_each_face_shows_its_trim_with_the_bleed_around_it_and_a_safe_area_for_each_panel(
    layout: str, lang: str, panels: tuple[int, ...], folds: int
) -> None:
    preview = shown(layout, lang)
    kind = catalogue().formats[catalogue().layouts[layout].format]
    assert [len(face.safes) for face in preview.faces] == list(panels)
    for face in preview.faces:
        assert face.width == pytest.approx(kind.width.pt + 2 * kind.bleed.pt)
        assert face.height == pytest.approx(kind.height.pt + 2 * kind.bleed.pt)
        assert face.trim.left * face.width == pytest.approx(kind.bleed.pt)
        assert face.trim.top * face.height == pytest.approx(kind.bleed.pt)
        assert face.trim.width * face.width == pytest.approx(kind.width.pt)
        assert all(_within(safe, face.trim) for safe in face.safes)
        assert len(face.folds) == folds
        width, height = image_of(face).size
        assert width / height == pytest.approx(face.width / face.height, rel=0.01)


@pytest.mark.parametrize(
    ("layout", "lang", "rtl"),
    [("efforts-brochure", "en", False), ("shoe-card", "en", False), ("shoe-card", "ar", True)],
    ids=["tri-fold", "left to right", "right to left"],
)
def test_safe_areas_stand_in_reading_order_with_a_fold_between_each_two(layout: str, lang: str, rtl: bool) -> None:
    for face in shown(layout, lang).faces:
        lying = all(fold.height == 0 for fold in face.folds)
        for before, after in pairwise(face.safes):
            first, second = (after, before) if rtl and not lying else (before, after)
            between = [
                fold
                for fold in face.folds
                if (_bottom(first) <= fold.top <= second.top if lying else _right(first) <= fold.left <= second.left)
            ]
            assert len(between) == 1


def test_a_door_hanger_keeps_its_hole_clear_in_the_safe_area() -> None:
    face = shown("door-hanger").faces[0]
    kind = catalogue().formats["door-hanger"]
    assert on_trim(face.safes[0], face).y == pytest.approx(kind.clear_top.pt)
    assert kind.clear_top.pt > kind.safe.pt


def test_within_the_trim_a_face_is_the_page_of_the_file_for_the_screen() -> None:
    fields = {"agency": "Example University Police", "dispatch": "202-555-0188"}
    preview = shown("campus-glovebox-card", "es", **fields)
    pages = render(make(job_of("campus-glovebox-card", "es", **fields))[0].data, 192)
    for face, page in zip(preview.faces, pages, strict=True):
        picture = image_of(face)
        margin = round(face.trim.left * picture.width)
        inside = picture.crop((margin, margin, picture.width - margin, picture.height - margin))
        assert inside.size == page.size
        assert max(ImageStat.Stat(ImageChops.difference(inside, page)).mean) < 0.5


def test_a_ground_that_runs_off_is_seen_in_the_bleed() -> None:
    front = image_of(shown("campus-glovebox-fold", "es").faces[0])
    assert front.getpixel((front.width - 3, 3)) != (255, 255, 255)


def test_a_card_is_crisp_at_twice_its_size_and_a_poster_takes_no_more_than_is_quick() -> None:
    card, poster = shown("indicator-card").faces[0], shown("three-steps-poster").faces[0]
    assert image_of(card).width == pytest.approx(card.width / 72 * 192, abs=2)
    assert 1_400_000 < image_of(poster).width * image_of(poster).height < 1_650_000


# A wrong value by the kind of its field, and a stretch of the sample that stands in its place on one line.
WRONG = {
    "phone of a card": ("campus-glovebox-card", "en", "dispatch", "12", "202-555-0142"),
    "second phone, in Spanish": ("campus-glovebox-card", "es", "advocate", "call us", "202-555-0173"),
    "phone on a panel of a fold": ("campus-glovebox-fold", "es", "task_force", "1" * 30, "202-555-0118"),
    "phone from right to left": ("hsi-tip-card", "ar", "dispatch", "0", "202-555-0142"),
    "phone of a poster": ("three-steps-poster", "ar", "dispatch", "x", "202-555-0142"),
    "text, and turned": ("name-tent", "en", "name", "a" * 201, "Ana"),
    "text of a booklet": ("sro-guide", "en", "agency", "a\u200bb", "Sample"),
}


@pytest.mark.parametrize(("layout", "lang", "field", "typed", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_is_told_at_its_field_with_the_sample_shown_where_it_will_stand(
    layout: str, lang: str, field: str, typed: str, words: str
) -> None:
    preview = shown(layout, lang, **{field: typed})
    (told,) = [one for one in preview.told if one.finding.severity is Severity.ERROR]
    sample = catalogue().layouts[layout].fields[field].sample
    assert told.field == field
    assert told.instead == sample
    found = list(words_at(job_of(layout, lang, **{field: sample}), words))
    spots = [(spot.face, on_trim(spot.area, preview.faces[spot.face])) for spot in told.spots]
    assert found
    assert spots
    for page, rect in found:
        assert any(face == page and area.contains(rect, DETAILS) for face, area in spots), rect
    for face, area in spots:
        assert any(page == face and area.contains(rect, DETAILS) for page, rect in found), area
        assert area.width * area.height < 0.5 * preview.faces[face].width * preview.faces[face].height


def test_a_sample_that_is_printed_is_told_where_it_stands() -> None:
    told = only(shown("name-tent"), "field.sample")
    assert told.field == "name"
    assert [spot.face for spot in told.spots] == [0, 0]


def test_a_value_that_is_right_is_shown_and_nothing_is_told_of_it() -> None:
    before, after = shown("campus-glovebox-card", dispatch="202-555-0188"), shown("campus-glovebox-card")
    assert not [told for told in before.told if told.field == "dispatch"]
    assert [face.png for face in before.faces] != [face.png for face in after.faces]


def test_words_that_run_out_of_their_panel_are_shown_and_told_where_it_runs_full() -> None:
    preview = shown("certificate", hours=LONG)
    told = only(preview, "text.overset")
    assert told.field == "hours"
    assert len(preview.faces) == 1
    (spot,) = told.spots
    assert spot.area.height > 0.2


def test_of_two_panels_with_the_same_words_each_is_told_for_itself() -> None:
    preview = shown("name-tent", name=LONG, unit=LONG)
    told = [one for one in preview.told if one.finding.rule == "text.overset"]
    upper, lower = sorted(one.spots[0].area.top for one in told)
    assert [(one.field, len(one.spots)) for one in told] == [("unit", 1), ("unit", 1)]
    assert upper < 0.1
    assert lower > 0.5


def test_a_word_that_is_too_wide_is_told_at_the_field_that_holds_it() -> None:
    told = only(shown("campus-glovebox-fold", "es", agency="W" * 150), "text.overfull")
    assert told.field == "agency"
    assert told.spots


def test_what_no_font_can_print_is_told_at_its_field() -> None:
    preview = shown("campus-glovebox-card", agency="Sample 😀 Police", dispatch="202-555-0188")
    told = only(preview, "text.no-glyph")
    assert told.field == "agency"
    assert len(preview.faces) == 2


def test_a_field_that_there_is_not_is_told_by_its_name() -> None:
    told = only(shown("indicator-card", agency="Example"), "field.unknown")
    assert (told.field, told.spots) == ("agency", ())


def test_a_choice_shows_what_was_chosen_and_one_that_there_is_not_shows_the_sample() -> None:
    usual, chosen, wrong = (shown("scenario-card", case=case) for case in ("", "paid-by-day", "nowhere"))
    told = only(wrong, "field.choice")
    assert [face.png for face in usual.faces] == [face.png for face in wrong.faces]
    assert [face.png for face in usual.faces] != [face.png for face in chosen.faces]
    assert told.field == "case"
    assert told.instead == "cash-kitchen"


def test_a_contact_shows_the_one_chosen_and_one_that_there_is_not_is_told_where_it_would_stand() -> None:
    usual, chosen, wrong = (shown("errata-label", line=line) for line in ("", "emergency", "nobody"))
    told = only(wrong, "contact.unknown")
    assert [face.png for face in usual.faces] == [face.png for face in wrong.faces]
    assert [face.png for face in usual.faces] != [face.png for face in chosen.faces]
    assert told.field == "line"
    assert told.spots


def test_a_language_that_a_piece_was_not_translated_into_is_told_and_nothing_shown() -> None:
    preview = shown("campus-glovebox-card", "ar")
    assert preview.faces == ()
    assert [told.finding.rule for told in preview.told] == ["translation.none"]
    assert preview.title == "Campus glove-box card"


@pytest.mark.parametrize(
    "order",
    [
        Order(OUT, ("nothing",), ("en",)),
        Order(OUT, ("indicator-card",), ("xx",)),
        Order(OUT, ("indicator-card",), ("en",), theme="pink"),
        Order(OUT, ("indicator-card",), ("en",), stock="nothing-8371"),
        Order(OUT, ("posting-notice",), ("en",), rule="nowhere-1"),
    ],
    ids=["layout", "language", "theme", "stock", "rule"],
)
def test_a_name_that_there_is_not_is_told_and_nothing_shown(order: Order) -> None:
    preview = show(SHIPPED, order)
    assert preview.faces == ()
    assert [told.finding.severity for told in preview.told] == [Severity.ERROR]


def test_a_notice_is_shown_as_its_rule_lays_it_out() -> None:
    order = Order(OUT, ("posting-notice",), ("en",), (Purpose.SCREEN,), rule="tx-gov-402.0351")
    preview = show(SHIPPED, order)
    plain = shown("posting-notice")
    assert preview.faces
    assert [face.png for face in preview.faces] != [face.png for face in plain.faces]


def test_an_order_without_a_language_is_shown_in_english() -> None:
    preview = show(SHIPPED, Order(OUT, ("indicator-card",)))
    assert preview.lang == "en"
    assert len(preview.faces) == 2


def _pngs(faces: tuple[FacePicture, ...]) -> list[bytes]:
    return [face.png for face in faces]


def test_previews_in_one_process_do_not_mix() -> None:
    wanted = [("campus-glovebox-card", f"Office {number}") for number in range(4)]
    alone = [_pngs(shown(layout, agency=agency).faces) for layout, agency in wanted]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda one: _pngs(shown(one[0], agency=one[1]).faces), wanted))
    assert together == alone
    assert len({png for pngs in alone for png in pngs}) > len(wanted)


def test_a_preview_goes_from_process_to_process() -> None:
    preview = shown("campus-glovebox-card", "es", dispatch="12")
    assert pickle.loads(pickle.dumps(preview)) == preview  # noqa: S301 - our own


@settings(max_examples=12)
@given(st.text(max_size=230), st.text(max_size=40))
def test_nothing_that_is_typed_raises(agency: str, dispatch: str) -> None:
    preview = shown("campus-glovebox-card", agency=agency, dispatch=dispatch)
    assert len(preview.faces) == 2
    for told in preview.told:
        assert all(0 <= value <= 1 for spot in told.spots for value in vars(spot.area).values())
