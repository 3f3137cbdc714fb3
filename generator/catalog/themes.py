"""Themes: inks, fonts by role, text styles and type scales."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from generator.catalog.files import entries, open_file
from generator.catalog.inks import Ink, Spots, contrast, read_ink
from generator.catalog.measures import NOTHING
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass
from generator.units import Length

# What every theme offers, so that a layout can change its theme.
INKS = ("ink", "paper", "brand", "accent", "soft", "muted")
STYLES = (
    "display",
    "title",
    "heading",
    "lead",
    "body",
    "small",
    "fine",
    "label",
    "number",
    "number-small",
    "number-large",
    "who",
    "caption",
    "step",
)
WEIGHTS = ("regular", "bold")

# WCAG 2.2, 1.4.3: text under 18 pt needs 4.5:1. Each pair is an ink and the ground it is read on.
MIN_CONTRAST = 4.5
READ_ON = (
    *(("ink", "paper"), ("muted", "paper"), ("brand", "paper"), ("paper", "brand")),
    *(("ink", "soft"), ("muted", "soft"), ("brand", "soft")),
)

# A rule of thumb in print shops: below this, plates a little out of register show as coloured edges.
MIN_RICH = Length.parse("14pt")

_FEATURE = re.compile(r"[a-z0-9]{4}")


@dataclass(frozen=True)
class Style:
    """A text style: weight, ink, line height as a multiple of the size, and OpenType features."""

    weight: str
    ink: str
    leading: float
    features: tuple[str, ...] = ()


@dataclass(frozen=True)
class Theme:
    """A look: `scales[scale][style]` lists the sizes a style may step down through, largest first."""

    id: str
    title: str
    inks: Mapping[str, Ink]
    family: str
    styles: Mapping[str, Style]
    scales: Mapping[str, Mapping[str, tuple[Length, ...]]]
    place: Place


def read_themes(roots: Roots, findings: Findings) -> dict[str, Theme]:
    """The themes of layouts/themes/*.yaml by file stem; inks that cannot be read on their ground are findings."""
    themes: dict[str, Theme] = {}
    spots: Spots = {}
    for path in roots.files("layouts/themes"):
        node = open_file(path, roots, findings)
        if node is not None:
            themes[path.stem] = _read(path.stem, Reader(node, findings), spots)
    return themes


def _read(name: str, reader: Reader, spots: Spots) -> Theme:
    with reader:
        theme = Theme(
            id=name,
            title=reader.text("title"),
            inks={ink: read_ink(ink, entry, spots) for ink, entry in _named(reader, "inks", INKS)},
            family=reader.text("family"),
            styles={style: _read_style(entry) for style, entry in _named(reader, "styles", STYLES)},
            scales={scale: _read_scale(entry) for scale, entry in _named(reader, "scales", ())},
            place=reader.place,
        )
    for style, entry in _named(reader, "styles", ()):
        if entry.has("ink"):
            _check_ink(style, entry, theme)
    _check_contrast(theme, reader)
    return theme


def _named(reader: Reader, key: str, needed: tuple[str, ...]) -> tuple[tuple[str, Reader], ...]:
    """The entries of a mapping of names, after a look that the needed ones are there."""
    node = reader.need(key)
    if node.value is None:
        return ()
    group = Reader(node, reader.findings)
    for name in needed if isinstance(node.value, dict) else ():
        group.need(name)
    return entries(node, reader.findings) if isinstance(node.value, dict) else ()


def _read_style(reader: Reader) -> Style:
    with reader:
        style = Style(
            weight=reader.choice("weight", WEIGHTS),
            ink=reader.text("ink"),
            leading=reader.number("leading"),
            features=reader.texts("features"),
        )
    if reader.has("leading") and not 0.9 <= style.leading <= 3:
        fix = "Write the line height as a multiple of the size, such as 1.25."
        reader.wrong(
            reader.need("leading"), f"A line height of {style.leading:g} cannot be read.", fix, "style.leading"
        )
    for feature in style.features:
        if not _FEATURE.fullmatch(feature):
            fix = "Write the four letters of an OpenType feature, such as tnum."
            reader.wrong(reader.need("features"), f"“{feature}” is no font feature.", fix, "style.feature")
    return style


def _read_scale(reader: Reader) -> dict[str, tuple[Length, ...]]:
    """Sizes by style; a size further right is a step down, so the list falls."""
    with reader:
        for style in STYLES:
            reader.need(style)
        scale = {}
        for style in reader.names():
            sizes = tuple(reader.as_length(node) for node in reader.items(style))
            scale[style] = sizes
            falls = all(left >= right for left, right in pairwise(sizes))
            if reader.has(style) and not (sizes and falls and sizes[-1] > NOTHING):
                problem = f"The sizes of “{style}” do not step down: {', '.join(map(str, sizes)) or 'there are none'}."
                reader.wrong(
                    reader.need(style), problem, "Write the largest first, such as [9pt, 8.5pt].", "scale.order"
                )
    return scale


def _check_ink(style: str, reader: Reader, theme: Theme) -> None:
    """A style's ink is the theme's; small type in a black of several plates blurs when these do not lie exactly."""
    node, word = reader.need("ink"), theme.styles[style].ink
    if word not in theme.inks:
        reader.wrong(node, f"There is no ink “{word}”.", nearest(word, theme.inks), "ink.unknown")
        return
    smallest = min((scale[style][-1] for scale in theme.scales.values() if scale.get(style)), default=MIN_RICH)
    if theme.inks[word].rich_black and smallest < MIN_RICH:
        problem = f"The style “{style}” is set as small as {smallest} in “{word}”, a black of several inks."
        fix = f"Give it an ink of black alone, such as [0, 0, 0, 100], or no size under {MIN_RICH}."
        reader.findings.error("ink.rich-text", node.place, problem, fix, seen=str(smallest), limit=str(MIN_RICH))


def _check_contrast(theme: Theme, reader: Reader) -> None:
    written = ((style.ink, "paper") for style in theme.styles.values())
    for ink, ground in dict.fromkeys((*READ_ON, *written)):
        if ink in theme.inks and ground in theme.inks:
            ratio = contrast(theme.inks[ink], theme.inks[ground])
            if ratio < MIN_CONTRAST:
                reader.findings.error(
                    "theme.contrast",
                    theme.place,
                    f"“{ink}” on “{ground}” has a contrast of {ratio:.1f} to 1.",
                    "Make one of them darker or the other lighter.",
                    seen=f"{ratio:.2f}",
                    limit=f"{MIN_CONTRAST}",
                )
