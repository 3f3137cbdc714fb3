"""The catalogue checked against itself: whatever one file names, another one has."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from generator.catalog.blocks import (
    Band,
    Block,
    Chart,
    ContactBlock,
    Figure,
    Icon,
    Image,
    LockedBlock,
    Qr,
    inks_used,
    styles_used,
    walk,
)
from generator.catalog.formats import Format
from generator.catalog.icons import ICONS_FILE
from generator.catalog.inks import Ink, contrast
from generator.catalog.labels import ICONS, LABELS
from generator.catalog.layouts import LINK_FIELD, Layout, asked_for, every_choice
from generator.catalog.lockedcheck import check_locked, report_missing
from generator.catalog.model import Catalog
from generator.catalog.pictures import check_picture
from generator.catalog.stocks import Stock
from generator.catalog.textcheck import check_awaited, check_block_texts, check_contact, check_link, check_topics
from generator.catalog.themes import MIN_CONTRAST, WEIGHTS, Theme
from generator.catalog.topics import look_up
from generator.findings import Findings, Place, nearest, unsaid


def cross_check(catalog: Catalog, pieces: Collection[str], findings: Findings) -> None:
    """Every name that leads from one part of the catalogue to another; what leads nowhere is a finding.

    Every choice is gone through in `pieces` alone, or in all where none is named: others wait until they are asked for.
    """
    for format_ in catalog.formats.values():
        _check_format(format_, catalog, findings)
    for theme in catalog.themes.values():
        _check_families((theme.family,), theme.place, catalog, findings)
    for language in catalog.languages.values():
        _check_families(language.families, language.place, catalog, findings)
    check_topics(catalog, findings)
    for locked in catalog.locked.values():
        check_locked(locked, catalog.contacts, catalog.languages, findings)
    _check_own_words(catalog, findings)
    for layout in catalog.layouts.values():
        _check_layout(layout, catalog, findings)
        if layout.choices and asked_for(layout, pieces):
            _check_choices(layout, catalog, findings)


def _check_choices(layout: Layout, catalog: Catalog, findings: Findings) -> None:
    """What a layout says for every choice that an order can make: the sample is not to be the only one that works."""
    seen: set[Block] = {block for blocks in layout.panels.values() for block in walk(blocks)}
    found = Findings()
    for chosen in every_choice(layout, catalog.training, found):
        for block in walk(block for blocks in chosen.panels.values() for block in blocks):
            if block not in seen:
                seen.add(block)
                _check_block(block, chosen, catalog, found)
    findings.extend(unsaid(found, findings))


def _check_own_words(catalog: Catalog, findings: Findings) -> None:
    """The labels and icons that the program prints by itself are there, also in a workspace's own files."""
    for name in LABELS:
        node = look_up(catalog.topics, f"labels.{name}")
        if "labels" in catalog.topics and (node is None or not isinstance(node.value, str)):
            place = catalog.topics["labels"].place
            problem, fix = f"The label “{name}” is missing.", f"Add “{name}:” with its words."
            findings.error("label.missing", place, problem, fix, limit=name)
    for name in ICONS:
        if name not in catalog.icons:
            place = Place(ICONS_FILE)
            findings.error(
                "icon.missing", place, f"The icon “{name}” is missing.", "Keep the shipped icons beside yours."
            )


def _check_format(format_: Format, catalog: Catalog, findings: Findings) -> None:
    for name in format_.stocks:
        stock = catalog.stocks.get(name)
        if stock is None:
            _unknown("stock", name, catalog.stocks, format_.place, findings)
        else:
            _check_piece(format_, stock, findings)
    for theme in catalog.themes.values():
        scale = theme.scales.get(format_.scale)
        if scale is None:
            problem = f"The theme “{theme.id}” has no type scale “{format_.scale}” for the format “{format_.id}”."
            findings.error("scale.unknown", format_.place, problem, nearest(format_.scale, theme.scales))
        for style, sizes in (scale or {}).items():
            if sizes and sizes[-1] < format_.floor:
                problem = f"“{style}” steps down to {sizes[-1]} on the scale “{format_.scale}”, under the floor of "
                problem += f"{format_.floor} for the format “{format_.id}”."
                limit = str(format_.floor)
                findings.error("scale.floor", theme.place, problem, "Drop that step.", seen=str(sizes[-1]), limit=limit)


def _check_piece(format_: Format, stock: Stock, findings: Findings) -> None:
    """Pieces that come apart by themselves are as large as the format, upright or turned, to the last fraction."""
    sizes = ((format_.width, format_.height), (format_.height, format_.width))
    if stock.across and stock.down and (stock.across.piece, stock.down.piece) not in sizes:
        problem = f"The pieces of “{stock.id}” are {stock.across.piece} × {stock.down.piece}, "
        problem += f"but “{format_.id}” is {format_.width} × {format_.height}."
        findings.error(
            "format.stock-size", format_.place, problem, "Take the stock out of the list, or another format."
        )


def _check_families(families: Iterable[str], place: Place, catalog: Catalog, findings: Findings) -> None:
    known = {family for family, _ in catalog.fonts}
    for family in filter(None, families):
        if family not in known:
            _unknown("font", family, known, place, findings)
            continue
        for weight in WEIGHTS:
            if (family, weight) not in catalog.fonts:
                problem = f"The font “{family}” has no {weight} face."
                findings.error("font.weight", place, problem, "Register it in fonts/register.yaml.", seen=weight)


