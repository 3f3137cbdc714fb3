"""Setting remembered: the same words in the same measure are set once, however many pieces of a run say them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import is_

from generator.text.lines import set_text
from generator.text.model import SetText, Span

# A card has about a hundred; what differs from card to card pushes out what was not used for longest.
_REMEMBERED = 2048


def set_words(
    spans: Sequence[Span], measure: float, *, lang: str, rtl: bool = False, latin: str = "", balance: bool = False
) -> SetText:
    """What `set_text` gives, which depends on nothing but what it is given."""
    spans = tuple(spans)
    return _set(spans, _joints(spans), measure, lang, rtl, latin, balance)


def _joints(spans: tuple[Span, ...]) -> tuple[bool, ...]:
    """Whether neighbours are one span said twice, which is set in one stretch, or two that are merely equal."""
    return tuple(map(is_, spans, spans[1:]))


@lru_cache(maxsize=_REMEMBERED)
def _set(
    spans: tuple[Span, ...],
    _joined: tuple[bool, ...],
    measure: float,
    lang: str,
    rtl: bool,
    latin: str,
    balance: bool,
) -> SetText:
    return set_text(spans, measure, lang=lang, rtl=rtl, latin=latin, balance=balance)
