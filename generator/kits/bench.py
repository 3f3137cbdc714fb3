"""A kit at work: an order of its pieces, closed by a print file of them all and a summary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from generator.batch.work import Bench, Outcome, Unit
from generator.build import inputs_for
from generator.catalog.kitcover import COVER
from generator.catalog.kits import ROSTER
from generator.catalog.layouts import Layout
from generator.catalog.stocks import Stock
from generator.errors import Refused
from generator.findings import Finding, Findings
from generator.frozen import dataclass
from generator.kits.cover import Cover
from generator.kits.items import Planned
from generator.kits.printed import Paper, Stack, stacks_of, titles_of
from generator.kits.printfile import contents_of, print_all
from generator.kits.summary import Told, summary_files
from generator.kits.telling import told_once
from generator.making import Purpose
from generator.manifest import digest
from generator.merging.bench import MergeBench
from generator.order import Order
from generator.ordering.campaign import Campaign
from generator.ordering.orderfile import Item
from generator.ordering.pieces import PiecesBench

# A cover is checked before anything is made, with page numbers as long as they may become.
_LAST_PAGE, _MOST_TIMES = 8888, 888


@dataclass(frozen=True)
class KitBench:
    """An opened kit: the campaign of its items makes the pieces; `noted` is what opening it found."""

    planned: Planned
    campaign: Campaign
    cover: Cover
    noted: tuple[Finding, ...]

    @cached_property
    def identity(self) -> str:
        """A digest of all that the pieces and the cover are made from."""
        return digest(f"{self.campaign.identity}\n{json.dumps(self._inputs, sort_keys=True)}".encode())

    @cached_property
    def _inputs(self) -> dict[str, str]:
        catalog, lang = self.cover.catalog, self.cover.ask.lang
        return inputs_for(catalog, Order(Path()), [COVER], [lang])

    @property
    def pieces(self) -> int:
        """The files or cards of all pieces."""
        return self.campaign.pieces

    @property
    def noun(self) -> str:
        """What is counted."""
        return self.campaign.noun

    @property
    def name(self) -> str:
        """The name of the print file."""
        return f"print-all.{self.cover.ask.lang}.{Purpose.OFFICE}.pdf"

    def check(self, findings: Findings) -> None:
        """Check every piece and the cover before anything is made; what several pieces share is told once."""
        told = [(self.planned.pieces[item.name].name, one) for item, found in self.campaign.checked() for one in found]
        named = {piece.place(): piece.name for piece in self.planned.pieces.values()}
        findings.extend(self.campaign.noted)
        findings.extend(told_once([*told, *((named.get(one.place, ""), one) for one in self.noted)], self._of_roster()))
        if Purpose.OFFICE in self.cover.ask.purposes:
            self._check_cover(findings)

    def _check_cover(self, findings: Findings) -> None:
        """Whether the cover holds all rows, with the longest that they can become."""
        last = (_LAST_PAGE, _LAST_PAGE)
        rows = [self.cover.row(self._longest(item), self._papers[item.name], last) for item in self.items]
        try:
            self.cover.job(rows, _LAST_PAGE, findings)
        except Refused as refusal:
            findings.extend(refusal.findings)

    def _longest(self, item: Item) -> Stack:
        """A stack of the item with the longest words for its sides."""
        return Stack(item, self.planned.pieces[item.name], self._titles[item.name], (), _MOST_TIMES, 1, False)

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of the kit's order."""
        return self.planned.order.items

    @cached_property
    def _titles(self) -> dict[str, str]:
        return titles_of(self.items, self.planned.pieces, self.cover.catalog, self.cover.ask.lang)

    @cached_property
    def _papers(self) -> dict[str, Paper]:
        """What each item is printed on in an office."""
        catalog = self.cover.catalog
        return {
            item.name: Paper(stock, catalog.formats[catalog.layouts[item.layout].format].saddle)
            for item in self.items
            if (stock := _stock(self.campaign.benches[item.name])) is not None
        }

    def _of_roster(self) -> dict[str, Layout]:
        """The layouts that are filled from the roster, by piece."""
        pieces = (piece for piece in self.planned.pieces.values() if piece.records == ROSTER)
        return {piece.name: self.cover.catalog.layouts[piece.layout] for piece in pieces}

    def units(self) -> Iterator[Unit]:
        """The units of all pieces."""
        return self.campaign.units()

    def make(self, unit: Unit, folder: Path) -> Outcome:
        """Make a unit of a piece."""
        return self.campaign.make(unit, folder)

    def finish(self, outcomes: Iterable[tuple[Unit, Outcome]], out: Path) -> Mapping[str, bytes]:
        """The manifests of the pieces, the print file with a manifest of its own, and the summary.

        Where a piece failed there is no print file, and an older one goes: it would not be that of these pieces.
        """
        came: set[str] = set()
        files, lines = self.campaign.closing(_noted(outcomes, came), out)
        failed = list(dict.fromkeys(unit.detail[0] for unit in self.units() if unit.key not in came))
        stacks = stacks_of(self.items, self.planned.pieces, lines, self._titles)
        printed = None
        if stacks and not failed:
            printed = print_all(self.name, self.cover, stacks, self._papers, contents_of(files), out)
        else:
            (out / self.name).unlink(missing_ok=True)
        told = Told(
            ask=self.cover.ask,
            title=self.cover.title,
            people=self.planned.people,
            items=self.items,
            lines=lines,
            stacks={stack.item.name: stack for stack in stacks},
            file=printed.file if printed else None,
            failed=failed,
        )
        closing = printed.files(out, self._inputs) if printed else {}
        return {**files, **closing, **summary_files(told, files)}


def _noted(outcomes: Iterable[tuple[Unit, Outcome]], came: set[str]) -> Iterator[tuple[Unit, Outcome]]:
    """The outcomes as they come, with the key of each unit noted down."""
    for unit, outcome in outcomes:
        came.add(unit.key)
        yield unit, outcome


def _stock(bench: Bench) -> Stock | None:
    """What a bench's office sheets are printed on; None where it makes none."""
    if not isinstance(bench, MergeBench | PiecesBench):
        return None
    plan = bench.files.plan if isinstance(bench, MergeBench) else bench.plan
    return next((part.stock for part in plan.parts if part.stock), None)
