from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.catalog.places import Roots
from generator.catalog.stocks import Shape, Stock, read_stocks, stock_named
from generator.findings import Findings
from generator.units import Length
from tests.catalog.shelf import ROOT, alone, only, rules

PAPERS = """\
papers:
  letter: {width: 8.5in, height: 11in, edge: 0.25in}
"""
CARDS = """\
stocks:
  cards:
    title: Ten cards
    paper: letter
    across: {count: 2, piece: 3.5in, first: 0.75in, pitch: 3.5in, rest: 0.75in}
    down: {count: 5, piece: 2in, first: 0.5in, pitch: 2in, rest: 0.5in}
    parts: [5371]
    source: a ruler
"""


def shipped() -> dict[str, Stock]:
    findings = Findings()
    stocks = read_stocks(Roots(ROOT), findings)
    assert not findings
    return stocks


def read(folder: Path, text: str) -> tuple[dict[str, Stock], Findings]:
    findings = Findings()
    return read_stocks(alone(folder, {"layouts/stocks/own.yaml": text}), findings), findings


def test_the_business_card_sheet_holds_ten_without_gutters() -> None:
    sheet = shipped()["avery-5371"]
    assert sheet.across is not None
    assert sheet.down is not None
    assert (sheet.across.count, sheet.down.count) == (2, 5)
    assert sheet.across.pitch == sheet.across.piece == Length.parse("3.5in")
    assert sheet.down.pitch == sheet.down.piece == Length.parse("2in")
    assert sheet.perforated
    assert sheet.parts[:7] == ("8371", "5871", "5877", "8471", "8871", "5376", "28371")


@pytest.mark.parametrize(
    ("name", "paper", "across", "down"),
    [
        ("avery-5371", "letter", (2, "0.75in", "3.5in"), (5, "0.5in", "2in")),
        ("avery-8373", "letter", (2, "0.5in", "4in"), (4, "0.75in", "2.5in")),
        ("southworth-bc554", "letter", (2, "0.5in", "4in"), (5, "0.5in", "2in")),
        ("avery-5388", "letter", (1, "1.75in", "5in"), (3, "1in", "3in")),
        ("avery-5384", "letter", (2, "0.25in", "4in"), (3, "1in", "3in")),
        ("avery-5395", "letter", (2, "0.6875in", "3.75in"), (4, "7/12in", "2.5in")),
        ("avery-5163", "letter", (2, "0.1625in", "4.1875in"), (5, "0.5in", "2in")),
        ("avery-c32011-10", "a4", (2, "15mm", "95mm"), (5, "13.5mm", "54mm")),
        ("avery-c32015", "a4", (2, "17mm", "91mm"), (4, "31.5mm", "60mm")),
    ],
)
def test_shipped_sheets_have_the_published_counts_origins_and_pitches(
    name: str, paper: str, across: tuple[int, str, str], down: tuple[int, str, str]
) -> None:
    sheet = shipped()[name]
    assert sheet.paper.id == paper
    assert sheet.across is not None
    assert sheet.down is not None
    assert (sheet.across.count, str(sheet.across.first), str(sheet.across.pitch)) == across
    assert (sheet.down.count, str(sheet.down.first), str(sheet.down.pitch)) == down
    assert sheet.source


def test_every_part_number_belongs_to_one_sheet() -> None:
    parts = [
        part for sheet in shipped().values() if sheet.perforated for part in (sheet.id.partition("-")[2], *sheet.parts)
    ]
    parts = [part for part in parts if part]
    assert len(set(parts)) == len(parts)


def test_plain_papers_have_no_grid_and_a_rim_that_no_desk_printer_needs() -> None:
    for name in ("letter", "legal", "tabloid", "a4", "a3"):
        paper = shipped()[name]
        assert not paper.perforated
        assert paper.gutter >= Length.parse("0pt")
        assert paper.paper.edge >= Length.parse("1/4in")


def test_a_gutter_is_read_for_pieces_that_are_cut_out(tmp_path: Path) -> None:
    stocks, findings = read(tmp_path, PAPERS + "stocks:\n  plain: {title: Plain, paper: letter, gutter: 1/4in}\n")
    assert not findings
    assert stocks["plain"].gutter == Length.parse("0.25in")
    assert stocks["plain"].across is None


def test_a4_is_metric() -> None:
    assert str(shipped()["a4"].paper.width) == "210mm"
    assert str(shipped()["a4"].paper.height) == "297mm"


def test_a_sheet_whose_sum_is_not_its_paper_shows_the_sum(tmp_path: Path) -> None:
    _, findings = read(tmp_path, PAPERS + CARDS.replace("rest: 0.75in", "rest: 0.7in"))
    finding = only(findings)
    assert finding.rule == "stock.sum"
    sum_shown = "0.75in + 1 × 3.5in + 3.5in + 0.7in = 8.45in, but letter is 8.5in wide."
    assert finding.problem == f"The sum across is {sum_shown}"
    assert finding.place.line == 7


