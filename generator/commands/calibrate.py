"""`handbill calibrate`: a sheet that shows how far a printer is off, and what was read on it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.options import json_option, roots_of, workspace_option
from generator.console import print_json, print_list
from generator.units import Length

if TYPE_CHECKING:  # only for annotations: --help must not load what making a sheet needs
    from generator.printers import Reading


@click.command()
@click.option("--printer", default="", metavar="NAME", help="Which printer: any name you will know it by.")
@click.option("--tray", default="", help="Which tray, if you calibrate each.")
@click.option("--flip", type=click.Choice(["long", "short"]), default="long", help="The edge your printer flips on.")
@click.option("--paper", default="letter", help="What the sheet is printed on: letter, a4 or another plain stock.")
@click.option("--read", "read", default="", metavar="WORDS", help="What the back shows, such as “right 0.6, down 0.2”.")
@click.option("--shift-x", default="", metavar="LENGTH", help="The same in one direction: right, or left with a minus.")
@click.option("--shift-y", default="", metavar="LENGTH", help="The same in one direction: down, or up with a minus.")
@click.option("--measured-x", default="", metavar="LENGTH", help="How long the ruler at the foot is on paper.")
@click.option("--measured-y", default="", metavar="LENGTH", help="How long the ruler at the rim is on paper.")
@click.option("--again", is_flag=True, help="Check a reading: a sheet corrected by it, or what that sheet still shows.")
@click.option("--list", "listed", is_flag=True, help="List the readings that are stored.")
@workspace_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("output"), help="Output folder.")
@json_option
def calibrate(
    printer: str,
    tray: str,
    flip: str,
    paper: str,
    read: str,
    shift_x: str,
    shift_y: str,
    measured_x: str,
    measured_y: str,
    again: bool,
    listed: bool,
    workspace: Path | None,
    out: Path,
    as_json: bool,
) -> None:
    """Make backs lie behind fronts: print a sheet, read it, and store the reading for `build --printer NAME`."""
    from generator.press.duplex import Flip
    from generator.printers import Reading, checked_name, printers_file, read_printers

    path = printers_file(os.environ)
    if listed:
        print_list("readings", [_row(reading) for reading in read_printers(path)], as_json)
        return
    if not printer.strip():
        raise click.UsageError("Name the printer with --printer, or say --list.")
    bare = Reading(checked_name("printer", printer), checked_name("tray", tray), Flip(flip))
    if not any((read, shift_x, shift_y, measured_x, measured_y)):
        _make(path, bare, paper, workspace, out, again=again, as_json=as_json)
        return
    reading = _with_scale(_with_shift(bare, read, shift_x, shift_y), measured_x, measured_y)
    _keep(path, reading, again=again, as_json=as_json)


def _make(
    path: Path, bare: Reading, paper: str, workspace: Path | None, out: Path, *, again: bool, as_json: bool
) -> None:
    from generator.calibration import LANG, Calibration, calibration_pdf, paper_of
    from generator.order import open_catalog
    from generator.output import move_into_place, staging, write_staged
    from generator.printers import read_printers, reading_of

    correction = reading_of(read_printers(path), path, bare.slot).correction() if again else None
    catalog = open_catalog(roots_of(workspace), (LANG,))
    asked = Calibration(bare.printer, bare.tray, bare.flip, paper_of(catalog, paper), correction)
    data = calibration_pdf(asked, catalog)
    with staging(out) as folder:
        write_staged(folder, asked.name, data)
        move_into_place(folder, out, [asked.name])
    if as_json:
        print_json({"files": [str(out / asked.name)], "findings": []})
        return
    click.echo(f"{out / asked.name}")
    click.echo(f"Print it on both sides at 100 %, flipped on the {bare.flip} edge, and do what it says.")


def _keep(path: Path, reading: Reading, *, again: bool, as_json: bool) -> None:
    from generator.printers import check_reading, keep_reading, read_printers, reading_of

    if again:
        reading = reading.after(reading_of(read_printers(path), path, reading.slot))
    check_reading(reading)
    keep_reading(path, reading)
    if as_json:
        print_json({"files": [str(path)], "readings": [_row(reading)], "findings": []})
        return
    print_list("readings", [_row(reading)], as_json)
    click.echo(f"Stored in {path}. Build with --printer, and check with: handbill calibrate --again --printer …")


def _with_shift(reading: Reading, read: str, shift_x: str, shift_y: str) -> Reading:
    """The reading with what the back shows, in words or as two lengths."""
    from generator.printers import directions

    if read and (shift_x or shift_y):
        raise click.UsageError("Say what the back shows once: with --read, or with --shift-x and --shift-y.")
    x, y = directions(read) if read else (_mm("--shift-x", shift_x or "0mm"), _mm("--shift-y", shift_y or "0mm"))
    return replace(reading, shift_x=x, shift_y=y)


def _with_scale(reading: Reading, measured_x: str, measured_y: str) -> Reading:
    """The reading with how long the rulers came out."""
    from generator.press.vernier import RULER

    x, y = (_mm(name, text) / RULER if text else 1.0 for name, text in _named(measured_x, measured_y))
    return replace(reading, scale_x=round(x, 5), scale_y=round(y, 5))


def _named(measured_x: str, measured_y: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("--measured-x", measured_x), ("--measured-y", measured_y)


def _mm(option: str, text: str) -> float:
    try:
        return Length.parse(text).mm
    except ValueError as error:
        raise click.UsageError(f"{option}: {error}.") from error


def _row(reading: Reading) -> dict[str, str]:
    return {
        "printer": reading.printer,
        "tray": reading.tray,
        "flip": str(reading.flip),
        "right": f"{reading.shift_x:g} mm",
        "down": f"{reading.shift_y:g} mm",
        "across": f"{reading.scale_x:.3%}",
        "down-scale": f"{reading.scale_y:.3%}",
    }
