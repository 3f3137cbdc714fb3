"""Flow: blocks stand where a designer expects them, and nothing runs out of its face unseen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compose.items import TextItem
from generator.compose.record import Value
from tests.compose.samples import clean, composed, items, lines, painted, rules, texts

SAFE = 9.0  # 0.125 in
BLEED = 9.0
WIDTH, HEIGHT = 252.0, 144.0


def test_blocks_of_a_stack_stand_below_one_another_in_reading_order() -> None:
    face = clean("[{text: First words}, {text: Second words}, {text: Third words}]")
    placed = lines(face)
    assert texts(face) == ["First words", "Second words", "Third words"]
    assert placed["First words"].baseline < placed["Second words"].baseline < placed["Third words"].baseline
    assert all(item.x == pytest.approx(SAFE) for item in placed.values())


def test_two_blocks_are_a_gap_apart() -> None:
    placed = lines(clean("[{text: One}, {text: Two}]"))
    leading, gap = 8 * 1.2, 4.0
    assert placed["Two"].baseline - placed["One"].baseline == pytest.approx(leading + gap)


def test_a_sized_spacer_is_the_gap_itself() -> None:
    placed = lines(clean("[{text: One}, {spacer: 20pt}, {text: Two}]"))
    assert placed["Two"].baseline - placed["One"].baseline == pytest.approx(8 * 1.2 + 20)


def test_an_open_spacer_pushes_what_follows_to_the_foot() -> None:
    placed = lines(clean("[{text: Top}, {spacer: }, {text: Foot}]"))
    below_baseline = HEIGHT - SAFE - placed["Foot"].baseline
    assert 0 < below_baseline < 8


def test_open_spacers_share_what_is_left() -> None:
    placed = lines(clean("[{text: A}, {spacer: }, {text: B}, {spacer: }, {text: C}]"))
    first = placed["B"].baseline - placed["A"].baseline
    second = placed["C"].baseline - placed["B"].baseline
    assert first == pytest.approx(second)


def test_an_open_spacer_is_never_less_than_a_gap() -> None:
    full = ", ".join(f"{{text: Line {number}}}" for number in range(9))
    placed = lines(clean(f"[{full}, {{spacer: }}, {{text: Last}}]"))
    distance = placed["Last"].baseline - placed["Line 8"].baseline
    assert distance >= 7 * 1.2 + 4 - 0.01


def test_blocks_of_a_row_share_the_width_and_the_first_line() -> None:
    placed = lines(clean("[{row: {gap: 10pt, blocks: [{text: Left}, {text: Right}]}}]"))
    assert placed["Left"].baseline == pytest.approx(placed["Right"].baseline)
    half = (WIDTH - 2 * SAFE - 10) / 2
    assert placed["Right"].x == pytest.approx(SAFE + half + 10)


def test_a_qr_code_in_a_row_keeps_its_width_and_the_text_takes_the_rest() -> None:
    face = clean("[{row: {gap: 8pt, blocks: [{text: Words}, {qr: hsi-tipline}]}}]")
    caption = lines(face)["www.ice.gov/tipline"]
    assert caption.x + caption.line.width <= WIDTH - SAFE + 0.02
    assert lines(face)["Words"].x == pytest.approx(SAFE)


@pytest.mark.parametrize(("align", "expected"), [("top", 0.0), ("middle", 0.5), ("bottom", 1.0)])
def test_a_row_aligns_its_blocks(align: str, expected: float) -> None:
    face = clean(
        f"[{{row: {{align: {align}, blocks: [{{text: Words}}, {{icon: {{name: eye, size: 48pt}}}}]}}}}, {{text: End}}]"
    )
    room = 48 - 8 * 1.2
    top = lines(face)["Words"].baseline - (8 * 1.2 + 0.723 * 8) / 2
    assert top == pytest.approx(SAFE + room * expected, abs=0.05)


def test_a_stack_in_a_row_is_stretched_to_its_tallest_neighbour() -> None:
    face = clean(
        "[{row: [{stack: [{text: Up}, {spacer: }, {text: Down}]}, {icon: {name: eye, size: 60pt}}]}, {text: Below}]"
    )
    placed = lines(face)
    assert placed["Down"].baseline > SAFE + 60 - 8


def test_columns_fill_downwards_and_come_out_even() -> None:
    blocks = ", ".join(f"{{text: Word {number}}}" for number in range(6))
    face = clean(f"[{{columns: {{count: 2, blocks: [{blocks}]}}}}]")
    placed = lines(face)
    assert texts(face) == [f"Word {number}" for number in range(6)]
    assert placed["Word 0"].x < placed["Word 3"].x
    assert placed["Word 0"].baseline == pytest.approx(placed["Word 3"].baseline)


def test_a_band_at_the_top_runs_over_safe_area_and_bleed_on_three_sides() -> None:
    ground = painted(clean("[{band: [{text: Words}]}, {text: Below}]"), "brand")[0]
    assert (ground.x, ground.y) == pytest.approx((-BLEED, -BLEED))
    assert ground.right == pytest.approx(WIDTH + BLEED)
    assert ground.bottom < HEIGHT / 2


def test_a_band_that_closes_a_face_stands_at_its_foot() -> None:
    ground = painted(clean("[{text: Above}, {band: [{text: Words}]}]"), "brand")[0]
    assert ground.bottom == pytest.approx(HEIGHT + BLEED)
    assert ground.y > HEIGHT / 2


def test_a_band_alone_on_a_face_fills_all_of_it() -> None:
    ground = painted(clean("[{band: [{text: Words}]}]"), "brand")[0]
    assert (ground.x, ground.y) == pytest.approx((-BLEED, -BLEED))
    assert (ground.right, ground.bottom) == pytest.approx((WIDTH + BLEED, HEIGHT + BLEED))


def test_words_on_a_band_stay_in_the_safe_area_and_take_its_ink() -> None:
    face = clean("[{band: [{heading: Words}]}]")
    line = lines(face)["Words"]
    assert line.x == pytest.approx(SAFE)
    assert {run.ink for run in line.line.runs} == {"paper"}


def test_a_band_of_own_inks_leaves_its_words_theirs() -> None:
    face = clean("[{band: {fill: soft, ink: own, blocks: [{heading: Words}]}}]")
    assert {run.ink for run in lines(face)["Words"].line.runs} == {"brand"}


def test_a_band_between_blocks_is_padded_above_and_below() -> None:
    face = clean("[{text: Above}, {band: {padding: 6pt, blocks: [{text: Words}]}}, {text: Below}]")
    ground = painted(face, "brand")[0]
    assert ground.height == pytest.approx(8 * 1.2 + 12)


def test_a_rule_is_a_line_across_the_face() -> None:
    rule = painted(clean("[{rule: {weight: 2pt}}]"), "accent")[0]
    assert (rule.x, rule.y, rule.right, rule.height) == pytest.approx((SAFE, SAFE, WIDTH - SAFE, 2))


def test_a_block_whose_field_is_empty_is_left_out_with_its_gap() -> None:
    with_it = clean("[{text: One}, {text: Two}]")
    without = clean("[{text: One}, {text: {text: '{agency}', when: agency}}, {text: Two}]")
    assert texts(with_it) == texts(without)
    assert lines(with_it)["Two"].baseline == pytest.approx(lines(without)["Two"].baseline)


def test_a_face_that_is_too_full_steps_down_the_scale_together() -> None:
    roomy = lines(clean("[{text: Body}]"))["Body"].line.runs[0].size
    many = ", ".join(f"{{text: Line {number}}}" for number in range(10))
    full = clean(f"[{many}]")
    sizes = {run.size for item in items(full) if isinstance(item, TextItem) for run in item.line.runs}
    assert roomy == 8
    assert len(sizes) == 1
    assert 7 <= sizes.pop() < 8


def test_overset_text_is_refused_with_face_block_and_millimetres() -> None:
    many = ", ".join(f"{{text: Line {number}}}" for number in range(18))
    _, findings = composed(f"[{many}]")
    overset = next(finding for finding in findings if finding.rule == "text.overset")
    assert "The panel “front” is overset by" in overset.problem
    assert "mm" in overset.problem
    assert "[14].text" in overset.problem or "[13].text" in overset.problem
    assert overset.limit == "44.5 mm"


def test_overset_on_one_face_does_not_shrink_the_other() -> None:
    many = ", ".join(f"{{text: Line {number}}}" for number in range(10))
    piece, _ = composed(f"[{many}]", "[{text: Alone}]")
    assert lines(piece.faces[1])["Alone"].line.runs[0].size == 8


def test_a_number_wider_than_its_column_is_refused() -> None:
    _, findings = composed("[{row: [{stack: {width: 30pt, blocks: [{contact: hsi-tipline}]}}, {text: Rest}]}]")
    assert "text.overfull" in rules(findings)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=8), st.integers(2, 3))
def test_whatever_fits_stays_inside_the_safe_area(word_counts: list[int], columns: int) -> None:
    blocks = ", ".join(f"{{text: {' '.join(['word'] * count)}}}" for count in word_counts)
    piece, findings = composed(f"[{{columns: {{count: {columns}, blocks: [{blocks}]}}}}]")
    if "text.overset" in rules(findings):
        return
    for item in items(piece.faces[0]):
        assert isinstance(item, TextItem)
        assert item.x >= SAFE - 0.01
        assert item.x + item.line.width <= WIDTH - SAFE + 0.01
        assert SAFE < item.baseline < HEIGHT - SAFE
    assert len(" ".join(texts(piece.faces[0])).split()) == sum(word_counts)


def test_blocks_of_fixed_width_that_are_too_wide_together_are_refused_and_not_cut_off() -> None:
    wide = "[{row: [{stack: {width: 66mm, blocks: [{text: One}]}}, {stack: {width: 40mm, blocks: [{text: Two}]}}]}]"
    _, findings = composed(wide)
    assert rules(findings) == ["block.too-wide"], findings
    assert "mm wider than its room on the panel “front”" in findings[0].problem


def test_pictures_that_are_too_wide_together_are_refused() -> None:
    icons = ", ".join(["{icon: {name: eye, size: 40mm}}"] * 3)
    _, findings = composed(f"[{{row: [{icons}]}}]")
    assert "block.too-wide" in rules(findings)


def test_a_stack_wider_than_the_face_is_refused() -> None:
    _, findings = composed("[{stack: {width: 5in, blocks: [{text: One}]}}]")
    assert "block.too-wide" in rules(findings)


def test_a_caption_wider_than_its_column_is_refused() -> None:
    _, findings = composed("[{row: [{stack: {width: 19mm, blocks: [{qr: hsi-tipline}]}}, {text: Words}]}]")
    assert "block.too-wide" in rules(findings)


def test_nested_rows_are_laid_in_reasonable_time() -> None:
    nested = "{text: Deep}"
    for _ in range(12):
        nested = f"{{row: [{nested}]}}"
    assert texts(clean(f"[{nested}]")) == ["Deep"]


def test_a_value_that_is_printed_nowhere_is_refused() -> None:
    _, findings = composed("[{text: '{dispatch}'}]", record={"agency": Value("Campus"), "dispatch": Value("x")})
    assert rules(findings) == ["field.unprinted"]
