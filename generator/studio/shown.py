"""What a gallery shows: cards of pieces and kits in the language of a page, and which of them fit what was asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from generator.catalog.layouts import AUDIENCES
from generator.making import Purpose
from generator.preview.shelf import Shelf, ShelfKit, ShelfPiece
from generator.preview.sizes import Size
from generator.studio.asked import Said, one
from generator.studio.words import Words

FILTERS = ("audience", "format", "lang", "purpose")
_KIND, _KIT = "kind:", "kit"
# A side of so many inches is so many pixels: larger things are larger, and a card beside a poster can still be read.
_PIXELS, _GROWTH = 120.0, 0.42
# How many pieces a kit's picture shows, and at which share of their size.
_FANNED, _FAN = 5, 0.62
# And at which a picture stands beside the title of a kit's piece.
_BESIDE = 0.42
_ENGLISH = "en"


@dataclass(frozen=True)
class Asked:
    """What a gallery was asked for: words, and a value for each filter or nothing."""

    words: str
    values: Mapping[str, str]

    @classmethod
    def of(cls, said: Said) -> Asked:
        """What an address says."""
        return cls(one(said, "q").strip(), {name: one(said, name) for name in FILTERS})

    @property
    def any(self) -> bool:
        """Whether anything was asked at all."""
        return bool(self.words or any(self.values.values()))

    def fits(self, has: frozenset[str], words: str) -> bool:
        """Whether a card has what was asked for, and each of the words."""
        wanted = {f"{name}:{value}" for name, value in self.values.items() if value}
        return wanted <= has and all(word in words for word in folded(self.words).split())


@dataclass(frozen=True)
class Picture:
    """A picture on a card: its address, what it is in words, and how large it is shown, in pixels."""

    source: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Named:
    """Words with the language that they are in."""

    text: str
    lang: str


@dataclass(frozen=True)
class Card:
    """A piece or a kit as it is shown; `has` and `words` are what filters and the search look at."""

    id: str
    link: str
    title: Named
    summary: Named
    pictures: tuple[Picture, ...]
    audience: str
    format: Named
    size: str
    count: int
    langs: tuple[str, ...]
    languages: tuple[Named, ...]
    has: str
    words: str
    hidden: bool


@dataclass(frozen=True)
class Section:
    """The cards for one audience."""

    audience: str
    cards: tuple[Card, ...]

    @property
    def hidden(self) -> bool:
        """Whether none of them fits."""
        return all(card.hidden for card in self.cards)


@dataclass(frozen=True)
class Choice:
    """One thing to choose in a filter, in its group if it has one."""

    value: str
    label: Named
    group: str = ""


def folded(text: str) -> str:
    """Words as a search compares them: without case and accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def choices_in(name: str, shelf: Shelf, say: Words) -> list[tuple[str, list[Choice]]]:
    """What a filter offers, by group: only what some piece or kit has."""
    choices = {"audience": _audiences, "format": _formats, "lang": _languages, "purpose": _purposes}[name](shelf, say)
    return [(group, list(found)) for group, found in groupby(choices, key=lambda choice: choice.group)]


def _audiences(shelf: Shelf, say: Words) -> Iterator[Choice]:
    there = {piece.audience for piece in shelf.pieces}
    yield from (_choice(name, say(f"gallery.audience-{name}"), say) for name in AUDIENCES if name in there)


def _formats(shelf: Shelf, say: Words) -> Iterator[Choice]:
    for kind in Size:
        formats = {piece.format: piece for piece in shelf.pieces if piece.kind == kind}
        if formats:
            group = say(f"gallery.kind-{kind}")
            yield Choice(f"{_KIND}{kind}", Named(say(f"gallery.all-{kind}"), say.tongue), group)
            ordered = sorted(formats.values(), key=_area)
            yield from (Choice(piece.format, named(piece.format_title, say), group) for piece in ordered)
    if shelf.kits:
        yield Choice(f"{_KIND}{_KIT}", Named(say("gallery.all-kit"), say.tongue), say("gallery.kind-kit"))


def _languages(shelf: Shelf, say: Words) -> Iterator[Choice]:
    for language in shelf.languages:
        both = f"{language.name} ({language.english_name})" if say.tongue == _ENGLISH else language.name
        alone = language.name == language.english_name or say.tongue != _ENGLISH
        yield Choice(language.id, Named(language.name if alone else both, language.id))


def _purposes(shelf: Shelf, say: Words) -> Iterator[Choice]:
    there = {purpose for piece in shelf.pieces for purpose in piece.purposes}
    yield from (_choice(name.value, say(f"customise.purpose-{name}"), say) for name in Purpose if name in there)


def _choice(value: str, label: str, say: Words) -> Choice:
    return Choice(value, Named(label, say.tongue))


def named(text: str, say: Words) -> Named:
    """What a thing of the catalogue is called on a page."""
    label, lang = say.thing(text)
    return Named(label, lang)


def sections_in(shelf: Shelf, asked: Asked, say: Words) -> list[Section]:
    """The pieces by audience; those of a kind stand together, smaller ones first."""
    pieces = sorted(shelf.pieces, key=lambda piece: (AUDIENCES.index(piece.audience), _area(piece), piece.id))
    grouped = groupby(pieces, key=lambda piece: piece.audience)
    return [Section(name, tuple(_piece(piece, shelf, asked, say) for piece in found)) for name, found in grouped]