def test_the_sum_down_the_sheet_is_held_to_its_height(tmp_path: Path) -> None:
    _, findings = read(tmp_path, PAPERS + CARDS.replace("first: 0.5in", "first: 0.6in"))
    assert "0.6in + 4 × 2in + 2in + 0.5in = 11.1in, but letter is 11in high." in only(findings).problem


def test_a_sum_that_is_off_by_a_thousandth_is_found(tmp_path: Path) -> None:
    _, findings = read(tmp_path, PAPERS + CARDS.replace("rest: 0.75in", "rest: 0.7501in"))
    assert rules(findings) == ["stock.sum"]


def test_pieces_that_lie_over_each_other_are_found(tmp_path: Path) -> None:
    text = CARDS.replace("first: 0.75in, pitch: 3.5in, rest: 0.75in", "first: 0.75in, pitch: 3.4in, rest: 0.85in")
    _, findings = read(tmp_path, PAPERS + text)
    assert only(findings).rule == "stock.overlap"
    assert "3.5in" in only(findings).problem
    assert "3.4in" in only(findings).problem


def test_a_single_piece_needs_no_pitch_as_large_as_itself(tmp_path: Path) -> None:
    text = CARDS.replace(
        "{count: 2, piece: 3.5in, first: 0.75in, pitch: 3.5in", "{count: 1, piece: 7in, first: 0.75in, pitch: 0in"
    )
    stocks, findings = read(tmp_path, PAPERS + text)
    assert not findings
    assert stocks["cards"].across is not None


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("paper: letter", "paper: leter", "paper.unknown"),
        ("paper: letter", "colour: white", "key.missing"),
        ("count: 2", "count: 0", "stock.count"),
        ("count: 2", "count: 2.5", "value.wrong"),
        ("count: 5", "number: 5", "key.unknown"),
        ("piece: 2in", "piece: 2", "length.bare"),
        ("first: 0.5in", "first: -0.5in", "length.negative"),
        ("title: Ten cards", "titel: Ten cards", "key.unknown"),
        ("letter: {width: 8.5in", "letter: {width: 8.5", "length.bare"),
    ],
)
def test_a_wrong_sheet_is_found(tmp_path: Path, right: str, wrong: str, rule: str) -> None:
    text = PAPERS + CARDS
    assert right in text
    _, findings = read(tmp_path, text.replace(right, wrong, 1))
    assert rule in rules(findings)


def test_a_sheet_with_only_one_grid_is_found(tmp_path: Path) -> None:
    lines = [line for line in (PAPERS + CARDS).splitlines() if "down:" not in line]
    _, findings = read(tmp_path, "\n".join(lines))
    assert only(findings).rule == "key.missing"
    assert only(findings).place.key == "stocks.cards.down"


def test_a_wrong_length_is_told_once_and_not_as_a_wrong_sum_too(tmp_path: Path) -> None:
    _, findings = read(tmp_path, PAPERS + CARDS.replace("rest: 0.75in", "rest: 0.75"))
    assert rules(findings) == ["length.bare"]


def test_a_name_in_two_files_is_found(tmp_path: Path) -> None:
    files = {"layouts/stocks/one.yaml": PAPERS + CARDS, "layouts/stocks/two.yaml": CARDS}
    findings = Findings()
    stocks = read_stocks(alone(tmp_path, files), findings)
    assert only(findings).rule == "stock.twice"
    assert only(findings).place.file == "layouts/stocks/two.yaml"
    assert stocks["cards"].place.file == "layouts/stocks/one.yaml"


def test_a_paper_of_one_file_serves_the_sheets_of_another(tmp_path: Path) -> None:
    files = {"layouts/stocks/a-cards.yaml": CARDS, "layouts/stocks/papers.yaml": PAPERS}
    findings = Findings()
    stocks = read_stocks(alone(tmp_path, files), findings)
    assert not findings
    assert stocks["cards"].paper.width == Length.parse("8.5in")


