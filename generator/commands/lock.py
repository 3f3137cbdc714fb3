"""`handbill lock`: official wording taken in, to be printed word for word."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from generator.commands.options import json_option, roots_of, workspace_option
from generator.console import print_json


@click.command()
@click.argument("name", metavar="ID")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lang", required=True, help="The language of the wording, such as en.")
@click.option("--source", required=True, metavar="TEXT", help="Who published the wording, and when it was read.")
@click.option("--by", required=True, metavar="NAME", help="Who takes it in.")
@click.option("--on", default="", metavar="DATE", help="When it is taken in, such as 2026-11-21. Default: today.")
@workspace_option
@json_option
def lock(
    name: str, file: Path, lang: str, source: str, by: str, on: str, workspace: Path | None, as_json: bool
) -> None:
    """Take the wording of a statute or an agency from a plain text FILE; it is printed word for word from then on."""
    from generator.lock import Taking
    from generator.lock import lock as lock_text
    from generator.signing import read_signature

    signature = read_signature(by, on, datetime.date.today())
    path = lock_text(roots_of(workspace), file, Taking(name, lang, source, signature))
    if as_json:
        print_json({"files": [str(path)], "findings": []})
        return
    click.echo(str(path))
    click.echo(f"“{name}” is locked in “{lang}”. Print it with “- locked: {name}”.")
