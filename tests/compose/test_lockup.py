"""The contact lockup: the number is the hero, and who answers stands with it."""

from __future__ import annotations

from dataclasses import replace

from generator.compose.items import PathItem, Role, TextItem, walk
from generator.compose.piece import compose_in
from generator.findings import Findings
from tests.compose.samples import clean, composed, items, layout_of, lines, numbers_of, shipped, texts


def test_name_number_and_who_answers_stand_in_that_order() -> None:
    assert texts(clean("[{contact: hsi-tipline}]")) == ["HSI Tip Line", "1-866-347-2423", "Federal agents (HSI)"]


def test_the_number_is_the_largest_and_boldest_on_the_block() -> None:
    face = clean("[{contact: hsi-tipline}]")
    sizes = {text: item.line.runs[0].size for text, item in lines(face).items()}
    assert max(sizes, key=lambda text: sizes[text]) == "1-866-347-2423"
    assert lines(face)["1-866-347-2423"].line.runs[0].face.name == "PublicSans-Bold"


def test_figures_of_a_number_are_tabular() -> None:
    run = lines(clean("[{contact: hsi-tipline}]"))["1-866-347-2423"].line.runs[0]
    digits = {glyph.advance for glyph in run.glyphs if glyph.text.isdigit()}
    assert len(digits) == 1


def test_the_icon_stands_beside_the_number_where_there_is_room() -> None:
    face = clean("[{contact: hsi-tipline}]")
    number = lines(face)["1-866-347-2423"]
    icon = next(item for item in items(face) if isinstance(item, PathItem))
    xs = [at[0] for _, at in icon.steps if at]
    assert max(xs) < number.x


def test_the_icon_moves_up_to_the_name_where_the_number_needs_the_width() -> None:
    face = clean("[{stack: {width: 130pt, blocks: [{contact: {contact: hsi-tipline, size: number}}]}}]")
    placed = lines(face)
    assert placed["1-866-347-2423"].x == 9
    assert placed["HSI Tip Line"].x > 9


def test_a_label_replaces_the_name() -> None:
    assert texts(clean("[{contact: {contact: hsi-tipline, label: Report what you saw, show: []}}]")) == [
        "Report what you saw",
        "1-866-347-2423",
    ]


def test_a_text_code_says_what_to_do_with_it() -> None:
    face = clean("[{contact: {contact: nht-hotline, channels: [voice, text], show: []}}]")
    assert texts(face)[1:] == ["1-888-373-7888", "Text 233733"]


def test_hours_and_languages_are_shown_on_request() -> None:
    face = clean("[{contact: {contact: nht-hotline, show: [who, hours]}}]")
    assert texts(face)[2:] == ["A nonprofit, not the police", "24 hours a day, 7 days a week"]


def test_numbers_are_asked_once_though_the_block_is_measured_first() -> None:
    piece, _ = composed("[{row: [{contact: hsi-tipline}, {contact: nht-hotline}]}]")
    assert [number.shown for number in numbers_of(piece)] == ["1-866-347-2423", "1-888-373-7888"]


def test_the_icon_is_no_text_and_no_figure() -> None:
    for group, item in walk(clean("[{contact: hsi-tipline}]").root):
        assert isinstance(item, TextItem) or group.role is Role.ARTIFACT


def test_what_the_directory_does_not_state_is_not_printed_in_any_language() -> None:
    block = "[{contact: {contact: whd, show: [who, hours, languages]}}]"
    assert texts(clean(block)) == ["Wage and Hour Division", "1-866-487-9243", "Labor Department staff, not police"]
    layout, findings = replace(layout_of(block), id="hsi-tip-card"), Findings()
    piece, spoken = compose_in(layout, shipped(), "es", {}, findings)
    assert spoken.contacts.contacts["whd"].hours != "not stated"
    assert len(texts(piece.faces[0])) == 3