def _check_layout(layout: Layout, catalog: Catalog, findings: Findings) -> None:
    format_ = catalog.formats.get(layout.format)
    if format_ is None and layout.format:
        _unknown("format", layout.format, catalog.formats, layout.place, findings)
    if layout.theme and layout.theme not in catalog.themes:
        _unknown("theme", layout.theme, catalog.themes, layout.place, findings)
    if format_ is not None:
        _check_faces(layout, format_, findings)
    _check_fields(layout, catalog, findings)
    for block in walk(block for blocks in layout.panels.values() for block in blocks):
        _check_block(block, layout, catalog, findings)


def _check_block(block: Block, layout: Layout, catalog: Catalog, findings: Findings) -> None:
    """The names and texts of a block, and its looks in every theme: any piece may be built in any of them."""
    _check_names(block, catalog, findings)
    check_block_texts(block, layout, catalog, findings)
    if isinstance(block, Qr) and block.link:
        check_link(block, layout, findings)
    if block.when:
        check_awaited(block.when, block.place, layout, findings)
    format_ = catalog.formats.get(layout.format)
    if format_ is not None:
        for theme in catalog.themes.values():
            _check_look(block, theme, format_, findings)


def _check_fields(layout: Layout, catalog: Catalog, findings: Findings) -> None:
    for field in layout.fields.values():
        if field.kind == LINK_FIELD:
            check_contact(field.contact, ("web",), field.place, catalog.contacts, findings)


def _check_faces(layout: Layout, format_: Format, findings: Findings) -> None:
    """The panels of a layout are those of its format: none is left empty, none is left out."""
    for name in layout.panels:
        if name not in format_.panels:
            problem = f"The format “{format_.id}” has no panel “{name}”."
            findings.error("layout.face", layout.place, problem, nearest(name, format_.panels), seen=name)
    for name in format_.panels:
        if name not in layout.panels:
            problem = f"The panel “{name}” of the format “{format_.id}” is missing."
            findings.error("layout.face", layout.place, problem, f"Add “{name}:” under “panels:”.", seen=name)


def _check_names(block: Block, catalog: Catalog, findings: Findings) -> None:
    """The things a block names: a contact, a fact, an icon, a picture."""
    if isinstance(block, ContactBlock) and block.contact:
        check_contact(block.contact, block.channels, block.place, catalog.contacts, findings)
    elif isinstance(block, Qr) and block.contact:
        check_contact(block.contact, (block.channel,), block.place, catalog.contacts, findings)
    elif isinstance(block, Figure) and block.fact and block.fact not in catalog.facts:
        _unknown("fact", block.fact, catalog.facts, block.place, findings)
    elif isinstance(block, Chart):
        _check_chart(block, catalog, findings)
    elif isinstance(block, Icon) and block.name and block.name not in catalog.icons:
        _unknown("icon", block.name, catalog.icons, block.place, findings)
    elif isinstance(block, LockedBlock) and block.id and block.id not in catalog.locked:
        report_missing(block.id, "en", block.place, catalog, findings)
    elif isinstance(block, Image) and block.file:
        check_picture(block.file, block.place, catalog.roots, findings)


def _check_chart(block: Chart, catalog: Catalog, findings: Findings) -> None:
    """A chart shows facts whose values are numbers."""
    if not block.facts:
        findings.error("chart.empty", block.place, "The chart has no facts.", "Name them: facts: [id, id].")
    for name in block.facts:
        if name not in catalog.facts:
            _unknown("fact", name, catalog.facts, block.place, findings)
        elif not catalog.facts[name].value.replace(",", "").isdigit():
            problem = f"“{catalog.facts[name].value}” is no plain number, so it cannot be drawn to scale."
            findings.error("chart.number", block.place, problem, "Show it as a figure instead.", seen=name)


def _check_look(block: Block, theme: Theme, format_: Format, findings: Findings) -> None:
    """Styles and inks are the theme's, and words on a band can be read."""
    known = theme.styles.keys() & theme.scales.get(format_.scale, theme.styles).keys()
    for style in styles_used(block):
        if style not in known:
            _unknown("style", style, known, block.place, findings)
    for ink in inks_used(block):
        if ink not in theme.inks:
            _unknown("ink", ink, theme.inks, block.place, findings)
    if isinstance(block, Band) and theme.inks.keys() >= set(inks_used(block)):
        written_in = (block.ink,) if block.ink else dict.fromkeys(style.ink for style in theme.styles.values())
        for ink in written_in:
            _check_band(theme.inks.get(ink), theme.inks[block.fill], block.place, findings)


def _check_band(ink: Ink | None, ground: Ink, place: Place, findings: Findings) -> None:
    ratio = contrast(ink, ground) if ink else MIN_CONTRAST
    if ink and ratio < MIN_CONTRAST:
        problem = f"“{ink.name}” on a band of “{ground.name}” has a contrast of {ratio:.1f} to 1."
        fix = "Give the band a “fill” or an “ink” that is darker or lighter."
        findings.error("band.contrast", place, problem, fix, seen=f"{ratio:.2f}", limit=f"{MIN_CONTRAST}")


def _unknown(what: str, name: str, known: Iterable[str], place: Place, findings: Findings) -> None:
    findings.error(f"{what}.unknown", place, f"There is no {what} “{name}”.", nearest(name, known), seen=name)
