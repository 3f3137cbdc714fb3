"""A piece: one layout filled with one record in one language, every face composed, or every reason why not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.catalog.blocks import Block
from generator.catalog.formats import Format
from generator.catalog.layouts import Layout
from generator.catalog.model import Catalog
from generator.catalog.panels import FaceSpec
from generator.catalog.translated import in_language
from generator.catalog.translations import ENGLISH
from generator.compose.contrast import check_contrast
from generator.compose.extents import strays
from generator.compose.flow import ALL_EDGES, Area, lay_stack, wanted
from generator.compose.headings import check_headings
from generator.compose.items import Face, Group, Piece, Role, TextItem
from generator.compose.look import Context, Log
from generator.compose.mirror import mirrored, mirrored_format
from generator.compose.panels import Parts, ground_of, numbered, section, tab_cuts
from generator.compose.record import Record
from generator.findings import Findings
from generator.geometry import Rect, Size
from generator.units import millimetres

# A hundredth of a millimetre is rounding, not overset.
_SLACK = 0.03
# What a smaller step of the type scale may mend.
_TIGHT = frozenset({"text.overfull", "block.too-wide"})


def compose_in(
    layout: Layout, catalog: Catalog, lang: str, record: Record, findings: Findings
) -> tuple[Piece, Catalog]:
    """The piece in a language, and the catalogue in that language.

    Other findings than English ones name the piece and its language: their place is a layout that all languages share.
    """
    spoken, found = in_language(catalog, lang), Findings()
    piece = compose(replace(layout, title=spoken.layouts[layout.id].title), spoken, lang, record, found)
    check_headings(piece, layout.place, found)
    named = "" if lang == ENGLISH else f"In {catalog.languages[lang].english_name}, “{layout.id}”: "
    findings.extend(replace(finding, problem=named + finding.problem) for finding in found)
    return piece, spoken


def compose(layout: Layout, catalog: Catalog, lang: str, record: Record, findings: Findings) -> Piece:
    """Compose every face; findings tell what does not fit, has no glyph or is set too small."""
    return compose_noted(layout, catalog, lang, record, findings)[0]


def compose_noted(
    layout: Layout, catalog: Catalog, lang: str, record: Record, findings: Findings
) -> tuple[Piece, tuple[Log, ...]]:
    """The same, with what composing each face noted down."""
    rtl = catalog.languages[lang].rtl
    kind = mirrored_format(catalog.formats[layout.format]) if rtl else catalog.formats[layout.format]
    faces, logs, printed = [], [], set()
    for spec in kind.faces:
        face, log = _compose_face(spec, layout, kind, catalog, lang, record)
        faces.append(face)
        logs.append(log)
        printed |= log.fields
        findings.extend(log.findings)
    for name in sorted(record.keys() - printed):
        problem = f"The field “{name}” is filled in, but the piece “{layout.id}” prints it nowhere."
        findings.error("field.unprinted", layout.fields[name].place, problem, "Fill in what goes with it, or leave it.")
    inks = tuple(catalog.themes[layout.theme].inks.values())
    return Piece(layout.id, layout.title, lang, tuple(faces), inks, kind.saddle, rtl, layout.stem), tuple(logs)


def _compose_face(
    spec: FaceSpec, layout: Layout, kind: Format, catalog: Catalog, lang: str, record: Record
) -> tuple[Face, Log]:
    """Try the steps of the type scale from the largest; the first that fits all panels is taken, the last refused."""
    theme = catalog.themes[layout.theme]
    steps = max(len(sizes) for sizes in theme.scales[kind.scale].values())
    for step in range(steps):
        log = Log()
        language = catalog.languages[lang]
        grounds = [ground_of(panel, kind, rtl=language.rtl) for panel in spec.panels]
        contexts = [Context(catalog, layout, kind, theme, language, record, g, step, log) for g in grounds]
        filled = [
            _fill_panel(layout.panels[context.panel.name], context, last=step == steps - 1) for context in contexts
        ]
        if all(parts is not None for parts in filled):
            break
    root = _join(spec, [parts or () for parts in filled], lang)
    if kind.saddle:
        root = numbered(root, spec, kind, contexts[0])
    if not log.findings.errors:
        _check_targets(log, spec.name, layout)
        check_contrast(root, spec.name, theme.inks, _bold(catalog), layout.place, log.findings)
        _warn_small(log, spec.name, layout, kind)
    face = Face(
        name=spec.name,
        trim=Size(kind.width.pt, kind.height.pt),
        bleed=kind.bleed.pt,
        safe=kind.safe.pt,
        root=root,
        folds=tuple((fold.upright, fold.at.pt) for fold in spec.folds),
        qrs=tuple(log.qrs),
        numbers=tuple(log.numbers),
        contacts=tuple(dict.fromkeys(log.contacts)),
        locked=tuple(dict.fromkeys(log.locked)),
    )
    return face, log


def _fill_panel(blocks: tuple[Block, ...], context: Context, *, last: bool) -> Parts | None:
    """The panel's items; None where it is overset and a smaller step of the scale is left to try."""
    ground = context.panel
    width, height = ground.width - 2 * ground.safe, ground.height - ground.top - ground.safe
    box = lay_stack(blocks, Area(width, height, ALL_EDGES), context, context.gap)
    over = box.height - height
    tight = over > _SLACK or any(finding.rule in _TIGHT for finding in context.log.findings)
    if tight and not last:
        return None
    parts = box.at(ground.safe, ground.top)
    if context.language.rtl:
        parts = mirrored(parts, ground.width)
    if over > _SLACK:
        _report_overset(blocks, over, width, height, context)
    elif not tight:
        _report_strays(parts, Rect(ground.safe, ground.top, width, height), context)
    return parts


