"""Sheets for screen, press and office have their boxes, marks, ruler and slug in place."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from generator.catalog.labels import SLUG_LABELS
from generator.catalog.places import Roots, shipped_root
from generator.catalog.stocks import Stock, read_stocks
from generator.compose.extents import item_extent
from generator.compose.items import Piece, Role, TextItem
from generator.errors import Refused
from generator.findings import Findings
from generator.geometry import Rect, Size, bounds
from generator.press.duplex import Flip
from generator.press.marks import REGISTRATION
from generator.press.plans import for_desk, office_sheets, press_sheets, screen_sheets
from generator.press.seats import Seating
from generator.press.sheets import Sheet
from generator.units import MM, Length
from tests.press.samples import (
    A4,
    AVERY_5361,
    AVERY_5371,
    AVERY_8373,
    CARD,
    LETTER,
    LETTER_LYING,
    SLUG,
    WORDS,
    assert_in_register,
    crops_of,
    marks_of,
    perforated,
    piece_of,
    plain,
    ruler_of,
    texts_of,
)

A4_PERFORATED = perforated(
    "avery-c32011", ("210mm", "297mm"), (2, "85mm", "15mm", "95mm"), (5, "54mm", "13.5mm", "54mm")
)
STOCKED = [
    (CARD, LETTER),
    (CARD, A4),
    (CARD, LETTER_LYING),
    (CARD, AVERY_5371),
    (CARD, AVERY_8373),
    (piece_of("3.25in", "2in"), AVERY_5361),
    (piece_of("85mm", "54mm", bleed="3mm"), A4_PERFORATED),
    (piece_of("4in", "6in"), LETTER),
    (piece_of("4.25in", "5.5in"), LETTER),
    (piece_of("2in", "6in"), LETTER),
    (piece_of("2in", "6in"), A4),
    (piece_of("4in", "9in"), LETTER),
    (piece_of("5.5in", "8.5in"), LETTER),
    (piece_of("148mm", "210mm", bleed="3mm"), A4),
    (piece_of("105mm", "148mm", bleed="3mm"), A4),
]


def refusal_rules(piece: Piece, stock: Stock) -> list[str]:
    with pytest.raises(Refused) as refused:
        office_sheets(piece, stock, Flip.LONG, SLUG)
    return [finding.rule for finding in refused.value.findings]


def assert_everything_in_place(sheet: Sheet, edge: float) -> None:
    """Nothing outside the printable area, nothing over anything else, nothing on a piece, the ruler true."""
    assert sheet.bleed.contains(sheet.trim)
    assert Rect(0, 0, sheet.size.width, sheet.size.height).contains(sheet.bleed)
    assert sheet.marks.role is Role.ARTIFACT
    extents = [item_extent(item) for item in marks_of(sheet)]
    printable = Rect(0, 0, sheet.size.width, sheet.size.height).inset(edge)
    for extent in extents:
        assert printable.contains(extent, 1e-6)
        assert not any(extent.overlaps(slot.clip, 1e-6) for slot in sheet.slots)
    for one, other in combinations(extents, 2):
        assert not one.overlaps(other, 1e-6)
    assert_ruler_true(sheet)


def assert_ruler_true(sheet: Sheet) -> None:
    """From its first tick to its last the ruler is as long as its label says, with a tick at every centimetre."""
    steps = ruler_of(sheet).steps
    (_, start), (_, end) = steps[0], steps[1]
    long = 1 if start[0] == end[0] else 0
    shown = 100 if "100\u00a0mm" in texts_of(sheet) else 50
    assert f"{shown}\u00a0mm" in texts_of(sheet)
    assert end[long] - start[long] == pytest.approx(shown * MM, abs=1e-9)
    ticks = [at[long] - start[long] for op, at in steps[2:] if op == "m"]
    assert ticks == pytest.approx([centimetre * 10 * MM for centimetre in range(shown // 10 + 1)], abs=1e-9)
    heights = [abs(to[1 - long] - at[1 - long]) for (_, at), (_, to) in zip(steps[2::2], steps[3::2], strict=True)]
    assert [height == max(heights) for height in heights] == [index % 5 == 0 for index in range(len(heights))]


def test_a_screen_sheet_is_the_finished_page_and_nothing_else() -> None:
    front, back = screen_sheets(CARD)
    page = Rect(0, 0, 252, 144)
    assert (front.label, back.label) == ("front", "back")
    assert front.size == Size(252, 144)
    assert front.trim == front.bleed == front.slots[0].trim == front.slots[0].clip == page
    assert front.slots[0].face is CARD.faces[0]
    assert marks_of(front) == []


def test_a_press_sheet_has_the_trim_the_bleed_and_the_paper_nested() -> None:
    for sheet in press_sheets(CARD, SLUG):
        (slot,) = sheet.slots
        assert (sheet.trim.width, sheet.trim.height) == (252, 144)
        assert sheet.bleed == sheet.trim.inset(-9)
        assert (slot.trim, slot.clip, slot.turn) == (sheet.trim, sheet.bleed, 0)
        assert Rect(0, 0, sheet.size.width, sheet.size.height).contains(sheet.bleed.inset(-18))


def test_a_press_sheet_has_marks_and_targets_off_the_bleed_and_a_slug_that_names_it() -> None:
    front, back = press_sheets(CARD, SLUG)
    assert len(crops_of(front)) == 8
    registered = [item for item in marks_of(front) if getattr(item, "stroke", "") == REGISTRATION]
    assert len(registered) == 8 + 4
    assert " ".join(texts_of(front)) == "tip-card · en · front · trim 88.9 × 50.8 mm · bleed 3.2 mm · PROOF"
    assert "back" in texts_of(back)[0]


@settings(deadline=None, max_examples=60)
@given(st.integers(30, 600), st.integers(10, 600), st.integers(0, 10), st.integers(1, 3))
def test_marks_targets_and_slug_of_any_press_sheet_are_apart(width: int, height: int, bleed: int, faces: int) -> None:
    piece = piece_of(f"{width}mm", f"{height}mm", faces, f"{bleed}mm")
    sheets = press_sheets(piece, SLUG)
    assert [sheet.label for sheet in sheets] == ["front", "back", "third"][:faces]
    for sheet in sheets:
        paper = Rect(0, 0, sheet.size.width, sheet.size.height)
        assert sheet.bleed.contains(sheet.trim, 0)
        extents = [item_extent(item) for item in marks_of(sheet)]
        assert all(paper.contains(extent, 1e-6) for extent in extents)
        assert not any(extent.overlaps(sheet.bleed, 1e-6) for extent in extents)
        assert not any(one.overlaps(other, 1e-6) for one, other in combinations(extents, 2))


def test_a_name_wider_than_its_press_sheet_is_refused() -> None:
    piece = piece_of("10mm", "10mm", layout="a-very-long-layout-name-for-so-small-a-piece-of-paper")
    with pytest.raises(Refused) as refused:
        press_sheets(piece, SLUG)
    assert [finding.rule for finding in refused.value.findings] == ["sheet.no-room"]


@pytest.mark.parametrize("flip", Flip)
@pytest.mark.parametrize(("piece", "stock"), STOCKED)
def test_an_office_sheet_has_everything_in_place(piece: Piece, stock: Stock, flip: Flip) -> None:
    sheets = office_sheets(piece, stock, flip, SLUG)
    assert [sheet.label for sheet in sheets] == ["front", "back"]
    for sheet in sheets:
        assert sheet.size == Size(stock.paper.width.pt, stock.paper.height.pt)
        assert_everything_in_place(sheet, stock.paper.edge.pt)
        assert "100\u00a0mm" in texts_of(sheet)


def test_the_slug_of_an_office_sheet_names_the_job_the_side_and_the_way_to_print_it() -> None:
    front, back = office_sheets(CARD, AVERY_5371, Flip.LONG, SLUG)
    assert texts_of(front) == [
        "100\u00a0mm",
        "tip-card · en · avery-5371 · PROOF",
        "front · flip on long edge · print at 100 %",
        "100\u00a0mm – measure me: print at 100 %, no scaling",
    ]
    assert texts_of(back)[2] == "back · flip on long edge · print at 100 %"
    assert texts_of(office_sheets(CARD, AVERY_5371, Flip.SHORT, SLUG)[1])[2].startswith("back · flip on short edge")


def test_slug_and_ruler_are_set_in_the_ink_and_size_of_the_slug_style() -> None:
    (sheet, _) = office_sheets(CARD, LETTER, Flip.LONG, SLUG)
    runs = [run for item in marks_of(sheet) if isinstance(item, TextItem) for run in item.line.runs]
    assert {(run.ink, run.size) for run in runs} == {("ink", 6.0)}
    assert (ruler_of(sheet).stroke, ruler_of(sheet).stroke_width) == ("ink", 0.25)


def test_a_piece_of_one_face_has_only_a_front_and_nothing_to_flip() -> None:
    (sheet,) = office_sheets(piece_of("3.5in", "2in", 1), LETTER, Flip.LONG, SLUG)
    assert sheet.label == "front"
    assert len(sheet.slots) == 10
    assert "front · print at 100 %" in texts_of(sheet)


def test_a_piece_whose_faces_are_not_the_two_sides_of_a_sheet_is_refused() -> None:
    assert refusal_rules(piece_of("3.5in", "2in", 3), LETTER) == ["sheet.faces"]
    assert refusal_rules(replace(CARD, faces=()), LETTER) == ["sheet.faces"]
    other = replace(CARD, faces=(CARD.faces[0], piece_of("3in", "2in").faces[1]))
    assert refusal_rules(other, LETTER) == ["sheet.faces"]


def test_a_sheet_without_margins_is_refused_rather_than_printed_without_its_ruler() -> None:
    tight = perforated("tight", ("8.5in", "11in"), (2, "4.25in", "0in", "4.25in"), (2, "5.5in", "0in", "5.5in"))
    assert refusal_rules(piece_of("4.25in", "5.5in"), tight) == ["sheet.no-room"]


def test_where_a_long_ruler_finds_no_room_a_short_one_does() -> None:
    (sheet, _) = office_sheets(piece_of("40mm", "40mm", bleed="3mm"), plain("95mm", "100mm"), Flip.LONG, SLUG)
    assert "50\u00a0mm" in texts_of(sheet)
    assert any(text.startswith("50\u00a0mm – measure me") for text in texts_of(sheet))
    assert_everything_in_place(sheet, 18)


def test_where_no_whole_line_fits_between_marks_the_slug_is_set_in_shorter_lines() -> None:
    (sheet, _) = office_sheets(piece_of("33mm", "84mm", bleed="3mm"), LETTER, Flip.LONG, SLUG)
    assert "100\u00a0mm – measure me: print at 100 %, no scaling" not in texts_of(sheet)
    assert "100\u00a0mm – measure me: print at 100 %, no scaling" in " ".join(texts_of(sheet))
    assert "front · flip on long edge · print at 100 %" in " ".join(texts_of(sheet))
    assert_everything_in_place(sheet, 18)


def test_a_slug_word_without_a_glyph_is_refused_and_not_printed_as_a_box() -> None:
    style = replace(SLUG, words={**WORDS, "proof": "PROOF \u2603"})
    with pytest.raises(Refused) as refused:
        office_sheets(CARD, LETTER, Flip.LONG, style)
    assert [(finding.rule, finding.seen) for finding in refused.value.findings] == [("text.no-glyph", "U+2603")]


def test_every_slug_word_is_used_by_some_sheet() -> None:
    words = {key: f"<{key}>" for key in SLUG_LABELS}
    style = replace(SLUG, words=words, printer="desk")
    sheets = [*press_sheets(CARD, style), *press_sheets(CARD, replace(style, draft=True))]
    for flip in Flip:
        sheets += office_sheets(CARD, LETTER, flip, style, Seating(start=2))
    text = " ".join(line for sheet in sheets for line in texts_of(sheet))
    assert [key for key in SLUG_LABELS if f"<{key}>" not in text] == []


papers = st.builds(
    lambda width, height, gutter, edge: plain(f"{width}mm", f"{height}mm", gutter=f"{gutter}mm", edge=f"{edge}mm"),
    st.integers(150, 330),
    st.integers(150, 330),
    st.integers(0, 10),
    st.integers(3, 8),
)
pieces = st.builds(
    lambda width, height, bleed: piece_of(f"{width}mm", f"{height}mm", bleed=f"{bleed}mm"),
    st.integers(30, 200),
    st.integers(30, 200),
    st.integers(0, 4),
)


def rules_or_sheets(piece: Piece, stock: Stock, flip: Flip) -> tuple[list[str], tuple[Sheet, ...]]:
    try:
        return [], office_sheets(piece, stock, flip, SLUG)
    except Refused as refused:
        return [finding.rule for finding in refused.findings], ()


def runs_to_the_rim(sheet: Sheet) -> bool:
    block = bounds(tuple(slot.trim for slot in sheet.slots))
    return block.width >= sheet.size.width - 0.1 or block.height >= sheet.size.height - 0.1


@settings(deadline=None, max_examples=80)
@given(pieces, papers, st.sampled_from(Flip))
def test_any_sheet_is_either_refused_or_has_everything_in_place(piece: Piece, stock: Stock, flip: Flip) -> None:
    rules, sheets = rules_or_sheets(piece, stock, flip)
    event(", ".join(rules) or "printed")
    assert rules in ([], ["stock.too-small"], ["sheet.no-room"])
    for sheet in sheets:
        if runs_to_the_rim(sheet):
            continue
        assert_everything_in_place(sheet, stock.paper.edge.pt)
        assert all(max(extent.width, extent.height) >= 6 for extent in map(item_extent, crops_of(sheet)))


@settings(deadline=None, max_examples=60)
@given(pieces, st.sampled_from((LETTER, A4, LETTER_LYING)), st.sampled_from(Flip))
def test_letter_and_a4_have_room_for_ruler_and_slug_around_any_piece_they_take(
    piece: Piece, stock: Stock, flip: Flip
) -> None:
    rules, sheets = rules_or_sheets(piece, stock, flip)
    assert rules in ([], ["stock.too-small"])
    assert len(sheets) == (0 if rules else 2)


SHIPPED = read_stocks(Roots(shipped_root()), Findings())


def test_the_shipped_stocks_have_stocks_to_cut_and_stocks_to_tear() -> None:
    assert {stock.perforated for stock in SHIPPED.values()} == {True, False}


ROOMY = [stock for stock in SHIPPED.values() if not stock.bare]
BARE = [stock for stock in SHIPPED.values() if stock.bare]


@pytest.mark.parametrize("stock", BARE, ids=lambda stock: stock.id)
def test_a_bare_stock_prints_in_register_and_would_not_have_room_for_ruler_and_slug(stock: Stock) -> None:
    assert stock.across is not None
    assert stock.down is not None
    piece = piece_of(str(stock.across.piece), str(stock.down.piece))
    front, back = office_sheets(piece, stock, Flip.LONG, SLUG)
    assert_in_register(front.slots, back.slots, front.size, Flip.LONG)
    assert len(front.slots) == stock.across.count * stock.down.count
    assert refusal_rules(piece, replace(stock, bare=False)) == ["sheet.no-room"]


def test_a_piece_lies_turned_on_a_stock_whose_pieces_lie_the_other_way() -> None:
    sheet = office_sheets(piece_of("4in", "6in"), SHIPPED["avery-8389"], Flip.LONG, SLUG)[0]
    assert [slot.turn for slot in sheet.slots] == [90, 90]
    assert [(slot.trim.width, slot.trim.height) for slot in sheet.slots] == [(432, 288)] * 2


def test_ink_reaches_no_further_beyond_a_piece_than_its_stock_says() -> None:
    stock = SHIPPED["avery-8373"]
    assert stock.overprint is not None
    for reach in (stock.overprint, Length.parse("0.03in")):
        sheet = office_sheets(CARD, replace(stock, overprint=reach), Flip.LONG, SLUG)[0]
        assert {round(slot.trim.x - slot.clip.x, 6) for slot in sheet.slots} == {round(reach.pt, 6)}


@pytest.mark.parametrize("flip", Flip)
@pytest.mark.parametrize("stock", ROOMY, ids=lambda stock: stock.id)
def test_every_shipped_stock_yields_sheets_with_everything_in_place(stock: Stock, flip: Flip) -> None:
    """With a wallet card where pieces are cut out, with a piece of its own size where they are torn off."""
    piece = CARD
    if stock.across is not None and stock.down is not None:
        piece = piece_of(str(stock.across.piece), str(stock.down.piece))
    sheets = office_sheets(piece, stock, flip, SLUG)
    assert_in_register(sheets[0].slots, sheets[1].slots, sheets[0].size, flip)
    for sheet in sheets:
        assert_everything_in_place(sheet, stock.paper.edge.pt)
        assert "100\u00a0mm" in texts_of(sheet)
        assert bool(crops_of(sheet)) != stock.perforated


def test_wallet_cards_fit_every_shipped_stock_of_their_size() -> None:
    size = (CARD.faces[0].trim.width, CARD.faces[0].trim.height)
    matching = [
        stock
        for stock in SHIPPED.values()
        if stock.across and stock.down and (stock.across.piece.pt, stock.down.piece.pt) == size
    ]
    assert "avery-5371" in {stock.id for stock in matching}
    for stock in matching:
        assert stock.across is not None
        assert stock.down is not None
        front, back = office_sheets(CARD, stock, Flip.LONG, SLUG)
        assert len(front.slots) == len(back.slots) == stock.across.count * stock.down.count


@pytest.mark.parametrize("stock", [LETTER, A4, AVERY_5371, AVERY_8373])
def test_a_wide_bleed_leaves_as_many_pieces_and_as_much_room_on_a_sheet_for_a_desk(stock: Stock) -> None:
    wide = piece_of("3.5in", "2in", bleed="0.25in")
    assert [face.bleed for face in for_desk(wide).faces] == [9.0, 9.0]
    assert for_desk(CARD) == CARD
    sheets, usual = (office_sheets(piece, stock, Flip.LONG, SLUG) for piece in (for_desk(wide), CARD))
    assert [[(slot.trim, slot.clip) for slot in sheet.slots] for sheet in sheets] == [
        [(slot.trim, slot.clip) for slot in sheet.slots] for sheet in usual
    ]
    for sheet in sheets:
        assert_everything_in_place(sheet, stock.paper.edge.pt)


@pytest.mark.parametrize("bleed", ["1/16in", "1/8in", "1/4in", "3mm"])
def test_every_mark_of_a_press_sheet_keeps_off_each_bleed_that_can_be_asked_for(bleed: str) -> None:
    piece = piece_of("3.5in", "2in", bleed=bleed)
    for sheet in press_sheets(piece, SLUG):
        assert sheet.bleed == sheet.trim.inset(-piece.faces[0].bleed)
        assert marks_of(sheet)
        assert not any(item_extent(item).overlaps(sheet.bleed, 1e-6) for item in marks_of(sheet))
