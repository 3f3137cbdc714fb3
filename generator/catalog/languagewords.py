"""What tells one language from another on a page: its script, and small words that others of its script do not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from generator.catalog.files import open_named
from generator.catalog.languages import Language, read_languages
from generator.catalog.places import Roots, shipped_root
from generator.catalog.reader import Reader
from generator.errors import refuse_errors
from generator.findings import Findings, nearest
from generator.frozen import dataclass

WORDS_FILE = "data/language-words.yaml"


@dataclass(frozen=True)
class Tongue:
    """A language by its tag, its name in English, its script, and its words in small letters."""

    lang: str
    name: str
    script: str
    words: frozenset[str]


def read_tongues(roots: Roots, languages: Iterable[Language], findings: Findings) -> Mapping[str, Tongue]:
    """Every language by tag; one without words has none to be told by but its script."""
    languages = tuple(languages)
    known = {language.id for language in languages}
    words: dict[str, frozenset[str]] = {}
    node = open_named(WORDS_FILE, roots, findings)
    if node is not None:
        with Reader(node, findings) as reader:
            for lang in reader.names():
                words[lang] = frozenset(text.casefold() for text in reader.texts(lang))
                if lang not in known:
                    problem = f"“{lang}” has words here, but is not in data/languages.yaml."
                    findings.error("language.words", reader.need(lang).place, problem, nearest(lang, known), seen=lang)
    return MappingProxyType(
        {one.id: Tongue(one.id, one.english_name, one.script, words.get(one.id, frozenset())) for one in languages}
    )


@cache
def shipped_tongues() -> Mapping[str, Tongue]:
    """The languages that ship, read once; raises Refused where their files are damaged."""
    roots, findings = Roots(shipped_root()), Findings()
    tongues = read_tongues(roots, read_languages(roots, findings).values(), findings)
    refuse_errors(findings)
    return tongues
