"""The catalogue as one frozen value: all that layouts and data say, each kind by its id."""

from __future__ import annotations

from collections.abc import Mapping

from generator.catalog.contacts import Directory
from generator.catalog.facts import Fact
from generator.catalog.fonts import FontRecord
from generator.catalog.formats import Format
from generator.catalog.icons import IconDrawing
from generator.catalog.languages import Language
from generator.catalog.layouts import Layout
from generator.catalog.locked import LockedText
from generator.catalog.places import Roots
from generator.catalog.profiles import OutputProfile
from generator.catalog.safetyrules import Vouched
from generator.catalog.stocks import Stock
from generator.catalog.themes import Theme
from generator.catalog.topics import Topic
from generator.catalog.training import NO_TRAINING, Training
from generator.catalog.translations import Translation
from generator.frozen import dataclass


@dataclass(frozen=True)
class Catalog:
    """All that was read, and from where; fonts by family and weight, translations by language.

    A catalogue in another language remembers the English one it was made from, and one out of a snapshot how it
    was held against the safety rules.
    """

    roots: Roots
    layouts: Mapping[str, Layout]
    formats: Mapping[str, Format]
    stocks: Mapping[str, Stock]
    themes: Mapping[str, Theme]
    fonts: Mapping[tuple[str, str], FontRecord]
    profiles: Mapping[str, OutputProfile]
    languages: Mapping[str, Language]
    icons: Mapping[str, IconDrawing]
    contacts: Directory
    facts: Mapping[str, Fact]
    topics: Mapping[str, Topic]
    locked: Mapping[str, LockedText]
    translations: Mapping[str, Translation]
    training: Training = NO_TRAINING
    english: Catalog | None = None
    safety: Vouched | None = None
