"""`handbill new stock`: a sheet of one's own from five numbers an axis, or out of a gLabels template."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.commands.options import json_option, roots_of

if TYPE_CHECKING:  # only for annotations: help must not load the catalogue
    from generator.catalog.stockgrid import Grid
    from generator.catalog.stocks import Paper, Stock
    from generator.findings import Findings
    from generator.units import Length

Answer = TypeVar("Answer")


@click.command("stock")
@click.argument("name")
@click.option(
    "--workspace",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Your own folder; the stock is written to layouts/stocks/NAME.yaml in it.",
)
@click.option("--paper", default="", help="The sheet as you buy it, such as letter or a4.")
@click.option(
    "--across", default="", metavar="LINE", help="The pieces across, such as “2 x 3.5in from 0.5in every 4in”."
)
@click.option("--down", default="", metavar="LINE", help="The pieces down the sheet, likewise.")
@click.option("--title", default="", help="What lists call it. Default: the name.")
@click.option("--part", "parts", multiple=True, help="A part number it is sold under; several are allowed.")
@click.option("--corner", default="", metavar="LENGTH", help="The radius of round corners.")
@click.option("--shape", type=click.Choice(["rectangle", "round", "ellipse"]), default="rectangle")
@click.option("--overprint", default="", metavar="LENGTH", help="How far ink may run beyond a piece.")
@click.option(
    "--from-glabels",
    "glabels",
    type=click.Path(exists=True, path_type=Path),
    help="Take it out of a file or folder of gLabels templates; NAME is a part number there.",
)
@json_option
def new_stock(name: str, workspace: Path, glabels: Path | None, as_json: bool, **said: Any) -> None:
    """Write a stock of your own. What is not said by options is asked; nothing is overwritten.

    Measure with a ruler: how many pieces, how large, how far the first is from the rim, and from the start of one
    piece to the start of the next. What is left over is computed and shown: hold it against the sheet.
    """
    from generator.catalog.stocks import read_stocks
    from generator.catalog.stockwriting import write_stocks
    from generator.console import print_json
    from generator.errors import refuse_errors
    from generator.findings import Findings
    from generator.stocklist import papers_of

    findings = Findings()
    papers = papers_of(read_stocks(roots_of(workspace), findings))
    if glabels:
        stock, name = _template(name, glabels, papers, findings)
    else:
        refuse_errors(findings)
        stock = _answered(name, papers, said)
    refuse_errors(findings)
    path = write_stocks((stock,), name, workspace)
    across, down = (grid.line if grid else "" for grid in (stock.across, stock.down))
    if as_json:
        print_json({"stock": stock.id, "file": str(path), "across": across, "down": down})
        return
    click.echo(f"across: {across}\ndown: {down}\nWrote {path}. Print a sheet on plain paper and hold it against it.")


def _template(name: str, path: Path, papers: dict[str, Paper], findings: Findings) -> tuple[Stock, str]:
    """The template with that part number, and the name of a file for it; raises UsageError where there is none."""
    from generator.catalog.glabels import read_glabels
    from generator.catalog.stocks import stock_named
    from generator.errors import UsageError, refuse_errors
    from generator.findings import nearest

    stocks = {stock.id: stock for stock in read_glabels(path, papers, findings)}
    stock = stock_named(stocks, name)
    if stock is None:
        refuse_errors(findings)
        left = [
            f"{found.place}: {found.problem}" for found in findings if name.casefold() in str(found.place).casefold()
        ]
        raise UsageError(" ".join([f"There is no template “{name}”.", *(left or [nearest(name, stocks)])]))
    return stock, stock.id


def _answered(name: str, papers: dict[str, Paper], said: dict[str, Any]) -> Stock:
    """The stock that options and answers describe; raises UsageError where an option is wrong."""
    from generator.catalog.measures import NOTHING
    from generator.catalog.stocks import Shape, Stock
    from generator.findings import Place

    known = ", ".join(papers)
    paper = _told("--paper", said["paper"], lambda text: _paper(text, papers)) or _asked(
        f"The sheet ({known})", lambda text: _paper(text, papers)
    )
    across, down = (_row(axis, said[axis], paper) for axis in ("across", "down"))
    corner, overprint = (_told(f"--{key}", said[key], _length) for key in ("corner", "overprint"))
    made = Stock(name, said["title"] or name, paper, across, down, NOTHING, said["parts"], "measured by hand", Place())
    shape = Shape(said["shape"])
    return replace(made, shape=shape, corner=corner or NOTHING, overprint=overprint, geometry="measured")


def _row(axis: str, text: str, paper: Paper) -> Grid:
    """The pieces along one axis, as an option says them or as they are asked for."""
    whole = paper.width if axis == "across" else paper.height
    return _told(f"--{axis}", text, lambda line: _grid(line, axis, paper, whole)) or _asked_grid(axis, paper, whole)


def _told(option: str, text: str, read: Callable[[str], Answer]) -> Answer | None:
    """What an option says; raises a usage error with the reason where it cannot be read."""
    try:
        return read(text) if text else None
    except ValueError as error:
        raise click.UsageError(f"{option}: {error}.") from None


def _asked(question: str, read: Callable[[str], Answer]) -> Answer:
    """The answer to a question, asked again with the reason for as long as it cannot be read."""

    def answer(text: str) -> Answer:
        try:
            return read(text)
        except ValueError as error:
            raise click.UsageError(f"{error}.") from None

    try:
        given: Answer = click.prompt(question, value_proc=answer, err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise click.UsageError("Nobody answered. Say --paper, --across and --down.") from None
    return given


def _asked_grid(axis: str, paper: Paper, whole: Length) -> Grid:
    """Four numbers of one axis, asked again where their sum is more than the paper."""
    from generator.catalog.stockgrid import Grid, faults, left_over

    side = "width" if axis == "across" else "height"
    while True:
        count = _asked(f"How many pieces {axis}", _whole)
        piece = _asked(f"The {side} of a piece, such as 3.5in", _length)
        first = _asked(f"From the rim to the first piece {axis}", _length)
        pitch = _asked("From the start of one piece to the start of the next", _length) if count > 1 else piece
        grid = Grid(count, piece, first, pitch, left_over(count, piece, first, pitch, whole))
        wrong = list(faults(grid, axis, paper.id, whole))
        if not wrong:
            click.echo(f"After the last piece {axis}, {grid.rest} is left of {whole}.", err=True)
            return grid
        click.echo(f"Error: {wrong[0].problem} {wrong[0].fix}", err=True)


def _paper(text: str, papers: dict[str, Paper]) -> Paper:
    from generator.findings import nearest

    if text.strip() not in papers:
        raise ValueError(f"There is no paper “{text.strip()}”. {nearest(text, papers)}".rstrip("."))
    return papers[text.strip()]


def _grid(text: str, axis: str, paper: Paper, whole: Length) -> Grid:
    from generator.catalog.stockgrid import faults, grid_of

    grid = grid_of(text, whole)
    wrong = list(faults(grid, axis, paper.id, whole))
    if wrong:
        raise ValueError(f"{wrong[0].problem} {wrong[0].fix}".rstrip("."))
    return grid


def _length(text: str) -> Length:
    from generator.units import Length

    length = Length.parse(text)
    if length.points < 0:
        raise ValueError(f"{length} is less than nothing")
    return length


def _whole(text: str) -> int:
    if not (text.strip().isdigit() and 1 <= int(text) <= 999):
        raise ValueError(f"“{text.strip()}” is no count of pieces: write a number from 1 to 999")
    return int(text)
