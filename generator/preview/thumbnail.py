"""Thumbnails: the first face of a piece as a small picture, kept until anything that it is made from changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from generator import VERSION
from generator.catalog.cachefolder import cache_folder, read_trusted, sweep, write_whole
from generator.catalog.places import Roots
from generator.catalog.translated import languages_of
from generator.errors import Refused, UnknownError
from generator.findings import Findings, nearest
from generator.frozen import dataclass
from generator.making import Purpose, make
from generator.order import Order, composed
from generator.pdf.raster import render, write_png
from generator.preview.held import catalog_for, stamp_for

# At most so many pixels wide or high: what a gallery shows, on a screen of twice the usual sharpness.
WIDTH, HEIGHT = 480, 680
_PATTERN = "picture-*.png"
# Every piece in some languages: a picture has some 30 kB.
_KEPT = 400
# The libraries that decide what a picture looks like.
_LIBRARIES = ("reportlab", "uharfbuzz", "pypdfium2", "pillow", "qrcode")


@dataclass(frozen=True)
class Thumbnail:
    """A picture as PNG; `mark` is that of all that pictures are made from, `tag` tells this one from every other."""

    png: bytes
    mark: str
    tag: str


def thumbnail(roots: Roots, layout: str, lang: str, spare: Path) -> Thumbnail:
    """The first face of a layout in a language, from the user's cache folder or, where there is none, from `spare`.

    Raises UnknownError where there is no such layout or language, Refused where it cannot be composed.
    """
    mark = mark_of(roots)
    tag = hashlib.blake2b(repr((mark, layout, lang, WIDTH, HEIGHT)).encode(), digest_size=16).hexdigest()
    folder = cache_folder() or spare
    path = folder / f"picture-{tag}.png"
    png = read_trusted(path)
    if not png:
        png = _drawn(roots, layout, lang)
        write_whole(path, png)
        sweep(folder, _PATTERN, _KEPT)
    return Thumbnail(png, mark, tag)


def mark_of(roots: Roots) -> str:
    """What all pictures are made from: the files of the catalogue, and the program."""
    named = "\0".join(str(folder) for folder in roots.folders)
    return hashlib.blake2b(stamp_for(roots) + _program() + named.encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _program() -> bytes:
    digest = hashlib.blake2b(VERSION.encode(), digest_size=16)
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    digest.update("".join(_versions()).encode())
    return digest.digest()


def _versions() -> Iterator[str]:
    yield from (f"{name} {version(name)}\n" for name in _LIBRARIES)


def _drawn(roots: Roots, layout: str, lang: str) -> bytes:
    catalog = catalog_for(roots, (lang,), (layout,))
    if layout not in catalog.layouts:
        raise UnknownError(f"There is no layout “{layout}”. {nearest(layout, catalog.layouts)}")
    if lang not in languages_of(catalog.layouts[layout], catalog):
        raise UnknownError(f"“{layout}” has not been translated into “{lang}”.")
    findings = Findings()
    order = Order(Path(), layouts=(layout,), langs=(lang,), purposes=(Purpose.SCREEN,))
    jobs = composed(catalog, order, findings).jobs
    if not jobs:
        raise Refused(findings.sorted())
    first = replace(jobs[0].piece, faces=jobs[0].piece.faces[:1])
    page = make(replace(jobs[0], piece=first, draft=True))[0]
    trim = first.faces[0].trim
    return write_png(render(page.data, 72 * min(WIDTH / trim.width, HEIGHT / trim.height))[0])
