"""What several commands share: the options for the workspace and for JSON, and FIELD=VALUE pairs."""

from __future__ import annotations

from pathlib import Path

import click

from generator.catalog.places import Roots, shipped_root

PURPOSES = ("press", "office", "screen", "image", "vcard")
BLEEDS = ("1/16in", "1/8in", "1/4in", "3mm")

workspace_option = click.option(
    "--workspace",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Your own folder of layouts, data and pictures; its files win over what ships.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object for other programs.")
set_option = click.option(
    "--set", "fields", multiple=True, metavar="FIELD=VALUE", help="Fill in a field of the layout."
)


def roots_of(workspace: Path | None) -> Roots:
    """Where a command looks things up."""
    return Roots(shipped_root(), workspace.resolve() if workspace else None)


def refuse_misplaced(context: click.Context) -> None:
    """Options of a group before one of its commands would be lost without a word; raises a usage error."""
    given = [name for name, value in context.params.items() if value]
    if context.invoked_subcommand and given:
        raise click.UsageError(f"Write the options after “{context.invoked_subcommand}”, not before it.")


def pairs(fields: tuple[str, ...]) -> dict[str, str]:
    """FIELD=VALUE pairs by field; raises a usage error for what is none."""
    values = {}
    for pair in fields:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(f"--set takes FIELD=VALUE, not “{pair}”.")
        values[name.strip()] = value
    return values


def purposes_in(text: str) -> tuple[str, ...]:
    """The purposes named in a text with commas, each once; raises a usage error for what is none."""
    names = tuple(name.strip() for name in text.split(","))
    for name in names:
        if name not in PURPOSES:
            raise click.UsageError(f"There is no purpose “{name}”. Known: {', '.join(PURPOSES)}.")
    return tuple(dict.fromkeys(names))
