from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.catalog.formats import read_formats
from generator.catalog.places import Roots, shipped_root
from generator.catalog.stocks import read_stocks
from generator.errors import UsageError
from generator.findings import Findings
from generator.stocklist import BRIEF, fitting, papers_of, stock_rows
from generator.units import Length

ROOTS = Roots(shipped_root())
STOCKS = read_stocks(ROOTS, Findings())
FORMATS = read_formats(ROOTS, Findings())


def row(name: str) -> dict[str, str]:
    return next(row for row in stock_rows(ROOTS, Findings()) if row["stock"] == name)


def test_a_list_of_all_has_each_stock_once_in_the_order_of_the_files() -> None:
    rows = stock_rows(ROOTS, Findings())
    assert [one["stock"] for one in rows] == list(STOCKS)
    assert all(set(BRIEF) <= set(one) for one in rows)
    assert len({tuple(one) for one in rows}) == 1, "every row has the same columns"


@pytest.mark.parametrize(
    ("name", "column", "shown"),
    [
        ("avery-5371", "pieces", "10"),
        ("avery-5371", "size", "3.5in × 2in"),
        ("avery-5371", "down", "5 x 2in from 0.5in rest 0.5in"),
        ("avery-5371", "ruler", "yes"),
        ("avery-8387", "ruler", "no room"),
        ("avery-8373", "overprint", "0.0625in"),
        ("avery-5160", "shape", "corners 0.0625in"),
        ("avery-3112", "shape", "round"),
        ("herma-4358", "shape", "ellipse"),
        ("herma-4358", "brand", "Herma"),
        ("letter", "pieces", "as fit"),
        ("letter", "shape", "cut out"),
        ("letter", "geometry", ""),
        ("letter-gutter", "gutter", "0.25in"),
    ],
)
def test_a_row_says_what_the_stock_is(name: str, column: str, shown: str) -> None:
    assert row(name)[column] == shown


def test_where_sources_disagree_the_row_says_so() -> None:
    assert "LibreOffice" in row("avery-8389")["note"]


@pytest.mark.parametrize("kind", FORMATS.values(), ids=lambda kind: kind.id)
def test_each_stock_that_a_format_names_is_in_its_list_and_fits(kind: object) -> None:
    name = kind.id  # type: ignore[attr-defined]
    named = FORMATS[name].stocks
    assert set(named) <= {one["stock"] for one in stock_rows(ROOTS, Findings(), name)}
    assert all(fitting(STOCKS[stock], FORMATS[name]) for stock in named)


def test_a_stock_holds_what_its_grid_says_only_where_the_piece_is_the_format() -> None:
    assert fitting(STOCKS["avery-5371"], FORMATS["wallet-card"]) == 10
    assert fitting(STOCKS["avery-5388"], FORMATS["wallet-card"]) == 0
    larger = replace(FORMATS["wallet-card"], width=Length.parse("3.6in"))
    assert fitting(STOCKS["avery-5371"], larger) == 0


def test_round_pieces_come_after_those_that_keep_the_corners() -> None:
    kind = replace(FORMATS["sticker"], id="disc", width=Length.parse("2.5in"), height=Length.parse("2.5in"))
    assert fitting(STOCKS["avery-3274.3"], kind) == fitting(STOCKS["avery-3111"], kind) == 9


def test_an_unknown_name_is_a_usage_error_that_helps() -> None:
    with pytest.raises(UsageError, match="Did you mean “postcard”"):
        stock_rows(ROOTS, Findings(), "postcrad")


def test_papers_are_named_once_each() -> None:
    papers = papers_of(STOCKS)
    assert set(papers) == {"letter", "legal", "tabloid", "a4", "a3"}


def test_the_stocks_of_a_workspace_are_listed_with_ours(tmp_path: Path) -> None:
    path = tmp_path / "layouts" / "stocks" / "own.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "stocks:\n  ours: {title: Ours, paper: letter, across: 2 x 3.5in from 0.75in, down: 5 x 2in from 0.5in}\n",
        encoding="utf-8",
    )
    names = [one["stock"] for one in stock_rows(Roots(shipped_root(), tmp_path), Findings(), "wallet-card")]
    assert {"ours", "avery-5371", "letter"} <= set(names)
    assert names.index("ours") < names.index("letter")
