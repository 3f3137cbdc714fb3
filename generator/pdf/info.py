"""Information: what a document says of itself, in its metadata and to the viewer."""

from __future__ import annotations

from generator.catalog.profiles import OutputProfile
from generator.frozen import dataclass

TOOL = "Handbill"
# What a file says of itself until it is released, and while nobody has read it back.
PROOF, DRAFT = "PROOF", "DRAFT"


@dataclass(frozen=True)
class DocumentInfo:
    """What the file says of itself: `lang` as in BCP 47, `status` such as PROOF, `duplex` the PDF name or nothing.

    `made` is the day its content is as of, in ISO form; `profile` makes it PDF/X-4 for that printing condition;
    `bookmarks` are titles with their pages, counted from 0. `tray` asks for the tray that holds paper of this size.
    """

    title: str
    lang: str
    made: str
    subject: str = ""
    keywords: tuple[str, ...] = ()
    status: str = PROOF
    duplex: str = ""
    tray: bool = False
    bookmarks: tuple[tuple[str, int], ...] = ()
    profile: OutputProfile | None = None


def keywords(info: DocumentInfo) -> str:
    """The status leads: the keywords are the only free words that every viewer's properties show."""
    return ", ".join((info.status, *info.keywords))
