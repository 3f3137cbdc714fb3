"""The shelf: every piece and kit with what people choose it by, in every language that has words for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from generator.catalog.kits import Kit, read_kits
from generator.catalog.layouts import AUDIENCES, Layout
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.topics import texts_of
from generator.catalog.translated import in_language, languages_of
from generator.catalog.translations import ENGLISH
from generator.findings import Findings
from generator.frozen import dataclass
from generator.making import Purpose
from generator.preview.held import whole_catalog
from generator.preview.offer import offer
from generator.preview.sizes import Size, size_of
from generator.preview.thumbnail import mark_of
from generator.units import Length


@dataclass(frozen=True)
class ShelfPiece:
    """A piece: its titles by language, for whom it is, its format, its size, its first face, and what is made of it."""

    id: str
    titles: Mapping[str, str]
    audience: str
    format: str
    format_title: str
    kind: Size
    width: Length
    height: Length
    face: str
    purposes: tuple[Purpose, ...]


@dataclass(frozen=True)
class ShelfKit:
    """A kit: its titles and summaries by language, for whom most of its pieces are, and their layouts in order."""

    id: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    audience: str
    pieces: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class ShelfLanguage:
    """A language by its own name and its English one."""

    id: str
    name: str
    english_name: str


@dataclass(frozen=True)
class Shelf:
    """All pieces and kits, the languages that any of them has, and a mark that changes whenever a picture could."""

    pieces: tuple[ShelfPiece, ...]
    kits: tuple[ShelfKit, ...]
    languages: tuple[ShelfLanguage, ...]
    mark: str


def shelf(roots: Roots) -> Shelf:
    """The shelf of a catalogue; raises Refused where that is wrong."""
    return _shelf(roots, mark_of(roots))


@lru_cache(maxsize=4)
def _shelf(roots: Roots, mark: str) -> Shelf:
    """The shelf, as long as the mark of all that pictures are made from is the same."""
    catalog = whole_catalog(roots)
    spoken = {lang: in_language(catalog, lang) for lang in (ENGLISH, *catalog.translations)}
    pieces = [_piece(layout, spoken, roots, catalog) for layout in catalog.layouts.values()]
    pieces.sort(key=lambda piece: (AUDIENCES.index(piece.audience), piece.id))
    known = {piece.id: piece for piece in pieces}
    there = {lang for piece in pieces for lang in piece.titles}
    languages = (one for one in catalog.languages.values() if one.id in there)
    return Shelf(
        tuple(pieces),
        tuple(_kit(kit, known, spoken) for kit in read_kits(roots, Findings()).values()),
        tuple(ShelfLanguage(one.id, one.name, one.english_name) for one in languages),
        mark,
    )


def _piece(layout: Layout, spoken: Mapping[str, Catalog], roots: Roots, catalog: Catalog) -> ShelfPiece:
    kind = catalog.formats[layout.format]
    return ShelfPiece(
        id=layout.id,
        titles={lang: spoken[lang].layouts[layout.id].title for lang in languages_of(layout, catalog)},
        audience=layout.audience,
        format=layout.format,
        format_title=kind.title,
        kind=size_of(kind),
        width=kind.width,
        height=kind.height,
        face=kind.faces[0].name,
        purposes=offer(roots, layout.id).purposes,
    )


def _kit(kit: Kit, known: Mapping[str, ShelfPiece], spoken: Mapping[str, Catalog]) -> ShelfKit:
    """A kit in the languages that it and all of its pieces have words in."""
    layouts = tuple(dict.fromkeys(piece.layout for piece in kit.pieces))
    words = {
        lang: one.topics
        for lang, one in spoken.items()
        if kit.words in one.topics and all(name in known and lang in known[name].titles for name in kit.layouts)
    }
    counted = Counter(known[name].audience for name in layouts if name in known)
    return ShelfKit(
        id=kit.id,
        titles={lang: "".join(texts_of(topics, kit.word("title"))[:1]) for lang, topics in words.items()},
        summaries={lang: "".join(texts_of(topics, kit.word("summary"))[:1]) for lang, topics in words.items()},
        audience=max(counted, key=lambda name: counted[name], default=""),
        pieces=layouts,
        count=len(kit.pieces),
    )
