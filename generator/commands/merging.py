"""`handbill build --records`: a layout filled with every row of a table; no rule lives here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.catalog.places import Roots
from generator.console import counted, print_drafted, print_findings, print_json, progress

if TYPE_CHECKING:
    from generator.batch.run import Ran
    from generator.order import Order


def merge_records(
    roots: Roots,
    order: Order,
    records: Path,
    workers: tuple[int, str],
    said: dict[str, Any],
    *,
    draft: bool,
    as_json: bool,
) -> None:
    """Merge a table, or draw a draft of that; ends with 1 where files failed their proof."""
    from generator.merging.merge import Merge

    names = ("encoding", "sheet", "each", "split", "stacked", "collated", "keep_going")
    merge = Merge(order, records, **{name: said[name] for name in names})
    if said["resume"] and said["restart"]:
        raise click.UsageError("--resume goes on with what was made, --restart gives it up: say one of them.")
    if draft:
        from generator.merging.drafts import draft_merge

        with progress(as_json) as step:
            print_drafted(draft_merge(roots, merge, step), as_json, order.out)
        return
    from generator.batch.run import WAYS_ON, How
    from generator.batch.workers import Workers
    from generator.merging.running import build_merge

    how = How(Workers(*workers), said["resume"], said["restart"], merge.keep_going)
    with progress(as_json) as step:
        try:
            ran = build_merge(roots, merge, order.out, how, step)
        except KeyboardInterrupt:
            click.echo(f"\nhandbill: Stopped. The files in {order.out} are whole. {WAYS_ON}", err=True)
            raise
    _print(ran, order.out, as_json)
    if ran.failed:
        raise SystemExit(1)


def _print(ran: Ran, out: Path, as_json: bool) -> None:
    from generator.rejected import REJECTED

    if as_json:
        findings = [finding.as_dict() for finding in ran.findings]
        print_json({"folder": str(out), "files": dict(ran.files), "failed": list(ran.failed), "findings": findings})
        return
    print_findings(ran.findings)
    for key in ran.failed:
        click.echo(f"Not made: {key}")
    click.echo(f"Built and proofed {ran.proofed:,} files in {out}: {counted(ran.findings)}.")
    if REJECTED in ran.files:
        click.echo(f"Rows that were left out: {out / REJECTED}")
