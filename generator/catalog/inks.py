"""Inks: named colours as shares of process inks and of light, spot inks with their stand-in, and what dries."""

from __future__ import annotations

import re

from generator.catalog.reader import Reader
from generator.catalog.yamlnode import Node
from generator.findings import Place
from generator.frozen import dataclass

# What print shops commonly take: more ink than this does not dry, and sets off on the next sheet.
COATED_LIMIT, UNCOATED_LIMIT = 3.0, 2.8
# From here on black with other inks under it is a rich black.
RICH_BLACK = 0.9

# Printed on every plate (ISO 32000-1, 8.6.6.4: the colorant All); for the marks of a sheet alone.
REGISTRATION = "registration"

CMYK = tuple[float, float, float, float]
NO_INK: CMYK = (0, 0, 0, 0)
BLACK: CMYK = (0, 0, 0, 1)

_RGB = re.compile(r"#[0-9a-fA-F]{6}")
_PERCENT = re.compile(r"\d{1,3}(\.\d+)?")
# Colorants that stand for all plates, for none, and for the process inks themselves (ISO 32000-1, 8.6.6.4).
_RESERVED = frozenset({"all", "none", "cyan", "magenta", "yellow", "black"})
# ISO 32000-1, annex C: a name has at most 127 bytes.
_MAX_NAME = 127


@dataclass(frozen=True)
class Ink:
    """A named ink: four process shares and three light shares, each from 0 to 1.

    A spot ink has the name of its plate, and its process shares stand in for it where there is no such plate.
    """

    name: str
    cmyk: CMYK
    rgb: tuple[float, float, float]
    spot: str = ""

    @property
    def rich_black(self) -> bool:
        """Whether it is a black of several plates, which must lie on each other exactly."""
        return not self.spot and self.cmyk[3] >= RICH_BLACK and any(self.cmyk[:3])


# Every spot ink that was read so far, by its name without case and spaces, with where it was first defined.
Spots = dict[str, tuple[Ink, Place]]


def contrast(one: Ink, other: Ink) -> float:
    """The contrast ratio of two inks on a screen, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(ink: Ink) -> float:
    """Relative luminance of sRGB (WCAG 2.2, relative luminance)."""
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in ink.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def read_ink(name: str, reader: Reader, spots: Spots) -> Ink:
    """An ink of a theme; what no press could print well, or only by chance, is a finding."""
    before = len(reader.findings)
    with reader:
        shares = tuple(_percent(reader, node) for node in reader.items("cmyk"))
        if len(shares) != 4:
            fix = "Write four percentages: [cyan, magenta, yellow, black]."
            reader.wrong(reader.need("cmyk"), f"The ink “{name}” has {len(shares)} process shares.", fix, "ink.cmyk")
            shares = BLACK
        rgb, spot = reader.text("rgb"), reader.text("spot", "")
    if not _RGB.fullmatch(rgb):
        if rgb:
            reader.wrong(
                reader.need("rgb"), f"“{rgb}” is no colour.", 'Write six digits, such as "#1f4e79".', "ink.rgb"
            )
        rgb = "#000000"
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (1, 3, 5))
    ink = Ink(name, (shares[0], shares[1], shares[2], shares[3]), (red, green, blue), spot)
    if len(reader.findings) == before:
        _check_shares(ink, reader)
        if spot:
            _check_spot(ink, reader, spots)
    return ink


def read_limit(reader: Reader, default: float) -> float:
    """The key `ink_limit`, in percent of one solid ink, as a share."""
    if not reader.has("ink_limit"):
        return default
    percent = reader.number("ink_limit")
    if not 100 <= percent <= 400:
        problem = f"No paper has an ink limit of {percent:g} percent."
        fix = "Write percent of one solid ink, such as 300 for coated paper."
        reader.wrong(reader.need("ink_limit"), problem, fix, "ink.limit")
    return percent / 100


def percent_of(share: float) -> str:
    """A share of ink for a message, such as "280 %"."""
    return f"{share * 100:.4g} %"


def _percent(reader: Reader, node: Node) -> float:
    text = reader.as_text(node)
    if not _PERCENT.fullmatch(text) or float(text) > 100:
        reader.wrong(node, f"“{text}” is no percentage of ink.", "Write a number from 0 to 100.", "ink.cmyk")
        return 0.0
    return float(text) / 100


def _check_shares(ink: Ink, reader: Reader) -> None:
    """What text and codes are printed in is black alone, paper is no ink, and no ink is more than dries."""
    node, total = reader.need("cmyk"), round(sum(ink.cmyk), 6)
    if ink.name == REGISTRATION:
        problem = f"The name “{REGISTRATION}” is kept for crop marks, which print on every plate."
        reader.wrong(reader.node, problem, "Give the ink another name.", "ink.reserved")
    elif ink.name == "ink" and (ink.cmyk != BLACK or ink.spot):
        problem = "“ink” prints the small type and the QR codes, and is not black alone."
        fix = "Write [0, 0, 0, 100] without a spot name: one plate cannot be out of register with itself."
        reader.wrong(node, problem, fix, "ink.not-black")
    elif ink.name == "paper" and (ink.cmyk != NO_INK or ink.spot):
        problem = "“paper” is the bare paper, but has ink."
        reader.wrong(node, problem, "Write [0, 0, 0, 0], and give a tint a name of its own.", "ink.not-paper")
    elif total > COATED_LIMIT:
        seen, limit = percent_of(total), percent_of(COATED_LIMIT)
        problem = f"The ink “{ink.name}” lays {seen} on the paper, where no more than {limit} dries."
        fix = "Take back cyan, magenta and yellow; a deep black is [60, 40, 40, 100]."
        reader.findings.error("ink.total", node.place, problem, fix, seen=seen, limit=limit)


def _check_spot(ink: Ink, reader: Reader, spots: Spots) -> None:
    """Two spellings of a spot ink would be two plates, and two stand-ins two colours of one plate."""
    node, spelled = reader.need("spot"), " ".join(ink.spot.split())
    key = spelled.casefold()
    if key in _RESERVED or not spelled.isprintable() or len(spelled.encode()) > _MAX_NAME:
        fix = "Write the name on the ink's tin, such as PANTONE 186 C."
        reader.wrong(node, f"“{ink.spot}” cannot be the name of a spot ink's plate.", fix, "ink.spot")
        return
    first, place = spots.setdefault(key, (ink, node.place))
    if (first.spot, first.cmyk) != (ink.spot, ink.cmyk):
        shares = ", ".join(f"{share * 100:g}" for share in first.cmyk)
        problem = f"The spot ink “{ink.spot}” is defined in another way than in {place}."
        fix = f'Write spot: "{first.spot}" and cmyk: [{shares}] in both places.'
        reader.wrong(node, problem, fix, "ink.spot-twice")
