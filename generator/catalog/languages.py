"""Languages: their names, script, direction, fonts in order of preference, and how much room their script needs."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.catalog.files import entries, open_named
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.findings import Findings, Place
from generator.frozen import dataclass
from generator.units import Length

LATIN, KANA = "Latin", "Kana"
# BCP 47, as far as Handbill needs it: language, script, region.
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_ZERO = Length.parse("0pt")


@dataclass(frozen=True)
class Fit:
    """Fonts in order of preference, and factors on the theme's sizes and line heights; used from a type size on."""

    families: tuple[str, ...]
    size: float
    leading: float
    start: Length = _ZERO


@dataclass(frozen=True)
class Language:
    """A language by its BCP 47 tag; `large`, where there is one, is its fit for large type."""

    id: str
    name: str
    english_name: str
    script: str
    direction: str
    fit: Fit
    large: Fit | None
    place: Place

    @property
    def rtl(self) -> bool:
        """Whether it is written from right to left."""
        return self.direction == "rtl"

    @property
    def families(self) -> tuple[str, ...]:
        """Every family it is set in."""
        return tuple(dict.fromkeys((*self.fit.families, *(self.large.families if self.large else ()))))

    def fitted(self, size: Length, theme: str) -> Fit:
        """How text of that size, before any factor, is set; the theme's own family leads where the script is Latin."""
        fit = self.large if self.large and size >= self.large.start else self.fit
        led = tuple(dict.fromkeys((theme, *fit.families))) if self.script == LATIN else fit.families
        return fit if led == fit.families else Fit(led, fit.size, fit.leading, fit.start)


def read_languages(roots: Roots, findings: Findings) -> dict[str, Language]:
    """The languages of data/languages.yaml by tag."""
    node = open_named("data/languages.yaml", roots, findings)
    if node is not None and node.value == {}:
        problem, fix = "There is no language here, so nothing can be made.", "Add one, such as “en:” with its fonts."
        findings.error("language.none", node.place, problem, fix)
    return {tag: _read(tag, reader) for tag, reader in entries(node, findings)}


def _read(tag: str, reader: Reader) -> Language:
    with reader:
        language = Language(
            id=tag,
            name=reader.text("name"),
            english_name=reader.text("english_name"),
            script=reader.text("script", LATIN),
            direction=reader.choice("direction", ("ltr", "rtl"), "ltr"),
            fit=_fit(tag, reader),
            large=_large(tag, reader) if reader.has("large") else None,
            place=reader.place,
        )
    if not is_tag(tag):
        fix = "Write it as en, pt-BR or zh-Hans."
        reader.wrong(reader.node, f"“{tag}” is no language tag.", fix, "language.tag")
    return language


def is_tag(text: str) -> bool:
    """Whether the text has the form of a language tag."""
    return _TAG.fullmatch(text) is not None


def _large(tag: str, reader: Reader) -> Fit:
    with reader.mapping("large") as inner:
        return replace(_fit(tag, inner), start=inner.length("from"))


def _fit(tag: str, reader: Reader) -> Fit:
    families = reader.texts("families")
    if not families:
        fix = "Add “families: [public-sans, noto-sans]”."
        reader.wrong(reader.node, f"“{tag}” has no fonts.", fix, "language.families")
    return Fit(families, _factor(reader, "size"), _factor(reader, "leading"))


def _factor(reader: Reader, key: str) -> float:
    factor = reader.number(key, 1.0)
    if not 0.5 <= factor <= 3:
        reader.wrong(
            reader.need(key), f"A factor of {factor:g} is out of reason.", "Write 0.5 to 3.", "language.factor"
        )
        return 1.0
    return factor
