"""What several commands share: options, FIELD=VALUE pairs, and an order out of what was said."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.catalog.places import Roots, shipped_root
from generator.units import Length

if TYPE_CHECKING:  # only for annotations: a list must not load what building needs
    from generator.order import Order

PURPOSES = ("press", "office", "screen", "image", "vcard")
DEFAULT_OVERLAP = "10mm"
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

_RECORDS_OPTIONS = (
    click.option(
        "--records",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Fill the layout with every row of a table: CSV, TSV, XLSX, JSON or YAML.",
    ),
    click.option("--encoding", default="", help="How the table is written, such as cp1252. Default: UTF-8."),
    click.option("--sheet", default="", help="The sheet of a workbook. Default: the first."),
    click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="FIELD=HEADING",
        help="The column that fills a field; “” for none.",
    ),
    click.option("--each", is_flag=True, help="A file for each row. Default: one file of all cards."),
    click.option("--split", type=click.IntRange(min=0), default=0, help="At most so many cards in a file."),
    click.option("--stacked", is_flag=True, help="In order once the pile of sheets is cut and stacked."),
    click.option("--collated", is_flag=True, help="A first copy of every row before the second ones."),
    click.option("--keep-going", is_flag=True, help="Leave faulty rows out, and list them in rejected.csv."),
    click.option("--resume", is_flag=True, help="Go on where a merge was stopped."),
    click.option("--restart", is_flag=True, help="Begin a merge anew that was stopped."),
)


def records_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a merge."""
    for option in reversed(_RECORDS_OPTIONS):
        command = option(command)
    return command


def usual_purposes(records: Path | None) -> str:
    """What is built where nobody says for what: everything, or of a merge the sheets for a desk."""
    return "office" if records else ",".join(PURPOSES)


def refuse_without_records(said: dict[str, Any]) -> None:
    """Options of a merge without a table would be lost without a word; raises a usage error."""
    names = ("encoding", "sheet", "each", "split", "stacked", "collated", "keep_going", "resume", "restart")
    given = "column" if said["columns"] else next((name for name in names if said[name]), None)
    if given:
        raise click.UsageError(f"--{given.replace('_', '-')} is for merges: name a table with --records.")


_WORKERS_OPTIONS = (
    click.option(
        "--jobs", type=click.IntRange(min=0), default=1, help="Processes that make files; 0 is one for each core."
    ),
    click.option(
        "--scheduler", default="", metavar="ADDRESS", help="A Dask scheduler whose workers make the files, not we."
    ),
)

_ORDER_OPTIONS = (
    click.option("--stock", default="", help="What the office sheets print on; see `handbill list stocks`."),
    click.option("--tile", default="", metavar="STOCK", help="Spread office posters over sheets of this plain paper."),
    click.option("--overlap", default="", metavar="LENGTH", help="What tiles share, to glue them. Default: 10mm."),
    click.option(
        "--flip", type=click.Choice(["long", "short"]), default="long", help="The edge your printer flips on."
    ),
    click.option("--theme", default="", help="Another look than the layout's own; see `handbill list themes`."),
    click.option(
        "--icc",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Your print shop's output profile, an ICC file for CMYK. Default: FOGRA39, coated paper.",
    ),
    click.option(
        "--bleed", type=click.Choice(BLEEDS), help="What your print shop asks for. Default: the format's own."
    ),
    click.option(
        "--rule", default="", metavar="ID", help="Lay the notice out for a posting rule, such as ca-civ-52.6."
    ),
    set_option,
)


def order_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of an order, the same for a build and a release."""
    for option in reversed(_ORDER_OPTIONS):
        command = option(command)
    return command


_SHEET_OPTIONS = (
    click.option("--start", type=int, default=1, help="The first free place of a part-used office sheet. Default: 1."),
    click.option("--skip", default="", metavar="PLACES", help="Other used places, with commas, such as 2,7."),
    click.option("--copies", type=int, help="How many cards on office sheets. Default: one sheet full."),
    click.option("--printer", default="", metavar="NAME", help="Correct office sheets; see `handbill calibrate`."),
    click.option("--tray", default="", help="The tray of that printer, if it was calibrated by trays."),
)


def sheet_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of office sheets: used places, copies, and the printer."""
    for option in reversed(_SHEET_OPTIONS):
        command = option(command)
    return command


