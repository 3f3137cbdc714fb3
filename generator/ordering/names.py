"""The names in an order held against the catalogue: layouts, languages, stocks, themes, rules and fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.catalog.model import Catalog
from generator.catalog.rules import read_rules
from generator.findings import Findings, nearest
from generator.ordering.orderfile import Item


def check_items(items: Sequence[Item], catalog: Catalog, findings: Findings) -> None:
    """Every name that is not known is a finding at its place in the order file."""
    if not items:
        return
    rules = read_rules(catalog.roots, findings) if any(item.order.rule for item in items) else {}
    for item in items:
        for key, word, known in _named(item, catalog, rules):
            if word and word not in known:
                problem = f"There is no {_KINDS.get(key, 'field')} “{word}”."
                findings.error("order.unknown", item.place(key), problem, nearest(word, known), seen=word)


_KINDS = {
    "layout": "layout",
    "languages": "language",
    "stock": "stock",
    "theme": "theme",
    "rule": "posting rule",
}


def _named(item: Item, catalog: Catalog, rules: Mapping[str, object]) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Each name of an item with its key and the names that are known."""
    yield "layout", item.layout, catalog.layouts
    yield from (("languages", lang, catalog.languages) for lang in item.order.langs)
    yield "stock", item.order.stock, catalog.stocks
    yield "theme", item.order.theme, catalog.themes
    yield "rule", item.order.rule, rules
    if item.layout in catalog.layouts:
        fields = catalog.layouts[item.layout].fields
        yield from ((f"fields.{name}", name, fields) for name in item.order.fields)
