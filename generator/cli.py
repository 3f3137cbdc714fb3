"""The command line: flags in, findings and files out; it holds no rule of its own.

Exit codes: 0 done, 1 refused by findings, 2 wrong usage, 3 something is wrong with the machine or with Handbill.
Each command loads what it needs when it is called, so that `--help` and `list` answer at once.
"""

from __future__ import annotations

import datetime
import gc
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from generator import VERSION
from generator.commands.calibrate import calibrate
from generator.commands.contacts import contacts
from generator.commands.gang import gang
from generator.commands.impact import impact
from generator.commands.kit import kit
from generator.commands.lock import lock
from generator.commands.newstock import new_stock
from generator.commands.options import (
    PURPOSES,
    json_option,
    order_of,
    order_options,
    pairs,
    records_options,
    refuse_without_records,
    roots_of,
    set_option,
    sheet_options,
    usual_purposes,
    with_sheets,
    workers_options,
    workspace_option,
)
from generator.commands.order import order
from generator.commands.proof import proof
from generator.commands.release import release
from generator.commands.rules import rules
from generator.commands.stocks import print_stocks, refuse_stock_options, stock_list_options
from generator.commands.studio import studio
from generator.commands.template import template
from generator.console import (
    fail,
    print_drafted,
    print_exchanged,
    print_laid,
    print_list,
    print_report,
    print_signed,
    print_stamped,
    print_states,
)
from generator.errors import HandbillError, refuse_errors
from generator.findings import Findings

KINDS = ("layouts", "kits", "formats", "stocks", "languages", "themes")

