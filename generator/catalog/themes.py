"""Themes: inks, fonts by role, text styles and type scales."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from generator.catalog.files import entries, open_file
from generator.catalog.measures import NOTHING
from generator.catalog.places import Roots
from generator.catalog.reader import Reader
from generator.catalog.yamlnode import Node
from generator.findings import Findings, Place, nearest
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

_RGB = re.compile(r"#[0-9a-fA-F]{6}")
_FEATURE = re.compile(r"[a-z0-9]{4}")


@dataclass(frozen=True)
class Ink:
    """A named ink: four process shares and three light shares, each from 0 to 1."""

    name: str
    cmyk: tuple[float, float, float, float]
    rgb: tuple[float, float, float]


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
    themes = {}
    for path in roots.files("layouts/themes"):
        node = open_file(path, roots, findings)
        if node is not None:
            themes[path.stem] = _read(path.stem, Reader(node, findings))
    return themes


def contrast(one: Ink, other: Ink) -> float:
    """The contrast ratio of two inks on a screen, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(ink: Ink) -> float:
    """Relative luminance of sRGB (WCAG 2.2, relative luminance)."""
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in ink.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _read(name: str, reader: Reader) -> Theme:
    with reader:
        theme = Theme(
            id=name,
            title=reader.text("title"),
            inks={ink: _read_ink(ink, entry) for ink, entry in _named(reader, "inks", INKS)},
            family=reader.text("family"),
            styles={style: _read_style(entry) for style, entry in _named(reader, "styles", STYLES)},
            scales={scale: _read_scale(entry) for scale, entry in _named(reader, "scales", ())},
            place=reader.place,
        )
    for style, entry in _named(reader, "styles", ()):
        if theme.styles[style].ink not in theme.inks and entry.has("ink"):
            word = theme.styles[style].ink
            reader.wrong(entry.need("ink"), f"There is no ink “{word}”.", nearest(word, theme.inks), "ink.unknown")
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


def _read_ink(name: str, reader: Reader) -> Ink:
    with reader:
        shares = tuple(_percent(reader, node) for node in reader.items("cmyk"))
        if len(shares) != 4:
            fix = "Write four percentages: [cyan, magenta, yellow, black]."
            reader.wrong(reader.need("cmyk"), f"The ink “{name}” has {len(shares)} process shares.", fix, "ink.cmyk")
            shares = (0.0, 0.0, 0.0, 1.0)
        rgb = reader.text("rgb")
    if not _RGB.fullmatch(rgb):
        if rgb:
            reader.wrong(
                reader.need("rgb"), f"“{rgb}” is no colour.", 'Write six digits, such as "#1f4e79".', "ink.rgb"
            )
        rgb = "#000000"
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return Ink(name, (shares[0], shares[1], shares[2], shares[3]), (red, green, blue))


def _percent(reader: Reader, node: Node) -> float:
    text = reader.as_text(node)
    if not re.fullmatch(r"\d{1,3}(\.\d+)?", text) or float(text) > 100:
        reader.wrong(node, f"“{text}” is no percentage of ink.", "Write a number from 0 to 100.", "ink.cmyk")
        return 0.0
    return float(text) / 100


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
