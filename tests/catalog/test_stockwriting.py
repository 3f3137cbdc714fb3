from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.places import Roots
from generator.catalog.stocks import Shape, Stock, read_stocks
from generator.catalog.stockwriting import stock_text, write_stocks
from generator.errors import UsageError
from generator.findings import Findings, Place
from generator.units import Length
from tests.catalog.shelf import ROOT

SHIPPED = read_stocks(Roots(ROOT), Findings())
CARDS = SHIPPED["avery-5371"]
words = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=("Cc", "Cs")), max_size=20)


def read_back(folder: Path, stocks: list[Stock]) -> dict[str, Stock]:
    path = folder / "layouts" / "stocks" / "own.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(stock_text(stocks), encoding="utf-8")
    findings = Findings()
    found = read_stocks(Roots(ROOT, folder), findings)
    assert not findings, [str(finding) for finding in findings]
    return found


def unplaced(stock: Stock) -> Stock:
    """Without what says where it was read, and with the notes of the shipped files left aside."""
    return replace(stock, place=Place(), note="")


def test_every_shipped_sheet_written_under_another_name_reads_back_the_same(tmp_path: Path) -> None:
    torn = [replace(stock, id=f"own-{stock.id}") for stock in SHIPPED.values() if stock.perforated]
    found = read_back(tmp_path, torn)
    assert {stock.id: unplaced(found[stock.id]) for stock in torn} == {stock.id: unplaced(stock) for stock in torn}


@settings(deadline=None, max_examples=30)
@given(words, words, st.lists(words, max_size=3), st.sampled_from(Shape))
def test_any_words_in_a_title_or_a_part_number_read_back(
    title: str, brand: str, parts: list[str], shape: Shape
) -> None:
    round_ = shape is Shape.ROUND
    grid = CARDS.across if round_ else CARDS.down
    assert grid is not None
    stock = replace(CARDS, id="own-1", title=f"t{title}", brand=brand, parts=tuple(parts), source=title)
    if not round_:
        stock = replace(stock, shape=shape)
    with tempfile.TemporaryDirectory() as folder:
        found = read_back(Path(folder), [stock])["own-1"]
    assert (found.title, found.brand, found.parts) == (stock.title, stock.brand, stock.parts)
    assert (found.across, found.down, found.shape) == (stock.across, stock.down, stock.shape)


def test_corners_overprint_and_bare_margins_are_kept(tmp_path: Path) -> None:
    stock = replace(CARDS, id="own-1", corner=Length.parse("2mm"), overprint=Length.parse("0mm"), bare=True)
    found = read_back(tmp_path, [replace(stock, geometry="measured")])["own-1"]
    assert (found.corner, found.overprint, found.bare) == (Length.parse("2mm"), Length.parse("0mm"), True)
    assert found.geometry == "measured"


def test_a_new_file_is_named_after_the_stock_in_the_folder_of_stocks(tmp_path: Path) -> None:
    path = write_stocks([replace(CARDS, id="our-cards")], "our-cards", tmp_path)
    assert path == tmp_path / "layouts" / "stocks" / "our-cards.yaml"
    assert "our-cards" in read_stocks(Roots(ROOT, tmp_path), Findings())


@pytest.mark.parametrize("name", ["", "Our", "our cards", "a/b", "..", ".hidden", "-x", "x-", "ü"])
def test_a_name_that_could_not_be_an_id_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no name for a stock"):
        write_stocks([CARDS], name, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    path = write_stocks([replace(CARDS, id="ours")], "ours", tmp_path)
    before = path.read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        write_stocks([replace(CARDS, id="ours", title="Other")], "ours", tmp_path)
    assert path.read_bytes() == before
