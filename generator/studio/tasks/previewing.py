"""Previews and offers, made in a worker: a piece as it is filled in, and what can be asked of it."""

from __future__ import annotations

from generator.catalog.places import Roots
from generator.order import Order
from generator.preview.model import Preview
from generator.preview.offer import Offer, offer
from generator.preview.show import show
from generator.studio.lanes import Tell


def preview(roots: Roots, order: Order, _: Tell) -> Preview:
    """The piece of an order as pictures, with what was found and where."""
    return show(roots, order)


def offered(roots: Roots, layout: str, lang: str, _: Tell) -> Offer:
    """What can be asked of a layout, in a language as far as there are words for it."""
    return offer(roots, layout, lang)
