"""What several commands share: options, FIELD=VALUE pairs, and an order out of what was said."""

from __future__ import annotations

import datetime
from collections.abc import Callable
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


def pairs(fields: tuple[str, ...]) -> dict[str, str]:
    """FIELD=VALUE pairs by field; raises a usage error for what is none."""
    values = {}
    for pair in fields:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(f"--set takes FIELD=VALUE, not “{pair}”.")
        values[name.strip()] = value
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
