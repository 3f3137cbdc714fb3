"""`handbill proof`: finished files read back, from wherever they came."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from generator.commands.options import json_option, roots_of, workspace_option


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@workspace_option
@json_option
def proof(files: tuple[Path, ...], workspace: Path | None, as_json: bool) -> None:
    """Read finished files back and print a preflight sheet of each. Exit code 1 on any fault."""
    from generator.proofing import proof_files
    from generator.sheet import print_proofs

    results = proof_files(roots_of(workspace), files, datetime.date.today())
    print_proofs(results, as_json)
    if not all(result.passed for result in results):
        raise SystemExit(1)
