"""Inputs: the files that an order was made from, each with its hash, so that a reprint can tell what has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from generator.catalog.blocks import Image, walk
from generator.catalog.checks import CHECKS_FILE
from generator.catalog.contacts import CONTACTS_FILE
from generator.catalog.layouts import Layout, layout_files, panels_of
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.translations import BY_ENTRY, TRANSLATIONS_FOLDER
from generator.manifest import digest

_FOLDERS = ("layouts", "data", "fonts")
# Files of which single entries are replaced, not the whole.
_BY_ENTRY = (CONTACTS_FILE, CHECKS_FILE)


def inputs_of(
    catalog: Catalog, layouts: Collection[Layout], langs: Collection[str], own: Collection[Path] = ()
) -> dict[str, str]:
    """The SHA-256 of every file behind the layouts in those languages, by its name in messages.

    `own` are files from elsewhere, such as a print shop's profile; those that ship are known by their register.
    """
    roots = catalog.roots
    files = {roots.shown(path): path for folder in _FOLDERS for path in _read(folder, layouts, langs, roots)}
    blocks = (block for layout in layouts for _, panel in panels_of(layout, catalog.training) for block in walk(panel))
    pictures = (roots.find_picture(block.file) for block in blocks if isinstance(block, Image) and block.file)
    files |= {roots.shown(path): path for path in (*pictures, *own) if path is not None}
    return {name: digest(path.read_bytes()) for name, path in sorted(files.items())}


def _read(folder: str, layouts: Collection[Layout], langs: Collection[str], roots: Roots) -> Iterator[Path]:
    """The YAML of a folder without the layouts and languages that are not of this order."""
    used = {layout.place.file for layout in layouts}
    others = {path for path in layout_files(roots) if roots.shown(path) not in used} if folder == "layouts" else set()
    for path in (*roots.files(folder), *_merged(folder, roots)):
        lang, inside, _ = roots.relative(path).removeprefix(f"{TRANSLATIONS_FOLDER}/").partition("/")
        translated = inside and roots.relative(path).startswith(f"{TRANSLATIONS_FOLDER}/")
        if path not in others and not (translated and lang not in langs):
            yield path


def _merged(folder: str, roots: Roots) -> Iterator[Path]:
    """The shipped files whose entries are read beside those of the workspace's file of that name."""
    for path in Roots(roots.shipped).files(folder):
        name = roots.relative(path)
        if name in _BY_ENTRY or (name.startswith(TRANSLATIONS_FOLDER) and path.stem in BY_ENTRY):
            yield path
