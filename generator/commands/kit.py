"""`handbill kit`: everything that a trainer prints for one course, with one file of it all; no rule lives here."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator.commands.options import (
    json_option,
    pairs,
    purposes_in,
    roots_of,
    set_option,
    workers_options,
    workspace_option,
)
from generator.console import print_ran

_TABLE_OPTIONS = (
    click.option(
        "--records",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Your roster: CSV, TSV, XLSX, JSON or YAML. Default: the kit's sample roster.",
    ),
    click.option("--encoding", default="", help="How the roster is written, such as cp1252. Default: UTF-8."),
    click.option("--sheet", default="", help="The sheet of a workbook. Default: the first."),
    click.option("--people", type=click.IntRange(min=1), help="How many people come. Default: the rows of the roster."),
)
_PAPER_OPTIONS = (
    click.option("--purpose", "purposes", default="office,screen", help="With commas. Default: office,screen."),
    click.option("--stock", "stocks", multiple=True, metavar="PIECE=STOCK", help="What a piece prints on."),
    click.option("--theme", default="", help="Another look; see `handbill list themes`."),
    click.option(
        "--flip", type=click.Choice(["long", "short"]), default="long", help="The edge your printer flips on."
    ),
    click.option("--printer", default="", metavar="NAME", help="Correct office sheets; see `handbill calibrate`."),
    click.option("--tray", default="", help="The tray of that printer, if it was calibrated by trays."),
)
_RUN_OPTIONS = (
    click.option("--resume", is_flag=True, help="Go on with a run that was stopped; what it made stands."),
    click.option("--restart", is_flag=True, help="Give a run up that was stopped, and begin anew."),
    click.option("--keep-going", is_flag=True, help="Leave faulty rows out, and files that fail their proof."),
)


def _kit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a kit beside those of other commands."""
    for option in reversed((*_TABLE_OPTIONS, *_PAPER_OPTIONS, *_RUN_OPTIONS)):
        command = option(command)
    return command


@click.command()
@click.argument("kit")
@click.option("--lang", default="en", help="One language; each has a folder of its own. Default: en.")
@set_option
@_kit_options
@workspace_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Default: output, and in it the kit's.")
@workers_options
@json_option
def kit(
    kit: str,
    lang: str,
    workspace: Path | None,
    out: Path | None,
    jobs: int,
    scheduler: str,
    resume: bool,
    restart: bool,
    keep_going: bool,
    as_json: bool,
    **said: Any,
) -> None:
    """Build every piece of a kit, and one file of them all with a cover sheet; see `handbill list kits`."""
    from generator.batch.run import WAYS_ON, How, run
    from generator.batch.workers import Workers
    from generator.console import progress
    from generator.kits.asked import usual_folder
    from generator.kits.opening import open_kit

    if resume and restart:
        raise click.UsageError("--resume goes on with what was made, --restart gives it up: say one of them.")
    place = out or usual_folder(kit, lang)
    how = How(Workers(jobs, scheduler), resume, restart, keep_going)
    with progress(as_json) as step:
        work, bench = open_kit(roots_of(workspace), _ask(kit, lang, place, said), keep_going=keep_going)
        try:
            ran = run(work, bench, place, how, step)
        except KeyboardInterrupt:
            click.echo(f"\nhandbill: Stopped. The files in {place} are whole. {WAYS_ON}", err=True)
            raise
    print_ran(ran, place, as_json)
    if not as_json:
        if bench.name in ran.files:
            click.echo(f"Print this: {place / bench.name}")
        click.echo(f"What to print, and how often: {place / 'kit.txt'}")
    if ran.failed:
        raise SystemExit(1)


def _ask(kit: str, lang: str, out: Path, said: dict[str, Any]) -> Any:
    """What was asked for, as of today; raises a usage error for what makes no sense."""
    from generator.kits.asked import Ask
    from generator.making import Purpose
    from generator.press.duplex import Flip

    purposes = tuple(Purpose(name) for name in purposes_in(said["purposes"]))
    if said["printer"] and Purpose.OFFICE not in purposes:
        raise click.UsageError("--printer is for office sheets: add --purpose office.")
    if said["tray"] and not said["printer"]:
        raise click.UsageError("--tray names a tray of a printer: name the printer too, with --printer.")
    return Ask(
        kit=kit,
        out=out,
        lang=lang,
        fields=pairs(said["fields"]),
        records=said["records"],
        encoding=said["encoding"],
        sheet=said["sheet"],
        people=said["people"] or 0,
        purposes=purposes,
        stocks=_papers(said["stocks"]),
        theme=said["theme"],
        flip=Flip(said["flip"]),
        printer=said["printer"],
        tray=said["tray"],
        today=datetime.date.today(),
    )


def _papers(said: tuple[str, ...]) -> dict[str, str]:
    """PIECE=STOCK pairs by piece."""
    papers = {}
    for pair in said:
        piece, equals, stock = pair.partition("=")
        if not (piece.strip() and equals and stock.strip()):
            raise click.UsageError(f"--stock takes PIECE=STOCK, not “{pair}”.")
        papers[piece.strip()] = stock.strip()
    return papers
