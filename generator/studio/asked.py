"""What a form asks for, as an order: the same that the command line makes out of its options."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.making import Purpose
from generator.order import Order
from generator.press.duplex import Flip
from generator.printers import correction_for, printers_file
from generator.studio.desk import Desk
from generator.studio.failures import SaidError
from generator.studio.uploads import KINDS

# How the controls of a form are named that fill in a field of the layout, and those that hand in a picture for one.
FIELD, PICTURE = "field.", "picture."
Said = Mapping[str, Sequence[str]]


def order_in(said: Said, layout: str, desk: Desk, out: Path = Path()) -> Order:
    """The order of a form for one layout in one language; raises UsageError for what no form of ours offers."""
    order = Order(
        out=out,
        layouts=(layout,),
        langs=(one(said, "lang") or "en",),
        purposes=purposes_in(said),
        stock=one(said, "stock"),
        flip=flip_in(said),
        theme=one(said, "theme"),
        fields=fields_in(said, desk),
        today=datetime.date.today(),
    )
    printer, _, tray = one(said, "printer").partition("\t")  # no name has a tab in it
    return _for_printer(order, printer, tray)


def fields_in(said: Said, desk: Desk) -> dict[str, str]:
    """The values of a layout's fields that were filled in; of a picture, where it lies among those handed in."""
    values = {name.removeprefix(FIELD): one(said, name) for name in said if name.startswith(FIELD)}
    for name in said:
        if name.startswith(PICTURE):
            values[name.removeprefix(PICTURE)] = _picture(one(said, name), desk)
    return {name: value for name, value in values.items() if value.strip()}


def _picture(mark: str, desk: Desk) -> str:
    """The name of a picture that was handed in; one that is no longer kept has a name that leads nowhere."""
    kind = KINDS["pictures"]
    found = desk.uploads.find(kind, mark)
    return desk.uploads.relative(found) if found else f"{kind.name}/{mark}" if mark else ""


def purposes_in(said: Said) -> tuple[Purpose, ...]:
    """What the files are for, each once; all of them where nothing is said."""
    names = tuple(dict.fromkeys(said.get("purpose", ())))
    known = {purpose.value: purpose for purpose in Purpose}
    if not set(names) <= known.keys():
        raise SaidError("customise.purpose-wrong")
    return tuple(known[name] for name in names) or tuple(Purpose)


def one(said: Said, name: str) -> str:
    """What was said last to a control, or nothing."""
    return (said.get(name) or ("",))[-1]


def flip_in(said: Said) -> Flip:
    """The edge on which the printer flips; the long one where nothing is said."""
    try:
        return Flip(one(said, "flip") or "long")
    except ValueError:
        raise SaidError("customise.flip-wrong") from None


def _for_printer(order: Order, printer: str, tray: str) -> Order:
    """The order with the corrections of a printer, for office sheets alone."""
    if not printer or Purpose.OFFICE not in order.purposes:
        return order
    return replace(order, correction=correction_for(printers_file(os.environ), printer, tray, order.flip))
