"""An order at work: every item a folder of its own with its manifest, and a summary of all beside them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from generator.batch.work import Bench, Outcome, Unit
from generator.build import OTHER_FILES, roots_here
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.errors import SetupError, refuse_errors
from generator.findings import Finding, Findings
from generator.frozen import dataclass
from generator.manifest import digest
from generator.order import open_catalog, planned
from generator.ordering.names import check_items
from generator.ordering.orderfile import Item, OrderFile, read_order
from generator.ordering.pieces import pieces_bench
from generator.ordering.summary import Line, lines_of, summary_files


def work_of(item: Item, catalog: Catalog, findings: Findings) -> Bench:
    """The work of one item; its names are those within the item's folder.

    An item with records is merged, any other is built as `handbill build` builds it.
    """
    _refuse_later(item, findings)
    return pieces_bench(planned(catalog, item.order, findings))


def _refuse_later(item: Item, findings: Findings) -> None:
    """What an order may say already and nobody does yet: it is refused, never passed over."""
    asked = {
        "records": item.records is not None,
        "each": item.each,
        "start": item.start != 1,
        "skip": bool(item.skip),
        "printer": bool(item.printer),
    }
    for key in (key for key, said in asked.items() if said):
        problem = f"Orders cannot be made with “{key}” yet."
        findings.error("order.later", item.place(key), problem, f"Remove “{key}” from “{item.name}”.", seen=key)


@dataclass(frozen=True)
class CampaignWork:
    """An order file as work that any process can open, and must find to be the very same: `identity` says which."""

    roots: Roots
    order: OrderFile
    identity: str = ""

    def open(self) -> Campaign:
        """Read the catalogue once for all items; raises Refused with everything that is wrong with any of them."""
        items = self.order.items
        every = any(item.order.rule or not item.order.langs for item in items)
        langs = {lang for item in items for lang in item.order.langs}
        findings = Findings()
        catalog = open_catalog(
            roots_here(self.roots), None if every else sorted(langs), sorted({item.layout for item in items})
        )
        check_items(items, catalog, findings)
        refuse_errors(findings)
        benches = {}
        for item in items:
            noted = Findings()
            benches[item.name] = work_of(item, catalog, noted)
            findings.extend(placed(finding, item) for finding in noted)
        refuse_errors(findings)
        campaign = Campaign(self.order, benches, findings.sorted())
        if self.identity not in ("", campaign.identity):
            raise SetupError(OTHER_FILES)
        return campaign


@dataclass(frozen=True)
class Campaign:
    """An opened order: a bench an item, and what was found when they were opened."""

    order: OrderFile
    benches: Mapping[str, Bench]
    noted: tuple[Finding, ...]

    @property
    def identity(self) -> str:
        """A digest of the order file and of all that its items are made from."""
        parts = [digest(self.order.data), *(bench.identity for bench in self.benches.values())]
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
        for item in self.order.items:
            noted = Findings()
            self.benches[item.name].check(noted)
            findings.extend(placed(finding, item) for finding in noted)

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
        return replace(outcome, files=_within(name, outcome.files))

    def finish(self, outcomes: Iterable[tuple[Unit, Outcome]], out: Path) -> Mapping[str, bytes]:
        """The manifest of each item, then the summary, which lists them all: it stands when everything does."""
        lines: dict[str, list[Line]] = {item.name: [] for item in self.order.items}
        files: dict[str, bytes] = {}
        for name, group in groupby(outcomes, lambda pair: pair[0].detail[0]):
            inner = _noted(name, group, lines[name].extend)
            files |= {f"{name}/{file}": data for file, data in self.benches[name].finish(inner, out / name).items()}
        return {**files, **summary_files(self.order, lines, files)}


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


def placed(finding: Finding, item: Item) -> Finding:
    """A finding about an option of the command line, put where the order file says it."""
    option, _, field = finding.place.key.partition(" ")
    if finding.place.file or option != "--set":
        return finding
    return replace(finding, place=item.place(f"fields.{field}"))


def open_order(roots: Roots, path: Path, today: datetime.date) -> tuple[CampaignWork, Campaign]:
    """Read an order file and open it; raises Refused with every fault in it."""
    findings = Findings()
    order = read_order(path, today, findings)
    refuse_errors(findings)
    work = CampaignWork(roots, order)
    campaign = work.open()
    return replace(work, identity=campaign.identity), campaign
