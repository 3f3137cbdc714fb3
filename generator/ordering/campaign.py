"""An order at work: every item a folder of its own with its manifest, and a summary of all beside them."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path

from generator.batch.work import Bench, Outcome, Unit
from generator.build import OTHER_FILES, roots_here
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.records.model import Table
from generator.errors import Refused, SetupError, UsageError, refuse_errors
from generator.findings import Finding, Findings
from generator.frozen import dataclass
from generator.manifest import digest
from generator.order import open_catalog, planned
from generator.ordering.kept import Kept
from generator.ordering.names import check_items
from generator.ordering.orderfile import Item, OrderFile, read_order
from generator.ordering.pieces import pieces_bench
from generator.ordering.placing import placed
from generator.ordering.summary import Line, lines_of, summary_files
from generator.ordering.tables import any_names_languages, merge_bench, open_tables
from generator.ordering.together import check_together
from generator.printers import correction_for, printers_file


@dataclass(frozen=True)
class CampaignWork:
    """An order file as work that any process can open, and must find to be the very same: `identity` says which.

    With `keep_going` faulty rows of its tables are left out.
    """

    roots: Roots
    order: OrderFile
    keep_going: bool = False
    identity: str = ""

    def open(self) -> Campaign:
        """Read the catalogue once for all items; raises Refused with everything that is wrong with any of them."""
        findings = Findings()
        tables = open_tables(self.order.items, findings)
        catalog = self._catalog(tables)
        check_items(self.order.items, catalog, findings)
        refuse_errors(findings)
        benches: dict[str, Bench] = {}
        for item in self.order.items:
            noted = Findings()
            try:
                benches[item.name] = self._bench(item, tables, catalog, noted)
            except Refused as refusal:
                noted.extend(refusal.findings)
            except UsageError as error:
                noted.error("order.item", item.place("icc"), str(error), "")
            findings.extend(placed(finding, item) for finding in noted)
        refuse_errors(findings)
        campaign = Campaign(self.order, benches, findings.sorted())
        if self.identity not in ("", campaign.identity):
            raise SetupError(OTHER_FILES)
        return campaign

    def _bench(self, item: Item, tables: Mapping[str, Table], catalog: Catalog, findings: Findings) -> Bench:
        """The work of one item; its names are those within the item's folder."""
        if item.merge is None:
            return pieces_bench(planned(catalog, item.order, findings))
        merge = replace(item.merge, keep_going=self.keep_going)
        return merge_bench(item, merge, tables[item.name], catalog, findings)

    def _catalog(self, tables: Mapping[str, Table]) -> Catalog:
        """The catalogue in the languages that any item asks for."""
        items, roots = self.order.items, roots_here(self.roots)
        layouts = sorted({item.layout for item in items})
        if any(item.order.rule or not (item.order.langs or item.merge) for item in items):
            return open_catalog(roots, None, layouts)
        langs = {lang for item in items for lang in item.order.langs or ("en",)}
        catalog = open_catalog(roots, sorted(langs), layouts)
        return open_catalog(roots, None, layouts) if any_names_languages(items, tables, catalog) else catalog


