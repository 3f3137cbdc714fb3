"""What can be asked of a layout, and what there is to choose from, for pages that ask people."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.blocks import ContactBlock, Qr, walk
from generator.catalog.choices import CHOICE_FIELD, choices_of
from generator.catalog.contacts import Contact
from generator.catalog.layouts import CONTACT_FIELD, Field, Layout
from generator.catalog.model import Catalog
from generator.catalog.places import Roots
from generator.catalog.stocks import Stock
from generator.catalog.stocktitle import StockTitle, stock_title
from generator.catalog.textcheck import check_contact
from generator.catalog.topics import texts_of
from generator.catalog.training import CASES, ROLES
from generator.catalog.translated import in_language, languages_of
from generator.catalog.translations import ENGLISH
from generator.errors import UnknownError
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass
from generator.making import Purpose
from generator.preview.held import whole_catalog
from generator.stocklist import stocks_for
from generator.units import Length

__all__ = ["Offer", "OfferedField", "OfferedLanguage", "OfferedStock", "Option", "offer"]


@dataclass(frozen=True)
class Option:
    """One of several things to choose: what is handed in, and what people read, with its language."""

    id: str
    label: str
    lang: str = ENGLISH


@dataclass(frozen=True)
class OfferedField:
    """A field to fill in; one with `options` takes nothing else."""

    name: str
    kind: str
    label: str
    sample: str
    required: bool
    must_change: bool
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class OfferedLanguage:
    """A language by its own name and its English one."""

    id: str
    name: str
    english_name: str
    rtl: bool


@dataclass(frozen=True)
class OfferedStock:
    """A stock that the pieces fit on, with the part numbers that it is sold under, and its paper.

    `named` is its title in parts; a perforated one has so many pieces (`count`) of a size, other paper has neither.
    """

    id: str
    title: str
    parts: tuple[str, ...]
    paper: str
    named: StockTitle = StockTitle()
    count: int = 0
    size: tuple[Length, Length] | None = None


@dataclass(frozen=True)
class Offer:
    """All that can be asked of a layout; `width` and `height` are its trim in points, `size` the same as lengths."""

    layout: str
    title: str
    audience: str
    format: str
    size: tuple[Length, Length]
    width: float
    height: float
    faces: tuple[str, ...]
    theme: str
    fields: tuple[OfferedField, ...]
    languages: tuple[OfferedLanguage, ...]
    titles: tuple[Option, ...]
    themes: tuple[Option, ...]
    stocks: tuple[OfferedStock, ...]
    purposes: tuple[Purpose, ...]


def offer(roots: Roots, layout: str, lang: str = ENGLISH) -> Offer:
    """What can be asked of a layout; its options are in a language as far as that has words for them.

    Raises UnknownError where there is no such layout, Refused where the catalogue is wrong.
    """
    catalog = whole_catalog(roots)
    if layout not in catalog.layouts:
        raise UnknownError(f"There is no layout “{layout}”. {nearest(layout, catalog.layouts)}")
    known = catalog.layouts[layout]
    kind = catalog.formats[known.format]
    languages = tuple(catalog.languages[lang] for lang in languages_of(known, catalog))
    stocks = tuple(_stock(one) for one, _ in stocks_for(catalog.stocks.values(), kind))
    lang = lang if lang in catalog.translations else ENGLISH
    spoken = in_language(catalog, lang)
    return Offer(
        layout=known.id,
        title=known.title,
        audience=known.audience,
        format=kind.id,
        size=(kind.width, kind.height),
        width=kind.width.pt,
        height=kind.height.pt,
        faces=tuple(face.name for face in kind.faces),
        theme=known.theme,
        fields=tuple(_field(field, known, spoken, lang) for field in known.fields.values()),
        languages=tuple(OfferedLanguage(one.id, one.name, one.english_name, one.rtl) for one in languages),
        titles=tuple(Option(one.id, _title(known, one.id, catalog), one.id) for one in languages),
        themes=tuple(Option(theme.id, theme.title) for theme in catalog.themes.values()),
        stocks=stocks,
        purposes=tuple(_purposes(known, stocks)),
    )


def _stock(stock: Stock) -> OfferedStock:
    across, down = stock.across, stock.down
    named = stock_title(stock.title, stock.brand)
    if across is None or down is None:
        return OfferedStock(stock.id, stock.title, stock.parts, stock.paper.id, named)
    count, size = across.count * down.count, (across.piece, down.piece)
    return OfferedStock(stock.id, stock.title, stock.parts, stock.paper.id, named, count, size)


def _title(layout: Layout, lang: str, catalog: Catalog) -> str:
    """The title in a language."""
    return in_language(catalog, lang).layouts[layout.id].title if lang != ENGLISH else layout.title


def _purposes(layout: Layout, stocks: tuple[OfferedStock, ...]) -> Iterator[Purpose]:
    """What files there can be of it: for the office where a stock fits, an address book where a contact is named."""
    blocks = [block for panel in layout.panels.values() for block in walk(panel)]
    for purpose in Purpose:
        if purpose is Purpose.OFFICE and not stocks:
            continue
        if purpose is Purpose.VCARD and not any(isinstance(block, ContactBlock | Qr) for block in blocks):
            continue
        yield purpose


def _field(field: Field, layout: Layout, spoken: Catalog, lang: str) -> OfferedField:
    return OfferedField(
        name=field.name,
        kind=field.kind,
        label=field.label,
        sample=field.sample,
        required=field.required,
        must_change=field.must_change,
        options=tuple(_options(field, layout, spoken, lang)),
    )


def _options(field: Field, layout: Layout, spoken: Catalog, lang: str) -> Iterator[Option]:
    """What a field can be set to, in the words of a catalogue, or of the English one for what that does not have."""
    english = spoken.english or spoken
    if field.kind == CONTACT_FIELD:
        for contact in _contacts(field, layout, english):
            said = spoken.contacts.contacts.get(contact.id)
            yield Option(contact.id, said.name, lang) if said else Option(contact.id, contact.name)
    elif field.kind == CHOICE_FIELD:
        of = next((name for name in (ROLES, CASES) if choices_of(name, english.training) == field.choices), "")
        for choice in field.choices:
            yield _choice(f"{of}.list.{choice}.title", choice, spoken, lang) if of else Option(choice, choice, lang)


def _choice(title: str, choice: str, spoken: Catalog, lang: str) -> Option:
    for words, tongue in ((spoken, lang), (spoken.english or spoken, ENGLISH)):
        for text in texts_of(words.topics, title):
            return Option(choice, text, tongue)
    return Option(choice, choice)


def _contacts(field: Field, layout: Layout, catalog: Catalog) -> Iterator[Contact]:
    """The contacts with every channel that the blocks ask of this field's."""
    asked = [
        channel
        for panel in layout.panels.values()
        for block in walk(panel)
        if isinstance(block, ContactBlock | Qr) and block.field == field.name
        for channel in (block.channels if isinstance(block, ContactBlock) else (block.channel,))
    ]
    for contact in catalog.contacts.contacts.values():
        found = Findings()
        check_contact(contact.id, asked, Place(), catalog.contacts, found)
        if not found.errors:
            yield contact