@settings(deadline=None, max_examples=60)
@given(
    count=st.integers(1, 12),
    piece=st.integers(1, 400),
    gap=st.integers(0, 80),
    rims=st.tuples(st.integers(0, 200), st.integers(0, 200)),
    off=st.integers(-3, 3),
)
def test_a_sheet_is_accepted_exactly_when_its_sum_is_its_paper(
    count: int, piece: int, gap: int, rims: tuple[int, int], off: int
) -> None:
    first, rest = rims
    width = Fraction(first + (count - 1) * (piece + gap) + piece + rest + off, 32)
    assume(width > 0)
    text = (
        f"papers:\n  p: {{width: {width.numerator}/{width.denominator}in, height: 1in, edge: 0in}}\n"
        "stocks:\n  s:\n    title: S\n    paper: p\n"
        f"    across: {{count: {count}, piece: {piece}/32in, first: {first}/32in, pitch: {piece + gap}/32in,"
        f" rest: {rest}/32in}}\n"
        "    down: {count: 1, piece: 1in, first: 0in, pitch: 0in, rest: 0in}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        _, findings = read(Path(folder), text)
    assert rules(findings) == (["stock.sum"] if off else [])


def test_office_paper_takes_as_much_ink_as_uncoated_paper_does() -> None:
    for stock in shipped().values():
        assert stock.paper.ink_limit == 2.8


@pytest.mark.parametrize(("written", "share"), [("", 2.8), (", ink_limit: 300", 3.0), (", ink_limit: 262.5", 2.625)])
def test_the_ink_limit_of_a_paper_is_read_in_percent(tmp_path: Path, written: str, share: float) -> None:
    papers = PAPERS.replace("edge: 0.25in", f"edge: 0.25in{written}")
    stocks, findings = read(tmp_path, papers + "stocks:\n  plain: {title: Plain, paper: letter}\n")
    assert not findings
    assert stocks["plain"].paper.ink_limit == share


@pytest.mark.parametrize("written", ["2.8", "99", "401", "-300"])
def test_an_ink_limit_that_no_paper_has_is_found(tmp_path: Path, written: str) -> None:
    papers = PAPERS.replace("edge: 0.25in", f"edge: 0.25in, ink_limit: {written}")
    finding = only(read(tmp_path, papers + "stocks:\n  plain: {title: Plain, paper: letter}\n")[1])
    assert (finding.rule, finding.place.line, finding.seen) == ("ink.limit", 2, written)


LINES = """\
brand: Ours
stocks:
  ours-1: {title: Ten, paper: letter, across: 2 x 3.5in from 0.75in rest 0.75in, down: 5 x 2in from 0.5in, parts: [A 7]}
"""


def test_a_grid_may_stand_in_one_plain_line(tmp_path: Path) -> None:
    stocks, findings = read(tmp_path, PAPERS + LINES)
    keyed, _ = read(tmp_path, PAPERS + CARDS)
    assert not findings
    assert (stocks["ours-1"].across, stocks["ours-1"].down) == (keyed["cards"].across, keyed["cards"].down)
    assert stocks["ours-1"].brand == "Ours"


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("2 x 3.5in from 0.75in rest 0.75in", "2 by 3.5in", "stock.line"),
        ("2 x 3.5in from 0.75in rest 0.75in", "2 x 3.5 from 0.75in", "stock.line"),
        ("rest 0.75in", "rest 0.7in", "stock.sum"),
        ("5 x 2in", "6 x 2in", "stock.sum"),
        ("from 0.75in rest", "from 0.75in every 3in rest", "stock.overlap"),
        ("2 x 3.5in", "0 x 3.5in", "stock.count"),
        ("paper: letter,", "paper: letter, shape: round,", "stock.shape"),
        ("paper: letter,", "paper: letter, corner: 1.1in,", "stock.shape"),
        ("paper: letter,", "paper: letter, shape: square,", "value.wrong"),
        ("paper: letter,", "paper: letter, geometry: guessed,", "value.wrong"),
        ("paper: letter,", "paper: letter, overprint: -1in,", "length.negative"),
    ],
)
def test_what_is_wrong_with_a_sheet_in_one_line_is_found(tmp_path: Path, right: str, wrong: str, rule: str) -> None:
    assert right in LINES
    _, findings = read(tmp_path, PAPERS + LINES.replace(right, wrong))
    assert rule in rules(findings)


def test_every_shipped_sheet_has_a_brand_a_source_and_a_sum_that_somebody_wrote_down() -> None:
    for sheet in shipped().values():
        if sheet.perforated:
            assert sheet.brand
            assert sheet.source
            assert sheet.geometry == "published"
    for path in (ROOT / "layouts/stocks").glob("*.yaml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("    across:"):
                assert line.count(" rest ") == 2, line


def test_there_are_sheets_for_cards_labels_badges_postcards_tents_and_of_each_shape() -> None:
    sheets = [sheet for sheet in shipped().values() if sheet.perforated]
    assert len(sheets) >= 50
    assert {sheet.shape for sheet in sheets} == set(Shape)
    for kind in ("business cards", "labels", "badge", "postcards", "tent", "index", "door-hanger", "stickers"):
        for paper in {"letter", "a4"} - ({"a4"} if kind in ("index", "door-hanger", "stickers") else set()):
            assert any(kind in sheet.title and sheet.paper.id == paper for sheet in sheets), (kind, paper)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("avery-5371", "avery-5371"),
        ("8371", "avery-5371"),
        ("avery-8371", "avery-5371"),
        ("Avery 8371", "avery-5371"),
        ("5371", "avery-5371"),
        ("herma-4677", "avery-l7160"),
        ("HERMA 4677", "avery-l7160"),
        ("avery-zweckform-3475", "zweckform-3475"),
        ("L7160", "avery-l7160"),
        ("letter", "letter"),
    ],
)
def test_a_sheet_is_found_by_any_number_it_is_sold_under(name: str, found: str) -> None:
    stock = stock_named(shipped(), name)
    assert stock is not None
    assert stock.id == found


@pytest.mark.parametrize("name", ["", "avery", "gutter", "5390", "837"])
def test_half_a_name_finds_no_sheet(name: str) -> None:
    assert stock_named(shipped(), name) is None
