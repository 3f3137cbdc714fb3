"""What was asked of a file, for the proof to find: drawing says it, and needs nothing of the proof for that."""

from __future__ import annotations

from generator.frozen import dataclass


@dataclass(frozen=True)
class Asked:
    """What was asked of a file, page by page, with repeats for every piece on a sheet.

    `qrs` are payloads, `numbers` printed forms; `words` is the text of each heading, paragraph, label and cell of the
    whole file in reading order, each face once (None: nobody asks for them), and `fields` what there is to fill in on a
    screen. `press` asks for PDF/X-4, `tagged` for PDF/UA-1. `perhaps` are payloads that may be read on any page, such
    as of a code that a tile of a poster cuts near its end.
    """

    pages: int
    qrs: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] | None = ()
    press: bool = False
    tagged: bool = False
    ink_limit: float = 3.0
    perhaps: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spot:
    """One card of several on a page, and what is its own: payloads of its codes, and its lines of words.

    `box` is its left, upper, right and lower edge in points from the top left corner of the page.
    """

    box: tuple[float, float, float, float]
    qrs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class AskedPage:
    """What was asked of one page: payloads of its codes and printed numbers, as often as it has them, and its words.

    `words` are the texts that stand on it, each as often as it does: best all of them, those of the artwork too. What
    stands there besides is compared with what stands on other pages. `spots` say which of it stands on which card.
    """

    qrs: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
