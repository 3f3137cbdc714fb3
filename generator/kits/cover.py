"""The cover sheet of a kit: a piece of its own, whose table has a row for each piece of the kit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.catalog.blocks import Block, Table, changed
from generator.catalog.kitcover import COLUMNS, COVER, is_row_of_pieces
from generator.catalog.kits import Kit
from generator.catalog.layouts import Layout
from generator.catalog.model import Catalog
from generator.catalog.topics import texts_of
from generator.catalog.translated import in_language
from generator.errors import refuse_errors
from generator.findings import Findings
from generator.frozen import dataclass
from generator.kits.asked import Ask
from generator.kits.printed import Paper, Stack
from generator.making import Finished, Job, Purpose, make
from generator.order import Order, jobs_of, planned

# A cell as a field takes it.
_LONGEST = 120


@dataclass(frozen=True)
class Row:
    """A row of the cover: what it is, its pages in the file, how often, on what, and for whom."""

    what: str
    pages: str
    times: int
    paper: str
    need: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as texts, in the order of the columns."""
        return self.what, self.pages, f"{self.times} ×", self.paper, self.need or "–"


@dataclass(frozen=True)
class Cover:
    """What the cover of one kit is made from; a row of it is made when the pages of the file are known."""

    kit: Kit
    ask: Ask
    catalog: Catalog
    people: int

    def word(self, reference: str) -> str:
        """A text of the kit's language; empty where it is not there, which the catalogue tells."""
        return next(iter(texts_of(in_language(self.catalog, self.ask.lang).topics, reference)), "")

    @property
    def title(self) -> str:
        """The kit's title in its language."""
        return self.word(self.kit.word("title"))

    def row(self, stack: Stack, paper: Paper, pages: tuple[int, int]) -> Row:
        """The row of a stack that is printed on a paper."""
        sides = "fold" if paper.folded else "one-side" if stack.one_sided else "both-sides"
        what = self.word(f"kits.cover.{sides}").replace("{stock}", self._stock(paper))
        hints = [self.word(hint) for hint in self.kit.hints(stack.piece.when)] if stack.piece.when else []
        # In words: a range such as 731–1330 would be read as a phone number, by people as well as by the proof.
        span = self.word("kits.cover.span").replace("{first}", str(pages[0])).replace("{last}", str(pages[1]))
        return Row(stack.title, span, stack.times, what, next((hint for hint in hints if hint), ""))

    def _stock(self, paper: Paper) -> str:
        """A stock in the words of the language, or by its title up to what a sheet of it holds."""
        return self.word(f"kits.stocks.{paper.stock.id}") or paper.stock.title.partition(",")[0]

    def job(self, rows: Sequence[Row], sheets: int, findings: Findings) -> Job:
        """The cover with these rows, composed; raises Refused where it cannot be read, and finds what does not fit."""
        texts = {f"{name}_{at}": cell for at, row in enumerate(rows, 1) for name, cell in _cells(row)}
        layout = with_rows(self.catalog.layouts[COVER], len(rows))
        said = {name: value for name, value in self._shared(sheets).items() if name in layout.fields and value}
        order = Order(
            out=Path(),
            layouts=(COVER,),
            langs=(self.ask.lang,),
            purposes=(Purpose.OFFICE,),
            flip=self.ask.flip,
            theme=self.ask.theme,
            fields={**said, **{name: text for name, text in texts.items() if text}},
            today=self.ask.today,
        )
        catalog = replace(self.catalog, layouts={**self.catalog.layouts, COVER: layout})
        plan = planned(catalog, order, findings)
        refuse_errors(findings)
        return jobs_of(plan, plan.parts[0], findings)[0]

    def _shared(self, sheets: int) -> Mapping[str, str]:
        """The values of the cover's own fields: of what was not asked for it says nothing."""
        counts = {"people": f"{self.people:,}" if self.people else "", "sheets": f"{sheets:,}" if sheets else ""}
        edge = self.word(f"kits.cover.{self.ask.flip}-edge")
        return {**self.kit.fields, **self.ask.fields, "kit": self.title, "edge": edge, **counts}


def made(job: Job) -> Finished:
    """The cover as a file for a desk printer."""
    return make(job)[0]


def with_rows(layout: Layout, count: int) -> Layout:
    """The cover with so many rows in its table, each with fields of its own: `what_1`, `pages_1` and so on."""
    rows = tuple(tuple(f"{{{name}_{at}}}" for name in COLUMNS) for at in range(1, count + 1))
    fields = {
        f"{name}_{at}": replace(layout.fields[name], name=f"{name}_{at}", required=False)
        for at in range(1, count + 1)
        for name in COLUMNS
    }
    kept = {name: field for name, field in layout.fields.items() if name not in COLUMNS}

    def filled(block: Block) -> Block:
        return replace(block, rows=rows) if isinstance(block, Table) and is_row_of_pieces(block) else block

    panels = {name: changed(blocks, filled) for name, blocks in layout.panels.items()}
    return replace(layout, fields={**kept, **fields}, panels=panels)


def _cells(row: Row) -> list[tuple[str, str]]:
    """A row's cells by the names of their columns, none too long for a field."""
    cut = [cell if len(cell) <= _LONGEST else f"{cell[: _LONGEST - 1]}…" for cell in row.cells]
    return list(zip(COLUMNS, cut, strict=True))
