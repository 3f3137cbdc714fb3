"""`handbill template`: a sheet to fill in for a layout."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.options import json_option, roots_of, workspace_option
from generator.console import print_json


@click.command()
@click.argument("layout")
@click.option("--xlsx", "kind", flag_value="xlsx", default="xlsx", help="A workbook with text columns. The default.")
@click.option("--csv", "kind", flag_value="csv", help="A plain CSV file.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write. Default: LAYOUT.xlsx or LAYOUT.csv.",
)
@click.option("--force", is_flag=True, help="Write over a file of that name.")
@workspace_option
@json_option
def template(layout: str, kind: str, out: Path | None, force: bool, workspace: Path | None, as_json: bool) -> None:
    """Write a sheet for LAYOUT: a column for each field, a sample row, and what goes where."""
    from generator.template import columns_of, refuse_there, sheet_for, template_csv, template_xlsx, write_new

    path = out or Path(f"{layout}.{kind}")
    refuse_there(path, force=force)
    sheet, catalog = sheet_for(roots_of(workspace), layout)
    columns = columns_of(sheet, catalog)
    data = template_csv(columns) if kind == "csv" else template_xlsx(sheet, columns)
    write_new(path, data, force=force)
    if as_json:
        print_json({"files": [str(path)], "columns": [column.heading for column in columns], "findings": []})
        return
    click.echo(str(path))
    click.echo(f"{len(columns)} columns. Fill in a row for each record; delete the sample row.")
