"""Tables: cells stand in their columns and rows, carry their roles, and turn over where the language does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.said import said_by
from generator.catalog.translated import in_language, lacking
from generator.compose.extents import item_extent
from generator.compose.items import Face, Group, PathItem, Role, TextItem, groups, walk
from generator.compose.piece import compose
from generator.compose.record import Value
from generator.findings import Findings
from generator.geometry import Rect
from generator.translate.usage import texts_in
from tests.compose.samples import clean, composed, layout_of, lines, rules, shipped, texts

SAFE, WIDTH, GAP = 9.0, 252.0, 4.0
ROOM = WIDTH - 2 * SAFE
TWO = "[{table: {header: [Sign, Step], rows: [[One, Look], [Two, Call]]}}]"
WIDE = "{header: [Sign, Step], widths: [1, 2], rows: [[One, Look], [Two, Call]]}"


def rows_of(face: Face) -> list[list[tuple[Role, str]]]:
    """The rows of the one table of a face: role and text of each cell."""
    (table,) = (group for group in groups(face.root) if group.role is Role.TABLE)
    rows = [row for row in table.children if isinstance(row, Group)]
    assert {row.role for row in rows} == {Role.TR}
    assert len(rows) == len(table.children)
    return [[(cell.role, _text(cell)) for cell in row.children if isinstance(cell, Group)] for row in rows]


def _text(cell: Group) -> str:
    return " ".join(item.line.text for _, item in walk(cell) if isinstance(item, TextItem))


def rules_of(face: Face) -> list[tuple[Rect, str]]:
    """The lines of a table from the top, with their inks."""
    drawn = [
        (item_extent(item), item.fill)
        for group, item in walk(face.root)
        if group.role is Role.ARTIFACT and isinstance(item, PathItem)
    ]
    return sorted(drawn, key=lambda entry: entry[0].y)


def test_a_table_is_rows_of_cells_under_a_row_of_heads() -> None:
    face = clean(TWO)
    assert rows_of(face) == [
        [(Role.TH, "Sign"), (Role.TH, "Step")],
        [(Role.TD, "One"), (Role.TD, "Look")],
        [(Role.TD, "Two"), (Role.TD, "Call")],
    ]
    assert texts(face) == ["Sign", "Step", "One", "Look", "Two", "Call"]


def test_cells_of_a_column_start_together_and_cells_of_a_row_share_a_line() -> None:
    placed = lines(clean(TWO))
    half = (ROOM - 2 * GAP) / 2
    assert {placed[name].x for name in ("Sign", "One", "Two")} == {SAFE}
    for name in ("Step", "Look", "Call"):
        assert placed[name].x == pytest.approx(SAFE + half + 2 * GAP)
    assert placed["One"].baseline == placed["Look"].baseline < placed["Two"].baseline == placed["Call"].baseline


def test_widths_are_shares_of_what_the_gutters_leave() -> None:
    placed = lines(clean(f"[{{table: {WIDE}}}]"))
    assert placed["Look"].x == pytest.approx(SAFE + (ROOM - 2 * GAP) / 3 + 2 * GAP)


def test_a_long_text_goes_on_below_itself_and_makes_its_row_as_high() -> None:
    words = "Someone else holds the passport and speaks for the person"
    face = clean(f"[{{table: {{header: [A, B], rows: [['{words}', short], [next, last]]}}}}]")
    assert rows_of(face)[1] == [(Role.TD, words), (Role.TD, "short")]
    cell = [item for _, item in walk(face.root) if isinstance(item, TextItem) and item.line.text in words]
    assert len(cell) >= 2
    assert len({item.x for item in cell}) == 1
    assert max(item.x + item.line.width for item in cell) <= SAFE + (ROOM - 2 * GAP) / 2 + 0.01
    placed = lines(face)
    assert placed["short"].baseline == cell[0].baseline
    assert placed["next"].baseline == pytest.approx(cell[-1].baseline + 8 * 1.2 + GAP + 0.5)


def test_a_rule_stands_under_the_heads_and_a_hairline_between_two_rows() -> None:
    face = clean(TWO)
    placed = lines(face)
    (under, ink), (between, fine) = rules_of(face)
    assert (ink, fine) == ("accent", "muted")
    assert under.height > between.height
    for rule in (under, between):
        assert (rule.x, rule.right) == pytest.approx((SAFE, WIDTH - SAFE))
    assert placed["Sign"].baseline < under.y
    assert under.bottom < placed["One"].baseline - 8 * 0.7
    assert placed["One"].baseline < between.y
    assert between.bottom < placed["Two"].baseline - 8 * 0.7


def test_the_room_between_rows_is_as_asked_with_the_line_in_its_middle() -> None:
    face = clean(TWO.replace("{header", "{gap: 20pt, header"))
    placed, hairline = lines(face), rules_of(face)[1][0]
    assert placed["Two"].baseline - placed["One"].baseline == pytest.approx(8 * 1.2 + 20 + hairline.height)
    middle = (placed["One"].baseline + placed["Two"].baseline) / 2
    # Capitals stand midway in the line of their row.
    assert hairline.y + hairline.height / 2 == pytest.approx(middle - 0.723 * 8 / 2)


def test_heads_are_bold_labels_and_cells_are_body_unless_other_styles_are_asked_for() -> None:
    def looks(face: Face) -> set[tuple[str, str, float]]:
        runs = {name: item.line.runs[0] for name, item in lines(face).items()}
        return {(name, runs[name].face.name, runs[name].size) for name in ("Sign", "One")}

    assert looks(clean(TWO)) == {("Sign", "PublicSans-Bold", 7.5), ("One", "PublicSans-Regular", 8.0)}
    changed = TWO.replace("{header", "{style: fine, head: heading, header")
    assert looks(clean(changed)) == {("Sign", "PublicSans-Bold", 9.0), ("One", "PublicSans-Regular", 7.5)}


def test_lines_and_words_on_a_band_take_its_ink() -> None:
    face = clean(f"[{{band: {{blocks: {TWO}}}}}]")
    assert {item.line.runs[0].ink for item in lines(face).values()} == {"paper"}
    assert [ink for _, ink in rules_of(face)] == ["brand", "paper", "paper"]


def test_a_cell_may_hold_references_and_bold_words() -> None:
    cells = "[[\"{contact.emergency.voice}\", '**Call** now']]"
    face = clean(f"[{{table: {{header: [Line, Step], rows: {cells}}}}}]")
    assert rows_of(face)[1] == [(Role.TD, "911"), (Role.TD, "Call now")]
    assert [number.shown for number in face.numbers] == ["911"]
    assert lines(face)["911"].line.runs[0].link == "tel:911"


def test_a_cell_whose_field_is_empty_keeps_its_place_in_the_row() -> None:
    layout = replace(
        layout_of("[{table: {header: [A, B, C], rows: [[one, '{agency}', three]]}}]"),
        fields={"agency": replace(shipped().layouts["hsi-tip-card"].fields["agency"], required=False)},
    )
    for record, middle in (({}, ""), ({"agency": Value("Lakeside")}, "Lakeside")):
        findings = Findings()
        piece = compose(layout, shipped(), "en", record, findings)
        assert not findings.found
        assert rows_of(piece.faces[0])[1] == [(Role.TD, "one"), (Role.TD, middle), (Role.TD, "three")]


def test_a_word_too_long_for_its_column_is_refused() -> None:
    narrow = "[{table: {header: [A, B], widths: [1, 30], rows: [[Incomprehensibilities, b]]}}]"
    _, findings = composed(narrow)
    assert rules(findings) == ["text.overfull"]
    assert findings[0].seen == "Incomprehensibilities"


def test_in_a_language_from_right_to_left_the_first_column_stands_at_the_right() -> None:
    layout = layout_of('[{table: {header: ["{steps.recognise.title}", "{steps.report.title}"], rows: [[A, B]]}}]')
    findings = Findings()
    piece = compose(layout, in_language(shipped(), "ar"), "ar", {}, findings)
    assert not findings.errors, [str(finding) for finding in findings.errors]
    face = piece.faces[0]
    first, second = (item for group, item in walk(face.root) if group.role is Role.TD and isinstance(item, TextItem))
    assert first.line.text == "A"
    assert first.x + first.line.width == pytest.approx(WIDTH - SAFE, abs=0.1)
    assert second.x + second.line.width < WIDTH / 2
    assert [rule.x for rule, _ in rules_of(face)] == pytest.approx([SAFE])


def test_translators_and_safety_rules_see_every_text_of_a_table() -> None:
    rows = '[["{indicators.title}", "Call {contact.emergency.voice}"]]'
    layout = layout_of(f'[{{table: {{header: ["{{steps.report.title}}", Step], rows: {rows}}}}}]')
    used = texts_in(layout.panels["front"], shipped())
    assert used == ("steps:report.title", "indicators:title", "contacts:emergency.voice")
    said = [words for block in said_by(layout, shipped()) for words, _ in block.words]
    assert {"Report", "Signs of human trafficking", "Step", "Call {contact.emergency.voice}"} <= set(said)
    assert [line.contact for block in said_by(layout, shipped()) for line in block.lines] == ["emergency"]


def test_words_typed_into_a_cell_are_in_no_other_language() -> None:
    typed = replace(layout_of('[{table: {header: ["{steps.report.title}"], rows: [[Look]]}}]'), id="hsi-tip-card")
    spoken = replace(
        layout_of('[{table: {header: ["{steps.report.title}"], rows: [["{indicators.title}"]]}}]'), id="hsi-tip-card"
    )
    assert lacking(typed, shipped(), "es")
    assert not lacking(spoken, shipped(), "es")


@pytest.mark.parametrize("name", ["interview-handout", "sro-guide"])
def test_the_pairs_of_the_guides_for_officers_are_tables(name: str) -> None:
    findings = Findings()
    piece = compose(shipped().layouts[name], in_language(shipped(), "es"), "es", {}, findings)
    assert not findings.errors
    (face,) = (face for face in piece.faces if any(group.role is Role.TABLE for group in groups(face.root)))
    rows = rows_of(face)
    assert [len(row) for row in rows] == [2] * 7
    assert {role for role, _ in rows[0]} == {Role.TH}


shares = st.lists(st.integers(2, 5), min_size=1, max_size=4)


@settings(deadline=None)
@given(shares, st.integers(1, 4))
def test_columns_fill_the_width_and_never_meet(widths: list[int], count: int) -> None:
    cells = [[f"r{row}c{column}" for column in range(len(widths))] for row in range(count)]
    heads = [f"h{column}" for column in range(len(widths))]
    face = clean(f"[{{table: {{header: {heads}, widths: {widths}, rows: {cells}}}}}]", kind="letter")
    placed = lines(face)
    gutter, room = 20.0, 612 - 72 - 20.0 * (len(widths) - 1)
    starts = [36 + sum(widths[:column]) / sum(widths) * room + gutter * column for column in range(len(widths))]
    for column, start in enumerate(starts):
        for name in (heads[column], *(row[column] for row in cells)):
            assert placed[name].x == pytest.approx(start)
    assert len(rules_of(face)) == count
