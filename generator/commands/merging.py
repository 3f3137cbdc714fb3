"""`handbill build --records`: a layout filled with every row of a table; no rule lives here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.catalog.places import Roots
from generator.console import print_drafted, print_ran, progress

if TYPE_CHECKING:
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
    from generator.commands.options import pairs
    from generator.merging.merge import Merge

    names = ("encoding", "sheet", "each", "split", "stacked", "collated", "keep_going")
    merge = Merge(
        order, records, columns=pairs(said["columns"], "--column", "HEADING"), **{name: said[name] for name in names}
    )
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
    from generator.rejected import REJECTED

    how = How(Workers(*workers), said["resume"], said["restart"], merge.keep_going)
    with progress(as_json) as step:
        try:
            ran = build_merge(roots, merge, order.out, how, step)
        except KeyboardInterrupt:
            click.echo(f"\nhandbill: Stopped. The files in {order.out} are whole. {WAYS_ON}", err=True)
            raise
    print_ran(ran, order.out, as_json)
    if not as_json and REJECTED in ran.files:
        click.echo(f"Rows that were left out: {order.out / REJECTED}")
    if ran.failed:
        raise SystemExit(1)
