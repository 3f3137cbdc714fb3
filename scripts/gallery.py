"""Make docs/gallery.md: every piece as a picture, by audience, drawn by the program itself."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from generator.build import build
from generator.catalog.layouts import AUDIENCES
from generator.catalog.places import Roots, shipped_root
from generator.catalog.translated import languages_of
from generator.making import Purpose
from generator.manifest import Entry
from generator.order import Order, open_catalog

DOCS = Path(__file__).resolve().parents[1] / "docs"
FOLDER = DOCS / "gallery"
HEIGHT, WIDTH = 300, 420
LANGUAGES = ("en", "es")
FOR = dict(zip(AUDIENCES, ("the public", "officers", "survivors", "workers", "trainers"), strict=True))


def main() -> None:
    """Build every piece as pictures, shrink them, and write the page around them."""
    roots = Roots(shipped_root())
    catalog = open_catalog(roots)
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        report = build(roots, Order(out, langs=LANGUAGES, purposes=(Purpose.IMAGE,)))
        for entry in report.entries:
            _shrink(out / entry.name, FOLDER / entry.name)
    lines = ["# Gallery", "", "Every piece in the languages it has, drawn by the program (`make gallery`).", ""]
    for audience in AUDIENCES:
        layouts = [layout for layout in catalog.layouts.values() if layout.audience == audience]
        lines += [f"## For {FOR[audience]}", ""] if layouts else []
        for layout in layouts:
            kind = catalog.formats[layout.format]
            spoken = ", ".join(languages_of(layout, catalog))
            choices = [field.name for field in layout.fields.values() if field.kind == "choice"]
            chosen = f" · for each {' and '.join(choices)}" if choices else ""
            lines += [f"### {layout.title}", "", f"`{layout.id}` · {kind.title} · {spoken}{chosen}", ""]
            lines += [_pictures(layout.id, lang, report.entries) for lang in LANGUAGES]
            lines.append("")
    (DOCS / "gallery.md").write_text("\n".join(lines), encoding="utf-8")


def _shrink(source: Path, target: Path) -> None:
    """A thumbnail of few colours, since there are many of them."""
    with Image.open(source) as picture:
        small = picture.convert("RGB")
        small.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        framed = Image.new("RGB", (small.width + 2, small.height + 2), "#b0b0b0")
        framed.paste(small, (1, 1))
        framed.quantize(48, dither=Image.Dither.NONE).save(target, optimize=True)


def _pictures(layout: str, lang: str, entries: tuple[Entry, ...]) -> str:
    names = [entry.name for entry in entries if (entry.layout, entry.language) == (layout, lang)]
    return " ".join(f"![{name.removesuffix('.png')}](gallery/{name})" for name in names) + "\n"


if __name__ == "__main__":
    main()
