"""Figures: a number never stands without what it counts, its source and its year."""

from __future__ import annotations

from tests.compose.samples import clean, lines, shipped, texts


def test_every_figure_prints_its_value_label_source_and_year() -> None:
    for name, fact in shipped().facts.items():
        face = clean(f"[{{figure: {name}}}]", kind="letter")
        printed = " ".join(texts(face))
        assert printed.startswith(fact.value)
        assert fact.label in printed
        assert f"{fact.source}, {fact.year}" in printed


def test_the_value_is_the_largest_thing_of_a_figure() -> None:
    name, fact = next(iter(shipped().facts.items()))
    placed = lines(clean(f"[{{figure: {name}}}]", kind="letter"))
    sizes = {text: item.line.runs[0].size for text, item in placed.items()}
    assert max(sizes, key=lambda text: sizes[text]) == fact.value
