"""The job ticket as data: what a print shop or a purchasing office must know to make a release, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.build import Made
from generator.catalog.formats import Format
from generator.catalog.jobdefaults import UNKNOWN, JobDefault
from generator.catalog.layouts import Layout
from generator.catalog.panels import FaceSpec
from generator.making import Job
from generator.manifest import Content, Entry
from generator.order import Prepared
from generator.releasing.policy import Terms
from generator.units import Length

VERSION = 1
UNALTERED = (
    "Nothing in these files may be altered: no word, no number, no code, no colour and no size. "
    "If something cannot be printed as it is, stop and ask the contact above."
)
_PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
_TWO_SIDES = 2


def ticket_of(prepared: Prepared, made: Made, terms: Terms, defaults: Mapping[str, JobDefault]) -> Content:
    """The ticket of a release, as plain values for its JSON file; the printed one says the same."""
    pieces = {(job.piece.layout, job.piece.lang): job for job in prepared.jobs}
    return {
        "ticket": VERSION,
        "release": terms.name,
        "date": prepared.order.today.isoformat(),
        "quantity": terms.quantity,
        "contact": terms.contact,
        "unaltered": UNALTERED,
        "pieces": [_piece(job, made.entries, terms, defaults) for job in pieces.values()],
    }


def _filled(job: Job, layout: Layout) -> dict[str, str]:
    """What was chosen and what is printed in the fields, in the order of the layout's choices and fields."""
    picked = {name: layout.fields[name].sample for name in layout.choices}
    return picked | {name: value.shown for name, value in job.record.items()}


def _piece(job: Job, entries: Iterable[Entry], terms: Terms, defaults: Mapping[str, JobDefault]) -> Content:
    english = job.catalog.english or job.catalog
    layout = english.layouts[job.piece.layout]
    kind = english.formats[layout.format]
    usual = defaults.get(kind.id, UNKNOWN)
    return {
        "layout": layout.id,
        "title": layout.title,
        "language": job.piece.lang,
        "language_name": english.languages[job.piece.lang].english_name,
        "fields": {layout.fields[name].label: text for name, text in _filled(job, layout).items()},
        "format": kind.title,
        "finished_size": size_of(*_finished(kind)),
        "flat_size": size_of(kind.width * (2 if kind.saddle else 1), kind.height),
        "bleed": _both((kind.bleed,)),
        "sides": len(kind.faces),
        "turn": _turn(job, kind),
        "folds": [_folds(face) for face in kind.faces if face.folds],
        "binding": "Saddle-stitched" if kind.saddle else "",
        "inks": {"process": list(_PROCESS), "spot": sorted({ink.spot for ink in job.piece.inks if ink.spot})},
        "printing_condition": job.profile.title,
        "paper": {"text": terms.paper or usual.paper, "recommended": not terms.paper},
        "finish": {"text": terms.finish or usual.finish, "recommended": not terms.finish},
        "files": [
            {"name": entry.name, "sha256": entry.sha256, "purpose": entry.purpose, "pages": entry.pages}
            for entry in entries
            if (entry.layout, entry.language) == (layout.id, job.piece.lang)
        ],
    }


def _finished(kind: Format) -> tuple[Length, Length]:
    """The size when folded: that of the widest panel, or of the format where nothing folds."""
    face = next((face for face in kind.faces if face.folds), None)
    if face is None:
        return kind.width, kind.height
    if face.folds[0].upright:
        return max(panel.width for panel in face.panels), kind.height
    return kind.width, max(panel.height for panel in face.panels)


def _turn(job: Job, kind: Format) -> str:
    """The edge over which the back is turned; a booklet's sheets are the shop's to impose."""
    return f"{job.flip} edge" if len(kind.faces) == _TWO_SIDES and not kind.saddle else ""


def _folds(face: FaceSpec) -> dict[str, object]:
    upright = face.folds[0].upright
    sizes = [panel.width if upright else panel.height for panel in face.panels]
    return {"face": face.name, "direction": "upright" if upright else "lying", "panels": [_both((s,)) for s in sizes]}


def size_of(width: Length, height: Length) -> dict[str, str]:
    """A size in inches and in millimetres."""
    return _both((width, height))


def _both(lengths: tuple[Length, ...]) -> dict[str, str]:
    return {
        "in": " × ".join(_short(length.pt / 72, 4) for length in lengths) + " in",
        "mm": " × ".join(_short(length.mm, 1) for length in lengths) + " mm",
    }


def _short(amount: float, digits: int) -> str:
    text = f"{amount:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
