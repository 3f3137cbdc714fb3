"""A piece: one layout filled with one record in one language, every face composed, or every reason why not."""

from __future__ import annotations

from dataclasses import replace

from generator.catalog.blocks import Block
from generator.catalog.catalog import Catalog
from generator.catalog.formats import Format
from generator.catalog.layouts import Layout
from generator.compose.flow import ALL_EDGES, Area, lay_stack, wanted
from generator.compose.items import Face, Group, Piece, Role
from generator.compose.look import Context, Log
from generator.compose.record import Record
from generator.findings import Findings
from generator.geometry import Size
from generator.units import millimetres

# A hundredth of a millimetre is rounding, not overset.
_SLACK = 0.03


def compose(layout: Layout, catalog: Catalog, lang: str, record: Record, findings: Findings) -> Piece:
    """Compose every face; findings tell what does not fit, has no glyph or is set too small."""
    kind = catalog.formats[layout.format]
    logs, faces = [], []
    for name in kind.faces:
        face, log = _compose_face(name, layout, kind, catalog, lang, record)
        faces.append(face)
        logs.append(log)
        findings.extend(log.findings)
    return Piece(
        layout=layout.id,
        title=layout.title,
        lang=lang,
        faces=tuple(faces),
        inks=tuple(catalog.themes[layout.theme].inks.values()),
        qrs=tuple(qr for log in logs for qr in log.qrs),
        numbers=tuple(number for log in logs for number in log.numbers),
    )


def _compose_face(
    name: str, layout: Layout, kind: Format, catalog: Catalog, lang: str, record: Record
) -> tuple[Face, Log]:
    """Try the steps of the type scale from the largest; the first that fits is taken, the last one is refused."""
    theme = catalog.themes[layout.theme]
    steps = max(len(sizes) for sizes in theme.scales[kind.scale].values())
    for step in range(steps):
        log = Log()
        context = Context(catalog, layout, kind, theme, catalog.languages[lang], record, name, step, log)
        root = _fill_face(layout.panels[name], context, last=step == steps - 1)
        if root is not None:
            break
    if not log.findings.errors:
        _check_targets(log, name, layout)
    trim = Size(kind.width.pt, kind.height.pt)
    return Face(name, trim, kind.bleed.pt, kind.safe.pt, root or Group(Role.SECT, ())), log


def _fill_face(blocks: tuple[Block, ...], context: Context, *, last: bool) -> Group | None:
    """The face's tree; None where it is overset and a smaller step of the scale is left to try."""
    safe = context.format.safe.pt
    width, height = context.format.width.pt - 2 * safe, context.format.height.pt - 2 * safe
    box = lay_stack(blocks, Area(width, height, ALL_EDGES), context, context.gap)
    over = box.height - height
    tight = over > _SLACK or any(finding.rule == "text.overfull" for finding in context.log.findings)
    if tight and not last:
        return None
    if over > _SLACK:
        _report_overset(blocks, over, width, height, context)
    return Group(Role.SECT, box.at(safe, safe), lang=context.language.id)


def _report_overset(blocks: tuple[Block, ...], over: float, width: float, height: float, context: Context) -> None:
    """Name the block in which the face runs full; blocks are laid once more to find it, in a log nobody reads."""
    trial = replace(context, log=Log())
    kept = wanted(blocks, trial)
    filled = [lay_stack(kept[: index + 1], Area(width), trial, trial.gap).height for index in range(len(kept))]
    culprit = next((block for block, bottom in zip(kept, filled, strict=True) if bottom > height + _SLACK), kept[-1])
    context.log.findings.error(
        "text.overset",
        culprit.place,
        f"The face “{context.face}” is overset by {millimetres(over)}: it runs full in the block "
        f"“{culprit.place.key}”, at the smallest type allowed.",
        "Shorten the text or take a block out.",
        seen=millimetres(height + over),
        limit=millimetres(height),
    )


def _check_targets(log: Log, face: str, layout: Layout) -> None:
    """A QR code's target must be printed as text on the same face, so that people can check where it leads."""
    for qr in log.qrs:
        if qr.payload not in log.printed:
            log.findings.error(
                "qr.unprinted",
                layout.place,
                f"The face “{face}” has a QR code to {qr.payload}, but does not print that address.",
                "Leave the code its caption, or show the web channel of the contact beside it.",
                seen=qr.payload,
            )
