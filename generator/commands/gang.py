"""`handbill gang`: several layouts on one press sheet, with one cut list."""

from __future__ import annotations

import re
from pathlib import Path

import click

from generator.commands.options import BLEEDS, json_option, length_in, pairs, roots_of, set_option, workspace_option


@click.command()
@click.argument("layouts", nargs=-1, required=True, metavar="LAYOUT[=COPIES]...")
@click.option("--paper", required=True, metavar="STOCK", help="The plain paper of the press, such as tabloid.")
@click.option("--lang", "langs", multiple=True, required=True, help="Language, such as en; several are allowed.")
@click.option("--flip", type=click.Choice(["long", "short"]), default="long", help="The edge the sheet turns about.")
@click.option("--theme", default="", help="One look for all layouts.")
@click.option("--bleed", type=click.Choice(BLEEDS), help="Instead of the formats' own; gutters are twice as wide.")
@set_option
@workspace_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("output"), help="Output folder.")
@json_option
def gang(
    layouts: tuple[str, ...],
    paper: str,
    langs: tuple[str, ...],
    flip: str,
    theme: str,
    bleed: str | None,
    fields: tuple[str, ...],
    workspace: Path | None,
    out: Path,
    as_json: bool,
) -> None:
    """Set layouts together on press sheets, so that a guillotine can cut them: LAYOUT=12 sets twelve, in each language.

    Writes a PDF and a cut list, in millimetres and in order, which also stands at the foot of each sheet.
    """
    import datetime

    from generator.console import print_findings, print_json
    from generator.ganging import gang as gang_layouts
    from generator.making import Purpose
    from generator.order import Order
    from generator.press.duplex import Flip

    copies = _copies(layouts)
    order = Order(
        out=out,
        layouts=tuple(copies),
        langs=langs,
        purposes=(Purpose.PRESS,),
        flip=Flip(flip),
        theme=theme,
        bleed=length_in("--bleed", bleed) if bleed else None,
        fields=pairs(fields),
        today=datetime.date.today(),
    )
    report = gang_layouts(roots_of(workspace), order, copies, paper)
    if as_json:
        findings = [finding.as_dict() for finding in report.findings]
        print_json({"files": list(report.files), "sheets": list(report.sheets), "findings": findings})
        return
    print_findings(report.findings)
    for name in report.files:
        click.echo(out / name)
    for sheet in report.sheets:
        click.echo(f"Sheet {sheet['sheet']}: {len(sheet['pieces'])} pieces, {len(sheet['cuts'])} cuts.")


def _copies(layouts: tuple[str, ...]) -> dict[str, int]:
    """How often each layout goes on the sheet; raises a usage error for what says no number."""
    copies = {}
    for word in layouts:
        name, equals, count = word.partition("=")
        if equals and not re.fullmatch(r"[1-9]\d{0,3}", count):
            raise click.UsageError(f"“{word}” says no number of copies: write {name}=12.")
        if name in copies:
            raise click.UsageError(f"“{name}” is named twice: say how many with {name}=2.")
        copies[name] = int(count or 1)
    return copies
