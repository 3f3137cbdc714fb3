"""`handbill impact`: which printed pieces carry something that has changed since; no rule lives here."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.options import json_option, roots_of, workspace_option
from generator.console import print_json

if TYPE_CHECKING:  # only for annotations: help must not load what reading needs
    from generator.releasing.impact import Affected, Change, Impact

_SHOWN = 60


@click.command()
@click.option(
    "--since",
    required=True,
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="A manifest, the folder it lies in, or a folder of releases; several are allowed.",
)
@workspace_option
@json_option
def impact(since: tuple[Path, ...], workspace: Path | None, as_json: bool) -> None:
    """Tell which printed pieces carry a number, an address or a sentence that has changed since."""
    from generator.releasing.impact import impact_since

    found = impact_since(roots_of(workspace), since)
    if as_json:
        print_json({"impacts": [one.as_dict() for one in found]})
        return
    for one in found:
        for line in _lines(one, " --workspace FOLDER" if workspace else ""):
            click.echo(line)
    files = sum(len(piece.files) for one in found for piece in one.affected)
    click.echo(f"{files} of {sum(one.files for one in found)} files carry something that has changed.")


def _lines(one: Impact, here: str) -> Iterator[str]:
    if not one.affected:
        return
    copies = f", {one.quantity:,} copies of each piece" if one.quantity else ""
    yield f"{one.release.get('name', one.manifest)}{copies}"
    for piece in one.affected:
        yield f"  {piece.layout} in {piece.language}{_fields(piece)}: {', '.join(piece.files)}"
        yield from (f"    {_told(change)}" for change in piece.changes)
        verb = f"release {piece.layout} --name NAME --quantity {one.quantity} --contact WHO" if one.quantity else ""
        yield f"    Reprint: handbill {verb or f'build {piece.layout}'}{_settings(piece)}{here}"
    for label in one.labels:
        sheets = f" ({label.sheets:,} sheets of {label.per_sheet} for the copies out there)" if label.sheets else ""
        yield f"  Until then: {label.command}{sheets}"


def _settings(piece: Affected) -> str:
    """The options that make the piece again, for a shell; a rule names languages of its own."""
    chosen = f" --rule {piece.rule}" if piece.rule else f" --lang {piece.language}"
    return chosen + "".join(f" --set {shlex.quote(f'{name}={value}')}" for name, value in piece.fields_now.items())


def _fields(piece: Affected) -> str:
    return f" ({', '.join(f'{name} {value}' for name, value in piece.fields.items())})" if piece.fields else ""


def _told(change: Change) -> str:
    """A change as a sentence."""
    if change.kind == "contact":
        return f"{change.old} ({change.key}): the contact is no longer in the directory."
    if change.kind in ("number", "address"):
        key = f" ({change.key})" if change.key else ""
        return f"{change.old}{key} is now {change.new}." if change.new else f"{change.old}{key} is no longer given."
    new = change.new if len(change.new) <= _SHOWN else f"{change.new[: _SHOWN - 1]}…"
    if change.kind == "english":
        return f"{change.key}: its English has changed, to “{new}”; the translation in {change.file} is stale."
    return f"{change.key} reads “{new}” now ({change.file})." if new else f"{change.key} is gone ({change.file})."
