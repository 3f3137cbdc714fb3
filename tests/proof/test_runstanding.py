"""Cards beside each other on a page: what is one card's own and stands on another is found, though the page has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from generator.press.asked import AskedPage, Spot
from tests.proof.runs import asked_pages
from tests.proof.test_run import CARDS, PLACES, drawn_as, proofed, said, told, true_run


def spotted() -> Iterator[AskedPage]:
    """What is asked of the pages, with the place of each card on them."""
    for at, page in enumerate(asked_pages(CARDS, PLACES)):
        on_page = CARDS[at * PLACES : (at + 1) * PLACES]
        boxes = [(54.0 + 252 * place, 36.0, 54.0 + 252 * (place + 1), 180.0) for place in range(PLACES)]
        spots = (Spot(box, (card.link,), (card.name,)) for box, card in zip(boxes, on_page, strict=True))
        yield replace(page, spots=tuple(spots))


def test_cards_in_their_places_have_no_finding() -> None:
    assert not proofed(true_run(), tuple(spotted())).findings


@pytest.mark.parametrize(("what", "rule"), [("link", "proof.qr-missing"), ("name", "proof.words-missing")])
def test_two_cards_of_a_page_that_have_each_others_are_found(what: str, rule: str) -> None:
    first, second = (getattr(card, what) for card in CARDS[4:6])
    swapped = drawn_as((4, {what: second}), (5, {what: first}))
    result = proofed(swapped, tuple(spotted()))
    assert told(result) == {(rule, "page 3")}
    assert "card 1 of the page" in said(result, rule)
    assert "card 2 of the page" in said(result, rule)
