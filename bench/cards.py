"""Benchmark: what tags and finishing add to a file of a thousand different cards, and the memory of ten thousand."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator.catalog.catalog import Catalog
from generator.catalog.places import Roots, shipped_root
from generator.catalog.profiles import USUAL_PROFILE, OutputProfile
from generator.compose.items import Group, Piece
from generator.compose.piece import compose_in
from generator.compose.record import read_record
from generator.findings import Findings
from generator.order import open_catalog
from generator.pdf import document
from generator.pdf.colour import ColourSpace
from generator.pdf.content import Content
from generator.pdf.draw import draw_group
from generator.pdf.finish import Drawn
from generator.pdf.info import DocumentInfo
from generator.pdf.packing import Packer
from generator.press.plans import screen_sheets

LAYOUT, FIELD = "campus-glovebox-card", "dispatch"
CARDS, RUNS = 1_000, 5
MOST_OVERHEAD = 0.25
# Ten thousand cards are ten files of a thousand: what one leaves behind may not add up.
FILES, MOST_GROWTH = 10, 1.15


def pieces(catalog: Catalog, first: int) -> Iterator[Piece]:
    """A thousand cards, each with a number of its own."""
    layout = catalog.layouts[LAYOUT]
    for number in range(first, first + CARDS):
        findings = Findings()
        fields = {FIELD: f"+1 202-55{number // 10_000}-{number % 10_000:04}"}
        record = read_record(layout, fields, catalog.contacts, findings)
        yield compose_in(layout, catalog, "en", record, findings)[0]


def write(cards: list[Piece], profile: OutputProfile, *, links: bool) -> bytes:
    """All cards as one file, a page a face."""
    sheets = [sheet for card in cards for sheet in screen_sheets(card)]
    faces = [face for card in cards for face in card.faces]
    inks = {ink.name: ink for ink in cards[0].inks}
    info = DocumentInfo(title="Cards", lang="en", made="2026-11-01")
    return document.write_pdf(sheets, faces, inks, colour=ColourSpace.RGB, profile=profile, info=info, links=links)


class _Bare(Content):
    """Content without marks."""

    def __init__(self, resources: Any, artwork: Any, height: float, _: Any = None) -> None:
        super().__init__(resources, artwork, height)


def _untagged(content: Content, group: Group, _: object) -> None:
    draw_group(content, group, None)


def _unfinished(packer: Packer, drawn: Drawn, _: object) -> None:
    root, kids = packer.new(), b" ".join(b"%d 0 R" % page for page in drawn.pages)
    packer.put(drawn.parent, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(drawn.pages), kids))
    packer.put(root, b"<</Type/Catalog/Pages %d 0 R>>" % drawn.parent)
    packer.close(b"/Root %d 0 R" % root)


def writing(cards: list[Piece], profile: OutputProfile, *, bare: bool) -> tuple[float, int]:
    """Processor seconds of writing the cards as one file, and its size."""
    kept = {name: getattr(document, name) for name in ("Content", "draw_group", "finish")}
    if bare:
        document.Content, document.draw_group, document.finish = _Bare, _untagged, _unfinished  # type: ignore[misc]
    try:
        start = time.process_time()
        data = write(cards, profile, links=not bare)
        return time.process_time() - start, len(data)
    finally:
        for name, thing in kept.items():
            setattr(document, name, thing)


def memory() -> float:
    """The most memory this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print both comparisons; ends with 1 if a limit is passed."""
    catalog = open_catalog(Roots(shipped_root()), ("en",), (LAYOUT,))
    profile = catalog.profiles[USUAL_PROFILE]
    start = time.process_time()
    cards = list(pieces(catalog, 0))
    composing = time.process_time() - start  # the same for both
    whole, bare = ([writing(cards, profile, bare=bare) for _ in range(RUNS)] for bare in (False, True))
    full, plain = (composing + statistics.median(run[0] for run in runs) for runs in (whole, bare))
    print(
        f"{CARDS} cards: {full:.2f} s and {whole[0][1] / 1e6:.2f} MB with tags, links and metadata, {plain:.2f} s bare"
    )
    print(f"tags and finishing add {full / plain - 1:.0%}, limit {MOST_OVERHEAD:.0%}")
    cards.clear()
    before = memory()
    for part in range(FILES):
        write(list(pieces(catalog, part * CARDS)), profile, links=True)
    after = memory()
    print(f"{FILES * CARDS} cards: {after:.0f} MB at most, {before:.0f} MB for {CARDS}, limit × {MOST_GROWTH}")
    sys.exit(0 if full / plain - 1 < MOST_OVERHEAD and after < before * MOST_GROWTH else 1)


if __name__ == "__main__":
    main()
