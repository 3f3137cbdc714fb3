"""QR codes: encoded, drawn as one merged path, sized outward from their module, with the target printed beside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from generator.catalog.blocks import NO_CAPTION, Qr
from generator.catalog.contacts import Channel, ChannelKind
from generator.compose.box import Box
from generator.compose.items import AskedQr, Group, Item, PathItem, Role, Step, moved
from generator.compose.look import Context, FilledCode
from generator.compose.paths import rectangle
from generator.compose.rich import channel_span, spans
from generator.compose.symbols import rows
from generator.compose.words import word_box
from generator.geometry import Rect
from generator.units import MM, Length, millimetres

# Quiet zone of four modules: ISO/IEC 18004, 9.1 and Denso Wave, qrcode.com, "Point for setting the module size".
QUIET = 4
# Smallest module: GS1 General Specifications 5.12 give 0.396 mm for hand-held scanning; we refuse under 0.4 mm.
REFUSED = Length.parse("0.4mm")
WARNED = Length.parse("0.5mm")
# A row asks for the width of what stands in it before it lays it: one code is asked for many times.
_modules = lru_cache(maxsize=256)(rows)


def symbol(modules: Sequence[Sequence[int]], module: float, x: float, y: float) -> tuple[Step, ...]:
    """Dark modules as rectangles of one path, rows merged downwards, the corner of the first module at (x, y).

    One path fills evenly: separate fills come out up to 65 % too dark in a viewer's antialiasing.
    """
    steps: list[Step] = []
    open_runs: dict[tuple[int, int], int] = {}
    for row, cells in enumerate((*modules, ())):
        runs = set(_runs(cells))
        for run in [run for run in open_runs if run not in runs]:
            top = open_runs.pop(run)
            left, right = run
            steps.append(("re", (x + left * module, y + top * module, (right - left) * module, (row - top) * module)))
        for run in sorted(runs - open_runs.keys()):
            open_runs[run] = row
    return tuple(steps)


def _runs(cells: Sequence[int]) -> list[tuple[int, int]]:
    runs, start = [], None
    for index, cell in enumerate((*cells, False)):
        if cell and start is None:
            start = index
        elif not cell and start is not None:
            runs.append((start, index))
            start = None
    return runs


def lay_qr(block: Qr, width: float, context: Context) -> Box:
    """The code on a light ground with its quiet zone and its caption; refuses codes that phones cannot read."""
    contact = context.catalog.contacts.contacts[block.contact]
    channel = contact.channel(ChannelKind(block.channel))
    module = block.module or WARNED
    _check_module(module, block, context)
    if channel is None or not channel.link:
        context.log.findings.error(
            "qr.no-target",
            block.place,
            f"“{contact.name}” has no “{block.channel}” channel that a QR code could open.",
            "Name a channel with an address, such as web.",
            seen=block.channel,
        )
        return Box(0, 0)
    record = context.record.get(block.link)
    payload = record.link if record else channel.link
    modules = _modules(payload, block.level)
    side = (len(modules) + 2 * QUIET) * module.pt
    if side > width + 0.01:
        _no_room(block, side, width, len(modules), context)
        return Box(min(side, width), side, (), block)
    context.log.contacts.append(block.contact)
    if record:
        context.log.fields.add(block.link)
        context.log.codes.append(FilledCode(block.link, payload, block.level, len(modules), module.pt))
    context.log.qrs.append(AskedQr(payload, module.pt, channel.link))
    alt = f"{_label('qr-alt', context)} {channel.shown}"
    ground = PathItem(rectangle(Rect(0, 0, side, side)), fill="paper")
    dark = PathItem(symbol(modules, module.pt, QUIET * module.pt, QUIET * module.pt), fill="ink")
    figure = Group(Role.FIGURE, (Group(Role.ARTIFACT, (ground,)), dark), alt=alt, link=payload)
    return _captioned(figure, side, block, channel, context)


def _captioned(figure: Group, side: float, block: Qr, channel: Channel, context: Context) -> Box:
    if block.caption == NO_CAPTION:
        return Box(side, side, (figure,), block)
    words = (*spans(f"{block.caption} " if block.caption else "", "caption", context),)
    target = channel_span(block.contact, channel, context, context.for_numbers().style("caption", bold=True))
    measure = max(side, context.set([target]).width + 0.01)
    caption = word_box([*words, target], "caption", measure, context, Role.P, block, align="center")
    parts: tuple[Group | Item, ...] = (moved(figure, (measure - side) / 2, 0), *caption.at(0, side))
    return Box(measure, side + caption.height, parts, block)


def _label(name: str, context: Context) -> str:
    return "".join(span.text for span in spans("{labels." + name + "}", "caption", context))


def _check_module(module: Length, block: Qr, context: Context) -> None:
    seen = f"{module.mm:.2f} mm"
    if module < REFUSED:
        problem = f"The QR code’s module of {seen} is too small for a phone to read in print."
        context.log.findings.error(
            "qr.module", block.place, problem, "Give it a module of 0.5mm or more.", seen=seen, limit="0.40 mm"
        )
    elif module < WARNED:
        problem = f"The QR code’s module of {seen} reads only in good light."
        context.log.findings.warn(
            "qr.small-module", block.place, problem, "Give it a module of 0.5mm or more.", seen=seen, limit="0.50 mm"
        )


def _no_room(block: Qr, side: float, width: float, modules: int, context: Context) -> None:
    """The code does not fit: say what module would, or that none a phone can read does."""
    largest = max(width, 0.0) / (modules + 2 * QUIET) / MM
    small = largest < REFUSED.mm
    context.log.findings.error(
        "qr.no-room",
        block.place,
        f"The QR code needs {millimetres(side)} with its quiet zone, but only {millimetres(max(width, 0))} are free on "
        f"the panel “{context.panel.name}”; the largest module that fits there is {largest:.2f} mm.",
        "Make room for it, or choose a shorter address." if small else f"Give it a module of {largest:.1f}mm or less.",
        seen=millimetres(side),
        limit=millimetres(max(width, 0)),
    )
