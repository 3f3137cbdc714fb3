"""`handbill list stocks` and `handbill new stock`, called as a person or a script calls them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.catalog.formats import read_formats
from generator.catalog.places import Roots, shipped_root
from generator.catalog.stockfit import check_shape, needed_inset
from generator.catalog.stocks import Shape, Stock, read_stocks
from generator.cli import app
from generator.errors import HandbillError
from generator.findings import Findings
from generator.stocklist import BRIEF, stock_rows
from generator.units import Length
from tests.catalog.test_glabels import CARD, ROUND

SHIPPED = Roots(shipped_root())
FORMATS = read_formats(SHIPPED, Findings())
STOCKS = read_stocks(SHIPPED, Findings())


def run(*args: str, answers: str = "") -> Result:
    return CliRunner().invoke(app, args, input=answers)


def own(workspace: Path, name: str) -> Stock:
    findings = Findings()
    stocks = read_stocks(Roots(shipped_root(), workspace), findings)
    assert not findings
    return stocks[name]


def ids(wanted: str) -> list[str]:
    return [row["stock"] for row in stock_rows(SHIPPED, Findings(), wanted)]


def test_stocks_for_a_card_are_those_of_its_size_and_papers_with_room_the_torn_ones_first() -> None:
    names = ids("wallet-card")
    assert names[0] == "avery-5371"
    assert {"avery-8373", "southworth-bc554", "letter", "a4"} < set(names)
    assert not {"avery-5388", "avery-5163"} & set(names)
    torn = [STOCKS[name].perforated for name in names]
    assert torn == sorted(torn, reverse=True)


def test_stocks_for_a_layout_are_those_for_its_format() -> None:
    assert ids("hsi-tip-card") == ids("wallet-card")


def test_a_postcard_lies_turned_on_its_sheet_and_a_booklet_needs_two_pages_on_paper() -> None:
    assert ids("postcard")[0] == "avery-8389"
    assert "letter" in ids("booklet-8")
    assert not any(STOCKS[name].perforated for name in ids("booklet-8"))


def test_a_list_for_something_unknown_names_what_was_meant() -> None:
    done = run("list", "stocks", "--for", "walet-card")
    assert isinstance(done.exception, HandbillError)
    assert "wallet-card" in str(done.exception)


def test_programs_get_all_that_is_known_of_a_stock_and_people_what_a_terminal_holds() -> None:
    rows = json.loads(run("list", "stocks", "--for", "label", "--json").stdout)["stocks"]
    label = next(row for row in rows if row["stock"] == "avery-5163")
    assert label["across"] == "2 x 4in from 0.1625in every 4.1875in rest 0.15in"
    assert (label["geometry"], label["shape"], label["brand"]) == ("published", "corners 0.125in", "Avery")
    shown = run("list", "stocks", "--for", "label").stdout
    assert shown.split("\n")[0].split("  ")[0] == BRIEF[0]
    assert "8163, 5263, 5963, 8463 + 4" in shown
    assert "18163" not in shown


@pytest.mark.parametrize("option", [("--for", "label"), ("--glabels", ".")])
def test_other_lists_do_not_take_the_options_of_stocks(option: tuple[str, str]) -> None:
    done = run("list", "formats", *option)
    assert done.exit_code == 2
    assert "go with `handbill list stocks`" in done.output


def test_templates_of_glabels_are_listed_and_what_was_left_out_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text(f"<T>{CARD}{ROUND.replace('A4', 'B5')}</T>", encoding="utf-8")
    done = run("list", "stocks", "--glabels", str(tmp_path))
    assert "acme-c-10" in done.stdout
    assert "x.xml (Acme R1): The paper “B5” is not known here." in done.stderr


@pytest.mark.parametrize("stock", [one for one in STOCKS.values() if one.perforated], ids=lambda stock: stock.id)
def test_the_corners_of_what_stands_at_the_needed_inset_are_on_the_piece(stock: Stock) -> None:
    assert stock.across is not None
    assert stock.down is not None
    inset, width, height = needed_inset(stock), stock.across.piece.pt, stock.down.piece.pt
    if stock.shape is Shape.RECTANGLE:
        radius = stock.corner.pt
        assert radius == 0 or 2 * (radius - inset) ** 2 <= radius**2 + 1e-6
    else:
        across, down = max(0.0, width / 2 - inset) / (width / 2), max(0.0, height / 2 - inset) / (height / 2)
        assert across**2 + down**2 <= 1 + 1e-9


def test_a_corner_larger_than_the_safe_margin_allows_is_a_warning_and_a_small_one_is_none() -> None:
    findings = Findings()
    check_shape(STOCKS["avery-5163"], FORMATS["label"], findings)
    assert not findings
    check_shape(replace(STOCKS["avery-5163"], corner=Length.parse("1in")), FORMATS["label"], findings)
    check_shape(STOCKS["avery-3112"], FORMATS["label"], findings)
    assert [finding.rule for finding in findings] == ["stock.corner", "stock.corner"]
    check_shape(STOCKS["online-ol178"], FORMATS["door-hanger"], findings)
    assert findings.sorted()[-1].rule == "stock.bare"


def test_a_stock_is_written_from_options_and_reads_back(workspace: Path) -> None:
    lines = ("--across", "2 x 3.5in from 0.75in", "--down", "4 x 2in from 0.75in every 2.5in")
    more = ("--part", "77-123", "--corner", "2mm", "--overprint", "1mm", "--title", 'Our "best" cards: 8')
    done = run("new", "stock", "our-cards", "--workspace", str(workspace), "--paper", "letter", *lines, *more)
    assert done.exit_code == 0, done.output
    assert "rest 0.75in" in done.stdout
    stock = own(workspace, "our-cards")
    assert stock.down is not None
    assert stock.down.line == "4 x 2in from 0.75in every 2.5in rest 0.75in"
    assert (stock.title, stock.parts, stock.geometry) == ('Our "best" cards: 8', ("77-123",), "measured")
    assert (str(stock.corner), str(stock.overprint)) == ("2mm", "1mm")


def test_questions_are_asked_again_with_the_reason_until_the_answers_add_up(workspace: Path) -> None:
    across = ["two", "3", "3.5in", "0.75in", "3.5in", "2", "3.5", "3.5in", "0.75in", "3.5in"]
    answers = ["leter", "letter", *across, "1", "2in", "0.5in"]
    done = run("new", "stock", "ours", "--workspace", str(workspace), answers="\n".join(answers) + "\n")
    assert done.exit_code == 0, done.output
    for reason in ("Did you mean “letter”?", "“two” is no count", "beyond the rim of letter", "“3.5” is not a length"):
        assert reason in done.output, reason
    assert "After the last piece across, 0.75in is left of 8.5in." in done.output
    stock = own(workspace, "ours")
    assert stock.across is not None
    assert stock.across.line == "2 x 3.5in from 0.75in rest 0.75in"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (("--paper", "leter"), "letter"),
        (("--across", "2 by 3"), "2 x 3.5in from"),
        (("--across", "3 x 3.5in from 0.75in"), "beyond the rim"),
        (("--down", "2 x 2in from 1in every 1in"), "lie over each other"),
        (("--corner", "-1mm"), "less than nothing"),
        (("--overprint", "4"), "not a length"),
    ],
)
def test_a_wrong_option_is_refused_with_the_reason_and_nothing_is_written(
    workspace: Path, wrong: tuple[str, str], why: str
) -> None:
    right = {"--paper": "letter", "--across": "2 x 3.5in from 0.75in", "--down": "5 x 2in from 0.5in"}
    said = [word for pair in {**right, wrong[0]: wrong[1]}.items() for word in pair]
    done = run("new", "stock", "ours", "--workspace", str(workspace), *said)
    assert done.exit_code == 2
    assert why in done.output
    assert not (workspace / "layouts").exists()


def test_a_script_that_answers_nothing_is_told_what_to_say(workspace: Path) -> None:
    done = run("new", "stock", "ours", "--workspace", str(workspace))
    assert done.exit_code == 2
    assert "Say --paper, --across and --down." in done.output


@pytest.mark.parametrize("name", ["ours", "../ours", "Ours"])
def test_a_stock_never_overwrites_and_never_leaves_its_folder(workspace: Path, name: str) -> None:
    path = workspace / "layouts/stocks/ours.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("# mine\n", encoding="utf-8")
    rows = ("--across", "2 x 3.5in from 0.75in", "--down", "5 x 2in from 0.5in")
    done = run("new", "stock", name, "--workspace", str(workspace), "--paper", "letter", *rows)
    assert isinstance(done.exception, HandbillError)
    assert path.read_text(encoding="utf-8") == "# mine\n"
    assert [file.name for file in workspace.rglob("*.yaml")] == ["ours.yaml"]


def test_a_template_of_glabels_is_taken_over_by_any_of_its_numbers(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_text(f"<T>{CARD}{ROUND.replace('A4', 'B5')}</T>", encoding="utf-8")
    done = run("new", "stock", "C 11", "--workspace", str(workspace), "--from-glabels", str(file), "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["stock"] == "acme-c-10"
    assert own(workspace, "acme-c-10").parts == ("C 11",)
    missing = run("new", "stock", "R1", "--workspace", str(workspace), "--from-glabels", str(file))
    assert "The paper “B5” is not known here." in str(missing.exception)
