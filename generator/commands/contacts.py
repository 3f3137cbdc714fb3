"""`handbill contacts`: the directory listed, shown, and kept; `add` adds one's own, `verify` signs a check."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from generator.commands.contactprint import (
    print_added,
    print_contact,
    print_directory,
    print_due,
    print_uses,
    print_verified,
)
from generator.commands.options import json_option, refuse_misplaced, roots_of, workspace_option

_ROLES = ["emergency", "report", "help", "labour", "officer", "awareness"]


@click.group(invoke_without_command=True)
@workspace_option
@json_option
@click.pass_context
def contacts(context: click.Context, workspace: Path | None, as_json: bool) -> None:
    """List the directory; see also show, due, uses, verify and add."""
    refuse_misplaced(context)
    if context.invoked_subcommand is None:
        _list(workspace, as_json)


@contacts.command("list")
@workspace_option
@json_option
def list_contacts(workspace: Path | None, as_json: bool) -> None:
    """List every contact with its number, the day it was last checked, and what that is good for."""
    _list(workspace, as_json)


def _list(workspace: Path | None, as_json: bool) -> None:
    from generator.book.checking import aged, policies_of, read_directory

    roots = roots_of(workspace)
    print_directory(aged(read_directory(roots), policies_of(roots), datetime.date.today()), as_json)


@contacts.command()
@click.argument("contact")
@workspace_option
@json_option
def show(contact: str, workspace: Path | None, as_json: bool) -> None:
    """Show one contact with its source, its notes and the checks of its numbers."""
    from generator.book.checking import aged, policies_of, read_directory

    roots = roots_of(workspace)
    policies = policies_of(roots)
    (one,) = aged(read_directory(roots, contact), policies, datetime.date.today())
    print_contact(one, policies, as_json)


@contacts.command("due")
@click.option("--within", type=click.IntRange(0, 3650), default=30, show_default=True, help="Look ahead by DAYS.")
@workspace_option
@json_option
def due_command(within: int, workspace: Path | None, as_json: bool) -> None:
    """List the contacts whose check is too old, or soon will be, the oldest first."""
    from generator.book.checking import due, policies_of, read_directory

    roots, today = roots_of(workspace), datetime.date.today()
    policies = policies_of(roots)
    print_due(due(read_directory(roots), policies, today, within), policies, today, within, as_json)


@contacts.command("verify")
@click.argument("contact")
@click.option("--by", required=True, metavar="NAME", help="Who called the number or opened the page.")
@click.option("--on", default="", metavar="DATE", help="When that was, such as 2026-11-21. Default: today.")
@click.option("--how", type=click.Choice(["call", "page"]), required=True, help="Called, or read on the owner's page.")
@workspace_option
@json_option
def verify_command(contact: str, by: str, on: str, how: str, workspace: Path | None, as_json: bool) -> None:
    """Sign that every number and address of a contact is right; adds a line to the workspace's checks."""
    from generator.book.checking import verify
    from generator.catalog.checks import How
    from generator.signing import read_signature

    signature = read_signature(by, on, datetime.date.today(), "checked the contact")
    print_verified(verify(roots_of(workspace), contact, signature, How(how)), as_json)


@contacts.command("uses")
@click.argument("contact")
@click.option(
    "--releases",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that keeps your releases. Default: release/ here and in the workspace.",
)
@workspace_option
@json_option
def uses_command(contact: str, releases: Path | None, workspace: Path | None, as_json: bool) -> None:
    """List the layouts, and the past releases, that carry a contact's numbers and addresses."""
    from generator.book.uses import uses, usual_releases

    roots = roots_of(workspace)
    print_uses(uses(roots, contact, [releases] if releases else usual_releases(roots)), as_json)


@contacts.command("add")
@click.argument("contact", metavar="ID")
@click.option("--name", required=True, help="The name of the office, as it is printed.")
@click.option("--voice", required=True, metavar="NUMBER", help="Its number.")
@click.option(
    "--answers", type=click.Choice(["police", "agency", "ngo", "emergency"]), required=True, help="Who it is."
)
@click.option("--who", required=True, help="Who answers, in a few words that are printed.")
@click.option("--source", required=True, help="Where the number is published, or how it is known.")
@click.option("--role", type=click.Choice(_ROLES), default="report", show_default=True, help="What people call it for.")
@click.option("--hours", default="not stated", show_default=True, help="When somebody answers.")
@click.option("--languages", default="not stated", show_default=True, help="In which languages.")
@click.option("--region", default="US", show_default=True, help="The country of the number.")
@click.option("--by", default="", metavar="NAME", help="Who called it; without a name nobody has signed a check.")
@click.option("--on", default="", metavar="DATE", help="When that was, such as 2026-11-21. Default: today.")
@click.option("--how", type=click.Choice(["call", "page"]), help="Called, or read on the owner's page. Default: call.")
@workspace_option
@json_option
def add_command(contact: str, by: str, on: str, how: str, workspace: Path | None, as_json: bool, **said: str) -> None:
    """Add a contact of your own, such as your dispatch, to the workspace's data/own-contacts.yaml."""
    from generator.book.own import Asked, add
    from generator.catalog.checks import How
    from generator.signing import read_signature

    if not by and (on or how):
        raise click.UsageError("--on and --how go with --by: say who checked the number.")
    today = datetime.date.today()
    signature = read_signature(by, on, today, "checked the contact") if by else None
    print_added(add(roots_of(workspace), Asked(contact, **said), signature, How(how or "call"), today), as_json)
