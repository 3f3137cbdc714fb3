"""`handbill contacts`: the directory, listed and shown."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.options import json_option, roots_of, workspace_option
from generator.console import print_contacts
from generator.errors import refuse_errors
from generator.findings import Findings


@click.group(invoke_without_command=True)
@workspace_option
@json_option
@click.pass_context
def contacts(context: click.Context, workspace: Path | None, as_json: bool) -> None:
    """List the directory; see also show, due, uses and verify."""
    if context.invoked_subcommand is None:
        _print(None, workspace, as_json)


@contacts.command("list")
@workspace_option
@json_option
def list_contacts(workspace: Path | None, as_json: bool) -> None:
    """List every contact with its number and the day it was last checked."""
    _print(None, workspace, as_json)


@contacts.command()
@click.argument("contact")
@workspace_option
@json_option
def show(contact: str, workspace: Path | None, as_json: bool) -> None:
    """Show one contact with its source, its notes and the checks of its numbers."""
    _print(contact, workspace, as_json)


def _print(contact: str | None, workspace: Path | None, as_json: bool) -> None:
    from generator.listing import find_contacts

    findings = Findings()
    found = find_contacts(roots_of(workspace), contact, findings)
    refuse_errors(findings)
    print_contacts(found, as_json, full=contact is not None)
