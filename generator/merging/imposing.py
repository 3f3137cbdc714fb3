"""Imposing: the cards of a part set on sheets, with the sheets that are alike made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from generator.catalog.profiles import OutputProfile
from generator.catalog.stocks import Stock
from generator.compose.items import Piece
from generator.compose.pattern import Card
from generator.findings import Finding
from generator.making import DUPLEX, Job, Purpose, condition_of, info_of, slug_of
from generator.pdf.info import DocumentInfo
from generator.press.correction import corrected, pushed_out
from generator.press.plans import for_desk, press_sheets
from generator.press.seated import places_on, sheet_plan
from generator.press.seats import Seats, empty_places, seats
from generator.press.sheets import Sheet


@dataclass
class Imposition:
    """How the cards of one job lie on paper; the sheets that leave the same places empty are one object."""

    job: Job
    sheets: dict[tuple[int, ...], tuple[Sheet, ...]] = field(default_factory=dict)

    @property
    def desk(self) -> bool:
        """Whether cards are imposed on sheets for a desk printer; for a shop each has pages of its own."""
        return self.job.purpose is Purpose.OFFICE

    @property
    def piece(self) -> Piece:
        """The piece whose size all cards have."""
        return for_desk(self.job.piece) if self.desk else self.job.piece

    @property
    def places(self) -> int:
        """How many cards a sheet holds."""
        return places_on(self.stock, self.piece) if self.desk else 1

    @property
    def info(self) -> DocumentInfo:
        """What the files say of themselves."""
        if not self.desk:
            return info_of(self.job)
        duplex = DUPLEX[self.job.flip] if len(self.piece.faces) > 1 else ""
        return info_of(self.job, duplex=duplex, tray=self.job.correction is None)

    @property
    def condition(self) -> OutputProfile:
        """The inks that pictures are printed with."""
        return condition_of(self.job)

    @property
    def stock(self) -> Stock:
        """What the sheets are."""
        if self.job.stock is None:
            raise LookupError("an office sheet without a stock")
        return self.job.stock

    def seats(self, total: int, *, first: bool, stacked: bool) -> Iterator[Seats]:
        """The cards of each sheet; places that are used already are those of the first file's first sheet."""
        if not self.desk:
            return ((card,) for card in range(total))
        seating = self.job.seating
        start, skip = (seating.start, seating.skip) if first else (1, ())
        return seats(total, self.places, start=start, skip=skip, stacked=stacked)

    def sides(self, empty: tuple[int, ...] = ()) -> tuple[Sheet, ...]:
        """All sides of a sheet with every place taken but those that stay empty, counted from 1."""
        if empty not in self.sheets:
            self.sheets[empty] = self._sides(empty) if self.desk else press_sheets(self.piece, slug_of(self.job))
        return self.sheets[empty]

    def _sides(self, empty: tuple[int, ...]) -> tuple[Sheet, ...]:
        piece, job = self.piece, self.job
        plan = sheet_plan(piece, self.stock, job.flip, slug_of(job), empty)
        taken = [None if place + 1 in empty else piece for place in range(len(plan.sides[0].seats))]
        sheets = plan.sheets(taken)
        return corrected(sheets, job.correction, backs=len(sheets) > 1) if job.correction else sheets

    def noted(self) -> tuple[Finding, ...]:
        """What a printer's correction brings up."""
        if not self.job.correction or not self.desk:
            return ()
        return tuple(pushed_out(self.sides(), self.stock.paper.edge.pt, slug_of(self.job).printer))

    def pages(
        self, total: int, cards: Callable[[int], Sequence[Card]], *, first: bool, stacked: bool
    ) -> Iterator[tuple[Sheet, list[Card]]]:
        """Each page with its cards; `cards` may be filled as pages are asked for."""
        for on_sheet in self.seats(total, first=first, stacked=stacked):
            standing = [card for card in on_sheet if card is not None]
            taken = [cards(card) for card in standing]
            sides = self.sides(empty_places(on_sheet) if self.desk else ())
            for number, side in enumerate(sides):
                yield side, [card[number] for card in taken]
