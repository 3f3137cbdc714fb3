"""The gallery's work: what there is, and its pictures."""

from __future__ import annotations

from pathlib import Path

from generator.catalog.places import Roots
from generator.preview.shelf import Shelf, shelf
from generator.preview.thumbnail import Thumbnail, thumbnail
from generator.studio.lanes import Tell


def on_shelf(roots: Roots, _: Tell) -> Shelf:
    """Every piece and kit."""
    return shelf(roots)


def picture(roots: Roots, layout: str, lang: str, spare: Path, _: Tell) -> Thumbnail:
    """The first face of a layout in a language."""
    spare.mkdir(mode=0o700, exist_ok=True)
    return thumbnail(roots, layout, lang, spare)
