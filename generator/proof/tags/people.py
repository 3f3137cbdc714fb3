"""What no machine can check of a tagged file, so that a passed sheet never claims more than it looked at."""

from __future__ import annotations

from collections.abc import Iterator

from generator.proof.checks import PEOPLE, Check
from generator.proof.tags.tags import Tags

_PICTURES = ("Figure", "Formula")
_READER = "a person listens"
_LOOKER = "a person looks"


def people_checks(tags: Tags) -> tuple[Check, ...]:
    """The checks of a tagged file that are left to people; those of pictures only where it has any."""
    return tuple(Check(PEOPLE, f"people.{rule}", title, limit, value) for rule, title, limit, value in _left(tags))


def _left(tags: Tags) -> Iterator[tuple[str, str, str, str]]:
    texts = len(tags.words())
    yield "reading-order", "The reading order makes sense", _READER, f"{texts} text{'' if texts == 1 else 's'}"
    pictures = sum(element.role in _PICTURES for element in tags.every())
    if pictures:
        shown = f"{pictures} picture{'' if pictures == 1 else 's'}"
        yield "descriptions", "Alternative texts say what pictures mean", _READER, shown
        yield "contrast", "Pictures have enough contrast", _LOOKER, shown
