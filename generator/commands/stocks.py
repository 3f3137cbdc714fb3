"""`handbill list stocks`: its own options, and a table that a terminal has room for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator.catalog.places import Roots
from generator.console import print_json, print_list
from generator.errors import refuse_errors
from generator.findings import Findings

# Part numbers shown on a terminal; `--json` has all of them.
_PARTS_SHOWN = 4

_OPTIONS = (
    click.option("--for", "wanted", default="", metavar="NAME", help="Stocks that a layout or format fits on."),
    click.option(
        "--glabels",
        type=click.Path(exists=True, path_type=Path),
        help="Stocks of the gLabels templates in a file or folder.",
    ),
)


def stock_list_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that only a list of stocks has."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def refuse_stock_options(said: dict[str, Any]) -> None:
    """Another list would drop those options without a word; raises a usage error."""
    if any(said.values()):
        raise click.UsageError("--for and --glabels go with `handbill list stocks`.")


def print_stocks(roots: Roots, as_json: bool, findings: Findings, *, wanted: str, glabels: Path | None) -> None:
    """The stocks, and with gLabels templates what could not be taken over."""
    from generator.stocklist import BRIEF, stock_rows

    rows = stock_rows(roots, findings, wanted, glabels)
    refuse_errors(findings)
    left_out = [f"{found.place}: {found.problem}" for found in findings.sorted()]
    if as_json:
        print_json({"stocks": rows, **({"left out": left_out} if glabels else {})})
        return
    print_list("stocks", [{name: _brief(name, row[name]) for name in BRIEF} for row in rows], as_json)
    for line in left_out:
        click.echo(f"not taken over: {line}", err=True)


def _brief(name: str, text: str) -> str:
    parts = text.split(", ")
    more = len(parts) - _PARTS_SHOWN
    return f"{', '.join(parts[:_PARTS_SHOWN])} + {more}" if name == "also sold as" and more > 0 else text
