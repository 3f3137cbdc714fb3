"""What a piece says: the texts that stand on it in each of its languages, their fingerprints, and who has read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from generator.catalog.blocks import Band, Bilingual, Block, Columns, Row, Stack, walk
from generator.catalog.leaves import Leaf, fingerprint
from generator.catalog.model import Catalog
from generator.catalog.training import facts_said
from generator.catalog.translated import in_language
from generator.catalog.translations import ENGLISH, english_words
from generator.catalog.yamlnode import Node
from generator.frozen import dataclass
from generator.translate.usage import entries_of, name_of, texts_in

# Fingerprints of texts by their names, in each language of a piece.
Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Reviews:
    """How many texts of a language were read by a named person, those that were not, and who has read."""

    reviewed: int
    drafts: tuple[str, ...]
    by: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The counts as plain values."""
        return {"reviewed": self.reviewed, "draft": len(self.drafts), "by": list(self.by)}


class Words:
    """The words of a catalogue looked up by name, read once for each language."""

    def __init__(self, catalog: Catalog) -> None:
        """Words of the English catalogue or of any other that was made from it."""
        self.catalog = catalog.english or catalog
        self._said: dict[str, dict[str, str]] = {}
        self._prints: dict[str, dict[str, str]] = {}
        self._leaves: dict[str, dict[str, Leaf]] = {}

    def prints(self, lang: str) -> Mapping[str, str]:
        """The fingerprint of every text of a language by its name."""
        if lang not in self._prints:
            self._prints[lang] = {name: fingerprint(text) for name, text in self.said(lang).items()}
        return self._prints[lang]

    def said(self, lang: str) -> Mapping[str, str]:
        """Every text of a language by its name."""
        if lang not in self._said:
            self._said[lang] = dict(_named_texts(in_language(self.catalog, lang)))
        return self._said[lang]

    def leaves(self, lang: str) -> Mapping[str, Leaf]:
        """The translated texts of a language by the names of their English; none of English itself."""
        if lang not in self._leaves:
            words = self.catalog.translations.get(lang)
            self._leaves[lang] = {name_of(leaf, lang): leaf for leaf in (words.leaves if words else ())}
        return self._leaves[lang]

    def on(self, blocks: Iterable[Block], lang: str) -> Texts:
        """The texts that blocks print in a language, and those in one beside it."""
        blocks = tuple(blocks)
        names = {lang: texts_in(blocks, self.catalog)}
        for second, inner in _beside(blocks, lang):
            names[second] = (*names.get(second, ()), *texts_in(inner, self.catalog))
        return {spoken: self.named(used, spoken) for spoken, used in sorted(names.items())}

    def named(self, names: Iterable[str], lang: str) -> dict[str, str]:
        """The fingerprints of texts by name, of a translation with that of its English behind a slash.

        What is no text, such as a number, is left out.
        """
        prints, english = self.prints(lang), self.prints(ENGLISH)
        behind = {name: "" if lang == ENGLISH else f"/{english[name]}" for name in names if name in english}
        return {name: f"{prints[name]}{of}" for name, of in sorted(behind.items()) if name in prints}

    def reviews(self, names: Iterable[str], lang: str) -> Reviews:
        """Who has read the texts of those names in a language; English is the source and is nobody's translation."""
        read = {name: self.leaves(lang)[name].review for name in names if name in self.leaves(lang)}
        signed = [review.by for review in read.values() if review]
        unread = tuple(sorted(name for name, review in read.items() if review is None))
        return Reviews(len(signed), unread, tuple(sorted(set(signed))))


def reviews_of(texts: Texts, words: Words) -> dict[str, Reviews]:
    """The reviews of a piece's translated texts by language."""
    return {lang: words.reviews(names, lang) for lang, names in texts.items() if lang != ENGLISH}


def shown(blocks: Iterable[Block], filled: Collection[str]) -> Iterator[Block]:
    """The blocks without those that stand for a field that was not filled in."""
    for block in blocks:
        if not block.when or block.when in filled:
            if isinstance(block, Row | Stack | Columns | Band | Bilingual):
                yield replace(block, blocks=tuple(shown(block.blocks, filled)))
            else:
                yield block


def _beside(blocks: Iterable[Block], lang: str) -> Iterator[tuple[str, tuple[Block, ...]]]:
    for block in walk(blocks):
        if isinstance(block, Bilingual):
            yield from ((other, block.blocks) for other in block.others(lang))


def _named_texts(spoken: Catalog) -> Iterator[tuple[str, str]]:
    english = english_words(spoken.topics, spoken.contacts, spoken.facts, spoken.layouts)
    for file, node in english.items():
        yield from ((f"{file}:{key}", text) for key, text in _texts(node, ""))
    yield from facts_said(spoken.training)
    # A value in digits alone and a year are no words, and may change all the same.
    for fact in spoken.facts.values():
        yield f"facts:{fact.id}.value", fact.value
        yield f"facts:{fact.id}.year", fact.year


def _texts(node: Node, above: str) -> Iterator[tuple[str, str]]:
    if isinstance(node.value, str):
        yield above, node.value
    for name, child in entries_of(node).items():
        yield from _texts(child, f"{above}.{name}" if above else name)
    for index, child in enumerate(node.value if isinstance(node.value, list) else ()):
        yield from _texts(child, f"{above}[{index}]")
