"""Links: what is live on screen, where it stands, where it leads, and what it is called."""

from __future__ import annotations

from generator.frozen import dataclass

SCHEMES = frozenset({"https", "mailto", "tel", "sms"})


@dataclass(frozen=True)
class Link:
    """A live rectangle (left, lower, right, upper, in the page's points), its target, and what a screen reader says."""

    edges: tuple[float, float, float, float]
    target: str
    words: str


def link_to(target: str, edges: tuple[float, float, float, float], words: str) -> Link:
    """The link, called by its target where it has no words; raises ValueError for a target of no permitted scheme."""
    scheme, _, rest = target.partition(":")
    # A URI action holds 7-bit ASCII (ISO 32000-1, 12.6.4.7).
    if scheme.lower() not in SCHEMES or not rest or not target.isascii() or not target.isprintable():
        raise ValueError(f"“{target}” is no link: use https, mailto, tel or sms, in plain ASCII")
    return Link(edges, target, words.strip() or target)