def kits_in(shelf: Shelf, asked: Asked, say: Words) -> list[Card]:
    """The kits."""
    return [_kit(kit, shelf, asked, say) for kit in shelf.kits]


def _area(piece: ShelfPiece) -> tuple[int, float, float]:
    return tuple(Size).index(piece.kind), piece.height.pt, piece.width.pt


def _piece(piece: ShelfPiece, shelf: Shelf, asked: Asked, say: Words) -> Card:
    lang = _lang(piece.titles, asked, say)
    has = frozenset(
        (
            f"audience:{piece.audience}",
            f"format:{piece.format}",
            f"format:{_KIND}{piece.kind}",
            *(f"lang:{name}" for name in piece.titles),
            *(f"purpose:{purpose}" for purpose in piece.purposes),
        )
    )
    title = _in_tongue(piece.titles, say)
    words = folded(f"{piece.id} {title.text} {piece.titles.get(_ENGLISH, '')}")
    return Card(
        id=piece.id,
        link=f"/{say.tongue}/piece/{piece.id}?{urlencode({'lang': lang})}",
        title=title,
        summary=Named("", say.tongue),
        pictures=(_picture(piece, title.text, lang, shelf.mark, say),),
        audience=say(f"gallery.audience-{piece.audience}"),
        format=named(piece.format_title, say),
        size=say.size(piece.width, piece.height),
        count=1,
        langs=tuple(piece.titles),
        languages=_spoken(piece.titles, shelf, say),
        has=" ".join(sorted(has)),
        words=words,
        hidden=not asked.fits(has, words),
    )


def _kit(kit: ShelfKit, shelf: Shelf, asked: Asked, say: Words) -> Card:
    lang = _lang(kit.titles, asked, say)
    pieces = {piece.id: piece for piece in shelf.pieces}
    has = frozenset(
        (
            f"audience:{kit.audience}",
            f"format:{_KIND}{_KIT}",
            *(f"lang:{name}" for name in kit.titles),
            *(f"purpose:{purpose}" for purpose in Purpose if purpose is not Purpose.VCARD),
        )
    )
    title, summary = _in_tongue(kit.titles, say), _in_tongue(kit.summaries, say)
    words = folded(f"{kit.id} {title.text} {kit.titles.get(_ENGLISH, '')}")
    shown = [pieces[name] for name in kit.pieces if lang in pieces[name].titles][:_FANNED]
    return Card(
        id=kit.id,
        link=f"/{say.tongue}/kit/{kit.id}?{urlencode({'lang': lang})}",
        title=title,
        summary=summary,
        pictures=tuple(_picture(piece, "", lang, shelf.mark, say, _FAN) for piece in shown),
        audience=say(f"gallery.audience-{kit.audience}"),
        format=Named(say("gallery.pieces", count=kit.count), say.tongue),
        size="",
        count=kit.count,
        langs=tuple(kit.titles),
        languages=_spoken(kit.titles, shelf, say),
        has=" ".join(sorted(has)),
        words=words,
        hidden=not asked.fits(has, words),
    )


def _lang(titles: Mapping[str, str], asked: Asked, say: Words) -> str:
    """The language that a piece is shown in: the one asked for, the page's, or the first that it has."""
    return next((lang for lang in (asked.values["lang"], say.tongue) if lang in titles), next(iter(titles), _ENGLISH))


def _in_tongue(titles: Mapping[str, str], say: Words) -> Named:
    return Named(titles[say.tongue], say.tongue) if say.tongue in titles else Named(titles.get(_ENGLISH, ""), _ENGLISH)


def _spoken(titles: Mapping[str, str], shelf: Shelf, say: Words) -> tuple[Named, ...]:
    """The languages of a piece, that of the page first."""
    ours = [language for language in shelf.languages if language.id in titles]
    ours.sort(key=lambda language: language.id != say.tongue)
    return tuple(Named(language.name, language.id) for language in ours)


def _picture(piece: ShelfPiece, title: str, lang: str, mark: str, say: Words, scale: float = 1.0) -> Picture:
    """The picture of a piece; without a title it only adorns what is said beside it."""
    longest = max(piece.width.pt, piece.height.pt)
    pixels = scale * _PIXELS * (longest / 72) ** _GROWTH / longest
    face = say.thing(piece.face)[0]
    size = say.size(piece.width, piece.height)
    return Picture(
        source=f"/{say.tongue}/picture/{piece.id}.{lang}.png?{urlencode({'v': mark})}",
        alt=say("gallery.alt", face=face, title=title, format=named(piece.format_title, say).text, size=size)
        if title
        else "",
        width=round(piece.width.pt * pixels),
        height=round(piece.height.pt * pixels),
    )


def small_picture(piece: ShelfPiece, lang: str, mark: str, say: Words) -> Picture:
    """The picture of a piece beside its title, which says what it is."""
    return _picture(piece, "", lang if lang in piece.titles else _ENGLISH, mark, say, _BESIDE)
