"""What a trainer asks of a kit: language, fields, roster, people, paper and purposes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from generator.catalog.translations import ENGLISH
from generator.frozen import dataclass
from generator.making import Purpose
from generator.press.duplex import Flip

# What a trainer prints, and what is shown or sent.
USUAL = (Purpose.OFFICE, Purpose.SCREEN)


@dataclass(frozen=True)
class Ask:
    """A kit by its id and how it is wanted.

    `records` is a roster in place of the sample, `people` a count in place of its rows; `stocks` are papers by piece.
    `out` is where the table of cases is written to.
    """

    kit: str
    out: Path
    lang: str = ENGLISH
    fields: Mapping[str, str] = field(default_factory=dict)
    records: Path | None = None
    encoding: str = ""
    sheet: str = ""
    people: int = 0
    purposes: tuple[Purpose, ...] = USUAL
    stocks: Mapping[str, str] = field(default_factory=dict)
    theme: str = ""
    flip: Flip = Flip.LONG
    printer: str = ""
    tray: str = ""
    today: datetime.date = datetime.date.min


def usual_folder(kit: str, lang: str) -> Path:
    """Where a kit goes that nobody named a folder for: each language has its own, so that none overwrites another."""
    return Path("output") / (kit if lang == ENGLISH else f"{kit}.{lang}")
