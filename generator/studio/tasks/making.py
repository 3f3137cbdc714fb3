"""Making the files of a piece for a page: built as the command line builds them, read back, and packed into one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from io import BytesIO
from pathlib import Path

from PIL import Image

from generator.batch.tally import Tally
from generator.build import Report, build
from generator.catalog.places import Roots
from generator.errors import Refused, refuse_errors
from generator.findings import Finding, Findings, Place, unsaid
from generator.frozen import dataclass
from generator.making import Purpose
from generator.manifest import NAME, Entry
from generator.order import Order, Prepared, prepare
from generator.output import write_staged
from generator.preview.model import FacePicture, Preview, Told
from generator.preview.offer import Offer, OfferedStock, offer
from generator.preview.show import show
from generator.proof.report import ProofResult
from generator.proof.verdicts import Standing
from generator.proofing import proof_files
from generator.proofpage import Proofed, proof_page, write_page
from generator.releasing.missing import Outlook, outlook
from generator.releasing.printsheet import PRINT_SHEET, DeskFile, desk_files, print_sheet
from generator.studio.jobs import Done
from generator.studio.lanes import Tell
from generator.studio.zipped import zipped

PROOF_REPORT = "proof-report.html"
MOST_COPIES = 1_000_000
# What comes after the files themselves: the proof report, the sheet of what to print, and the zip.
_AFTER = 3
# Pictures were read by the pages they were drawn from when they were built.
_UNREAD = ("proof.no-text", "proof.picture-text")
_STALE = ("proof.number-stale", "proof.address-stale")
# Who wants to print now finds that first.
_FIRST = (Purpose.OFFICE, Purpose.SCREEN, Purpose.PRESS, Purpose.IMAGE, Purpose.VCARD)


@dataclass(frozen=True)
class MadeFile:
    """A file to be saved: its use, size and pages, how a desk prints it, and of a picture the face that it shows.

    Its use is a purpose, or such as “report”.
    """

    name: str
    use: str
    size: int
    pages: int = 0
    desk: DeskFile | None = None
    face: str = ""


@dataclass(frozen=True)
class FaceFile:
    """A face as a picture of its trim in the job's folder, so many pixels large."""

    name: str
    file: str
    width: int
    height: int


@dataclass(frozen=True)
class ReadBack:
    """How many files were read back, and how often each kind of thing in them was found true, or to be one's own."""

    files: int
    true: Mapping[str, int]
    own: int


@dataclass(frozen=True)
class MadePiece:
    """What the page of a piece that was made, or was refused, shows besides its files."""

    titles: Mapping[str, str]
    labels: Mapping[str, str]
    told: tuple[Told, ...]
    faces: tuple[FaceFile, ...] = ()
    files: tuple[MadeFile, ...] = ()
    read: ReadBack | None = None
    outlook: Outlook | None = None
    stocks: Mapping[str, OfferedStock] = field(default_factory=dict)


def make_files(roots: Roots, order: Order, quantity: str, folder: Path, tell: Tell) -> Done:
    """Build an order into the job's folder with all that goes with it; what refuses it is shown at its fields."""
    order = replace(order, out=folder)
    known = offer(roots, order.layouts[0])
    try:
        copies = _copies(quantity, roots, order)
        report = build(roots, order, lambda step: tell(_step(step)))
    except Refused as refusal:
        told = placed(refusal.findings, show(roots, order))
        shown = MadePiece(titles_of(known), labels_of(known), told)
        return Done(findings=refusal.findings, shown=shown, refused=True)
    total = len(report.entries) + _AFTER
    tell((len(report.entries), total, ""))
    results = _proofed(roots, order, report.entries)
    tell((total - 2, total, ""))
    found = Findings([*report.findings, *unsaid(_worth(results, report.findings), report.findings)])
    prepared = prepare(roots, order, Findings())
    sheet = print_sheet(prepared, report.entries, copies, found)
    refuse_errors(found)
    write_staged(folder, PRINT_SHEET, sheet)
    preview = show(roots, order)
    files = tuple(_files(report, prepared, copies, folder))
    faces = tuple(_face(face, folder) for face in preview.faces)
    names = tuple(file.name for file in files)
    zipped(folder, names)
    tell((total, total, ""))
    shown = MadePiece(
        titles=titles_of(known),
        labels=labels_of(known),
        told=placed(found.sorted(), preview),
        faces=faces,
        files=files,
        read=_read(results),
        outlook=outlook(roots, order),
        stocks={stock.title: stock for stock in known.stocks},
    )
    return Done(
        (*names, *(face.file for face in faces)), found.sorted(), shown, f"{known.layout}.{order.langs[0]}.proof"
    )


