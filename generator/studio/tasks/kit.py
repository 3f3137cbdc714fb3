"""A kit's work: what can be asked of it, and all of it made as the command line makes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.batch.run import How, run
from generator.batch.tally import Tally
from generator.catalog.places import Roots
from generator.catalog.records.model import REASON, ROW
from generator.catalog.records.opening import open_table
from generator.findings import Findings
from generator.kits.asked import Ask, usual_folder
from generator.kits.items import folder_of
from generator.kits.offered import KitOffer, offered_kit
from generator.kits.opening import open_kit
from generator.kits.summary import DATA, TEXT
from generator.rejected import REJECTED
from generator.studio.jobs import Done
from generator.studio.lanes import Tell


@dataclass(frozen=True)
class LeftOut:
    """A row that was left out: of which piece, its number and its cells as they stand there, and why."""

    piece: str
    row: str
    cells: str
    reason: str


@dataclass(frozen=True)
class KitShown:
    """What the page of a kit that was made shows: `place` is its folder, `summary` what kit.json says.

    `titles` has what the piece of each folder is called.
    """

    place: str
    summary: dict[str, Any]
    titles: dict[str, str]
    text: str
    left_out: tuple[LeftOut, ...]
    failed: tuple[str, ...]


def kit_offer(roots: Roots, kit: str, lang: str, _: Tell) -> KitOffer:
    """What can be asked of a kit."""
    return offered_kit(roots, kit, lang)


def make_kit(roots: Roots, ask: Ask, keep_going: bool, tongue: str, folder: Path, tell: Tell) -> Done:
    """Every piece of a kit, its print file and its summary, below a folder that is named as the command line does.

    `tongue` is the language of the page that shows it.
    """
    place = folder / usual_folder(ask.kit, ask.lang).name

    def progress(tally: Tally) -> None:
        tell((tally.done, tally.total, tally.noun))

    work, bench = open_kit(roots, replace(ask, out=place), keep_going=keep_going)
    ran = run(work, bench, place, How(keep_going=keep_going), progress)
    pieces = offered_kit(roots, ask.kit, tongue).pieces
    shown = KitShown(
        place=place.name,
        summary=json.loads((place / DATA).read_text(encoding="utf-8")),
        titles={folder_of(number, piece.name): piece.title for number, piece in enumerate(pieces, 1)},
        text=(place / TEXT).read_text(encoding="utf-8"),
        left_out=tuple(_left_out(place)),
        failed=ran.failed,
    )
    return Done(tuple(_files(folder, place)), ran.findings, shown, stem=place.name)


def _files(folder: Path, place: Path) -> Iterator[str]:
    """All that stands in the folder of the kit, by names within the folder of the job."""
    found = sorted(path for path in place.rglob("*") if path.is_file() and not path.name.startswith("."))
    yield from (path.relative_to(folder).as_posix() for path in found)


def _left_out(place: Path) -> Iterator[LeftOut]:
    for path in sorted(place.glob(f"*/{REJECTED}")):
        table = open_table(path, Findings())
        for row in table.rows() if table else ():
            cells = [text for heading, text in row.values.items() if heading not in (ROW, REASON) and text]
            yield LeftOut(path.parent.name, row.values.get(ROW, ""), " · ".join(cells), row.values.get(REASON, ""))
