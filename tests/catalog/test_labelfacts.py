"""Our sheets against two label databases: equal within 0.02 in, and what is not is listed in docs/stocks.md."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping

from generator.catalog.places import Roots
from generator.catalog.stocks import Stock, read_stocks
from generator.findings import Findings
from tests.catalog.shelf import ROOT

TABLE = (ROOT / "tests/catalog/label-facts.csv").read_text(encoding="utf-8")
FACTS = list(csv.DictReader(line for line in TABLE.splitlines() if not line.startswith("#")))
STOCKS = read_stocks(Roots(ROOT), Findings())
DOCS = (ROOT / "docs" / "stocks.md").read_text(encoding="utf-8")
WITHIN = 0.02


def ours(stock: Stock) -> dict[str, float]:
    """Our geometry in the columns of the table, in inches."""
    across, down = stock.across, stock.down
    assert across is not None
    assert down is not None
    return {
        "paper_width": stock.paper.width.pt / 72,
        "paper_height": stock.paper.height.pt / 72,
        "columns": across.count,
        "rows": down.count,
        "width": across.piece.pt / 72,
        "height": down.piece.pt / 72,
        "left": across.first.pt / 72,
        "top": down.first.pt / 72,
        "step_across": across.pitch.pt / 72,
        "step_down": down.pitch.pt / 72,
    }


def differs(fact: Mapping[str, str]) -> bool:
    """Whether any number is further off than a fiftieth of an inch; a single piece has no step."""
    mine = ours(STOCKS[fact["stock"]])
    single = {name for name, count in (("step_across", "columns"), ("step_down", "rows")) if mine[count] == 1}
    return any(abs(value - float(fact[name])) > WITHIN for name, value in mine.items() if name not in single)


def listed() -> set[tuple[str, str]]:
    """Table and stock of each difference that the page lists."""
    return set(re.findall(r"^\| (glabels|libreoffice) \| `([\w.-]+)` \|", DOCS, re.MULTILINE))


def test_our_sheets_are_those_of_the_label_databases_but_for_what_the_page_lists() -> None:
    found = {(fact["table"], fact["stock"]) for fact in FACTS if differs(fact)}
    assert found == listed()


def test_the_table_names_its_sources_and_holds_every_sheet_of_ours() -> None:
    assert re.search(r"^# glabels: .* commit [0-9a-f]{40}$", TABLE, re.MULTILINE)
    assert re.search(r"^# libreoffice: LibreOffice \d", TABLE, re.MULTILINE)
    assert {fact["stock"] for fact in FACTS} == {stock.id for stock in STOCKS.values() if stock.perforated}
    assert len(FACTS) > 300


def test_most_sheets_agree_with_each_database_that_has_them() -> None:
    agreeing = {fact["stock"] for fact in FACTS if not differs(fact)}
    alone = {stock.id for stock in STOCKS.values() if stock.perforated} - agreeing
    assert alone == {"avery-5305", "avery-5309"}, "only the tent cards, which the databases model otherwise"