def labels_of(known: Offer) -> dict[str, str]:
    """What the fields of a layout are called."""
    return {field.name: field.label for field in known.fields}


def titles_of(known: Offer) -> dict[str, str]:
    """The title of a layout in each of its languages."""
    return {title.id: title.label for title in known.titles}


def placed(findings: Iterable[Finding], preview: Preview) -> tuple[Told, ...]:
    """Findings with the fields that a preview of the same piece told for them."""
    known = {(one.finding.rule, one.finding.problem): one for one in preview.told}
    return tuple(
        replace(known[key], finding=finding) if (key := (finding.rule, finding.problem)) in known else Told(finding)
        for finding in findings
    )


def copies_in(quantity: str, findings: Findings) -> int:
    """How many copies were asked for; 0 where nobody said, and a finding for what is no number of copies."""
    text = quantity.strip().replace(",", "")
    if not text:
        return 0
    if text.isascii() and text.isdigit() and len(text) <= len(str(MOST_COPIES)) and 1 <= int(text) <= MOST_COPIES:
        return int(text)
    problem = f"“{quantity.strip()[:40]}” copies cannot be printed."
    fix = f"Write a number from 1 to {MOST_COPIES:,}."
    findings.error("release.quantity", Place(key="--quantity"), problem, fix, seen=quantity.strip()[:40])
    return 0


def _copies(quantity: str, roots: Roots, order: Order) -> int:
    """How many copies; raises Refused with all that is wrong with the order too."""
    findings = Findings()
    copies = copies_in(quantity, findings)
    if findings.errors:
        try:
            prepare(roots, order, findings)
        except Refused as refusal:
            findings.extend(refusal.findings)
        raise Refused(findings.sorted())
    return copies


def _step(step: Tally) -> tuple[int, int, str]:
    return step.done, step.total + _AFTER, ""


def _proofed(roots: Roots, order: Order, entries: Iterable[Entry]) -> tuple[ProofResult, ...]:
    """The files read from the disk once more, as by `handbill proof`, and the report of it beside them."""
    paths = [order.out / entry.name for entry in entries]
    results = proof_files(roots, paths, order.today)
    proofed = [Proofed(path.read_bytes(), result) for path, result in zip(paths, results, strict=True)]
    write_page(order.out / PROOF_REPORT, proof_page(proofed, order.today))
    return results


def _worth(results: Iterable[ProofResult], before: Iterable[Finding]) -> Iterator[Finding]:
    """What the proof found besides the build, each thing once; that a contact's check is old is told once for all."""
    told = set()
    known = {finding.place.key.partition(".")[2] for finding in before if finding.rule == "contact.stale"}
    for result in results:
        old = {one.known.contact for one in result.verdicts if one.known and one.standing is Standing.STALE}
        passed = (*_UNREAD, *(_STALE if old <= known else ()))
        for finding in result.findings:
            if finding.rule not in passed and (finding.rule, finding.problem) not in told:
                told.add((finding.rule, finding.problem))
                yield finding


def _files(report: Report, prepared: Prepared, copies: int, folder: Path) -> Iterator[MadeFile]:
    desk = {one.file: one for one in desk_files(prepared, report.entries, copies)}
    for entry in sorted(report.entries, key=lambda entry: _FIRST.index(Purpose(entry.purpose))):
        face = entry.name.split(".")[-2] if entry.purpose == Purpose.IMAGE else ""
        size = _size(folder, entry.name)
        yield MadeFile(entry.name, entry.purpose, size, entry.pages, desk.get(entry.name), face)
    for name, use in ((PRINT_SHEET, "sheet"), (PROOF_REPORT, "report"), (NAME, "manifest")):
        yield MadeFile(name, use, _size(folder, name))


def _size(folder: Path, name: str) -> int:
    return (folder / name).stat().st_size


def _face(face: FacePicture, folder: Path) -> FaceFile:
    """The picture of a face without its bleed, as it is once it is cut."""
    with Image.open(BytesIO(face.png)) as image:
        left, top = round(face.trim.left * image.width), round(face.trim.top * image.height)
        right, bottom = left + round(face.trim.width * image.width), top + round(face.trim.height * image.height)
        cut = image.crop((left, top, right, bottom))
        name = f".{face.name}.png"
        cut.save(folder / name)
        return FaceFile(face.name, name, cut.width, cut.height)


def _read(results: tuple[ProofResult, ...]) -> ReadBack:
    verdicts = [one for result in results for one in result.verdicts]
    true = Counter(one.what for one in verdicts if one.standing in (Standing.TRUE, Standing.STALE))
    return ReadBack(len(results), dict(true), sum(one.standing is Standing.LOCAL for one in verdicts))
