"""A PDF from anywhere proofed in a worker: pictures of its pages, the marks on them, and the report to save."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from generator.catalog.places import Roots
from generator.frozen import dataclass
from generator.proof.bounds import out_of_bounds
from generator.proof.report import ProofResult
from generator.proof.spots import PagePicture, picture_pages
from generator.proofing import proof_files
from generator.proofpage import Proofed, proof_page, write_page
from generator.proofview import ProofView, view_of
from generator.studio.jobs import Done
from generator.studio.lanes import Tell

# A card fills the page of a browser at this resolution; larger pages have fewer dots, as in the report.
_DPI = 250.0


@dataclass(frozen=True)
class Mark:
    """A box on a page in shares of it, with the numbers of its findings; of each, whether it is its first mark."""

    left: float
    top: float
    width: float
    height: float
    numbers: tuple[tuple[int, bool], ...]
    severity: str


@dataclass(frozen=True)
class MarkedPage:
    """A page of the file: its picture among the files of the job, in pixels, and the marks on it."""

    number: int
    file: str
    width: int
    height: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Checked:
    """What the page of a checked file shows; `marked` are the numbers of findings that a mark was found for."""

    view: ProofView
    pages: tuple[MarkedPage, ...]
    marked: frozenset[int]
    report: str


def check(roots: Roots, path: Path, today: datetime.date, folder: Path, _: Tell) -> Done:
    """Proof a file as `handbill proof` does, and draw what was found on its pages."""
    data = path.read_bytes()
    result = _proofed(roots, path, data, today)
    view = view_of(data, result)
    pictures = picture_pages(data, result, view.numbered, _DPI)
    for picture in pictures:
        (folder / _name(picture)).write_bytes(picture.png)
    report = f"{path.stem}-proof.html"
    write_page(folder / report, proof_page([Proofed(data, result)], today))
    pages = tuple(_marked(pictures, view))
    marked = frozenset(number for page in pages for mark in page.marks for number, _ in mark.numbers)
    files = (report, *(page.file for page in pages))
    return Done(files=files, findings=view.findings, shown=Checked(view, pages, marked, report))


def _proofed(roots: Roots, path: Path, data: bytes, today: datetime.date) -> ProofResult:
    """The proof; a file that is too much to look through has that alone as its finding."""
    beyond = out_of_bounds(data, path.name)
    if beyond:
        return ProofResult(path.name, 0, (), (), (), beyond)
    (result,) = proof_files(roots, [path], today)
    return result


def _name(picture: PagePicture) -> str:
    return f"page-{picture.page}.png"


def _marked(pictures: tuple[PagePicture, ...], view: ProofView) -> Iterator[MarkedPage]:
    """The pages with their marks; the gravest finding of a mark comes first and gives it its look."""
    told: set[int] = set()
    for picture in pictures:
        marks = []
        for spot in picture.spots:
            numbers = sorted(spot.numbers)
            firsts = tuple((number, number not in told) for number in numbers)
            told.update(numbers)
            severity = view.findings[numbers[0] - 1].severity.value
            marks.append(Mark(spot.left, spot.top, spot.width, spot.height, firsts, severity))
        yield MarkedPage(picture.page, _name(picture), picture.width, picture.height, tuple(marks))
