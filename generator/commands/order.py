"""`handbill order`: build all that an order file asks for, and go on with what was stopped; no rule lives here."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.options import json_option, roots_of, workers_options, workspace_option
from generator.console import print_ran

if TYPE_CHECKING:
    pass


@click.command()
@click.argument("order", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@workspace_option
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Default: output, and in it the order's name."
)
@workers_options
@click.option("--resume", is_flag=True, help="Go on with a run that was stopped; what it made stands.")
@click.option("--restart", is_flag=True, help="Give a run up that was stopped, and begin anew.")
@click.option(
    "--keep-going", is_flag=True, help="Leave faulty rows out, and files that fail their proof, and list both."
)
@json_option
def order(
    order: Path,
    workspace: Path | None,
    out: Path | None,
    jobs: int,
    scheduler: str,
    resume: bool,
    restart: bool,
    keep_going: bool,
    as_json: bool,
) -> None:
    """Build every item of an order file into a folder of its own, with a summary for whoever prints."""
    from generator.batch.run import WAYS_ON, How, run
    from generator.batch.workers import Workers
    from generator.console import progress
    from generator.ordering.campaign import open_order

    if resume and restart:
        raise click.UsageError("--resume goes on with what was made, --restart gives it up: say one of them.")
    place = out or Path("output") / order.stem
    how = How(Workers(jobs, scheduler), resume, restart, keep_going)
    with progress(as_json) as step:
        work, campaign = open_order(roots_of(workspace), order, datetime.date.today(), keep_going=keep_going)
        try:
            ran = run(work, campaign, place, how, step)
        except KeyboardInterrupt:
            click.echo(f"\nhandbill: Stopped. The files in {place} are whole. {WAYS_ON}", err=True)
            raise
    print_ran(ran, place, as_json)
    if not as_json:
        click.echo(f"What to print, and by when: {place / 'order.txt'}")
    if ran.failed:
        raise SystemExit(1)
