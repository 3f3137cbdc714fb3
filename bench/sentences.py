"""Benchmark: what it costs to set a sentence in every language, with fonts read and nothing else remembered."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator.catalog.catalog import Catalog, load_catalog
from generator.catalog.languages import LATIN, Language
from generator.catalog.places import Roots, shipped_root
from generator.catalog.topics import texts_of
from generator.catalog.translated import in_language
from generator.findings import Findings
from generator.text.faces import load_face
from generator.text.lines import set_text
from generator.text.model import Span, TextStyle
from generator.text.shaping import shape
from generator.units import Length

RUNS = 15
# Milliseconds for one sentence.
LATIN_LIMIT, LIMIT = 1.0, 3.0
KEYS = ("indicators.signs", "quiet.phone", "quiet.language", "steps.tip-line", "steps.safety", "indicators.lead")


def cost(catalog: Catalog, language: Language) -> float:
    """The median milliseconds of CPU time for a sentence, over all sentences under `KEYS`."""
    fit = language.fitted(Length.parse("8pt"), "public-sans")
    faces = tuple(load_face(catalog.fonts[family, "regular"].path) for family in fit.families)
    style = TextStyle(faces, 8.0, "ink")
    topics = in_language(catalog, language.id).topics
    sentences = [[Span(text, style)] for key in KEYS for text in texts_of(topics, key)]

    def once(spans: list[Span]) -> float:
        shape.cache_clear()
        start = time.process_time()
        set_text(spans, 150, lang=language.id, rtl=language.rtl, latin="en")
        return (time.process_time() - start) * 1000

    return statistics.median(once(spans) for _ in range(RUNS) for spans in sentences)


def main() -> None:
    """Print a line for each language; ends with 1 if any passes its limit."""
    catalog = load_catalog(Roots(shipped_root()), Findings())
    passed = True
    print("a sentence of a card, set in lines: milliseconds of CPU time")
    for lang in ("en", *catalog.translations):
        language = catalog.languages[lang]
        limit = LATIN_LIMIT if language.script == LATIN else LIMIT
        median = cost(catalog, language)
        passed = passed and median < limit
        print(f"{lang:8} {median:6.2f}   limit {limit:.0f}")
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
