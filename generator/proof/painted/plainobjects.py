"""PDF objects taken as what they should be: where a damaged file has another kind, nothing stands instead."""

from __future__ import annotations

import decimal

import pikepdf

# What one place of a damaged file may raise, where an object is of another kind than it should be.
DAMAGE = (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError)
_NOTHING = pikepdf.Dictionary()


def as_dictionary(thing: object) -> pikepdf.Object:
    """A dictionary, or that of a stream; an empty one for anything else."""
    if isinstance(thing, pikepdf.Stream):
        return thing.stream_dict
    return thing if isinstance(thing, pikepdf.Dictionary) else _NOTHING


def as_items(thing: object) -> tuple[pikepdf.Object, ...]:
    """The items of an array; none of anything else."""
    return tuple(thing) if isinstance(thing, pikepdf.Array) else ()


def as_name(thing: object) -> str:
    """A name with its slash; an empty string for anything else."""
    return str(thing) if isinstance(thing, pikepdf.Name) else ""


def as_text(thing: object) -> str | None:
    """A text string; None for anything else."""
    return str(thing) if isinstance(thing, pikepdf.String) else None


def as_whole(thing: object) -> int | None:
    """A whole number; None for anything else."""
    return thing if isinstance(thing, int) and not isinstance(thing, bool) else None


def as_number(thing: object) -> float | None:
    """A number; None for anything else."""
    return float(thing) if isinstance(thing, int | float | decimal.Decimal) else None


def as_numbers(thing: object) -> tuple[float, ...]:
    """The numbers of an array, leaving out what is none."""
    return tuple(number for number in map(as_number, as_items(thing)) if number is not None)


def as_flag(thing: object) -> bool | None:
    """True or false; None for anything else."""
    return thing if isinstance(thing, bool) else None
