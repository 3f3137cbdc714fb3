"""`handbill proof`: finished files read back, from wherever they came."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.options import json_option, roots_of, workspace_option
from generator.errors import UsageError

if TYPE_CHECKING:  # only for annotations: the proof is loaded when the command runs
    from generator.proof.report import ProofResult


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="Also write a page (HTML) to print and sign."
)
@workspace_option
@json_option
def proof(files: tuple[Path, ...], report: Path | None, workspace: Path | None, as_json: bool) -> None:
    """Read finished files back and print a preflight sheet of each. Exit code 1 on any fault."""
    from generator.proofing import proof_files
    from generator.sheet import print_proofs

    today = datetime.date.today()
    results = proof_files(roots_of(workspace), files, today)
    if report:
        _write(report, files, results, today)
    print_proofs(results, as_json)
    if not all(result.passed for result in results):
        raise SystemExit(1)


def _write(report: Path, files: tuple[Path, ...], results: tuple[ProofResult, ...], today: datetime.date) -> None:
    from generator.proofpage import Proofed, proof_page, write_page

    if any(report.resolve() == path.resolve() for path in files):
        raise UsageError(f"{report} is one of the files to proof: give the report another name.")
    proofed = [Proofed(path.read_bytes(), result) for path, result in zip(files, results, strict=True)]
    write_page(report, proof_page(proofed, today))
