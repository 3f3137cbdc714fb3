"""What can be asked of a kit: its fields, its languages and looks, what a roster fills, and its pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from generator.catalog.kits import ROSTER, Kit, KitPiece, read_kits, sample_of
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.records.opening import open_table
from generator.catalog.topics import texts_of
from generator.catalog.translated import in_language
from generator.catalog.translations import ENGLISH
from generator.errors import UnknownError, refuse_errors
from generator.findings import Findings, nearest
from generator.frozen import dataclass
from generator.kits.items import filled_by
from generator.kits.tables import Roster
from generator.preview.held import catalog_for, stamp_for
from generator.preview.offer import OfferedField, Option, offer
from generator.preview.shelf import shelf


@dataclass(frozen=True)
class OfferedPiece:
    """A piece of a kit: its layout, its title, how many there are of it, and who needs it when.

    There are `copies`, or one for so many people (`one_for`), or one for each row of the table `records`.
    """

    name: str
    layout: str
    title: str
    records: str
    copies: int
    one_for: int
    when: str


@dataclass(frozen=True)
class KitOffer:
    """All that can be asked of a kit; its words are in `lang`.

    `columns` are the fields that each row of a roster says for itself, `people` how many rows the sample roster has.
    """

    id: str
    lang: str
    title: str
    summary: str
    languages: tuple[Option, ...]
    themes: tuple[Option, ...]
    fields: tuple[OfferedField, ...]
    columns: tuple[Option, ...]
    people: int
    pieces: tuple[OfferedPiece, ...]


def offered_kit(roots: Roots, name: str, lang: str) -> KitOffer:
    """What can be asked of a kit, in a language or else in English.

    Raises UnknownError where there is no such kit, Refused where the catalogue or the kit is wrong.
    """
    return _offered(roots, name, lang, stamp_for(roots))


@lru_cache(maxsize=16)
def _offered(roots: Roots, name: str, lang: str, _: bytes) -> KitOffer:
    """What can be asked of a kit, as long as the stamp of all files is the same."""
    findings = Findings()
    kits = read_kits(roots, findings)
    if name not in kits:
        raise UnknownError(f"There is no kit “{name}”. {nearest(name, kits)}")
    refuse_errors(findings)
    languages = next(one.titles for one in shelf(roots).kits if one.id == name)
    catalog = catalog_for(roots, (ENGLISH, lang), ())
    spoken = in_language(catalog, lang) if lang in languages and lang != ENGLISH else catalog
    kit = kits[name].in_words(spoken.topics)
    roster = _sample(kit, roots)
    known = [offer(roots, layout, lang) for layout in kit.layouts]
    fields = _fields(kit, [field for one in known for field in one.fields])
    rows = [piece for piece in kit.pieces if piece.records == ROSTER]
    filled = {name for piece in rows for name in filled_by(piece, catalog.layouts[piece.layout], roster)}
    settable = frozenset(_settable(kit, catalog, roster))
    return KitOffer(
        id=kit.id,
        lang=lang if spoken is not catalog else ENGLISH,
        title=_word(kit, "title", spoken),
        summary=_word(kit, "summary", spoken),
        languages=tuple(Option(one, catalog.languages[one].name, one) for one in languages),
        themes=tuple(Option(theme.id, theme.title) for theme in catalog.themes.values()),
        fields=tuple(field for name, field in fields.items() if name in settable),
        columns=tuple(Option(name, field.label) for name, field in fields.items() if name in filled - settable),
        people=roster.rows if roster else 0,
        pieces=tuple(_piece(piece, kit, spoken) for piece in kit.pieces),
    )


def _sample(kit: Kit, roots: Roots) -> Roster | None:
    path, findings = sample_of(kit, roots), Findings()
    table = open_table(path, findings) if path else None
    refuse_errors(findings)
    return Roster(path, table.columns, sum(1 for _ in table.rows()), sample=True) if path and table else None


def _settable(kit: Kit, catalog: Catalog, roster: Roster | None) -> Iterator[str]:
    """The fields that some piece neither sets itself nor takes from its table."""
    for piece in kit.pieces:
        layout = catalog.layouts[piece.layout]
        yield from layout.fields.keys() - piece.fields.keys() - filled_by(piece, layout, roster)


def _fields(kit: Kit, declared: Iterable[OfferedField]) -> dict[str, OfferedField]:
    """Each field once, as the first piece that has it declares it and as the kit fills it in.

    It is needed, or has to be changed, where any piece says so.
    """
    found: dict[str, OfferedField] = {}
    for field in declared:
        first = found.get(field.name, replace(field, sample=kit.fields.get(field.name, field.sample)))
        required, must_change = first.required or field.required, first.must_change or field.must_change
        found[field.name] = replace(first, required=required, must_change=must_change)
    return found


def _piece(piece: KitPiece, kit: Kit, spoken: Catalog) -> OfferedPiece:
    hints = (
        (text for hint in kit.hints(piece.when) for text in texts_of(spoken.topics, hint)) if piece.when else iter(())
    )
    return OfferedPiece(
        name=piece.name,
        layout=piece.layout,
        title=spoken.layouts[piece.layout].title,
        records=piece.records,
        copies=piece.copies,
        one_for=piece.one_for,
        when=next(hints, ""),
    )


def _word(kit: Kit, what: str, spoken: Catalog) -> str:
    return next(iter(texts_of(spoken.topics, kit.word(what))), "")
