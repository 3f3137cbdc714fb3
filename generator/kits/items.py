"""The items of a kit: each piece with its fields, table, copies and paper, as an order says it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from generator.catalog.kits import CASES, ROSTER, Kit, KitPiece, fields_of
from generator.catalog.layouts import CONTACT_FIELD, Layout
from generator.catalog.model import Catalog
from generator.catalog.records.model import Table
from generator.compose.columns import plan_of
from generator.findings import Findings, Place, nearest
from generator.frozen import dataclass
from generator.kits.asked import Ask
from generator.kits.tables import CASE, TABLES, Roster, case_table
from generator.making import Purpose
from generator.merging.merge import PURPOSES, Merge
from generator.order import Order
from generator.ordering.orderfile import Item, OrderFile
from generator.press.seats import Seating


@dataclass(frozen=True)
class Planned:
    """A kit as an order: its items by the pieces that they are of, and the tables to be written before it is made."""

    order: OrderFile
    pieces: Mapping[str, KitPiece]
    tables: Mapping[str, bytes]
    people: int


def planned_kit(kit: Kit, ask: Ask, catalog: Catalog, roster: Roster | None, findings: Findings) -> Planned:
    """The kit as an order; names that nobody knows, and pieces that come to nothing, are found."""
    _check_asked(kit, ask, catalog, roster, findings)
    people = ask.people or (roster.rows if roster else 0)
    items, pieces, tables = [], {}, {}
    for number, piece in enumerate(kit.pieces, 1):
        purposes = tuple(purpose for purpose in ask.purposes if not piece.records or purpose in PURPOSES)
        if not purposes:
            problem = f"“{piece.name}” is left out: tables are merged for {' and '.join(PURPOSES)} only."
            findings.note("kit.left-out", piece.place(), problem)
            continue
        name, layout = folder_of(number, piece.name), catalog.layouts[piece.layout]
        filled = filled_by(piece, layout, roster)
        fields = fields_for(piece, kit, ask, layout, filled)
        if piece.records == CASES:
            picked = _picked(piece, kit, ask, catalog, findings)
            tables[f"{piece.name}.csv"] = case_table(picked, catalog)
        table = _table(piece, ask, roster)
        if piece.records:
            own = piece.records == ROSTER and roster is not None and not roster.sample
            fields = fields if own else _with_samples(fields, layout, filled, piece, findings)
        items.append(_item(name, piece, kit, ask, (purposes, fields, people), table))
        pieces[name] = piece
    order = OrderFile(kit.id, tuple(items), _said(kit, ask, items, people))
    return Planned(order, pieces, tables, people)


def folder_of(number: int, name: str) -> str:
    """The folder of the piece of that name that stands at this place of its kit, counted from 1."""
    return f"{number:02}-{name}"


def fields_for(piece: KitPiece, kit: Kit, ask: Ask, layout: Layout, filled: frozenset[str]) -> dict[str, str]:
    """What the fields of a piece's layout are set to: what makes the piece goes before what was asked.

    What its table says of each row for itself, `filled`, is not set for all of them.
    """
    shared = {name: value for name, value in {**kit.fields, **ask.fields}.items() if name not in filled}
    said = {**shared, **piece.fields}
    return {name: said[name] for name in layout.fields if name in said}


def filled_by(piece: KitPiece, layout: Layout, roster: Roster | None) -> frozenset[str]:
    """The fields of a piece that the columns of its table fill."""
    if not piece.records:
        return frozenset()
    columns = (CASE,) if piece.records == CASES else roster.columns if roster else ()
    return frozenset(slot.name for slot in plan_of(Table("", columns, lambda: iter(())), layout, Findings()).slots)


def _picked(piece: KitPiece, kit: Kit, ask: Ask, catalog: Catalog, findings: Findings) -> str:
    """The role whose cases a piece has, though its layout may have no such field; “” for all cases."""
    said = {**kit.fields, **ask.fields, **piece.fields}.get(piece.where, "")
    roles = catalog.training.roles
    if said and said not in roles:
        place = Place(key=f"--set {piece.where}") if piece.where in ask.fields else piece.place("where")
        findings.error("kit.where", place, f"There is no {piece.where} “{said}”.", nearest(said, roles), seen=said)
    return said


def _table(piece: KitPiece, ask: Ask, roster: Roster | None) -> Path | None:
    if piece.records == CASES:
        return ask.out / TABLES / f"{piece.name}.csv"
    return roster.path if piece.records == ROSTER and roster else None


def _with_samples(
    fields: Mapping[str, str], layout: Layout, filled: frozenset[str], piece: KitPiece, findings: Findings
) -> dict[str, str]:
    """The fields with samples where a value is required that neither a column nor anybody gives, as a build has it.

    Only where nobody's own roster is merged: a certificate for a real person never bears a sample.
    """
    lacking = [
        field
        for name, field in layout.fields.items()
        if field.required and field.sample and field.kind != CONTACT_FIELD and name not in filled and name not in fields
    ]
    for field in lacking:
        problem = f"The field “{field.name}” prints its sample “{field.sample}”."
        findings.warn("field.sample", piece.place(), problem, f"Set it with --set {field.name}=…", seen=field.sample)
    return {**fields, **{field.name: field.sample for field in lacking}}


def _item(
    name: str,
    piece: KitPiece,
    kit: Kit,
    ask: Ask,
    how: tuple[tuple[Purpose, ...], Mapping[str, str], int],
    table: Path | None,
) -> Item:
    purposes, fields, people = how
    order = Order(
        out=Path(),
        layouts=(piece.layout,),
        langs=(ask.lang,),
        purposes=purposes,
        stock=ask.stocks.get(piece.name, ""),
        flip=ask.flip,
        theme=ask.theme,
        fields=fields,
        today=ask.today,
        seating=Seating(),
    )
    roster = piece.records == ROSTER
    merge = Merge(order, table, ask.encoding if roster else "", ask.sheet if roster else "") if table else None
    wanted = piece.wanted(people)
    return Item(
        name=name,
        layout=piece.layout,
        order=order,
        quantity=0 if merge and wanted == 1 else wanted,
        table=table.name if table else "",
        merge=merge,
        printer=ask.printer if Purpose.OFFICE in purposes else "",
        tray=ask.tray,
        places=_places(piece, kit, ask),
        typed=True,
    )


def _places(piece: KitPiece, kit: Kit, ask: Ask) -> dict[str, Place]:
    """Where what an item says stands: in the kit's file, or among the options."""
    options = {f"fields.{name}": Place(key=f"--set {name}") for name in ask.fields}
    shared = {key: place for key, place in kit.places.items() if key.startswith("fields.")}
    typed = {
        "stock": Place(key=f"--stock {piece.name}"),
        "theme": Place(key="--theme"),
        "languages": Place(key="--lang"),
    }
    return {**shared, **options, **typed, "printer": Place(key="--printer"), **piece.places}


