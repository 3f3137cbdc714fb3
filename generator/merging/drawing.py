"""Drawing a merge: parts of a stream as files of many cards, or records as files of their own, and what was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from generator.compose.items import TextItem, walk
from generator.compose.pattern import Card, Form
from generator.merging.filling import Cards, Filled
from generator.merging.imposing import Imposition
from generator.merging.parts import Part
from generator.pdf.colour import ColourSpace
from generator.pdf.runs import RunWriter
from generator.pdf.series import write_series
from generator.press.asked import AskedPage

# Words by the form they stand on, with the form itself, so that no other one takes its place in memory.
_words_of_forms: dict[int, tuple[Form, tuple[str, ...]]] = {}


@dataclass
class Drawn:
    """A file that was drawn: its name, and what was asked of each of its pages, for reading it back."""

    name: str
    pages: list[AskedPage] = field(default_factory=list)
    local: dict[str, None] = field(default_factory=dict)

    def note(self, cards: Sequence[Card]) -> None:
        """Note down what the next page is asked for."""
        self.pages.append(_asked_page(cards))
        for card in cards:
            self.local.update(dict.fromkeys(_local(card)))


class DrawnDraft(Drawn):
    """A file that nobody reads back."""

    def note(self, cards: Sequence[Card]) -> None:
        """Note down nothing."""


def draw_run(imposition: Imposition, drawn: Drawn, folder: Path, part: Part, cards: Callable[[int], Cards]) -> None:
    """Draw the cards of a part as one file into a folder, a page at a time."""
    piece = imposition.piece
    with (folder / drawn.name).open("wb") as out:
        writer = RunWriter(
            out,
            {ink.name: ink for ink in piece.inks},
            colour=ColourSpace.CMYK,
            profile=imposition.condition,
            info=imposition.info,
        )
        for sheet, standing in imposition.pages(len(part.order), cards, first=part.first, stacked=part.stacked):
            writer.add(sheet, standing)
            drawn.note(standing)
        writer.close()


def draw_each(imposition: Imposition, named: Sequence[tuple[Drawn, Filled]], folder: Path) -> Iterator[Drawn]:
    """Draw each record as a file of its own; neighbours of one form share what they have in common."""
    sheets = imposition.sides()
    for _, group in groupby(named, key=lambda pair: [id(card.form) for card in pair[1].cards]):
        files = list(group)
        pieces = [filled.cards for _, filled in files]
        inks = {ink.name: ink for ink in imposition.piece.inks}
        made = write_series(
            sheets, pieces, inks, colour=ColourSpace.CMYK, profile=imposition.condition, info=imposition.info
        )
        for (drawn, filled), data in zip(files, made, strict=True):
            (folder / drawn.name).write_bytes(data)
            for sheet, card in zip(sheets, filled.cards, strict=True):
                drawn.note([card] * len(sheet.slots))
            yield drawn


def _asked_page(cards: Sequence[Card]) -> AskedPage:
    return AskedPage(
        qrs=tuple([qr.payload for card in cards for qr in card.qrs]),
        numbers=tuple([number.shown for card in cards for number in card.numbers]),
        words=tuple([text for card in cards for text in (*_shared_words(card.form), *_own_words(card))]),
    )


def _local(card: Card) -> Iterator[str]:
    """The numbers and addresses of a record, which nobody but this job vouches for."""
    return (value.link or value.shown for value in card.record.values() if value.link or value.number)


def _own_words(card: Card) -> Iterator[str]:
    return (line.text for _, line in card.lines)


def _shared_words(form: Form) -> tuple[str, ...]:
    """The words that all cards of a form share, line by line: on a turned card lines are read in another order."""
    known = _words_of_forms.get(id(form))
    if known is None or known[0] is not form:
        known = _words_of_forms[id(form)] = form, tuple(filter(None, _lines_of(form)))
    return known[1]


def _lines_of(form: Form) -> Iterator[str]:
    return (item.line.text for _, item in walk(form.face.root) if isinstance(item, TextItem))
