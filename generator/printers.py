"""Printers: what calibration sheets told, kept by printer, tray and flip edge in the user's own folder."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.catalog.reader import Reader
from generator.catalog.yamlnode import read_yaml
from generator.errors import Refused, SetupError, UsageError, refuse_errors
from generator.findings import Finding, Findings, Place, Severity, nearest
from generator.frozen import dataclass
from generator.press.correction import Correction
from generator.press.duplex import Flip
from generator.units import MM, Length

FILE = "printers.yaml"
# Beyond these a sheet was printed the wrong way, and correcting it would hide that.
MOST_SHIFT_MM = 5.0
SCALES = (0.97, 1.03)
LONGEST_NAME = 40

_HEAD = """\
# What calibration sheets told of each printer. Written by `handbill calibrate`; you may edit it.
# shift: how far backs are moved to the right and down, as one looks at the back.
# scale: how long 1 mm comes out on paper, across and down.
"""
_DIRECTION = re.compile(r"(left|right|up|down)\s+(-?\d{1,3}(?:\.\d{1,3})?)\s*(?:mm)?")


@dataclass(frozen=True)
class Reading:
    """What was read off a calibration sheet: shift in millimetres, right and down on the back; scale as printed."""

    printer: str
    tray: str
    flip: Flip
    shift_x: float = 0.0
    shift_y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0

    @property
    def slot(self) -> tuple[str, str, Flip]:
        """What it is a reading of."""
        return self.printer, self.tray, self.flip

    def correction(self) -> Correction:
        """What to do to sheets for that printer."""
        return Correction(self.printer, self.shift_x * MM, self.shift_y * MM, self.scale_x, self.scale_y)

    def after(self, first: Reading) -> Reading:
        """Both readings in one, where this one was read off a sheet that the first had corrected."""
        return replace(
            self,
            shift_x=round(first.shift_x + self.shift_x, 3),
            shift_y=round(first.shift_y + self.shift_y, 3),
            scale_x=round(first.scale_x * self.scale_x, 5),
            scale_y=round(first.scale_y * self.scale_y, 5),
        )


def printers_file(environment: Mapping[str, str]) -> Path:
    """The file of readings: in HANDBILL_CONFIG, or in the folder where this system keeps settings."""
    own = environment.get("HANDBILL_CONFIG", "")
    if own:
        return Path(own) / FILE
    if sys.platform == "win32":
        base = environment.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Application Support")
    else:
        base = environment.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "handbill" / FILE


def correction_for(path: Path, printer: str, tray: str, flip: Flip) -> Correction:
    """The correction for sheets on that printer; raises Refused (`printer.unknown`) for one never calibrated so."""
    return reading_of(read_printers(path), path, (printer, tray, flip)).correction()


def reading_of(readings: Iterable[Reading], path: Path, slot: tuple[str, str, Flip]) -> Reading:
    """The reading of printer, tray and edge; raises Refused (`printer.unknown`) where there is none."""
    known = {reading.slot: reading for reading in readings}
    if slot in known:
        return known[slot]
    printer, tray, flip = slot
    others = [shown_slot(other) for other in known if other[0] == printer]
    hint = f"It was for {' and '.join(others)}." if others else nearest(printer, {name for name, _, _ in known})
    problem = f"“{printer}” has not been calibrated for {shown_slot(slot)}. {hint}"
    fix = f"Make a sheet: handbill calibrate --printer {json.dumps(printer, ensure_ascii=False)}"
    fix += f"{f' --tray {json.dumps(tray, ensure_ascii=False)}' if tray else ''} --flip {flip}"
    raise Refused([Finding("printer.unknown", Severity.ERROR, Place(str(path)), problem, fix, seen=printer)])


def shown_slot(slot: tuple[str, str, Flip]) -> str:
    """Tray and edge in words."""
    _, tray, flip = slot
    return f"{f'tray “{tray}”, ' if tray else ''}the {flip} edge"


def read_printers(path: Path) -> tuple[Reading, ...]:
    """Every stored reading; none where there is no file. Raises Refused with all that is wrong in it."""
    if not path.exists():
        return ()
    findings = Findings()
    node = read_yaml(path, str(path), findings)
    refuse_errors(findings)
    readings: list[Reading] = []
    if node is not None:
        with Reader(node, findings) as root:
            items = root.items("readings")
        for item in items:
            with Reader(item, findings) as reader:
                readings.append(_read(reader))
            if readings[-1].slot in {reading.slot for reading in readings[:-1]}:
                reader.wrong(item, "This printer, tray and edge stand here twice.", "Keep one.", "printer.twice")
    refuse_errors(findings)
    return tuple(readings)


def keep_reading(path: Path, reading: Reading) -> None:
    """Store a reading in place of an older one of the same printer, tray and edge; the file is whole at any time."""
    others = [other for other in read_printers(path) if other.slot != reading.slot]
    lines = [_HEAD, "readings:\n", *map(_written, sorted((*others, reading), key=lambda one: one.slot))]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".handbill-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write("".join(lines))
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}.") from error


def checked_name(what: str, name: str) -> str:
    """A printer's or tray's name, in short and printable; raises UsageError."""
    clean = " ".join(name.split())
    if len(clean) > LONGEST_NAME or not clean.isprintable():
        raise UsageError(f"A {what} has a name of up to {LONGEST_NAME} printable characters, not “{name[:60]}”.")
    return clean


def directions(text: str) -> tuple[float, float]:
    """Millimetres right and down from words such as “right 0.6, up 0.2”; raises UsageError for anything else."""
    found: dict[str, float] = {}
    for part in filter(None, (part.strip().lower() for part in text.split(","))):
        match = _DIRECTION.fullmatch(part)
        axis = "x" if match and match[1] in ("left", "right") else "y"
        if match is None or axis in found:
            raise UsageError(f"“{text}” is no reading: write it such as “right 0.6, down 0.2”, in millimetres.")
        found[axis] = float(match[2]) * (-1 if match[1] in ("left", "up") else 1)
    if not found:
        raise UsageError("The reading is empty: write it such as “right 0.6, down 0.2”, in millimetres.")
    return found.get("x", 0.0), found.get("y", 0.0)


def check_reading(reading: Reading) -> None:
    """Raise Refused (`printer.shift`, `printer.scale`) for what no printer does that is worth correcting."""
    findings = Findings()
    here = Place(key=f"{reading.printer}, {shown_slot(reading.slot)}")
    _check(reading, dict.fromkeys(("x", "y", "across", "down"), here), findings)
    refuse_errors(findings)


def _check(reading: Reading, places: Mapping[str, Place], findings: Findings) -> None:
    for axis, shift in (("x", reading.shift_x), ("y", reading.shift_y)):
        if abs(shift) > MOST_SHIFT_MM:
            problem = f"A shift of {shift:g} mm in {axis} is more than a printer errs by itself."
            fix = "Check the flip edge, and that both sides were printed at 100 %; then print the sheet again."
            limit = f"{MOST_SHIFT_MM:g} mm"
            findings.error("printer.shift", places[axis], problem, fix, seen=f"{shift:g} mm", limit=limit)
    for name, scale in (("across", reading.scale_x), ("down", reading.scale_y)):
        if not SCALES[0] <= scale <= SCALES[1]:
            problem = f"A scale of {scale:.2%} {name} is no error of a printer: the sheet was fitted to the page."
            fix = "Print it at 100 % (“actual size”, no scaling), and measure again."
            limit = f"{SCALES[0]:.0%} to {SCALES[1]:.0%}"
            findings.error("printer.scale", places[name], problem, fix, seen=f"{scale:.2%}", limit=limit)


def _read(reader: Reader) -> Reading:
    """One reading; findings for what it lacks, and for values beyond the limits."""
    printer, tray = reader.text("printer"), reader.text("tray", "")
    flip = Flip(reader.choice("flip", tuple(Flip)))
    with reader.mapping("shift") as shift, reader.mapping("scale") as scale:
        none = Length.parse("0mm")
        reading = Reading(
            printer,
            tray,
            flip,
            shift.length("x", none).mm,
            shift.length("y", none).mm,
            scale.number("across", 1.0),
            scale.number("down", 1.0),
        )
    nodes = {"x": shift, "y": shift, "across": scale, "down": scale}
    _check(reading, {key: at.node.place for key, at in nodes.items()}, reader.findings)
    return reading


def _written(reading: Reading) -> str:
    tray = f"    tray: {json.dumps(reading.tray, ensure_ascii=False)}\n" if reading.tray else ""
    return (
        f"  - printer: {json.dumps(reading.printer, ensure_ascii=False)}\n{tray}"
        f"    flip: {reading.flip}\n"
        f"    shift: {{x: {_plain(reading.shift_x)}mm, y: {_plain(reading.shift_y)}mm}}\n"
        f"    scale: {{across: {_plain(reading.scale_x)}, down: {_plain(reading.scale_y)}}}\n"
    )


def _plain(number: float) -> str:
    """A number without an exponent, and nothing without a minus."""
    return f"{round(number, 5) + 0.0:.5f}".rstrip("0").rstrip(".")