def _check_asked(kit: Kit, ask: Ask, catalog: Catalog, roster: Roster | None, findings: Findings) -> None:
    """Whether some piece takes each field that was set, and whether there is a piece for each paper."""
    layouts = {piece.name: catalog.layouts[piece.layout] for piece in kit.pieces}
    having = {name: [one for one in kit.pieces if _has(one, layouts, name)] for name in fields_of(kit, catalog)}
    known = {name for name, pieces in having.items() if pieces}
    picking = {piece.where for piece in kit.pieces if piece.where and piece.where not in piece.fields}
    for name in ask.fields:
        place = Place(key=f"--set {name}")
        filled = [one for one in having.get(name, ()) if name in filled_by(one, layouts[one.name], roster)]
        if name not in known | picking:
            problem = f"No piece of “{kit.id}” has a field “{name}” to be set."
            findings.error("field.unknown", place, problem, nearest(name, known), seen=name)
        elif filled and filled == having[name] and name not in picking:
            problem = f"“{name}” is said by each row of a table, so there is nothing to be set."
            findings.error("field.table", place, problem, f"Leave --set {name} out.", seen=name)
        elif filled:
            problem = f"“{name}” is a column too: {', '.join(one.name for one in filled)} print what each row says."
            findings.note("field.table", place, problem)
    pieces = [piece.name for piece in kit.pieces]
    for name in ask.stocks:
        if name not in pieces:
            problem = f"There is no piece “{name}” in “{kit.id}”."
            findings.error("kit.piece", Place(key=f"--stock {name}"), problem, nearest(name, pieces), seen=name)


def _has(piece: KitPiece, layouts: Mapping[str, Layout], name: str) -> bool:
    """Whether a piece has a field that it does not set itself."""
    return name in layouts[piece.name].fields and name not in piece.fields


def _said(kit: Kit, ask: Ask, items: list[Item], people: int) -> bytes:
    """All that the items say, as bytes to tell one order from another: where files lie is no part of it."""
    told = [
        [item.name, item.layout, dict(item.order.fields), item.order.stock, item.quantity, item.table, item.printer]
        for item in items
    ]
    purposes, flip = [str(purpose) for purpose in ask.purposes], str(ask.flip)
    said = [kit.id, ask.lang, purposes, ask.theme, flip, ask.encoding, ask.sheet, ask.tray, people, told]
    return json.dumps(said, sort_keys=True).encode()
