"""Gang jobs: layouts composed as for a build, set on one press sheet, proofed, and put in place with their cut list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.catalog.freshness import warn_stale
from generator.catalog.inks import Ink
from generator.catalog.places import Roots
from generator.catalog.policies import read_policies
from generator.catalog.stocks import Stock, stock_named
from generator.compose.items import Face, Group, Piece, Role
from generator.errors import Refused, UsageError, refuse_errors
from generator.findings import Finding, Findings, Place, nearest
from generator.frozen import dataclass
from generator.making import Finished, Job, finished_sheets, slug_of
from generator.order import Order, prepare
from generator.output import move_into_place, staging, write_staged
from generator.press.gang import Ganged, GangSheet, gang_sheets
from generator.proof.known import known_directory
from generator.proof.report import proof_bytes
from generator.units import MM


@dataclass(frozen=True)
class GangReport:
    """What a gang job made: the names of its files, the sheets with their cuts, and every finding."""

    files: tuple[str, ...]
    sheets: tuple[Mapping[str, Any], ...]
    findings: tuple[Finding, ...]


def gang(roots: Roots, order: Order, copies: Mapping[str, int], paper: str) -> GangReport:
    """The layouts of an order on sheets of `paper`, each as often as `copies` says, in each language of the order.

    The PDF and the cut list appear together or not at all; raises Refused with every finding.
    """
    findings = Findings()
    prepared = prepare(roots, order, findings)
    refuse_errors(findings)
    warn_stale(prepared.contacts, read_policies(roots, findings), order.today, findings)
    stocks = prepared.catalog.stocks
    stock = stock_named(stocks, paper)
    if stock is None:
        raise UsageError(f"There is no stock “{paper}”. {nearest(paper, stocks)}")
    jobs = [replace(job, piece=_spoken(job.piece)) for job in prepared.jobs]
    ganged = [Ganged(job.piece, copies[job.piece.layout]) for job in jobs]
    sheets = gang_sheets(ganged, stock, order.flip, slug_of(jobs[0]))
    made = _drawn(jobs, sheets, stock)
    cuts = tuple(_listed(number, sheet, ganged) for number, sheet in enumerate(sheets, 1))
    names = [made.name, made.name.replace(".press.pdf", ".cuts.json")]
    local = tuple(dict.fromkeys(text for job in jobs for text in job.local))
    known = known_directory(prepared.catalog.contacts, local)
    with staging(order.out) as folder:
        data = write_staged(folder, names[0], made.data)
        findings.extend(proof_bytes(data, names[0], known, made.asked).findings)
        refuse_errors(findings)
        write_staged(folder, names[1], _cut_list(stock, cuts))
        move_into_place(folder, order.out, names)
    return GangReport(tuple(names), cuts, findings.sorted())


def _spoken(piece: Piece) -> Piece:
    """The piece with each face under its language, for the file may have several."""
    return replace(piece, faces=tuple(_in_language(face, piece.lang) for face in piece.faces))


def _in_language(face: Face, lang: str) -> Face:
    section = Group(Role.SECT, face.root.children, lang=lang)
    return replace(face, root=replace(face.root, children=(section,)))


def _drawn(jobs: Sequence[Job], sheets: Sequence[GangSheet], stock: Stock) -> Finished:
    """One file of all sheets, each front before its back."""
    first = jobs[0].piece
    faces = tuple(face for job in jobs for face in job.piece.faces)
    titles = " + ".join(dict.fromkeys(job.piece.title for job in jobs))
    piece = replace(
        first, layout="gang", title=titles, faces=faces, inks=_inks([job.piece for job in jobs]), stem="gang"
    )
    sides = [side for sheet in sheets for side in sheet.sides]
    return finished_sheets(replace(jobs[0], piece=piece, stock=stock), sides)


def _inks(pieces: Sequence[Piece]) -> tuple[Ink, ...]:
    """The inks of all pieces; one name has one colour on a sheet. Raises Refused where themes differ."""
    inks: dict[str, Ink] = {}
    for piece in pieces:
        for ink in piece.inks:
            if inks.setdefault(ink.name, ink) != ink:
                problem = f"The ink “{ink.name}” of “{piece.layout}” is another than that of the layouts before it."
                fix = "Gang layouts of one theme, or name one for all with --theme."
                findings = Findings()
                findings.error("gang.inks", Place(key=piece.layout), problem, fix)
                raise Refused(findings)
    return tuple(inks.values())


def _listed(number: int, sheet: GangSheet, ganged: Sequence[Ganged]) -> dict[str, Any]:
    """One sheet of the cut list: its pieces, and its cuts in order; millimetres from the upper left of the front."""
    return {
        "sheet": number,
        "pieces": [
            {
                "layout": ganged[place.index].piece.layout,
                "lang": ganged[place.index].piece.lang,
                "x": _mm(place.trim.x),
                "y": _mm(place.trim.y),
                "width": _mm(place.trim.width),
                "height": _mm(place.trim.height),
                "turned": place.turn,
            }
            for place in sheet.places
        ],
        "cuts": [
            {
                "cut": count,
                "along": "x" if cut.upright else "y",
                "at": _mm(cut.at),
                "from": _mm(cut.start),
                "to": _mm(cut.end),
            }
            for count, cut in enumerate(sheet.cuts, 1)
        ],
    }


def _cut_list(stock: Stock, sheets: Sequence[Mapping[str, Any]]) -> bytes:
    paper = {"stock": stock.id, "width": _mm(stock.paper.width.pt), "height": _mm(stock.paper.height.pt)}
    return (json.dumps({"unit": "mm", "paper": paper, "sheets": sheets}, indent=1) + "\n").encode()


def _mm(points: float) -> float:
    return round(points / MM, 2)
