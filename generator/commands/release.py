"""`handbill release`: make a release, or look whether one is still what it was; no rule lives here."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from generator.commands.options import (
    PURPOSES,
    json_option,
    order_of,
    order_options,
    roots_of,
    workspace_option,
)
from generator.console import print_findings, print_json

# What a print shop needs: the file to print from, and the one to look at.
USUAL = ("press", "screen")


class MakeByDefault(click.Group):
    """A group whose first word may be left out: what is no command of it is a layout to be made."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put “make” before arguments that name no command."""
        named = args and (args[0] in self.commands or args[0] in self.get_help_option_names(ctx))
        return super().parse_args(ctx, args if named or not args else ["make", *args])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, and what can be said to the one that is meant where none is named."""
        super().format_options(ctx, formatter)
        with formatter.section("For LAYOUT…"):
            self.commands["make"].format_options(ctx, formatter)


@click.group(cls=MakeByDefault)
def release() -> None:
    """Make files that a print shop may print: `handbill release LAYOUT… --name …`."""


@release.command()
@click.argument("layouts", nargs=-1, required=True)
@click.option("--name", required=True, help="What the release is called; its folder and its sheets bear the name.")
@click.option("--quantity", required=True, type=click.IntRange(min=1), help="How many copies of each piece.")
@click.option("--contact", required=True, help="Who answers for the job, such as “J. Doe, 202-555-0142”.")
@click.option("--paper", default="", help="The paper to print on. Default: one that is recommended for the format.")
@click.option("--finish", default="", help="How the pieces leave the shop. Default: as recommended for the format.")
@click.option("--lang", "langs", multiple=True, help="Language; several are allowed. Default: en.")
@click.option("--purpose", "purposes", default=",".join(USUAL), help=f"Default: press,screen; of {','.join(PURPOSES)}.")
@order_options
@workspace_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Default: release, in the workspace.")
@json_option
def make(
    layouts: tuple[str, ...],
    name: str,
    quantity: int,
    contact: str,
    paper: str,
    finish: str,
    langs: tuple[str, ...],
    purposes: str,
    workspace: Path | None,
    out: Path | None,
    as_json: bool,
    **said: Any,
) -> None:
    """Build, proof and release layouts with a manifest and a job ticket, or refuse with every reason."""
    from generator.console import progress
    from generator.releasing.policy import Terms
    from generator.releasing.release import release as make_release

    order = order_of(out or (workspace or Path()) / "release", tuple(dict.fromkeys(layouts)), purposes, said)
    usual = () if order.rule else ("en",)  # a rule names languages of its own
    order = replace(order, langs=tuple(dict.fromkeys(langs or usual)))
    with progress(as_json) as step:
        done = make_release(roots_of(workspace), order, Terms(name, quantity, contact, paper, finish), step)
    names = (*(entry.name for entry in done.entries), *done.documents)
    if as_json:
        findings = [finding.as_dict() for finding in done.findings]
        print_json({"folder": str(done.folder), "files": list(names), "findings": findings})
        return
    print_findings(done.findings)
    for file in names:
        click.echo(str(done.folder / file))
    click.echo(f"Released {len(done.entries)} files as “{name}”. Send the folder with its job-ticket.pdf.")


@release.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@workspace_option
@json_option
def verify(folder: Path, workspace: Path | None, as_json: bool) -> None:
    """Hash and proof every file of a release again, against the directory of today. Exit code 1 on any fault."""
    from generator.releasing.verify import verify as verify_release

    found = verify_release(roots_of(workspace), folder, datetime.date.today())
    if as_json:
        findings = [finding.as_dict() for finding in found.findings]
        shown = {"folder": str(folder), "release": found.release, "files": found.files, "passed": found.passed}
        print_json({**shown, "findings": findings})
    else:
        print_findings(found.findings)
        verdict = "and may be printed" if found.passed else "and may NOT be printed"
        name, copies = found.release.get("name", ""), found.release.get("quantity", 0)
        click.echo(f"“{name}”, {copies:,} copies: {found.files} files stand as they were released, {verdict}.")
    if not found.passed:
        raise SystemExit(1)
