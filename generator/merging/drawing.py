"""Drawing a merge: parts of a stream as files of many cards, or records as files of their own, and what was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, repeat
from pathlib import Path

from generator.compose.passages import words_of
from generator.compose.pattern import Card, Form
from generator.merging.filling import Cards, Filled
from generator.merging.imposing import Imposition
from generator.merging.parts import Part
from generator.order import asked_contacts
from generator.pdf.colour import ColourSpace
from generator.pdf.placing import Matrix, mapped
from generator.pdf.runs import RunWriter
from generator.pdf.series import write_series
from generator.press.asked import AskedPage, Spot
from generator.press.sheets import Sheet, Slot

# Words by the form they stand on, with the form itself, so that no other one takes its place in memory.
_known_forms: dict[int, tuple[Form, tuple[str, ...]]] = {}


@dataclass
class Drawn:
    """A file that was drawn: its name, what was asked of each of its pages, and what any card on it carries.

    `local` are numbers and addresses of the records alone, `numbers` those of contacts, `printed` the codes' addresses.
    """

    name: str
    pages: list[AskedPage] = field(default_factory=list)
    local: dict[str, None] = field(default_factory=dict)
    contacts: dict[str, None] = field(default_factory=dict)
    numbers: dict[str, None] = field(default_factory=dict)
    printed: dict[str, None] = field(default_factory=dict)
    locked: dict[tuple[str, str, str], None] = field(default_factory=dict)

    def note(self, sheet: Sheet, cards: Sequence[Card]) -> None:
        """Note down what the next page is asked for, and what its cards carry.

        Records choose contacts, and have blocks that others do not have.
        """
        self.pages.append(_asked_page(sheet, cards))
        for card in {id(card): card for card in cards}.values():
            face = card.form.face
            self.local.update(dict.fromkeys(_local(card)))
            self.contacts.update(dict.fromkeys(asked_contacts((face,))))
            self.numbers.update((one.shown, None) for one in face.numbers if not one.contact.startswith("field:"))
            self.printed.update((qr.printed, None) for qr in face.qrs)
            self.locked.update(dict.fromkeys(face.locked))


class DrawnDraft(Drawn):
    """A file that nobody reads back."""

    def note(self, sheet: Sheet, cards: Sequence[Card]) -> None:
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
            drawn.note(sheet, standing)
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
                drawn.note(sheet, [card] * len(sheet.slots))
            yield drawn


def _asked_page(sheet: Sheet, cards: Sequence[Card]) -> AskedPage:
    return AskedPage(
        qrs=tuple([qr.payload for card in cards for qr in card.qrs]),
        numbers=tuple([number.shown for card in cards for number in card.numbers]),
        words=tuple([text for card in cards for text in (*_shared_words(card.form), *_own_words(card))]),
        spots=tuple(map(_spot, sheet.slots, cards, repeat(sheet.matrix))),
    )


def _spot(slot: Slot, card: Card, matrix: Matrix) -> Spot:
    trim = slot.trim
    box = mapped((trim.x, trim.y, trim.right, trim.bottom), matrix)
    return Spot(box, tuple([qr.payload for qr in card.qrs]), tuple(_words_there(card)))


def _local(card: Card) -> Iterator[str]:
    """The numbers and addresses of a record, which nobody but this job vouches for."""
    return (value.link or value.shown for value in card.record.values() if value.link or value.number)


def _own_words(card: Card) -> Iterator[str]:
    return (line.text for _, line in card.lines)


def _words_there(card: Card) -> Iterable[str]:
    """What tells a card from its neighbours: its own lines, or all of one that was composed by itself."""
    composed = not (card.form.lines or card.form.codes)
    return _shared_words(card.form) if composed else _own_words(card)


def _shared_words(form: Form) -> tuple[str, ...]:
    """The words that all cards of a form share."""
    known = _known_forms.get(id(form))
    if known is None or known[0] is not form:
        known = _known_forms[id(form)] = form, tuple(filter(None, words_of(form.face.root)))
    return known[1]
