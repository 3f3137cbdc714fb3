"""The words of the pages: every sentence by its file and key, in each language that the studio speaks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.preview.offer import OfferedStock, Option
from generator.units import Length, sides

TONGUES = {"en": "English", "es": "Español"}
_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Words:
    """The sentences of one language by their keys, such as `gallery.title`."""

    tongue: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The sentence with its values; where it counts, `count` decides between its forms `.one` and `.other`."""
        if "count" in values and key not in self.texts:
            key = f"{key}.one" if values["count"] == 1 else f"{key}.other"
        return self.texts[key].format(**values)

    def thing(self, name: str) -> tuple[str, str]:
        """What a thing of the catalogue is called, and in which language: a label has no key but its English words."""
        if f"things.{name}" in self.texts:
            return self.texts[f"things.{name}"], self.tongue
        return name, "en"

    def option(self, option: Option) -> tuple[str, str]:
        """What one of several things to choose is called, and in which language."""
        return (option.label, option.lang) if option.lang == self.tongue else self.thing(option.label)

    def stock(self, stock: OfferedStock) -> tuple[str, str]:
        """What a stock is called: by what is on its package and on its sheet, or else by its title."""
        more, lang = self.thing(stock.named.more)
        if not stock.named.name or stock.size is None or (stock.named.more and lang != self.tongue):
            return self.thing(stock.title)
        kind, lang = self.thing(stock.named.kind)
        name = stock.named.name
        what = self("common.stock-kind", name=name, kind=kind) if kind and lang == self.tongue else name
        sheet = self("common.stock-a4" if stock.paper == "a4" else "common.stock", count=stock.count)
        return ", ".join(part for part in (what, sheet, self.size(*stock.size), more) if part), self.tongue

    def size(self, width: Length, height: Length) -> str:
        """A size as people write it: both sides, and their unit once."""
        across, down, unit = sides(width, height)
        return self("common.size", width=across, height=down, unit=self(f"common.unit-{unit}"))

    def date(self, day: datetime.date | str) -> str:
        """A day as people write it, such as “November 22, 2026”; what is no date stays as it is."""
        try:
            on = datetime.date.fromisoformat(str(day))
        except ValueError:
            return str(day)
        return self("common.date", day=on.day, month=self(f"common.month-{on.month}"), year=on.year)

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in self.texts


@cache
def words_of(tongue: str) -> Words:
    """The words of one language; raises KeyError for one that the studio does not speak."""
    if tongue not in TONGUES:
        raise KeyError(tongue)
    texts: dict[str, str] = {}
    for path in sorted((_FOLDER / tongue).glob("*.yaml")):
        texts |= _flat(f"{path.stem}.", yaml.safe_load(path.read_text(encoding="utf-8")))
    return Words(tongue, texts)


def _flat(prefix: str, tree: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", str(value)
