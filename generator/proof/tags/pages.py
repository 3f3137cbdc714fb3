"""What a page says of its own structure: what stands under each mark, what under none, artifacts, annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

import pikepdf

from generator.frozen import dataclass
from generator.proof.painted.contents import Contents, Mark, Painted
from generator.proof.painted.matrices import Box, box_around, corners
from generator.proof.painted.plainobjects import as_items, as_name, as_text, as_whole
from generator.proof.painted.scopes import Shared

# A place of marked content: the object number of its form (0: the page itself), and its MCID.
MarkKey = tuple[int, int]
ObjectKey = tuple[int, int]

HIDDEN = 1 << 1  # the flag of an annotation that is never shown (ISO 32000-1, table 165)


@dataclass(frozen=True)
class Piece:
    """What is painted under one MCID: its text as it is copied, whether there is anything to see, and where."""

    text: str
    drawn: bool
    box: Box


@dataclass(frozen=True)
class Artifact:
    """An artifact: its /Type, or nothing, and the text in it."""

    kind: str
    text: str


@dataclass(frozen=True)
class Annotation:
    """An annotation of a page, by its object number."""

    key: ObjectKey
    subtype: str
    contents: str
    struct_parent: int | None
    hidden: bool


@dataclass(frozen=True)
class PageTags:
    """A page as its marks tell it; `loose` stands outside all marks, `mixed` in a mark and an artifact at once.

    `opened` says how often each place of marked content is opened; `glyphs` is the text as the fonts tell it, `copied`
    as ActualText corrects it.
    """

    number: int
    pieces: Mapping[MarkKey, Piece]
    opened: Mapping[MarkKey, int]
    loose: tuple[Painted, ...]
    mixed: tuple[Painted, ...]
    artifacts: tuple[Artifact, ...]
    glyphs: str
    copied: str
    langs: frozenset[str]
    struct_parents: int | None
    tabs: str
    annotations: tuple[Annotation, ...]


@dataclass
class _Heap:
    """What was painted under one mark so far."""

    texts: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def piece(self) -> Piece:
        text = "".join(self.texts)
        points = [point for box in self.boxes for point in corners(box)]
        return Piece(text, bool(points) or bool(text.strip()), box_around(points or [(0.0, 0.0)]))


class _Collector:
    """Sorts what a page paints by the marks around it."""

    def __init__(self) -> None:
        self.heaps: dict[MarkKey, _Heap] = {}
        self.artifacts: dict[int, tuple[str, list[str]]] = {}
        self.loose: list[Painted] = []
        self.mixed: list[Painted] = []
        self.glyphs: list[str] = []
        self.copied: list[str] = []
        self._said: set[int] = set()

    def add(self, one: Painted) -> None:
        """Take in the next thing painted."""
        owner = next((mark for mark in reversed(one.marks) if mark.mcid is not None), None)
        artifact = next((mark for mark in one.marks if mark.tag == "Artifact"), None)
        text = self._spoken(one, owner)
        self.glyphs.append(one.text)
        self.copied.append(text)
        if owner and artifact:
            self.mixed.append(one)
        if artifact:
            self.artifacts.setdefault(id(artifact), (artifact.kind, []))[1].append(text)
        elif owner and owner.mcid is not None:
            heap = self.heaps.setdefault((owner.form, owner.mcid), _Heap())
            heap.texts.append(text)
            if one.kind != "text" or one.text.strip():
                heap.boxes.append(one.box)
        else:
            self.loose.append(one)

    def _spoken(self, one: Painted, owner: Mark | None) -> str:
        """The text as it is copied: ActualText is said once for all that stands in it (ISO 32000-1, 14.9.4)."""
        inner = one.marks[one.marks.index(owner) :] if owner else one.marks
        mark = next((mark for mark in inner if mark.actual is not None), None)
        if mark is None or mark.actual is None:
            return one.text
        said = id(mark) in self._said
        self._said.add(id(mark))
        return "" if said else mark.actual


def read_page_tags(page: pikepdf.Page, number: int, shared: Shared) -> PageTags:
    """Read a page's content and annotations; raises what `Contents` raises."""
    contents = Contents(page, shared)
    return page_tags(page, number, tuple(contents.painted()), contents.opened)


def page_tags(page: pikepdf.Page, number: int, painted: Sequence[Painted], opened: Sequence[Mark]) -> PageTags:
    """A page's tags from its content, where that was read already, and its annotations."""
    heaps = _Collector()
    for one in painted:
        heaps.add(one)
    return PageTags(
        number=number,
        pieces={key: heap.piece() for key, heap in heaps.heaps.items()},
        opened=Counter((mark.form, mark.mcid) for mark in opened if mark.mcid is not None),
        loose=tuple(heaps.loose),
        mixed=tuple(heaps.mixed),
        artifacts=tuple(Artifact(kind, "".join(texts)) for kind, texts in heaps.artifacts.values()),
        glyphs="".join(heaps.glyphs),
        copied="".join(heaps.copied),
        langs=frozenset(mark.lang for mark in opened if mark.lang),
        struct_parents=as_whole(page.obj.get("/StructParents")),
        tabs=as_name(page.obj.get("/Tabs")).lstrip("/"),
        annotations=tuple(_annotations(page)),
    )


def _annotations(page: pikepdf.Page) -> Iterator[Annotation]:
    for one in as_items(page.obj.get("/Annots")):
        if isinstance(one, pikepdf.Dictionary):
            yield Annotation(
                key=one.objgen,
                subtype=as_name(one.get("/Subtype")).lstrip("/"),
                contents=as_text(one.get("/Contents")) or "",
                struct_parent=as_whole(one.get("/StructParent")),
                hidden=bool((as_whole(one.get("/F")) or 0) & HIDDEN),
            )
