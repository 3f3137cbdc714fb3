"""A rule beside the sheets that are held against it, with the directory and the wording that its law fixes."""

from __future__ import annotations

from collections.abc import Mapping

from generator.catalog.contacts import DIALLED, Channel, Contact, Directory
from generator.catalog.languagewords import Tongue
from generator.catalog.rules import PostingRule, find_channel
from generator.frozen import dataclass
from generator.proof.known import KnownDirectory
from generator.proof.posting.sheetread import SeenNumber, SheetPage


@dataclass(frozen=True)
class Subject:
    """One rule and the pages it is held against; `wording` is what its law fixes, by language, where we hold it."""

    rule: PostingRule
    pages: tuple[SheetPage, ...]
    directory: Directory
    known: KnownDirectory
    tongues: Mapping[str, Tongue]
    wording: Mapping[str, str]

    @property
    def readable(self) -> bool:
        """Whether every page has type that could be read."""
        return all(any(glyph.is_type for glyph in page.glyphs) for page in self.pages)

    @property
    def hides(self) -> bool:
        """Whether something may stand in a picture, or on a page without type, where nobody here can read it."""
        return not self.readable or any(page.pictures for page in self.pages)

    def named(self, names: tuple[str, ...]) -> tuple[tuple[str, Contact, Channel], ...]:
        """The channels that the rule names, as far as the directory has them."""
        found = ((name, find_channel(name, self.directory)) for name in names)
        return tuple((name, *pair) for name, pair in found if pair)

    def language(self, lang: str) -> str:
        """A language's name in English."""
        return self.tongues[lang].name if lang in self.tongues else lang


def dialled_on(page: SheetPage, channel: Channel) -> tuple[SeenNumber, ...]:
    """Every place on a page where a number of the directory stands, in any spelling that dials it."""
    if channel.kind not in DIALLED:
        return ()
    return tuple(number for number in page.numbers if number.digits == channel.value)