@dataclass(frozen=True)
class Campaign:
    """An opened order: a bench an item, and what was found when they were opened."""

    order: OrderFile
    benches: Mapping[str, Bench]
    noted: tuple[Finding, ...]
    kept: Kept = field(default_factory=Kept, repr=False)

    @cached_property
    def items(self) -> dict[str, Item]:
        """The items by name."""
        return {item.name: item for item in self.order.items}

    @cached_property
    def identity(self) -> str:
        """A digest of the order file and of all that its items are made from."""
        corrections = repr([item.order.correction for item in self.order.items])
        parts = [digest(self.order.data), corrections, *(bench.identity for bench in self.benches.values())]
        return digest("\n".join(parts).encode())

    @property
    def pieces(self) -> int:
        """The pieces of all items."""
        return sum(bench.pieces for bench in self.benches.values())

    @property
    def noun(self) -> str:
        """What is counted: cards where every item counts cards, else files."""
        nouns = {bench.noun for bench in self.benches.values()}
        return nouns.pop() if len(nouns) == 1 else "files"

    def check(self, findings: Findings) -> None:
        """Check every item before anything is made."""
        findings.extend(self.noted)
        for _, found in self.checked():
            findings.extend(found)

    def checked(self) -> Iterator[tuple[Item, tuple[Finding, ...]]]:
        """Each item with what is found when it is checked."""
        for item in self.order.items:
            noted = Findings()
            self.benches[item.name].check(noted)
            self.kept.add(self.benches[item.name])
            yield item, tuple(placed(finding, item) for finding in noted)

    def units(self) -> Iterator[Unit]:
        """The units of all items, one item after another."""
        for name, bench in self.benches.items():
            for unit in bench.units():
                yield replace(unit, key=f"{name}/{unit.key}", detail=(name, unit))

    def make(self, unit: Unit, folder: Path) -> Outcome:
        """Make a unit of an item in the item's folder."""
        name, inner = unit.detail
        (folder / name).mkdir(exist_ok=True)
        outcome = self.benches[name].make(inner, folder / name)
        self.kept.add(self.benches[name])
        found = tuple(placed(finding, self.items[name], outcome.files) for finding in outcome.findings)
        return replace(outcome, files=_within(name, outcome.files), findings=found)

    def finish(self, outcomes: Iterable[tuple[Unit, Outcome]], out: Path) -> Mapping[str, bytes]:
        """The manifest of each item, then the summary, which lists them all: it stands when everything does."""
        files, lines = self.closing(outcomes, out)
        return {**files, **summary_files(self.order, lines, files)}

    def closing(
        self, outcomes: Iterable[tuple[Unit, Outcome]], out: Path
    ) -> tuple[dict[str, bytes], dict[str, list[Line]]]:
        """The files that close the items, such as their manifests, and what a summary says of each item."""
        lines: dict[str, list[Line]] = {item.name: [] for item in self.order.items}
        files: dict[str, bytes] = {}
        for name, group in groupby(outcomes, lambda pair: pair[0].detail[0]):
            inner = _noted(name, group, lines[name].extend)
            files |= {f"{name}/{file}": data for file, data in self.benches[name].finish(inner, out / name).items()}
        return files, lines


def _noted(
    name: str, group: Iterable[tuple[Unit, Outcome]], note: Callable[[Iterable[Line]], None]
) -> Iterator[tuple[Unit, Outcome]]:
    """An item's outcomes as its own bench knows them, each noted for the summary on its way."""
    for unit, outcome in group:
        own = replace(outcome, files={file.removeprefix(f"{name}/"): sha for file, sha in outcome.files.items()})
        note(lines_of(own))
        yield unit.detail[1], own


def _within(name: str, files: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}/{file}": sha for file, sha in files.items()}


def open_order(
    roots: Roots, path: Path, today: datetime.date, *, keep_going: bool = False
) -> tuple[CampaignWork, Campaign]:
    """Read an order file and open it; raises Refused with every fault in it."""
    findings = Findings()
    order = read_order(path, today, findings)
    for item in order.items:
        check_together(item, findings)
    order = with_printers(order, printers_file(os.environ), findings)
    refuse_errors(findings)
    work = CampaignWork(roots, order, keep_going)
    campaign = work.open()
    return replace(work, identity=campaign.identity), campaign


def with_printers(order: OrderFile, path: Path, findings: Findings) -> OrderFile:
    """The order with the corrections of its printers: a worker elsewhere has no readings of ours."""
    items = []
    for item in order.items:
        correction = None
        try:
            correction = correction_for(path, item.printer, item.tray, item.order.flip) if item.printer else None
        except Refused as refusal:
            findings.extend(placed(finding, item) for finding in refusal.findings)
        items.append(replace(item, order=replace(item.order, correction=correction)))
    return replace(order, items=tuple(items))
