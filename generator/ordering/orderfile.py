"""Order files: a customer and the items of an order, read with line and column; one file rebuilds a campaign."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from generator.catalog.reader import Reader
from generator.catalog.yamlnode import Node, read_yaml
from generator.findings import Findings, Place
from generator.frozen import dataclass
from generator.making import Purpose
from generator.merging.merge import Merge
from generator.order import Order
from generator.press.duplex import Flip
from generator.press.seats import Seating
from generator.units import Length

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
_MOST_PIECES, _MOST_COPIES = 10_000_000, 9_999
BLEEDS = ("1/16in", "1/8in", "1/4in", "3mm")


@dataclass(frozen=True)
class Item:
    """One item: a layout, how it is made, how many of each piece are wanted, and when they are due.

    `merge` says how the rows of the table `table` are merged into the layout, whose order is `order`. `places` is where
    each key stands; `typed` tells that what it says was typed as options, and not written into an order file.
    """

    name: str
    layout: str
    order: Order
    quantity: int = 0
    due: datetime.date | None = None
    table: str = ""
    merge: Merge | None = None
    printer: str = ""
    tray: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)
    typed: bool = False

    def place(self, key: str) -> Place:
        """Where a key of the item stands, or the item itself."""
        return self.places.get(key, self.places[""])


@dataclass(frozen=True)
class OrderFile:
    """An order as its file says it, with the digestible text of the file itself."""

    customer: str
    items: tuple[Item, ...]
    data: bytes


def read_order(path: Path, today: datetime.date, findings: Findings) -> OrderFile:
    """Read an order file; every fault in it is a finding, and what it says is then not to be used."""
    node = read_yaml(path, path.name, findings)
    if node is None:
        return OrderFile("", (), b"")
    with Reader(node, findings) as reader:
        customer = reader.text("customer")
        listed = reader.need("items")
    if listed.value is None:  # its lack was told already
        return OrderFile(customer, (), b"")
    items = Reader(listed, findings)
    if listed.value == {}:
        items.wrong(listed, "The order has no items.", "Write “name:” with a layout below it.")
    read = tuple(_item(name, items.mapping(name), path, today, findings) for name in items.names())
    return OrderFile(customer, read, path.read_bytes())


def _item(name: str, entry: Reader, path: Path, today: datetime.date, findings: Findings) -> Item:
    if not _NAME.fullmatch(name):
        problem = f"“{name}” cannot be the name of an item: its folder bears the name."
        findings.error("order.name", entry.place, problem, "Write small letters, digits and hyphens.", seen=name)
    with entry:
        order = _order(entry, path, today)
        return Item(
            name=name,
            layout=entry.text("layout"),
            order=order,
            quantity=_count(entry, "quantity", 0),
            due=entry.date("due") if entry.has("due") else None,
            table=entry.text("records", ""),
            merge=_merge(entry, order, path),
            printer=entry.text("printer", ""),
            tray=entry.text("tray", ""),
            places={"": entry.place, **_places(entry)},
        )


def _merge(entry: Reader, order: Order, path: Path) -> Merge | None:
    """How the rows of a table are merged; None where the item has no table."""
    records = _inside(entry, "records", path)
    merge = Merge(
        order,
        records or Path(),
        encoding=entry.text("encoding", ""),
        sheet=entry.text("sheet", ""),
        each=entry.boolean("each"),
        split=_count(entry, "split", 0),
        stacked=entry.boolean("stacked"),
        collated=entry.boolean("collated"),
        columns=_fields(entry.mapping("columns")),
    )
    return merge if records else None


def _order(entry: Reader, path: Path, today: datetime.date) -> Order:
    """What `handbill build` would be told of the item."""
    return Order(
        out=Path(),
        layouts=(entry.text("layout"),),
        langs=_once(entry, "languages"),
        purposes=_purposes(entry),
        stock=entry.text("stock", ""),
        flip=Flip(entry.choice("flip", [str(edge) for edge in Flip], str(Flip.LONG))),
        theme=entry.text("theme", ""),
        icc=_inside(entry, "icc", path),
        bleed=_bleed(entry),
        rule=entry.text("rule", ""),
        fields=_fields(entry.mapping("fields")),
        today=today,
        seating=_seating(entry),
    )


def _once(entry: Reader, key: str) -> tuple[str, ...]:
    """A list of words, each once; a list that is there has to say something."""
    words = entry.texts(key)
    if entry.has(key) and not words:
        entry.wrong(entry.need(key), f"“{key}” is empty.", "Name at least one, or leave the key out for all.")
    return tuple(dict.fromkeys(words))


def _purposes(entry: Reader) -> tuple[Purpose, ...]:
    known = [str(purpose) for purpose in Purpose]
    for node in entry.items("purposes"):
        if isinstance(node.value, str) and node.value not in known:
            entry.wrong(node, f"There is no purpose “{node.value}”.", f"Write some of {', '.join(known)}.")
    named = _once(entry, "purposes")
    usual = (Purpose.OFFICE,) if entry.has("records") else tuple(Purpose)
    return tuple(Purpose(word) for word in named if word in known) or usual


def _seating(entry: Reader) -> Seating:
    """Which places of office sheets are free, and how many cards go on them."""
    copies = _count(entry, "copies", 1, _MOST_COPIES) if entry.has("copies") else None
    return Seating(_count(entry, "start", 1), tuple(_place(entry, node) for node in entry.items("skip")), copies)


def _bleed(entry: Reader) -> Length | None:
    if not entry.has("bleed"):
        return None
    return Length.parse(entry.choice("bleed", BLEEDS, BLEEDS[0]))


def _fields(reader: Reader) -> dict[str, str]:
    return {name: reader.text(name, "") for name in reader.names()}


def _count(entry: Reader, key: str, default: int, most: int = _MOST_PIECES) -> int:
    """A whole number from 1; the default where it is left out."""
    count = entry.integer(key, default)
    if entry.has(key) and not 1 <= count <= most:
        entry.wrong(entry.need(key), f"“{key}” has to be between 1 and {most:,}.", "Write a number such as 250.")
    return count


def _place(entry: Reader, node: Node) -> int:
    """The number of a place on a sheet."""
    text = entry.as_text(node)
    if isinstance(node.value, str) and not (text.isascii() and text.isdigit() and 0 < int(text) < 1000):
        entry.wrong(node, f"“{text}” is no place on a sheet.", "Write numbers from 1, such as [2, 7].")
        return 1
    return int(text or 1)


def _inside(entry: Reader, key: str, path: Path) -> Path | None:
    """A file that lies in the order file's folder, or below it: an order and its files travel together."""
    name = entry.text(key, "")
    if not name:
        if key in _pairs(entry):
            entry.wrong(_pairs(entry)[key], f"“{key}” names no file.", "Name one, or leave the key out.", "order.file")
        return None
    folder, file = path.resolve().parent, (path.resolve().parent / name).resolve()
    if not file.is_relative_to(folder) or not file.is_file():
        where = "There is no file" if file.is_relative_to(folder) else "An order reads only what lies beside it, not"
        fix = f"Put it into the folder of {path.name}, and name it from there."
        entry.wrong(entry.need(key), f"{where} “{name}”.", fix, "order.file")
        return None
    return file


def _pairs(entry: Reader) -> Mapping[str, Node]:
    return entry.node.value if isinstance(entry.node.value, dict) else {}


def _places(entry: Reader) -> dict[str, Place]:
    """Where the keys of an item and its fields stand."""
    pairs = _pairs(entry)
    inner = pairs["fields"].value if "fields" in pairs else None
    fields = {f"fields.{name}": node.place for name, node in inner.items()} if isinstance(inner, dict) else {}
    return {key: node.place for key, node in pairs.items()} | fields
