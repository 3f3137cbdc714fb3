"""Cards drawn from forms: a line that comes again costs a look-up, and is the line that stands there."""

from __future__ import annotations

import io

import pytest

from generator.compose.pattern import Card, fill
from generator.pdf import cardwork
from generator.pdf.cardwork import CardWork
from generator.pdf.colour import ColourSpace
from generator.pdf.objects import Objects
from generator.pdf.packing import Packer
from generator.pdf.resources import Resources
from tests.compose.samples import shipped
from tests.compose.test_pattern import record, usual


def work() -> CardWork:
    objects = Objects(Packer(io.BytesIO()))
    inks = {ink.name: ink for ink in usual().piece.inks}
    profile = next(iter(shipped().profiles.values()))
    return CardWork(objects, Resources(objects, inks, ColourSpace.CMYK, profile, "en"))


def cards(count: int) -> list[Card]:
    filled = [fill(usual(), record(name=f"Ana {chr(97 + at)}", code=f"C-{at}")) for at in range(count)]
    return [made[0] for made in filled if made]


def bodies(drawing: CardWork, card: Card) -> list[str]:
    return list(drawing.bodies(card, drawing.known(card.form) or drawing.draw(card.form)))


@pytest.mark.parametrize("most", [1, 2, 2000])
def test_a_line_drawn_again_is_drawn_as_by_whoever_never_drew_it(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cardwork, "_REMEMBERED", most)
    one = work()
    several = [bodies(one, card) for card in cards(6)]
    assert len(one._lines) <= max(most, 1)
    monkeypatch.setattr(CardWork, "_line", lambda self, x, y, line: "\n".join(self._words(x, y, line)))
    again = work()
    assert several == [bodies(again, card) for card in cards(6)]


def test_lines_that_cards_share_are_remembered_once() -> None:
    drawing, made = work(), cards(5)
    for card in made:
        bodies(drawing, card)
    assert len(drawing._lines) == len({id(line) for card in made for _, line in card.lines})
    assert len(drawing._lines) < sum(len(card.lines) for card in made)
