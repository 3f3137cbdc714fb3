"""Inks: what a colour lays down on the paper, and whether it is black alone, nothing, or light instead of ink."""

from __future__ import annotations

from generator.proof.painted.colours import Colour

# Shares below this are rounding of programs that count in 255ths.
TRACE = 0.005
_EVERY_PLATE = "All"
_NO_PLATE = "None"


def coverage(colour: Colour) -> float:
    """How much ink lies on a spot, 1 for each full plate: spot inks count as themselves, not as their stand-ins."""
    if colour.colorants:
        inked = zip(colour.colorants, colour.values, strict=False)
        return sum(value for name, value in inked if name != _NO_PLATE)
    return sum(colour.process) if colour.process else 0.0


def beside_black(colour: Colour) -> float:
    """How much ink of a colour stays when black is printed over it: all but its own black."""
    black = colour.process[3] if colour.process and (not colour.colorants or "Black" in colour.colorants) else 0.0
    return coverage(colour) - black


def is_registration(colour: Colour) -> bool:
    """Whether the colour prints on every plate, as marks do."""
    return _EVERY_PLATE in colour.colorants


def is_nothing(colour: Colour) -> bool:
    """Whether the colour lays down no ink at all: the white of the paper."""
    told = colour.process is not None or bool(colour.colorants)
    return told and coverage(colour) <= TRACE


def is_black_only(colour: Colour) -> bool:
    """Whether all the ink there is is black, in any tint, on the black plate."""
    if colour.process is None or is_registration(colour):
        return False
    if any(name not in ("Black", "Cyan", "Magenta", "Yellow", _NO_PLATE) for name in colour.colorants):
        return False
    return max(colour.process[:3]) <= TRACE < colour.process[3]


def leaves_others(colour: Colour, overprint: bool, mode: int) -> bool:
    """Whether a colour leaves the plates alone that it puts nothing on (ISO 32000-1, 8.6.7, table 149)."""
    return overprint and (bool(colour.colorants) or (colour.space == "DeviceCMYK" and mode == 1))


def is_light(colour: Colour) -> bool:
    """Whether the colour is of red, green and blue."""
    return colour.space in ("DeviceRGB", "CalRGB") or (colour.space == "ICCBased" and len(colour.values) == 3)


def is_ink(colour: Colour) -> bool:
    """Whether the colour is of process or spot inks; grey belongs to either world."""
    four = colour.space == "ICCBased" and len(colour.values) == 4
    return colour.space == "DeviceCMYK" or four or bool(colour.colorants)


def shown(colour: Colour) -> str:
    """A colour for a message, such as "C60 M40 Y40 K100" or "PANTONE 186 C 80 %"."""
    if colour.colorants:
        inked = zip(colour.colorants, colour.values, strict=False)
        return ", ".join(f"{name} {value * 100:.0f} %" for name, value in inked)
    if colour.process:
        return " ".join(f"{ink}{share * 100:.0f}" for ink, share in zip("CMYK", colour.process, strict=True))
    return "RGB" if is_light(colour) else colour.space


def percent(share: float) -> str:
    """An amount of ink for a message, such as "280 %"."""
    return f"{share * 100:.0f} %"
