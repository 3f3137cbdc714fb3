"""What of a kit is printed: the office files of each piece, how often, and how many sheets of paper that takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.catalog.kits import KitPiece
from generator.catalog.model import Catalog
from generator.catalog.stocks import Stock
from generator.catalog.translated import in_language
from generator.frozen import dataclass
from generator.making import Purpose
from generator.ordering.orderfile import Item
from generator.ordering.summary import Line

ENDING = f".{Purpose.OFFICE}.pdf"


@dataclass(frozen=True)
class Paper:
    """What an item is printed on, and whether its sheets are folded into a booklet."""

    stock: Stock
    folded: bool


@dataclass(frozen=True)
class Stack:
    """The office files of one item: how often they are printed, on how many sheets at each time, and their pages.

    The pages are those of the print file, where every sheet has two.
    """

    item: Item
    piece: KitPiece
    title: str
    files: tuple[str, ...]
    times: int
    sheets: int
    one_sided: bool

    @property
    def pages(self) -> int:
        """The pages in the print file, empty backs too."""
        return 2 * self.sheets

    @property
    def in_all(self) -> int:
        """The sheets of paper that it takes."""
        return self.times * self.sheets


def stacks_of(
    items: Iterable[Item],
    pieces: Mapping[str, KitPiece],
    lines: Mapping[str, Sequence[Line]],
    titles: Mapping[str, str],
) -> tuple[Stack, ...]:
    """The stacks of all items that have office files, in the order of the kit."""
    stacks = []
    for item in items:
        desk = [(line, line.count) for line in lines[item.name] if line.file.endswith(ENDING) and line.count]
        if not desk:
            continue
        counted = [(line, count) for line, count in desk if count]
        times = max(count.for_copies(item.quantity or 1) // count.sheets for _, count in counted)
        stacks.append(
            Stack(
                item=item,
                piece=pieces[item.name],
                title=titles[item.name],
                files=tuple(f"{item.name}/{line.file}" for line, _ in counted),
                times=times,
                sheets=sum(count.sheets for _, count in counted),
                one_sided=all(line.pages == count.sheets for line, count in counted),
            )
        )
    return tuple(stacks)


def titles_of(items: Sequence[Item], pieces: Mapping[str, KitPiece], catalog: Catalog, lang: str) -> dict[str, str]:
    """What each item is called: as its layout, and where several are, by what they are set to as well."""
    layouts = in_language(catalog, lang).layouts
    named = {item.name: layouts[item.layout].title for item in items if item.layout in layouts}
    all_named = list(named.values())
    return {
        name: f"{title} ({', '.join(pieces[name].fields.values())})"
        if all_named.count(title) > 1 and pieces[name].fields
        else title
        for name, title in named.items()
    }