def workers_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Who makes the files: processes of this machine, or a cluster."""
    for option in reversed(_WORKERS_OPTIONS):
        command = option(command)
    return command


def with_sheets(order: Order, said: dict[str, Any]) -> Order:
    """The order with what was said to the options of office sheets; raises a usage error where it has none."""
    from generator.making import Purpose
    from generator.press.seats import Seating
    from generator.printers import correction_for, printers_file

    seating = Seating(said["start"], places_in(said["skip"]), said["copies"])
    if Purpose.OFFICE not in order.purposes and (not seating.usual or said["printer"]):
        raise click.UsageError("--start, --skip, --copies and --printer are for office sheets: add --purpose office.")
    if said["tray"] and not said["printer"]:
        raise click.UsageError("--tray names a tray of a printer: name the printer too, with --printer.")
    if not said["printer"]:
        return replace(order, seating=seating)
    correction = correction_for(printers_file(os.environ), said["printer"], said["tray"], order.flip)
    return replace(order, seating=seating, correction=correction)


def places_in(text: str) -> tuple[int, ...]:
    """Places in a text with commas, each once; raises a usage error for what is no number."""
    names = [name.strip() for name in text.split(",") if text.strip()]
    if not all(name.isascii() and name.isdigit() and len(name) < 6 for name in names):
        raise click.UsageError(f"--skip takes places with commas between them, such as 2,7, not “{text}”.")
    return tuple(dict.fromkeys(map(int, names)))


def order_of(out: Path, layouts: tuple[str, ...], purposes: str, said: dict[str, Any]) -> Order:
    """An order as of today, in all languages, with what was said to the options of orders."""
    from generator.making import Purpose
    from generator.order import Order
    from generator.press.duplex import Flip

    if (said["tile"] and said["stock"]) or (said["overlap"] and not said["tile"]):
        raise click.UsageError("--tile names the paper in place of --stock, and --overlap goes with --tile.")
    return Order(
        out=out,
        layouts=layouts,
        purposes=tuple(Purpose(name) for name in purposes_in(purposes)),
        stock=said["stock"],
        flip=Flip(said["flip"]),
        theme=said["theme"],
        icc=said["icc"],
        bleed=Length.parse(said["bleed"]) if said["bleed"] else None,
        rule=said["rule"],
        fields=pairs(said["fields"]),
        today=datetime.date.today(),
        tile=said["tile"],
        overlap=length_in("--overlap", said["overlap"] or DEFAULT_OVERLAP),
    )


def roots_of(workspace: Path | None) -> Roots:
    """Where a command looks things up."""
    return Roots(shipped_root(), workspace.resolve() if workspace else None)


def refuse_misplaced(context: click.Context) -> None:
    """Options of a group before one of its commands would be lost without a word; raises a usage error."""
    given = [name for name, value in context.params.items() if value]
    if context.invoked_subcommand and given:
        raise click.UsageError(f"Write the options after “{context.invoked_subcommand}”, not before it.")


def pairs(fields: tuple[str, ...], option: str = "--set", what: str = "VALUE") -> dict[str, str]:
    """FIELD=VALUE pairs by field; raises a usage error for what is none, and for a field that is set to two things."""
    values: dict[str, str] = {}
    for pair in fields:
        name, equals, value = pair.partition("=")
        name = name.strip()
        if not equals or not name:
            raise click.UsageError(f"{option} takes FIELD={what}, not “{pair}”.")
        if values.setdefault(name, value) != value:
            raise click.UsageError(
                f"{option} {name} is given twice, as “{values[name]}” and as “{value}”: leave one out."
            )
    return values


def length_in(option: str, text: str) -> Length:
    """The length that an option says; raises a usage error for what is none, or is not above nothing."""
    try:
        length = Length.parse(text)
    except ValueError as error:
        raise click.UsageError(f"{option}: {error}.") from None
    if length.points <= 0:
        raise click.UsageError(f"{option} takes a length above nothing, such as 10mm.")
    return length


def purposes_in(text: str) -> tuple[str, ...]:
    """The purposes named in a text with commas, each once; raises a usage error for what is none."""
    names = tuple(name.strip() for name in text.split(","))
    for name in names:
        if name not in PURPOSES:
            raise click.UsageError(f"There is no purpose “{name}”. Known: {', '.join(PURPOSES)}.")
    return tuple(dict.fromkeys(names))
