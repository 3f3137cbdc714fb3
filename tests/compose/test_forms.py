"""Forms: lines, boxes and grids to fill in stand where they were laid, with room to write and words for all of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.said import said_by
from generator.catalog.textcheck import check_block_texts
from generator.catalog.topics import texts_of
from generator.catalog.translated import in_language
from generator.compose.extents import item_extent
from generator.compose.forms import letter_of
from generator.compose.items import Blank, Face, Group, PathItem, Role, groups, moved, walk
from generator.compose.piece import compose
from generator.compose.record import Value
from generator.findings import Findings
from generator.geometry import Rect
from tests.compose.samples import clean, composed, layout_of, lines, rules, shipped, texts

SAFE, WIDTH = 9.0, 252.0
ROOM = WIDTH - 2 * SAFE
FORM = """
- entry: {label: Name, lines: 2}
- checks: {items: [One, Two, Three], marker: letter, label: Which}
"""
GRID = "[{grid: {header: [Name, Unit], count: 3, widths: [2, 1]}}]"


def forms_of(face: Face) -> list[Group]:
    """Everything to fill in on a face, in reading order."""
    return [group for group in groups(face.root) if group.role is Role.FORM]


def blanks_of(face: Face) -> list[Blank]:
    """Where it is filled in."""
    found = [form.blank for form in forms_of(face)]
    assert None not in found
    return [blank for blank in found if blank]


def drawn_in(form: Group) -> list[Rect]:
    """What is drawn for a pen."""
    return [item_extent(item) for _, item in walk(form)]


def said(face: Face) -> list[str]:
    return [form.alt for form in forms_of(face)]


def in_arabic(front: str) -> Face:
    findings = Findings()
    face = compose(layout_of(front), in_language(shipped(), "ar"), "ar", {}, findings).faces[0]
    assert not findings.errors, [str(finding) for finding in findings]
    return face


def test_an_entry_checks_and_a_grid_say_what_each_blank_is_for() -> None:
    assert said(clean(FORM)) == ["Name", "Which: a. One", "Which: b. Two", "Which: c. Three"]
    assert said(clean(GRID)) == ["Name 1", "Unit 1", "Name 2", "Unit 2", "Name 3", "Unit 3"]
    assert said(clean("[{checks: ['**Yes**', 'Call {contact.emergency.voice}']}]")) == ["Yes", "Call 911"]


@pytest.mark.parametrize(
    ("label", "spoken"),
    [
        ("Your role", "Your role: Yes"),
        ("I know who to call.", "I know who to call: Yes"),
        ("Please choose:", "Please choose: Yes"),
        ("Was it useful?", "Was it useful? Yes"),
    ],
)
def test_a_box_is_spoken_with_its_label_as_a_person_would_read_it(label: str, spoken: str) -> None:
    assert said(clean(f"[{{checks: {{items: [Yes], label: '{label}'}}}}]")) == [spoken]


def test_what_is_asked_in_another_block_is_spoken_at_each_box_and_printed_once() -> None:
    face = clean("[{heading: 'Who calls?'}, {checks: {items: [You, Nobody], ask: 'Who calls?', marker: letter}}]")
    assert said(face) == ["Who calls? a. You", "Who calls? b. Nobody"]
    assert texts(face) == ["Who calls?", "a", "You", "b", "Nobody"]


def test_a_number_that_is_only_spoken_counts_nowhere_as_printed() -> None:
    spoken = "Call {contact.emergency.voice}?"
    face = clean(f"[{{checks: {{items: [Yes], ask: '{spoken}'}}}}]")
    assert said(face) == ["Call 911? Yes"]
    assert (face.numbers, face.contacts) == ((), ())
    for key, count in (("ask", 0), ("label", 1)):
        one = said_by(layout_of(f"[{{checks: {{items: [Yes], {key}: '{spoken}'}}}}]"), shipped())[0]
        assert len(one.lines) == count
        assert spoken in one.texts


def test_a_field_that_is_only_spoken_is_filled_in() -> None:
    front = "[{checks: {items: [Yes], ask: 'Were you with {agency}?'}}]"
    piece, findings = composed(front, record={"agency": Value("the Night Shift")})
    assert not findings
    assert said(piece.faces[0]) == ["Were you with the Night Shift? Yes"]


def test_letters_stand_before_the_words_of_checks() -> None:
    assert texts(clean(FORM)) == ["Name", "Which", "a", "One", "b", "Two", "c", "Three"]
    assert texts(clean("[{checks: [One, Two]}]")) == ["One", "Two"]


@given(st.integers(1, 2000))
@settings(max_examples=60, deadline=None)
def test_no_two_entries_have_one_letter(number: int) -> None:
    assert letter_of(number) not in {letter_of(other) for other in range(max(1, number - 60), number)}
    assert letter_of(number).islower()


def test_an_entry_is_a_label_over_as_many_lines_as_asked() -> None:
    face = clean("[{entry: {label: Name, lines: 3}}]")
    (form,) = forms_of(face)
    drawn = drawn_in(form)
    assert [rule.height for rule in drawn] == pytest.approx([0.5] * 3)
    assert [b.y - a.y for a, b in pairwise(drawn)] == pytest.approx([20.25] * 2)
    assert drawn[0].y > lines(face)["Name"].baseline
    for rule in drawn:
        assert (rule.x, rule.right) == pytest.approx((SAFE, WIDTH - SAFE))
    (blank,) = blanks_of(face)
    assert blank.lines == 3
    assert blank.frame.bottom == pytest.approx(drawn[-1].bottom)
    assert blank.frame.y < drawn[0].y - 14


def test_the_room_from_line_to_line_is_as_asked_and_never_steps_down() -> None:
    for words in ("Name", "Name " * 40):
        (form,) = forms_of(clean(f"[{{entry: {{label: {words}, lines: 2, gap: 26pt}}}}]"))
        first, second = drawn_in(form)
        assert second.y - first.y == pytest.approx(26)


def test_an_entry_in_a_row_keeps_its_width_and_the_others_share_the_rest() -> None:
    face = clean("[{row: {gap: 10pt, blocks: [{entry: Name}, {entry: {label: Date, width: 1in}}]}}]")
    name, date = blanks_of(face)
    assert date.frame.width == pytest.approx(72)
    assert name.frame.width == pytest.approx(ROOM - 72 - 10)
    assert date.frame.right == pytest.approx(WIDTH - SAFE)
    assert name.frame.bottom == pytest.approx(date.frame.bottom)


def test_lines_wider_than_their_room_are_refused() -> None:
    _, findings = composed("[{entry: {label: Name, width: 4in}}]")
    assert rules(findings) == ["block.too-wide"]


def test_a_form_that_is_too_high_is_refused() -> None:
    _, findings = composed("[{grid: {header: [Name], count: 18}}]")
    assert rules(findings) == ["text.overset"]


def test_boxes_are_square_and_large_enough_for_a_pen() -> None:
    for style, kind in (("body", "wallet-card"), ("body", "letter"), ("fine", "wallet-card")):
        for form in forms_of(clean(f"[{{checks: {{items: [One, Two], style: {style}}}}}]", kind=kind)):
            assert form.blank is not None
            (outline,) = [item for _, item in walk(form)]
            assert isinstance(outline, PathItem)
            assert outline.stroke_width == 0.75
            assert form.blank.frame.width == form.blank.frame.height >= 9
            assert outline.steps[0][1] == pytest.approx(
                (form.blank.frame.x, form.blank.frame.y, form.blank.frame.width, form.blank.frame.height)
            )


def test_a_box_stands_midway_in_the_first_line_of_its_words() -> None:
    long = "Someone else holds the passport and speaks for the person whenever anybody asks"
    face = clean(f"[{{checks: [{long}, Short]}}]")
    first, second = blanks_of(face)
    cell = [item for item in lines(face).values() if item.line.text in long]
    assert len(cell) >= 2
    assert {item.x for item in cell} == {lines(face)["Short"].x}
    middle = cell[0].baseline - 0.723 * 8 / 2
    assert first.frame.y + first.frame.height / 2 == pytest.approx(middle, abs=0.1)
    assert second.frame.y > cell[-1].baseline


def test_checks_are_read_downwards_in_columns() -> None:
    face = clean("[{checks: {items: [A, B, C, D], columns: 2}}]")
    placed = lines(face)
    assert texts(face) == ["A", "B", "C", "D"]
    assert placed["A"].x == placed["B"].x < placed["C"].x == placed["D"].x
    assert placed["A"].baseline == placed["C"].baseline < placed["B"].baseline


def test_each_box_stands_within_the_entry_that_it_ticks() -> None:
    bodies = [group for group in groups(clean(FORM).root) if group.role is Role.LBODY]
    for body in bodies:
        form = body.children[0]
        assert isinstance(form, Group)
        assert form.role is Role.FORM
    assert len(bodies) == 3


def test_a_grid_is_a_table_with_a_blank_in_each_cell() -> None:
    (table,) = [group for group in groups(clean(GRID).root) if group.role is Role.TABLE]
    rows = [
        [cell.role for cell in row.children if isinstance(cell, Group)]
        for row in table.children
        if isinstance(row, Group)
    ]
    assert rows == [[Role.TH] * 2, *[[Role.TD] * 2] * 3]
    assert [
        len(list(groups(cell)))
        for row in table.children[1:]
        if isinstance(row, Group)
        for cell in row.children
        if isinstance(cell, Group)
    ] == [2] * 6


def test_cells_of_a_grid_fill_it_without_a_gap_and_are_high_enough_to_write_in() -> None:
    cells = [blank.frame for blank in blanks_of(clean(GRID))]
    left, right = cells[::2], cells[1::2]
    for one, two in zip(left, right, strict=True):
        assert one.y == two.y
        assert 0 < two.x - one.right < 2
        assert one.width / two.width == pytest.approx(2, abs=0.05)
    assert [b.y - a.y for a, b in pairwise(left)] == pytest.approx([24, 24])
    assert min(cell.height for cell in cells) > 20


def test_a_grid_is_ruled_around_and_between_its_columns() -> None:
    face = clean(GRID)
    ruled = [item_extent(item) for group, item in walk(face.root) if group.role is Role.ARTIFACT]
    upright = sorted({round(rule.x + rule.width / 2, 1) for rule in ruled if rule.width < 1})
    assert upright == pytest.approx([SAFE, SAFE + ROOM * 2 / 3, WIDTH - SAFE], abs=0.1)
    (head,) = [rule for rule in ruled if rule.width > 100]
    for name in ("Name", "Unit"):
        assert head.y < lines(face)[name].baseline < head.bottom


def test_in_arabic_boxes_columns_and_their_rules_change_sides() -> None:
    items = '"{steps.safety}"'
    (box,) = blanks_of(in_arabic(f"[{{checks: [{items}]}}]"))
    assert box.frame.right == pytest.approx(WIDTH - SAFE, abs=0.5)
    face = in_arabic("[{grid: {header: ['{steps.safety}', '{steps.question}'], count: 1, widths: [1, 2]}}]")
    first, second = (blank.frame for blank in blanks_of(face))
    assert first.x > second.right
    assert second.width > 1.9 * first.width
    ruled = [item_extent(item) for group, item in walk(face.root) if group.role is Role.ARTIFACT]
    between = [rule for rule in ruled if rule.width < 1 and SAFE + 5 < rule.x < WIDTH - SAFE - 5]
    assert [round(rule.x) for rule in between] == [round((first.x + second.right) / 2)]
    assert all(blank.end for blank in blanks_of(face))


def test_on_a_band_lines_and_boxes_take_its_ink() -> None:
    face = clean(f"[{{band: {{blocks: [{{entry: Name}}, {{checks: [One]}}, {GRID[1:-1]}]}}}}]", kind="letter")
    inks = {item.stroke for form in forms_of(face) for _, item in walk(form) if isinstance(item, PathItem)}
    assert inks == {blank.ink for blank in blanks_of(face)} == {"paper"}


def test_a_blank_moves_with_what_is_drawn_for_it() -> None:
    (form,) = forms_of(clean("[{entry: Name}]"))
    there = moved(form, 5, 7)
    assert isinstance(there, Group)
    assert form.blank is not None
    assert there.blank == replace(form.blank, frame=form.blank.frame.moved(5, 7))
    assert there.alt == form.alt


def test_checks_take_entries_of_a_list_of_a_topic_from_the_first_to_the_last_asked_for() -> None:
    face = clean(
        '[{checks: {items: "{campus.what.list}", first: 2, last: 3, marker: letter, style: fine}}]', kind="letter"
    )
    wanted = texts_of(shipped().topics, "campus.what.list")[1:3]
    assert said(face) == [f"{letter}. {text.replace('**', '')}" for letter, text in zip("bc", wanted, strict=True)]
    assert [text for text in texts(face) if len(text) == 1] == ["b", "c"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param('{items: [A, B], label: "{nowhere.a}"}', ["topic.missing-key"], id="label"),
        pytest.param('{items: "{nowhere.list}", label: "{nowhere.b}"}', ["topic.missing-key"] * 2, id="list and label"),
        pytest.param(
            '{items: "{nowhere.list}", ask: "{nowhere.b}"}', ["topic.missing-key"] * 2, id="list and question"
        ),
        pytest.param('{items: [A, B], ask: "{nobody}"}', ["field.unknown"], id="question with a field"),
        pytest.param("{items: [A, B], label: C, first: 3}", ["bullets.range"], id="the label is no entry"),
        pytest.param("{items: [A, B], label: C, first: 2}", [], id="whole"),
    ],
)
def test_the_words_of_checks_are_held_against_the_catalogue(text: str, found: list[str]) -> None:
    layout = layout_of(f"[{{checks: {text}}}]")
    findings = Findings()
    for block in layout.panels["front"]:
        check_block_texts(block, layout, shipped(), findings)
    assert [finding.rule for finding in findings] == found


def test_the_words_of_forms_are_read_by_the_rules_of_safety() -> None:
    layout = layout_of(f"{FORM}\n- grid: [Who, When]")
    words = {text for one in said_by(layout, shipped()) for text in one.texts}
    assert {"Name", "One", "Two", "Three", "Which", "Who", "When"} <= words
