"""Listing what there is, reading only the files that the list needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.catalog.formats import read_formats
from generator.catalog.heads import read_heads, translated_files
from generator.catalog.kits import Kit, read_kits
from generator.catalog.languages import read_languages
from generator.catalog.places import Roots
from generator.catalog.themes import read_themes
from generator.catalog.topics import Topic, read_topic, texts_of
from generator.findings import Findings

# A row of a list: column name to text.
Row = dict[str, str]


def rows(kind: str, roots: Roots, findings: Findings) -> list[Row]:
    """The rows of one list, in the order of the files."""
    return _LISTS[kind](roots, findings)


def _layouts(roots: Roots, findings: Findings) -> list[Row]:
    return [
        {
            "for": head.audience,
            "layout": head.id,
            "format": head.format,
            "languages": ", ".join(head.languages),
            "title": head.title,
        }
        for head in read_heads(roots, findings)
    ]


def _kits(roots: Roots, findings: Findings) -> list[Row]:
    """A kit can be had in the languages that all of its layouts, and its own words, were translated into."""
    kits = read_kits(roots, findings)
    heads = {head.id: head.languages for head in read_heads(roots, findings)} if kits else {}
    topics = {kit.words: read_topic(kit.words, roots, findings) for kit in kits.values()}
    spoken = translated_files(roots) if kits else {}
    return [
        {
            "kit": kit.id,
            "pieces": str(len(kit.pieces)),
            "languages": ", ".join(
                lang
                for lang in spoken
                if all(lang in heads.get(layout, ()) for layout in kit.layouts)
                and (lang == "en" or kit.words in spoken[lang])
            ),
            "title": _word(kit, "title", topics),
            "what it is for": _word(kit, "summary", topics),
        }
        for kit in kits.values()
    ]


def _word(kit: Kit, what: str, topics: Mapping[str, Topic | None]) -> str:
    topic = topics[kit.words]
    return next(iter(texts_of({kit.words: topic}, kit.word(what))), "") if topic else ""


def _formats(roots: Roots, findings: Findings) -> list[Row]:
    return [
        {
            "format": kind.id,
            "trim": f"{kind.width} × {kind.height}",
            "bleed": str(kind.bleed),
            "faces": ", ".join(face.name for face in kind.faces),
            "title": kind.title,
        }
        for kind in read_formats(roots, findings).values()
    ]


def _languages(roots: Roots, findings: Findings) -> list[Row]:
    return [
        {"language": language.id, "name": language.name, "in English": language.english_name}
        for language in read_languages(roots, findings).values()
    ]


def _themes(roots: Roots, findings: Findings) -> list[Row]:
    return [{"theme": theme.id, "title": theme.title} for theme in read_themes(roots, findings).values()]


_LISTS: dict[str, Callable[[Roots, Findings], list[Row]]] = {
    "layouts": _layouts,
    "kits": _kits,
    "formats": _formats,
    "languages": _languages,
    "themes": _themes,
}