_layouts = click.option("--layout", "layouts", multiple=True, help="Only what this layout needs; several are allowed.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, message="handbill %(version)s")
def app() -> None:
    """Print-ready, proofed cards and posters that send people to the right line."""


@app.command("list")
@click.argument("kind", type=click.Choice(KINDS), default="layouts")
@workspace_option
@stock_list_options
@json_option
def list_command(kind: str, workspace: Path | None, as_json: bool, **said: Any) -> None:
    """List layouts, kits, formats, stocks, languages or themes."""
    from generator.listing import rows

    findings = Findings()
    if kind == "stocks":
        print_stocks(roots_of(workspace), as_json, findings, **said)
        return
    refuse_stock_options(said)
    table = rows(kind, roots_of(workspace), findings)
    refuse_errors(findings)
    print_list(kind, table, as_json)


@app.command()
@click.argument("layouts", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Build every layout.")
@click.option(
    "--lang", "langs", multiple=True, help="Language, such as en; several are allowed. Default: all there are."
)
@click.option("--purpose", "purposes", help=f"One or more of {','.join(PURPOSES)}, with commas. Default: all.")
@order_options
@sheet_options
@workspace_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("output"), help="Output folder.")
@records_options
@workers_options
@click.option("--draft", is_flag=True, help="Only draw: quicker, but nothing is read back, and the files say DRAFT.")
@json_option
def build(
    layouts: tuple[str, ...],
    every: bool,
    draft: bool,
    langs: tuple[str, ...],
    purposes: str | None,
    workspace: Path | None,
    out: Path,
    jobs: int,
    scheduler: str,
    as_json: bool,
    **said: Any,
) -> None:
    """Build and proof layouts; files reach the output folder only when every one of them is true."""
    from generator.console import progress

    if bool(layouts) == every:
        raise click.UsageError("Name the layouts to build, or say --all.")
    records = said.pop("records")
    order = with_sheets(order_of(out, layouts, purposes or usual_purposes(records), said), said)
    order = replace(order, langs=langs)
    if records:
        from generator.commands.merging import merge_records

        merge_records(roots_of(workspace), order, records, (jobs, scheduler), said, draft=draft, as_json=as_json)
        return
    refuse_without_records(said)
    if draft:
        from generator.drafting import draft as draw

        with progress(as_json) as step:
            drafted = draw(roots_of(workspace), order, step)
        print_drafted(drafted, as_json, out)
        return
    from generator.batch.workers import Workers
    from generator.build import build as build_order

    with progress(as_json) as step:
        report = build_order(roots_of(workspace), order, step, Workers(jobs, scheduler))
    print_report(report, as_json, out)


@app.command()
@click.option("--lang", "langs", multiple=True, help="Only this language: what its translator still has to do.")
@click.option("--all", "every", is_flag=True, help="With --lang: list every text that is missing or unsigned.")
@set_option
@workspace_option
@json_option
def check(langs: tuple[str, ...], every: bool, fields: tuple[str, ...], workspace: Path | None, as_json: bool) -> None:
    """Read all layouts and data, compose every piece, and report what is wrong; writes nothing."""
    if not langs:
        from generator.build import check as check_all

        if every:
            raise click.UsageError("--all lists the texts of a language: name it with --lang.")
        print_report(check_all(roots_of(workspace), pairs(fields)), as_json, None)
        return
    from generator.translate.check import check_languages

    states = check_languages(roots_of(workspace), langs, pairs(fields))
    print_states(states, as_json, every=every)
    if any(state.failed for state in states):
        raise SystemExit(1)


@app.group()
def new() -> None:
    """Start something of your own: `handbill new language`, `handbill new stock`."""


new.add_command(new_stock)


@new.command("language")
@click.argument("lang")
@_layouts
@workspace_option
@json_option
def new_language(lang: str, layouts: tuple[str, ...], workspace: Path | None, as_json: bool) -> None:
    """Lay down the files that a translator into LANG fills in, each text with its English above it."""
    from generator.translate.lay import lay_down

    print_laid(lay_down(roots_of(workspace), lang, layouts), lang, as_json)


@app.command()
@click.argument("lang")
@workspace_option
@json_option
def stamp(lang: str, workspace: Path | None, as_json: bool) -> None:
    """Turn plain texts typed into the files of LANG into ones that know their English and their state."""
    from generator.translate.desk import open_desk
    from generator.translate.stamp import stamp as stamp_files

    print_stamped(stamp_files(open_desk(roots_of(workspace), lang)), as_json)


@app.command()
@click.argument("lang")
@click.argument("topic")
@click.option("--by", required=True, metavar="NAME", help="Who read the texts.")
@click.option("--on", default="", metavar="DATE", help="When they were read, such as 2026-11-21. Default: today.")
@click.option("--key", default="", help="Sign only the text under this key, such as questions.leave.short.")
@workspace_option
@json_option
def review(lang: str, topic: str, by: str, on: str, key: str, workspace: Path | None, as_json: bool) -> None:
    """Sign the texts of one file of LANG: a topic, contacts, facts or layouts. All of them, or none."""
    from generator.signing import read_signature
    from generator.translate.desk import open_desk
    from generator.translate.review import review as sign

    signature = read_signature(by, on, datetime.date.today())
    print_signed(sign(open_desk(roots_of(workspace), lang), topic, key, signature), signature.by, as_json)


@app.command("export")
@click.argument("lang")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_layouts
@workspace_option
@json_option
def export_command(lang: str, file: Path, layouts: tuple[str, ...], workspace: Path | None, as_json: bool) -> None:
    """Write the texts of LANG into a new PO file, for Poedit and other editors of translations."""
    from generator.translate.desk import open_desk
    from generator.translate.exchange import export

    print_exchanged(export(open_desk(roots_of(workspace), lang), layouts, file), "Exported", as_json)


@app.command("import")
@click.argument("lang")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@workspace_option
@json_option
def import_command(lang: str, file: Path, workspace: Path | None, as_json: bool) -> None:
    """Take the changed texts of a PO file over into the files of LANG, as drafts. All of them, or none."""
    from generator.translate.desk import open_desk
    from generator.translate.exchange import import_

    print_exchanged(import_(open_desk(roots_of(workspace), lang), file), "Imported", as_json)


app.add_command(calibrate)
app.add_command(contacts)
app.add_command(gang)
app.add_command(lock)
app.add_command(rules)
app.add_command(proof)
app.add_command(release)
app.add_command(order)
app.add_command(kit)
app.add_command(impact)
app.add_command(template)
app.add_command(studio)


_asked_to_end: list[bool] = []


def main() -> None:
    """The `handbill` command; every foreseen failure ends in a sentence and an exit code."""
    as_json = "--json" in sys.argv
    gc.set_threshold(100_000, 50, 50)  # a command is short and leaves few cycles: looking for them costs a tenth
    for name in ("SIGTERM", "SIGHUP"):  # a system without one of them does not send it
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stop)
    try:
        code = app(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except (click.ClickException, HandbillError) as error:
        sys.exit(fail(error, as_json=as_json))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)  # the shell's own code for an interrupt
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us has read enough
        sys.exit(0)
    except Exception as error:  # the door is the one place that may catch everything
        if _asked_to_end:  # an interrupt may come back as another error from the middle of a foreign library
            sys.exit(130)
        if os.environ.get("HANDBILL_DEBUG"):
            raise
        sys.exit(fail(error, as_json=as_json))


def _stop(*_: object) -> None:
    """A polite request to end is an interrupt: what was begun is tidied up."""
    _asked_to_end.append(True)
    raise KeyboardInterrupt