def _report_strays(parts: Parts, safe: Rect, context: Context) -> None:
    """Whatever the blocks promised, nothing may stand outside of its panel."""
    ground = context.panel
    painted = Rect(0, 0, ground.width, ground.height).inset(-context.format.bleed.pt)
    for item in strays(Group(Role.SECT, parts), safe, painted):
        what = f"“{item.line.text}”" if isinstance(item, TextItem) else "A picture or line"
        problem = f"{what} stands outside of the safe area of the panel “{ground.name}”."
        context.log.findings.error(
            "item.outside", context.layout.place, problem, "Give it more room, or make it smaller."
        )


def _join(spec: FaceSpec, filled: list[Parts], lang: str) -> Group:
    """The panels of a face as sections in reading order; a face of one panel is one section."""
    if len(filled) == 1:
        return Group(Role.SECT, filled[0], lang=lang)
    sections = tuple(section(panel, parts) for panel, parts in zip(spec.panels, filled, strict=True))
    return Group(Role.DIV, (*sections, *tab_cuts(spec)), lang=lang)


def _report_overset(blocks: tuple[Block, ...], over: float, width: float, height: float, context: Context) -> None:
    """Name the block in which the panel runs full; blocks are laid once more to find it, in a log nobody reads."""
    trial = context.trial()
    kept = wanted(blocks, trial)
    filled = [lay_stack(kept[: index + 1], Area(width), trial, trial.gap).height for index in range(len(kept))]
    culprit = next((block for block, bottom in zip(kept, filled, strict=True) if bottom > height + _SLACK), kept[-1])
    context.log.findings.error(
        "text.overset",
        culprit.place,
        f"The panel “{context.panel.name}” is overset by {millimetres(over)}: it runs full in the block "
        f"“{culprit.place.key}”, at the smallest type allowed.",
        "Shorten it, make it smaller, or take a block out.",
        seen=millimetres(height + over),
        limit=millimetres(height),
    )


def _bold(catalog: Catalog) -> frozenset[Path]:
    return frozenset(record.path for record in catalog.fonts.values() if record.weight == "bold")


def _check_targets(log: Log, face: str, layout: Layout) -> None:
    """A QR code's target must be printed as text on the same face, so that people can check where it leads."""
    for qr in log.qrs:
        if qr.printed not in log.printed:
            log.findings.error(
                "qr.unprinted",
                layout.place,
                f"The face “{face}” has a QR code to {qr.payload}, but does not print that address.",
                "Leave the code its caption, or show the web channel of the contact beside it.",
                seen=qr.payload,
            )


def _warn_small(log: Log, face: str, layout: Layout, kind: Format) -> None:
    """One warning for all the small type of a face."""
    if log.small:
        least = min(log.small.values())
        seen, limit = f"{least:.3g} pt", f"{kind.warn.pt:g} pt"
        styles = ", ".join(f"“{name}”" for name in sorted(log.small))
        problem = f"The face “{face}” of “{layout.id}” is set as small as {seen} (in {styles})."
        fix = f"Say it in fewer words: {limit} reads well."
        log.findings.warn("type.small", layout.place, problem, fix, seen=seen, limit=limit)
