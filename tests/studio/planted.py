"""A card with a planted fault: true to the eye, and made where the directory has another number."""

from __future__ import annotations

from pathlib import Path

from generator.build import build
from generator.catalog.places import Roots
from generator.making import Purpose
from generator.order import Order
from tests.releasing import new_tip_line, refresh

CARD = "hsi-tip-card"


def card(folder: Path, roots: Roots) -> Path:
    """The card as the command line makes it for the screen."""
    build(roots, Order(out=folder, layouts=(CARD,), langs=("en",), purposes=(Purpose.SCREEN,)))
    return folder / f"{CARD}.en.screen.pdf"


def card_with_another_number(workspace: Path) -> Path:
    """The card of an office whose directory has another tip line than ours."""
    roots = refresh(workspace)
    new_tip_line(workspace)
    return card(workspace / "output", roots)
